"""The rep-period table: one row for each seller, with quota and results of the period."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from engine.store.carried import CARRIED
from engine.store.holding import HOLDING
from engine.store.ledger import ledger
from engine.store.seller import SELLER, SELLER_ROLES
from engine.store.span import span, whole

if TYPE_CHECKING:
    from engine.model.period import Period
    from engine.store.warehouse import Warehouse

SCHEMA = pa.schema(
    [
        ("rep_id", pa.string()),
        ("name", pa.string()),
        ("role", pa.string()),
        ("segment", pa.string()),
        ("region", pa.string()),
        ("manager_id", pa.string()),
        ("territory_id", pa.string()),  # seat held on most days of the period
        ("hire_date", pa.date32()),
        ("leave_date", pa.date32()),
        ("tenure_months", pa.float64()),  # at the period's end, as_of or the leave date
        ("base_pay", pa.float64()),  # a year
        ("target_incentive", pa.float64()),  # a year
        ("plan", pa.string()),
        ("quota", pa.float64()),  # own number, counted by days; null without one
        ("team_quota", pa.float64()),  # roll-up, never added
        ("credited", pa.float64()),  # quota credit, overlay left out
        ("credited_overlay", pa.float64()),
        ("booked", pa.float64()),  # booking ledger
        ("deals", pa.int64()),  # won deals credited
        ("active_days", pa.int64()),  # days of the period that the person was employed
        ("is_prorated", pa.bool_()),  # a quota row outlasts the stay or the span
    ]
)

_IN_A_QUOTA_PERIOD = """
NOT EXISTS (FROM carried) OR EXISTS (
    FROM (SELECT DISTINCT period_start, period_end FROM carried) AS p
    WHERE l.close_date BETWEEN p.period_start AND p.period_end
)
"""

_SQL = """
, result AS (
    SELECT rep_id, ROUND(SUM(booked), 4) AS booked, COUNT(*) AS deals,
           ROUND(SUM(credited) FILTER (is_measured), 4) AS credited,
           ROUND(SUM(overlay) FILTER (is_measured), 4) AS overlay
    FROM (SELECT *, {is_measured} AS is_measured FROM ledger AS l)
    GROUP BY rep_id
), person AS (
    SELECT s.rep_id, r.* EXCLUDE (rep_id),
           COALESCE(r.hire_date, DATE '0001-01-01') AS joined,
           COALESCE(r.leave_date, DATE '9999-12-31') AS gone
    FROM seller AS s
    LEFT JOIN rep AS r USING (rep_id)
), quota_day AS (
    SELECT q.rep_id, q.amount, q.days, q.is_rollup,
           GREATEST(q.period_start, p.joined, $first) AS begins,
           LEAST(q.period_end, p.gone, $last) AS ends
    FROM carried AS q
    JOIN person AS p USING (rep_id)
    UNION ALL
    SELECT h.rep_id, q.amount, q.days, q.is_rollup,
           GREATEST(q.period_start, h.start_date, p.joined, $first),
           LEAST(q.period_end, h.end_date, p.gone, $last)
    FROM carried AS q
    JOIN holding AS h USING (territory_id)
    JOIN person AS p ON p.rep_id = h.rep_id
    WHERE q.rep_id IS NULL
), quota_sum AS (
    SELECT rep_id,
           SUM(amount * counted / days) FILTER (NOT is_rollup) AS quota,
           SUM(amount * counted / days) FILTER (is_rollup) AS team_quota,
           BOOL_OR(counted < days) FILTER (NOT is_rollup) AS is_prorated
    FROM (SELECT *, DATE_DIFF('day', begins, ends) + 1 AS counted FROM quota_day)
    WHERE counted > 0
    GROUP BY rep_id
), seat_held AS (
    SELECT h.rep_id, h.territory_id,
           SUM(DATE_DIFF('day', GREATEST(h.start_date, $first), LEAST(h.end_date, $last)) + 1)
               AS days,
           MAX(h.start_date) AS since
    FROM holding AS h
    WHERE h.start_date <= $last AND h.end_date >= $first AND h.start_date <= h.end_date
    GROUP BY h.rep_id, h.territory_id
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY h.rep_id ORDER BY days DESC, since DESC, h.territory_id
    ) = 1
), account_kind AS (
    SELECT territory_id, MODE(segment) AS segment FROM account
    WHERE territory_id IS NOT NULL GROUP BY territory_id
)
SELECT p.rep_id, COALESCE(p.name, p.rep_id) AS name, p.role,
       COALESCE(p.segment, t.segment, k.segment) AS segment,
       COALESCE(p.region, t.region) AS region, p.manager_id, h.territory_id,
       p.hire_date, p.leave_date,
       DATE_DIFF('day', p.hire_date, LEAST($last, $as_of, p.gone)) / 30.4375 AS tenure_months,
       CASE WHEN own_currency THEN p.base_pay END AS base_pay,
       CASE WHEN own_currency THEN p.target_incentive END AS target_incentive,
       p.plan, q.quota, q.team_quota,
       COALESCE(d.credited, 0) AS credited, COALESCE(d.overlay, 0) AS credited_overlay,
       COALESCE(d.booked, 0) AS booked, COALESCE(d.deals, 0) AS deals,
       GREATEST(0, DATE_DIFF('day', GREATEST(p.joined, $first), LEAST(p.gone, $last)) + 1)
           AS active_days,
       COALESCE(q.is_prorated, FALSE) AS is_prorated
FROM (
    SELECT *, pay_currency IS NULL OR $currency = '' OR pay_currency = $currency AS own_currency
    FROM person
) AS p
LEFT JOIN quota_sum AS q USING (rep_id)
LEFT JOIN result AS d ON d.rep_id = p.rep_id
LEFT JOIN seat_held AS h ON h.rep_id = p.rep_id
LEFT JOIN territory AS t ON t.territory_id = h.territory_id
LEFT JOIN account_kind AS k ON k.territory_id = h.territory_id
WHERE (p.joined <= $last AND p.gone >= $first) OR d.rep_id IS NOT NULL
ORDER BY p.rep_id
"""


def rep_period(warehouse: Warehouse, period: Period) -> pa.Table:
    """
    Quota, credit and bookings of every seller who was there, or has a deal, in the period.

    A loaded quota row counts whole; where its period outlasts the person's stay or the span
    asked for, it counts by days. A patch's quota goes to whoever held it, by days.

    Parameters
    ----------
    warehouse : Warehouse
        The snapshot.
    period : Period
        Span of days; labelled ``all``, only quota periods in which a deal closed count, and
        credit only on their days.

    Returns
    -------
    pyarrow.Table
        ``SCHEMA``, ordered by ``rep_id``; money in the snapshot's currency.
    """
    snapshot = warehouse.snapshot
    everything = whole(period)
    table = warehouse.query(
        f"WITH {ledger(snapshot)}, {HOLDING}, {CARRIED}, {SELLER}"
        + _SQL.format(is_measured=_IN_A_QUOTA_PERIOD if everything else "TRUE"),
        **span(period),
        whole=everything,
        as_of=snapshot.as_of,
        currency=snapshot.currency,
        roles=list(SELLER_ROLES),
    )
    return table.cast(SCHEMA)
