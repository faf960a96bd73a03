"""The starts and the queue that jobs left with a change: what the journal's rows say of them beside the change itself,
by which jobs are found in the past."""

from collections.abc import Iterator

import msgspec
from sqlalchemy import Connection, bindparam, func, select, update

from industrack_core.domain.kinds import Kind
from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.store.engine import schema
from industrack_core.store.engine.codec import columns_of
from industrack_core.store.engine.prepared import Prepared
from industrack_core.store.writing.transaction import Transaction

SPAN = 200
"""So many acts are looked at at a time."""
_change = schema.journal_change
_SAID = Prepared(
    select(_change.c.revision, _change.c.position, _change.c.before, _change.c.was_start, _change.c.was_queued)
    .where(_change.c.revision > bindparam("low"), _change.c.revision <= bindparam("high"))
    .where(_change.c.kind == Kind.JOB.value)
)
_CORRECTED = Prepared(
    update(_change)
    .where(_change.c.revision == bindparam("act"), _change.c.position == bindparam("place"))
    .values(was_start=bindparam("start"), was_queued=bindparam("queued"))
)


class LeftBehind(NamedTuple):
    """What the row of a change must say."""

    act: int
    place: int
    start: int | None
    queued: int | None


def span_of_log(connection: Connection) -> tuple[int, int]:
    """The act before the oldest of the log, and the newest."""
    first, last = connection.execute(select(func.min(_change.c.revision), func.max(_change.c.revision))).one()
    return (first or 1) - 1, last or 0


def wrong_left(connection: Connection, low: int, high: int) -> Iterator[LeftBehind]:
    """Changes of the acts after `low` and up to `high` whose rows say something else; none that cannot be read."""
    for act, place, before, start, queued in _SAID.rows(connection, low=low, high=high):
        try:
            said = columns_of(before) if before else {}
        except msgspec.MsgspecError:
            continue
        wanted = LeftBehind(act, place, said.get("starts_at"), 1 if said.get("in_queue") == 1 else None)
        if (start, queued) != wanted[2:]:
            yield wanted


def mend_left(tx: Transaction, low: int, high: int) -> None:
    """Bring them right."""
    _CORRECTED.run_many(tx.connection, (each._asdict() for each in list(wrong_left(tx.connection, low, high))))
    tx.keep()
