"""What the demo company's jobs are made of: inventory, equipment at customers, items, tasks, forms and notes."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from industrack_core.desk.records.founding import settings_lists
from industrack_core.domain.field.records import FieldNote
from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.domain.records.customer import Equipment
from industrack_core.domain.records.form import Form
from industrack_core.domain.records.inventory import InventoryItem
from industrack_core.domain.records.job import Job, WorkStatus
from industrack_core.domain.records.job_parts import (
    Attachment,
    AttachmentKind,
    FormOnJob,
    ItemKind,
    JobItem,
    JobTask,
)
from industrack_core.domain.records.purchase import OrderLine, OrderStatus, PurchaseOrder
from industrack_core.domain.records.record import Record
from industrack_core.domain.records.settings import Tag
from industrack_core.exchange.demo import demo_places
from industrack_core.exchange.demo.demo_office import DemoOffice

_PART, _LABOR, _SERVICE, _GEAR = ItemKind.PART, ItemKind.LABOR, ItemKind.SERVICE, ItemKind.EQUIPMENT


class _Item(NamedTuple):
    """Name, SKU, kind, price and cost in cents, on hand."""

    name: str
    sku: str
    kind: ItemKind
    price: int
    cost: int
    on_hand: int
    vendor: str = ""


INVENTORY = (
    _Item("Air filter 16x25", "AF-1625", _PART, 1890, 900, 40, "Halsey Supply"),
    _Item("Air filter 20x20", "AF-2020", _PART, 1990, 950, 6, "Halsey Supply"),
    _Item("Igniter, hot surface", "IG-271", _PART, 6400, 3100, 4, "Halsey Supply"),
    _Item("Flame sensor", "FS-100", _PART, 3200, 1400, 9, "Halsey Supply"),
    _Item("Thermostat, programmable", "TH-700", _PART, 14900, 8200, 7, "Comfort Parts"),
    _Item("Circulator pump", "CP-15", _PART, 21800, 12900, 3, "Comfort Parts"),
    _Item("Expansion tank", "ET-30", _PART, 7900, 4100, 5, "Comfort Parts"),
    _Item("Pressure relief valve", "PR-34", _PART, 4200, 1900, 12, "Halsey Supply"),
    _Item("Ball valve 3/4", "BV-34", _PART, 2100, 850, 25, "Harbor Plumbing"),
    _Item("Copper pipe 3/4, 10 ft", "CU-34", _PART, 3850, 2200, 18, "Harbor Plumbing"),
    _Item("Anode rod", "AN-44", _PART, 5600, 2500, 2, "Harbor Plumbing"),
    _Item("Condensate pump", "CN-20", _PART, 9900, 5200, 4, "Comfort Parts"),
    _Item("Run capacitor 45/5", "RC-455", _PART, 2800, 1100, 15, "Comfort Parts"),
    _Item("Contactor 40 A", "CT-40", _PART, 4600, 2000, 8, "Comfort Parts"),
    _Item("Door operator belt", "DB-12", _PART, 8800, 4300, 1, "Liftworks"),
    _Item("Guide shoe insert", "GS-08", _PART, 3400, 1500, 16, "Liftworks"),
    _Item("Refrigerant R-410A, 1 lb", "RF-410", _PART, 6200, 3600, 20, "Comfort Parts"),
    _Item("Water heater 50 gal", "WH-50", _GEAR, 98000, 61000, 2, "Harbor Plumbing"),
    _Item("Condensing boiler 110k", "BO-110", _GEAR, 389000, 264000, 1, "Comfort Parts"),
    _Item("Service call", "SC-1", _SERVICE, 9500, 0, 0),
    _Item("Diagnostic", "DG-1", _SERVICE, 12500, 0, 0),
    _Item("Yearly maintenance", "YM-1", _SERVICE, 18900, 0, 0),
    _Item("Labor, hour", "LB-1", _LABOR, 11000, 4800, 0),
    _Item("Labor, overtime hour", "LB-2", _LABOR, 16500, 7200, 0),
)

_MACHINES = (
    ("Furnace", "Carrier", "58STA090"), ("Boiler", "Weil-McLain", "CGa-4"), ("Water heater", "Rheem", "XE50"),
    ("Rooftop unit", "Trane", "YSC060"), ("Elevator 1", "Otis", "Gen2"), ("Heat pump", "Mitsubishi", "MXZ-3C"),
)  # fmt: skip
_FIELD_NOTES = (
    "Filter was black; told the tenant to change it every three months.",
    "Shut-off valve behind the panel is stiff, needs replacing at the next visit.",
    "Customer asks for a quote for a second thermostat upstairs.",
)


def _first_of(ids: Iterator[int], count: int) -> int:
    """Take so many ids; answers the first of them."""
    taken = [next(ids) for _ in range(count)]
    return taken[0]


class DemoParts:
    """Adds parts to jobs. `rng` is its own, so that the rest of the company stays as it is."""

    def __init__(self, office: DemoOffice, ids: Iterator[int], now: datetime, rng: random.Random) -> None:
        self._office, self._ids, self._now, self._rng = office, ids, now, rng
        self.lists = settings_lists(lambda count: _first_of(ids, count))
        listed = {record.name for record in self.lists if isinstance(record, Tag)}
        self.lists += [Tag(id=next(ids), name=name) for name in demo_places.TAGS if name not in listed]
        self.items = [
            InventoryItem(
                id=next(ids), name=each.name, sku=each.sku, kind=each.kind, price=each.price, cost=each.cost,
                counted=each.on_hand * 1000, reorder_point=2000 if each.kind.is_stocked else 0, vendor=each.vendor,
            )
            for each in INVENTORY
        ]  # fmt: skip
        self.notes: list[FieldNote] = []
        self.forms = [record for record in self.lists if isinstance(record, Form)]
        self.equipment = [
            found for customer, places in office.customers for found in self._machines(customer.id, places[0].id)
        ]

    def _machines(self, customer_id: int, location_id: int) -> list[Equipment]:
        chosen = self._rng.sample(_MACHINES, self._rng.choice((0, 1, 1, 2)))
        return [
            Equipment(
                id=next(self._ids), customer_id=customer_id, location_id=location_id, name=name, maker=maker,
                model=model, serial=f"{self._rng.randint(10**6, 10**7 - 1)}",
            )
            for name, maker, model in chosen
        ]  # fmt: skip

    def records(self, jobs: Sequence[Job]) -> list[Record]:
        """Lists, inventory, equipment, the jobs with their parts, and two purchase orders."""
        dressed = [self._dressed(job) for job in jobs]
        waiting = [job for job in dressed if job.status is WorkStatus.NOT_STARTED and job.items][:2]
        orders = [self._order(job, place) for place, job in enumerate(waiting)]
        return [*self.lists, *self._counted(dressed), *self.equipment, *dressed, *self.notes, *orders]

    def _counted(self, jobs: Sequence[Job]) -> list[InventoryItem]:
        """The items, counted so that on hand is what the inventory says after all the work that is done, and that
        most of what is planned is there."""
        taken: dict[int, int] = {}
        for job in jobs:
            share = 1000 if job.status is WorkStatus.COMPLETED else 900
            for item in job.items:
                taken[item.item_id or 0] = taken.get(item.item_id or 0, 0) + item.quantity * share // 1000
        return [replace(each, counted=each.counted + taken.get(each.id, 0) // 1000 * 1000) for each in self.items]

    def _dressed(self, job: Job) -> Job:
        rng = self._rng
        if rng.random() < 0.55:
            return job
        theirs = [each.id for each in self.equipment if each.customer_id == job.customer_id]
        parts = rng.sample(self.items[:19], rng.choice((1, 1, 2)))
        labor = [self.items[22]] if rng.random() < 0.7 else []
        tasks = ("Look and listen", "Measure and note the values", "Clean", "Test run")[: rng.randint(1, 4)]
        done = job.status is WorkStatus.COMPLETED
        tool = Attachment(id=next(self._ids), kind=AttachmentKind.TOOL, name="Ladder, 12 ft")
        dressed = replace(
            job,
            items=tuple(self._line(each, rng.choice((1, 1, 2))) for each in (*parts, *labor)),
            equipment=tuple(theirs[:1]),
            tasks=tuple(JobTask(id=next(self._ids), text=text, done=done) for text in tasks),
            forms=(FormOnJob(id=next(self._ids), form_id=self.forms[0].id),),
            attachments=(tool,) if rng.random() < 0.2 else (),
        )
        if done and rng.random() < 0.3:
            self.notes.append(self._note(job))
        return dressed

    def _line(self, item: InventoryItem, quantity: int) -> JobItem:
        return JobItem(
            id=next(self._ids), item_id=item.id, kind=item.kind, name=item.name, quantity=quantity * 1000,
            price=item.price,
        )  # fmt: skip

    def _note(self, job: Job) -> FieldNote:
        at = (job.ends_at or self._now).replace(second=0, microsecond=0)
        who = job.crew[0] if job.crew else self._office.employees[0][1].id
        note_id, text = next(self._ids), self._rng.choice(_FIELD_NOTES)
        return FieldNote(id=note_id, job_id=job.id, employee_id=who, key=f"{note_id:016x}", at=at, text=text)

    def _order(self, job: Job, place: int) -> PurchaseOrder:
        item = next(each for each in job.items if each.item_id)
        line = OrderLine(
            id=next(self._ids), item_id=item.item_id, name=item.name, quantity=item.quantity, price=item.price // 2
        )
        return PurchaseOrder(
            id=next(self._ids), number=f"PO{1001 + place}", vendor="Comfort Parts", job_id=job.id,
            status=OrderStatus.SENT, due_on=self._office.today + timedelta(days=2 + place), lines=(line,),
        )  # fmt: skip
