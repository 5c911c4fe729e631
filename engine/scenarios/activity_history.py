"""Activities of the people of a history, quarter by quarter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.scenarios.columns import numbers, texts
from engine.store.activity_quarter import activity_quarters

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.scenarios.history import History
    from engine.store.warehouse import Warehouse


def activity_history(warehouse: Warehouse, history: History) -> dict[str, NDArray[np.float64]]:
    """Number of activities by kind, each of shape (n_reps, n_quarters)."""
    table = activity_quarters(warehouse, history.quarters)
    place = {rep: n for n, rep in enumerate(history.rep_ids)}
    rep = np.array([place.get(name or "", -1) for name in texts(table, "rep_id")], dtype=np.int64)
    quarter, number = numbers(table, "quarter").astype(np.int64), numbers(table, "count")
    kinds = np.array(texts(table, "kind"), dtype=object)
    out = {}
    for kind in sorted({str(kind) for kind in kinds[rep >= 0].tolist()}):
        here = (kinds == kind) & (rep >= 0)
        out[kind] = np.zeros((len(history.rep_ids), len(history.quarters)))
        np.add.at(out[kind], (rep[here], quarter[here]), number[here])
    return out
