"""``quotas WORKSPACE [SCENARIO]``: each quota with the steps that made it."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.cli.opening import newest
from engine.model.scenario import BASELINE_NAME, Scenario
from engine.quotas.levels import carried
from engine.quotas.words import inputs
from engine.rooms import whole
from engine.scenarios.coming.basis import prepare
from engine.scenarios.coming.redesign import redesign
from engine.scenarios.files import read_scenario
from engine.scenarios.quota_letters import UPLOAD, letters, upload_rows
from engine.scenarios.quota_plan import MEASURE, order_free, planned, quota_plan, with_design
from engine.scenarios.run import DRAWS, SEED, planned_period, simulate
from engine.store.rows_csv import rows_for_programs

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from engine.model.quota_levers import QuotaLevers
    from engine.quotas.fairness import Fairness
    from engine.quotas.shared import SharedQuota
    from engine.scenarios.quota_plan import QuotaPlan
    from engine.store.warehouse import Warehouse

DONE, LOOK = 0, 1
_CENTS = 100
_FAIRNESS = {
    "seat_spread": "seat spread",
    "potential_correlation": "with potential",
    "skill_correlation": "with skill",
    "median": "middle rep",
    "participation": "at quota",
    "fit_in_band": "fits",
    "largest_change": "largest change",
}
_PLAIN = ("seat_spread", "potential_correlation", "skill_correlation")


def add_parser(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
) -> argparse.ArgumentParser:
    """Describe the command."""
    command = commands.add_parser("quotas", help="quotas with the steps that made each")
    command.add_argument("workspace", type=Path, metavar="WORKSPACE")
    command.add_argument("scenario", type=Path, nargs="?", metavar="SCENARIO.yaml")
    command.add_argument("--draws", type=int, default=DRAWS)
    command.add_argument("--seed", type=int, default=SEED)
    command.add_argument(
        "--letters", type=Path, metavar="DIR", help="write a letter for each rep into DIR"
    )
    command.add_argument(
        "--upload", type=Path, metavar="CSV", help="write user, start date and amount of each rep"
    )
    command.add_argument("--json", action="store_true", help="print one JSON object")
    return command


def run(options: argparse.Namespace) -> int:
    """Propose quotas; status 1 where limits cannot hold together or a name is not known."""
    path = options.scenario
    scenario = Scenario(BASELINE_NAME) if path is None else read_scenario(path)
    with newest(options.workspace) as warehouse:
        period = planned_period(warehouse.snapshot, scenario)
        basis = prepare(warehouse, period, scenario.model.elasticity)
        design = redesign(warehouse, scenario.territory, basis.history)
        drawn = simulate(basis, options.draws, options.seed)
        basis, drawn = planned(basis, drawn, scenario, design)
        plan = with_design(quota_plan(basis, drawn, scenario), design)
        _write(options, warehouse, plan)
        currency = warehouse.snapshot.currency
    if options.json:
        print(json.dumps(document(plan, order_free(basis, scenario)), allow_nan=False))
    else:
        print(table(plan, currency))
    return LOOK if plan.quotas.conflicts or plan.unheard else DONE


def _write(options: argparse.Namespace, warehouse: Warehouse, plan: QuotaPlan) -> None:
    """Write letters and the upload file where they are asked for."""
    labels = plan.seats.labels
    if options.letters is not None:
        options.letters.mkdir(parents=True, exist_ok=True)
        names = [name or rep for name, rep in zip(labels["name"], labels["rep_id"], strict=True)]
        for name, text in letters(warehouse, plan, lambda n: names[n] or "").items():
            with whole(options.letters / name) as made:
                made.write_text(text, encoding="utf-8")
    if options.upload is not None:
        with whole(options.upload) as made:
            made.write_bytes(rows_for_programs(UPLOAD, upload_rows(plan)))


def document(plan: QuotaPlan, shares: Mapping[str, NDArray[np.int64]]) -> dict[str, Any]:
    """What ``--json`` prints; money to the cent, a blank is ``null``."""
    quotas, levers = plan.quotas, plan.levers
    return {
        "period": plan.period.label,
        "measure": MEASURE,
        "target": quotas.target / _CENTS,
        "target_is": _target_is(plan.levers),
        "company_target": plan.company_target,
        "over_assignment": levers.cushion,
        "moved": levers.moved,
        "basis": levers.basis if isinstance(levers.basis, str) else dict(levers.basis),
        "total": quotas.total / _CENTS,
        "quotas": _rows(plan, shares),
        "roll_ups": _roll_ups(plan),
        "shared": [_shared(one, plan) for one in plan.shared],
        "fairness": {basis: asdict(fair) for basis, fair in plan.fairness.items()},
        "unavailable": dict(plan.unavailable),
        "infeasible_because": [asdict(conflict) for conflict in quotas.conflicts],
        "unheard": list(plan.unheard),
        "notes": list(plan.notes),
    }


def _target_is(levers: QuotaLevers) -> str:
    """What ``target`` is: what quotas are scaled to, and not what the company must book."""
    if levers.target is not None:
        return "the scenario's quota.target"
    if levers.handed_out is not None:
        return f"{levers.handed_out:g} x what the patches are expected to book"
    return f"the sum of last year's quotas{f' x {1 + levers.growth:g}' if levers.growth else ''}"


def _rows(plan: QuotaPlan, shares: Mapping[str, NDArray[np.int64]]) -> list[dict[str, Any]]:
    quotas, labels = plan.quotas, plan.seats.labels
    previous = quotas.stages[0].cents
    return [
        {
            "rep_id": labels["rep_id"][n],
            "territory_id": labels["territory_id"][n],
            "amount": int(quotas.amount[n]) / _CENTS,
            "previous": float(previous[n]) / _CENTS,
            "stages": [
                {"step": stage.step, "amount": int(stage.cents[n]) / _CENTS, "input": words}
                for stage, words in zip(quotas.stages, inputs(quotas, n), strict=True)
            ],
            "order_free": {name: int(cents[n]) / _CENTS for name, cents in shares.items()},
            "flags": list(plan.flags[n]),
        }
        for n in range(len(quotas.amount))
        if quotas.amount[n] or plan.seats.carries[n]
    ]


def _roll_ups(plan: QuotaPlan) -> list[dict[str, Any]]:
    """Sums of each manager's team; shown, and in no sum."""
    managers = plan.seats.managers
    if managers is None:
        return []
    sums, before = managers.sums(plan.quotas.amount), managers.sums(plan.quotas.stages[0].cents)
    own = carried(managers, plan.quotas.amount, plan.levers.over_assignment_by_level)
    first = managers.n_seats
    return [
        {
            "manager_id": name,
            "reports_to": None
            if (above := int(managers.above[node])) < first
            else managers.ids[above - first],
            "amount": int(sums[node]) / _CENTS,
            "carries": int(own[node - first]) / _CENTS,
            "previous": int(before[node]) / _CENTS,
        }
        for node, name in enumerate(managers.ids, first)
    ]


def _shared(one: SharedQuota, plan: QuotaPlan) -> dict[str, Any]:
    overlay = one.overlay
    return {
        "rep_id": overlay.rep_id,
        "role": overlay.role,
        "amount": one.amount / _CENTS,
        "previous": overlay.previous / _CENTS,
        "covers": [plan.seats.labels["territory_id"][row] for row in overlay.rows],
        "input": one.sentence,
    }


def table(plan: QuotaPlan, currency: str) -> str:
    """What a person reads: each quota, how fair each basis is, then what to know."""
    quotas = plan.quotas
    head = f"{plan.period}, {MEASURE}: {_money(quotas.total)} {currency}".rstrip()
    asked = f"{_money(quotas.target)} before over-assignment ({_target_is(plan.levers)})"
    must = (
        "" if plan.company_target is None else f"; the company must book {plan.company_target:,.2f}"
    )
    lines = [f"{head}, {asked}{must}", ""]
    rows = [("patch", "rep", "last year", "quota", "change", "")]
    for row in _rows(plan, {}):
        change = row["amount"] / row["previous"] - 1 if row["previous"] else None
        numbers = (f"{row['previous']:,.2f}", f"{row['amount']:,.2f}", _percent(change, "+.1f"))
        who = (row["territory_id"], row["rep_id"] or "vacant")
        rows.append((*who, *numbers, ", ".join(row["flags"])))
    lines += [*_aligned(rows, left=(0, 1, 5)), ""]
    titles = [("basis", *_FAIRNESS.values())]
    lines += _aligned([*titles, *(_fair(name, fair) for name, fair in plan.fairness.items())], (0,))
    conflicts = [f"Infeasible: {conflict.sentence}" for conflict in quotas.conflicts]
    conflicts += [f"Left out: {sentence}" for sentence in plan.unheard]
    missing = [f"Not available, {name}: {why}" for name, why in plan.unavailable.items()]
    notes = [f"Note: {note}" for note in plan.notes]
    return "\n".join([*lines, "", *conflicts, *missing, *notes]).rstrip()


def _fair(name: str, fair: Fairness) -> tuple[str, ...]:
    values = asdict(fair)
    return (
        name,
        *(
            ("-" if values[key] is None else f"{values[key]:.2f}")
            if key in _PLAIN
            else _percent(values[key], ".0f")
            for key in _FAIRNESS
        ),
    )


def _percent(share: float | None, spec: str) -> str:
    return "-" if share is None else f"{100 * share:{spec}} %"


def _money(cents: float) -> str:
    return f"{cents / _CENTS:,.2f}"


def _aligned(rows: Sequence[Sequence[str]], left: Sequence[int]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            f"{cell:{'<' if n in left else '>'}{width}}"
            for n, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
