"""Headers as plain words: case, accents, punctuation, camel case and wrappers taken off."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from engine.ingest.recognition.files import read

_LAST_LATIN = "\u024f"
_DO_NOT_MODIFY = (
    "do not modify|nicht ändern|nicht bearbeiten|ne pas modifier|no modificar|niet wijzigen|"
    "non modificare|não modificar|neměnit|neupravovat|変更不可|変更しないでください"
)
_WRAPPERS = re.compile(
    rf"^\s*(?:\((?:{_DO_NOT_MODIFY})\)\s*)?(?:propert(?:y|ies)[_ .:]+)?(?:hs_(?=[a-z]))?",
    re.IGNORECASE,
)
_CUSTOM_SUFFIX = re.compile(r"_{1,2}[crs]$", re.IGNORECASE)
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z](?!s(?![a-z]))[a-z])")
_BRACKETS = re.compile(r"[(\[{]([^()\[\]{}]*)[)\]}]")
_NUMBER_SIGN = re.compile(r"#|\bn\s*[°º.]|\bnr\.", re.IGNORECASE)
_NUMBER_OF = re.compile(r"\b(?:number|no|num|nr|#) of\b|\bnombre (?:de|d)\b")


def fold(text: str) -> str:
    """Lower case without accents on Latin letters; Japanese keeps its voicing marks."""
    if text.isascii():
        return text.lower()
    out: list[str] = []
    base = ""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text))
    for character in decomposed.casefold():
        if unicodedata.combining(character) and base and base <= _LAST_LATIN:
            continue
        base = character
        out.append(character)
    return unicodedata.normalize("NFC", "".join(out))


@lru_cache(maxsize=50_000)
def normalise(header: str) -> str:
    """
    Words of a header, folded and joined by one blank.

    Wrappers that products add (``property_``, ``(Do Not Modify)``, ``__c``), camel case,
    punctuation and units in brackets go; what else stands in brackets stays.
    """
    text = _WRAPPERS.sub("", unicodedata.normalize("NFKC", header))
    text = _CUSTOM_SUFFIX.sub("", text.strip())
    text = _BRACKETS.sub(_without_unit, text)
    text = _NUMBER_SIGN.sub(" number ", _CAMEL.sub(" ", text))
    words = _plain_words(text)
    return _NUMBER_OF.sub("count", words)


def _without_unit(match: re.Match[str]) -> str:
    inner = _plain_words(match[1])
    return " " if not inner or set(inner.split()) <= _units() else f" {inner} "


@lru_cache(maxsize=1)
def _units() -> frozenset[str]:
    return frozenset(fold(str(word)) for word in read("cells")["unit"])


def _plain_words(text: str) -> str:
    folded = fold(text).replace("%", " percent ")
    return " ".join("".join(c if c.isalnum() or c == "ー" else " " for c in folded).split())
