"""Who is who: people found by id, then e-mail, then name, and never guessed."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING

from engine.ingest.loading.words import plain

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

_WORD = re.compile(r"[^\W_]+")
SHORT_ID = 15
"""Salesforce shows ids with 15 characters, by exact case, or with 18; the first 15 agree."""


class NotFound(Enum):
    """Why a reference names nobody."""

    UNKNOWN = "unknown"
    AMBIGUOUS = "ambiguous"


@dataclass(frozen=True, slots=True)
class Reference:
    """How a row names a person: by any of an id, a name and an e-mail."""

    id: str | None = None
    name: str | None = None
    email: str | None = None

    @property
    def shown(self) -> str:
        """What a person would recognise it by."""
        return self.id or self.name or self.email or ""


@dataclass(slots=True)
class Directory:
    """Everybody known, by each thing that they go by."""

    _ids: dict[str, str] = field(default_factory=dict)
    _short: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _emails: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _names: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _loose: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, rep_id: str, ids: Iterable[str], name: str | None, email: str | None) -> None:
        """Enter a person under all that they go by; an id that is taken stays with the first."""
        for known in ids:
            self._ids.setdefault(known, rep_id)
            if len(known) in (SHORT_ID, SHORT_ID + 3):
                self._short[known[:SHORT_ID]].add(rep_id)
        if email:
            self._emails[email.casefold()].add(rep_id)
        if name and (key := name_key(name)):
            self._names[key].add(rep_id)
            self._loose[loose_key(key)].add(rep_id)

    def find(self, reference: Reference) -> str | NotFound:
        """Find the one person meant; more than one by the same name is nobody."""
        if reference.id and (found := self._by_id(reference.id)):
            return found
        ambiguous = False
        for text in filter(None, (reference.email, reference.id, reference.name)):
            candidates = self._by_text(text)
            if len(candidates) == 1:
                return next(iter(candidates))
            ambiguous = ambiguous or len(candidates) > 1
        return NotFound.AMBIGUOUS if ambiguous else NotFound.UNKNOWN

    def _by_id(self, text: str) -> str | None:
        if text in self._ids:
            return self._ids[text]
        if len(text) in (SHORT_ID, SHORT_ID + 3):
            found = self._short.get(text[:SHORT_ID], set())
            return next(iter(found)) if len(found) == 1 else None
        return None

    def _by_text(self, text: str) -> Collection[str]:
        if "@" in text:
            return self._emails.get(text.casefold(), ())
        key = name_key(text)
        return self._names.get(key, ()) or self._loose.get(loose_key(key), ())


@lru_cache(maxsize=1 << 16)
def name_key(name: str) -> str:
    """Name in reading order without accents, case and punctuation; "Last, First" is turned."""
    last, comma, first = name.partition(",")
    turned = f"{first} {last}" if comma else name
    return " ".join(_WORD.findall(plain(turned)))


@lru_cache(maxsize=1 << 16)
def loose_key(key: str) -> str:
    """A :func:`name_key` without middle initials, whatever the order of its parts."""
    words = key.split()
    full = [word for word in words if len(word) > 1 or not word.isascii()]
    return " ".join(sorted(full if len(full) > 1 else words))


def label_key(label: str) -> str:
    """Name of a thing without accents, case, blanks and punctuation."""
    return "".join(sign for sign in plain(label) if sign.isalnum())
