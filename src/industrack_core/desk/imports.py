"""The import of jobs: rows by name become records, a row that says nothing new changes nothing."""

import hashlib
from collections.abc import Iterable
from dataclasses import astuple, dataclass, field, replace
from typing import Any

from industrack_core.desk.job_checks import year_findings
from industrack_core.desk.plan import Decision, Setting, plan_of
from industrack_core.domain.acts import ImportedJob, ImportJobs, Record
from industrack_core.domain.customer import Customer, Location
from industrack_core.domain.job import MAX_JOB_MINUTES, Job
from industrack_core.domain.limits import cleaned, too_long
from industrack_core.domain.office import Employee, JobColor, ServiceType
from industrack_core.domain.outcomes import Done, Finding, FindingKind, Refused, Weight
from industrack_core.domain.text import clean_line, fold
from industrack_core.store import journal
from industrack_core.store.transaction import Transaction


@dataclass
class _Names:
    """Records by folded name, those made on the way included; `created` in the order of making.

    New service types take the company's colors in turn, so that imported jobs can be told apart.
    """

    tx: Transaction
    colors: list[int]
    created: list[Record] = field(default_factory=list)
    employees: dict[str, int] = field(default_factory=dict)
    service_types: dict[str, int] = field(default_factory=dict)
    customers: dict[str, int] = field(default_factory=dict)
    locations: dict[tuple[int, str], int] = field(default_factory=dict)
    main_locations: dict[int, int] = field(default_factory=dict)

    def employee(self, name: str) -> int:
        key = fold(name)
        if key not in self.employees:
            last, _, first = (part.strip() for part in name.partition(","))
            employee = Employee(id=self.tx.reserve_ids(1), last_name=last, first_name=first)
            self.created.append(cleaned(employee))
            self.employees[key] = employee.id
        return self.employees[key]

    def service_type(self, name: str) -> int:
        key = fold(name)
        if key not in self.service_types:
            color = self.colors[len(self.service_types) % len(self.colors)] if self.colors else None
            service_type = ServiceType(id=self.tx.reserve_ids(1), name=name, color_id=color)
            self.created.append(cleaned(service_type))
            self.service_types[key] = service_type.id
        return self.service_types[key]

    def customer(self, name: str, phone: str) -> int:
        key = fold(name)
        if key not in self.customers:
            number = self.tx.take_numbers("customer")[0]
            customer = Customer(id=self.tx.reserve_ids(1), number=number, name=name, phone=phone)
            self.created.append(cleaned(customer))
            self.customers[key] = customer.id
        return self.customers[key]

    def location(self, customer_id: int, address: str) -> int:
        key = (customer_id, fold(address))
        if not key[1] and customer_id in self.main_locations:
            return self.main_locations[customer_id]
        if key not in self.locations:
            is_main = customer_id not in self.main_locations
            location = Location(id=self.tx.reserve_ids(1), customer_id=customer_id, address=address, is_main=is_main)
            self.created.append(cleaned(location))
            self.locations[key] = location.id
            if is_main:
                self.main_locations[customer_id] = location.id
        return self.locations[key]


def _names(tx: Transaction, rows: Iterable[ImportedJob]) -> _Names:
    names = _Names(tx, [color.id for color in tx.everything(JobColor)])
    for employee in tx.everything(Employee):
        for name in (employee.short_name, employee.name):
            names.employees.setdefault(fold(name), employee.id)
    for service_type in tx.everything(ServiceType):
        names.service_types.setdefault(fold(service_type.name), service_type.id)
    rows = list(rows)
    for customer in tx.find(Customer, "name", sorted({row.customer for row in rows})):
        names.customers.setdefault(fold(customer.name), customer.id)
    addresses = sorted({row.location for row in rows if row.location})
    for location in tx.locations_at(sorted(set(names.customers.values())), addresses):
        names.locations.setdefault((location.customer_id, fold(location.address)), location.id)
        if location.is_main:
            names.main_locations[location.customer_id] = location.id
    return names


def row_digest(row: ImportedJob) -> str:
    """What a row says, as a short text: kept with the job, so that an unchanged row is known again."""
    return hashlib.sha256(repr(astuple(row)).encode()).hexdigest()[:16]


def _fields(row: ImportedJob, names: _Names) -> dict[str, Any]:
    """The job's fields that the row speaks of."""
    customer_id = names.customer(row.customer, row.phone or "")
    found: dict[str, Any] = {
        "customer_id": customer_id,
        "location_id": names.location(customer_id, row.location or ""),
        "import_digest": row_digest(row),
    }
    if row.employee is not None:
        found["crew"] = (names.employee(row.employee),) if row.employee else ()
    if row.service_type:
        found["service_type_id"] = names.service_type(row.service_type)
    for name in ("description", "note", "priority", "status", "starts_at", "minutes"):
        value = getattr(row, name)
        if value is not None:
            found[name] = value
    return found


def _row_findings(tx: Transaction, rows: list[ImportedJob], existing: dict[str, Job]) -> list[Finding]:
    """What keeps rows from becoming jobs; the field of each finding is the row's key."""
    typed = {row.key: row.number for row in rows if row.number and row.key not in existing}
    taken = {job.number for job in tx.find(Job, "number", sorted(set(typed.values())))}
    seen: dict[str, str] = {}
    findings = []
    for row in rows:
        texts = [finding.text for finding in [*too_long(row), *year_findings(row.starts_at)]]
        if not row.customer.strip():
            texts.append("A job needs a customer.")
        if row.minutes is not None and not 0 < row.minutes <= MAX_JOB_MINUTES:
            texts.append("A job lasts from a minute to 31 days.")
        number = typed.get(row.key)
        if number and (number in taken or seen.setdefault(number, row.key) != row.key):
            texts.append(f"The number {number} is another job's.")
        findings += [Finding(FindingKind.ENTRY, Weight.STOPS, text, row.key) for text in texts]
    return findings


def _edited_since(tx: Transaction, job: Job) -> Finding | None:
    touch = journal.last_touch(tx, "job", job.id)
    if touch is None or touch.act == "ImportJobs":
        return None
    text = f"job {job.number} was changed by {touch.who} since it was imported, so the row was left out"
    return Finding(FindingKind.BUILT_ON, Weight.TELLS, text, job.external_key or "", job_id=job.id)


def import_jobs(tx: Transaction, act: ImportJobs, setting: Setting) -> Decision:
    """Create the rows' jobs, or bring the ones imported before up to date."""
    rows = [cleaned(row) for row in act.rows]
    existing = tx.job_by_key([row.key for row in rows])
    wrong = _row_findings(tx, rows, existing)
    if wrong:
        return Refused(tuple(wrong))
    latest = {row.key: row for row in rows}
    due = [
        row for row in latest.values() if row.key not in existing or existing[row.key].import_digest != row_digest(row)
    ]
    findings = [found for row in due if row.key in existing and (found := _edited_since(tx, existing[row.key]))]
    if findings and act.strict:
        return Refused(tuple(replace(finding, weight=Weight.STOPS) for finding in findings))
    left_out = {finding.field for finding in findings}
    due = [row for row in due if row.key not in left_out]
    if not due:
        return Done(tx.revision, "Nothing new to import.", warnings=tuple(findings))
    changes = _changes(tx, due, existing)
    new = sum(1 for row in due if row.key not in existing)
    line = f"Imported {new} new and {len(due) - new} changed jobs from {clean_line(act.source)}."
    return plan_of(changes, line, findings, clean_line(act.batch))


def _changes(
    tx: Transaction, due: list[ImportedJob], existing: dict[str, Job]
) -> list[tuple[Record | None, Record | None]]:
    names = _names(tx, due)
    fresh = [row for row in due if row.key not in existing]
    ids = iter(range(first := tx.reserve_ids(len(fresh)), first + len(fresh)))
    numbers = iter(tx.take_numbers("job", sum(1 for row in fresh if not row.number)))
    jobs: list[tuple[Record | None, Record | None]] = []
    for row in due:
        before = existing.get(row.key)
        if before is None:
            number = row.number or next(numbers)
            blank = Job(id=next(ids), number=number, customer_id=0, external_key=row.key)
            jobs.append((None, cleaned(replace(blank, **_fields(row, names)))))
        else:
            jobs.append((before, cleaned(replace(before, **_fields(row, names)))))
    return [*((None, record) for record in names.created), *jobs]
