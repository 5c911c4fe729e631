"""Sentences on screen: each number in them is worked by hand, each missing one leaves words out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from engine.model.band import Band
from engine.model.quota_levers import QuotaLevers
from engine.model.results import Curve
from engine.model.scenario import CurveChange, IncentiveLevers, Scenario
from pages._shared import changes, lever_words, sentences
from tests.support.results import as_is, band, result

SPACE = "\u00a0"


def plain(text):
    """Text with ordinary spaces."""
    return text.replace(SPACE, " ")


def test_the_first_sentence_holds_plan_reps_and_what_was_handed_out():
    year = as_is([0.9], bookings=84.48, target=88.0, participation=0.35, quota_to_expected=1.12)
    # 84.48 / 88 = 0.96
    assert plain(sentences.standing(year, "USD")) == (
        "The company made 96 % of plan, yet only 35 % of reps made quota: 12 % more quota was "
        "handed out than these patches could be expected to book."
    )


def test_nothing_is_called_surprising_where_it_is_not():
    year = as_is([0.9], bookings=60.0, target=100.0, participation=0.35, quota_to_expected=0.95)
    assert plain(sentences.standing(year, "USD")) == (
        "The company made 60 % of plan, and 35 % of reps made quota: 5 % less quota was handed "
        "out than these patches could be expected to book."
    )


def test_without_plan_the_bookings_stand_and_without_quota_nobody_is_judged():
    year = as_is([], bookings=10_005_534.0)
    assert plain(sentences.standing(year, "USD")) == (
        "The company booked $10.0 M. No quota is known for this period, so nobody's result can "
        "be read."
    )


def test_the_gap_names_its_largest_part():
    # -3 - 0 - 11 = -14 points, 11 of them skew
    gap = {"level": -0.03, "weighting": 0.0, "skew": -0.11}
    assert sentences.gap(gap) == (
        "The middle rep is 14 points short of quota, most of it (11 points) because "
        "a few carry the number"
    )
    # +5 - 1 + 0 = +4, the largest part in that direction is the level
    ahead = sentences.gap({"level": 0.05, "weighting": -0.01, "skew": 0.0})
    assert ahead == (
        "The middle rep is 4 points above quota: less quota was handed out than was booked "
        "(5 points), offset in part by the rest"
    )
    assert sentences.gap({"level": 0.0, "weighting": 0.0, "skew": 0.0}) == (
        "The middle rep is at quota"
    )


def test_estimates_carry_their_band():
    year = as_is([0.9], fair_median=Band(0.94, 0.97, 0.99))
    assert plain(sentences.fair(year)).endswith(
        "land at 97 % (four times in five between 94 and 99 %)."
    )
    assert sentences.fair(as_is([0.9])) == ""


def test_the_strongest_tenth_is_told_by_its_share():
    # ten people, one books 2 of 11: 2 / 11 = 18 %
    year = as_is([2.0] + [1.0] * 9)
    assert plain(sentences.concentration(year)) == (
        "The strongest tenth of reps brings in 18 % of bookings"
    )
    assert sentences.concentration(as_is([None])) == ""


def test_groups_of_fewer_than_five_are_not_compared():
    parts = [("West", np.full(9, 0.97)), ("East", np.full(5, 0.73)), ("North", np.full(4, 0.1))]
    assert plain(sentences.groups(parts)) == "The middle rep is at 97 % in West, at 73 % in East"
    assert sentences.groups(parts[:1]) == "Attainment by group"


def test_titles_of_pairs_name_both_sides():
    base = result([0.9], median_attainment=band(0.87, 0.05), fit_in_band=0.35)
    draft = result([0.9], median_attainment=band(0.95, 0.04), fit_in_band=0.78)
    assert plain(changes.middle_reps(base, draft)) == (
        "Half the team is below 95 % of quota; if we carry on, below 87 %"
    )
    assert plain(changes.fits(base, draft)) == (
        "78 % of quota dollars fit their patch; if we carry on, 35 %"
    )
    assert plain(changes.fits(base, base)) == (
        "35 % of quota dollars fit their patch, as if we carry on"
    )
    assert changes.plans(base, draft) == "The plan stays as it is"


def test_figures_that_read_alike_are_not_called_the_same_above_a_change_of_a_point():
    base = result([0.9], median_attainment=band(0.873, 0.05), fit_in_band=0.334)
    draft = result([0.9], median_attainment=band(0.867, 0.05), fit_in_band=0.326)
    moved = {"median_attainment": Band(-0.008, -0.006, -0.005), "fit_in_band": -0.008}
    said = changes.of_pair(base, draft, moved, "USD")
    assert plain(said["median_attainment"][0]) == (
        "Half the team is below 87 % of quota, nearly as if we carry on"
    )
    assert plain(said["fit_in_band"][0]) == (
        "33 % of quota dollars fit their patch, nearly as if we carry on"
    )
    assert said["fit_in_band"][1] == "What fits falls 1 point."
    said = changes.of_pair(base, draft, {"median_attainment": 0.004, "fit_in_band": 0.0}, "USD")
    for key in ("median_attainment", "fit_in_band"):
        assert ", as if we carry on" in said[key][0]


def test_a_paired_change_is_said_in_points_with_its_band():
    assert changes.middle_rep_moves(Band(0.05, 0.08, 0.13)) == (
        "The middle rep rises 8 points (four times in five between 5 and 13)."
    )
    assert changes.middle_rep_moves(Band(-0.13, -0.08, -0.05)) == (
        "The middle rep falls 8 points (four times in five between 5 and 13)."
    )
    assert changes.middle_rep_moves(Band(-0.02, 0.01, 0.04)) == (
        "The middle rep rises 1 point (four times in five between -2 and +4)."
    )
    assert changes.middle_rep_moves(Band(-0.061, -0.06, -0.059)) == (
        "The middle rep falls 6 points, much the same in every possible year."
    )
    assert changes.fit_moves(0.0) == "What fits stays the same: all quotas move alike."
    assert changes.fit_moves(0.004) == "What fits changes by less than a point."
    assert changes.middle_rep_moves(None) == ""


def test_pay_alone_is_called_pay_alone():
    differences = {"bookings": Band(0, 0, 0), "quota_total": 0.0, "payout": Band(1.0, 2.0, 3.0)}
    base = result([1.0])
    assert changes.verdicts(base, base, differences, "USD") == [changes.ONLY_PAY]
    sold = {**differences, "bookings": Band(0.0, 1.0, 2.0)}
    assert changes.verdicts(base, base, sold, "USD") == []
    assert not changes.is_only_pay({"bookings": 0.0, "payout": 0.0})


def test_a_better_looking_middle_with_worse_quotas_is_called_that():
    base = result([1.0])
    trap = {"median_attainment": Band(0.03, 0.05, 0.07), "fit_in_band": -0.04}
    assert "less fair" in changes.verdicts(base, base, trap, "USD")[0]
    lower = {"median_attainment": Band(0.03, 0.05, 0.07), "quota_total": -5e6}
    assert "less is handed out" in changes.verdicts(base, base, lower, "USD")[0]
    higher = {"median_attainment": Band(-0.07, -0.06, -0.05), "quota_total": 5e6}
    assert "read as worse" in changes.verdicts(base, base, higher, "USD")[0]


def test_a_gap_that_stays_is_said():
    draft = result([1.0], target_gap=Band(-10e6, -6e6, -2e6))
    text = plain(changes.target_gap(draft, {"quota_total": 1.0}, "USD"))
    assert text.startswith("This does not close the $6.00 M gap")
    assert changes.target_gap(draft, {"quota_total": 0.0}, "USD") == "", "nothing was changed"
    assert changes.target_gap(result([1.0]), {"quota_total": 1.0}, "USD") == ""


def test_the_strongest_tenth_in_whole_people_is_told_where_it_differs():
    # 11 reps: one brings 40, ten bring 6 each. A tenth is 1.1 reps: 40.6 of 100; two people: 46
    year = as_is([0.4] + [0.06] * 10, top_decile_share=0.46)
    assert plain(sentences.concentration(year)) == (
        "The strongest tenth of reps brings in 41 % of bookings"
    )
    assert plain(sentences.whole_people(year)) == (
        "Each bar is a tenth to the part of a person, 1.1 reps; the strongest 2 whole people "
        "bring in 46 %."
    )
    # ten reps are ten tenths: 40 of 94 both ways
    assert sentences.whole_people(as_is([0.4] + [0.06] * 9, top_decile_share=40 / 94)) == ""


def test_the_target_line_is_one_sentence():
    year = result(
        [1.0], bookings=band(84e6, 3e6), target=92e6, target_chance=0.002, quota_to_expected=1.12
    )
    assert plain(changes.target_line(year, "USD")) == (
        "$84.0 M expected (four times in five between $81.0 M and $87.0 M), $8.0 M short of the "
        "target of $92.0 M; the chance of making it is below 1 %. Quota handed out for each "
        "dollar that average reps would book: 1.12."
    )
    told = result([1.0], bookings=band(87e6, 3e6), target=92e6, quota_total=96.8e6)
    told.metrics["quota_to_expected"] = 1.1  # 96.8 / 1.1 = 88: not of the 87 that are expected
    assert plain(changes.target_line(told, "USD")).endswith(
        "Quota handed out for each dollar of the $88.0 M that average reps would book: 1.10."
    )
    assert changes.target_line(result([1.0]), "USD") == ""


def test_what_fits_is_a_range_where_it_depends_on_whose_it_is():
    now, then = (
        result([0.9], fit_in_band=x) for x in (Band(0.3, 0.35, 0.41), Band(0.78, 0.78, 0.78))
    )
    assert plain(changes.fits(now, then)) == (
        "78 % of quota dollars fit their patch; if we carry on, 30 to 41 %"
    )


def test_the_target_line_names_both_ends_where_the_chance_depends_on_them():
    chance = Band(0.12, 0.2, 0.31)
    year = result([1.0], bookings=band(84e6, 3e6), target=92e6, target_chance=chance)
    assert plain(changes.target_line(year, "USD")).endswith(
        "; the chance of making it lies between 12 % and 31 %, by whether what lasts is the "
        "person's or the patch's."
    )


def test_pay_and_sales_move_in_money_and_percent():
    draft = result([1.0], payout=band(14.2e6, 0.8e6), bookings=band(84e6, 3e6))
    assert plain(changes.pay_moves(draft, Band(0.4e6, 0.6e6, 0.9e6), "USD")) == (
        "It pays $14.2 M, $600 k more than if we carry on "
        "(four times in five between $400 k and $900 k)."
    )
    assert plain(changes.pay_moves(draft, Band(-0.2e6, -0.1e6, 0.05e6), "USD")) == (
        "It pays $14.2 M, $100 k less than if we carry on "
        "(four times in five between $200 k less and $50 k more)."
    )
    assert plain(changes.pay_moves(draft, None, "USD")) == (
        "It pays $14.2 M, the same as if we carry on."
    )
    # 0.504 of 84 is 0.6 %
    assert plain(changes.sales_moves(Band(0.0, 0.504e6, 1e6), draft)) == (
        "Bookings rise about 0.6 %."
    )


def test_levers_are_said_in_words():
    draft = Scenario(
        "x",
        quota=QuotaLevers(growth=0.1),
        incentive=IncentiveLevers(change=CurveChange(1.5, cap=None)),
    )
    assert plain(lever_words.levers_in_words(draft.levers())) == (
        "growth on last year's quota +10 %; accelerator above quota 1.5 x; cap removed"
    )
    assert lever_words.levers_in_words({}).startswith("nothing")
    grounds = {"territory.suit_tenure": 0.1, "territory.families_stay": False}
    assert plain(lever_words.levers_in_words(grounds)) == (
        "potential lost with a new seller 10 %; accounts of one parent together no"
    )
    half = lever_words.levers_in_words({"quota.over_assignment": 0.125})
    assert plain(half) == "over-assignment +12.5 %", "what was typed is what is said"


def test_a_changed_curve_is_seen():
    base = result([1.0])
    steeper = replace(base, curve=Curve(np.array([0.0, 1.0, 2.0]), np.array([0.0, 1.0, 2.5])))
    assert changes.plans(base, steeper) != changes.plans(base, base)
