"""What speaks against saving a record, and what follows from it: a rule for every kind that has one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from industrack_core.desk import paper_rules
from industrack_core.desk.job_checks import stops
from industrack_core.desk.job_parts import (
    MOST_MONEY,
    MOST_QUANTITY,
    amount_findings,
    attachment_findings,
    content_findings,
    email_finding,
    new_tags,
    numbered,
)
from industrack_core.desk.letterhead_rules import letterhead_findings, settled_company
from industrack_core.desk.money import decimals_of, is_currency
from industrack_core.desk.phones import formatted, is_country, phone_finding
from industrack_core.desk.record_case import (
    Case,
    amount_problem,
    length_findings,
    name_findings,
    number_findings,
)
from industrack_core.domain.customer import Customer, Equipment, Location
from industrack_core.domain.estimate import Estimate
from industrack_core.domain.form import Form, QuestionKind
from industrack_core.domain.inventory import InventoryItem
from industrack_core.domain.job import MAX_JOB_MINUTES
from industrack_core.domain.kinds import NUMBERED, Kind
from industrack_core.domain.office import Calendar, Company, Employee, EmployeeState, Group, TimeOff
from industrack_core.domain.outcomes import Finding, FindingKind, Weight
from industrack_core.domain.purchase import PurchaseOrder
from industrack_core.domain.records import Change
from industrack_core.domain.settings import JobTemplate, NumberSeries
from industrack_core.domain.span import FIRST_YEAR, LAST_YEAR, Span
from industrack_core.store.card_reads import read_stock

"""Kinds that have numbers."""
_LONGEST_PREFIX = 20
_LARGEST_NUMBER = 2_000_000_000


def _calendar(case: Case) -> Sequence[Finding]:
    record: Calendar = case.after
    findings = []
    if not 0 <= record.opens < record.closes <= 1440:
        findings.append(stops(FindingKind.ORDER, "It must open before it closes, on one day.", "opens"))
    if not 1 <= record.slot_minutes <= 240 or not 1 <= record.job_minutes <= 1440:
        findings.append(stops(FindingKind.ENTRY, "Slot and duration must be sensible.", "slot_minutes"))
    if not record.is_default and not record.group_ids:
        findings.append(stops(FindingKind.MISSING, "A calendar of its own needs a group.", "group_ids"))
    if record.is_default and record.retired:
        findings.append(stops(FindingKind.IN_USE, "The default calendar stays."))
    if record.is_default != (case.before is not None and case.before.is_default):
        findings.append(stops(FindingKind.IN_USE, "There is one default calendar, and it stays.", "is_default"))
    return findings


def _group(case: Case) -> Sequence[Finding]:
    record: Group = case.after
    findings = []
    if record.retired:
        shown = [each.name for each in case.tx.everything(Calendar) if record.id in each.group_ids and not each.retired]
        if shown:
            text = f"The calendar {shown[0]} shows this group: change the calendar first."
            findings.append(stops(FindingKind.IN_USE, text))
    if record.supervisor_id is not None and not record.retired:
        led = [each for each in case.tx.everything(Group) if each.supervisor_id == record.supervisor_id]
        other = next((each for each in led if each.id != record.id and not each.retired), None)
        if other:
            text = f"They head the group {other.name} already: nobody heads two."
            findings.append(stops(FindingKind.DUPLICATE, text, "supervisor_id"))
    return findings


def _form(case: Case) -> Sequence[Finding]:
    record: Form = case.after
    findings = []
    if not record.questions:
        findings.append(stops(FindingKind.MISSING, "A form needs a question.", "questions"))
    for place, question in enumerate(record.questions):
        if not question.text.strip():
            findings.append(stops(FindingKind.MISSING, "A question needs words.", f"questions.{place}.text"))
        if question.kind is QuestionKind.CHOICE and len(question.choices) < 2:
            text = f"{question.text}: a choice needs two answers at least."
            findings.append(stops(FindingKind.MISSING, text, f"questions.{place}.choices"))
    return findings


def _item(case: Case) -> Sequence[Finding]:
    record: InventoryItem = case.after
    if amount_problem((record.price, record.cost), MOST_MONEY):
        return [stops(FindingKind.ENTRY, "Prices and stock cannot be less than nothing.", "price")]
    if amount_problem((record.reorder_point, abs(record.counted)), MOST_QUANTITY):
        return [stops(FindingKind.ENTRY, "Stock is from nothing to a million.", "counted")]
    more = record.counted - (case.before.counted if case.before else 0)
    if more < 0 and _on_hand(case) + more < 0:
        return [stops(FindingKind.ENTRY, "No less than nothing can be on hand.", "counted")]
    return []


def _on_hand(case: Case) -> int:
    """How much there is of an item before it is saved: counting may go down to nothing, whatever was received."""
    stocked = read_stock(case.tx.connection, [case.after.id]).get(case.after.id) if case.before else None
    return stocked.stock.on_hand if stocked else 0


def _template(case: Case) -> Sequence[Finding]:
    record: JobTemplate = case.after
    findings = amount_findings("items", record.items)
    if not 0 < record.minutes <= MAX_JOB_MINUTES:
        findings.append(stops(FindingKind.ORDER, "A job lasts from a minute to 31 days.", "minutes"))
    return findings


def _customers_own(case: Case) -> list[Finding]:
    record: Equipment | Location = case.after
    if case.tx.get(Customer, record.customer_id) is None:
        return [stops(FindingKind.ENTRY, "This customer was deleted meanwhile.", Kind.CUSTOMER)]
    if case.before is not None and case.before.customer_id != record.customer_id:
        return [stops(FindingKind.ENTRY, "It stays with its customer: merge the customers instead.", Kind.CUSTOMER)]
    return []


def _location(case: Case) -> Sequence[Finding]:
    record: Location = case.after
    findings = _customers_own(case)
    if not (record.name.strip() or record.address.strip()):
        findings.append(stops(FindingKind.MISSING, "A location needs an address.", "address"))
    if record.is_main and record.retired:
        findings.append(stops(FindingKind.IN_USE, "The main location stays: it can be changed, not deleted."))
    elif case.before is not None and case.before.is_main and not record.is_main:
        text = "A customer has a main location: make another one the main one instead."
        findings.append(stops(FindingKind.IN_USE, text, "is_main"))
    return findings


def _equipment(case: Case) -> Sequence[Finding]:
    record: Equipment = case.after
    findings = _customers_own(case)
    place = case.tx.get(Location, record.location_id) if record.location_id is not None else None
    if record.location_id is not None and (place is None or place.customer_id != record.customer_id):
        findings.append(stops(FindingKind.ENTRY, "This location is not the customer's.", "location_id"))
    return findings


def _series(case: Case) -> Sequence[Finding]:
    record: NumberSeries = case.after
    findings = []
    if record.kind not in NUMBERED:
        findings.append(stops(FindingKind.ENTRY, "Nothing of this kind is numbered.", "kind"))
    if any(other.id != record.id for other in case.tx.find(NumberSeries, "kind", [record.kind])):
        findings.append(stops(FindingKind.DUPLICATE, "This numbering is there already.", "kind"))
    if case.before is not None and case.before.kind != record.kind:
        findings.append(stops(FindingKind.ENTRY, "A numbering is for what it is for.", "kind"))
    if not 0 <= record.first_number <= _LARGEST_NUMBER:
        findings.append(stops(FindingKind.ENTRY, f"Numbers go up to {_LARGEST_NUMBER:,}.", "first_number"))
    if len(record.prefix) > _LONGEST_PREFIX:
        text = f"{_LONGEST_PREFIX} characters are the most before a number."
        findings.append(stops(FindingKind.ENTRY, text, "prefix"))
    return findings


def _customer(case: Case) -> Sequence[Finding]:
    record: Customer = case.after
    country = case.tx.home()[0]
    had = case.before
    findings = [
        found
        for name in ("phone", "mobile")
        if (had is None or getattr(had, name) != getattr(record, name))
        and (found := phone_finding(getattr(record, name), country, name))
    ]
    if (found := email_finding(record.email)) and (had is None or had.email != record.email):
        findings.append(found)
    files = attachment_findings(record.attachments)
    files = files or content_findings(case.tx, record.attachments, had.attachments if had else ())
    return [*findings, *files, *number_findings(case, Kind.CUSTOMER)]


def _employee(case: Case) -> Sequence[Finding]:
    record: Employee = case.after
    findings = []
    country = case.tx.home()[0]
    found = phone_finding(record.phone, country)
    if found and (case.before is None or case.before.phone != record.phone):
        findings.append(found)
    email = record.email.strip()
    if found := email_finding(email):
        findings.append(found)
    elif email:
        same = [
            other
            for other in case.tx.everything(Employee)
            if other.id != record.id and other.email.casefold() == email.casefold()
        ]
        if same:
            text = f"{same[0].short_name} has this e-mail address: it signs a person in."
            findings.append(stops(FindingKind.DUPLICATE, text, "email"))
    for shift in record.hours:
        if not (
            0 <= shift.weekday <= 6 and 0 <= shift.opens < 1440 and shift.opens < shift.closes <= shift.opens + 1440
        ):
            findings.append(stops(FindingKind.ORDER, "Working hours must end after they begin.", "hours"))
            break
    left = case.before is not None and case.before.state is EmployeeState.ACTIVE
    if left and record.state is not EmployeeState.ACTIVE:
        ahead = case.tx.jobs_ahead(record.id, case.setting.now)
        if ahead:
            some = ", ".join(number for _, number in ahead[:5]) + (" and more" if len(ahead) > 5 else "")
            text = f"{record.short_name} still has {len(ahead)} jobs to come: {some}. Give them to others."
            findings.append(Finding(FindingKind.IN_USE, Weight.TELLS, text, "state"))
    return findings


def _time_off(case: Case) -> Sequence[Finding]:
    record: TimeOff = case.after
    if record.ends_at <= record.starts_at:
        return [stops(FindingKind.ORDER, "It must end after it begins.", "ends_at")]
    if not FIRST_YEAR <= record.starts_at.year <= LAST_YEAR or record.ends_at.year > LAST_YEAR:
        return [stops(FindingKind.ENTRY, f"The year must be from {FIRST_YEAR} to {LAST_YEAR}.", "starts_at")]
    if case.tx.get(Employee, record.employee_id) is None:
        return [stops(FindingKind.ENTRY, "This employee is gone.", "employee_id")]
    return _planned_then(case, record)


def _planned_then(case: Case, record: TimeOff) -> Sequence[Finding]:
    """The jobs that somebody has while they are off are told, once for each stretch."""
    had = case.before
    if had is not None and (had.starts_at, had.ends_at) == (record.starts_at, record.ends_at):
        return []
    booked = case.tx.bookings([record.employee_id], Span(record.starts_at, record.ends_at))
    if not booked:
        return []
    numbers = [each.number for each in sorted(booked, key=lambda each: each.span.starts_at)]
    some = ", ".join(numbers[:5]) + (", ..." if len(numbers) > 5 else "")
    many = "a job" if len(numbers) == 1 else f"{len(numbers)} jobs"
    text = f"They have {many} then: {some}. Give them to others, or move them."
    return [Finding(FindingKind.TIME_OFF, Weight.TELLS, text, "starts_at")]


def _company(case: Case) -> Sequence[Finding]:
    record: Company = case.after
    findings = []
    if case.before is None:
        findings.append(stops(FindingKind.DUPLICATE, "This database already holds a company."))
    try:
        ZoneInfo(record.zone)
    except (ValueError, OSError, KeyError):
        findings.append(stops(FindingKind.ENTRY, f"There is no time zone {record.zone}.", "zone"))
    if record.country and not is_country(record.country):
        text = "A country has two letters: US, DE, JP."
        findings.append(stops(FindingKind.ENTRY, text, "country"))
    if not is_currency(record.currency):
        text = f"A currency has three letters, as USD, EUR, JPY; there is no {record.currency}."
        findings.append(stops(FindingKind.ENTRY, text, "currency"))
    elif case.before and decimals_of(record.currency) != decimals_of(case.before.currency) and _has_prices(case):
        text = f"{record.currency} counts in other parts than {case.before.currency}: all prices would change."
        findings.append(stops(FindingKind.ENTRY, text, "currency"))
    if not 0 <= record.first_weekday <= 6:
        findings.append(stops(FindingKind.ENTRY, "A week begins on one of seven days.", "first_weekday"))
    return [*findings, *letterhead_findings(case)]


_PRICED = (Kind.JOB, Kind.ESTIMATE, Kind.PURCHASE_ORDER, Kind.INVENTORY_ITEM)


def _has_prices(case: Case) -> bool:
    """Whether anything may have a price: a company that was just founded has nothing of the kind."""
    templates = case.tx.everything(JobTemplate)
    return any(each.items for each in templates) or any(case.tx.count(kind) for kind in _PRICED)


CHECKS: Mapping[type, Callable[[Case], Sequence[Finding]]] = {
    Calendar: _calendar, Group: _group, Form: _form, InventoryItem: _item, Equipment: _equipment, Location: _location,
    PurchaseOrder: paper_rules.order, NumberSeries: _series, Customer: _customer, Employee: _employee,
    TimeOff: _time_off, Company: _company, Estimate: paper_rules.estimate, JobTemplate: _template,
}  # fmt: skip


def rule_findings(case: Case) -> list[Finding]:
    """All that the rules say: what every record is held to, then its kind's own."""
    check = CHECKS.get(type(case.after))
    general = [*length_findings(case.after), *name_findings(case)]
    return [*general, *(check(case) if check else ())]


# -- what a record becomes ---------------------------------------------------------------------


def _settled_order(case: Case) -> PurchaseOrder:
    lines = numbered(case.tx, case.after.lines, case.before.lines if case.before else ())
    order: PurchaseOrder = replace(case.after, lines=lines)
    return replace(order, total=order.lines_total)


def _settled_estimate(case: Case) -> Any:
    tx, before, record = case.tx, case.before, case.after
    lines = numbered(tx, record.lines, before.lines if before else ())
    files = numbered(tx, record.attachments, before.attachments if before else ())
    place = record.location_id
    if place is None:
        places = tx.find(Location, "customer_id", [record.customer_id])
        place = next((each.id for each in places if each.is_main), None)
    return replace(record, lines=lines, total=record.sums.total, attachments=files, location_id=place)


def _settled_customer(case: Case) -> Customer:
    country, before = case.tx.home()[0], case.before
    record: Customer = case.after
    files = numbered(case.tx, record.attachments, before.attachments if before else ())
    phone, mobile = formatted(record.phone, country), formatted(record.mobile, country)
    return replace(record, attachments=files, phone=phone, mobile=mobile)


def _settled_employee(case: Case) -> Employee:
    record: Employee = case.after
    return replace(record, phone=formatted(record.phone, case.tx.home()[0]))


def _settled_group(case: Case) -> Any:
    return replace(case.after, member_ids=tuple(dict.fromkeys(case.after.member_ids)))


_SETTLED: Mapping[type, Callable[[Case], Any]] = {
    PurchaseOrder: _settled_order, Estimate: _settled_estimate, Customer: _settled_customer, Group: _settled_group,
    Employee: _settled_employee, Company: settled_company,
}  # fmt: skip
_NUMBERS: Mapping[type, str] = {PurchaseOrder: Kind.PURCHASE_ORDER, Estimate: Kind.ESTIMATE, Customer: Kind.CUSTOMER}


def settled_record(case: Case) -> Any:
    """The record with what follows: its number, ids of its lines, its totals, phones as the country writes them."""
    kind, settle = _NUMBERS.get(type(case.after)), _SETTLED.get(type(case.after))
    record = settle(case) if settle else case.after
    if kind is None:
        return record
    had = case.before.number if case.before else ""
    return replace(record, number=record.number.strip() or had or case.tx.take_numbers(kind)[0])


def others(case: Case, record: Any, address: str) -> list[Change]:
    """Records that follow: a new customer's main location, new tags; the old main location is one like others."""
    changes: list[Change] = []
    if isinstance(record, Customer):
        had = case.before.tags if case.before else ()  # words that it had may be renamed or deleted in the list
        changes += new_tags(case.tx, [tag for tag in record.tags if tag not in had])
        if case.before is None:
            place = Location(
                id=case.tx.reserve_ids(1), customer_id=record.id, is_main=True,
                address=address.strip() or record.billing_address,
            )  # fmt: skip
            changes.append((None, place))
    if isinstance(record, Location) and record.is_main:
        places = case.tx.find(Location, "customer_id", [record.customer_id])
        changes += [(each, replace(each, is_main=False)) for each in places if each.is_main and each.id != record.id]
    return changes
