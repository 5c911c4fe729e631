"""Headers as plain words: case, accents, punctuation, camel case and wrappers taken off."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LAST_LATIN = "\u024f"
_WRAPPERS = re.compile(
    r"^\s*(?:\((?:do not modify|nicht ändern|nicht bearbeiten|ne pas modifier|no modificar|niet wijzigen|"
    r"non modificare|não modificar|neměnit|neupravovat|変更不可|変更しないでください)\)\s*)?(?:propert(?:y|ies)[_ .:]+)?(?:hs_(?=[a-z]))?", re.IGNORECASE
)
_CUSTOM_SUFFIX = re.compile(r"_{1,2}[crs]$", re.IGNORECASE)
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_BRACKETS = re.compile(r"[(\[{]([^()\[\]{}]*)[)\]}]")
_NUMBER_SIGN = re.compile(r"#|\bn\s*[°º.]|\bnr\.", re.IGNORECASE)
_NUMBER_OF = re.compile(r"\b(?:number|no|num|nr|#) of\b|\bnombre (?:de|d)\b")
_UNITS = frozenset(
    "usd eur gbp chf jpy czk brl cad aud sek nok dkk pln mxn inr euro euros dollar dollars yen kc r "
    "percent text converted konvertiert converti convertido geconverteerd convertito "
    "required optional pflichtfeld years year yyyy mm dd yy tt jj jjjj aaaa gg rrrr hh "
    "hours hrs h min mins minutes minuten minuti minutos months month mois monate mesi meses "
    "maanden mesicu 円 税抜 税込 税別 千円 万円 分 か月 ヶ月 時間 "
    "netto net brutto local in eu k thousands m millions year pa p a per annum "
    "annual annualized date only".split()
)


def fold(text: str) -> str:
    """Lower case without accents on Latin letters; Japanese keeps its voicing marks."""
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
    return " " if not inner or set(inner.split()) <= _UNITS else f" {inner} "


def _plain_words(text: str) -> str:
    folded = fold(text).replace("%", " percent ")
    return " ".join("".join(c if c.isalnum() or c == "ー" else " " for c in folded).split())
