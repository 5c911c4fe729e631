"""The plan of a scenario file: named, or written out so that the file replays anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.errors import LeverError, PlanError
from engine.incentives.library import DATA
from engine.incentives.read import read_plan
from engine.model.document import MAX_CHARACTERS
from engine.model.scenario import PlanText

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from engine.model.document import Document

_PLACE = ("incentive", "plan")


def plan_of(given: str, folder: Path | None, document: Document) -> PlanText:
    """
    Plan that a scenario file names or carries.

    Parameters
    ----------
    given : str
        Name of a file, or a plan's text: what has several lines, or begins with a brace.
    folder : Path, optional
        Where a name is looked up before ``data/``.
    document : Document
        The scenario file, for the line of what is refused.

    Raises
    ------
    LeverError
        If no file of that name is there, or the text is no plan.
    """
    if "\n" not in given and not given.lstrip().startswith("{"):
        return _named(given, folder, document)
    try:
        return PlanText(read_plan(given, "The plan in it").name, given)
    except PlanError as error:
        raise document.error(_PLACE, error.message, error.hint) from error


def plan_as_written(plan: PlanText) -> str:
    """Name of a plan that comes with the product under the same text, else the text itself."""
    path = _file_in(DATA, plan.name)
    is_shipped = path is not None and read_text(path) == plan.text
    return plan.name if is_shipped else plan.text


def read_text(path: Path) -> str:
    """
    Text of a scenario or plan file, no more of it than such a file may hold.

    Raises
    ------
    LeverError
        If it cannot be read.
    """
    try:
        with path.open(encoding="utf-8") as file:
            return file.read(MAX_CHARACTERS + 1)
    except FileNotFoundError as error:
        raise LeverError(f"{path.name} is not there.", "Name a scenario or plan file.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise LeverError(
            f"{path.name} cannot be read.", "Name a scenario or plan file in UTF-8."
        ) from error


def _named(name: str, folder: Path | None, document: Document) -> PlanText:
    for place in _places(folder):
        path = _file_in(place, name)
        if path is not None:
            return PlanText(name, read_text(path))
    raise document.error(
        _PLACE,
        f"the plan {name} is not there.",
        "Put it beside the scenario file, name one in data/, or write it out under plan: |.",
    )


def _file_in(folder: Path, name: str) -> Path | None:
    """File of that name inside a folder; ``None`` also where no file can be called so."""
    try:
        path = (folder / name).resolve()
        return path if path.is_relative_to(folder.resolve()) and path.is_file() else None
    except (OSError, ValueError):  # longer than a file's name can be, or with a null in it
        return None


def _places(folder: Path | None) -> Sequence[Path]:
    return (DATA,) if folder is None else (folder, DATA)
