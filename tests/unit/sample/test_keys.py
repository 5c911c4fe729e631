"""Identifiers as Salesforce and HubSpot give them."""

from __future__ import annotations

import pytest

from engine.sample.keys import checked, hubspot_id, salesforce_id


@pytest.mark.parametrize(
    ("body", "whole"),
    [
        # Records of Salesforce's own sample organisation.
        ("001bm00000ZL8U9", "001bm00000ZL8U9AAL"),
        ("006bm00000LKJNN", "006bm00000LKJNNAA5"),
        ("008bm00000UoqOj", "008bm00000UoqOjAAJ"),
    ],
)
def test_check_characters_are_those_that_salesforce_gives(body: str, whole: str) -> None:
    assert checked(body) == whole


def test_salesforce_ids_are_eighteen_characters_and_never_alike_even_without_case() -> None:
    ids = [salesforce_id("006", number) for number in range(5_000)]

    assert {len(identifier) for identifier in ids} == {18}
    assert len({identifier.lower() for identifier in ids}) == len(ids)


def test_hubspot_ids_are_numbers_with_gaps() -> None:
    assert hubspot_id(1_000, 0) == "1000"
    assert hubspot_id(1_000, 3) == "1021"  # 1000 + 3 x 7
