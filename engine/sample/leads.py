"""Leads: where they came from, to whom they were sent, how long that took."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.sample import story
from engine.sample.chance import stream
from engine.sample.days import LAST_DAY
from engine.sample.deals import NEW

if TYPE_CHECKING:
    from engine.sample.arrays import Flags, Ints
    from engine.sample.deals import Deals
    from engine.sample.patches import Patches
    from engine.sample.seating import Seating
    from engine.sample.terms import Terms

SOURCES = ("Website", "Webinar", "Trade show", "Content download", "Referral")

_LEADS = 8_800
_CONVERTED = (0.08, 0.03, 0.08, 0.08)
_HANDOFF_DAYS = (1.6, 9.4, 1.6, 1.6)
"""Mean days from created to accepted."""
_ACCEPTED = (0.86, 0.70, 0.86, 0.86)
_TO_LEAVERS = (0.0, story.LEADS_ASTRAY, 0.0, 0.0)
"""Part of the leads that goes to people who have left."""
_INBOUND = 0


class Leads(NamedTuple):
    """Leads in the order of days, arrays of one length; -1 where there is nothing."""

    source: Ints
    created: Ints
    rep: Ints
    accepted: Ints
    converted: Ints
    deal: Ints


def draw_leads(seed: int, patches: Patches, seating: Seating, deals: Deals, terms: Terms) -> Leads:
    """Draw each region's leads; the converted ones became deals of that region."""
    rng = stream(seed, "leads")
    inbound = (deals.kind == NEW) & (terms.source == _INBOUND) & (deals.created > 40)
    parts = []
    for region in range(len(story.REGIONS)):
        count = round(_LEADS * (patches.region == region).mean())
        n_converted = round(count * _CONVERTED[region])
        became = np.flatnonzero(inbound & (patches.region[deals.seat] == region))
        won_over = rng.choice(became, n_converted, replace=False)
        parts.append(_converted(rng, deals, won_over, _HANDOFF_DAYS[region]))
        stays = [s for s in seating.stints if patches.region[s.seat] == region]
        n_lost = round(count * _TO_LEAVERS[region])
        sent = _sent(rng, np.array(stays), count - n_converted - n_lost)
        astray = _astray(rng, seating, np.array(stays)[:, 0], n_lost)
        parts += [_waiting(rng, *sent, region), _waiting(rng, *astray, region)]
    joined = Leads(*(np.concatenate(column) for column in zip(*parts, strict=True)))
    order = np.argsort(joined.created, kind="stable")
    return Leads(*(column[order] for column in joined))


def _converted(rng: np.random.Generator, deals: Deals, deal: Ints, handoff: float) -> Leads:
    """Leads that became these deals, sent to who owned them."""
    accepted = deals.created[deal] - rng.integers(0, 6, deal.size)
    return Leads(
        source=rng.integers(0, len(SOURCES), deal.size),
        created=accepted - _waits(rng, deal.size, handoff),
        rep=deals.rep[deal],
        accepted=accepted,
        converted=deals.created[deal],
        deal=deal,
    )


def _sent(rng: np.random.Generator, stays: Ints, count: int) -> tuple[Ints, Ints]:
    """Rep who sat there and day within the stay, each day of each stay as likely."""
    length = stays[:, 3] - stays[:, 2] + 1
    pick = rng.choice(len(stays), count, p=length / length.sum())
    day = stays[pick, 2] + (rng.random(count) * length[pick]).astype(np.int64)
    return stays[pick, 0], day


def _astray(
    rng: np.random.Generator, seating: Seating, reps: Ints, count: int
) -> tuple[Ints, Ints]:
    """Rep who had left, and a day since."""
    gone = np.unique(reps[(seating.left[reps] >= 0) & (seating.left[reps] < LAST_DAY - 30)])
    rep = rng.choice(gone, count) if count else np.empty(0, dtype=np.int64)
    left = seating.left[rep]
    return rep, left + 1 + (rng.random(count) * (LAST_DAY - left)).astype(np.int64)


def _waiting(rng: np.random.Generator, rep: Ints, day: Ints, region: int) -> Leads:
    """Leads that became nothing, accepted or not."""
    accepted = day + _waits(rng, day.size, _HANDOFF_DAYS[region])
    is_accepted: Flags = (rng.random(day.size) < _ACCEPTED[region]) & (accepted <= LAST_DAY)
    nothing = np.full(day.size, -1)
    return Leads(
        source=rng.integers(0, len(SOURCES), day.size),
        created=day,
        rep=rep,
        accepted=np.where(is_accepted, accepted, -1),
        converted=nothing,
        deal=nothing,
    )


def _waits(rng: np.random.Generator, size: int, mean: float) -> Ints:
    """Whole days of a skewed wait with this mean."""
    return rng.poisson(rng.gamma(2.0, mean / 2.0, size))
