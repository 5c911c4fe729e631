"""Columns about a person that no sales plan has a use for, known by name in any language."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from engine.ingest.recognition.concepts import concepts
from engine.ingest.recognition.files import read
from engine.ingest.recognition.normalise import normalise

if TYPE_CHECKING:
    from collections.abc import Sequence

_ABOUT_PEOPLE = frozenset({"rep", "absence", "survey", "requisition", "payout"})
_FIRST_EASTERN = "\u2fff"


def personal_columns(headers: Sequence[str], kind: str, profile: str) -> tuple[str, ...]:
    """
    Columns that must be dropped at the door from a file of this kind.

    A city or state beside the street of an employee is where the person lives, save in the user
    list of a CRM, whose address is the office.
    """
    personal = [header for header in headers if is_personal(header, kind)]
    lives = any(_stands_in(normalise(header), "street") for header in personal)
    if kind == "rep" and lives and not profile.startswith("salesforce"):
        beside = _listed("beside_address")
        personal += [h for h in headers if h not in personal and normalise(h) in beside]
    return tuple(header for header in headers if header in personal)


def is_personal(header: str, kind: str) -> bool:
    """Whether a column must be dropped at the door from a file of this kind."""
    name = normalise(header)
    if _stands_in(name, "within") or any(stem in name for stem in _listed("stems")):
        return True
    if kind not in _ABOUT_PEOPLE:
        return False
    mail = "email" in concepts(header)
    return name in _listed("people") or (not mail and _stands_in(name, "people_within"))


def _stands_in(name: str, group: str) -> bool:
    padded = f" {name} "
    return any(
        (phrase in name) if phrase[0] > _FIRST_EASTERN else (f" {phrase} " in padded)
        for phrase in _listed(group)
    )


@lru_cache(maxsize=6)
def _listed(group: str) -> frozenset[str]:
    return frozenset(
        normalise(phrase) for phrases in read("personal")[group].values() for phrase in phrases
    )
