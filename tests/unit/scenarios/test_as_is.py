"""A past period counted: one small company worked by hand, and the traps one by one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.metrics.attainment import median_gap
from engine.metrics.registry import METRIC
from engine.scenarios.as_is import as_is
from engine.scenarios.past.slices import Slice
from engine.store.periods import find_period
from tests.support.snapshots import make_snapshot

if TYPE_CHECKING:
    from pathlib import Path

    from engine.model.results import AsIs

CONTRACT = [
    "median_attainment",
    "team_attainment",
    "participation",
    "share_in_80_120",
    "top_decile_share",
    "gini_bookings",
    "median_gap",
    "fair_median",
    "fit_in_band",
    "fit_spread",
    "fit_rank_correlation",
    "attainment_potential_correlation",
    "balance_cv_potential",
    "balance_cv_workload",
    "territories_in_15",
    "bookings",
    "win_rate",
    "pipeline_coverage",
    "median_cycle_days",
    "stale_share",
    "quota_to_ote",
    "payout",
    "ccos",
]
"""Keys that the command line promises."""


def deal(name: str, owner: str | None, amount: float, day: date, **more: Any) -> dict[str, Any]:
    return {
        "opportunity_id": name,
        "owner_id": owner,
        "amount": amount,
        "is_closed": True,
        "is_won": True,
        "close_date": day,
        **more,
    }


def quota(rep: str, amount: float, **more: Any) -> dict[str, Any]:
    year = {"period_start": date(2025, 1, 1), "period_end": date(2025, 12, 31)}
    return {"rep_id": rep, **year, "amount": amount, **more}


def person(rep: str, **more: Any) -> dict[str, Any]:
    return {"rep_id": rep, "role": "AE", "segment": "SMB", "hire_date": date(2020, 1, 1), **more}


def flags(found: AsIs) -> dict[str | None, list[str]]:
    return {row["rep_id"]: row["flags"] for row in found.reps_table.to_pylist()}


def column(found: AsIs, name: str) -> dict[str, Any]:
    return {row["rep_id"]: row[name] for row in found.reps_table.to_pylist()}


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> AsIs:
    """Four sellers: quotas 100, 200, 100, 100; booked 120, 100, 90, 100."""
    spring = {"created_date": date(2025, 3, 1)}
    pay = {"base_pay": 40, "target_incentive": 20}
    return as_is(
        make_snapshot(
            tmp_path_factory.mktemp("company"),
            rep=[person(rep, **pay) for rep in "abcd"],
            opportunity=[
                deal("1", "a", 120, date(2025, 3, 11), **spring),
                deal("2", "b", 100, date(2025, 3, 21), **spring),
                deal("3", "c", 90, date(2025, 3, 31), **spring),
                deal("4", "d", 100, date(2025, 4, 10), **spring),
                deal("5", "a", 999, date(2024, 3, 11), created_date=date(2024, 3, 1)),
                deal("6", "a", 50, date(2025, 6, 1), is_won=False),
                deal("7", "a", 30, date(2025, 12, 31), is_won=False, is_closed=False),
            ],
            quota=[quota("a", 100), quota("b", 200), quota("c", 100), quota("d", 100)],
            territory=[{"territory_id": f"t{rep}", "segment": "SMB"} for rep in "abcd"],
            assignment=[
                {"rep_id": rep, "territory_id": f"t{rep}", "start_date": date(2024, 1, 1)}
                for rep in "abcd"
            ],
            account=[
                {
                    "account_id": f"x{rep}",
                    "territory_id": f"t{rep}",
                    "potential": potential,
                    "workload": hours,
                }
                for rep, potential, hours in zip(
                    "abcd", (1000, 1000, 1000, 2000), (10, 20, 30, 40), strict=True
                )
            ],
            target=[
                {
                    "period_start": date(2025, 1, 1),
                    "period_end": date(2025, 12, 31),
                    "amount": 450,
                    "kind": "plan",
                }
            ],
        )
    )


def test_every_key_of_the_contract_is_given_or_named_as_missing(company: AsIs) -> None:
    given_keys, missing = set(company.metrics), set(company.unavailable)
    assert set(CONTRACT) <= given_keys | missing
    assert not given_keys & missing
    assert given_keys <= set(METRIC)


def test_attainment_figures(company: AsIs) -> None:
    # attainments 1.2, 0.5, 0.9, 1.0: middle of 0.9 and 1.0
    assert company.period.label == "FY2025"
    assert company.reps == 4
    metrics = company.metrics
    assert metrics["median_attainment"] == pytest.approx(0.95)
    assert metrics["team_attainment"] == pytest.approx(410 / 500)
    assert metrics["participation"] == 0.5
    assert metrics["below_80"] == 0.25
    assert metrics["share_in_80_120"] == 0.75
    # team .82, mean .9, median .95
    assert metrics["median_gap"] == pytest.approx({"level": -0.18, "weighting": 0.08, "skew": 0.05})


def test_bookings_wins_pipeline_and_cycle(company: AsIs) -> None:
    metrics = company.metrics
    assert metrics["bookings"] == 410
    assert metrics["win_rate"] == pytest.approx(4 / 5)
    assert metrics["pipeline_coverage"] == pytest.approx(30 / 90)
    # won at 10, 20, 30 and 40 days, none open with a created date: survival halves at 20
    assert metrics["median_cycle_days"] == 20
    assert metrics["target"] == 450
    assert metrics["quota_total"] == 500


def test_concentration(company: AsIs) -> None:
    assert company.metrics["top_decile_share"] == pytest.approx(120 / 410)
    # ascending 90, 100, 100, 120: (-3 x 90 - 100 + 100 + 3 x 120) / (4 x 410)
    assert company.metrics["gini_bookings"] == pytest.approx(90 / 1640)


def test_fit_and_balance(company: AsIs) -> None:
    # strengths s, s, s, s 2^.66 share 410; shares of expectation 1 / (3 + 2^.66) and so on
    big = 2**0.66
    share = np.array([1, 1, 1, big]) / (3 + big)
    fit = np.array([0.2, 0.4, 0.2, 0.2]) / share
    assert list(column(company, "fit").values()) == pytest.approx(fit.tolist())
    assert list(column(company, "expected").values()) == pytest.approx((410 * share).tolist())
    # fits .916, 1.832, .916, .580: a and c lie within 15 %, 200 of 500
    assert company.metrics["fit_in_band"] == pytest.approx(0.4)
    assert company.metrics["fit_spread"] == pytest.approx(float(np.std(np.log(fit))))
    assert company.metrics["quota_to_expected"] == pytest.approx(500 / 410)
    # 1000, 1000, 1000, 2000: mean 1250, deviations 250 x 3 and 750, sd 433.01
    assert company.metrics["balance_cv_potential"] == pytest.approx(433.0127 / 1250)
    assert company.metrics["territories_in_15"] == 0
    # 10, 20, 30, 40: sd sqrt(125) over 25
    assert company.metrics["balance_cv_workload"] == pytest.approx(125**0.5 / 25)


def test_pay_is_target_incentive_times_attainment_where_no_plan_is_known(company: AsIs) -> None:
    # 20 x (1.2 + 0.5 + 0.9 + 1.0) = 72; base 160; 500 of quota over 4 x 60 on target
    assert company.metrics["payout"] == pytest.approx(72)
    assert company.metrics["ccos"] == pytest.approx((160 + 72) / 410)
    assert company.metrics["quota_to_ote"] == pytest.approx(500 / 240)
    assert any("4 reps without a known plan" in note for note in company.notes)


def test_fair_median_of_single_deals_is_one_at_the_middle(company: AsIs) -> None:
    band = company.metrics["fair_median"]
    # The middle of four Poisson(1) years. Three or more zeros: 4 x .368^3 x .632 + .368^4 = .14,
    # so p10 is 0. At least 2: .06 with three of 2 or more, .02 with a 1 and a 3: .08, so p90 is
    # the value before, 1.5.
    assert (band.p10, band.p90) == (0.0, 1.5)  # type: ignore[union-attr]


def test_same_snapshot_and_seed_same_figures(tmp_path: Path) -> None:
    house = make_snapshot(
        tmp_path,
        opportunity=[deal(str(k), "ab"[k % 2], 10 + k, date(2025, 3, 1)) for k in range(20)],
        quota=[quota("a", 100), quota("b", 100)],
    )
    assert as_is(house, seed=3).metrics == as_is(house, seed=3).metrics
    assert (
        as_is(house, seed=3).metrics["fair_median"] != as_is(house, seed=4).metrics["fair_median"]
    )


def test_without_quotas_nothing_is_zero_and_the_column_is_named(tmp_path: Path) -> None:
    found = as_is(make_snapshot(tmp_path, opportunity=[deal("1", "a", 10, date(2025, 3, 1))]))
    for key in ("median_attainment", "team_attainment", "participation", "median_gap", "payout"):
        assert key not in found.metrics
    for key in ("median_attainment", "fair_median", "fit_in_band", "quota_total"):
        assert "quota.amount" in found.unavailable[key]
    assert "rep.target_incentive" in found.unavailable["payout"]
    assert "account.owner_id" in found.unavailable["balance_cv_potential"]
    assert found.metrics["bookings"] == 10
    assert flags(found) == {"a": ["no_quota"]}


def test_a_period_without_deals_says_which_years_have_some_and_blames_no_column(
    tmp_path: Path,
) -> None:
    house = make_snapshot(
        tmp_path,
        opportunity=[deal("1", "a", 10, date(2025, 3, 1))],
        credit=[{"opportunity_id": "1", "rep_id": "a", "share": 1.0}],
    )
    missing = as_is(house, find_period(house, "FY2030")).unavailable
    for key in ("bookings", "win_rate", "top_decile_share", "credited_to_booked"):
        assert missing[key].startswith("No deal closed in FY2030;")
        assert missing[key].endswith("Deals closed in FY2025.")


def test_a_part_of_the_team_without_deals_says_so_of_itself_alone(tmp_path: Path) -> None:
    reps = [{"rep_id": "a", "region": "West"}, {"rep_id": "b", "region": "East"}]
    deals, quotas = [deal("1", "a", 10, date(2025, 3, 1))], [quota("a", 5), quota("b", 5)]
    house = make_snapshot(tmp_path, rep=reps, opportunity=deals, quota=quotas)
    told = as_is(house, slice=Slice("region", "East")).unavailable["win_rate"]
    assert told.startswith("No deal closed in FY2025 in this part of the team;")
    assert "Deals closed in" not in told


def test_deals_that_were_all_lost_blame_no_column_either(tmp_path: Path) -> None:
    lost = deal("1", "a", 10, date(2025, 3, 1)) | {"is_won": False}
    missing = as_is(make_snapshot(tmp_path, opportunity=[lost])).unavailable
    assert missing["gini_bookings"] == "No deal was won in FY2025."


def test_quotas_of_another_year_are_said_to_be_missing_for_this_one(tmp_path: Path) -> None:
    old = quota("a", 5, period_start=date(2024, 1, 1), period_end=date(2024, 12, 31))
    house = make_snapshot(tmp_path, opportunity=[deal("1", "a", 10, date(2025, 3, 1))], quota=[old])
    assert "in FY2025" in as_is(house).unavailable["median_attainment"]


def test_empty_snapshot_names_everything_as_missing(tmp_path: Path) -> None:
    found = as_is(make_snapshot(tmp_path))
    assert found.metrics == {}
    assert set(CONTRACT) <= set(found.unavailable)
    assert all("." in why for why in found.unavailable.values())


def test_overlay_is_credited_and_never_booked_twice(tmp_path: Path) -> None:
    house = make_snapshot(
        tmp_path,
        opportunity=[deal("1", "a", 100, date(2025, 3, 1))],
        credit=[
            {"opportunity_id": "1", "rep_id": "a", "role": "direct", "share": 1.0},
            {"opportunity_id": "1", "rep_id": "s", "role": "overlay", "share": 0.5},
        ],
        quota=[quota("a", 100), quota("s", 100)],
    )
    found = as_is(house)
    assert found.metrics["bookings"] == 100
    assert column(found, "attainment") == {"a": 1.0, "s": 0.5}
    # the specialist's quota is met on others' deals: the team is 100 of 100
    assert found.metrics["team_attainment"] == 1.0
    assert found.metrics["credited_to_booked"] == 1.5
    assert flags(found)["s"] == ["overlay"]


def test_who_is_counted_and_who_is_left_aside_is_said(tmp_path: Path) -> None:
    house = make_snapshot(
        tmp_path,
        rep=[
            person("steady"),
            person("leaver", leave_date=date(2025, 9, 30)),
            person("gone", leave_date=date(2025, 2, 28)),
            person("new", hire_date=date(2025, 3, 1)),
            person("none"),
            person("tiny"),
            person("boss", role="Manager"),
            *(person(rep, manager_id="boss") for rep in ("p", "q")),
        ],
        opportunity=[
            deal("1", "steady", 100, date(2025, 3, 1)),
            deal("2", "none", 7, date(2025, 3, 1)),
        ],
        quota=[
            quota("steady", 100),
            quota("leaver", 365),
            quota("gone", 365),
            quota("new", 306, period_start=date(2025, 3, 1)),
            quota("tiny", 0.5),
            quota("p", 100),
            quota("q", 150),
            quota("boss", 250),
        ],
    )
    found = as_is(house)
    assert flags(found) == {
        "steady": [],
        "leaver": ["partial", "leaver"],
        "gone": ["partial", "leaver"],
        "new": ["ramping"],
        "none": ["no_quota"],
        "tiny": ["no_quota"],
        "boss": ["no_quota", "roll_up"],
        "p": [],
        "q": [],
    }
    # 273 of 365 days to 30 September; the leaver is counted, the one gone in February is not
    assert column(found, "quota")["leaver"] == pytest.approx(273)
    counted = column(found, "is_counted")
    assert [rep for rep in counted if counted[rep]] == ["leaver", "new", "p", "q", "steady"]
    assert "Attainment counts 5 reps, leavers and ramping included." in found.notes
    assert "Left aside: 1 rep there for less than half the period." in found.notes
    assert "Left aside: 2 reps without a quota of their own." in found.notes
    assert column(found, "attainment")["none"] is None


def test_negative_result_is_a_negative_attainment(tmp_path: Path) -> None:
    house = make_snapshot(
        tmp_path,
        opportunity=[deal("1", "a", -50, date(2025, 3, 1)), deal("2", "b", 50, date(2025, 3, 1))],
        quota=[quota("a", 100), quota("b", 100)],
    )
    found = as_is(house)
    assert column(found, "attainment") == {"a": -0.5, "b": 0.5}
    assert found.metrics["top_decile_share"] == 1.0  # the negative one carries nothing


def test_seat_change_weighs_expectation_by_days(tmp_path: Path) -> None:
    house = make_snapshot(
        tmp_path,
        territory=[
            {"territory_id": "t1", "potential": 100, "segment": "S"},
            {"territory_id": "t2", "potential": 200, "segment": "S"},
        ],
        assignment=[
            {
                "rep_id": "a",
                "territory_id": "t1",
                "start_date": date(2025, 1, 1),
                "end_date": date(2025, 3, 14),
            },
            {"rep_id": "a", "territory_id": "t2", "start_date": date(2025, 3, 15)},
        ],
        opportunity=[deal("1", "a", 1000, date(2025, 6, 1))],
        quota=[quota("a", 900)],
    )
    found = as_is(house)
    # 73 days of 100 and 292 of 200, a fifth and four fifths of the year
    assert column(found, "potential")["a"] == pytest.approx(180)
    # one rep carries all that the segment booked, whatever the shape
    assert column(found, "expected")["a"] == pytest.approx(1000)
    assert flags(found) == {"a": [], None: ["vacant"]}
    vacant = found.reps_table.to_pylist()[-1]
    assert (vacant["territory_id"], vacant["quota"], vacant["attainment"]) == ("t1", None, None)
    assert found.reps == 1


def test_team_targets_are_the_plan_and_never_a_persons_quota(tmp_path: Path) -> None:
    house = make_snapshot(
        tmp_path,
        opportunity=[deal("1", "a", 60, date(2025, 3, 1))],
        quota=[quota("m", 500, level="team"), quota("a", 100)],
        target=[
            {
                "period_start": date(2025, 1, 1),
                "period_end": date(2025, 12, 31),
                "scope": "West",
                "amount": 70,
                "kind": "plan",
            }
        ],
    )
    found = as_is(house)
    assert found.metrics["team_attainment"] == pytest.approx(0.6)
    assert found.metrics["quota_total"] == 100
    assert "target.amount" in found.unavailable["target"]


def test_unknown_plan_pays_in_proportion_and_is_said(tmp_path: Path) -> None:
    house = make_snapshot(
        tmp_path,
        rep=[person("a", plan="no-such-plan", target_incentive=10)],
        opportunity=[deal("1", "a", 150, date(2025, 3, 1))],
        quota=[quota("a", 100)],
    )
    found = as_is(house)
    assert found.metrics["payout"] == pytest.approx(15)
    assert any("1 rep without a known plan" in note for note in found.notes)


def test_all_counts_every_period_with_closed_deals(tmp_path: Path) -> None:
    house = make_snapshot(
        tmp_path,
        opportunity=[deal("1", "a", 60, date(2024, 3, 1)), deal("2", "a", 90, date(2025, 3, 1))],
        quota=[
            quota("a", 100),
            quota("a", 50, period_start=date(2024, 1, 1), period_end=date(2024, 12, 31)),
            quota("a", 999, period_start=date(2026, 1, 1), period_end=date(2026, 12, 31)),
        ],
    )
    found = as_is(house, find_period(house, "all"))
    assert found.metrics["median_attainment"] == pytest.approx(150 / 150)
    assert found.metrics["bookings"] == 150


def test_activities_go_with_results_within_segments_only(tmp_path: Path) -> None:
    """Pooled, more calls go with less; inside both segments, with more."""
    people, deals, calls, quotas = [], [], [], []
    for k in range(32):
        rep, big = f"r{k:02d}", k >= 16
        people.append(person(rep, segment="ENT" if big else "SMB"))
        quotas.append(quota(rep, 100))
        deals.append(deal(rep, rep, (1000 if big else 0) + 10 + k % 16, date(2025, 5, 1)))
        number = (0 if big else 4) + k % 16
        calls += [{"rep_id": rep, "kind": "call", "date": date(2025, 2, 1)}] * number
    house = make_snapshot(tmp_path, rep=people, opportunity=deals, quota=quotas, activity=calls)
    (link,) = as_is(house).activities
    assert (link.kind, link.n) == ("call", 32)
    assert link.correlation == pytest.approx(1.0)
    assert "not shown to cause" in link.verdict


def test_slice_counts_its_reps_and_keeps_the_fit_of_the_whole(tmp_path: Path) -> None:
    house = make_snapshot(
        tmp_path,
        rep=[person(rep, region="West" if rep in "ab" else "East") for rep in "abcde"],
        opportunity=[
            deal("1", "a", 50, date(2025, 3, 1)),
            deal("2", "b", 100, date(2025, 3, 1)),
            deal("3", "c", 300, date(2025, 3, 1)),
            deal("4", "c", 1, date(2025, 3, 1), is_won=False),
            deal("5", "a", 1, date(2025, 3, 1), is_won=False),
        ],
        quota=[quota(rep, 100) for rep in "abcde"],
        account=[
            {"account_id": rep, "owner_id": rep, "potential": 10 * k}
            for k, rep in enumerate("abcde", 1)
        ],
    )
    whole = as_is(house)
    west = as_is(house, slice=Slice("region", "West"))
    assert west.reps == 2
    assert west.metrics["median_attainment"] == pytest.approx(0.75)
    assert west.metrics["bookings"] == 150
    assert west.metrics["win_rate"] == pytest.approx(2 / 3)
    assert west.metrics["quota_total"] == 200
    assert "target" in west.unavailable
    fits = column(whole, "fit")
    assert column(west, "fit") == {rep: fits[rep] for rep in "ab"}
    assert west.notes[0].startswith("Only 2 reps in region West")
    # seats of a (10) and b (20): mean 15, sd 5
    assert west.metrics["balance_cv_potential"] == pytest.approx(1 / 3)


@given(st.lists(st.tuples(st.floats(-1e6, 1e7), st.floats(1, 1e7)), min_size=1, max_size=40))
def test_gap_is_exactly_level_and_weighting_and_skew(pairs: list[tuple[float, float]]) -> None:
    credited, quotas = (np.array(side) for side in zip(*pairs, strict=True))
    gap = median_gap(credited, quotas)
    middle = float(np.median(credited / quotas))
    scale = max(1.0, float(np.abs(credited / quotas).max()))
    assert sum(gap.values()) == pytest.approx(middle - 1, abs=1e-9 * scale)


def test_a_period_in_progress_and_deals_that_were_only_won_are_told(tmp_path: Path) -> None:
    deals = [deal("1", "a", 60, date(2025, 3, 1))]
    unfinished = make_snapshot(
        tmp_path, opportunity=deals, quota=[quota("a", 100)], as_of=date(2025, 6, 30)
    )
    notes = as_is(unfinished).notes
    assert "No lost deal is in the data, so every decided deal counts as won." in notes
    assert any("FY2025 runs to 2025-12-31 and the data end on 2025-06-30" in n for n in notes)
