"""The frontier as tables: its points, its seats, its moves, and where accounts lie."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from engine.territories.answer import distance, spreads
from engine.territories.enclaves import own_neighbours
from engine.territories.explanation import account_reasons
from engine.territories.fixed_point import ONE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from engine.territories.build import Stated
    from engine.territories.frontier import Point
    from engine.territories.problem import Problem
    from engine.territories.snapshot import Ground


def frontier_tables(found: Ground, stated: Stated, points: Sequence[Point]) -> dict[str, pa.Table]:
    """
    Everything that a page shows of a frontier.

    Returns
    -------
    dict of pyarrow.Table
        ``points`` one row a point; ``seats`` one row a point, seat and measure; ``moves`` one
        row a point and account that changes seat; ``accounts`` one row an account, with a
        column ``seat_<n>`` for its seat at point n, and ``group``, whose seats ``groups``
        lists; ``candidates`` and the prices of each point are where a search may start again.
    """
    return {
        "points": pa.Table.from_pylist(
            [_point(found, stated, n, point) for n, point in enumerate(points)]
        ),
        "seats": _seats(stated, points),
        "moves": _moves(found, stated, points),
        "accounts": _accounts(found, stated, points),
        "groups": _groups(stated),
        "candidates": _candidates(points),
    }


def _point(found: Ground, stated: Stated, n: int, point: Point) -> dict[str, object]:
    problem, design = stated.problem, point.design
    evaluation, chosen = design.evaluation, design.seat_of_account
    assert evaluation is not None
    assert chosen is not None
    measure, spread = problem.measures[0], spreads(stated, chosen)
    each, single = stated.accounts, stated.of_accounts(chosen)
    placed = _placed(found, each)
    touched = each.is_move(np.arange(each.n_accounts), single) | placed
    deals = found.accounts["open_deals"].to_numpy()[touched]
    amount = found.accounts["open_amount"].to_numpy()[touched]
    return {
        "point": n,
        "limit": point.limit,
        "moves": evaluation.moves,
        "moved_share": evaluation.moved_potential / max(1, each.total_potential),
        "placed": int(placed.sum()),
        "placed_share": int(each.potential[placed].sum()) / max(1, each.total_potential),
        "objective": evaluation.objective / ONE,
        "bound": point.bound / ONE,
        "gap": point.gap,
        "price_of_a_move": point.price_of_a_move,
        "prices": design.warm.point.tolist(),
        "cv_before": spread["balance_cv"][measure.name].before,
        "cv_after": spread["balance_cv"][measure.name].after,
        "deviation_before": spread["max_deviation"][measure.name].before,
        "deviation_after": spread["max_deviation"][measure.name].after,
        "seats_in_band": float(
            np.mean((evaluation.loads[0] >= measure.low) & (evaluation.loads[0] <= measure.high))
        ),
        "distance_before": distance(stated, chosen).before,
        "distance_after": distance(stated, chosen).after,
        "open_deals": int(deals.sum()),
        "open_amount": float(amount.sum()),
        "own_neighbours": own_neighbours(each, single),
    }


def _placed(found: Ground, each: Problem) -> NDArray[np.bool_]:
    """Accounts of patches that go: they get another one, and no limit counts them as moves."""
    today = found.accounts["seat"].to_pylist()
    held: NDArray[np.bool_] = np.array([name is not None for name in today])
    return held & ~each.owned


def _seats(stated: Stated, points: Sequence[Point]) -> pa.Table:
    problem, parts = stated.accounts, []
    held = problem.owned
    for n, point in enumerate(points):
        assert point.design.evaluation is not None
        for measure, after in zip(problem.measures, point.design.evaluation.loads, strict=True):
            before = np.bincount(problem.owner[held], measure.weight[held], problem.n_seats)
            parts.append(
                pa.table(
                    {
                        "point": np.full(problem.n_seats, n),
                        "seat": list(problem.seat_ids),
                        "measure": [measure.name] * problem.n_seats,
                        "target": measure.target / ONE,
                        "before": before / ONE,
                        "after": after / ONE,
                    }
                )
            )
    return pa.concat_tables(parts)


_MOVES = pa.schema(
    [
        ("point", pa.int64()),
        ("account_id", pa.string()),
        ("name", pa.string()),
        ("from", pa.string()),
        ("to", pa.string()),
        ("potential", pa.float64()),
        ("open_deals", pa.int64()),
        ("why", pa.string()),
        ("runner_up", pa.string()),
        ("runner_up_costs", pa.float64()),
    ]
)


def _moves(found: Ground, stated: Stated, points: Sequence[Point]) -> pa.Table:
    problem, rows = stated.accounts, []
    names = found.accounts["name"].to_pylist()
    deals = found.accounts["open_deals"].to_pylist()
    before = found.accounts["seat"].to_pylist()  # of accounts whose seat goes, too
    seats = [*problem.seat_ids, None]
    for n, point in enumerate(points):
        design = point.design.seat_of_account
        assert design is not None
        chosen = stated.of_accounts(design)
        for reason in account_reasons(stated, point.design.warm.columns, design):
            at = reason.account
            second = -1 if reason.runner_up is None else reason.runner_up
            rows.append(
                {
                    "point": n,
                    "account_id": problem.account_ids[at],
                    "name": names[at],
                    "from": seats[problem.owner[at]] or before[at],
                    "to": seats[chosen[at]],
                    "potential": float(problem.potential[at]) / ONE,
                    "open_deals": deals[at],
                    "why": reason.why,
                    "runner_up": seats[second],
                    "runner_up_costs": reason.runner_up_costs,
                }
            )
    return pa.Table.from_pylist(rows, schema=_MOVES)


def _accounts(found: Ground, stated: Stated, points: Sequence[Point]) -> pa.Table:
    problem, keep = stated.problem, ("account_id", "latitude", "longitude", "segment", "region")
    table = found.accounts.select([*keep, "industry", "potential", "current_revenue"])
    table = table.append_column("name", found.accounts["name"])
    table = table.append_column("locked", pa.array(problem.locked[stated.unit]))
    table = table.append_column("group", pa.array(problem.group[stated.unit], pa.int32()))
    table = table.append_column("seat", pa.array(stated.accounts.owner, pa.int32()))
    for n, point in enumerate(points):
        design = point.design.seat_of_account
        assert design is not None
        chosen = stated.of_accounts(design)
        table = table.append_column(f"seat_{n}", pa.array(chosen, pa.int32()))
    return table


def _groups(stated: Stated) -> pa.Table:
    """Seats that each group of accounts may have."""
    seats = [np.flatnonzero(may).tolist() for may in stated.problem.allowed]
    return pa.table({"seats": pa.array(seats, pa.list_(pa.int32()))})


def _candidates(points: Sequence[Point]) -> pa.Table:
    """The pairs that the point solved last looked at, which holds those of the others."""
    columns = points[0].design.warm.columns
    return pa.table(
        {
            "account": pa.array(columns.account, pa.int32()),
            "seat": pa.array(columns.seat, pa.int32()),
        }
    )
