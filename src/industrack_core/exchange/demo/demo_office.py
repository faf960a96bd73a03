"""The demo company around the jobs: people, groups, calendars, colors, service types, customers, estimates."""

import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from industrack_core.desk.records.founding import COLOR_NAMES, default_calendar
from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.records.customer import Customer, CustomerKind, Location
from industrack_core.domain.records.estimate import Estimate, EstimateLine, EstimateStatus
from industrack_core.domain.records.office import (
    Calendar,
    Company,
    Employee,
    EmployeeState,
    Group,
    JobColor,
    ServiceType,
    Shift,
    TimeOff,
)
from industrack_core.domain.records.record import Record
from industrack_core.domain.time.span import to_utc
from industrack_core.exchange.demo import demo_people, demo_places
from industrack_core.exchange.demo.demo_people import Person, Works

CUSTOMER_COUNT = 60
ESTIMATE_STATES = (
    EstimateStatus.DRAFT, EstimateStatus.DRAFT, EstimateStatus.PENDING, EstimateStatus.PENDING, EstimateStatus.WON,
    EstimateStatus.WON, EstimateStatus.LOST, EstimateStatus.SCHEDULED, EstimateStatus.SCHEDULED,
    EstimateStatus.INVOICED,
)  # fmt: skip


@dataclass(frozen=True)
class DemoOffice:
    """The people and places that jobs are made of; `records` holds all of them in an order that can be inserted."""

    zone: ZoneInfo
    today: date
    employees: tuple[tuple[Person, Employee], ...]
    time_off: tuple[TimeOff, ...]
    service_types: tuple[tuple[Works, ServiceType], ...]
    customers: tuple[tuple[Customer, tuple[Location, ...]], ...]
    colors: tuple[JobColor, ...]
    estimates: tuple[Estimate, ...]
    records: tuple[Record, ...]


def _hours(person: Person, today: date) -> tuple[Shift, ...]:
    """Days off count from today, so that today is as busy as a Monday whatever weekday it is."""
    off = {(today.weekday() + days) % 7 for days in person.days_off}
    return tuple(Shift(weekday, person.opens, person.closes) for weekday in range(7) if weekday not in off)


def _employees(ids: Iterator[int], today: date) -> list[tuple[Person, Employee]]:
    made = []
    for index, person in enumerate(demo_people.PEOPLE):
        inactive = person.last_name == demo_people.INACTIVE
        mail = f"{person.first_name}.{person.last_name}".lower().replace("í", "i")
        employee = Employee(
            id=next(ids), first_name=person.first_name, last_name=person.last_name, phone=f"555-01{index:02}",
            email=f"{mail}@northwind.example", role=person.role, skills=person.skills, hours=_hours(person, today),
            state=EmployeeState.INACTIVE if inactive else EmployeeState.ACTIVE,
        )  # fmt: skip
        made.append((person, employee))
    return made


def _time_off(
    ids: Iterator[int], employees: list[tuple[Person, Employee]], today: date, zone: ZoneInfo
) -> list[TimeOff]:
    """A week of vacation from in two days on, an afternoon of training today, a day at the dentist tomorrow."""

    def at(days: int, hour: int) -> datetime:
        return to_utc(datetime.combine(today + timedelta(days=days), time(hour)), zone, fold=0)

    by_name = {person.last_name: employee.id for person, employee in employees}
    return [
        TimeOff(id=next(ids), employee_id=by_name["Goldberg"], starts_at=at(2, 0), ends_at=at(9, 0), reason="Vacation"),
        TimeOff(id=next(ids), employee_id=by_name["Tanaka"], starts_at=at(0, 13), ends_at=at(0, 17), reason="Training"),
        TimeOff(id=next(ids), employee_id=by_name["Nowak"], starts_at=at(1, 8), ends_at=at(1, 12), reason="Dentist"),
        TimeOff(id=next(ids), employee_id=by_name["Kim"], starts_at=at(-4, 0), ends_at=at(-3, 0), reason="Sick"),
    ]


def _groups(ids: Iterator[int], employees: list[tuple[Person, Employee]]) -> list[Group]:
    groups = []
    for name in demo_people.GROUPS:
        members = [employee.id for person, employee in employees if person.group == name]
        groups.append(Group(id=next(ids), name=name, member_ids=tuple(members), supervisor_id=members[0]))
    return groups


def _calendars(ids: Iterator[int], groups: list[Group]) -> list[Calendar]:
    by_name = {group.name: group.id for group in groups}
    return [
        default_calendar(next(ids)),
        Calendar(
            id=next(ids), name="Heating and plumbing", opens=6 * 60, closes=20 * 60, job_minutes=60, slot_minutes=15,
            group_ids=(by_name["Heating"], by_name["Plumbing"]),
        ),
        Calendar(
            id=next(ids), name="Electrical and elevators", opens=7 * 60, closes=19 * 60, job_minutes=90,
            slot_minutes=30, group_ids=(by_name["Electrical"], by_name["Elevators"]),
        ),
    ]  # fmt: skip


def _customer(ids: Iterator[int], index: int, rng: random.Random) -> tuple[Customer, tuple[Location, ...]]:
    is_company = index < len(demo_places.COMPANIES)
    town, code = rng.choice(demo_places.TOWNS)
    address = f"{rng.randint(1, 480)} {rng.choice(demo_places.STREETS)}, {town}, {code}"
    if is_company:
        name, contact = demo_places.COMPANIES[index], rng.choice(demo_places.CONTACTS)
    else:
        name, contact = " ".join(demo_places.PERSONS[index - len(demo_places.COMPANIES)]), ""
    customer = Customer(
        id=next(ids), number=f"C{1001 + index}", kind=CustomerKind.COMPANY if is_company else CustomerKind.PERSON,
        name=name, contact=contact, phone=f"555-01{rng.randint(0, 99):02}",
        mobile=f"555-01{rng.randint(0, 99):02}" if rng.random() < 0.4 else "",
        email=f"service{index + 1}@customer.example" if rng.random() < 0.6 else "", billing_address=address,
        payment_terms="Net 30" if is_company else "On completion",
        tags=tuple(sorted(rng.sample(demo_places.TAGS, rng.choice((0, 0, 1, 1, 2))))),
        internal_note="Pays late: ask the office before a second visit." if rng.random() < 0.05 else "",
    )  # fmt: skip
    return customer, tuple(_locations(ids, customer, address, is_company, rng))


def _locations(
    ids: Iterator[int], customer: Customer, address: str, is_company: bool, rng: random.Random
) -> Iterator[Location]:
    note = rng.choice(demo_places.SITE_NOTES) if rng.random() < 0.35 else ""
    yield Location(id=next(ids), customer_id=customer.id, address=address, is_main=True, site_note=note)
    further = rng.choice((0, 1, 1, 2, 3)) if is_company else rng.choice((0, 0, 0, 1))
    for name in rng.sample(demo_places.SITE_NAMES, further):
        town, code = rng.choice(demo_places.TOWNS)
        place = f"{rng.randint(1, 480)} {rng.choice(demo_places.STREETS)}, {town}, {code}"
        note = rng.choice(demo_places.SITE_NOTES) if rng.random() < 0.2 else ""
        yield Location(id=next(ids), customer_id=customer.id, name=name, address=place, site_note=note)


def _estimates(
    ids: Iterator[int], customers: list[tuple[Customer, tuple[Location, ...]]], today: date, rng: random.Random
) -> list[Estimate]:
    made = []
    for index, (description, texts) in enumerate(demo_places.ESTIMATES):
        customer, locations = rng.choice(customers)
        lines = tuple(EstimateLine(text=text, quantity=quantity, price=price) for text, quantity, price in texts)
        made.append(
            Estimate(
                id=next(ids), number=f"E{1001 + index}", customer_id=customer.id, location_id=locations[0].id,
                description=description, status=ESTIMATE_STATES[index], made_on=today - timedelta(days=2 + 3 * index),
                lines=lines, total=sum(line.total for line in lines),
            )
        )  # fmt: skip
    return made


def demo_office(ids: Iterator[int], now: datetime, rng: random.Random) -> DemoOffice:
    """Everything but the jobs. `ids` hands out record ids; `now` is aware, and decides which day is today."""
    zone = ZoneInfo(demo_people.COMPANY_ZONE)
    today = now.astimezone(zone).date()
    company = Company(
        id=next(ids),
        name=demo_people.COMPANY_NAME,
        zone=demo_people.COMPANY_ZONE,
        currency="USD",
        first_weekday=6,
        country="US",
    )
    colors = [JobColor(id=next(ids), name=name, hue=hue) for name, hue in COLOR_NAMES]
    color_ids = {color.name: color.id for color in colors}
    services = [
        (work, ServiceType(id=next(ids), name=work.name, color_id=color_ids[work.color], skills=work.skills))
        for work in demo_people.SERVICES
    ]
    employees = _employees(ids, today)
    groups = _groups(ids, employees)
    time_off = _time_off(ids, employees, today, zone)
    customers = [_customer(ids, index, rng) for index in range(CUSTOMER_COUNT)]
    estimates = _estimates(ids, customers, today, rng)
    records: list[Record] = [company, *_calendars(ids, groups), *colors, *(service for _, service in services)]
    records += [*(employee for _, employee in employees), *time_off, *groups]
    for customer, locations in customers:
        records += [customer, *locations]
    return DemoOffice(
        zone, today, tuple(employees), tuple(time_off), tuple(services), tuple(customers), tuple(colors),
        tuple(estimates), (*records, *estimates),
    )  # fmt: skip
