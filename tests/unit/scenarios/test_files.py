"""Scenario files: round trips, what is refused, and where the refusal points."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import LeverError
from engine.model.decision import Decision
from engine.model.quota_levers import USUAL, Commitment, Override, QuotaLevers, Weight
from engine.model.scenario import (
    KEEP,
    CurveChange,
    IncentiveLevers,
    ModelLevers,
    PlanText,
    Scenario,
)
from engine.model.territory_levers import (
    Hires,
    HoldHarmless,
    PeopleLevers,
    TerritoryLevers,
    TransitionLevers,
)
from engine.scenarios.coming import redesign
from engine.scenarios.files import parse_scenario, presets, read_scenario, scenario_text
from engine.territories.wishes import Wishes

HEAD = "scenario: 1\nname: Try\n"


def test_a_file_that_leaves_all_out_is_the_baseline():
    assert parse_scenario(HEAD).levers_id() == Scenario("Baseline").levers_id()


def test_the_levers_that_act_are_read():
    scenario = parse_scenario(
        HEAD + "note: read out\nperiod: FY2026\n"
        "quota: {growth: 0.08, over_assignment: 0.02}\n"
        "incentive: {change: {accelerator: 1.5, cap: null}}\n"
        "model: {market_growth: -0.05}\n"
    )
    assert scenario == Scenario(
        "Try",
        "read out",
        "FY2026",
        quota=QuotaLevers(growth=0.08, over_assignment=0.02),
        incentive=IncentiveLevers(change=CurveChange(1.5, KEEP, None)),
        model=ModelLevers(market_growth=-0.05),
    )


def test_levers_of_territories_people_and_transition_are_read():
    scenario = parse_scenario(
        HEAD
        + "territory: {design: rebalance, max_moved_share: 0.1, keep: [segment], locked: [b, a]}\n"
        "people:\n  attrition: 0.3\n"
        "  hires: [{role: AE, segment: mid, start: 2026-02-01, count: 2}]\n"
        "transition: {effective: 2026-03-01, hold_harmless: {floor: 0.9, months: 6}}\n"
    )
    assert scenario.territory == TerritoryLevers(
        "rebalance", max_moved_share=0.1, keep=("segment",), locked=("a", "b")
    )
    assert scenario.people == PeopleLevers(
        0.3, hires=(Hires("AE", "mid", date(2026, 2, 1), count=2),)
    )
    assert scenario.transition == TransitionLevers(
        date(2026, 3, 1), hold_harmless=HoldHarmless(0.9, 6)
    )
    assert parse_scenario(scenario_text(scenario)) == scenario


@pytest.mark.parametrize(
    "lines", ["territory: {tolerance: 0.2, max_moves: 5}", "transition: {disruption_loss: 0.3}"]
)
def test_what_does_nothing_where_it_stands_is_the_baseline(lines):
    """Rules of a design that is not made, and the loss on accounts that do not move."""
    assert parse_scenario(HEAD + lines + "\n").levers_id() == Scenario("Baseline").levers_id()


def test_defaults_of_levers_that_do_not_act_yet_are_taken():
    text = HEAD + (
        "territory: {design: keep, hold_in_flight_days: 90, locked: []}\n"
        "quota: {basis: keep, moved: stays, blend: 1.0}\n"
        "people: {attrition: null, hires: []}\n"
        "transition: {disruption_loss: 0.15, in_flight: prior_owner}\n"
        "model: {elasticity: null, behaviour: 0.0}\n"
        "incentive:\n"
    )
    assert parse_scenario(text).levers() == {}


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ("territory: {design: redraw}", "f.yaml, line 3: territory.design"),
        ("territory: {keep: [product]}", "f.yaml.*territory.keep names 'product'"),
        ("territory: {max_moved_share: 2}", "line 3: Potential that may change patch .* 200 %"),
        ("people: {hires: [{segment: mid, start: soon}]}", "line 3: people.hires.0.start"),
        ("people: {hires: [{segment: mid, start: 2026-02-01, count: 0}]}", "asks for 0"),
        ("transition: {in_flight: nobody}", "line 3: transition.in_flight"),
        ("quota:\n  basis: expcted", "f.yaml, line 4: quota.basis has no “expcted”.*“expected”"),
        ("quota:\n  basis: {expected: 0.8}", "f.yaml, line 4: The shares of quota.basis .* sum to"),
        ("quota: {basis: {expected: 1.2, history: -0.2}}", "line 3: The shares of quota.basis"),
        ("quota: {moved: along}", "line 3: quota.moved"),
        ("quota: {own_history: 1.5}", "line 3: Share of the rep's own record .* 150 %"),
        ("quota: {target: -5}", "line 3: Quota to hand out .* -5"),
        ("quota:\n  weights: [{by: segmnt, value: a, times: 2}]", "line 4: quota.weights.0.by"),
        ("people: {hires: [{role: AE, count: 2}]}", "line 3: .*people.hires"),
        ("incentive: {change: {base_share: 1.5}}", "line 3: Base pay in on-target .* 150 %"),
        ("incentive: {budget: 0}", "line 3: Budget for incentive pay .* 0"),
        ("model: {behaviour: 0.1}", "line 3: .*model.behaviour"),
        ("quota: {grwth: 0.1}", "line 3: “grwth” is not a key.*“growth”"),
        ("territory: {desing: keep}", "line 3: “desing” is not a key.*“design”"),
        ("quotas: {growth: 0.1}", "line 3: “quotas” is not a key.*“quota”"),
        ("quota: {growth: 10 %}", "line 3: quota.growth: .*number"),
        ("quota:\n  growth: 8", "line 4: Growth on last year's quota .* 800 %"),
        ("quota: {growth: .nan}", "line 3: quota.growth"),
        ("quota: {growth: 0.1, target: 90000000}", "exclude each other"),
        ("quota: {growth: yes}", "line 3: quota.growth: .*number"),
        ("quota: [1]", "line 3: quota must hold keys"),
        ("quota: {growth: 0.1}\nquota: {growth: 0.2}", "line 4: “quota” stands there twice"),
        ("model: &a {market_growth: 0.1}\nquota: *a", "anchors, aliases and tags"),
        ("note: !!python/object:os.system x", "anchors, aliases and tags"),
        ("note: [[[[[[[[[[[[[[1]]]]]]]]]]]]]]", "nested more than"),
        ("note: [", "line 4: not YAML"),
        ("note: 2026-13-45", "value cannot be read"),
        ("incentive: {plan: no-such.yaml}", "line 3: the plan no-such.yaml is not there"),
        ("incentive: {plan: ../../README.md}", "is not there"),
        ("incentive: {plan: /etc/hostname}", "is not there"),
    ],
)
def test_what_is_refused_says_where(lines, sentence):
    with pytest.raises(LeverError, match=sentence):
        parse_scenario(HEAD + lines + "\n", source="f.yaml")


@pytest.mark.parametrize("text", ["", "- a\n", "just words", "scenario: 2\nname: x\n", "name: x\n"])
def test_what_is_no_scenario_is_refused(text):
    with pytest.raises(LeverError, match=r"f\.yaml"):
        parse_scenario(text, source="f.yaml")


def test_a_file_of_megabytes_is_refused_before_it_is_parsed(tmp_path):
    path = tmp_path / "big.yaml"
    path.write_text("note: " + "x" * 5_000_000)
    with pytest.raises(LeverError, match="more than 64,000"):
        read_scenario(path)


@pytest.mark.parametrize(
    ("content", "told"), [(b"\xff\xfe\x00s", "cannot be read"), (None, "is not there")]
)
def test_a_file_that_cannot_be_read_is_told(tmp_path, content, told):
    path = tmp_path / "broken.yaml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(LeverError, match=rf"broken\.yaml {told}"):
        read_scenario(path)


def test_a_plan_is_found_beside_the_file_first(tmp_path):
    (tmp_path / "mine.yaml").write_text("schema: plan/1\n")
    (tmp_path / "s.yaml").write_text(HEAD + "incentive: {plan: mine.yaml}\n")
    assert read_scenario(tmp_path / "s.yaml").incentive.plan == PlanText("any", "schema: plan/1\n")


_KEPT = st.one_of(st.just(KEEP), st.none(), st.floats(0.5, 1.0))
_BASIS = st.sampled_from(
    ["keep", "history", "potential", "expected", (("expected", 0.8), ("history", 0.2))]
)
_MONEY = st.floats(0, 1e9)
_SET = st.builds(
    QuotaLevers,
    basis=_BASIS,
    blend=st.floats(0, 1),
    own_history=st.floats(0, 1),
    max_change=st.one_of(st.just(USUAL), st.none(), st.floats(0, 5)),
    floor=st.one_of(st.none(), _MONEY),
    fairness_band=st.one_of(st.none(), st.floats(0, 1)),
    moved=st.sampled_from(["stays", "follows"]),
    weights=st.tuples(st.builds(Weight, st.just("segment"), st.just("smb"), st.floats(0.1, 10))),
    commitments=st.tuples(st.builds(Commitment, st.just("M1"), _MONEY)),
    top_down=st.floats(0, 1),
    overrides=st.tuples(st.builds(Override, st.just("T1"), _MONEY, st.just("me"))),
)
_QUOTA = st.one_of(
    _SET,
    st.builds(QuotaLevers, growth=st.floats(-0.5, 1.0), over_assignment=st.floats(0, 0.5)),
    st.builds(QuotaLevers, target=st.floats(1, 1e12)),
    st.builds(QuotaLevers, handed_out=st.floats(0.5, 2)),
)


@settings(max_examples=40)
@given(
    quota=_QUOTA,
    change=st.builds(CurveChange, accelerator=st.floats(0, 5), threshold=_KEPT, cap=_KEPT),
    model=st.builds(ModelLevers, st.floats(-0.5, 1.0), st.floats(-0.5, 1.0)),
    name=st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), min_size=1),
)
def test_a_scenario_that_is_written_reads_as_itself(quota, change, model, name):
    incentive = IncentiveLevers(change=change)
    scenario = Scenario(name, quota=quota, incentive=incentive, model=model)
    again = parse_scenario(scenario_text(scenario))
    assert again == scenario
    assert again.levers_id() == scenario.levers_id()


def test_hires_of_several_segments_on_one_day_read_as_themselves():
    new_year = date(2026, 1, 1)  # one day, as the slider gives it to all
    hires = tuple(Hires("AE", segment, new_year) for segment in ("Commercial", "Enterprise"))
    scenario = Scenario("Hire two", people=PeopleLevers(hires=hires))
    assert parse_scenario(scenario_text(scenario)) == scenario


def test_every_preset_reads_carries_a_note_and_changes_something():
    shipped = presets()
    assert len({scenario.levers_id() for scenario in shipped}) == len(shipped) >= 3
    assert all(scenario.note and scenario.levers() for scenario in shipped)


PLAN = """# drafted on the page
schema: plan/1
plan: Draft of spring
measures: {arr: {sum: amount}}
components:
  - id: core
    weight: 1.0
    input: {attainment: arr}
    curve: {method: marginal, tiers: [[0, 1.0], [1.0, 2.0]]}
"""


def test_a_drafted_plan_is_carried_in_the_file_and_replays_without_another():
    drafted = Scenario("Try", incentive=IncentiveLevers(PlanText("anything", PLAN)))
    written = scenario_text(drafted)
    assert "    # drafted on the page\n    schema: plan/1\n" in written
    again = parse_scenario(written)  # no folder to look in
    assert again.incentive.plan.text == PLAN
    assert again.incentive.plan.name == "Draft of spring"
    assert again.levers_id() == drafted.levers_id()


@pytest.mark.parametrize("name", ["x" * 300, "計画" * 45, "nul\0"])
def test_a_plan_called_what_no_file_can_be_called_is_written_out(name):
    scenario = Scenario("S", incentive=IncentiveLevers(PlanText(name, PLAN)))
    again = parse_scenario(scenario_text(scenario))
    assert again.incentive.plan.text == PLAN


def test_a_plan_named_longer_than_a_file_can_be_is_not_there():
    with pytest.raises(LeverError, match="is not there"):
        parse_scenario(HEAD + f"incentive: {{plan: {'x' * 300}}}\n")


def test_a_plan_in_a_scenario_is_refused_with_the_line():
    lines = PLAN.replace("tiers", "tierz").splitlines(keepends=True)
    text = HEAD + "incentive:\n  plan: |\n" + "".join(f"    {line}" for line in lines)
    with pytest.raises(LeverError, match=r"line 4: The plan in it, line 9: .*tierz") as refused:
        parse_scenario(text)
    assert refused.value.hint == "Did you mean “tiers”?"


def test_a_plan_that_comes_with_the_product_keeps_its_name(tmp_path):
    text = "incentive: {plan: presets/plans/smb-ae.yaml}\n"
    assert "plan: presets/plans/smb-ae.yaml" in scenario_text(parse_scenario(HEAD + text))
    (tmp_path / "own.yaml").write_text(PLAN)
    beside = parse_scenario(HEAD + "incentive: {plan: own.yaml}\n", folder=tmp_path)
    assert parse_scenario(scenario_text(beside)).levers_id() == beside.levers_id()


RECORDED = (
    HEAD
    + """quota: {growth: 0.1}
assumptions:
- {what: The market grows, value: 4 %, source: Our own survey, vouched_by: Ana Ruiz, agreed: true}
- what: Nobody leaves
decision:
  what: Go ahead
  who: Dana Cole
  why: It fits more patches
  scenario: 0123456789abcdef
  dissent: Ben would wait
  next_step: Letters by March
"""
)


def test_assumptions_and_the_decision_replay_and_change_no_number():
    read = parse_scenario(RECORDED)
    assert [(a.what, a.vouched_by, a.agreed) for a in read.assumptions] == [
        ("The market grows", "Ana Ruiz", True),
        ("Nobody leaves", "", False),
    ]
    assert read.decision == Decision(
        "Go ahead", "Dana Cole", "It fits more patches", "0123456789abcdef", "Ben would wait",
        "Letters by March",
    )  # fmt: skip
    assert parse_scenario(scenario_text(read)) == read
    bare = parse_scenario(HEAD + "quota: {growth: 0.1}\n")
    assert read.levers_id() == bare.levers_id()
    assert read.levers() == bare.levers()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("decision: {scenario: tomorrow}\n", "decision.scenario"),
        ("decision: {waht: Go}\n", "waht"),
        ("assumptions: [{value: 4}]\n", "assumptions.0"),
        (f"decision: {{what: {'x' * 2001}}}\n", "decision.what"),
    ],
)
def test_a_record_that_makes_no_sense_is_refused_with_its_line(words, said):
    with pytest.raises(LeverError, match=rf"line \d+: .*{said}"):
        parse_scenario(HEAD + words)


def test_three_cycles_move_quotas_by_at_most_fifteen_percent_a_year():
    """1.15, 1.15 ** 2 and 1.15 ** 3 against today; 5, then 10 % more of potential moved."""
    cycles = [one for one in presets() if one.name.startswith("Cycle")]
    assert [one.quota.max_change for one in cycles] == pytest.approx([0.15, 0.3225, 0.520875])
    assert [one.territory.max_moved_share for one in cycles] == [0.05, 0.15, 0.15]
    assert [one.quota.handed_out for one in cycles] == [1.06, 1.03, 1.03]


def test_the_hire_preset_hires_ten():
    (hiring,) = [one for one in presets() if one.people.hires]
    assert sum(one.count for one in hiring.people.hires) == 10


def test_rules_of_who_moves_are_read_written_and_reach_the_design(monkeypatch):
    """Families, a stage and suitability, as the Territories page states them."""
    text = HEAD + (
        "territory: {design: rebalance, families_stay: false, hold_from_stage: Proposal,\n"
        "  suit_relationship: 0.1, suit_experience: 0.2, suit_tenure: 0.3}\n"
    )
    scenario = parse_scenario(text)
    assert parse_scenario(scenario_text(scenario)) == scenario
    asked = []
    monkeypatch.setattr(redesign, "ground", lambda warehouse, wishes: asked.append(wishes))
    redesign.design_ground(None, scenario.territory)
    assert asked == [
        Wishes(
            families_stay=False,
            hold_from_stage="Proposal",
            suit_relationship=0.1,
            suit_experience=0.2,
            suit_tenure=0.3,
        )
    ]
    with pytest.raises(LeverError, match=r"line 3.*suit_tenure"):
        parse_scenario(HEAD + "territory: {suit_tenure: 1.5}\n")
