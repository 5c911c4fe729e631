"""Staged files to canonical tables: records, identity and what belongs to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.ingest.loading import findings, findings_identity, findings_records
from engine.ingest.loading.accounts import accounts_alike, prefix_collisions
from engine.ingest.loading.activities import complete_activities, share_credit
from engine.ingest.loading.make import make_listed
from engine.ingest.loading.orders import (
    count_unpriced,
    credit_account_owners,
    join_lines,
    leave_out_cancelled,
)
from engine.ingest.loading.people import gather_people, make_people, write_people
from engine.ingest.loading.quotas import (
    below_zero,
    complete_periods,
    fill_defaults,
    label_payouts,
    mark_roll_ups,
)
from engine.ingest.loading.records import finish, leave_out, settle_repeats, unite
from engine.ingest.loading.references import resolve_people, resolve_products, resolve_things
from engine.ingest.loading.seats import fill_assignment_starts
from engine.ingest.loading.sql import identifier
from engine.model.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from engine.ingest.loading.intake import Intake
    from engine.ingest.loading.part import Part
    from engine.ingest.loading.people import People
    from engine.model.finding import Finding
    from engine.store.staging import Staging

_SELLER = frozenset({"owner_id", "owner_name", "owner_email"})


def assemble(staging: Staging, intake: Intake, fiscal_start: int) -> tuple[list[Finding], People]:
    """Make all sixteen tables of what was taken in; what was noticed, and who was found."""
    main = [staged.part for staged in intake.staged if staged.part.main]
    side = [staged.part for staged in intake.staged if not staged.part.main]
    brought = {part.table for part in main}
    found = list(_orders(staging, intake, main))
    collided = prefix_collisions(staging, [p for p in main if p.table == "account"], main)
    if collided:
        found.append(findings_identity.accounts_prefixed(collided))
    for table in TABLES:
        if table.name != "rep":
            _unite(staging, intake, table.name, main)
    staging.create_missing_tables(but="rep")
    people = _people(staging, intake, side)
    if people.made and people.rows:
        found.append(findings_records.table_made("rep", len(people.rows)))
    made = make_listed(staging, side, brought)
    found += [findings_records.table_made(table, rows) for table, rows in made.items()]
    found += _belonging(staging, main, people, made)
    found += _periods(staging, brought, fiscal_start)
    found += findings_records.repeats(intake.tallies)
    for name in brought:
        finish(staging, name)
    return found, people


def _orders(staging: Staging, intake: Intake, main: Sequence[Part]) -> Iterator[Finding]:
    deals = [part for part in main if part.table == "opportunity"]
    lines = [part for part in deals if part.deal.is_lines_only]
    heads = [part for part in deals if part not in lines]
    if not heads:
        return
    cancelled = sum(
        leave_out_cancelled(staging, head, lines, intake.tallies)
        for head in heads
        if "cancelled" in head.has
    )
    if cancelled:
        yield findings_records.cancelled_orders(cancelled)
    if lines and (orphans := join_lines(staging, heads, lines, intake.tallies)):
        yield findings_records.lines_without_order(orphans)
    if unpriced := count_unpriced(staging, heads):
        yield findings_records.orders_without_lines(unpriced)


def _unite(staging: Staging, intake: Intake, table: str, main: Sequence[Part]) -> None:
    parts = [part for part in main if part.table == table]
    if table == "opportunity" and any(not part.deal.is_lines_only for part in parts):
        for part in [p for p in parts if p.deal.is_lines_only]:
            staging.execute(f"DROP TABLE {identifier(part.name)}")
            parts.remove(part)
    if not parts:
        return
    unite(staging, table, parts)
    if any("is_deleted" in part.has for part in parts):
        gone = leave_out(staging, table, "_is_deleted")
        intake.tallies.leave_out(gone, "deleted in its system")
    settle_repeats(staging, table, intake.tallies)


def _people(staging: Staging, intake: Intake, side: Sequence[Part]) -> People:
    staged = [s for s in intake.staged if s.part.table == "rep"]
    lists = [s for s in staged if s.part.main]
    chosen = lists or staged
    people = gather_people(staging, chosen)
    if not lists:
        make_people(staging, people)
    for number, rows in people.left_out.items():
        if any(s.part.number == number and s.part.main for s in chosen):
            intake.tallies.leave_out({number: rows}, "repeats a person")
    write_people(staging, people)
    for one in staged:
        staging.execute(f"DROP TABLE {identifier(one.part.name)}")
    return people


def _belonging(
    staging: Staging, main: Sequence[Part], people: People, made: Collection[str]
) -> Iterator[Finding]:
    if sum(part.table == "account" for part in main) > 1 and (alike := accounts_alike(staging)):
        yield findings_identity.accounts_alike(alike)
    filled = {part.table for part in main} | set(made)
    if "activity" in filled:
        complete_activities(staging)
    yield from findings_identity.unresolved(resolve_things(staging, filled, made))
    strangers = resolve_people(staging, filled, people.directory, people.settled)
    yield from findings_identity.unresolved(strangers)
    yield from findings_identity.about_people(people)
    if "product" in filled:
        joined, unknown = resolve_products(staging)
        yield from findings_records.products_joined(joined)
        yield from findings_identity.unresolved(unknown)
    sellerless = [
        p.number
        for p in main
        if p.table == "opportunity" and p.deal.is_order and not p.has & _SELLER
    ]
    if credited := credit_account_owners(staging, sellerless):
        yield findings_records.credited_to_account_owner(credited)
    if "credit" in filled:
        share_credit(staging)


def _periods(staging: Staging, brought: Collection[str], fiscal_start: int) -> Iterator[Finding]:
    for table in ("quota", "target"):
        if table in brought:
            if unknown := complete_periods(staging, table, fiscal_start):
                yield findings.periods_unknown(table, unknown)
            fill_defaults(staging, table)
    if "payout" in brought:
        label_payouts(staging, fiscal_start)
    if "assignment" in brought and (started := fill_assignment_starts(staging)):
        yield findings_records.assignment_starts_made(started)
    if "quota" in brought:
        if below := below_zero(staging):
            yield findings_records.quotas_below_zero(below)
        if rolled := mark_roll_ups(staging):
            yield findings_records.roll_ups(rolled)
