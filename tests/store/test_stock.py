"""Stock: after any acts with undo, what is kept as reserved, used and received equals a recount of all jobs."""

import json
import random
from contextlib import closing
from dataclasses import replace

import pytest

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts import AddJob, DeleteJob, EditJob, Redo, SaveRecord, Undo
from industrack_core.domain.inventory import InventoryItem
from industrack_core.domain.job import Job, WorkStatus
from industrack_core.domain.job_parts import JobItem
from industrack_core.domain.merge import draft_of
from industrack_core.domain.outcomes import Done, FindingKind
from industrack_core.domain.purchase import OrderLine, PurchaseOrder
from tests.store.small_company import desk_at, draft, rows

YES = frozenset(FindingKind)


def recount(desk: Desk, url: str) -> dict[int, tuple[int, int, int]]:
    """By item: reserved, used and received, counted from every job and order."""
    found: dict[int, list[int]] = {}
    for (job_id,) in rows(url, "SELECT id FROM job"):
        job = desk.job(int(str(job_id)))
        assert job is not None
        for item in job.items:
            if item.item_id is not None and item.kind.is_stocked:
                place = 1 if job.status is WorkStatus.COMPLETED else 0
                found.setdefault(item.item_id, [0, 0, 0])[place] += item.quantity
    for (lines,) in rows(url, "SELECT lines FROM purchase_order"):
        for line in json.loads(str(lines)):
            found.setdefault(line["item_id"], [0, 0, 0])[2] += line["received"]
    return {item: (counts[0], counts[1], counts[2]) for item, counts in found.items() if any(counts)}


def kept(url: str) -> dict[int, tuple[int, int, int]]:
    listed = rows(url, "SELECT item_id, reserved, used, received FROM item_stock")
    counts = {int(str(row[0])): (int(str(row[1])), int(str(row[2])), int(str(row[3]))) for row in listed}
    return {item: count for item, count in counts.items() if any(count)}


@pytest.mark.parametrize("seed", range(3))
def test_any_acts_leave_the_stock_balanced(desk: Desk, company_url: str, seed: int) -> None:
    rng = random.Random(seed)
    items = [
        outcome.changes[0].id
        for name in ("Filter", "Valve")
        if isinstance(outcome := desk.perform(SaveRecord(InventoryItem(name=name, counted=9000))), Done)
    ]

    def lines() -> tuple[JobItem, ...]:
        return tuple(
            JobItem(item_id=rng.choice(items), name="x", quantity=rng.randint(1, 3000))
            for _ in range(rng.randint(0, 3))
        )

    def some_job() -> Job | None:
        ids = [int(str(row[0])) for row in rows(company_url, "SELECT id FROM job WHERE status <> 'started'")]
        return desk.job(rng.choice(ids)) if ids else None

    for _ in range(60):
        deed, job = rng.choice("aaeeecdurp"), some_job()
        if deed == "a" or job is None:
            desk.perform(AddJob(draft(items=lines(), crew=()), YES))
        elif deed == "e":
            desk.perform(EditJob(job.id, job.version, replace(draft_of(job), items=lines()), YES))
        elif deed == "c":
            status = rng.choice([WorkStatus.COMPLETED, WorkStatus.NOT_STARTED])
            desk.perform(EditJob(job.id, job.version, replace(draft_of(job), status=status), YES))
        elif deed == "d":
            desk.perform(DeleteJob(job.id, job.version, accepted=YES))
        elif deed == "p":
            line = OrderLine(item_id=rng.choice(items), name="x", quantity=2000, received=rng.randint(0, 2000))
            desk.perform(SaveRecord(PurchaseOrder(vendor="V", job_id=job.id, lines=(line,))))
        else:
            desk.perform(Undo() if deed == "u" else Redo())
        with closing(desk_at(company_url, "bo")) as other:
            assert kept(company_url) == recount(other, company_url), deed
