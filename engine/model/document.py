"""Documents that people write in YAML: read safely, refused with file and line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError
from yaml.constructor import SafeConstructor

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from engine.errors import EngineError

MAX_CHARACTERS = 64_000
"""Far above any plan or scenario that a person wrote."""
MAX_DEPTH = 12

_M = TypeVar("_M", bound=BaseModel)
_PERCENT = re.compile(r"\s*(-?\d{1,15}(?:\.\d{1,15})?)\s*%\s*")
_REMOVE = "Remove the line, or give it the value that changes nothing."


class Part(BaseModel):
    """A group of keys: frozen, exact types, nothing unknown, no infinities."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


@dataclass(frozen=True, slots=True)
class Document:
    """A document as parsed, with the line of each key."""

    source: str
    """Name by which errors call it."""
    values: dict[str, Any]
    lines: dict[tuple[str | int, ...], int]
    refusal: type[EngineError]
    """Kind of error that belongs to this kind of document."""

    def error(self, path: Sequence[str | int], message: str, hint: str = "") -> EngineError:
        """Refusal that names file and line of a key."""
        place = tuple(path)
        while place and place not in self.lines:
            place = place[:-1]
        return self.refusal(f"{self.source}, line {self.lines.get(place, 1)}: {message}", hint)

    def unknown(self, path: Sequence[str | int], known: Iterable[str]) -> EngineError:
        """Refusal of a key that nobody knows, with the nearest that somebody does."""
        name = str(path[-1])
        near = get_close_matches(name, sorted(known), n=1, cutoff=0.5)
        hint = f"Did you mean “{near[0]}”?" if near else "Remove it."
        if name in near:
            hint = (
                f"“{name}” belongs elsewhere in the file: the Method page shows each key's place."
            )
        return self.error(path, f"“{name}” is not a key of this kind of file.", hint)

    def without(self, later: Mapping[str, Sequence[Any]]) -> dict[str, Any]:
        """
        Values without the keys that are known but that nothing acts on yet.

        Parameters
        ----------
        later : mapping
            Pattern of a dotted key → the values that change nothing and so are taken.
        """
        kept: dict[str, Any] = self._prune(self.values, (), later)
        return kept

    def _prune(self, value: Any, path: tuple[str | int, ...], later: Any) -> Any:
        if isinstance(value, list):
            return [self._prune(item, (*path, n), later) for n, item in enumerate(value)]
        if not isinstance(value, dict):
            return value
        kept = {}
        for key, item in value.items():
            here = (*path, key)
            dotted = ".".join(str(step) for step in here)
            pattern = next((p for p in later if fnmatchcase(dotted, p)), None)
            if pattern is None:
                kept[key] = self._prune(item, here, later)
            elif item not in later[pattern]:
                raise self.error(here, f"this version does not act on {dotted}.", _REMOVE)
        return {key: item for key, item in kept.items() if item != {}}

    def read(self, form: type[_M], values: dict[str, Any], known: Iterable[str] = ()) -> _M:
        """
        Check values against a form.

        Parameters
        ----------
        form : type of Part
            What the document may hold.
        values : dict
            The document's values, or those of them that the form covers.
        known : iterable of str
            Further key names to propose for one that is misspelt.
        """
        try:
            return form.model_validate(values)
        except ValidationError as error:
            errors = error.errors()  # a misspelt key is also a missing one: say the first
            first = next((e for e in errors if e["type"] == "extra_forbidden"), errors[0])
            path, message, inside = first["loc"], first["msg"], first["input"]
        if first["type"] == "extra_forbidden":
            names = {*key_names(form), *known}
            while path[-1] in names and isinstance(inside, dict) and inside:
                key, inside = next(iter(inside.items()))
                path = (*path, key)
            raise self.unknown(path, names)
        name = ".".join(str(step) for step in path)
        raise self.error(path, f"{name}: {message[:1].lower()}{message[1:]}.", _decimal(inside))


class WrittenOut(yaml.SafeDumper):
    """Writes a value anew wherever it stands: what :func:`parse_document` reads has no anchors."""

    def ignore_aliases(self, data: Any) -> bool:
        """Whether a value that stands twice is written twice: always."""
        del data
        return True


def parse_document(text: str, source: str, refusal: type[EngineError]) -> Document:
    """
    Parse one YAML mapping without anchors, tags or duplicate keys.

    Raises
    ------
    EngineError
        Of kind ``refusal``, naming the line, if it is too large, too deep or not such a mapping.
    """
    if len(text) > MAX_CHARACTERS:
        raise refusal(f"{source} has more than {MAX_CHARACTERS:,} characters.", "Is it the file?")
    try:
        _check_events(text, source, refusal)
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
        values: dict[str, Any] = SafeConstructor().construct_document(root) if root else {}
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or "it cannot be read"
        raise refusal(f"{source}{where}: not YAML, {problem}.") from error
    except ValueError as error:  # a date or number of impossible digits
        raise refusal(f"{source}: a value cannot be read, {error}.") from error
    if not isinstance(root, yaml.MappingNode):
        raise refusal(f"{source} is not a list of keys and values.", "Write “key: value” lines.")
    lines: dict[tuple[str | int, ...], int] = {}
    document = Document(source, values, lines, refusal)
    _note_lines(root, (), document)
    return document


def key_names(form: type[BaseModel]) -> set[str]:
    """All key names of a form and the forms inside it."""
    schema = form.model_json_schema()
    forms = [schema, *schema.get("$defs", {}).values()]
    return {name for one in forms for name in one.get("properties", {})}


def _decimal(value: Any) -> str:
    """Hint for a share or rate that was written in percent."""
    percent = _PERCENT.fullmatch(value) if isinstance(value, str) else None
    return f"Write it as a decimal: {float(percent[1]) / 100:g}." if percent else ""


def _check_events(text: str, source: str, refusal: type[EngineError]) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        place = f"{source}, line {event.start_mark.line + 1 if event.start_mark else 1}"
        if getattr(event, "anchor", None) or getattr(event, "tag", None):
            raise refusal(f"{place}: anchors, aliases and tags are not taken.", "Write it out.")
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise refusal(f"{place}: nested more than {MAX_DEPTH} deep.", "Is it the file?")


def _note_lines(node: yaml.Node, path: tuple[str | int, ...], document: Document) -> None:
    document.lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            _note_lines(item, (*path, index), document)
    if not isinstance(node, yaml.MappingNode):
        return
    seen: set[str] = set()
    for key, item in node.value:
        here = (*path, str(key.value))
        _note_lines(item, here, document)
        document.lines[here] = key.start_mark.line + 1
        if key.value in seen:
            raise document.error(here, f"“{key.value}” stands there twice.", "Keep one.")
        seen.add(key.value)
