"""Which patches the moves chosen on Territories can be sent back to, or kept in."""

from __future__ import annotations

from pages._shared.by_hand import pairs_of


def test_nothing_is_sent_back_to_a_patch_that_goes_or_to_none() -> None:
    """t1 is dissolved; c had no patch."""
    moves = [
        {"account_id": "a", "from": "t1", "to": "t2"},
        {"account_id": "b", "from": "t3", "to": "t2"},
        {"account_id": "c", "from": None, "to": "t2"},
    ]
    assert pairs_of(moves, "from", ["t2", "t3"]) == [("b", "t3")]
    assert pairs_of(moves, "to", ["t2", "t3"]) == [("a", "t2"), ("b", "t2"), ("c", "t2")]
