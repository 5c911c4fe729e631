"""What the words of a header mean, whatever the language."""

from __future__ import annotations

from functools import lru_cache

from engine.ingest.recognition.files import read
from engine.ingest.recognition.normalise import fold, normalise

FILLER = "filler"
_LONGEST_PHRASE = 4
_SHORTEST_PART = 4
_SHORT_PARTS = frozenset({"id", "of", "nr", "tag", "opp", "emp", "ort"})
_LINKS = ("", "s", "n", "en", "es")


@lru_cache(maxsize=1)
def words() -> dict[str, str]:
    """
    Meaning of each folded word or phrase.

    Raises
    ------
    ValueError
        If one word is listed under two meanings.
    """
    meanings: dict[str, str] = {}
    for concept, by_language in read("words").items():
        for listed in by_language.values():
            for word in listed:
                plain = " ".join(fold(word).replace("-", " ").split())
                if meanings.setdefault(plain, concept) != concept:
                    msg = f"words.yaml: {word!r} means both {meanings[plain]} and {concept}"
                    raise ValueError(msg)
    return meanings


@lru_cache(maxsize=50_000)
def concepts(header: str) -> frozenset[str]:
    """Meanings in a header, fillers left out; an unknown word stands for itself."""
    tokens = normalise(header).split()
    found: list[str] = []
    position = 0
    while position < len(tokens):
        length, meaning = _longest_phrase(tokens, position)
        found.extend(meaning)
        position += length
    return frozenset(found) - {FILLER}


def _longest_phrase(tokens: list[str], position: int) -> tuple[int, tuple[str, ...]]:
    for length in range(min(_LONGEST_PHRASE, len(tokens) - position), 0, -1):
        phrase = " ".join(tokens[position : position + length])
        if phrase in words():
            return length, (words()[phrase],)
    return 1, _meaning_of_word(tokens[position])


def _meaning_of_word(token: str) -> tuple[str, ...]:
    lexicon = words()
    for singular in (token.removesuffix("s"), token.removesuffix("es"), token.removesuffix("e")):
        if singular in lexicon and len(singular) > 2:
            return (lexicon[singular],)
    spellings = (token, token.replace("ae", "a").replace("oe", "o").replace("ue", "u"))
    for spelling in spellings:
        if spelling in lexicon:
            return (lexicon[spelling],)
        parts = _split(spelling)
        if parts:
            return parts
    return (token,)


@lru_cache(maxsize=50_000)
def _split(token: str) -> tuple[str, ...]:
    """Meanings of the parts of a compound, empty where it does not split into known words."""
    lexicon = words()
    eastern = any(character > "\u2fff" for character in token)
    for length in range(len(token) - 1, 0, -1):
        part = token[:length]
        if part not in lexicon or not (eastern or length >= _SHORTEST_PART or part in _SHORT_PARTS):
            continue
        for link in ("",) if eastern else _LINKS:
            rest = token[length:]
            if not rest.startswith(link):
                continue
            rest = rest[len(link) :]
            if rest in lexicon and (eastern or len(rest) >= _SHORTEST_PART or rest in _SHORT_PARTS):
                return (lexicon[part], lexicon[rest])
            tail = _split(rest) if rest else ()
            if tail:
                return (lexicon[part], *tail)
    return ()
