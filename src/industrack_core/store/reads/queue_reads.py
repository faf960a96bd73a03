"""The unassigned queue: two statements, however long it is."""

from collections.abc import Callable
from functools import partial

from sqlalchemy import Connection, Integer, bindparam, case, func, literal, literal_column, or_, select, type_coerce

from industrack_core.domain.board.board import Queue, QueueEntry
from industrack_core.domain.board.queue_order import QueueOrder, queue_in_order
from industrack_core.store.engine import schema
from industrack_core.store.engine.prepared import Expression, Prepared, Row
from industrack_core.store.reads.block_reads import ABOUT

_job, _customer, _location = schema.job, schema.customer, schema.location

_ENTRY_COLUMNS: tuple[Expression, ...] = (
    _job.c.id, _job.c.version, _job.c.starts_at, _job.c.minutes, _job.c.number, _job.c.description,
    _customer.c.name, _job.c.status, _job.c.priority, _job.c.delivery, _job.c.service_type_id, _job.c.color_id,
    _job.c.crew, *ABOUT,
)  # fmt: skip
_queue_entry: Callable[[Row], QueueEntry] = partial(tuple.__new__, QueueEntry)
_WAITING = _job.c.in_queue == literal_column("1")
# A calendar's queue holds the jobs that were created in it; 0 stands for all calendars.
_HOME = or_(literal(0) == bindparam("of_calendar", type_=Integer), _job.c.calendar_id == bindparam("of_calendar"))
_QUEUE_TOTAL = Prepared(
    select(
        schema.ledger.c.revision,
        select(type_coerce(func.count(), Integer)).select_from(_job).where(_WAITING, _HOME).scalar_subquery(),
    )
)
_MATTERS = case({"high": 0, "medium": 1}, value=_job.c.priority, else_=2)
_DUE: tuple[Expression, ...] = (_job.c.starts_at.is_(None), _job.c.starts_at)


def _waiting(*order: Expression) -> Prepared:
    return Prepared(
        select(*_ENTRY_COLUMNS)
        .join(_customer, _customer.c.id == _job.c.customer_id)
        .outerjoin(_location, _location.c.id == _job.c.location_id)
        .where(_WAITING, _HOME)
        .order_by(*order, _job.c.id)
        .limit(bindparam("most", type_=Integer))
    )


# Which of many are read; in what order those stand, `queue_in_order` says.
_QUEUES = {
    QueueOrder.PRIORITY: _waiting(_MATTERS, *_DUE),
    QueueOrder.DUE: _waiting(*_DUE, _MATTERS),
    QueueOrder.AGE: _waiting(),
    QueueOrder.PLACE: _waiting(*_DUE, _MATTERS),
}


def read_queue(
    connection: Connection, limit: int, calendar_id: int = 0, order: QueueOrder = QueueOrder.PRIORITY
) -> Queue:
    """The unassigned queue in an order; of many the first `limit` in it, by place those that are due first.

    Of all calendars, or with `calendar_id` only of the jobs created in it.
    """
    revision, count = _QUEUE_TOTAL.one(connection, of_calendar=calendar_id)
    entries = _QUEUES[order].each(connection, _queue_entry, most=limit, of_calendar=calendar_id)
    return Queue(revision, queue_in_order(entries, order), count)
