"""What the README and the Makefile say exists."""

from __future__ import annotations

import re

import pytest

from tests.architecture.source import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def first_screen() -> str:
    """What a visitor sees before scrolling: about forty lines."""
    return "\n".join(README.splitlines()[:40])


@pytest.mark.parametrize(
    "said", ["make run", "make test", "workspace", "estimate", "data/pictures"]
)
def test_the_first_screen_says_how_to_begin_and_where_data_go(said):
    assert said in first_screen()


def test_every_room_in_the_readme_exists():
    house = README.split("## The house")[1]
    rooms = re.findall(r"^\| `([^`]+)` \|", house, re.MULTILINE)
    assert len(rooms) >= 10
    missing = [room for room in rooms if not (ROOT / room).exists()]
    assert missing == []


def test_every_engine_room_is_in_the_readme():
    rooms = {p.name for p in (ROOT / "engine").iterdir() if (p / "__init__.py").exists()}
    assert sorted(room for room in rooms if f"`engine/{room}`" not in README) == []


def test_every_make_target_that_is_named_exists():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    assert set(re.findall(r"`make ([a-z-]+)`", README)) <= targets


def test_pictures_that_are_shown_exist():
    shown = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", README)
    assert shown
    assert [path for path in shown if not (ROOT / path).exists()] == []
