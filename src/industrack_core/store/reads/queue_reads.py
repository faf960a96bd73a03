"""The unassigned queue: two statements, however long it is."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from industrack_core.domain.board.board import Queue, QueueEntry
from industrack_core.domain.board.queue_order import QueueOrder, queue_in_order
from industrack_core.store.engine.as_text import AsText
from industrack_core.store.engine.prepared import Row

if TYPE_CHECKING:
    from sqlalchemy import Connection

_queue_entry: Callable[[Row], QueueEntry] = partial(tuple.__new__, QueueEntry)
_QUEUES = {order: AsText(f"reads.queue_statements:QUEUES.{order}") for order in QueueOrder}
_QUEUES_OF_SOME = {
    order: AsText(f"reads.queue_statements:QUEUES_OF_SOME.{order}", "of_calendars") for order in QueueOrder
}
_TOTAL = AsText("reads.queue_statements:TOTAL")
_TOTAL_OF_SOME = AsText("reads.queue_statements:TOTAL_OF_SOME", "of_calendars")


def read_queue(
    connection: "Connection",
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
    counted, entries = total.ask(connection, **whose), queues[order].ask(connection, most=limit, **whose)
    revision, count = counted.rows()[0]
    return Queue(revision, queue_in_order(entries.each(_queue_entry), order), count)
