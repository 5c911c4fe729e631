"""Charts: where each mark stands, worked by hand, and how many there may be."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest

from engine.model.results import Curve
from pages._shared import side_by_side, theme
from pages._shared.charts import (
    attainment_by_group,
    attainment_spread,
    concentration,
    design_frontier,
    dots,
    median_gap,
    patch_bars,
    payout_curve,
    quota_fit,
    standing,
    target_line,
)
from pages._shared.charts.marks import FEW, MAX_MARKS, SCHEMA, block, crowd, fed
from pages._shared.charts.side import Side, numbers
from tests.support.results import as_is, band, result


def part(rows, name):
    """Rows of one layer of the few, as dicts."""
    return [row for row in rows[FEW].to_pylist() if row["part"] == name]


def people(rows, name):
    """Rows of a crowd by tone, as dicts."""
    crowds = [key.split(".") for key in rows if key != FEW]
    return {tone: rows[f"{key}.{tone}"].to_pylist() for key, tone in crowds if key == name}


def count(rows):
    """Marks that a chart draws."""
    return sum(table.num_rows for table in rows.values())


def sides(*results):
    """Baseline first, numbered as on screen."""
    return [Side(str(n), f"Side {n}", one) for n, one in enumerate(results)]


SPECS = {
    "attainment": lambda p: attainment_spread.spec(p, 2),
    "fit": lambda p: quota_fit.spec(p, 5),
    "payout": payout_curve.spec,
    "target": lambda p: target_line.spec(p, 2, "USD"),
    "concentration": concentration.spec,
    "gap": median_gap.spec,
    "groups": lambda p: attainment_by_group.spec(p, 3),
    "standing": lambda p: standing.spec(p, 4),
    "frontier": design_frontier.spec,
    "patches": patch_bars.spec,
}


@pytest.mark.parametrize("name", SPECS)
@pytest.mark.parametrize("palette", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_a_spec_is_built_once_drawn_on_canvas_and_names_its_data(name, palette):
    spec = SPECS[name](palette)
    assert spec is SPECS[name](palette)
    assert spec["usermeta"]["embedOptions"]["renderer"] == "canvas"
    assert not {"data", "datasets"} & set(spec)
    assert all(set(layer["data"]) == {"name"} for layer in spec["layer"])
    assert palette.text in json.dumps(spec)


@pytest.mark.parametrize("name", SPECS)
def test_every_field_that_a_spec_reads_is_a_column_of_the_rows(name):
    text = json.dumps(SPECS[name](theme.LIGHT))
    read = {piece.split('"')[0] for piece in text.split('"field": "')[1:]}
    assert read <= set(SCHEMA.names)


@pytest.mark.parametrize("name", SPECS)
def test_no_dot_is_dimmed_below_what_the_palettes_are_measured_for(name):
    """Vega-Lite's own 0.7 takes the first scenario's blue below 3 to 1 on a dark page."""
    marks = [layer["mark"] for layer in SPECS[name](theme.DARK)["layer"]]
    assert all(mark.get("opacity", 0.7) >= 0.75 for mark in marks if mark["type"] == "point")


def test_a_block_repeats_single_values_and_leaves_the_rest_null():
    rows = fed([block("dot", side="1", x=[1.0, 2.0]), block("goal", y=3.0)])[FEW].to_pylist()
    assert [(r["part"], r["side"], r["x"], r["y"]) for r in rows] == [
        ("dot", "1", 1.0, None),
        ("dot", "1", 2.0, None),
        ("goal", None, None, 3.0),
    ]
    assert fed([])[FEW].num_rows == 0


def test_a_crowd_of_nobody_is_not_sent():
    assert list(fed([crowd("rug", "1", x=np.empty(0), y=0.0, y2=1.0)])) == [FEW]


def test_a_column_that_nothing_fills_is_not_sent():
    assert fed([block("dot", x=[1.0], y=[2.0])])[FEW].column_names == ["part", "x", "y"]


def test_a_crowd_is_a_table_of_numbers_for_each_tone():
    rows = fed([crowd("dot", "0", x=[1.0], y=2.0), crowd("dot", "0", x=[3.0, 4.0], y=5.0)])
    assert rows["dot.0"].to_pydict() == {"x": [1.0, 3.0, 4.0], "y": [2.0, 5.0, 5.0]}


def test_every_crowd_has_a_layer_that_draws_it():
    base, draft = result([0.5, 1.0], [0.5, 1.0]), result([0.7, 1.9], [1.0, 2.0])
    both = sides(base, draft)
    drawn = {
        "attainment": attainment_spread.rows(both),
        "fit": quota_fit.rows(both),
        "payout": payout_curve.rows(both),
    }
    for name, rows in drawn.items():
        asked = {layer["data"]["name"] for layer in SPECS[name](theme.LIGHT)["layer"]}
        assert set(rows) <= asked


def test_people_of_one_bin_are_stacked_and_the_outermost_bins_take_the_rest():
    # bins below 1, 1 to 2, above 2; two people in the middle, one far out, one unknown
    placed = np.array([1.2, 1.8, 9.0, np.nan])
    edges, centres = np.array([1.0, 2.0]), np.array([0.5, 1.5, 2.5])
    layers = dots.stacks([placed], [np.full(4, "0")], edges, centres)
    marks = fed(layers)["dot.0"].to_pylist()
    # a panel is as high as at least 12 dots: centres at half a step and one and a half
    assert [(m["x"], m["y"]) for m in marks] == [
        (1.5, pytest.approx(0.5 / 12)),
        (1.5, pytest.approx(1.5 / 12)),
        (2.5, pytest.approx(0.5 / 12)),
    ]


def test_more_people_than_marks_become_bars_of_the_same_height():
    placed = [np.full(300, 0.5), np.full(300, 0.5)]
    layers = dots.stacks(
        placed, [np.full(300, "0"), np.full(300, "1")], np.array([1.0]), np.array([0.5, 1.5])
    )
    bars = people(fed(layers), "bar")
    assert {tone: [m["y2"] - m["y"] for m in marks] for tone, marks in bars.items()} == {
        "0": [pytest.approx(1.0)],
        "1": [pytest.approx(1.0)],
    }
    assert bars["0"][0]["y"] > bars["1"][0]["y2"], "the baseline stands above"


def test_a_stack_that_towers_over_the_others_is_cut_short_and_named():
    # 40 stand in the middle, 5 and 4 beside them: room for 12, the least, as 1.5 x 5 = 7.5
    placed, tones = np.repeat([0.5, 1.5, 2.5], [5, 40, 4]), np.full(49, "0", "<U3")
    tones[10:20] = "out"  # a quarter of the 40
    edges, centres = np.array([1.0, 2.0]), np.array([0.5, 1.5, 2.5])
    marks = fed(dots.stacks([placed], [tones], edges, centres))
    bars = people(marks, "bar")
    heights = {m["x"]: m["y2"] - m["y"] for m in bars["0"]}
    assert heights == {
        0.5: pytest.approx(5 / 12),
        1.5: pytest.approx(0.75),
        2.5: pytest.approx(4 / 12),
    }
    assert [m["y2"] - m["y"] for m in bars["out"]] == [pytest.approx(0.25)]
    assert [(m["label"], m["x"]) for m in part(marks, "word")] == [("↑ 40 (cut short)", 1.5)]


def test_a_stack_three_times_as_high_as_the_next_is_drawn_whole():
    # 15 and 5: one more would be cut
    edges, centres = np.array([1.0]), np.array([0.5, 1.5])
    for tall, labels in ((15, 0), (16, 1)):
        placed = np.repeat([0.5, 1.5], [tall, 5])
        marks = fed(dots.stacks([placed], [np.full(placed.size, "0")], edges, centres))
        assert len(part(marks, "word")) == labels


def test_both_sides_stand_on_one_scale_with_their_middles():
    base = result([0.5, 1.0, 2.6], median_attainment=band(0.84, 0.05))
    draft = result([0.9, 1.0, 1.1], median_attainment=band(0.95, 0.04))
    rows = attainment_spread.rows(sides(base, draft), last_year=0.81)

    assert [m["x"] for m in part(rows, "middle")] == [0.84, 0.95]
    labels = [m["label"] for m in part(rows, "word")]
    assert labels == ["Side 0", "84\u00a0%", "Side 1", "95\u00a0%"]
    # 0.5 lies in [0.50, 0.55), 2.6 goes to the last stack, which begins at 200 %
    assert [m["x"] for m in people(rows, "dot")["0"]] == pytest.approx([0.525, 1.025, 2.025])
    assert part(rows, "word_left")[0]["label"] == "last year 81\u00a0%"
    assert part(rows, "goal")[0]["x"] == 1.0


def test_last_years_label_turns_away_from_the_middle():
    base = result([1.0], median_attainment=band(0.84, 0.05))
    rows = attainment_spread.rows(sides(base), last_year=0.9)
    assert part(rows, "word")[-1]["label"] == "last year 90\u00a0%"
    assert part(rows, "word_left") == []


def test_quota_outside_the_band_is_told_by_tone():
    base = result([1.0] * 4, fit=[0.849, 0.85, 1.15, 1.151], fit_in_band=0.5)
    rows = quota_fit.rows(sides(base))
    assert {tone: len(dots) for tone, dots in people(rows, "dot").items()} == {"0": 2, "out": 2}
    first, second = part(rows, "word")
    assert (first["label"], second["label"]) == ("Side 0", "50\u00a0% in band")
    assert first["y"] > second["y"], "the name stands above, whole"


def test_a_missing_fit_draws_nobody():
    base = result([1.0, 1.0])
    without = replace(base, reps_table=base.reps_table.drop_columns(["fit"]))
    assert np.isnan(numbers(without, "fit")).all()
    assert people(quota_fit.rows(sides(without)), "dot") == {}


def test_a_curve_is_drawn_to_200_percent_and_people_are_a_rug():
    base, draft = result([0.5, 1.0]), result([0.5, 3.0])
    steeper = Curve(np.array([0.0, 1.0, 2.0, 3.0]), np.array([0.0, 1.0, 3.0, 5.0]))
    rows = payout_curve.rows(sides(base, replace(draft, curve=steeper)))
    assert people(rows, "curve")["1"][-1] == {"x": 2.0, "y": 3.0}
    assert {tone: [m["x"] for m in rug] for tone, rug in people(rows, "rug").items()} == {
        "1": [0.5]
    }
    assert payout_curve.is_same(base.curve, draft.curve)
    assert not payout_curve.is_same(base.curve, steeper)


def test_plans_that_pay_alike_are_one_line_in_the_colour_of_the_first_and_are_named():
    base = result([0.5])
    steeper = Curve(np.array([0.0, 1.0, 2.0]), np.array([0.0, 1.0, 3.0]))
    steep = replace(base, curve=steeper)
    four = sides(base, steep, base, steep)
    assert set(people(payout_curve.rows(four), "curve")) == {"0", "1"}
    assert side_by_side.titles(four)["payout"] == (
        "Where the plans part",
        "Side 0 and Side 2 pay alike and are one line. "
        "Side 1 and Side 3 pay alike and are one line.",
    )
    assert side_by_side.titles(sides(base, base, base))["payout"] == ("The plan stays as it is", "")


def test_no_chart_of_two_thousand_people_holds_more_than_500_marks():
    attained = list(np.linspace(0.0, 2.2, 2_000))
    fit = list(np.linspace(0.5, 2.0, 2_000))
    both = sides(result(attained, fit), result(attained, fit))
    year = as_is(attained)
    drawn = [
        attainment_spread.rows(both),
        quota_fit.rows(both),
        payout_curve.rows(both),
        attainment_spread.rows_as_is(year),
        attainment_by_group.rows(year, "segment"),
        concentration.rows(year),
    ]
    assert [count(rows) for rows in drawn if count(rows) > MAX_MARKS] == []


def test_the_target_line_says_only_what_there_is():
    with_target = result([1.0], bookings=band(84.0, 3.0), target=92.0, quota_total=94.0)
    rows = target_line.rows(sides(with_target))
    assert [(m["x"], m["x2"]) for m in part(rows, "band")] == [(81.0, 87.0)]
    assert part(rows, "handed")[0]["x"] == 94.0
    assert part(rows, "target")[0]["x"] == 92.0
    assert part(target_line.rows(sides(result([1.0]))), "target") == []


def test_tenths_of_twenty_people_hold_two_each():
    # 20 people: two book 10, the rest 1: top tenth carries 20 / 38, every other tenth 2 / 38
    booked = np.array([1.0] * 9 + [10.0] * 2 + [1.0] * 9)
    assert concentration.tenths(booked) == pytest.approx([20 / 38] + [2 / 38] * 9)


def test_a_person_on_the_border_of_tenths_is_shared():
    # five people book 1 each: every tenth holds half a person, a tenth of all
    assert concentration.tenths(np.ones(5)) == pytest.approx([0.1] * 10)
    assert concentration.tenths(np.zeros(5)).size == 0


def test_who_has_neither_quota_nor_bookings_carries_nothing():
    year = as_is([1.0, 0.5, None, 0.2])
    flags = pa.array([[], ["no_quota"], ["no_quota"], ["overlay"]])
    year = replace(year, reps_table=year.reps_table.append_column("flags", flags))
    # the second booked 50 without a quota and counts; the third has neither; the fourth is overlay
    assert concentration.carried(year).tolist() == [100.0, 50.0]


def test_the_steps_of_the_gap_end_at_the_middle_rep():
    rows = median_gap.rows({"level": -0.11, "weighting": 0.01, "skew": -0.06})
    steps = [(m["x"], m["x2"]) for m in part(rows, "step")]
    # 100 - 11 = 89, + 1 = 90, - 6 = 84
    assert steps == [
        (1.0, pytest.approx(0.89)),
        (pytest.approx(0.89), pytest.approx(0.9)),
        (pytest.approx(0.9), pytest.approx(0.84)),
    ]
    assert part(rows, "end")[0]["x"] == pytest.approx(0.84)


def test_groups_beyond_eight_are_gathered_and_nobody_is_lost():
    year = as_is([1.0] * 20 + [None])
    names = [f"g{k}" for k in range(10)] * 2 + ["g0"]
    year = replace(year, reps_table=year.reps_table.append_column("manager_id", [names]))
    found = attainment_by_group.groups(year, "manager_id")
    assert len(found) == 8
    assert found[-1][0] == "others"
    assert sum(people.size for _, people in found) == 20


def test_the_first_bar_stands_out():
    rows = standing.rows([("Booked", 84e6), ("Plan", 88e6)], "USD")
    assert [m["side"] for m in part(rows, "bar")] == ["strong", "0"]
    assert part(rows, "name")[0]["label"] == "Booked: $84.0\u00a0M"


FALLING = {
    "as on the sample": (
        [0, 0.034, 0.057, 0.073, 0.088, 0.122, 0.131, 0.143, 0.175],
        [0.47, 0.40, 0.35, 0.31, 0.28, 0.19, 0.153, 0.151, 0.15],
    ),
    "to nothing": ([0, 0.1, 0.2, 0.3, 0.4, 0.5], [0.5, 0.3, 0.18, 0.09, 0.05, 0.02]),
}


@pytest.mark.parametrize("width", [260, 520])
@pytest.mark.parametrize("name", FALLING)
def test_no_line_strikes_the_words_of_the_point_walked_to(name, width):
    x, y = (np.array(values) for values in FALLING[name])
    points = pa.table({"moved_share": x, "cv_after": y})
    place = design_frontier.PLACES
    at = np.linspace(0, x.max(), 2_000)
    line = at / x.max() * width, 230 * (1 - np.interp(at, x, y) / y.max())
    for chosen in range(x.size):
        (word,) = [
            row
            for row in design_frontier.rows(points, chosen)[FEW].to_pylist()
            if row["label"] is not None
        ]
        how = place[word["part"]]
        start = x[chosen] / x.max() * width + how.get("dx", 5)
        left = start - 60 if how["align"] == "right" else start
        edge = 230 * (1 - y[chosen] / y.max()) + how["dy"]
        top = edge - 11 if how.get("baseline") == "bottom" else edge
        struck = (line[0] > left) & (line[0] < left + 60) & (line[1] > top) & (line[1] < top + 11)
        assert not struck.any(), (chosen, word["part"])
        assert left + 60 <= width + 10
        assert top + 11 <= 230
