"""Keeps in `job_crew` what a phone has, or should have, of a job: its newest entry, how far that got, the visit, a tag.

The tag is made of the act's id, which is never used twice, not even after a backup was restored; so it says whether a
phone read the job since it last changed.
"""

import hashlib
import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, bindparam, null, select, update

from industrack_core.domain.field.records import FieldFile, FieldNote, Visit
from industrack_core.domain.records.form import FormAnswer
from industrack_core.domain.records.job import Delivery, Job
from industrack_core.domain.records.outbox import Channel, Errand, OnPhone, OutboxEntry, Receipt
from industrack_core.domain.records.record import Change
from industrack_core.store.engine import schema
from industrack_core.store.engine.codec import RowValues
from industrack_core.store.engine.prepared import Prepared, one_of, parts_of
from industrack_core.store.writing.row_writes import crew_of

Member = tuple[int, int]
"""A job's id and an employee's."""
Newest = tuple[int | None, int]
"""The id of the newest entry, None where that is a recall or there is none, and how far it got."""
_NO_ENTRY: Newest = (None, 0)

_crew, _outbox, _visit = schema.job_crew, schema.outbox, schema.visit
_MEMBER = (_crew.c.job_id == bindparam("of_job"), _crew.c.employee_id == bindparam("of_employee"))

_ENTRY = Prepared(
    update(_crew)
    .where(*_MEMBER)
    .values(entry_id=bindparam("new_entry"), receipt=bindparam("new_receipt"), tag=bindparam("new_tag"))
)
_RECEIPT = Prepared(
    update(_crew).where(*_MEMBER, _crew.c.entry_id == bindparam("of_entry")).values(receipt=bindparam("new_receipt"))
)
_STATUS = Prepared(update(_crew).where(*_MEMBER).values(status=bindparam("new_status")))
_TAG = Prepared(
    update(_crew)
    .where(one_of(_crew.c.job_id, "values"), _crew.c.entry_id.is_not(null()))
    .values(tag=bindparam("new_tag")),
    "values",
)
_ENTRIES = Prepared(
    select(
        _outbox.c.job_id, _outbox.c.employee_id, _outbox.c.id, _outbox.c.errand, _outbox.c.sent_s,
        _outbox.c.received_s, _outbox.c.seen_s,
    )
    .where(one_of(_outbox.c.job_id, "values"), _outbox.c.channel == Channel.PHONE.value)
    .order_by(_outbox.c.id),
    "values",
)  # fmt: skip
_VISITS = Prepared(
    select(_visit.c.job_id, _visit.c.employee_id, _visit.c.status).where(one_of(_visit.c.job_id, "values")), "values"
)
_SEEN_IN_JOB = ("status", "status_reason", "tasks", "items")
"""What a phone shows of a job beside what was dispatched."""


@dataclass(slots=True)
class _Touched:
    """Of which jobs phones should read something again, and whose newest entry has to be looked up."""

    tag: str
    jobs: set[int] = field(default_factory=set)
    restored: set[int] = field(default_factory=set)
    joined: set[Member] = field(default_factory=set)
    unsure: set[Member] = field(default_factory=set)
    written: set[Member] = field(default_factory=set)


def tag_of(act_id: str) -> str:
    """The tag that an act gives to what it changed: 8 hexadecimal digits."""
    return hashlib.sha256(act_id.encode()).hexdigest()[:8]


def keep_crews(connection: Connection, changes: Sequence[Change], act_id: str) -> None:
    """Bring the columns of phones in `job_crew` up to date with `changes`, which are written already."""
    touched = _Touched(tag_of(act_id))
    for before, after in changes:
        subject = after if after is not None else before
        if isinstance(subject, OutboxEntry):
            _keep_entry(connection, before, after, touched)
        elif isinstance(subject, Visit):
            status = after.status.value if isinstance(after, Visit) else ""
            _STATUS.run(connection, of_job=subject.job_id, of_employee=subject.employee_id, new_status=status)
            touched.jobs.add(subject.job_id)
        elif isinstance(after, Job):
            _note_job(before, after, touched)
        elif isinstance(subject, FieldNote | FieldFile | FormAnswer):
            touched.jobs.add(subject.job_id)
    _find_entries(connection, touched)
    _find_visits(connection, touched.restored)
    for part in parts_of(sorted(touched.jobs)):
        _TAG.run(connection, values=part, new_tag=touched.tag)


def _keep_entry(connection: Connection, before: object, after: object, touched: _Touched) -> None:
    entry = after if isinstance(after, OutboxEntry) else before
    if not isinstance(entry, OutboxEntry) or entry.channel is not Channel.PHONE:
        return
    member = (entry.job_id, entry.employee_id)
    if after is None:
        touched.unsure.add(member)
    elif isinstance(before, OutboxEntry):
        if before.receipt is not entry.receipt:
            _RECEIPT.run(
                connection, of_job=member[0], of_employee=member[1], of_entry=entry.id, new_receipt=int(entry.receipt)
            )
    else:
        touched.written.add(member)
        newest = (entry.id, int(entry.receipt)) if entry.errand is Errand.DISPATCH else _NO_ENTRY
        _put_entry(connection, member, newest, touched.tag)


def _put_entry(connection: Connection, member: Member, newest: Newest, tag: str) -> None:
    entry, receipt = newest
    _ENTRY.run(
        connection, of_job=member[0], of_employee=member[1], new_entry=entry, new_receipt=receipt,
        new_tag=tag if entry is not None else "",
    )  # fmt: skip


def _note_job(before: object, after: Job, touched: _Touched) -> None:
    """Who joins a crew whose others have the job may have had it once; what phones show is read again."""
    if before is None and after.version > 1:
        touched.restored.add(after.id)
    if after.delivery is Delivery.SAVED:
        return
    had = set(before.crew) if isinstance(before, Job) else set()
    touched.joined |= {(after.id, each) for each in after.crew if each not in had}
    if isinstance(before, Job) and any(getattr(before, name) != getattr(after, name) for name in _SEEN_IN_JOB):
        touched.jobs.add(after.id)


def _find_entries(connection: Connection, touched: _Touched) -> None:
    """Look the newest entries up, where an undo took one away or somebody comes back."""
    wanted = sorted((touched.unsure | touched.joined) - touched.written)
    newest = _newest(connection, sorted({job_id for job_id, _ in wanted}))
    for member in wanted:
        if member in newest or member in touched.unsure:
            _put_entry(connection, member, newest.get(member, _NO_ENTRY), touched.tag)


def _find_visits(connection: Connection, jobs: Iterable[int]) -> None:
    for (job_id, employee_id), status in _statuses(connection, sorted(jobs)).items():
        _STATUS.run(connection, of_job=job_id, of_employee=employee_id, new_status=status)


def _newest(connection: Connection, jobs: Sequence[int]) -> dict[Member, Newest]:
    """By member the newest entry and its receipt; None where that is a recall."""
    found: dict[Member, Newest] = {}
    for part in parts_of(jobs):
        for job_id, employee_id, entry, errand, *times in _ENTRIES.rows(connection, values=part):
            gone = errand != Errand.DISPATCH
            found[job_id, employee_id] = _NO_ENTRY if gone else (entry, int(_receipt(*times)))
    return found


def _receipt(sent_s: int, received_s: int, seen_s: int) -> Receipt:
    if seen_s:
        return Receipt.SEEN
    if received_s:
        return Receipt.RECEIVED
    return Receipt.SENT if sent_s else Receipt.WAITING


def _statuses(connection: Connection, jobs: Sequence[int]) -> dict[Member, str]:
    return {
        (job_id, employee_id): status
        for part in parts_of(jobs)
        for job_id, employee_id, status in _VISITS.rows(connection, values=part)
    }


def crews_of(connection: Connection, jobs: Sequence[Job]) -> Iterator[RowValues]:
    """What `job_crew` must say of these jobs. The tags come anew: each phone reads its jobs again."""
    ids = [job.id for job in jobs]
    newest, visits = _newest(connection, ids), _statuses(connection, ids)
    for job in jobs:
        for row in crew_of(job):
            member = (row["job_id"], row["employee_id"])
            entry, receipt = newest.get(member, _NO_ENTRY)
            yield {**row, **OnPhone(entry, receipt, visits.get(member, ""), _new_tag(entry))._asdict()}


def fresh_tag(row: RowValues) -> str:
    """A tag that no phone has: each reads its job again."""
    return _new_tag(row["entry_id"])


def _new_tag(entry: int | None) -> str:
    return "" if entry is None else secrets.token_hex(4)
