"""In which order jobs wait."""

import pytest

from industrack_core.domain.board.board import QueueEntry
from industrack_core.domain.board.queue_order import QueueOrder, overdue, queue_in_order


def entry(job_id: int, start: int | None, priority: str = "medium", address: str = "") -> QueueEntry:
    return QueueEntry(
        job_id, 1, start, 60, str(job_id), "", "", "", priority, "", None, None, "", address, "", "", "", "company"
    )  # fmt: skip


ENTRIES = (
    entry(1, None, "high", "9 Oak Street, Yonkers"),
    entry(2, 500, "low", "12 Elm Street, Bronx"),
    entry(3, 500, "high", "3 Oak Street, Yonkers"),
    entry(4, 400),
    entry(5, None, "low", "Pier 4, Bronx"),
)


@pytest.mark.parametrize(
    ("order", "ids"),
    [(QueueOrder.DUE, "43215"), (QueueOrder.PRIORITY, "31425"), (QueueOrder.AGE, "12345"), (QueueOrder.PLACE, "25314")],
)
def test_an_order_and_what_is_equal_in_it(order: QueueOrder, ids: str) -> None:
    assert "".join(str(each.job_id) for each in queue_in_order(ENTRIES, order)) == ids


def test_orders_follow_one_another_and_come_round() -> None:
    assert [order.next for order in QueueOrder] == [*list(QueueOrder)[1:], QueueOrder.DUE]


@pytest.mark.parametrize(("now", "count"), [(400, 0), (401, 1), (501, 3)])
def test_what_should_have_begun_is_overdue(now: int, count: int) -> None:
    assert overdue(ENTRIES, now) == count
