"""What speaks against saving a record, and what follows from it: a rule for every kind that has one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from industrack_core.desk.job_checks import stops
from industrack_core.desk.job_parts import email_finding, numbered
from industrack_core.desk.money import MOST_MINOR, decimals_of
from industrack_core.desk.phones import formatted, phone_finding
from industrack_core.desk.plan import Setting
from industrack_core.domain.acts import Record
from industrack_core.domain.customer import Customer, Equipment, Location
from industrack_core.domain.estimate import OPEN_STATUSES, WHOLE, Estimate
from industrack_core.domain.form import Form, QuestionKind
from industrack_core.domain.inventory import InventoryItem
from industrack_core.domain.job_parts import LIST_LIMIT, AttachmentKind
from industrack_core.domain.office import Calendar, Company, Employee, EmployeeState, Group, TimeOff
from industrack_core.domain.outcomes import Finding, FindingKind, Weight
from industrack_core.domain.purchase import PurchaseOrder, step_problem
from industrack_core.domain.settings import NumberSeries
from industrack_core.domain.span import FIRST_YEAR, LAST_YEAR
from industrack_core.store.transaction import Transaction

NUMBERED = ("job", "customer", "estimate", "purchase_order")
"""Kinds that have numbers."""
Change = tuple[Record | None, Record | None]


class Case(NamedTuple):
    """A record that is to be saved: before it (None when it is new), after it, and in which setting."""

    tx: Transaction
    before: Any
    after: Any
    setting: Setting


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
    if min(record.price, record.cost, record.counted, record.reorder_point) < 0:
        return [stops(FindingKind.ENTRY, "Prices and stock cannot be less than nothing.", "price")]
    return []


def _customers_own(case: Case) -> Sequence[Finding]:
    record: Equipment | Location = case.after
    findings = []
    if case.tx.get(Customer, record.customer_id) is None:
        findings.append(stops(FindingKind.ENTRY, "This customer was deleted meanwhile.", "customer"))
    if isinstance(record, Location):
        if not (record.name.strip() or record.address.strip()):
            findings.append(stops(FindingKind.MISSING, "A location needs an address.", "address"))
        if record.is_main and record.retired:
            findings.append(stops(FindingKind.IN_USE, "The main location stays: it can be changed, not deleted."))
    return findings


def _order(case: Case) -> Sequence[Finding]:
    record: PurchaseOrder = case.after
    findings = []
    if not record.vendor.strip():
        findings.append(stops(FindingKind.MISSING, "A purchase order needs a vendor.", "vendor"))
    for place, line in enumerate(record.lines):
        if not (line.name.strip() and line.quantity > 0 and line.price >= 0 and 0 <= line.received <= line.quantity):
            text = f"Line {place + 1} cannot be: it needs a name, a quantity, and no more received than ordered."
            findings.append(stops(FindingKind.ENTRY, text, f"lines.{place}"))
    problem = step_problem(case.before, record)
    if problem and not findings:
        findings.append(stops(FindingKind.STARTED, problem, "status"))
    return findings + _number(case, "purchase_order")


def _series(case: Case) -> Sequence[Finding]:
    record: NumberSeries = case.after
    findings = []
    if record.kind not in NUMBERED:
        findings.append(stops(FindingKind.ENTRY, "Nothing of this kind is numbered.", "kind"))
    if any(other.id != record.id for other in case.tx.find(NumberSeries, "kind", [record.kind])):
        findings.append(stops(FindingKind.DUPLICATE, "This numbering is there already.", "kind"))
    if not 0 <= record.first_number <= 2_000_000_000:
        findings.append(stops(FindingKind.ENTRY, "Numbers go up to 2,000,000,000.", "first_number"))
    return findings


def _number(case: Case, kind: str) -> list[Finding]:
    """A typed number is needed where none comes by itself, and is nobody else's."""
    number, words = case.after.number.strip(), kind.replace("_", " ")
    had = case.before.number if case.before else ""
    if not number and not had and not case.tx.numbers_itself(kind):
        text = f"Type a number: {words}s are not numbered by themselves here."
        return [stops(FindingKind.MISSING, text, "number")]
    if number and number != had and case.tx.number_in_use(kind, number):
        return [stops(FindingKind.DUPLICATE, f"There is a {words} {number} already.", "number")]
    return []


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
    return [*findings, *_number(case, "customer")]


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
            some = ", ".join(number for _, number in ahead[:5]) + (", ..." if len(ahead) > 5 else "")
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
    return []


def _company(case: Case) -> Sequence[Finding]:
    record: Company = case.after
    findings = []
    try:
        ZoneInfo(record.zone)
    except (ValueError, OSError, KeyError):
        findings.append(stops(FindingKind.ENTRY, f"There is no time zone {record.zone}.", "zone"))
    if len(record.currency) != 3 or not record.currency.isascii() or not record.currency.isalpha():
        findings.append(stops(FindingKind.ENTRY, "A currency has three letters: USD, EUR, JPY.", "currency"))
    elif case.before and decimals_of(record.currency) != decimals_of(case.before.currency):
        text = f"{record.currency} counts in other parts than {case.before.currency}: all prices would change."
        findings.append(stops(FindingKind.ENTRY, text, "currency"))
    if not 0 <= record.first_weekday <= 6:
        findings.append(stops(FindingKind.ENTRY, "A week begins on one of seven days.", "first_weekday"))
    return findings


def _estimate(case: Case) -> Sequence[Finding]:
    record: Estimate = case.after
    before: Estimate | None = case.before
    findings = _estimate_place(case, record)
    if before is not None and before.status.is_converted:
        text = f"Estimate {before.number} is a job by now: it stands as it was offered."
        return [stops(FindingKind.STARTED, text)]
    if record.status not in OPEN_STATUSES:
        text = f"{record.status.label} follows from its job and is not set by hand."
        findings.append(stops(FindingKind.STARTED, text, "status"))
    findings += _estimate_lines(record)
    had = {each.digest for each in before.attachments} if before else set()
    files = [each for each in record.attachments if each.kind is AttachmentKind.FILE and each.digest not in had]
    if files and case.tx.contents.lacking([each.digest for each in files]):
        findings.append(stops(FindingKind.ENTRY, "An attached file is not there: attach it again.", "attachments"))
    return [*findings, *_number(case, "estimate")]


def _estimate_lines(record: Estimate) -> list[Finding]:
    findings = []
    if len(record.lines) > LIST_LIMIT:
        findings.append(stops(FindingKind.ENTRY, f"{LIST_LIMIT} lines are the most.", "lines"))
    for place, line in enumerate(record.lines):
        where = f"lines.{place}"
        if not line.text.strip():
            findings.append(stops(FindingKind.MISSING, "A line needs words.", f"{where}.text"))
        if not 0 < line.quantity <= 10**9:
            findings.append(stops(FindingKind.ENTRY, "A line needs a quantity above nothing.", f"{where}.quantity"))
        elif not 0 <= line.price <= MOST_MINOR or line.full > 10**15:
            findings.append(stops(FindingKind.ENTRY, "This price cannot be.", f"{where}.price"))
        elif not 0 <= line.discount.rate <= WHOLE or not 0 <= line.discount.amount <= line.full:
            text = "A discount is from nothing to all of the line."
            findings.append(stops(FindingKind.ENTRY, text, f"{where}.discount"))
    if findings:
        return findings
    if not 0 <= record.discount_rate <= WHOLE or not 0 <= record.discount_amount <= max(0, record.sums.lines):
        findings.append(stops(FindingKind.ENTRY, "A discount is from nothing to all of it.", "discount"))
    if not 0 <= record.tax_rate <= WHOLE:
        findings.append(stops(FindingKind.ENTRY, "A tax is from 0 to 100 %.", "tax_rate"))
    return findings


def _estimate_place(case: Case, record: Estimate) -> list[Finding]:
    if case.tx.get(Customer, record.customer_id) is None:
        return [stops(FindingKind.MISSING, "An estimate needs a customer.", "customer_id")]
    place = case.tx.get(Location, record.location_id) if record.location_id is not None else None
    if record.location_id is not None and (place is None or place.customer_id != record.customer_id):
        return [stops(FindingKind.ENTRY, "This location is not the customer's.", "location_id")]
    return []


CHECKS: Mapping[type, Callable[[Case], Sequence[Finding]]] = {
    Calendar: _calendar, Group: _group, Form: _form, InventoryItem: _item, Equipment: _customers_own,
    Location: _customers_own, PurchaseOrder: _order, NumberSeries: _series, Customer: _customer, Employee: _employee,
    TimeOff: _time_off, Company: _company, Estimate: _estimate,
}  # fmt: skip


# -- what a record becomes ---------------------------------------------------------------------


def settled(case: Case) -> Any:
    """The record with what follows: its number, ids of its lines, its totals, phones as the country writes them."""
    tx, before, record = case.tx, case.before, case.after
    if isinstance(record, PurchaseOrder):
        lines: Any = numbered(tx, record.lines, before.lines if before else ())
        record = replace(record, lines=lines, total=record.lines_total)
    elif isinstance(record, Estimate):
        lines = numbered(tx, record.lines, before.lines if before else ())
        parts = numbered(tx, record.attachments, before.attachments if before else ())
        record = replace(record, lines=lines, total=record.sums.total, attachments=parts)
        if record.location_id is None:
            places = tx.find(Location, "customer_id", [record.customer_id])
            record = replace(record, location_id=next((each.id for each in places if each.is_main), None))
    elif isinstance(record, Customer | Employee):
        country = tx.home()[0]
        record = replace(record, phone=formatted(record.phone, country))
        if isinstance(record, Customer):
            record = replace(record, mobile=formatted(record.mobile, country))
    kind = _NUMBERS.get(type(record))
    if kind is not None:
        number = record.number.strip() or (before.number if before else "") or tx.take_numbers(kind)[0]
        record = replace(record, number=number)
    return record


_NUMBERS: Mapping[type, str] = {PurchaseOrder: "purchase_order", Estimate: "estimate", Customer: "customer"}


def others(case: Case, record: Any, address: str) -> list[Change]:
    """Records that come with a new one: a customer's main location."""
    if case.before is None and isinstance(record, Customer):
        place = Location(
            id=case.tx.reserve_ids(1), customer_id=record.id, is_main=True,
            address=address.strip() or record.billing_address,
        )  # fmt: skip
        return [(None, place)]
    return []
