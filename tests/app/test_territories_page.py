"""Territories: the search runs in a child process, the page shows its frontier."""

from __future__ import annotations

import json
import time

import pytest

from engine.settings import settings
from pages._shared import designs
from tests.support.screen import card, words
from tests.support.snapshots import make_snapshot


@pytest.fixture(scope="module")
def searched(tmp_path_factory):
    """Two patches: one holds three accounts of 10, the other one; what is searched is kept."""
    folder = tmp_path_factory.mktemp("territories") / "workspace"
    make_snapshot(
        folder,
        currency="EUR",
        territory=[{"territory_id": "t1"}, {"territory_id": "t2"}],
        account=[
            {
                "account_id": f"a{n}",
                "name": f"Account {n}",
                "territory_id": "t2" if n == 3 else "t1",
                "potential": 10,
                "latitude": 32.7423,
                "longitude": -117.0947,
            }
            for n in range(4)
        ],
    )
    return folder


def once(page, there):
    """The page once something is there; it is asked after each search that it began."""
    end = time.monotonic() + 90
    while not there(page):
        assert time.monotonic() < end, words(page)
        assert not page.exception
        for name in tuple(designs._jobs()._jobs):
            designs.wait(name, 90)
        page.run()
    return page


def settled(page):
    """The page once the search is over."""
    return once(page, lambda page: page.select_slider)


@pytest.fixture
def page(app, searched, monkeypatch):
    monkeypatch.setenv("EVENFIELD_WORKSPACE", str(searched))
    settings.cache_clear()
    app.run()
    return settled(app.switch_page("pages/territories.py").run())


def moves(page):
    """The list of moves as shown."""
    return next(table.value for table in page.dataframe if "Account" in table.value.columns)


def test_without_data_the_page_says_where_to_begin(app):
    app.run()
    app.switch_page("pages/territories.py").run()
    assert not app.exception
    assert "sample company" in app.info[0].value


def test_the_design_moves_one_account_and_says_why(page):
    """30 and 10 become 20 and 20: one account, a quarter of potential, unevenness 50 to 0 %."""
    told = words(page)
    assert "Moving the first 25 % of potential buys most of the balance" in told
    assert "over the patches of this plan goes from 50 % today to 0 %" in told
    assert "100 % of patches lie within the band" in told
    assert "2 of 2 patches are within 10 % of their potential target; today 0" in told
    listed = moves(page)
    assert list(listed["From"]) == ["t1"]
    assert list(listed["To"]) == ["t2"]
    assert "150 %" in listed["Why"][0]  # 30 of 20
    assert any('"label": "Potential, EUR"' in table.proto.columns for table in page.dataframe)
    assert "€40" in words(page), "none of the 40 is sold to"
    charts = page.get("vega_lite_chart")
    assert len(charts) == 4
    assert all(json.loads(chart.proto.spec)["description"] for chart in charts)


def test_neighbours_in_one_patch_stand_beside_what_they_are_without_a_move(page):
    assert "without a move" in words(page)
    page.select_slider[0].set_value(0).run()
    unmoved, _ = card(page, "Neighbours in one patch")
    assert "without a move" not in words(page)
    page.select_slider[0].set_value(1).run()
    assert f"without a move {unmoved}" in words(page)


def test_the_slider_walks_to_no_move(page):
    assert "Tick accounts to send them back" in words(page)
    page.select_slider[0].set_value(0).run()
    assert "Tick accounts" not in words(page)
    assert "No account changes patch here." in words(page)
    assert "over the patches of this plan goes from 50 % today to 50 %" in words(page)
    assert "1 more move would bring unevenness down by 50.0 points" in words(page)


def assign(page, account, seat):
    """Give an account to a patch by hand."""
    page.session_state["territories.assign.open"] = True
    page.run()
    page.selectbox(key="territories.assign.account").set_value(account).run()
    page.selectbox(key=f"territories.assign.seat.{account}").set_value(seat).run()
    page.button(key="territories.assign").click().run()
    return once(page, lambda page: "By hand" in words(page))


def test_an_account_assigned_by_hand_is_kept_with_both_gaps_and_undone(page):
    """All accounts are alike, so another one moved is as good; undo brings the first back."""
    first = moves(page)["Account"][0]
    other = next(a for a in ("a0", "a1", "a2") if a != first)
    assign(page, other, "t2")
    told = words(page)
    assert "1 choice of yours kept" in told
    assert "it costs nothing" in told
    assert "No design under these rules can be better with your choices kept" in told
    assert list(moves(page)["Account"]) == [other]
    assert list(moves(page)["Why"]) == ["t2 was chosen by hand."]
    assert list(moves(page)["Second choice"]) == ["—"], "nothing else was weighed"
    page.button(key="territories.undo").click().run()
    assert "By hand" not in words(page)
    assert list(moves(page)["Account"]) == [first]


def test_a_choice_against_balance_costs_what_the_bound_without_it_says(page):
    """a3 sent from t2 to t1 takes a move itself, and two more would have to make up for it."""
    assign(page, "a3", "t1")
    told = words(page)
    assert "dearer than the best one found without it for as many moves" in told
    moved = dict(zip(moves(page)["Account"], moves(page)["To"], strict=True))
    assert moved["a3"] == "t1"


def test_a_new_patch_takes_its_part_and_is_told(page):
    """40 over three patches: two of t1's accounts go to the hire, or one each."""
    page.text_input(key="territories.new.name").set_value("Hire 1")
    next(b for b in page.button if b.label == "Add this patch").click().run()
    told = "A new patch has no home yet"
    once(page, lambda page: told in words(page) and page.select_slider)
    page.select_slider[0].set_value(1).run()
    assert "Hire 1" in list(moves(page)["To"])
    next(b for b in page.button if b.label == "As they are today").click().run()
    assert told not in words(settled(page))


def test_what_the_data_cannot_hold_is_named_with_its_column(page):
    told = " ".join(caption.value for caption in page.caption)
    assert "start\\_date of assignment brings it" in told
    assert "probability of opportunity" in told
