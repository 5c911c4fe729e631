"""Start: three doors, and what happens to data."""

from __future__ import annotations

import pytest

from pages._shared import loads
from tests.support.snapshots import make_snapshot


def words(app):
    """Everything that is said on the page."""
    return "\n".join(box.value for box in [*app.markdown, *app.caption, *app.code])


def test_an_empty_workspace_says_so_and_where_data_will_be_kept(app, workspace):
    app.run()

    assert not app.exception
    assert "Nothing is in this workspace yet" in words(app)
    assert str(workspace) in words(app)
    assert "Nothing leaves it" in words(app)


def test_snapshots_are_listed_newest_first_and_one_opens_its_baseline(app, two_reps, workspace):
    newer = make_snapshot(workspace, rep=[{"rep_id": "R9"}], account=[{"account_id": "A9"}])
    app.run()

    opened = [button.key for button in app.button if button.key.startswith("start.open.")]
    older = two_reps.snapshot.fingerprint
    assert opened == [f"start.open.{newer.snapshot.fingerprint}", f"start.open.{older}"]

    app.button(key=f"start.open.{older}").click().run()

    assert not app.exception
    assert app.session_state["session"].snapshot == older
    assert app.title[0].value == "Where do we stand?"


def test_the_sample_opens_in_one_click(app, two_reps, monkeypatch):
    fingerprint = two_reps.snapshot.fingerprint
    monkeypatch.setattr(loads, "open_sample", lambda: fingerprint)
    app.run()
    app.button(key="start.sample").click().run()

    assert not app.exception
    assert app.title[0].value == "Where do we stand?"


def test_uploading_leads_to_data(app):
    app.run()
    app.button(key="start.upload").click().run()

    assert app.title[0].value == "What did you give me, and can I trust it?"


@pytest.mark.parametrize("name", ["<b>x</b>.csv", "[a](http://b.test).csv"])
def test_the_name_of_a_file_is_never_markup(app, two_reps, monkeypatch, name):
    document = {"files": [{"file": name}]}
    monkeypatch.setattr(loads, "report", lambda _: document)
    app.run()

    (said,) = [caption.value for caption in app.caption if caption.value.startswith("from")]
    assert "\\<b\\>" in said or "\\[a\\]\\(" in said
