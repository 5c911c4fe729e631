"""The navigation leads only where there is a page."""

from __future__ import annotations

from pages._shared import registry


def test_every_entry_that_is_shown_has_a_file_and_every_page_file_an_entry():
    files = {path.stem for path in registry.FOLDER.glob("*.py")} - {"__init__"}

    assert {page.key for page in registry.present()} == files


def test_a_page_that_is_not_there_is_not_shown(monkeypatch):
    ghost = registry.PageEntry("ghost", "Ghost", "Reference", "Is anybody there?")
    monkeypatch.setattr(registry, "ENTRIES", (*registry.ENTRIES, ghost))

    assert ghost not in registry.present()


def test_groups_stand_together():
    groups = [page.group for page in registry.ENTRIES]

    assert groups == sorted(groups, key=["Understand", "Plan", "Decide", "Reference"].index)


def test_every_page_asks_a_question():
    assert all(page.question.endswith("?") for page in registry.ENTRIES)
