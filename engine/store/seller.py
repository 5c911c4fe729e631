"""Who counts as a seller, as a common table expression."""

from __future__ import annotations

SELLER_ROLES = (
    "account executive",
    "account manager",
    "ae",
    "am",
    "business development manager",
    "inside sales representative",
    "key account manager",
    "partner manager",
    "product specialist",
    "regional sales manager",
    "sales agent",
    "sales development representative",
    "sales engineer",
    "sales executive",
    "sales manager",
    "sales rep",
    "sales representative",
    "salesperson",
    "sdr",
    "seller",
)
"""Roles that make a person a seller without a deal, quota, assignment or target incentive."""

SELLER = """
seller AS (
    SELECT rep_id FROM credit
    UNION SELECT DISTINCT owner_id FROM opportunity WHERE owner_id IS NOT NULL
    UNION SELECT rep_id FROM quota WHERE rep_id IS NOT NULL
    UNION SELECT rep_id FROM assignment
    UNION SELECT rep_id FROM rep
        WHERE target_incentive > 0 OR LIST_CONTAINS($roles, LOWER(TRIM(role)))
)
"""
"""Ids of all sellers the snapshot knows; needs $roles (``SELLER_ROLES`` as a list)."""
