"""What each raw table is, who wrote it, and where its columns go."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engine.ingest.recognition.columns import Column, assign, columns_of
from engine.ingest.recognition.kinds import kind_of_file
from engine.ingest.recognition.matching import THRESHOLD, candidates_of, matches_of
from engine.ingest.recognition.normalise import normalise
from engine.ingest.recognition.personal import is_personal, personal_columns
from engine.ingest.recognition.profile import profile_of
from engine.ingest.recognition.references import Key, key_of, refers
from engine.ingest.recognition.signature import signature
from engine.ingest.types import OTHER, FileMapping

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from engine.ingest.types import RawTable


@dataclass(frozen=True, slots=True)
class _Draft:
    """A file of known kind, before its ids are compared with those of the others."""

    table: RawTable
    kind: str
    profile: str
    columns: tuple[Column, ...]
    personal: tuple[str, ...]
    key: Key | None


def nothing_confirmed(_: str) -> FileMapping | None:
    """Answer of a memory that holds no mapping."""
    return None


def recognise(
    tables: Sequence[RawTable],
    confirmed: Callable[[str], FileMapping | None] = nothing_confirmed,
) -> tuple[FileMapping, ...]:
    """
    Recognise the files of one load together, so that ids of one may explain another.

    Parameters
    ----------
    tables : sequence of RawTable
        Files, sheets and archive members of the load.
    confirmed : callable
        Mapping that a person confirmed for a layout, by signature.

    Returns
    -------
    tuple of FileMapping
        In the order of ``tables``.
    """
    drafts = _second_account_lists_aside([_draft(table) for table in tables])
    keys = [draft.key for draft in drafts if draft.key is not None]
    return tuple(_known(draft, confirmed) or _mapping(draft, keys) for draft in drafts)


def recognise_as(table: RawTable, kind: str) -> FileMapping:
    """Match the columns of a file whose kind a person has named."""
    return _mapping(_draft(table, kind), [])


def _draft(table: RawTable, kind: str = "") -> _Draft:
    columns = columns_of(table)
    harmless = tuple(c for c in columns if not is_personal(c.header, ""))
    found = kind or kind_of_file(table.file, table.sheet, harmless)
    profile = profile_of(table.columns)
    personal = personal_columns(table.columns, found, profile)
    kept = tuple(c for c in columns if c.header not in personal)
    key = None
    if found != OTHER:
        options = candidates_of(found, kept)
        sure = {h: c for h, c in assign(options).items() if c.confidence >= THRESHOLD}
        key = key_of(found, kept, sure)
    return _Draft(table, found, profile, kept, personal, key)


def _mapping(draft: _Draft, keys: Sequence[Key]) -> FileMapping:
    others = [key for key in keys if key is not draft.key]
    matches = () if draft.kind == OTHER else matches_of(draft.kind, draft.columns, others)
    placed = {match.source for match in matches}
    return FileMapping(
        kind=draft.kind,
        profile=draft.profile,
        matches=matches,
        ignored=tuple(c.header for c in draft.columns if c.header not in placed),
        personal=draft.personal,
        signature=signature(draft.table.columns, draft.profile),
    )


def _known(draft: _Draft, confirmed: Callable[[str], FileMapping | None]) -> FileMapping | None:
    """Confirmed mapping of the same layout, under the headers as this file spells them."""
    remembered = confirmed(signature(draft.table.columns, draft.profile))
    if remembered is None:
        return None
    spelled = {normalise(column): column for column in draft.table.columns}
    here = {
        source: source if source in draft.table.columns else spelled.get(normalise(source), source)
        for source in (
            *(match.source for match in remembered.matches),
            *remembered.ignored,
            *remembered.personal,
        )
    }
    return replace(
        remembered,
        matches=tuple(replace(match, source=here[match.source]) for match in remembered.matches),
        ignored=tuple(here[source] for source in remembered.ignored),
        personal=tuple(here[source] for source in remembered.personal),
    )


def _second_account_lists_aside(drafts: Sequence[_Draft]) -> list[_Draft]:
    """
    Keep one account list where the deals name two kinds of customer.

    Orders that carry both a customer and a store can join one of them; the list that says more
    about its members is the account, the other is left out rather than mixed with it.
    """
    deals = [draft for draft in drafts if draft.kind == "opportunity"]
    named = [
        draft
        for draft in drafts
        if draft.kind == "account"
        and draft.key is not None
        and any(refers(column, draft.key) for deal in deals for column in deal.columns)
    ]
    strongest = max((d.key.strength for d in named if d.key is not None), default=0)
    return [
        replace(draft, kind=OTHER, key=None)
        if draft in named
        and draft.key is not None
        and draft.key.strength < strongest
        and _headers_differ(draft, named)
        else draft
        for draft in drafts
    ]


def _headers_differ(draft: _Draft, named: Sequence[_Draft]) -> bool:
    headers = {other.key.header for other in named if other.key is not None}
    return draft.key is not None and len(headers) > 1
