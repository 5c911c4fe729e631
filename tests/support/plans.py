"""Plans and results for tests: written to files and paid through the command line."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any

import yaml

from engine.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    Rows = Sequence[Mapping[str, Any]]


class _WithoutAliases(yaml.SafeDumper):
    """Writes a value out each time that it stands there."""

    def ignore_aliases(self, data: Any) -> bool:
        """Never refer back."""
        return True


def component(curve: Mapping[str, Any], **rest: Any) -> dict[str, Any]:
    """A component on the attainment of ``sales``, unless ``input`` says otherwise."""
    return {"id": "pay", "input": {"attainment": "sales"}, "curve": dict(curve), **rest}


def plan_text(*components: Mapping[str, Any], **rest: Any) -> str:
    """Text of a plan that measures ``sales`` as a sum of amounts."""
    plan = {
        "schema": "plan/1",
        "plan": "test",
        "measures": {"sales": {"sum": "amount"}, **rest.pop("measures", {})},
        "components": [dict(c) for c in components],
        **rest,
    }
    return yaml.dump(plan, Dumper=_WithoutAliases, sort_keys=False)


def write_rows(path: Path, rows: Rows) -> Path:
    """Write dictionaries of equal keys as CSV."""
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def sold(*actual: float, quota: float | None = None, period: str = "FY2026") -> Rows:
    """Results of one person for each amount, R1, R2, ..., in one period."""
    return [
        {"rep_id": f"R{n + 1}", "period": period, "measure": "sales", "actual": a, "quota": quota}
        for n, a in enumerate(actual)
    ]


def closed(*amounts: float, **columns: Sequence[Any]) -> Rows:
    """Deals of R1, one a day from 1 January 2026, with further columns."""
    return [
        {
            "deal_id": f"D{n + 1}",
            "rep_id": "R1",
            "close_date": f"2026-01-{n + 1:02d}",
            "amount": amount,
            **{name: values[n] for name, values in columns.items()},
        }
        for n, amount in enumerate(amounts)
    ]


def paid(folder: Path, capsys: Any, plan: str, *options: str, **tables: Rows) -> dict[str, Any]:
    """What ``pay --json`` answers for a plan and tables named results, deals, quotas, people."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "plan.yaml").write_text(plan, encoding="utf-8")
    words = [str(folder / "plan.yaml"), *options]
    for name, rows in tables.items():
        words += [f"--{name}", str(write_rows(folder / f"{name}.csv", rows))]
    capsys.readouterr()
    status = main(["pay", *words, "--json"])
    told = capsys.readouterr()
    assert status == 0, told.err
    answer: dict[str, Any] = json.loads(told.out)
    check_sums(answer)
    return answer


def check_sums(answer: Mapping[str, Any]) -> None:
    """Every trace sums to its payout, and payouts and adjustments to totals, to the cent."""
    earned: dict[tuple[str, str], float] = {}
    for row in answer["payouts"]:
        assert round(sum(line["pays"] for line in row["trace"]), 6) == row["payout"]
        key = row["rep_id"], row["period"]
        earned[key] = earned.get(key, 0.0) + row["payout"]
    for row in answer["totals"]:
        key = row["rep_id"], row["period"]
        assert round(earned.get(key, 0.0), 6) == row["earned"]
        assert round(row["earned"] + sum(row["adjustments"].values()), 6) == row["paid"]


def payouts(answer: Mapping[str, Any]) -> list[float]:
    """Payouts in the order in which they are told."""
    return [row["payout"] for row in answer["payouts"]]


def pays(row: Mapping[str, Any]) -> list[float]:
    """What each line of a trace pays that pays anything."""
    return [line["pays"] for line in row["trace"] if line["pays"]]
