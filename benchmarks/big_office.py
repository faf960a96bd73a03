"""An office with long lists for measuring: as many of each kind as asked for, loaded in parts.

Words are dealt out so that finding can be measured: RARE is in five records of each kind, whatever their number,
COMMON in half of them here and there, SEASON in half of them too but far apart where texts are sorted, and each of a
hundred `lot00` to `lot99` in one of a hundred. What is won, retired or received stands together in the order of
numbers, as it does in an office that is years old.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice

from industrack_core.desk.records.founding import default_calendar
from industrack_core.domain.acts.founding import InventCompany, LoadRecords
from industrack_core.domain.records.customer import Customer, CustomerKind, Equipment, Location
from industrack_core.domain.records.estimate import Estimate, EstimateLine, EstimateStatus
from industrack_core.domain.records.form import Form, FormQuestion
from industrack_core.domain.records.inventory import InventoryItem
from industrack_core.domain.records.job import Billing, Job, WorkStatus
from industrack_core.domain.records.job_parts import ItemKind, JobItem
from industrack_core.domain.records.office import (
    Calendar,
    Company,
    Employee,
    EmployeeState,
    Group,
    JobColor,
    ServiceType,
)
from industrack_core.domain.records.purchase import OrderLine, OrderStatus, PurchaseOrder
from industrack_core.domain.records.record import Record
from industrack_core.domain.records.settings import HoldReason, JobTemplate, Tag, TaskTemplate
from industrack_core.exchange.demo import demo_people, demo_places

RARE, COMMON, SEASON = "quokka", "annual", "spring"
RECORDS_A_PART = 5000
_RARE_ONES = 5
_THINGS = ("boiler", "pump", "filter", "valve", "burner", "heat exchanger", "thermostat", "chimney", "meter", "duct")
_STATUSES = (EstimateStatus.SCHEDULED, EstimateStatus.INVOICED, EstimateStatus.LOST, EstimateStatus.PENDING)
_ORDER_STATUSES = (OrderStatus.BILLED, OrderStatus.RECEIVED, OrderStatus.PARTIALLY_RECEIVED, OrderStatus.SENT)

Maker = Callable[[int, int, int, random.Random], Record]
"""Makes the record of an id and an index among so many."""


def big_office(reserve_ids: Callable[[int], int], now: datetime, each: int, seed: int = 1) -> Iterator[LoadRecords]:
    """Acts to be performed one after the other; the first founds the company, so it may be the founding act.

    In: `Desk.reserve_ids`, `now` (aware), how many customers (with a location and a piece of equipment), items,
    estimates, orders and completed jobs. As many jobs again are not completed. The same for the same seed.
    """
    return _parts(_office(reserve_ids, now, each, random.Random(seed)))


def big_settings(reserve_ids: Callable[[int], int], each: int, seed: int = 1) -> Iterator[LoadRecords]:
    """The same for the lists that an office has few entries in: employees, groups and everything in the settings."""
    return _parts(_settings(reserve_ids, each, random.Random(seed)))


def _parts(records: Iterator[Record]) -> Iterator[LoadRecords]:
    line = "Founded an office for measuring."
    while part := tuple(islice(records, RECORDS_A_PART)):
        yield InventCompany(part, line)
        line = "Loaded more of the office."


def _office(reserve_ids: Callable[[int], int], now: datetime, each: int, rng: random.Random) -> Iterator[Record]:
    yield from _founding(reserve_ids)
    ground = _Ground(now, reserve_ids(each), reserve_ids(each), reserve_ids(each))
    yield from _made(ground.buyers, each, rng, _customer)
    yield from _made(ground.places, each, rng, ground.location)
    yield from _made(ground.items, each, rng, _item)
    for make in (ground.equipment, ground.estimate, ground.order):
        yield from _made(reserve_ids(each), each, rng, make)
    yield from _made(reserve_ids(2 * each), 2 * each, rng, ground.job)


@dataclass(frozen=True)
class _Ground:
    """The first ids of what the other records stand on."""

    now: datetime
    buyers: int
    places: int
    items: int

    def location(self, record_id: int, index: int, count: int, rng: random.Random) -> Record:
        return Location(
            id=record_id, customer_id=self.buyers + index, name=_words(index, count, rng), address=_address(rng),
            is_main=True,
        )  # fmt: skip

    def equipment(self, record_id: int, index: int, count: int, rng: random.Random) -> Record:
        return Equipment(
            id=record_id, customer_id=self.buyers + index, location_id=self.places + index,
            name=_words(index, count, rng), maker=rng.choice(demo_places.PERSONS)[1], model=f"M{rng.randrange(500)}",
            serial=f"SN-{index:06}", retired=index < count // 10,
        )  # fmt: skip

    def estimate(self, record_id: int, index: int, count: int, rng: random.Random) -> Record:
        quantity, price = rng.randint(1, 9) * 1000, rng.randint(100, 90_000)
        line = EstimateLine(item_id=self.items + index, text="Work", quantity=quantity, price=price)
        return Estimate(
            id=record_id, number=f"E-{1001 + index}", customer_id=self.buyers + rng.randrange(count),
            description=_words(index, count, rng), made_on=_day(self.now, index, count), lines=(line,),
            status=EstimateStatus.WON if _is_new(index, count) else rng.choice(_STATUSES), total=line.total,
        )  # fmt: skip

    def order(self, record_id: int, index: int, count: int, rng: random.Random) -> Record:
        status = OrderStatus.OPEN if _is_new(index, count) else rng.choice(_ORDER_STATUSES)
        line = OrderLine(
            item_id=self.items + index, name="Part", quantity=rng.randint(2, 9) * 1000, price=rng.randint(100, 9000),
            received=0 if status in (OrderStatus.OPEN, OrderStatus.SENT) else 2000,
        )  # fmt: skip
        return PurchaseOrder(
            id=record_id, number=f"PO-{1001 + index}", vendor=f"{rng.choice(demo_places.PERSONS)[1]} {index % 300}",
            status=status, due_on=_day(self.now, index, count), lines=(line,), note=_words(index, count, rng),
            total=line.total,
        )  # fmt: skip

    def job(self, record_id: int, index: int, count: int, rng: random.Random) -> Record:
        """Completed and not, by turns."""
        is_done, buyer = index % 2 == 0, rng.randrange(count // 2)
        item = JobItem(item_id=self.items + index // 2, name="Part", price=rng.randint(100, 9000))
        billed = Billing.NONE if _is_new(index, count) else rng.choice((Billing.APPROVED, Billing.INVOICED))
        return Job(
            id=record_id, number=f"J{1001 + index}", customer_id=self.buyers + buyer, location_id=self.places + buyer,
            description=_words(index // 2, count // 2, rng), starts_at=self.now - timedelta(hours=count - index),
            status=WorkStatus.COMPLETED if is_done else WorkStatus.NOT_STARTED,
            billing=billed if is_done else Billing.NONE, items=(item,) if index % 4 else (),
        )  # fmt: skip


def _is_new(index: int, count: int) -> bool:
    """One of the last in twenty."""
    return index >= count - count // 20


def _founding(reserve_ids: Callable[[int], int]) -> Iterator[Record]:
    first = reserve_ids(2)
    yield Company(id=first, name="Big office")
    yield default_calendar(first + 1)


def _made(first: int, count: int, rng: random.Random, make: Maker) -> Iterator[Record]:
    return (make(first + index, index, count, rng) for index in range(count))


def _words(index: int, count: int, rng: random.Random) -> str:
    """A description with the words that are looked for."""
    rare = f" {RARE}" if (index + 1) % max(count // _RARE_ONES, 1) == 0 else ""
    often = f" {COMMON}" if rng.random() < 0.5 else ""
    season = SEASON if index % 2 else "autumn"
    return f"{rng.choice(_THINGS).capitalize()} {season} lot{rng.randrange(100):02}{often}{rare}"


def _address(rng: random.Random) -> str:
    town, code = rng.choice(demo_places.TOWNS)
    return f"{rng.randint(1, 999)} {rng.choice(demo_places.STREETS)}, {town}, {code}"


def _day(now: datetime, index: int, count: int) -> date:
    """Over ten years, the last one today."""
    return (now - timedelta(days=3650 * (count - 1 - index) // count)).date()


def _customer(record_id: int, index: int, count: int, rng: random.Random) -> Record:
    first, last = rng.choice(demo_places.PERSONS)
    person = index % 20 == 0
    return Customer(
        id=record_id, number=f"C{1001 + index}", kind=CustomerKind.PERSON if person else CustomerKind.COMPANY,
        name=f"{last} {_words(index, count, rng)}", contact=f"{first} {rng.choice(demo_places.PERSONS)[1]}",
        phone=f"+1 212 555 {index:06}", email=f"{first}.{index}@example.com", billing_address=_address(rng),
    )  # fmt: skip


def _item(record_id: int, index: int, count: int, rng: random.Random) -> Record:
    cost = rng.randint(10, 50_000)
    return InventoryItem(
        id=record_id, name=_words(index, count, rng), sku=f"S-{index:06}", kind=rng.choice(tuple(ItemKind)), cost=cost,
        price=cost * 13 // 10, counted=rng.randint(3, 90) * 1000, reorder_point=rng.choice((0, 0, 0, 5)) * 1000,
        vendor=rng.choice(demo_places.PERSONS)[1], retired=index < count // 10,
    )  # fmt: skip


def _settings(reserve_ids: Callable[[int], int], each: int, rng: random.Random) -> Iterator[Record]:
    yield from _founding(reserve_ids)
    for make in (*_NAMED, _employee):
        yield from _made(reserve_ids(each), each, rng, make)


def _employee(record_id: int, index: int, count: int, rng: random.Random) -> Record:
    service = rng.choice(demo_people.SERVICES).name
    state = rng.choice((EmployeeState.ARCHIVED, EmployeeState.ACTIVE))
    return Employee(
        id=record_id, last_name=f"{rng.choice(demo_people.PEOPLE).last_name} {index}",
        first_name=rng.choice(demo_people.PEOPLE).first_name, phone=f"+1 212 555 {index:06}",
        email=f"{index}@example.com", role=f"{service} {_words(index, count, rng)}",
        state=EmployeeState.INACTIVE if index >= count - count // 20 else state,
    )  # fmt: skip


def _named(make: Callable[..., Record], **options: object) -> Maker:
    def named(record_id: int, index: int, count: int, rng: random.Random) -> Record:
        name = f"{_words(index, count, rng)} {index}"
        return make(id=record_id, name=name, retired=index < count // 10, **options)

    return named


_NAMED: tuple[Maker, ...] = (
    _named(Group), _named(Calendar), _named(JobColor, hue="red"), _named(ServiceType), _named(Tag), _named(HoldReason),
    _named(TaskTemplate, lines=("Look", "Mend")), _named(JobTemplate),
    _named(Form, questions=(FormQuestion(text="All well?"),)),
)  # fmt: skip
