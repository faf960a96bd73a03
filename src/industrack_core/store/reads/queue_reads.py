"""The unassigned queue: two statements, however long it is."""

from collections.abc import Callable, Sequence
from functools import partial

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    bindparam,
    case,
    func,
    literal,
    literal_column,
    or_,
    select,
    type_coerce,
)

from industrack_core.domain.board.board import Queue, QueueEntry
from industrack_core.domain.board.queue_order import QueueOrder, queue_in_order
from industrack_core.store.engine import schema
from industrack_core.store.engine.prepared import Expression, Prepared, Row, one_of
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
# Of some calendars: theirs, and those that belong to none.
_HOMES = or_(_job.c.calendar_id.is_(None), one_of(_job.c.calendar_id, "of_calendars"))


def _total(home: ColumnElement[bool], *lists: str) -> Prepared:
    waiting = select(type_coerce(func.count(), Integer)).select_from(_job).where(_WAITING, home)
    return Prepared(select(schema.ledger.c.revision, waiting.scalar_subquery()), *lists)


_MATTERS = case({"high": 0, "medium": 1}, value=_job.c.priority, else_=2)
_DUE: tuple[Expression, ...] = (_job.c.starts_at.is_(None), _job.c.starts_at)


def _waiting(home: ColumnElement[bool], order: Sequence[Expression], *lists: str) -> Prepared:
    return Prepared(
        select(*_ENTRY_COLUMNS)
        .join(_customer, _customer.c.id == _job.c.customer_id)
        .outerjoin(_location, _location.c.id == _job.c.location_id)
        .where(_WAITING, home)
        .order_by(*order, _job.c.id)
        .limit(bindparam("most", type_=Integer)),
        *lists,
    )


# Which of many are read; in what order those stand, `queue_in_order` says.
_ORDERS: dict[QueueOrder, tuple[Expression, ...]] = {
    QueueOrder.PRIORITY: (_MATTERS, *_DUE),
    QueueOrder.DUE: (*_DUE, _MATTERS),
    QueueOrder.AGE: (),
    QueueOrder.PLACE: (*_DUE, _MATTERS),
}
_QUEUES = {order: _waiting(_HOME, columns) for order, columns in _ORDERS.items()}
_QUEUES_OF_SOME = {order: _waiting(_HOMES, columns, "of_calendars") for order, columns in _ORDERS.items()}
_TOTAL, _TOTAL_OF_SOME = _total(_HOME), _total(_HOMES, "of_calendars")


def read_queue(
    connection: Connection,
    limit: int,
    calendar_id: int = 0,
    order: QueueOrder = QueueOrder.PRIORITY,
    calendar_ids: Sequence[int] = (),
) -> Queue:
    """The unassigned queue in an order; of many the first `limit` in it, by place those that are due first.

    Of all calendars, or with `calendar_id` only of the jobs created in it; with `calendar_ids` of those in one of
    them or in none.
    """
    total, queues = (_TOTAL_OF_SOME, _QUEUES_OF_SOME) if calendar_ids else (_TOTAL, _QUEUES)
    whose: dict[str, object] = {"of_calendars": calendar_ids} if calendar_ids else {"of_calendar": calendar_id}
    revision, count = total.one(connection, **whose)
    entries = queues[order].each(connection, _queue_entry, most=limit, **whose)
    return Queue(revision, queue_in_order(entries, order), count)
