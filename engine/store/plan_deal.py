"""A snapshot's won deals as a plan reads them: a row for each credit that was recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.model.field import Kind
from engine.model.tables import OPPORTUNITY
from engine.store.duck import identifier

if TYPE_CHECKING:
    from engine.model.snapshot import Snapshot
    from engine.store.condition import ColumnKind

_KINDS: dict[Kind, ColumnKind] = {
    Kind.ID: "text",
    Kind.TEXT: "text",
    Kind.DATE: "date",
    Kind.FLAG: "flag",
}
_OWN = ("amount", "close_date", "margin")
"""Columns that are written out below rather than taken over."""
_MOVES: dict[str, ColumnKind] = {"prior_owner": "text", "move_date": "blank"}
"""Columns of a plan's transition rules, which no extract carries yet."""


def plan_deals(snapshot: Snapshot) -> str:
    """
    Query of the deals, as :class:`engine.store.plan_credit.PlanCredit` takes it.

    ``role`` is the kind of the recorded credit and ``share`` its share; a deal without direct
    credit belongs to its owner alone. Margin is the deal's own, else its product's. Needs
    ``$first``, ``$last`` and ``$currency``.
    """
    taken = ", ".join(
        f"o.{identifier(field.name)}" for field in OPPORTUNITY.fields if field.name not in _OWN
    )
    has_margin = snapshot.has("product", "margin")
    margin = "COALESCE(o.margin, p.margin)" if has_margin else "o.margin"
    product = _PRODUCT if has_margin else ""
    return f"""
        SELECT o.opportunity_id AS deal_id, c.rep_id, o.close_date,
               CAST(o.amount AS DOUBLE) AS amount, CAST(c.share AS DOUBLE) AS share, c.role,
               {margin} AS margin, CAST(o.amount AS DOUBLE) * {margin} AS gross_margin, {taken},
               CAST(NULL AS VARCHAR) AS prior_owner, CAST(NULL AS DATE) AS move_date,
               r.role AS person_role, r.manager_id
        FROM opportunity AS o
        JOIN ({_CREDITS if snapshot.has("credit") else _OWNERS}) AS c USING (opportunity_id)
        LEFT JOIN rep AS r ON r.rep_id = c.rep_id
        {product}
        WHERE o.is_won AND o.close_date BETWEEN $first AND $last AND o.amount IS NOT NULL
          AND (o.currency IS NULL OR $currency = '' OR o.currency = $currency)
    """


def plan_columns(snapshot: Snapshot) -> dict[str, ColumnKind]:
    """What each column of :func:`plan_deals` holds; ``blank`` where nothing was loaded."""
    filled = snapshot.filled.get("opportunity", frozenset())
    kinds: dict[str, ColumnKind] = {
        field.name: _KINDS.get(field.kind, "number") if field.name in filled else "blank"
        for field in OPPORTUNITY.fields
    }
    known = "margin" in filled or snapshot.has("product", "margin")
    margin: ColumnKind = "number" if known else "blank"
    kinds |= {"margin": margin, "gross_margin": margin, "amount": "number", "share": "number"}
    kinds |= {"deal_id": "text", "rep_id": "text", "role": "text", "person_role": "text"}
    return kinds | {"manager_id": "text"} | _MOVES


_PRODUCT = """
LEFT JOIN (
    SELECT name AS product, ANY_VALUE(margin) AS margin FROM product GROUP BY name
    UNION ALL
    SELECT product_id, ANY_VALUE(margin) FROM product
    WHERE product_id NOT IN (SELECT name FROM product WHERE name IS NOT NULL) GROUP BY product_id
) AS p ON p.product = o.product
"""

_OWNERS = """
SELECT opportunity_id, owner_id AS rep_id, 'direct' AS role, 1.0 AS share
FROM opportunity WHERE owner_id IS NOT NULL
"""

_CREDITS = """
SELECT opportunity_id, rep_id, COALESCE(role, 'direct') AS role, share FROM credit
UNION ALL
SELECT opportunity_id, owner_id, 'direct', 1.0 FROM opportunity AS d
WHERE owner_id IS NOT NULL AND NOT EXISTS (
    FROM credit AS k
    WHERE k.opportunity_id = d.opportunity_id AND COALESCE(k.role, 'direct') = 'direct'
)
"""
