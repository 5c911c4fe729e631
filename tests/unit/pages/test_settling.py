"""What a change costs, and what is left once it has settled."""

from __future__ import annotations

from dataclasses import replace

from engine.model.band import Band
from pages._shared import settling
from tests.support.results import result

COST = {
    "total": 912_000.0,
    "lost_bookings": 800_000.0,
    "dual_credit": 112_000.0,
    "pipeline_protection": 0.0,
    "hold_harmless": 0.0,
}


def plain(text):
    return text.replace("\u00a0", " ")


def test_a_cost_names_its_parts_and_keeps_bookings_and_pay_apart() -> None:
    said = settling.cost(result([1.0], transition_cost=COST), "USD")
    assert plain(said) == (
        "The change costs $800 k bookings lost on accounts that change hands and $112 k pay for "
        "crediting both owners. These are estimates of the first year."
    )


def test_nothing_to_pay_for_says_nothing() -> None:
    assert settling.cost(result([1.0]), "USD") == ""
    assert settling.cost(result([1.0], transition_cost=dict.fromkeys(COST, 0.0)), "USD") == ""
    assert settling.later(result([1.0]), "USD") == ""


def test_the_settled_year_stands_beside_the_first() -> None:
    year = result([1.0], bookings=Band(80e6, 88e6, 96e6), median_attainment=Band(0.8, 0.9, 1.0))
    settled = replace(
        year,
        steady={"bookings": Band(81e6, 89.5e6, 97e6), "median_attainment": Band(0.8, 0.93, 1.0)},
    )
    assert plain(settling.later(settled, "USD")) == (
        "Once all has settled, half the team is below 93 % of quota, where in year one it is "
        "90 %; $1.50 M more is booked a year than in year one."
    )


def test_a_settled_year_that_reads_like_the_first_is_not_set_against_it() -> None:
    year = result([1.0], bookings=Band(80e6, 88e6, 96e6), median_attainment=Band(0.8, 0.842, 1.0))
    settled = replace(
        year,
        steady={"bookings": Band(81e6, 89.5e6, 97e6), "median_attainment": Band(0.8, 0.844, 1.0)},
    )
    assert plain(settling.later(settled, "USD")) == (
        "Once all has settled, half the team is below 84 % of quota, as in year one; $1.50 M more "
        "is booked a year than in year one."
    )
