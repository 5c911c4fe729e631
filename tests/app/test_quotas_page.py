"""Quotas: the sum exactly, the steps of one patch, and levers that move the draft."""

from __future__ import annotations

import pytest


@pytest.fixture
def page(app, two_reps):
    app.run()
    return app.switch_page("pages/quotas.py").run()


def words(page):
    parts = [e.value for kind in (page.markdown, page.caption, page.subheader) for e in kind]
    return " ".join(parts).replace("\u00a0", " ").replace("\\", "").replace("\u2060", "")


def test_without_data_the_page_says_where_to_begin(app):
    app.run()
    app.switch_page("pages/quotas.py").run()
    assert not app.exception
    assert "sample company" in app.info[0].value


def test_the_page_proposes_what_patches_can_give_and_says_the_sum(page):
    assert not page.exception
    assert page.selectbox(key="quotas.basis").value == "expected"
    # 100 each; potential 400 and 100, held at 25 %: 125 and 75
    assert "sum to $200.00. Quota handed out for each dollar expected: 1.11" in words(page)
    assert "Ana" not in words(page)


def test_a_lever_moves_the_draft(page):
    page.slider(key="quotas.lever.over_assignment").set_value(10.0).run()
    assert not page.exception
    assert "sum to $220.00, 10.0 % above the $200.00 asked for" in words(page)
    page.selectbox(key="quotas.basis").set_value("keep").run()
    assert "sum to $220.00" in words(page)
