"""Published guidance on pay mix, quota to pay and upside: quoted with its source, no verdict."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Guidance:
    """A range that somebody published; a starting point and no benchmark."""

    figure: Literal["base_share", "quota_to_ote", "upside_ratio", "at_threshold", "at_excellence"]
    whom: str
    """Words of roles that it speaks of; empty speaks of everybody."""
    low: float
    high: float
    source: str
    roles: tuple[str, ...] = ()
    """Parts of role names that it applies to, in small letters."""


_PAY_MIX = "talentfoot.com/sales-comp-pay-mix"
GUIDANCE: tuple[Guidance, ...] = (
    Guidance(
        "base_share",
        "sellers who win new customers",
        0.40,
        0.60,
        _PAY_MIX,
        ("account executive", "ae", "sales executive", "sales rep"),
    ),
    Guidance(
        "base_share",
        "sellers who keep and grow customers",
        0.60,
        0.80,
        _PAY_MIX,
        ("account manager", "am", "customer success"),
    ),
    Guidance("base_share", "sales managers", 0.70, 0.90, _PAY_MIX, ("sales manager", "manager")),
    Guidance(
        "base_share",
        "inside sales and development",
        0.60,
        0.70,
        _PAY_MIX,
        ("development", "sdr", "bdr", "inside sales"),
    ),
    Guidance(
        "base_share",
        "sales engineers",
        0.70,
        0.85,
        _PAY_MIX,
        ("sales engineer", "se", "solution", "product specialist"),
    ),
    Guidance(
        "quota_to_ote",
        "software sellers",
        4.0,
        6.0,
        "visdum.com/blog/quota-to-ote-ratio; scalinggtm.com/p/how-to-set-ae-ote-the-right-way-use",
        ("account executive", "ae", "sales executive", "sales rep"),
    ),
    Guidance(
        "upside_ratio",
        "the best one in ten",
        2.0,
        3.0,
        "salesglobeforum.wordpress.com/2012/10/11/sales-comp-big-money; "
        "ecsellinstitute.com, Sales compensation plans, step 5",
    ),
    Guidance(
        "at_threshold",
        "everybody",
        0.90,
        1.0,
        "salesmanagement.org/blog/getting-the-payout-curve-right",
    ),
    Guidance(
        "at_excellence",
        "everybody",
        0.10,
        0.10,
        "salesmanagement.org/blog/getting-the-payout-curve-right",
    ),
)


def guidance(figure: str, role: str | None = None) -> Guidance | None:
    """
    What is published on a figure for a role.

    The longest role words that fit decide, so that a sales manager is no sales rep.
    """
    name = (role or "").strip().casefold()
    fitting = [
        (max((len(r) for r in g.roles if _is_part(r, name)), default=0), g)
        for g in GUIDANCE
        if g.figure == figure and (not g.roles or any(_is_part(r, name) for r in g.roles))
    ]
    return max(fitting, key=lambda pair: pair[0])[1] if fitting else None


def _is_part(words: str, name: str) -> bool:
    """Whether role words stand in a role name as whole words."""
    return f" {words} " in f" {name} " or f" {words}s " in f" {name} "
