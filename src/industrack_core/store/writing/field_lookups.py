"""What an act about phones looks up under the write lock."""

from collections.abc import Sequence
from typing import Generic

from sqlalchemy import bindparam, null, or_, select

from industrack_core.domain.field.records import Device, FieldReport, FieldSettings, TimeEntry, Visit
from industrack_core.domain.kinds import Kind
from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.domain.records.job import WorkStatus
from industrack_core.domain.records.outbox import Channel, OutboxEntry
from industrack_core.domain.records.record import KINDS
from industrack_core.store.engine import schema
from industrack_core.store.engine.codec import RowValues, columns_of, from_row, record_of
from industrack_core.store.engine.prepared import Prepared, one_of
from industrack_core.store.engine.statements import rows_by
from industrack_core.store.writing.lookups import Lookups, R

_device, _report, _visit, _entry = schema.device, schema.field_report, schema.visit, schema.time_entry
_outbox, _journal, _change = schema.outbox, schema.journal, schema.journal_change

_BY_HASH = Prepared(
    select(_device).where(or_(_device.c.token_hash == bindparam("hash"), _device.c.next_hash == bindparam("hash")))
)
_KNOWN = Prepared(
    select(_report.c.seq, _report.c.digest, _report.c.verdict).where(
        _report.c.device_id == bindparam("of_device"), one_of(_report.c.seq, "values")
    ),
    "values",
)
_LAST = Prepared(
    select(_report.c.seq, _report.c.at_s)
    .where(_report.c.device_id == bindparam("of_device"))
    .order_by(_report.c.seq.desc())
    .limit(1)
)
_OF_SEQ = Prepared(
    select(_report).where(_report.c.device_id == bindparam("of_device"), _report.c.seq == bindparam("number"))
)
_UNDER_WAY = Prepared(
    select(_visit).where(
        _visit.c.employee_id == bindparam("of_employee"),
        _visit.c.status.in_((WorkStatus.STARTED.value, WorkStatus.ON_TRAVEL.value)),
    )
)
_OPEN = Prepared(
    select(_entry)
    .where(_entry.c.employee_id == bindparam("of_employee"), _entry.c.ends_at.is_(null()))
    .order_by(_entry.c.id)
)
_NEWEST_ENTRY = Prepared(
    select(_outbox)
    .where(
        _outbox.c.job_id == bindparam("of_job"), _outbox.c.employee_id == bindparam("of_employee"),
        _outbox.c.channel == Channel.PHONE.value,
    )
    .order_by(_outbox.c.id.desc())
    .limit(1)
)  # fmt: skip
_WORDS = Prepared(
    select(_journal.c.at, _journal.c.act, _change.c.before, _change.c.after)
    .join(_journal, _journal.c.revision == _change.c.revision)
    .where(_change.c.kind == Kind.JOB.value, _change.c.record_id == bindparam("of_job"))
    .where(_change.c.after.like(bindparam("said")), _change.c.before.is_not(null()))
    .order_by(_change.c.revision.desc())
)
_LATER_STEP = Prepared(
    select(_report.c.id)
    .where(
        _report.c.employee_id == bindparam("of_employee"), _report.c.id > bindparam("report"),
        _report.c.kind.in_(("step", "shift")), _report.c.verdict.in_(("applied", "settled")),
    )
    .limit(1)
)  # fmt: skip
_LATER_TICKS = Prepared(
    select(_report.c.body).where(
        _report.c.job_id == bindparam("of_job"), _report.c.kind == "tick", _report.c.at_s > bindparam("since")
    )
)
_OF_ACT = Prepared(
    select(_change.c.record_id, _change.c.before, _change.c.after)
    .join(_journal, _journal.c.revision == _change.c.revision)
    .where(_journal.c.act_id == bindparam("act"), _change.c.kind == bindparam("kind"))
    .order_by(_change.c.position)
)


class Word(NamedTuple):
    """A change of a job's column: when (seconds), by which act, and the columns before and after."""

    at_s: int
    act: str
    before: RowValues
    after: RowValues


def device_by_hash(look: Lookups, token_hash: str) -> Device | None:
    """The device whose token, or next token, has this hash."""
    row = _BY_HASH.first(look.connection, hash=token_hash)
    return record_of(Device, row) if row else None


def known_reports(look: Lookups, device_id: int, numbers: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Digest and verdict of those of these reports of a device that are here, by number."""
    found = _KNOWN.rows(look.connection, of_device=device_id, values=list(numbers))
    return {seq: (digest, verdict) for seq, digest, verdict in found}


def last_report(look: Lookups, device_id: int) -> tuple[int, int]:
    """Number and time (seconds) of a device's newest report; zeros for none."""
    found = look.rows(_LAST, of_device=device_id)
    return (found[0][0], found[0][1]) if found else (0, 0)


def expect_device(look: Lookups, device_id: int) -> None:
    """Ask for what every report of a device is taken by."""
    look.expect_clock()
    look.expect(Device, [device_id])
    look.expect_everything(FieldSettings)
    look.ask(_LAST, of_device=device_id)


def expect_under_way(look: Lookups, employee_id: int) -> None:
    """Ask for what runs of an employee's work and time."""
    look.ask(_UNDER_WAY, of_employee=employee_id)
    look.ask(_OPEN, of_employee=employee_id)


def expect_step(look: Lookups, employee_id: int, job_id: int) -> None:
    """Ask for what the rule of a step on a job looks up."""
    look.ask(_WORDS, of_job=job_id, said=_saying("status"))
    look.expect_found(Visit, "job_id", [job_id])
    expect_under_way(look, employee_id)


def expect_newest_entry(look: Lookups, job_id: int, employee_id: int) -> None:
    """Ask for what the office said last to an employee about a job."""
    look.ask(_NEWEST_ENTRY, of_job=job_id, of_employee=employee_id)


def report_of(look: Lookups, device_id: int, seq: int) -> FieldReport | None:
    """A device's report by its number."""
    row = _OF_SEQ.first(look.connection, of_device=device_id, number=seq)
    return record_of(FieldReport, row) if row else None


def visits_under_way(look: Lookups, employee_id: int) -> list[Visit]:
    """Where an employee is at work, or on the way to."""
    return [record_of(Visit, row) for row in look.rows(_UNDER_WAY, of_employee=employee_id)]


def open_entries(look: Lookups, employee_id: int) -> list[TimeEntry]:
    """What runs of an employee's time."""
    return [record_of(TimeEntry, row) for row in look.rows(_OPEN, of_employee=employee_id)]


def newest_entry(look: Lookups, job_id: int, employee_id: int) -> OutboxEntry | None:
    """What the office said last to an employee about a job."""
    found = look.rows(_NEWEST_ENTRY, of_job=job_id, of_employee=employee_id)
    return record_of(OutboxEntry, found[0]) if found else None


def words_on(look: Lookups, job_id: int, column: str) -> list[Word]:
    """Who changed a column of a job, the newest first; not who made the job."""
    found = look.rows(_WORDS, of_job=job_id, said=_saying(column))
    return [Word(at, act, columns_of(before), columns_of(after)) for at, act, before, after in found]


def _saying(column: str) -> str:
    return f'%"{column}":%'


def has_later_step(look: Lookups, employee_id: int, report_id: int) -> bool:
    """Whether an employee took a step after that of a report."""
    return _LATER_STEP.first(look.connection, of_employee=employee_id, report=report_id) is not None


def later_ticks(look: Lookups, job_id: int, since_s: int) -> list[str]:
    """The bodies of what was ticked on a job after an instant."""
    return [str(body) for body in _LATER_TICKS.column(look.connection, of_job=job_id, since=since_s)]


class ChangedBy(NamedTuple, Generic[R]):
    """A record before and after an act, and as it is now; None where there is none."""

    before: R | None
    after: R | None
    now: R | None
    subject: R


def changed_by(look: Lookups, act_id: str, record_type: type[R]) -> list[ChangedBy[R]]:
    """The records of a type that an act changed; columns that it left alone are as they are now."""
    kind = KINDS[record_type]
    names = [column.name for column in schema.TABLES[kind].columns]
    found = []
    for record_id, before, after in _OF_ACT.rows(look.connection, act=act_id, kind=kind.value):
        stored = rows_by(schema.TABLES[kind], "id").rows(look.connection, values=[record_id])
        now = dict(zip(names, stored[0], strict=True)) if stored else None
        was, then = (_whole(record_type, now, columns) for columns in (before, after))
        current = from_row(record_type, now) if now is not None else None
        subject = current or then or was
        if subject is not None:
            found.append(ChangedBy(was, then, current, subject))
    return found


def _whole(record_type: type[R], now: RowValues | None, columns: str | None) -> R | None:
    """What the journal kept of a record, with what it did not keep as it is now; None where too little is known."""
    if columns is None:
        return None
    row = {**(now or {}), **columns_of(columns)}
    return from_row(record_type, {**row, "version": row.get("version", 0)}) if "id" in row else None
