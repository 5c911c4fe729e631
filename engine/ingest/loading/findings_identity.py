"""What a load noticed about who is who and what belongs to whom, in sentences."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from engine.ingest.loading.findings import counted, some
from engine.ingest.loading.identity import NotFound
from engine.model.finding import PEOPLE_WITHOUT_ID, Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from engine.ingest.loading.people import People
    from engine.ingest.loading.references import Unresolved

_THINGS = {
    "account_id": ("account", "accounts"),
    "parent_id": ("parent account", "parent accounts"),
    "territory_id": ("patch", "patches"),
    "product": ("product", "products"),
}
_CODES = {
    "account_id": "accounts",
    "parent_id": "accounts",
    "territory_id": "territories",
    "product": "products",
}


def unresolved(found: Sequence[Unresolved]) -> Iterable[Finding]:
    """References that name nothing known, or more than one, by table and column."""
    groups: defaultdict[tuple[str, str, NotFound], Counter[str]] = defaultdict(Counter)
    for reference in found:
        groups[reference.table, reference.column, reference.why][reference.shown] += reference.rows
    for (table, column, why), shown in groups.items():
        one, many = _THINGS.get(column, ("person", "people"))
        ambiguous = why is NotFound.AMBIGUOUS
        told = "could each be more than one" if ambiguous else "could not be found"
        yield Finding(
            "warning",
            f"{_CODES.get(column, 'people')}_{'ambiguous' if ambiguous else 'unmatched'}",
            f"{counted(len(shown), one, many)} named in {counted(shown.total(), 'row')} of "
            f"{table.replace('_', ' ')} {told}; the rows were kept under the name given.",
            f"Bring an id for each {one}, or mend the spelling in one of the files.",
            table,
            column,
            shown.total(),
            some(name for name, _ in shown.most_common()),
        )


def about_people(people: People) -> Iterable[Finding]:
    """What was noticed while people were brought together."""
    if people.same_id:
        yield Finding(
            "warning", "people_same_id",
            f"Two people under one id, {counted(len(people.same_id), 'time')}: the first keeps it, "
            "the other has its line added.",
            "Give each person an id of their own in the source.",
            "rep", "rep_id", len(people.same_id), some(people.same_id),
        )  # fmt: skip
    if people.without_id:
        yield Finding(
            "warning", PEOPLE_WITHOUT_ID,
            f"{counted(len(people.without_id), 'person', 'people')} without an id in a file that "
            "has ids: they go by their e-mail or name.",
            "Fill in the id, so that deals and quotas that name it find them.",
            "rep", "rep_id", len(people.without_id), some(people.without_id),
        )  # fmt: skip
    if people.merged:
        yield Finding(
            "note", "people_joined",
            f"{counted(len(people.merged), 'person', 'people')} came in two files and were joined "
            "by id, e-mail or name.",
            "", "rep", "rep_id", len(people.merged), some(people.merged),
        )  # fmt: skip
    if people.ambiguous:
        yield Finding(
            "warning", "people_ambiguous",
            f"{counted(len(people.ambiguous), 'person', 'people')} of one file could be several of "
            "another and were kept apart.",
            "Bring an id or e-mail in both files.",
            "rep", "name", len(people.ambiguous), some(people.ambiguous),
        )  # fmt: skip
    if people.managers_unknown:
        yield Finding(
            "note", "managers_unmatched",
            f"In no file of people: {counted(len(people.managers_unknown), 'manager')}. "
            "Their teams go by the name given.",
            "", "rep", "manager_id", len(people.managers_unknown), some(people.managers_unknown),
        )  # fmt: skip
    yield from _gone(people)
    for what, rows in people.pay_notes.items():
        yield Finding(
            "note", "pay_brought_to_a_year",
            f"For {counted(rows, 'person', 'people')} {what}.", "", "rep", "base_pay", rows,
        )  # fmt: skip


def _gone(people: People) -> Iterable[Finding]:
    if people.left_some_day:
        yield Finding(
            "warning", "leave_date_missing",
            f"{counted(len(people.left_some_day), 'person', 'people')} no longer active, with no "
            "last day: they count as employed.",
            "Export the last day with the people.",
            "rep", "leave_date", len(people.left_some_day), some(people.left_some_day),
        )  # fmt: skip


def shared_emails(emails: Sequence[str], people: int) -> Finding:
    """People who share an address."""
    return Finding(
        "warning", "people_share_email",
        f"{counted(people, 'person', 'people')} share "
        f"{counted(len(emails), 'e-mail address', 'e-mail addresses')}; nothing is joined by that.",
        "Give each person an address of their own in the source.",
        "rep", "email", people, some(emails),
    )  # fmt: skip


def without_deals(names: Sequence[str]) -> Finding:
    """Sellers who own no deal."""
    return Finding(
        "warning", "people_without_deals",
        f"{counted(len(names), 'person', 'people')} without a deal: {', '.join(names[:5])}"
        f"{' and others' if len(names) > 5 else ''}.",
        "Look for a vacant patch, a leaver or deals under another name.",
        "rep", "rep_id", len(names), some(names),
    )  # fmt: skip


def nobody_matches(label: str, people: int) -> Finding:
    """A file of people none of whom any other file knows."""
    return Finding(
        "warning", "nobody_matches",
        f"None of the {counted(people, 'person', 'people')} in {label} was found among the owners "
        "of deals or accounts, by id, e-mail or name.",
        "Check that the two files are of the same company and days.",
        "rep", "rep_id", people,
    )  # fmt: skip


def no_owner(rows: int) -> Finding:
    """Deals that nobody owns."""
    return Finding(
        "warning", "deals_unowned",
        f"{counted(rows, 'deal')} without an owner: counted for the company, credited to nobody.",
        "Export the owner with the deals.",
        "opportunity", "owner_id", rows,
    )  # fmt: skip


def accounts_unowned(rows: int, names: Sequence[str]) -> Finding:
    """Accounts that nobody owns, where others have an owner."""
    return Finding(
        "warning", "accounts_unowned",
        f"{counted(rows, 'account')} without an owner.",
        "Assign them, or leave them to a rebalance.",
        "account", "owner_id", rows, some(names),
    )  # fmt: skip


def accounts_alike(pairs: Sequence[tuple[str, str, str]]) -> Finding:
    """Accounts of two sources that may be one."""
    shown = [f"{name}: {first} and {second}" for name, first, second in pairs]
    return Finding(
        "warning", "accounts_alike",
        f"Equal by name and place in two files: {counted(len(pairs), 'pair')} of accounts. They "
        "may be one and were not merged.",
        "Merge them in the source if they are.",
        "account", "account_id", len(pairs), some(shown),
    )  # fmt: skip


def accounts_prefixed(ids: Sequence[str]) -> Finding:
    """Ids that two sources use for different accounts."""
    return Finding(
        "warning", "account_ids_prefixed",
        f"Different accounts under one id in two sources: {counted(len(ids), 'id')}. In the second "
        "source the ids carry its name in front.",
        "", "account", "account_id", len(ids), some(ids),
    )  # fmt: skip
