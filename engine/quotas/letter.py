"""A quota letter: one page, the steps and the four facts that a seller asks about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.quotas.words import STEP_LABELS, inputs

if TYPE_CHECKING:
    from datetime import date

    from engine.model.period import Period
    from engine.quotas.propose import Quotas

ESTIMATE = "An estimate until it is published; not your plan document."
_NOT_KNOWN = "not known"


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a seat has ahead of it; ``None`` where the data cannot say."""

    accounts: int | None = None
    whitespace: float | None = None
    """Potential not sold to yet, money a year."""
    pipeline: float | None = None
    """Open deals, money."""
    cycle_days: float | None = None
    """Middle of the deals won last year."""
    ramp: float = 1.0
    """Share of what a ramped rep carries over the period."""


@dataclass(frozen=True, slots=True)
class Heading:
    """Whom a letter is for and what it rests on."""

    addressee: str
    patch: str
    period: Period
    currency: str
    as_of: date


def letter(quotas: Quotas, n: int, heading: Heading, outlook: Outlook) -> str:
    """
    One seat's letter as Markdown.

    Parameters
    ----------
    quotas : Quotas
        All quotas.
    n : int
        Row of the seat.
    heading : Heading
        Whom it is for.
    outlook : Outlook
        The four facts.
    """
    amount = int(quotas.amount[n])
    money = f"{_money(amount)} {heading.currency}".rstrip()
    lines = [
        f"# Quota {heading.period}: {_plain(heading.addressee)}",
        "",
        f"**{ESTIMATE}** Patch {_plain(heading.patch)}, data as of {heading.as_of}.",
        "",
        f"Your quota for {heading.period} ({heading.period.first} to {heading.period.last}) is "
        f"**{money}**.",
        "",
        "## Where it comes from",
        "",
        "| step | adds | because |",
        "|---|--:|---|",
        *(
            f"| {STEP_LABELS[stage.step]} | {_money(int(stage.cents[n]))} | {_plain(words)} |"
            for stage, words in zip(quotas.stages, inputs(quotas, n), strict=True)
            if stage.cents[n] or stage.step == "last_year"
        ),
        f"| **Quota** | **{_money(amount)}** | |",
        "",
        "## Four facts about it",
        "",
        *(f"- {fact}" for fact in facts(amount / 100, outlook, heading.currency)),
        "",
    ]
    return "\n".join(lines)


def facts(amount: float, outlook: Outlook, currency: str = "") -> list[str]:
    """Coverage, cycle, whitespace and ramp, a sentence each; what is not known names its column."""
    return [
        _coverage(amount, outlook, currency),
        "Cycle: "
        + (
            f"{_NOT_KNOWN} (opportunity.created_date)."
            if outlook.cycle_days is None
            else f"half of last year's won deals here took {outlook.cycle_days:.0f} days or less."
        ),
        _whitespace(amount, outlook, currency),
        "Ramp: "
        + (
            "none, the number is that of a fully ramped rep."
            if outlook.ramp == 1
            else f"{100 * outlook.ramp:.1f} % of a full number before limits and sharing."
        ),
    ]


def _coverage(amount: float, outlook: Outlook, currency: str) -> str:
    if outlook.pipeline is None:
        return f"Coverage: {_NOT_KNOWN} (opportunity.account_id)."
    held = f"Coverage: open deals of {outlook.pipeline:,.0f} {currency}".rstrip()
    return f"{held}, {outlook.pipeline / amount:.2f} x the quota." if amount else f"{held}."


def _whitespace(amount: float, outlook: Outlook, currency: str) -> str:
    if outlook.whitespace is None:
        return f"Whitespace: {_NOT_KNOWN} (account.potential, account.current_revenue)."
    where = "" if outlook.accounts is None else f" in {outlook.accounts:,} accounts"
    room = f"Whitespace: {outlook.whitespace:,.0f} {currency}".rstrip()
    times = f", {outlook.whitespace / amount:.2f} x the quota" if amount else ""
    return f"{room} a year not sold to yet{where}{times}."


def _money(cents: int) -> str:
    return f"{cents / 100:,.2f}"


def _plain(text: str) -> str:
    """Text from a file: no sign of it starts a heading, a cell or a link."""
    return "".join("\\" + sign if sign in "\\`*_{}[]<>#|" else sign for sign in text)
