"""Files that leave the product, and what is printed: nothing in them runs."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from engine.scenarios.files import parse_scenario

if TYPE_CHECKING:
    from collections.abc import Iterator

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_NUMBER = re.compile(r"[+-]?[\d.,]+(e-?\d+)?")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_UNSAFE_NAME = re.compile(r"[/\\\x00-\x1f\u202a-\u202e\u2066-\u2069]|^\.")


def faults(name: str, data: bytes) -> list[str]:
    """What a file would do beyond being read."""
    found = ["its name is a path or turns around"] if _UNSAFE_NAME.search(name) else []
    return [f"{name}: {fault}" for fault in [*found, *_inside(name, data)]]


def _inside(name: str, data: bytes) -> Iterator[str]:
    kind = name.rpartition(".")[2]
    if kind == "csv":
        yield from _csv(data.decode("utf-8-sig"))
    elif kind in ("xlsx", "pptx", "zip"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.namelist():
                yield from ["a member that is a path"] if _is_path(member) else []
                yield from _member(kind, member, archive.read(member))
    elif kind == "yaml" and data.startswith(b"scenario"):
        parse_scenario(data.decode("utf-8"))


def _csv(text: str) -> Iterator[str]:
    for row in csv.reader(io.StringIO(text, newline="")):
        for cell in row:
            if cell.startswith(FORMULA) and not _NUMBER.fullmatch(cell):
                yield f"the formula {cell[:60]!r}"


def _member(kind: str, member: str, data: bytes) -> Iterator[str]:
    if kind == "zip":
        yield from _inside(member, data)
    elif member.endswith(".rels"):
        yield from ["a link that leads out"] if b'TargetMode="External"' in data else []
    elif member.endswith((".xml", ".svg")):
        tags = {element.tag.rpartition("}")[2] for element in ElementTree.fromstring(data).iter()}
        if "worksheets/" in member:
            yield from [f"a formula on {member}"] if "f" in tags else []
        yield from [f"a {tag} in {member}" for tag in tags & {"script", "img", "hlinkClick", "a"}]


def _is_path(name: str) -> bool:
    return name.startswith(("/", "\\")) or ".." in name or bool(_CONTROL.search(name))


def printed(status: int, out: str, err: str, *, wanted: int, is_json: bool) -> list[str]:
    """What a command printed that a terminal would obey, or that is no JSON; another end of it."""
    found = ["a hidden character was printed"] if _HIDDEN.search(out + err) else []
    found += [f"status {status}, not {wanted}: {err[:300]!r}"] if status != wanted else []
    if is_json:
        json.loads(out, parse_constant=float.fromhex)
    return found
