"""Small valid inputs made wrong: bytes flipped, cut, joined, dressed in another encoding."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

NESTED = 60_000
"""Brackets opened and never closed."""

TOKENS: tuple[bytes, ...] = (
    b"\0",
    b"\r",
    b"\n",
    b"\r\n\r\n",
    b'"',
    b'""',
    b"'",
    b",",
    b";",
    b"\t",
    b"|",
    b":",
    b"- ",
    b"#",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80",
    b"\x80",
    b"=1+1",
    b"=HYPERLINK(A1)",
    b"9" * 400,
    b"-0.0",
    b"1e999",
    b"1e-999",
    b"nan",
    b"-inf",
    b".inf",
    b"9223372036854775808",
    b"-9223372036854775809",
    b"99999999999999999999999.99",
    b"0x7fffffff",
    b"0001-01-01",
    b"9999-12-31",
    b"2025-02-30",
    b"31/12/9999",
    b"<!DOCTYPE x>",
    b"<script>alert(1)</script>",
    b"{{7*7}}",
    b"../../etc/passwd",
    b"'; DROP TABLE rep; --",
    b"%s%n%x",
    b"&a [*a, *a]",
    b"!!python/object/apply:os.system ['true']",
    b"? [a]",
    b"<<: {a: 1}",
    b"\xe2\x80\xae",
    b"\xe2\x80\x8b",
    b"x" * 5_000,
)
"""What a reader may trip over, put in anywhere."""

CODECS = ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "cp037", "gb18030", "utf-8-sig")

Mutation = "Callable[[random.Random, bytes, Sequence[bytes]], bytes]"


def _flip(chance: random.Random, data: bytes, _seeds: Sequence[bytes]) -> bytes:
    """A few bits the other way."""
    found = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        if found:
            found[chance.randrange(len(found))] ^= 1 << chance.randrange(8)
    return bytes(found)


def _overwrite(chance: random.Random, data: bytes, _seeds: Sequence[bytes]) -> bytes:
    """Some bytes replaced by others, or by the largest and smallest numbers of their width."""
    at = _at(chance, data)
    width = chance.choice((1, 2, 4, 8))
    new = chance.choice((b"\xff" * width, bytes(width), b"\x7f" * width, chance.randbytes(width)))
    return data[:at] + new + data[at + width :]


def _cut(chance: random.Random, data: bytes, _seeds: Sequence[bytes]) -> bytes:
    """The file as far as the disk or the line went."""
    at = _at(chance, data)
    return chance.choice(
        (data[:at], data[at:], data[: max(0, len(data) - chance.randrange(1, 40))])
    )


def _remove(chance: random.Random, data: bytes, _seeds: Sequence[bytes]) -> bytes:
    at = _at(chance, data)
    return data[:at] + data[at + chance.randrange(1, 64) :]


def _repeat(chance: random.Random, data: bytes, _seeds: Sequence[bytes]) -> bytes:
    """A piece of it again and again."""
    at = _at(chance, data)
    piece = data[at : at + chance.randrange(1, 200)]
    return data[:at] + piece * chance.choice((2, 3, 50)) + data[at:]


def _splice(chance: random.Random, data: bytes, seeds: Sequence[bytes]) -> bytes:
    """The beginning of one file and the end of another."""
    other = chance.choice(seeds)
    return data[: _at(chance, data)] + other[_at(chance, other) :]


def _insert(chance: random.Random, data: bytes, _seeds: Sequence[bytes]) -> bytes:
    at = _at(chance, data)
    return data[:at] + chance.choice(TOKENS) * chance.choice((1, 1, 1, 30)) + data[at:]


def _swap_signs(chance: random.Random, data: bytes, _seeds: Sequence[bytes]) -> bytes:
    """One sign for another everywhere: delimiters, quotation marks, line ends."""
    signs = (b",", b";", b"\t", b"|", b'"', b"'", b"\n", b"\r\n", b"\r", b":", b" ", b"-", b".")
    return data.replace(chance.choice(signs), chance.choice(signs))


def _recode(chance: random.Random, data: bytes, _seeds: Sequence[bytes]) -> bytes:
    """In another encoding than one expects; the byte order mark may be missing."""
    return data.decode("utf-8", "replace").encode(chance.choice(CODECS), "replace")


def _nest(chance: random.Random, data: bytes, _seeds: Sequence[bytes]) -> bytes:
    """Opened very often and never closed."""
    at = _at(chance, data)
    opened = chance.choice((b"[", b"{", b"- ", b"(", b'"', b"{a: ")) * chance.choice((20, NESTED))
    return data[:at] + opened + data[at:]


BINARY = (_flip, _flip, _overwrite, _overwrite, _cut, _remove, _repeat, _splice, _insert)
TEXT = (*BINARY, _insert, _insert, _swap_signs, _swap_signs, _recode, _nest)


def mutated(
    chance: random.Random, seeds: Sequence[bytes], ways: Sequence[Mutation] = TEXT
) -> bytes:
    """One of the seeds, made wrong in one way or in several."""
    data = chance.choice(seeds)
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        data = chance.choice(ways)(chance, data, seeds)
    return data


def _at(chance: random.Random, data: bytes) -> int:
    return chance.randrange(len(data) + 1)
