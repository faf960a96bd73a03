"""What came since a record: reports of phones, and what was said to them. Ids of records only grow."""

from sqlalchemy import Connection, bindparam, literal_column, select

from industrack_core.domain.field.records import FieldReport
from industrack_core.domain.records.outbox import OutboxEntry
from industrack_core.store.engine import schema
from industrack_core.store.engine.codec import record_of
from industrack_core.store.engine.prepared import Prepared

_report, _outbox = schema.field_report, schema.outbox
_MOST = 200
_NEWEST = Prepared(select(schema.ledger.c.next_record_id))
_REPORTS = Prepared(select(_report).where(_report.c.id > bindparam("known")).order_by(_report.c.id).limit(_MOST))
_ENTRIES = Prepared(
    select(_outbox)
    .where(_outbox.c.id > bindparam("known"), _outbox.c.channel == literal_column("'phone'"))
    .order_by(_outbox.c.id)
    .limit(_MOST)
)


def newest_id(connection: Connection) -> int:
    """The highest id that a record may have by now."""
    return int(_NEWEST.one(connection)[0]) - 1


def reports_after(connection: Connection, known: int) -> list[FieldReport]:
    """The next reports with a higher id, 200 at most."""
    return _REPORTS.each(connection, lambda row: record_of(FieldReport, row), known=known)


def entries_after(connection: Connection, known: int) -> list[OutboxEntry]:
    """The next entries of the outbox for phones with a higher id, 200 at most."""
    return _ENTRIES.each(connection, lambda row: record_of(OutboxEntry, row), known=known)
