"""What came since an act: reports of phones, and what was said to them. An entry that a redo brought back came anew."""

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Connection, Table, and_, bindparam, literal_column, or_, select

from industrack_core.domain.field.records import FieldReport
from industrack_core.domain.kinds import Kind
from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.domain.records.outbox import Channel, OutboxEntry
from industrack_core.store.engine import schema
from industrack_core.store.engine.codec import columns_of, complete_row, from_row, record_of
from industrack_core.store.engine.prepared import Prepared
from industrack_core.store.reads.by_id import records_by

_change, _report, _outbox = schema.journal_change, schema.field_report, schema.outbox
_crew, _journal = schema.job_crew, schema.journal
_VERDICT = '%"verdict":%'
_NEWEST = Prepared(select(schema.ledger.c.revision))


_IS_MADE = _change.c.version_before == literal_column("0")
_DECIDED = _change.c.after.like(bindparam("said"))


def _changed(kind: Kind, condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return and_(
        _change.c.revision > bindparam("known"),
        _change.c.revision <= bindparam("newest"),
        _change.c.kind == literal_column(f"'{kind.value}'"),
        condition,
    )


def _made(table: Table, kind: Kind, condition: ColumnElement[bool]) -> Prepared:
    return Prepared(
        select(table)
        .join(_change, _change.c.record_id == table.c.id)
        .where(_changed(kind, condition))
        .order_by(_change.c.revision, _change.c.position)
    )


_REPORTS = _made(_report, Kind.FIELD_REPORT, or_(_IS_MADE, _DECIDED))
_ENTRIES = _made(_outbox, Kind.OUTBOX, and_(_IS_MADE, _outbox.c.channel == literal_column("'phone'")))
_NUMBERED = Prepared(
    select(_report).where(_report.c.device_id == bindparam("of_device"), _report.c.seq == bindparam("number"))
)
_COMINGS_AND_GOINGS = Prepared(
    select(_change.c.record_id, _change.c.version_before, _change.c.before, _journal.c.at)
    .join(_journal, _journal.c.revision == _change.c.revision)
    .where(_changed(Kind.OUTBOX, or_(_IS_MADE, _change.c.version_after == literal_column("0"))))
    .order_by(_change.c.revision, _change.c.position)
)
_NOT_DUE = Prepared(
    select(_outbox.c.id)
    .join(_crew, _crew.c.entry_id == _outbox.c.id)
    .where(_outbox.c.sent_s == literal_column("0"), _outbox.c.due_s > bindparam("now"))
)


class TakenBack(NamedTuple):
    """An entry of the outbox that was there and is no more, and when it was taken back (seconds)."""

    entry: OutboxEntry
    at_s: int


def newest_act(connection: Connection) -> int:
    """The number of the newest act."""
    return int(_NEWEST.one(connection)[0])


def reports_made(connection: Connection, known: int, newest: int) -> list[FieldReport]:
    """The reports that were taken after the act `known` up to the act `newest`, or on whose verdict these acts decided:
    each once, as it is now."""
    found = _REPORTS.each(
        connection, lambda row: record_of(FieldReport, row), known=known, newest=newest, said=_VERDICT
    )
    return list({each.id: each for each in found}.values())


def reports_numbered(connection: Connection, numbers: Iterable[tuple[int, object]]) -> list[FieldReport]:
    """The reports of these devices by these numbers, where there are such."""
    known = [(device, seq) for device, seq in numbers if isinstance(seq, int) and 0 < seq < 2**31]
    rows = (_NUMBERED.first(connection, of_device=device, number=seq) for device, seq in known)
    return [record_of(FieldReport, row) for row in rows if row is not None]


def entries_made(connection: Connection, known: int, newest: int) -> list[OutboxEntry]:
    """The entries of the outbox for phones that these acts wrote, or brought back, and that are still there."""
    return _ENTRIES.each(connection, lambda row: record_of(OutboxEntry, row), known=known, newest=newest)


def entries_gone(connection: Connection, known: int, newest: int) -> list[TakenBack]:
    """The entries for phones that were there by the act `known` and which the acts up to `newest` took away."""
    was_there: dict[int, bool] = {}
    gone: dict[int, TakenBack] = {}
    for record_id, version, before, at_s in _COMINGS_AND_GOINGS.rows(connection, known=known, newest=newest):
        if not was_there.setdefault(record_id, version > 0):
            continue
        gone.pop(record_id, None)
        if before is not None:
            row = complete_row(Kind.OUTBOX, {**columns_of(before), "version": version})
            gone[record_id] = TakenBack(from_row(OutboxEntry, row), at_s)
    return [each for each in gone.values() if each.entry.channel is Channel.PHONE]


def not_due_yet(connection: Connection, now_s: int) -> list[int]:
    """The dispatches that stand, and that phones get only after an instant."""
    return [int(each) for each in _NOT_DUE.column(connection, now=now_s)]


def newest_left(connection: Connection, jobs: Sequence[int]) -> dict[tuple[int, int], OutboxEntry]:
    """By job and employee what phones were told last of these jobs, of what is left."""
    left = [each for each in records_by(connection, OutboxEntry, "job_id", jobs) if each.channel is Channel.PHONE]
    return {(each.job_id, each.employee_id): each for each in sorted(left, key=lambda each: each.id)}
