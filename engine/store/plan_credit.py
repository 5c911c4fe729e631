"""Deals under a plan: who is credited, what it counts, summed by person and settlement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.errors import PlanError
from engine.model.crediting import CreditRule
from engine.store.condition import check_columns, condition_sql
from engine.store.duck import identifier

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pyarrow as pa

    from engine.model.crediting import DealRules, DealTerms, Measure, Multiplier, Spif
    from engine.store.condition import Bound, ColumnKind
    from engine.store.scratch import Door

    Kinds = Mapping[str, ColumnKind]

_KEYS = "credited_to AS rep_id, period_no"
_PERIOD = """
(CAST(year(close_date) AS INTEGER) * 12 + CAST(month(close_date) AS INTEGER) - $fiscal_start)
    // $months AS period_no
"""
"""Settlement periods counted from year 0: whole spans of months from the fiscal start on."""


_AS_RECORDED = """
SELECT *, rep_id AS credited_to, role AS kind, share AS part, CAST(NULL AS VARCHAR) AS counts_as
FROM deal
"""


class PlanCredit:
    """
    The query behind a plan's measures.

    Parameters
    ----------
    terms : DealTerms
        What the plan says about deals.
    deals : str
        Query or table of the deals: ``deal_id, rep_id, close_date, amount, share, role`` and
        whatever the plan reads; ``person_role`` and ``manager_id`` of the rep.
    kinds : mapping
        What each column of it holds.
    bound : Bound
        Takes the values; holds ``fiscal_start`` and ``months`` already.
    is_recorded : bool
        Whether ``role`` is the kind of a credit that was recorded with its share. Such a share
        stands; a plan without crediting rules takes every credit as it is.

    Raises
    ------
    PlanError
        If the plan reads a column that is not there or compares what cannot be compared.
    """

    def __init__(
        self, terms: DealTerms, deals: str, kinds: Kinds, bound: Bound, *, is_recorded: bool = False
    ) -> None:
        check_columns(terms.columns(), kinds)
        _check_numbers(terms, kinds)
        self._terms, self._kinds, self._bound = terms, kinds, bound
        self._is_recorded = is_recorded
        self._rules = terms.crediting or (CreditRule(),)
        credit = self._credited() if terms.crediting or not is_recorded else _AS_RECORDED
        self._with = f"""
            WITH deal AS ({deals}),
            credit AS ({credit}),
            counted AS (SELECT *, {self._factor(terms.rules)} AS factor FROM credit),
            valued AS (SELECT *, {self._value(terms.rules)} AS value, {_PERIOD} FROM counted)
        """

    def by_period(self, door: Door) -> pa.Table:
        """Measures by person and settlement period: rep_id, period_no, m0, m1, ... in order."""
        columns = [sql for n, m in enumerate(self._terms.measures) for sql in self._sums(n, m)]
        return self._run(door, f"SELECT {_KEYS}, {', '.join(columns)}", "GROUP BY ALL")

    def by_deal(self, door: Door) -> pa.Table:
        """The same for each deal by itself, with deal_id, close_date and its ``value``."""
        columns = [
            sql for n, m in enumerate(self._terms.measures) for sql in self._sums(n, m, "NULL")
        ]
        return self._run(
            door,
            f"SELECT {_KEYS}, deal_id, MIN(close_date) AS close_date, {', '.join(columns)}, "
            "ROUND(SUM(value) FILTER (counts_as IS NULL), 6) AS value, "
            "ANY_VALUE(factor) AS factor",
            "GROUP BY credited_to, period_no, deal_id",
        )

    def spif(self, door: Door, spif: Spif) -> pa.Table:
        """Deals (by direct share) or credited money that a SPIF pays on: rep, period, ``units``."""
        condition = self._condition(spif.where)
        unit = "part" if spif.is_per_deal else "amount * part"
        first = f" AND close_date >= {self._bound.name(spif.first)}" if spif.first else ""
        last = f" AND close_date <= {self._bound.name(spif.last)}" if spif.last else ""
        return self._run(
            door,
            f"SELECT {_KEYS}, ROUND(SUM({unit}), 6) AS units",
            "GROUP BY ALL HAVING units <> 0",
            f"WHERE kind = 'direct' AND {condition}{first}{last}",
        )

    def _run(self, door: Door, select: str, group: str, where: str = "") -> pa.Table:
        keys = "rep_id, period_no" + (", deal_id" if "deal_id" in group else "")
        sql = f"{self._with} {select} FROM valued {where} {group} ORDER BY {keys}"
        used = {k: v for k, v in self._bound.values.items() if f"${k}" in sql}
        return door.query(sql, **used)

    def _credited(self) -> str:
        return " UNION ALL ".join(self._rule(n, rule) for n, rule in enumerate(self._rules))

    def _rule(self, n: int, rule: CreditRule) -> str:
        who = {
            "owner": "rep_id",
            "role": "rep_id",
            "manager": "manager_id",
            "column": identifier(rule.of) if rule.recipient == "column" else "",
        }[rule.recipient]
        earlier = [
            r.when
            for r in self._rules[:n]
            if (r.credit, r.recipient, r.of) == (rule.credit, rule.recipient, rule.of)
        ]
        holds = [self._is_meant(rule), f"{who} IS NOT NULL", self._condition(rule.when)]
        holds += [f"NOT {self._condition(when)}" for when in earlier]
        kind = self._bound.name(rule.credit)
        stands = self._is_recorded and rule.recipient in ("owner", "role")
        part = "share" if stands else f"share * {_number(self._bound, rule.share)}"
        counts_as = self._bound.name(rule.counts_as) if rule.counts_as else "CAST(NULL AS VARCHAR)"
        return f"""
            SELECT *, {who} AS credited_to, {kind} AS kind,
                   {part} AS part, {counts_as} AS counts_as
            FROM deal WHERE {" AND ".join(holds)}
        """

    def _is_meant(self, rule: CreditRule) -> str:
        """Whether a row of the deals is one that the rule speaks of."""
        here = "LOWER(COALESCE(role, person_role, ''))"
        if rule.recipient == "role":
            name, kind = self._bound.name(rule.of.casefold()), self._bound.name(rule.credit)
            if self._is_recorded:
                return f"LOWER(role) = {kind}"
            unknown = f"LOWER(role) = {kind} AND LOWER(COALESCE(person_role, {name})) = {name}"
            return f"({here} = {name} OR ({unknown}))"
        others = {r.of.casefold() for r in self._rules if r.recipient == "role"}
        named = ", ".join(self._bound.name(o) for o in sorted({"overlay", "transition"} | others))
        return f"{here} NOT IN ({named})"

    def _factor(self, rules: DealRules) -> str:
        factors = [self._multiplier(m) for m in rules.multipliers]
        if not factors:
            return "1.0"
        if rules.is_sum:
            return f"GREATEST(0, 1 + {' + '.join(f'({f} - 1)' for f in factors)})"
        return " * ".join(factors)

    def _multiplier(self, multiplier: Multiplier) -> str:
        column = identifier(multiplier.field)
        if multiplier.bands:
            factor = self._banded(column, multiplier.bands)
        else:
            cases = " ".join(
                f"WHEN {self._bound.name(word)} THEN {_number(self._bound, f)}"
                for word, f in multiplier.factors
            )
            default = _number(self._bound, multiplier.default)
            factor = f"CASE CAST({column} AS VARCHAR) {cases} ELSE {default} END"
        if multiplier.when is None:
            return factor
        return f"CASE WHEN {self._condition(multiplier.when)} THEN {factor} ELSE 1 END"

    def _banded(self, column: str, bands: Sequence[tuple[float, float]]) -> str:
        """Factor of the highest band that a value reaches; a blank or smaller one counts once."""
        cases = " ".join(
            f"WHEN {column} >= {_number(self._bound, start)} THEN {_number(self._bound, factor)}"
            for start, factor in reversed(bands)
        )
        return f"CASE {cases} ELSE 1 END"

    def _value(self, rules: DealRules) -> str:
        value = "amount * part * factor"
        if rules.windfall is None:
            return value
        over = _number(self._bound, rules.windfall.over)
        excess = _number(self._bound, rules.windfall.excess_share)
        return (
            f"CASE WHEN {value} > {over} THEN {over} + {excess} * ({value} - {over}) "
            f"ELSE {value} END"
        )

    def _sums(self, n: int, measure: Measure, none: str = "0") -> list[str]:
        """Columns ``m0`` (and ``m0_below``) of a measure; ``none`` where no deal counts."""
        condition = self._counts(measure)
        if measure.kind == "count":
            counted = f"NULLIF(COUNT(DISTINCT deal_id) FILTER ({condition}), 0)"
            return [f"CAST(COALESCE({counted}, {none}) AS DOUBLE) AS m{n}"]
        column = identifier(measure.column)
        if measure.kind == "sum":
            value = "value" if measure.column == "amount" else f"{column} * part * factor"
            return [f"COALESCE(ROUND(SUM({value}) FILTER ({condition}), 6), {none}) AS m{n}"]
        below = identifier(measure.below)
        return [
            f"COALESCE(ROUND(SUM({column} * part) FILTER ({condition}), 6), {none}) AS m{n}",
            f"COALESCE(ROUND(SUM({below} * part) FILTER ({condition}), 6), {none}) AS m{n}_below",
        ]

    def _counts(self, measure: Measure) -> str:
        named = {rule.counts_as for rule in self._terms.crediting if rule.counts_as}
        own = (
            f"counts_as = {self._bound.name(measure.name)}"
            if measure.name in named
            else "counts_as IS NULL"
        )
        if measure.where is None:
            return own
        return f"{own} AND {self._condition(measure.where)}"

    def _condition(self, condition: object) -> str:
        if condition is None:
            return "TRUE"
        return condition_sql(condition, self._kinds, self._bound)  # type: ignore[arg-type]


def _check_numbers(terms: DealTerms, kinds: Kinds) -> None:
    added = [name for m in terms.measures for name in (m.column, m.below) if name]
    banded = [multiplier.field for multiplier in terms.rules.multipliers if multiplier.bands]
    for name in (*added, *banded):
        if kinds[name] not in ("number", "blank"):
            raise PlanError(f"The plan reads numbers from “{name}”, which holds {kinds[name]}.")


def _number(bound: Bound, value: float) -> str:
    return f"CAST({bound.name(value)} AS DOUBLE)"
