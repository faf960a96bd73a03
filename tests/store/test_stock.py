"""Stock: after any acts with undo, what is kept as reserved, used and received equals a recount of all records."""

import random

import pytest
from sqlalchemy import text

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.acts import AddJob, DeleteRecord, Redo, SaveRecord, SetStatus, Undo
from industrack_core.domain.records.inventory import InventoryItem
from industrack_core.domain.records.job import WorkStatus
from industrack_core.domain.records.job_parts import JobItem
from tests.desk.office import done, fields_refused, saved
from tests.desk.stock_acts import stockroom
from tests.store.small_company import draft, plain_engine

ACTS = 150


@pytest.mark.parametrize("seed", [1])
def test_any_acts_leave_the_stock_balanced(company_url: str, seed: int) -> None:
    with stockroom(company_url, random.Random(seed)) as room:
        for number in range(ACTS):
            room.act()
            if number % 3 == 0:
                assert room.faults() == [], room.acted
        assert room.faults() == []
        assert sum(room.acted.values()) > ACTS // 2
        assert {"AddJob", "EditJob", "SetStatus", "DeleteJob", "SaveRecord", "Undo", "Redo"} <= set(room.acted)


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE item_stock SET reserved = reserved + 1",
        "UPDATE item_stock SET used = used + 1, on_hand = on_hand - 1",
        "UPDATE item_stock SET on_hand = on_hand + 1",
        "UPDATE item_stock SET short = 1 - short",
        "UPDATE stock_move SET counted = counted + 1",
        "DELETE FROM stock_move",
        "DELETE FROM item_stock",
        "UPDATE inventory_item SET counted = counted + 1",
    ],
)
def test_the_recount_can_fail(sqlite_company: str, tampering: str) -> None:
    with stockroom(sqlite_company, random.Random(1)) as room:
        assert room.faults() == []
        engine = plain_engine(sqlite_company)
        with engine.begin() as connection:
            connection.execute(text(tampering))
        engine.dispose()
        assert room.faults() != []


def test_moves_say_why(desk: Desk) -> None:
    item = saved(desk, InventoryItem(name="Filter", counted=9000))
    line = JobItem(item_id=item.id, name="Filter", quantity=2000)
    job_id = done(desk.perform(AddJob(draft(items=(line, line))))).changed_id("job") or 0
    done(desk.perform(SetStatus(job_id, 1, WorkStatus.COMPLETED)))
    done(desk.perform(Undo()))
    done(desk.perform(Redo()))
    moves = desk.stock_moves(item.id)
    assert [(move.counted, move.used, move.reserved) for move in moves] == [
        (0, 4000, -4000), (0, -4000, 4000), (0, 4000, -4000), (0, 0, 4000), (9000, 0, 0)
    ]  # fmt: skip
    assert [move.cause for move in moves] == ["job"] * 4 + ["inventory_item"]
    assert [str(move.line).split(" ")[0] for move in moves] == ["Redid:", "Undid:", "1001", "Added", "Added"]
    assert [move.revision for move in desk.stock_moves(item.id, below=moves[1].revision, limit=2)] == [
        moves[2].revision, moves[3].revision
    ]  # fmt: skip


def test_counting_may_find_less_than_was_received_but_never_less_than_nothing(desk: Desk) -> None:
    """What is counted is kept as a difference from what came and went, so it may be below zero by itself."""
    item = saved(desk, InventoryItem(name="Filter", counted=3000))
    line = JobItem(item_id=item.id, name="Filter", quantity=2000)
    job_id = done(desk.perform(AddJob(draft(items=(line,))))).changed_id("job") or 0
    done(desk.perform(SetStatus(job_id, 1, WorkStatus.COMPLETED)))

    def counted(on_hand: int) -> object:
        stocked = desk.stock([item.id])[item.id]
        return desk.perform(SaveRecord(stocked.recounted(on_hand)))

    done(counted(0))
    assert desk.stock([item.id])[item.id].stock.on_hand == 0
    assert fields_refused(counted(-1)) == ["counted"]
    done(counted(5000))
    assert desk.stock([item.id])[item.id].stock.on_hand == 5000


def test_a_price_is_changed_also_where_more_was_used_than_there_was(desk: Desk) -> None:
    item = saved(desk, InventoryItem(name="Filter"))
    job_id = done(desk.perform(AddJob(draft(items=(JobItem(item_id=item.id, name="F", quantity=9000),))))).changed_id(
        "job"
    )
    done(desk.perform(SetStatus(job_id or 0, 1, WorkStatus.COMPLETED)))
    assert desk.stock([item.id])[item.id].stock.on_hand == -9000
    done(desk.perform(SaveRecord(InventoryItem(id=item.id, version=1, name="Filter", price=500))))


def test_a_retired_item_leaves_the_pickers_and_stays_on_its_jobs(desk: Desk) -> None:
    item = saved(desk, InventoryItem(name="Filter", counted=1000, reorder_point=5000))
    job_id = done(desk.perform(AddJob(draft(items=(JobItem(item_id=item.id, name="Filter"),))))).changed_id("job") or 0
    assert done(desk.perform(DeleteRecord("inventory_item", item.id, 1))).line == "Deleted item Filter."
    assert desk.find_items("filter") == []
    file = desk.job_file(job_id)
    assert file is not None
    assert (file.job.items[0].item_id, file.stock[item.id].stock.reserved) == (item.id, 1000)
    done(desk.perform(SaveRecord(InventoryItem(id=item.id, version=2, name="Filter", counted=1000))))
    assert [each.item.id for each in desk.find_items("filter")] == [item.id]


def test_a_completed_job_takes_what_was_used_where_somebody_said(desk: Desk) -> None:
    item = saved(desk, InventoryItem(name="Filter", counted=9000))
    lines = (
        JobItem(item_id=item.id, name="Filter", quantity=5000, used=2000),
        JobItem(item_id=item.id, name="Filter", quantity=1000),
    )
    job_id = done(desk.perform(AddJob(draft(items=lines)))).changed_id("job") or 0
    assert desk.stock([item.id])[item.id].stock.reserved == 6000
    done(desk.perform(SetStatus(job_id, 1, WorkStatus.COMPLETED)))
    stock = desk.stock([item.id])[item.id].stock
    assert (stock.on_hand, stock.reserved) == (6000, 0)
