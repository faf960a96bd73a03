"""What a phone should have: rows of one range of `job_crew`, and what belongs to these jobs."""

from collections.abc import Sequence

from sqlalchemy import Connection, and_, bindparam, null, or_, select

from industrack_core.domain.field.records import FieldFile, FieldNote, Visit
from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.domain.records.customer import Location
from industrack_core.domain.records.form import FormAnswer
from industrack_core.domain.records.job import Job
from industrack_core.domain.records.office import Employee
from industrack_core.domain.records.outbox import Channel, Errand, OutboxEntry, Receipt
from industrack_core.domain.time.minute import minute_of
from industrack_core.store.engine import schema
from industrack_core.store.engine.codec import record_of
from industrack_core.store.engine.prepared import Prepared, Row, one_of, parts_of
from industrack_core.store.engine.statements import in_window
from industrack_core.store.reads.by_id import HIGHEST_ID, records_by

_crew, _outbox, _device, _job = schema.job_crew, schema.outbox, schema.device, schema.job

_LONGEST = Prepared(select(schema.ledger.c.longest_minutes))
_JOBS = Prepared(
    select(
        _crew.c.job_id, _crew.c.entry_id, _crew.c.receipt, _crew.c.tag, _outbox.c.due_s, _outbox.c.sent_s,
        _outbox.c.received_s,
    )
    .join(_outbox, _outbox.c.id == _crew.c.entry_id)
    .where(
        _crew.c.employee_id == bindparam("of_employee"), *in_window(_crew.c.starts_at), _crew.c.entry_id.is_not(null()),
    )
    .order_by(_crew.c.starts_at, _crew.c.job_id)
)  # fmt: skip
_BEFORE = Prepared(
    select(_outbox.c.id, _outbox.c.errand)
    .where(
        _outbox.c.job_id == bindparam("of_job"), _outbox.c.employee_id == bindparam("of_employee"),
        _outbox.c.channel == Channel.PHONE.value, _outbox.c.id < bindparam("entry"),
        _outbox.c.due_s <= bindparam("now"),
    )
    .order_by(_outbox.c.id.desc())
    .limit(1)
)  # fmt: skip
_UNSEEN = Prepared(
    select(_outbox.c.id).where(
        one_of(_outbox.c.id, "values"),
        _outbox.c.seen_s == 0,
        _outbox.c.employee_id == bindparam("of_employee"),
        _outbox.c.channel == Channel.PHONE.value,
    ),
    "values",
)
_WAITING = Prepared(
    select(_outbox.c.id, _crew.c.employee_id, _outbox.c.due_s)
    .join(_outbox, _outbox.c.id == _crew.c.entry_id)
    .where(
        _crew.c.employee_id.in_(select(_device.c.employee_id).where(_device.c.state == "active")),
        *in_window(_crew.c.starts_at), _crew.c.receipt == int(Receipt.WAITING),
    )
    .select_from(_crew)
    .order_by(_outbox.c.id)
    .limit(1000)
)  # fmt: skip
_PAST = Prepared(
    select(_job)
    .where(_job.c.location_id == bindparam("place"), _job.c.id != bindparam("except_job"))
    .where(
        or_(
            _job.c.starts_at < bindparam("before"),
            and_(_job.c.starts_at == bindparam("before"), _job.c.id < bindparam("before_job")),
        )
    )
    .order_by(_job.c.starts_at.desc(), _job.c.id.desc())
    .limit(bindparam("most"))
)
_MINE = Prepared(
    select(_crew.c.job_id).where(
        _crew.c.job_id == bindparam("of_job"), _crew.c.employee_id == bindparam("of_employee"),
        _crew.c.entry_id.is_not(null()),
    )
)  # fmt: skip


class CrewRow(NamedTuple):
    """A job that a phone should have: its newest entry, how far that got, the tag, and the entry's times (seconds)."""

    job_id: int
    entry_id: int
    receipt: int
    tag: str
    due_s: int
    sent_s: int
    received_s: int


def crew_rows(connection: Connection, employee_id: int, low: int, high: int) -> list[CrewRow]:
    """The dispatched jobs of an employee between two minutes: one range, bounded by the longest job there is."""
    longest: int = _LONGEST.one(connection)[0]
    found = _JOBS.rows(connection, of_employee=employee_id, earliest=low - longest, low=low, high=high)
    return [CrewRow(*row) for row in found]


def dispatch_before(connection: Connection, job_id: int, employee_id: int, entry_id: int, now_s: int) -> int | None:
    """The dispatch that counts while a newer one is not due yet; None for none, or a recall."""
    row = _BEFORE.first(connection, of_job=job_id, of_employee=employee_id, entry=entry_id, now=now_s)
    return row[0] if row is not None and row[1] == Errand.DISPATCH else None


def not_seen_yet(connection: Connection, employee_id: int, entries: Sequence[int]) -> list[int]:
    """Those of these entries of an employee that were not known to be seen."""
    wanted = [each for each in entries if 0 < each < 2**31]
    found = (_UNSEEN.column(connection, of_employee=employee_id, values=part) for part in parts_of(wanted))
    return sorted({each for part in found for each in part})


def waiting_rows(connection: Connection, low: int, high: int) -> list[Row]:
    """Entries (id, employee, due) that no phone fetched, of employees with a phone, of jobs between two minutes."""
    longest: int = _LONGEST.one(connection)[0]
    return _WAITING.rows(connection, earliest=low - longest, low=low, high=high)


def newest_dispatch(connection: Connection, entry_ids: Sequence[int]) -> int | None:
    """When the newest of these entries of the outbox that dispatch a job is due; None where all are recalls."""
    entries = records_by(connection, OutboxEntry, "id", entry_ids)
    return max((each.due_s for each in entries if each.errand is Errand.DISPATCH), default=None)


class Related(NamedTuple):
    """What belongs to jobs that are handed out."""

    jobs: dict[int, Job]
    entries: dict[int, OutboxEntry]
    visits: list[Visit]
    notes: list[FieldNote]
    files: list[FieldFile]
    answers: list[FormAnswer]
    places: dict[int, Location]
    people: dict[int, Employee]
    past: dict[int, list[Job]]
    past_notes: dict[int, list[FieldNote]]


def related(connection: Connection, job_ids: Sequence[int], entry_ids: Sequence[int], past_visits: int) -> Related:
    """Everything that the documents of these jobs say, so many past visits of each place included."""
    jobs = {job.id: job for job in records_by(connection, Job, "id", job_ids)}
    places = sorted({job.location_id for job in jobs.values() if job.location_id is not None})
    past = {job.id: past_jobs(connection, job, job, past_visits) for job in jobs.values()} if past_visits else {}
    earlier = {each.id: each for found in past.values() for each in found}
    visits = records_by(connection, Visit, "job_id", job_ids)
    notes = records_by(connection, FieldNote, "job_id", job_ids)
    files = records_by(connection, FieldFile, "job_id", job_ids)
    people = {each for job in (*jobs.values(), *earlier.values()) for each in job.crew}
    people |= {visit.employee_id for visit in visits} | {note.employee_id for note in notes}
    people |= {file.employee_id for file in files}
    return Related(
        jobs,
        {entry.id: entry for entry in records_by(connection, OutboxEntry, "id", entry_ids)},
        visits,
        notes,
        files,
        records_by(connection, FormAnswer, "job_id", job_ids),
        {place.id: place for place in records_by(connection, Location, "id", places)},
        {each.id: each for each in records_by(connection, Employee, "id", sorted(people))},
        past,
        notes_of(connection, sorted(earlier)),
    )


def past_jobs(connection: Connection, job: Job, before: Job, most: int) -> list[Job]:
    """Jobs at the place of a job that began before another one there did, the newest first."""
    if job.location_id is None or before.starts_at is None:
        return []
    start = minute_of(before.starts_at)
    found = _PAST.rows(
        connection, place=job.location_id, except_job=job.id, before_job=before.id, before=start, most=most
    )
    return [record_of(Job, row) for row in found]


def notes_of(connection: Connection, job_ids: Sequence[int]) -> dict[int, list[FieldNote]]:
    """The notes of jobs that stand, by job."""
    notes: dict[int, list[FieldNote]] = {}
    for note in records_by(connection, FieldNote, "job_id", job_ids):
        if not note.gone:
            notes.setdefault(note.job_id, []).append(note)
    return notes


def is_theirs(connection: Connection, job_id: int, employee_id: int) -> bool:
    """Whether an employee has this job from the office."""
    return job_id <= HIGHEST_ID and _MINE.first(connection, of_job=job_id, of_employee=employee_id) is not None
