"""What follows from saving a record: its number, ids, totals, and records that come with it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from industrack_core.desk.jobs.job_parts import (
    new_tags,
    numbered,
)
from industrack_core.desk.records.field_rules import settled_time
from industrack_core.desk.records.letterhead_rules import settled_company
from industrack_core.desk.records.people import settled_user
from industrack_core.desk.records.record_case import (
    Case,
)
from industrack_core.desk.values.phones import formatted
from industrack_core.domain.field.records import TimeEntry
from industrack_core.domain.records.customer import Customer, Location
from industrack_core.domain.records.estimate import Estimate
from industrack_core.domain.records.office import Company, Employee, Group
from industrack_core.domain.records.purchase import PurchaseOrder
from industrack_core.domain.records.record import Change, NumberedRecord, SettingsRecord, kind_of
from industrack_core.domain.records.settings import OfficeUser


def _settled_order(case: Case[PurchaseOrder]) -> PurchaseOrder:
    lines = numbered(case.tx, case.after.lines, case.before.lines if case.before else ())
    order: PurchaseOrder = replace(case.after, lines=lines)
    return replace(order, total=order.lines_total)


def _settled_estimate(case: Case[Estimate]) -> Estimate:
    tx, before, record = case.tx, case.before, case.after
    lines = numbered(tx, record.lines, before.lines if before else ())
    files = numbered(tx, record.attachments, before.attachments if before else ())
    place = record.location_id
    if place is None:
        places = tx.find(Location, "customer_id", [record.customer_id])
        place = next((each.id for each in places if each.is_main), None)
    return replace(record, lines=lines, total=record.sums.total, attachments=files, location_id=place)


def _settled_customer(case: Case[Customer]) -> Customer:
    country, before = case.tx.home()[0], case.before
    record: Customer = case.after
    files = numbered(case.tx, record.attachments, before.attachments if before else ())
    phone, mobile = formatted(record.phone, country), formatted(record.mobile, country)
    return replace(record, attachments=files, phone=phone, mobile=mobile)


def _settled_employee(case: Case[Employee]) -> Employee:
    record: Employee = case.after
    return replace(record, phone=formatted(record.phone, case.tx.home()[0]))


def _settled_group(case: Case[Group]) -> Group:
    return replace(case.after, member_ids=tuple(dict.fromkeys(case.after.member_ids)))


_SETTLED: Mapping[type, Callable[[Case[Any]], SettingsRecord]] = {
    PurchaseOrder: _settled_order, Estimate: _settled_estimate, Customer: _settled_customer, Group: _settled_group,
    Employee: _settled_employee, Company: settled_company, TimeEntry: settled_time,
    OfficeUser: settled_user,
}  # fmt: skip


def settled_record(case: Case[SettingsRecord]) -> SettingsRecord:
    """The record with what follows: its number, ids of its lines, its totals, phones as the country writes them."""
    settle = _SETTLED.get(type(case.after))
    record = settle(case) if settle else case.after
    if not isinstance(record, NumberedRecord):
        return record
    had = case.before.number if isinstance(case.before, NumberedRecord) else ""
    number = record.number.strip() or had or case.tx.take_numbers(kind_of(record))[0]
    return replace(record, number=number)


def others(case: Case[SettingsRecord], record: SettingsRecord, address: str) -> list[Change]:
    """Records that follow: a new customer's main location, new tags; the old main location is one like others."""
    changes: list[Change] = []
    if isinstance(record, Customer):
        had = (
            case.before.tags if isinstance(case.before, Customer) else ()
        )  # words that it had may be renamed or deleted in the list
        changes += new_tags(case.tx, [tag for tag in record.tags if tag not in had])
        if case.before is None:
            place = Location(
                id=case.tx.new_id(), customer_id=record.id, is_main=True,
                address=address.strip() or record.billing_address,
            )  # fmt: skip
            changes.append((None, place))
    if isinstance(record, Location) and record.is_main:
        places = case.tx.find(Location, "customer_id", [record.customer_id])
        changes += [(each, replace(each, is_main=False)) for each in places if each.is_main and each.id != record.id]
    return changes
