"""What could be worth talking about with a person, after what has to be said of the patch."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.metrics.fit import BAND
from engine.scenarios.diagnosis.behaviours import FALSE_SHARE, behaviours
from engine.scenarios.diagnosis.words import count, listed, percent, percents, to

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.model.diagnosis import Behaviour, RepSheet, StructuredTest
    from engine.scenarios.diagnosis.behaviours import Compared
    from engine.scenarios.diagnosis.ground import Ground

NOTHING = "Nothing that is recorded stands out from what luck would do."
NOT_KNOWN = (
    "How the quota fits the patch is not known, so nothing is said of the person (quota.amount, "
    "account.potential)."
)


def coached(
    ground: Ground,
    sheets: Sequence[RepSheet],
    tests: Sequence[StructuredTest],
    *,
    told_apart: bool,
) -> tuple[tuple[RepSheet, ...], str]:
    """
    Add to each sheet what has to be said of the patch, and then what stands out beside peers.

    Parameters
    ----------
    ground : Ground
        The fitted snapshot.
    sheets : sequence of RepSheet
        Everybody in the history.
    tests : sequence of StructuredTest
        The findings.
    told_apart : bool
        Whether enough people changed patch to judge a patch apart from its person.

    Returns
    -------
    tuple
        The sheets in their order, and a sentence on how many comparisons there are and how
        many of those that stand out are expected to be luck.
    """
    found: dict[str, list[Behaviour]] = {}
    compared = behaviours(ground, tests) if sheets else []
    for one in compared:
        found.setdefault(one.rep_id, []).append(one.shown)
    return (
        tuple(_with(sheet, tuple(found.get(sheet.rep_id, ())), told_apart) for sheet in sheets),
        _on_luck(sheets, compared),
    )


def _with(sheet: RepSheet, found: tuple[Behaviour, ...], told_apart: bool) -> RepSheet:
    first = patch_first(sheet.fit, told_apart=told_apart)
    if sheet.fit is None:
        return replace(sheet, first=first)
    apart = [one for one in found if one.is_suggested]
    said = NOTHING
    if apart:
        said = f"Worth talking about: {listed([in_words(one) for one in apart])}."
    elif not found:
        said = "Too little is recorded to compare with peers of the same segment."
    return replace(sheet, first=first, behaviours=found, coaching=said)


def patch_first(fit: float | None, *, told_apart: bool) -> str:
    """What has to be said of the patch before anything of the person; no verdict on a guess."""
    if fit is None:
        return NOT_KNOWN
    said = f"First the patch: its quota is {fit:.2f} times what it can be expected to give"
    if not told_apart:
        return f"{said}, as far as the patch can be told from the person."
    if fit > BAND[1]:
        return f"{said}, too much for anyone to be measured by: that comes before anything else."
    if fit < BAND[0]:
        return f"{said}, less than it could carry."
    return f"{said}, which fits."


def in_words(one: Behaviour) -> str:
    """Own value with its interval, beside the peers'."""
    if one.unit == "share":
        return (
            f"{one.behaviour} ({percent(one.value)} of {count(one.n, 'deal')}, which speaks for "
            f"{percents(one.lo, one.hi)}, against {percent(one.peers)} of peers')"
        )
    return (
        f"{one.behaviour} ({one.value:.1f} a quarter, which speaks for {to(one.lo, one.hi, 1)}, "
        f"against peers' {one.peers:.1f}; an association, not a target)"
    )


def _on_luck(sheets: Sequence[RepSheet], compared: Sequence[Compared]) -> str:
    shown = {sheet.rep_id for sheet in sheets if sheet.fit is not None}
    here = [one for one in compared if one.rep_id in shown]
    if not here:
        return ""
    apart = sum(one.shown.is_suggested for one in here)
    said = f"{len(here):,} comparisons with peers of the same segment, {apart:,} stand out"
    if not apart:
        return f"{said}."
    one_in = round(1 / FALSE_SHARE)
    return f"{said}; of those that do, about 1 in {one_in} at most is expected to be luck."
