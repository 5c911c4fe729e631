"""Crediting, deal rules, measures and SPIFs of a plan document, checked and compiled."""

from __future__ import annotations

import itertools
from collections import Counter
from typing import TYPE_CHECKING

from engine.errors import PlanError
from engine.incentives.where import parse_where
from engine.model.crediting import (
    CreditRule,
    DealRules,
    DealTerms,
    Measure,
    Multiplier,
    Spif,
    Windfall,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.incentives.form.adjustments import SpifForm
    from engine.incentives.form.deals import CreditForm, DealRulesForm, MeasureForm, MultiplierForm
    from engine.incentives.form.plan import PlanForm
    from engine.model.crediting import MeasureKind, Recipient
    from engine.model.document import Document
    from engine.model.expression import Condition

    Path = tuple[str | int, ...]

_RECIPIENTS: dict[str, tuple[Recipient, str]] = {
    "owner_at_close": ("owner", ""),
    "owner": ("owner", ""),
    "prior_owner": ("column", "prior_owner"),
    "manager": ("manager", ""),
}


def read_deals(form: PlanForm, document: Document) -> DealTerms:
    """
    Compile what a plan says about deals.

    Raises
    ------
    PlanError
        With the line, if a rule contradicts itself.
    """
    crediting = tuple(
        _credit_rule(rule, ("crediting", n), document) for n, rule in enumerate(form.crediting)
    )
    _check_direct_shares(crediting, document)
    measures = tuple(_measure(name, measure, document) for name, measure in form.measures.items())
    spifs = tuple(
        _spif(spif, ("adjustments", "spif", n), document)
        for n, spif in enumerate(form.adjustments.spif)
    )
    check_names([spif.id for spif in spifs], ("adjustments", "spif"), document)
    return DealTerms(crediting, _deal_rules(form.deal_rules, document), measures, spifs)


def check_names(names: Sequence[str], path: Path, document: Document) -> None:
    """Refuse an id that stands twice in a list."""
    for name, count in Counter(names).items():
        if count > 1:
            place = (*path, len(names) - 1 - names[::-1].index(name), "id")
            raise document.error(place, f"the id “{name}” stands there {count} times.", "Keep one.")


def check_ascending(starts: Sequence[float], path: Path, document: Document) -> None:
    """Refuse starts that do not ascend."""
    for before, after in itertools.pairwise(starts):
        if after <= before:
            raise document.error(path, f"{path[-1]} must ascend; {after:g} comes after {before:g}.")


def _condition(text: str | None, path: Path, document: Document) -> Condition | None:
    if text is None:
        return None
    try:
        return parse_where(text)
    except PlanError as error:
        raise document.error(path, error.message, error.hint) from error


def _credit_rule(form: CreditForm, path: Path, document: Document) -> CreditRule:
    prefix, _, name = form.to.partition(":")
    if form.to in _RECIPIENTS:
        recipient, of = _RECIPIENTS[form.to]
    elif prefix.strip() in ("role", "column") and name.strip():
        recipient, of = ("role" if prefix.strip() == "role" else "column"), name.strip()
    else:
        raise document.error(
            (*path, "to"),
            f"“{form.to}” is nobody who can be credited.",
            "Write owner_at_close, prior_owner, manager, role:NAME or column:NAME.",
        )
    when = _condition(form.when, (*path, "when"), document)
    return CreditRule(form.credit, recipient, of, form.share, form.counts_as, when)


def _check_direct_shares(rules: Sequence[CreditRule], document: Document) -> None:
    """Whichever condition holds, the direct shares that then act sum to 1."""
    direct = [rule for rule in rules if rule.credit == "direct"]
    if rules and not direct:
        raise document.error(("crediting",), "no rule gives direct credit.", "Add one of share 1.")
    for holds in {rule.when for rule in direct}:
        acting: dict[tuple[str, str], float] = {}
        for rule in direct:
            if rule.when in (None, holds):
                acting.setdefault((rule.recipient, rule.of), rule.share)
        total = sum(acting.values())
        if abs(total - 1) > 1e-6:
            raise document.error(
                ("crediting",),
                f"the direct shares of a deal sum to {total:g}.",
                "They sum to 1; credit beyond that is overlay or transition.",
            )


def _deal_rules(form: DealRulesForm, document: Document) -> DealRules:
    windfall = form.windfall
    return DealRules(
        tuple(
            _multiplier(m, ("deal_rules", "multipliers", n), document)
            for n, m in enumerate(form.multipliers)
        ),
        form.combine == "sum",
        Windfall(windfall.over, windfall.excess_share) if windfall else None,
    )


def _multiplier(form: MultiplierForm, path: Path, document: Document) -> Multiplier:
    if (form.bands is None) == (form.map is None):
        raise document.error(path, "a multiplier has either bands or a map.")
    bands = tuple((start, factor) for start, factor in form.bands or ())
    check_ascending([start for start, _ in bands], (*path, "bands"), document)
    factors = tuple((str(word), factor) for word, factor in (form.map or {}).items())
    if any(factor < 0 for _, factor in (*bands, *factors)):
        raise document.error(path, "a factor is negative.")
    when = _condition(form.when, (*path, "when"), document)
    return Multiplier(form.field, bands, factors, form.default, when)


def _measure(name: str, form: MeasureForm, document: Document) -> Measure:
    path: Path = ("measures", name)
    given = [key for key in ("sum", "ratio", "count") if getattr(form, key) is not None]
    if len(given) != 1:
        raise document.error(path, f"the measure {name} has one of sum, ratio and count.")
    if form.target is not None and form.ratio is None:
        raise document.error((*path, "target"), "only a ratio has a target; others have quotas.")
    if form.quota is not None and form.ratio is not None:
        raise document.error((*path, "quota"), "a ratio has a target, no quota.")
    where = _condition(form.where, (*path, "where"), document)
    above, below = form.ratio or (form.sum or "", "")
    kind: MeasureKind = "ratio" if form.ratio else "count" if form.count else "sum"
    return Measure(name, kind, above, below, where, form.quota or name, form.target)


def _spif(form: SpifForm, path: Path, document: Document) -> Spif:
    if form.from_ and form.to and form.to < form.from_:
        raise document.error((*path, "to"), "the SPIF ends before it begins.")
    where = _condition(form.where, (*path, "where"), document)
    is_per_deal = form.per == "deal"
    return Spif(form.id, form.pay, is_per_deal, where, form.max, form.from_, form.to)
