"""Messages beside phones that have not gone, and have not been given up."""

from sqlalchemy import Connection, literal_column, select

from industrack_core.domain.records.outbox import OutboxEntry
from industrack_core.store.engine import schema
from industrack_core.store.engine.codec import record_of
from industrack_core.store.engine.prepared import Prepared

_outbox = schema.outbox
_MOST = 500
_WAITING = Prepared(
    select(_outbox)
    .where(
        _outbox.c.channel == literal_column("'notify'"), _outbox.c.sent_s == literal_column("0"),
        _outbox.c.next_s > literal_column("0"),
    )
    .order_by(_outbox.c.next_s)
    .limit(_MOST)
)  # fmt: skip


def waiting_messages(connection: Connection) -> list[OutboxEntry]:
    """The next of them, by when they are to be tried."""
    return _WAITING.each(connection, lambda row: record_of(OutboxEntry, row))
