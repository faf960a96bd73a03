"""The import of jobs: rows by name become records, a row that says nothing new changes nothing."""

import hashlib
from collections.abc import Mapping, Set
from dataclasses import replace

from industrack_core.desk.jobs.import_people import Customers, employee_meant
from industrack_core.desk.jobs.job_checks import called, year_findings
from industrack_core.desk.jobs.part_findings import email_finding
from industrack_core.desk.plan import Decision, Setting, plan_of
from industrack_core.desk.records.free_numbers import FreeNumbers
from industrack_core.desk.values.phones import formatted
from industrack_core.domain.acts.imported import ImportedJob, ImportJobs
from industrack_core.domain.acts.job_permits import deeds_of, permit_findings
from industrack_core.domain.acts.limits import cleaned, too_long
from industrack_core.domain.acts.who import Unclear, each_named
from industrack_core.domain.kinds import Kind
from industrack_core.domain.outcomes import Done, Finding, FindingKind, Refused, Weight
from industrack_core.domain.records.customer import Customer, Location
from industrack_core.domain.records.held import Fields
from industrack_core.domain.records.job import MAX_JOB_MINUTES, Job
from industrack_core.domain.records.office import Employee, JobColor, ServiceType
from industrack_core.domain.records.record import Change, Record
from industrack_core.domain.text.text import clean_line, fold
from industrack_core.store.engine.prepared import parts_of
from industrack_core.store.engine.statements import used_numbers
from industrack_core.store.reads.archives import archived_keys
from industrack_core.store.writing import journal
from industrack_core.store.writing.transaction import Transaction

_FIELDS = tuple(ImportedJob.__dataclass_fields__)
_FIRST_FIELDS = 13
"""So many fields a row had when digests were first kept."""


class _Names:
    """Records by what rows call them, those made on the way included; `created` in the order of making.

    New service types take the company's colors in turn, so that imported jobs can be told apart.
    """

    def __init__(self, tx: Transaction, rows: list[ImportedJob], names: dict[str, str]) -> None:
        self.tx, self.created, self._full = tx, list[Record](), names
        self.told: list[Finding] = []
        self._colors = [color.id for color in tx.everything(JobColor)]
        self._employees = tx.everything(Employee)
        self._meant: dict[str, int] = {}
        self._service_types: dict[str, int] = {}
        for service_type in tx.everything(ServiceType):
            self._service_types.setdefault(fold(service_type.name), service_type.id)
        self._customers = Customers(tx, rows)
        typed = {row.customer_number for row in rows if row.customer_number}
        self.numbers = FreeNumbers(tx, Kind.CUSTOMER, len(rows), typed)
        self._country = tx.home()[0]

    def employee(self, name: str) -> int:
        """Raises Unclear."""
        if name not in self._meant:
            full = self._full.get(name, name)
            found = employee_meant(full, self._employees)
            if found is None:
                last, _, first = (part.strip() for part in full.partition(","))
                found = cleaned(Employee(id=self.tx.new_id(), last_name=last or first, first_name=first * bool(last)))
                self.created.append(found)
                self._employees.append(found)
            self._meant[name] = found.id
        return self._meant[name]

    def service_type(self, name: str) -> int:
        key = fold(name)
        if key not in self._service_types:
            color = self._colors[len(self._service_types) % len(self._colors)] if self._colors else None
            service_type = ServiceType(id=self.tx.new_id(), name=name, color_id=color)
            self.created.append(cleaned(service_type))
            self._service_types[key] = service_type.id
        return self._service_types[key]

    def customer(self, row: ImportedJob) -> int:
        """Raises Unclear."""
        found = self._customers.meant(row)
        if found is None:
            if alike := self._customers.alike(row):
                self.told.append(Finding(FindingKind.DUPLICATE, Weight.TELLS, alike, row.key))
            number = row.customer_number or self.numbers.next()
            phone = formatted(row.phone or "", self._country)
            record_id = self.tx.new_id()
            customer = Customer(id=record_id, number=number, name=row.customer, phone=phone, email=row.email or "")
            customer = cleaned(customer)
            place = self._made_place(customer.id, row.location or "", is_main=True)
            self.created[-1:-1] = [customer]
            self._customers.add(customer, place)
            found = customer.id
        return found

    def location(self, customer_id: int, address: str) -> int:
        found = self._customers.place(customer_id, address)
        if found is None:
            found = self._made_place(customer_id, address, is_main=not self._customers.has_main(customer_id))
            self._customers.add_place(found)
        return found.id

    def _made_place(self, customer_id: int, address: str, *, is_main: bool) -> Location:
        place = Location(id=self.tx.new_id(), customer_id=customer_id, address=address, is_main=is_main)
        self.created.append(cleaned(place))
        return place


_IN_ARCHIVE = "the job is in an archive, so the row was left out"


def row_digest(row: ImportedJob) -> str:
    """What a row says, as a short text: kept with the job, so that an unchanged row is known again.

    Fields that came later say nothing while they are empty, so that what was imported before them is known, too.
    """
    said = tuple(getattr(row, name) for name in _FIELDS)
    while len(said) > _FIRST_FIELDS and said[-1] is None:
        said = said[:-1]
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


def _fields(row: ImportedJob, names: _Names) -> Fields:
    """The job's fields that the row speaks of."""
    customer_id = names.customer(row)
    found: Fields = {
        "customer_id": customer_id,
        "location_id": names.location(customer_id, row.location or ""),
        "import_digest": row_digest(row),
    }
    if row.employee is not None:
        found["crew"] = tuple(dict.fromkeys(map(names.employee, each_named(row.employee))))
    if row.service_type:
        found["service_type_id"] = names.service_type(row.service_type)
    for name in ("description", "note", "priority", "status", "starts_at", "minutes"):
        value = getattr(row, name)
        if value is not None:
            found[name] = value
    return found


def _row_findings(tx: Transaction, rows: list[ImportedJob], known: Set[str]) -> list[Finding]:
    """What keeps rows from becoming jobs; the field of each finding is the row's key. `known`: keys of jobs."""
    typed = {row.key: row.number for row in rows if row.number and row.key not in known}
    taken = {
        each for part in parts_of(sorted(set(typed.values())))
        for each in used_numbers(Kind.JOB).column(tx.connection, values=part)
    }  # fmt: skip
    seen: dict[str, str] = {}
    findings = []
    for row in rows:
        texts = [finding.text for finding in [*too_long(row), *year_findings(row.starts_at)]]
        if not any((row.customer.strip(), row.customer_number, row.email, row.phone)):
            texts.append("A job needs a customer.")
        if row.minutes is not None and not 0 < row.minutes <= MAX_JOB_MINUTES:
            texts.append("A job lasts from a minute to 31 days.")
        if row.email and (found := email_finding(row.email)):
            texts.append(found.text)
        number = typed.get(row.key)
        if number and (number in taken or seen.setdefault(number, row.key) != row.key):
            texts.append(f"The number {number} is another job's.")
        findings += [Finding(FindingKind.ENTRY, Weight.STOPS, text, row.key) for text in texts]
    return findings


def _edited_since(tx: Transaction, job: Job) -> Finding | None:
    touch = journal.last_touch(tx, Kind.JOB, job.id)
    if touch is None or touch.act == "ImportJobs":
        return None
    text = f"job {job.number} was changed by {called(tx, touch.who)} since it was imported, so the row was left out"
    return Finding(FindingKind.BUILT_ON, Weight.TELLS, text, job.external_key or "", job_id=job.id)


def _not_permitted(tx: Transaction, row: ImportedJob, job: Job, names: Mapping[str, str]) -> Finding | None:
    """What the table of permits says to what the row would do to the job: nobody is there to ask, so it is told."""
    says = {name: getattr(row, name) for name in ("status", "starts_at", "minutes") if getattr(row, name) is not None}
    if row.employee == "":
        says["crew"] = ()
    elif row.employee is not None:
        try:
            found = employee_meant(names.get(row.employee, row.employee), tx.everything(Employee))
        except Unclear:
            return None  # the row is refused for that
        says["crew"] = (found.id if found else 0,)
    ruled = permit_findings(job, deeds_of(job, replace(job, **says)))
    if not ruled:
        return None
    text = f"job {ruled[0].text} The row was left out"
    return replace(ruled[0], weight=Weight.TELLS, text=text, field=job.external_key or "")


def import_job_rows(tx: Transaction, act: ImportJobs, setting: Setting) -> Decision:
    """Create the rows' jobs, or bring the ones imported before up to date."""
    rows = [cleaned(row) for row in act.rows]
    existing = tx.job_by_key([row.key for row in rows])
    gone = archived_keys(tx.connection, [row.key for row in rows if row.key not in existing])
    wrong = _row_findings(tx, rows, existing.keys() | gone)
    if wrong:
        return Refused(tuple(wrong))
    latest = {row.key: row for row in rows}
    due = [
        row for row in latest.values() if row.key not in existing or existing[row.key].import_digest != row_digest(row)
    ]
    full = dict(act.names)
    before = [(row, existing[row.key]) for row in due if row.key in existing]
    findings = [found for row, job in before if (found := _edited_since(tx, job) or _not_permitted(tx, row, job, full))]
    findings += [Finding(FindingKind.BUILT_ON, Weight.TELLS, _IN_ARCHIVE, key) for key in sorted(gone)]
    if findings and act.strict:
        return Refused(tuple(replace(finding, weight=Weight.STOPS) for finding in findings))
    left_out = {finding.field for finding in findings}
    due = [row for row in due if row.key not in left_out]
    if not due:
        return Done(tx.revision, "Nothing new to import.", warnings=tuple(findings))
    names = _Names(tx, due, full)
    changes, unclear = _changes(tx, due, existing, names)
    if unclear:
        return Refused(tuple(unclear))
    findings += names.told
    new = sum(1 for row in due if row.key not in existing)
    line = f"Imported {new} new and {len(due) - new} changed jobs from {clean_line(act.source)}."
    return plan_of(changes, line, findings, clean_line(act.batch))


def _changes(
    tx: Transaction, due: list[ImportedJob], existing: dict[str, Job], names: _Names
) -> tuple[list[Change], list[Finding]]:
    """What the rows change, and what keeps rows from it: whom they mean is not clear."""
    fresh = [row for row in due if row.key not in existing]
    ids = iter(range(first := tx.reserve_ids(len(fresh)), first + len(fresh)))
    typed = {row.number for row in fresh if row.number}
    numbers = FreeNumbers(tx, Kind.JOB, sum(1 for row in fresh if not row.number), typed)
    jobs: list[Change] = []
    unclear: list[Finding] = []
    for row in due:
        before = existing.get(row.key)
        try:
            fields = _fields(row, names)
        except Unclear as several:
            unclear.append(Finding(FindingKind.ENTRY, Weight.STOPS, str(several), row.key))
            continue
        if before is None:
            blank = Job(id=next(ids), number=row.number or numbers.next(), customer_id=0, external_key=row.key)
            jobs.append((None, cleaned(replace(blank, **fields))))
        else:
            jobs.append((before, cleaned(replace(before, **fields))))
    return [*((None, record) for record in names.created), *jobs], unclear
