"""Orders whose lines come in a file of their own, and orders without a seller."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.ingest.loading.sql import identifier

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.ingest.loading.part import Part
    from engine.ingest.loading.tally import Tallies
    from engine.store.staging import Staging


def join_lines(
    staging: Staging, heads: Sequence[Part], lines: Sequence[Part], tallies: Tallies
) -> int:
    """Give orders the amounts of their lines from other files; how many lines have no order."""
    orphans = 0
    union = " UNION ALL BY NAME ".join(f"SELECT * FROM {identifier(p.name)}" for p in lines)
    staging.create(
        "order_line",
        f"""
        SELECT opportunity_id, sum(amount) AS amount, arg_max(product, amount) AS product,
               sum(margin * amount) / NULLIF(sum(amount) FILTER (margin IS NOT NULL), 0) AS margin
        FROM ({union}) GROUP BY opportunity_id
        """,
    )
    for head in heads:
        staging.execute(
            f"UPDATE {identifier(head.name)} AS o SET amount = COALESCE(o.amount, l.amount), "
            "product = COALESCE(o.product, l.product), margin = COALESCE(o.margin, l.margin) "
            "FROM order_line AS l WHERE l.opportunity_id = o.opportunity_id"
        )
    known = " UNION ALL ".join(f"SELECT opportunity_id FROM {identifier(p.name)}" for p in heads)
    for part in lines:
        left = f"opportunity_id NOT IN ({known})"
        name = identifier(part.name)
        found = staging.query(f"SELECT count(*) AS n FROM {name} WHERE {left}")["n"][0].as_py()
        if found:
            tallies.leave_out({part.number: found}, "line without its order")
            orphans += found
    staging.execute("DROP TABLE order_line")
    return orphans


def count_unpriced(staging: Staging, heads: Sequence[Part]) -> int:
    """Orders that lines should have priced and did not."""
    return sum(
        int(
            staging.query(
                f"SELECT count(*) AS n FROM {identifier(head.name)} WHERE amount IS NULL"
            )["n"][0].as_py()
        )
        for head in heads
        if not head.deal.has_amount
    )


def leave_out_cancelled(
    staging: Staging, head: Part, lines: Sequence[Part], tallies: Tallies
) -> int:
    """Leave out cancelled orders and their lines; how many orders."""
    name = identifier(head.name)
    orders = staging.query(f"SELECT count(*) AS n FROM {name} WHERE _cancelled")["n"][0].as_py()
    if not orders:
        return 0
    gone = f"opportunity_id IN (SELECT opportunity_id FROM {name} WHERE _cancelled)"
    for part in lines:
        _leave_out(staging, part, gone, tallies)
    _leave_out(staging, head, "_cancelled", tallies)
    return int(orders)


def credit_account_owners(staging: Staging, numbers: Sequence[int]) -> int:
    """Credit orders of files without a seller to the owner of their account; how many."""
    if not numbers:
        return 0
    files = ", ".join(str(number) for number in numbers)
    unsold = (
        "a.account_id = o.account_id AND a.owner_id IS NOT NULL AND o.owner_id IS NULL "
        f"AND o._file IN ({files})"
    )
    counted = staging.query(
        f"SELECT count(*) AS n FROM opportunity AS o, account AS a WHERE {unsold}"
    )
    if count := int(counted["n"][0].as_py()):
        staging.execute(
            f"UPDATE opportunity AS o SET owner_id = a.owner_id FROM account AS a WHERE {unsold}"
        )
    return count


def _leave_out(staging: Staging, part: Part, condition: str, tallies: Tallies) -> None:
    name = identifier(part.name)
    rows = staging.query(f"SELECT count(*) AS n FROM {name} WHERE {condition}")["n"][0].as_py()
    if rows:
        staging.execute(f"DELETE FROM {name} WHERE {condition}")
        tallies.leave_out({part.number: rows}, "cancelled")
