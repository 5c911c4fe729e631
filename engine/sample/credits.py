"""Who is credited for won deals: the owner in full, and overlays on top."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.sample import story
from engine.sample.chance import stream
from engine.sample.staff import ENGINEER, PARTNER_MANAGER, SPECIALIST

if TYPE_CHECKING:
    from engine.sample.arrays import Ints
    from engine.sample.deals import Deals
    from engine.sample.patches import Patches
    from engine.sample.staff import Job, Staff
    from engine.sample.terms import Terms

DIRECT, OVERLAY = range(2)
SHARES = (1.0, 0.5)
"""What a direct and an overlay credit count."""

_MID_MARKET, _ENTERPRISE = 1, 2
_MID_MARKET_HELP = 0.12
"""Mid-market deals on which a product specialist earns half credit."""


class Credits(NamedTuple):
    """Credits, arrays of one length."""

    deal: Ints
    person: Ints
    role: Ints


def draw_credits(seed: int, patches: Patches, staff: Staff, deals: Deals, terms: Terms) -> Credits:
    """
    Credit the won deals, by deal and then by role.

    Notes
    -----
    On 42 % of the enterprise deals a sales engineer and a product specialist earn half
    credit each, and the partner manager where a partner was in it. Elsewhere partner
    managers earn half credit on what partners brought, and specialists on some
    mid-market deals.
    """
    rng = stream(seed, "credits")
    won = np.flatnonzero(deals.won)
    segment, chance = patches.segment[deals.seat[won]], rng.random(won.size)
    is_enterprise = segment == _ENTERPRISE
    helped = is_enterprise & (chance < story.OVERLAY_SHARE)
    advised = helped | ((segment == _MID_MARKET) & (chance < _MID_MARKET_HELP))
    partnered = (terms.partner[won] >= 0) & (helped | ~is_enterprise)
    region, seat = patches.region[deals.seat[won]], deals.seat[won]
    parts = [(won, deals.rep[won], np.full(won.size, DIRECT))]
    for job, earns in ((ENGINEER, helped), (SPECIALIST, advised), (PARTNER_MANAGER, partnered)):
        person = _by_patch(staff, job, region, seat)
        parts.append((won[earns], person[earns], np.full(int(earns.sum()), OVERLAY)))
    deal, person, role = (np.concatenate(column) for column in zip(*parts, strict=True))
    order = np.lexsort((role, deal))
    return Credits(deal[order], person[order], role[order])


def _by_patch(staff: Staff, job: Job, region: Ints, seat: Ints) -> Ints:
    """Person in a job who helps each patch; a region's patches take turns."""
    chosen = np.empty(seat.size, dtype=np.int64)
    for number in range(len(story.REGIONS)):
        holders = np.array(staff.holding(job, number))
        here = region == number
        chosen[here] = holders[seat[here] % holders.size]
    return chosen
