"""What Territories says before there is a design."""

from __future__ import annotations

import pyarrow as pa

from pages._shared import design_sentences


def test_until_a_design_stands_the_page_says_how_uneven_patches_are() -> None:
    said = design_sentences.today({"balance_cv_potential": 0.504}).replace("\u00a0", " ")
    assert said.startswith("Today patches differ in potential by 50 % of their mean.")


def test_without_a_potential_only_what_is_coming_is_said() -> None:
    assert design_sentences.today({}).startswith("The fairest design")


def test_accounts_of_patches_that_go_are_counted_beside_the_moves() -> None:
    point = {"moves": 0, "moved_share": 0.0, "placed": 1, "placed_share": 0.25, "gap": 0.0}
    point |= {"cv_before": 0.5, "cv_after": 0.2, "seats_in_band": 1.0}
    said = design_sentences.design(point).replace("\u00a0", " ")
    assert "1 account of patches that go gets another, 25.0 % of potential:" in said
    assert "patches that go" not in design_sentences.design({**point, "placed": 0})


def test_a_line_that_begins_below_today_says_why() -> None:
    point = {"moves": 0, "cv_before": 0.505, "cv_after": 0.467}
    said = design_sentences.beginning(pa.Table.from_pylist([point])).replace("\u00a0", " ")
    assert said.startswith("Without a move the line begins at 47 %, not at today's 50 %")
    same = {**point, "cv_before": 0.4671}
    assert design_sentences.beginning(pa.Table.from_pylist([same])) == ""


def test_the_price_of_a_move_is_not_told_before_the_next_design_is_found() -> None:
    last = {"moves": 4, "cv_after": 0.2, "price_of_a_move": 0.0}
    assert design_sentences.price(last, None) == "One more move buys nothing."
    assert design_sentences.price(last, None, is_whole=False) == (
        "What more moves would buy is not known yet: none of their designs was found."
    )


def test_no_design_is_better_where_there_is_no_gap_and_a_gap_is_never_told_smaller() -> None:
    point = {"moves": 3, "moved_share": 0.1, "placed": 0, "gap": 0.0}
    point |= {"cv_before": 0.5, "cv_after": 0.2, "seats_in_band": 1.0}
    said = design_sentences.design(point).replace("\u00a0", " ")
    assert said.endswith("no design with as many moves can be better under your rules.")
    for gap, told in ((0.0004, "0.1 %"), (0.001, "0.1 %"), (0.0012, "0.2 %")):
        said = design_sentences.design({**point, "gap": gap}).replace("\u00a0", " ")
        assert said.endswith(f"can be more than {told} better under your rules.")


def test_an_id_that_holds_the_word_seat_stays_as_it_is() -> None:
    told = {"rule": "seat seat-12 is too small", "needs": None, "has": None}
    (said,) = design_sentences.blocked([{**told, "least_relaxation": "a larger share"}], "USD")
    assert said == "Patch seat-12 is too small. Least change: a larger share."


def test_an_account_that_fits_nowhere_is_told_in_the_unit_of_what_is_too_much() -> None:
    """C of the refusals' example: 4 hours in a seat that may carry 2.94 of them."""
    rule = "account C is within no seat's bands at once: in the nearest, seat S, it "
    told = {"rule": f"{rule}holds more workload than may be carried", "needs": 4.0, "has": 2.94}
    told |= {"least_relaxation": "a tolerance of 0.9048, or balance one measure alone"}
    (said,) = design_sentences.blocked([told], "USD")
    assert "(4 hours against 3 hours)" in said.replace("\u00a0", " ")
    (said,) = design_sentences.blocked([told | {"rule": rule + "holds more potential"}], "USD")
    assert "($4 against" in said.replace("\u00a0", " ")


def test_what_stays_in_a_patch_that_should_carry_nothing_may_be_let_go() -> None:
    told = {"rule": "locked account a holds more potential than seat A may carry", "needs": None}
    (said,) = design_sentences.blocked(
        [told | {"has": 0.0, "least_relaxation": "unlock it"}], "USD"
    )
    assert said.endswith("Least change: let it move.")


def test_what_cannot_be_speaks_of_patches_and_of_percent_as_the_rules_do() -> None:
    """40 in a seat that may carry 33: a third more than its 30, 34 % on a slider of whole ones."""
    said = design_sentences.blocked(
        [
            {
                "rule": "locked account a1 holds more potential than seat A may carry",
                "needs": 40.0,
                "has": 33.0,
                "least_relaxation": "a tolerance of 0.3334, or unlock it",
            },
            {
                "rule": "no design keeps every seat within 10 % of its potential",
                "needs": 0.5,
                "has": 0.1,
                "least_relaxation": "a tolerance of 0.5",
            },
            {
                "rule": "the 2 locked accounts of seat A hold more workload than it may carry",
                "needs": 40.0,
                "has": 33.0,
                "least_relaxation": "a tolerance of 0.3334, or unlock",
            },
            {
                "rule": "no design in the bands moves so few accounts",
                "needs": 2.0,
                "has": 1.0,
                "least_relaxation": "2 accounts may move",
            },
            {
                "rule": "account p holds more potential than any seat that it may have may carry",
                "needs": 2_000_001.0,
                "has": 2_000_000.0,
                "least_relaxation": "a tolerance of 0.1001",
            },
        ],
        "EUR",
    )
    assert [one.replace("\u00a0", " ") for one in said] == [
        "No design keeps these rules, for several reasons; each change lifts its own.",
        "Account a1, which your rules keep where it is, holds more potential than patch A may "
        "carry (€40 against €33). Least change: a tolerance of 34 %, or let it move.",
        "No design keeps every patch within 10 % of its potential. "
        "Least change: a tolerance of 50 %.",
        "The 2 accounts that your rules keep in patch A hold more workload than it may carry (40 "
        "hours against 33 hours). Least change: a tolerance of 34 %, or let some of them move.",
        "No design in the bands moves so few accounts (2 accounts needed, 1 account there). "
        "Least change: 2 accounts may move.",
        "Account p holds more potential than any patch that it may have may carry "
        "(€2,000,001.00 against €2,000,000.00). Least change: a tolerance of 11 %.",
    ]
