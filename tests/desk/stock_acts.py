"""Random acts on items, jobs and orders by two people, and the stock counted anew out of every record."""

import json
import random
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, text

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.acts import (
    Act,
    AddJob,
    CopyJob,
    DeleteJob,
    DeleteRecord,
    EditJob,
    Redo,
    SaveRecord,
    SetStatus,
    Together,
    Undo,
)
from industrack_core.domain.acts.drafts import Scope
from industrack_core.domain.acts.imported import ImportedJob, ImportJobs
from industrack_core.domain.acts.saved_draft import draft_of
from industrack_core.domain.outcomes import Done
from industrack_core.domain.records.inventory import InventoryItem
from industrack_core.domain.records.job import Job, WorkStatus
from industrack_core.domain.records.job_parts import ItemKind, JobItem
from industrack_core.domain.records.purchase import OrderLine, OrderStatus, PurchaseOrder, next_statuses, received
from tests.desk.office import YES
from tests.store.small_company import ANA, BEN, LINDQVIST, MORA, desk_at, draft, plain_engine

Stock = dict[int, tuple[int, int, int, int]]
"""By item: counted, received, used and reserved, in thousandths."""
_MOST_JOBS = 150
_KINDS = ["part", "part", "equipment", "service", "labor"]


class Stockroom:
    """Two people and a random hand. `acted` counts the acts that were done, by kind."""

    def __init__(self, url: str, desks: tuple[Desk, Desk], connection: Connection, rng: random.Random) -> None:
        self.url, self.desks, self.rng = url, desks, rng
        self.connection = connection
        self.acted: Counter[str] = Counter()
        self.tried = 0
        self._imports = 0
        self._regrets: tuple[Desk, Act] | None = None

    def act(self) -> None:
        """One act by one of the two; it may be refused."""
        desk, again = self._regrets or (self.rng.choice(self.desks), None)
        act = again or self._some_act(desk)
        self.tried += 1
        self._regrets = None
        if act is not None and isinstance(desk.perform(act), Done):
            self.acted[type(act).__name__] += 1
            if isinstance(act, Undo) and self.rng.random() < 0.5:
                self._regrets = (desk, Redo(YES))

    def ask(self, statement: str) -> list[Any]:
        """Rows of a statement, as they are now."""
        found = list(self.connection.execute(text(statement)))
        self.connection.rollback()
        return found

    def _one_of(self, desk: Desk, kind: str, condition: str = "1 = 1") -> Any:
        ids = [row[0] for row in self.ask(f"SELECT id FROM {kind} WHERE {condition} ORDER BY id")]  # noqa: S608
        if not ids:
            return None
        chosen = self.rng.choice(ids)
        return desk.job(chosen) if kind == "job" else desk.records(kind, [chosen]).get(chosen)

    def _some_act(self, desk: Desk) -> Act | None:
        ways: dict[str, tuple[int, Callable[[Desk], Act | None]]] = {
            "add": (14, self._add), "edit": (14, self._edit), "status": (16, self._status), "delete": (6, self._delete),
            "copy": (3, self._copy), "together": (3, self._together), "order": (5, self._order),
            "receive": (14, self._receive), "step": (5, self._step), "item": (2, self._item), "count": (5, self._count),
            "retire": (1, self._retire), "import": (2, self._import),
            "undo": (12, lambda desk: Undo()), "redo": (6, lambda desk: Redo(YES)),
        }  # fmt: skip
        (name,) = self.rng.choices(list(ways), [weight for weight, _ in ways.values()])
        if name in ("add", "copy", "import") and self.ask("SELECT count(*) FROM job")[0][0] > _MOST_JOBS:
            name = "delete"
        return ways[name][1](desk)

    def _lines(self) -> tuple[JobItem, ...]:
        items = [(row[0], row[1]) for row in self.ask("SELECT id, kind FROM inventory_item ORDER BY id")]
        lines = []
        for _ in range(self.rng.randint(0, 3)):
            quantity = self.rng.randint(1, 3000)
            if not items or self.rng.random() < 0.05:
                name, kind = f"New {self.rng.randrange(30)}", ItemKind(self.rng.choice(_KINDS))
                lines.append(JobItem(name=name, kind=kind, quantity=quantity))
            else:
                item_id, kind = self.rng.choice(items)
                used = quantity // 2 if quantity % 3 == 0 else None
                lines.append(JobItem(item_id=item_id, name="x", kind=ItemKind(kind), quantity=quantity, used=used))
        return tuple(lines)

    def _add(self, desk: Desk) -> Act:
        series = "FREQ=DAILY;COUNT=3" if self.rng.random() < 0.1 else ""
        fields = draft(
            customer=self.rng.choice((LINDQVIST, MORA)), items=self._lines(), crew=self.rng.choice(((ANA,), (BEN,))),
            recurrence=series,
        )  # fmt: skip
        return AddJob(fields, YES)

    def _edit(self, desk: Desk) -> Act | None:
        job: Job | None = self._one_of(desk, "job")
        if job is None:
            return None
        scope = self.rng.choice((Scope.THIS, Scope.ALL))
        return EditJob(job.id, job.version, replace(draft_of(job), items=self._lines()), YES, scope=scope)

    def _status(self, desk: Desk) -> Act | None:
        job: Job | None = self._one_of(desk, "job")
        others = [WorkStatus.COMPLETED, WorkStatus.COMPLETED, WorkStatus.NOT_STARTED, WorkStatus.STARTED]
        return SetStatus(job.id, job.version, self.rng.choice(others)) if job else None

    def _delete(self, desk: Desk) -> Act | None:
        job: Job | None = self._one_of(desk, "job")
        return DeleteJob(job.id, job.version, self.rng.choice((Scope.THIS, Scope.ALL)), YES) if job else None

    def _copy(self, desk: Desk) -> Act | None:
        job: Job | None = self._one_of(desk, "job")
        return CopyJob(job.id, job.version, (), None, 60, YES) if job else None

    def _together(self, desk: Desk) -> Act | None:
        found = {job.id: job for _ in range(3) if (job := self._one_of(desk, "job"))}
        done = WorkStatus.COMPLETED
        acts = tuple(
            DeleteJob(job.id, job.version, accepted=YES) if place else SetStatus(job.id, job.version, done)
            for place, job in enumerate(found.values())
        )
        return Together(acts) if acts else None

    def _order(self, desk: Desk) -> Act | None:
        item: InventoryItem | None = self._one_of(desk, "inventory_item")
        line = OrderLine(item_id=item.id if item else None, name="x", quantity=self.rng.randint(1, 9000))
        order: PurchaseOrder | None = self._one_of(desk, "purchase_order", "status = 'open'")
        if order is not None and self.rng.random() < 0.4:
            return SaveRecord(replace(order, lines=(*order.lines, line)))
        return SaveRecord(PurchaseOrder(vendor="V", lines=(line, replace(line, quantity=500))))

    def _receive(self, desk: Desk) -> Act | None:
        outstanding = "status IN ('open', 'sent', 'partially_received', 'received')"
        order: PurchaseOrder | None = self._one_of(desk, "purchase_order", outstanding)
        if order is None:
            return None
        if order.status is OrderStatus.OPEN:
            return SaveRecord(replace(order, status=OrderStatus.SENT))
        left = {at: line.quantity - line.received for at, line in enumerate(order.lines)}
        came = {at: each if self.rng.random() < 0.5 else self.rng.randint(-500, each) for at, each in left.items()}
        return SaveRecord(received(order, came))

    def _step(self, desk: Desk) -> Act | None:
        order: PurchaseOrder | None = self._one_of(desk, "purchase_order")
        steps = next_statuses(order) if order else ()
        if order is None or not steps or self.rng.random() < 0.1:
            return DeleteRecord("purchase_order", order.id, order.version) if order else None
        return SaveRecord(replace(order, status=self.rng.choice(steps)))

    def _item(self, desk: Desk) -> Act:
        kind, number = ItemKind(self.rng.choice(_KINDS)), self.rng.randrange(1000)
        counted, wanted = self.rng.randint(0, 20_000), self.rng.randint(0, 5000)
        return SaveRecord(InventoryItem(name=f"Item {number}", kind=kind, counted=counted, reorder_point=wanted))

    def _count(self, desk: Desk) -> Act | None:
        item: InventoryItem | None = self._one_of(desk, "inventory_item")
        if item is None:
            return None
        more = self.rng.randint(-4000, 12_000)
        return SaveRecord(replace(item, counted=item.counted + more, reorder_point=self.rng.randint(0, 5000)))

    def _retire(self, desk: Desk) -> Act | None:
        item: InventoryItem | None = self._one_of(desk, "inventory_item")
        return SaveRecord(replace(item, retired=not item.retired)) if item else None

    def _import(self, desk: Desk) -> Act:
        self._imports += 1
        statuses = (WorkStatus.COMPLETED, WorkStatus.NOT_STARTED)
        keys = self.rng.sample("abcdefgh", 3)
        batch = self._imports
        rows = tuple(
            ImportedJob(key=key, customer="Mora", employee="Ben Okafor", description=f"{batch}",
                        status=self.rng.choice(statuses))
            for key in keys
        )  # fmt: skip
        return ImportJobs(rows, "f.csv", f"{desk.who} {batch // 2}")

    def faults(self) -> list[str]:
        """Where what is kept is not what the records come to; empty when all is in balance."""
        wanted, kept, moved = self._counted_anew(), self._kept(), self._moved()
        found = [f"items without stock: {sorted(set(wanted) ^ set(kept))}"] if set(wanted) != set(kept) else []
        found += [f"item {each}: kept {kept[each]}, counted {wanted[each]}" for each in wanted
                  if each in kept and kept[each] != wanted[each]]  # fmt: skip
        found += [f"item {each}: moves come to {moved.get(each)}, not {wanted[each]}" for each in wanted
                  if moved.get(each, (0, 0, 0, 0)) != wanted[each]]  # fmt: skip
        return found + self._wrongly_short(wanted)

    def _counted_anew(self) -> Stock:
        counts = {row[0]: [row[1], 0, 0, 0] for row in self.ask("SELECT id, counted FROM inventory_item")}
        for (lines,) in self.ask("SELECT lines FROM purchase_order WHERE lines <> '[]'"):
            for line in json.loads(lines):
                if line["item_id"] is not None:
                    counts[line["item_id"]][1] += line["received"]
        for items, status in self.ask("SELECT items, status FROM job WHERE items <> '[]'"):
            for item in json.loads(items):
                if item["item_id"] is not None and item["kind"] in ("part", "equipment"):
                    used = item["used"] if status == "completed" else None
                    taken = item["quantity"] if used is None else used
                    counts[item["item_id"]][2 if status == "completed" else 3] += taken
        return {item: (each[0], each[1], each[2], each[3]) for item, each in counts.items()}

    def _kept(self) -> Stock:
        found: Stock = {}
        for item, counted, came, used, reserved, on_hand in self.ask(
            "SELECT item_id, counted, received, used, reserved, on_hand"
            " FROM item_stock JOIN inventory_item ON inventory_item.id = item_id"
        ):
            # on hand is a sum of its own: where it is not what the others come to, nothing equals it
            found[item] = (counted if on_hand == counted + came - used else -1, came, used, reserved)
        return found

    def _moved(self) -> Stock:
        names = "sum(counted), sum(received), sum(used), sum(reserved)"
        rows = self.ask(f"SELECT item_id, {names} FROM stock_move GROUP BY item_id")  # noqa: S608
        return {row[0]: (int(row[1]), int(row[2]), int(row[3]), int(row[4])) for row in rows}

    def _wrongly_short(self, stock: Stock) -> list[str]:
        found = []
        for item, kind, retired, wanted, short in self.ask(
            "SELECT id, kind, retired, reorder_point, short FROM inventory_item JOIN item_stock ON item_id = id"
        ):
            counted, came, used, reserved = stock[item]
            left = counted + came - used - reserved
            if (kind in ("part", "equipment") and not retired and (left < 0 or left < wanted)) is not bool(short):
                found.append(f"item {item}: short is {short}, {left} left of {wanted}")
        return found


@contextmanager
def stockroom(url: str, rng: random.Random) -> Iterator[Stockroom]:
    """The small company's stockroom, with a few items."""
    desks = (desk_at(url), desk_at(url, "bo"))
    engine = plain_engine(url)
    try:
        with engine.connect() as connection:
            room = Stockroom(url, desks, connection, rng)
            for name in ("Filter", "Valve", "Boiler", "Hour"):
                desks[0].perform(SaveRecord(InventoryItem(name=name, counted=9000, reorder_point=2000)))
            yield room
    finally:
        engine.dispose()
        for desk in desks:
            desk.close()
