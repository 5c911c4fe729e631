"""Accounts with a reason to stay: a deal at some stage, or a seller who is new to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from engine.store.holding import HOLDER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.store.warehouse import Warehouse

_OPEN = """
open_deal AS (
    SELECT opportunity_id, account_id, TRIM(stage) AS stage, probability
    FROM opportunity
    WHERE NOT COALESCE(is_closed, FALSE) AND NOT COALESCE(is_won, FALSE) AND TRIM(stage) <> ''
)
"""

_BY_PROBABILITY = "place AS (SELECT stage, AVG(probability) AS n FROM open_deal GROUP BY stage)"

_BY_HISTORY = """
entered AS (
    SELECT TRIM(stage) AS stage, ROW_NUMBER() OVER (
        PARTITION BY opportunity_id ORDER BY MIN(entered_at), TRIM(stage)
    ) AS n
    FROM stage_change GROUP BY opportunity_id, TRIM(stage)
), place AS (SELECT stage, AVG(n) AS n FROM entered GROUP BY stage)
"""

_NO_ORDER = "place AS (SELECT '' AS stage, 0.0 AS n WHERE FALSE)"

_NEW_SELLER = """
, earlier AS (
    SELECT h.territory_id, MAX(o.start_date) AS start_date
    FROM holder AS h JOIN holding AS o USING (territory_id)
    WHERE o.rep_id <> h.rep_id AND o.start_date < h.start_date
    GROUP BY h.territory_id
), changed AS (
    SELECT territory_id, MIN(mine.start_date) AS day
    FROM holder AS h
    JOIN earlier AS e USING (territory_id)
    JOIN holding AS mine USING (territory_id, rep_id)
    WHERE mine.start_date > e.start_date
    GROUP BY territory_id
)
SELECT a.account_id
FROM account AS a
LEFT JOIN owner_seat AS o ON o.rep_id = a.owner_id
JOIN changed AS c ON c.territory_id = COALESCE(a.territory_id, o.territory_id)
WHERE c.day > $since
ORDER BY a.account_id
"""


@dataclass(frozen=True, slots=True)
class OpenStages:
    """Stages of open deals."""

    names: tuple[str, ...]
    """From the first to the last where the order is known, else by name."""
    ordered: bool


def open_stages(warehouse: Warehouse) -> OpenStages:
    """Stages of open deals, by mean recorded chance, else by the order deals enter them."""
    by_chance = warehouse.snapshot.has("opportunity", "probability")
    by_history = warehouse.snapshot.has("stage_change")
    order = _BY_PROBABILITY if by_chance else _BY_HISTORY if by_history else _NO_ORDER
    found = warehouse.query(
        f"WITH {_OPEN}, {order} SELECT stage, ANY_VALUE(p.n) AS place FROM open_deal "
        "LEFT JOIN place AS p USING (stage) GROUP BY stage ORDER BY place NULLS LAST, stage"
    )
    ordered = bool(found.num_rows) and not found["place"].null_count
    return OpenStages(tuple(found["stage"].to_pylist()), ordered)


def accounts_with_stage(warehouse: Warehouse, stages: Sequence[str]) -> list[str]:
    """Accounts that have an open deal at one of some stages."""
    found = warehouse.query(
        f"WITH {_OPEN} SELECT DISTINCT account_id FROM open_deal "
        "WHERE stage IN (SELECT UNNEST($stages)) AND account_id IS NOT NULL ORDER BY 1",
        stages=list(stages),
    )
    names: list[str] = found["account_id"].to_pylist()
    return names


def accounts_with_new_seller(warehouse: Warehouse, days: int) -> list[str]:
    """Accounts whose patch passed from one holder to another within some days."""
    day = warehouse.snapshot.as_of
    found = warehouse.query(
        f"WITH {HOLDER} {_NEW_SELLER}", day=day, since=day - timedelta(days=days)
    )
    names: list[str] = found["account_id"].to_pylist()
    return names
