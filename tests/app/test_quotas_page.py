"""Quotas: the sum exactly, steps of one patch, hands, sheets, and levers that move the draft."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest

from engine.cli.main import main
from engine.model.quota_levers import QuotaLevers
from engine.model.scenario import Scenario
from engine.quotas.shared import Overlay, SharedQuota
from engine.scenarios.files import scenario_text
from pages._shared import exports, quota_plans, quota_shared, quota_words
from pages._shared.session import Session
from tests.support.screen import table, words

PAGE = "pages/quotas.py"
FOLLOW = "what_if.lever.dial.follow"


@pytest.fixture
def page(app, two_reps):
    app.run()
    return app.switch_page(PAGE).run()


def plain(value):
    return str(value).replace("\\", "").replace("\u00a0", " ")


def test_without_data_the_page_says_where_to_begin(app):
    app.run()
    app.switch_page(PAGE).run()
    assert not app.exception
    assert "sample company" in app.info[0].value


def test_the_page_proposes_what_patches_can_give_and_says_the_sum(page):
    assert not page.exception
    assert page.selectbox(key="quotas.basis").value == "expected"
    # 100 each; potential 400 and 100, held at 25 %: 125 and 75
    each = "Quota handed out for each dollar of the $180 that average reps would book: 1.11"
    assert f"sum to $200.00. {each}" in words(page)
    assert "Ana" not in words(page)


def test_the_proposal_is_in_no_scenario_until_it_is_taken_and_then_what_if_agrees(app, two_reps):
    app.run()
    app.switch_page("pages/what_if.py").run()
    assert "changes nothing" in words(app)
    app.switch_page(PAGE).run()
    assert "A proposal, not in your scenario yet:" in words(app)
    app.switch_page("pages/what_if.py").run()
    assert "changes nothing" in words(app)  # to look at it takes nothing
    assert app.slider(key=FOLLOW).value == 0.0

    app.switch_page(PAGE).run()
    proposed = table(app, "A quota that fits")
    app.button(key="quotas.take").click().run()
    assert table(app, "A quota that fits") == proposed
    assert "proposal" not in words(app)
    assert "Scenario: My scenario" in words(app)
    app.switch_page("pages/what_if.py").run()
    assert app.slider(key=FOLLOW).value == 100.0
    assert "My scenario changes: quotas from what an average rep books there" in words(app)


def test_no_lever_says_here_what_another_says_on_what_if(app, two_reps):
    own, leave = "quotas.lever.own_history", "quotas.lever.blend"
    keys = {None: set(), "expected": {own, leave}, "history": {own, leave}}
    for basis, there in keys.items():
        quota = QuotaLevers() if basis is None else QuotaLevers(basis=basis, blend=0.5)
        app.session_state["session"] = Session(draft=Scenario("Ours", quota=quota))
        app.run()
        app.switch_page(PAGE).run()
        assert {own, leave} & {slider.key for slider in app.slider} == there
        assert ("which keeps last year's quotas" in words(app)) is (basis is None)
        if basis is not None:
            assert app.slider(key=leave).value == 50.0
            called = app.slider(key=leave).label
        app.switch_page("pages/what_if.py").run()
        dial = app.slider(key=FOLLOW)
        assert dial.value == (0.0 if basis is None else 50.0)
        assert ("the patch" in dial.label) is (basis != "history")
        if basis is not None:
            assert dial.label == called
            assert called.lower() in words(app)  # and so in what the scenario changes


def test_quotas_that_are_kept_and_lifted_are_not_said_to_be_kept(app, two_reps):
    app.session_state["session"] = Session(draft=Scenario("Ours", quota=QuotaLevers(growth=0.1)))
    app.run()
    app.switch_page(PAGE).run()
    assert "Scenario: Ours, which scales last year's quotas" in words(app)


def test_a_lever_takes_the_proposal_with_it(page):
    page.slider(key="quotas.lever.growth").set_value(10.0).run()
    assert "proposal" not in words(page)
    levers = page.session_state["session"].draft.quota
    assert (levers.basis, levers.growth) == ("expected", pytest.approx(0.1))


def test_the_cap_says_what_it_costs_and_the_fairness_what_it_does_not(page):
    # 180 expected as 4^.66 : 1, of 200 that is 142.8 : 57.2. Held at 125 and 75, F is .88 and
    # 1.31, so 125 of 200 fit (62.5 %); of 100 and 100 (.70 and 1.75) nothing does
    said = words(page)
    assert "62 % of quota dollars fit their patch; of last year's quotas, 0 %" in said
    assert "No quota moves further than 25 % from last year's; that costs 38 points" in said
    assert "without it 100 % would" in said
    assert "of reps reach quota" in said


def test_the_worst_patches_come_first(page):
    worst = table(page, "A quota that fits")
    assert [row["Patch"] for row in worst] == ["Patch 2", "Patch 1"]
    assert [row["Quota against patch"] for row in worst] == ["1.31 x", "0.88 x"]


def test_the_steps_of_a_patch_add_up(page):
    page.selectbox(key="quotas.patch").set_value(0).run()
    *parts, whole = [float(row["Adds"].replace("$", "")) for row in table(page, "Step")]
    assert sum(parts) == pytest.approx(whole) == 125
    assert "Patch 1 carries $125.00, 25.0 % more than last year" in words(page)
    page.session_state["quotas.behind"] = "What each lever adds, whichever is moved first"
    page.run()
    shares = [float(row["Adds"].replace("$", "")) for row in table(page, "Lever")]
    assert sum(shares) == pytest.approx(25)


def test_a_lever_moves_the_draft(page):
    page.slider(key="quotas.lever.over_assignment").set_value(10.0).run()
    assert not page.exception
    assert "sum to $220.00, 10.0 % above the $200.00 asked for" in words(page)
    page.selectbox(key="quotas.basis").set_value("keep").run()
    assert "sum to $220.00" in words(page)
    page.slider(key="quotas.lever.over_assignment").set_value(0.0).run()
    page.segmented_control(key="quotas.way").set_value("handed_out").run()
    page.slider(key="quotas.lever.handed_out").set_value(1.5).run()
    assert "sum to $270.00" in words(page)  # 1.5 x 180


def test_limits_are_switched_and_moved(page):
    page.toggle(key="quotas.on.max_change").set_value(False).run()
    assert "100 % of quota dollars fit" in words(page)
    page.toggle(key="quotas.on.fairness_band").set_value(True).run()
    assert page.slider(key="quotas.lever.fairness_band").value == 15.0
    page.session_state["quotas.more"] = True
    page.run()
    page.slider(key="quotas.lever.floor").set_value(10_000.0).run()
    assert not page.exception
    # the smaller patch may carry at most 1.15 x 200 / (1 + 4^.66) = 65.777
    assert "floor is 10,000.00 and would have to be 65.78" in plain(page.warning[0].value)


def test_each_level_hands_out_more_than_it_carries(app, led_reps):
    app.run()
    page = app.switch_page(PAGE).run()
    page.session_state["quotas.more"] = True
    page.run()
    page.slider(key="quotas.level.0").set_value(10.0).run()
    assert not page.exception
    assert "sum to $220.00, 10.0 % above the $200.00 asked for" in words(page)
    (team,) = table(page, "Carries")
    assert (team["Team of"], team["Sum of quotas"], team["Carries"]) == (
        "Manager 1",
        "$220.00",
        "$200.00",
    )


def test_a_quota_set_by_hand_needs_a_name_and_a_reason_and_can_be_undone(page):
    page.session_state["quotas.hands"] = True
    page.run()
    button = next(b for b in page.button if b.label == "Set this quota")
    page.number_input(key="quotas.hand.amount").set_value(110.0)
    button.click().run()
    assert "needs your name and a reason" in page.warning[0].value
    page.number_input(key="quotas.hand.amount").set_value(110.0)
    page.text_input(key="quotas.hand.who").set_value("Kim")
    page.text_input(key="quotas.hand.why").set_value("new plant")
    next(b for b in page.button if b.label == "Set this quota").click().run()
    assert not page.exception
    (override,) = page.session_state["session"].draft.quota.overrides
    assert (override.territory_id, override.amount, override.who) == ("R1", 110.0, "Kim")
    (shown,) = table(page, "By")
    assert (shown["Patch"], shown["Quota"], shown["By"]) == ("Patch 1", "$110.00", "Kim")
    assert "sum to $200.00" in words(page)  # the other takes 90
    page.button(key="quotas.hand.undo").click().run()
    assert page.session_state["session"].draft.quota.overrides == ()


def test_two_bases_are_blended_by_the_share_of_each(page):
    page.toggle(key="quotas.on.max_change").set_value(False).run()
    page.session_state["quotas.more"] = True
    page.run()
    page.selectbox(key="quotas.basis.second").set_value("potential").run()
    assert not page.exception
    # half of 200 x 4^.66 / (1 + 4^.66) = 142.80, half of 200 x 4 / 5 = 160
    assert "Patch 1 carries $151.40" in words(page)
    page.slider(key="quotas.basis.share").set_value(25.0).run()
    assert "Patch 1 carries $147.10" in words(page)
    page.selectbox(key="quotas.basis.second").set_value(None).run()
    assert "Patch 1 carries $142.80" in words(page)


def test_a_stated_weight_needs_a_reason_and_can_be_taken_out(page):
    page.session_state["quotas.more"] = True
    page.run()
    next(b for b in page.button if b.label == "Set this weight").click().run()
    assert "needs a reason" in page.warning[0].value
    page.number_input(key="quotas.weight.times").set_value(1.2)
    page.text_input(key="quotas.weight.why").set_value("new product")
    next(b for b in page.button if b.label == "Set this weight").click().run()
    assert not page.exception
    (weight,) = page.session_state["session"].draft.quota.weights
    assert (weight.by, weight.value, weight.times, weight.why) == (
        "role",
        "AE",
        1.2,
        "new product",
    )
    (row,) = table(page, "Times")
    assert (row["Patches"], row["Times"]) == ("role AE", "1.2")
    # everybody has it, so that nobody's share of the total changes
    assert "Patch 1 carries $125.00" in words(page)
    page.button(key="quotas.weight.undo").click().run()
    assert page.session_state["session"].draft.quota.weights == ()


def test_a_commitment_is_typed_and_met_at_the_stated_weight(app, led_reps):
    app.run()
    page = app.switch_page(PAGE).run()
    page.session_state["quotas.hands"] = True
    page.run()
    page.selectbox(key="quotas.commitment.who").set_value(0)
    page.number_input(key="quotas.commitment.amount").set_value(110.0)
    page.number_input(key="quotas.commitment.top").set_value(0.0)
    next(b for b in page.button if b.label == "Set this commitment").click().run()
    assert not page.exception
    # 110 said and 75 from the top leave 15 of 200, shared as 142.80 : 75 to 119.83 and 80.17
    (row,) = table(page, "Committed")
    assert (row["To"], row["From the top alone"], row["Now"]) == ("$110.00", "$125.00", "$119.83")
    (team,) = table(page, "Sum of quotas")
    assert team["Sum of quotas"] == "$200.00"


def test_shared_quotas_of_overlays_stand_apart_and_masked(two_reps):
    plan = quota_plans.plan(Session(snapshot=two_reps.snapshot.fingerprint), Scenario("As is"))
    overlay = Overlay("O1", "Olga", "Overlay", 15_000, (0, 1))
    plan = replace(plan, shared=(SharedQuota(overlay, 20_000, "The sum of the 2 patches."),))
    (row,) = quota_shared.shared_rows(plan, "USD", names=False)
    assert (row["Last year's"], row["Shared quota"]) == ("$150.00", "$200.00")
    assert "Olga" not in row.values()
    (row,) = quota_shared.shared_rows(plan, "USD", names=True)
    assert row["Overlay"] == "Olga"
    rows = quota_words.fairness_rows(plan, "USD")
    assert {row["Sum"] for row in rows} == {"$200.00"}
    shown, title = quota_words.with_one_sum(rows)
    assert title == ", each summing to $200.00"
    assert all("Sum" not in row for row in shown)
    apart = [*rows, {**rows[0], "Sum": "$210.00"}]
    assert quota_words.with_one_sum(apart) == (apart, "")


def test_a_name_that_nobody_knows_is_said(page):
    page.session_state["quotas.hands"] = True
    page.run()
    sheet = b"territory_id,amount,who,why\nR9,50,Kim,typo\n"
    page.file_uploader(key="quotas.sheet").set_value(("o.csv", sheet, "text/csv")).run()
    page.button(key="quotas.sheet.take").click().run()
    assert not page.exception
    assert "“R9”, which is no patch of this plan" in plain(page.warning[0].value)


def test_page_command_and_download_agree_to_the_cent(page, two_reps, workspace, tmp_path, capsys):
    page.slider(key="quotas.lever.over_assignment").set_value(7.0).run()
    page.session_state["view.open"] = True
    page.run()
    page.toggle(key="view.names_asked").set_value(True).run()
    page.session_state["quotas.behind"] = "All quotas"
    page.run()
    assert not page.exception
    shown = page.dataframe[0].value
    scenario = page.session_state["session"].draft
    (tmp_path / "s.yaml").write_text(scenario_text(scenario))
    capsys.readouterr()
    assert main(["quotas", str(workspace), str(tmp_path / "s.yaml"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    commanded = {q["rep_id"]: f"{q['amount']:.2f}" for q in told["quotas"]}
    assert dict(zip(shown["rep_id"], shown["amount"], strict=True)) == commanded
    assert sum(float(x) for x in commanded.values()) == pytest.approx(214)
    state = Session(snapshot=two_reps.snapshot.fingerprint)
    plan = quota_plans.plan(state, scenario)
    file = exports.csv_bytes(quota_words.table(plan, names=True)).decode("utf-8-sig")
    downloaded = {r["rep_id"]: r["amount"] for r in csv.DictReader(io.StringIO(file))}
    assert downloaded == commanded
