"""What came since an act: reports of phones, and what was said to them. An entry that a redo brought back came anew."""

from sqlalchemy import ColumnElement, Connection, Table, bindparam, literal_column, select, true

from industrack_core.domain.field.records import FieldReport
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.outbox import OutboxEntry
from industrack_core.store.engine import schema
from industrack_core.store.engine.codec import record_of
from industrack_core.store.engine.prepared import Prepared

_change, _report, _outbox = schema.journal_change, schema.field_report, schema.outbox
_NEWEST = Prepared(select(schema.ledger.c.revision))


def _made(table: Table, kind: Kind, condition: ColumnElement[bool]) -> Prepared:
    return Prepared(
        select(table)
        .join(_change, _change.c.record_id == table.c.id)
        .where(
            _change.c.revision > bindparam("known"),
            _change.c.revision <= bindparam("newest"),
            _change.c.kind == literal_column(f"'{kind.value}'"),
            _change.c.version_before == literal_column("0"),
            condition,
        )
        .order_by(_change.c.revision, _change.c.position)
    )


_REPORTS = _made(_report, Kind.FIELD_REPORT, true())
_ENTRIES = _made(_outbox, Kind.OUTBOX, _outbox.c.channel == literal_column("'phone'"))


def newest_act(connection: Connection) -> int:
    """The number of the newest act."""
    return int(_NEWEST.one(connection)[0])


def reports_made(connection: Connection, known: int, newest: int) -> list[FieldReport]:
    """The reports that were taken after the act `known` up to the act `newest`."""
    return _REPORTS.each(connection, lambda row: record_of(FieldReport, row), known=known, newest=newest)


def entries_made(connection: Connection, known: int, newest: int) -> list[OutboxEntry]:
    """The entries of the outbox for phones that these acts wrote, or brought back, and that are still there."""
    return _ENTRIES.each(connection, lambda row: record_of(OutboxEntry, row), known=known, newest=newest)
