"""Reading the two tables of a territory problem, writing designs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
from pyarrow import csv

from engine.errors import FileError
from engine.rooms import whole
from engine.settings import refuse_large
from engine.territories.tables import Inputs

if TYPE_CHECKING:
    from pathlib import Path

    from engine.territories.build import Stated
    from engine.territories.outcome import Design


def read_inputs(accounts: Path, seats: Path, distances: Path | None = None) -> Inputs:
    """
    Read the files as text.

    Raises
    ------
    FileError
        If a file is not there or is no table.
    """
    given = None if distances is None else _read(distances)
    return Inputs(_read(accounts), _read(seats), given)


def _read(path: Path) -> pa.Table:
    refuse_large(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise FileError(f"{path} cannot be read.", "Check the name and try again.") from error
    try:
        head = csv.read_csv(pa.BufferReader(data), read_options=csv.ReadOptions(block_size=1 << 26))
        as_text = csv.ConvertOptions(
            column_types=dict.fromkeys(head.column_names, pa.string()),
            strings_can_be_null=False,
        )
        table = csv.read_csv(
            pa.BufferReader(data),
            read_options=csv.ReadOptions(block_size=1 << 26),
            convert_options=as_text,
        )
    except (pa.ArrowInvalid, pa.ArrowKeyError, UnicodeDecodeError) as error:
        raise FileError(
            f"{path} is not a table of comma-separated values.", "Save it as CSV in UTF-8."
        ) from error
    return table.rename_columns([name.strip().lower() for name in table.column_names])


def write_design(path: Path, stated: Stated, design: Design) -> None:
    """Every account with its seat, as a file that a CRM takes."""
    if design.seat_of_account is None:
        return
    names = stated.problem.seat_ids
    seats = [names[seat] for seat in stated.of_accounts(design.seat_of_account)]
    table = pa.table({"account_id": list(stated.accounts.account_ids), "seat": seats})
    with whole(path) as made:
        csv.write_csv(table, made)
