"""The statements of the unassigned queue: how many wait, and the first of them in each order."""

from collections.abc import Sequence

from sqlalchemy import (
    ColumnElement,
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

from industrack_core.domain.board.queue_order import QueueOrder
from industrack_core.store.engine import schema
from industrack_core.store.engine.prepared import Expression, Prepared, one_of
from industrack_core.store.reads.block_statements import ABOUT

_job, _customer, _location = schema.job, schema.customer, schema.location

_ENTRY_COLUMNS: tuple[Expression, ...] = (
    _job.c.id, _job.c.version, _job.c.starts_at, _job.c.minutes, _job.c.number, _job.c.description,
    _customer.c.name, _job.c.status, _job.c.priority, _job.c.delivery, _job.c.service_type_id, _job.c.color_id,
    _job.c.crew, *ABOUT,
)  # fmt: skip
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
QUEUES = {order: _waiting(_HOME, columns) for order, columns in _ORDERS.items()}
QUEUES_OF_SOME = {order: _waiting(_HOMES, columns, "of_calendars") for order, columns in _ORDERS.items()}
TOTAL, TOTAL_OF_SOME = _total(_HOME), _total(_HOMES, "of_calendars")
