"""A company of any size for measuring, loaded in parts: jobs spread evenly over employees and days around today."""

import random
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import NamedTuple

from industrack_core.desk.records.founding import COLOR_NAMES, default_calendar
from industrack_core.domain.acts.founding import InventCompany, LoadRecords
from industrack_core.domain.records.customer import Customer, Location
from industrack_core.domain.records.job import Delivery, Job, Priority, WorkStatus
from industrack_core.domain.records.office import Company, Employee, Group, JobColor, ServiceType, Shift
from industrack_core.domain.records.record import Record
from industrack_core.exchange.demo import demo_people, demo_places

JOBS_A_DAY = 4
"""Of each employee, one after the other from eight o'clock on."""

RECORDS_A_PART = 5000
_GROUPS = 8
_LENGTHS = (45, 60, 75, 90, 105)
_ZONE = "UTC"


def big_company(
    reserve_ids: Callable[[int], int], now: datetime, employees: int, jobs: int, customers: int, apart: int = 1,
    seed: int = 1,
) -> Iterator[LoadRecords]:  # fmt: skip
    """Acts to be performed one after the other; the first founds the company, so it may be the founding act.

    In: `Desk.reserve_ids`, `now` (aware), how many of each (all at least 1). Jobs fill each employee's day with four,
    starting today, then tomorrow, yesterday, and so on outwards; where days are so many `apart`, each works on one of
    them, others on others. The same for the same seed.
    """
    if min(employees, jobs, customers) < 1:
        raise ValueError("A company needs an employee, a job and a customer.")
    records = _records(reserve_ids, now, (employees, jobs, customers, apart), random.Random(seed))
    line = "Founded a company for measuring."
    while part := tuple(islice(records, RECORDS_A_PART)):
        yield InventCompany(part, line)
        line = "Loaded more of the company."


def _records(
    reserve_ids: Callable[[int], int], now: datetime, sizes: tuple[int, int, int, int], rng: random.Random
) -> Iterator[Record]:
    employees, jobs, customers, apart = sizes
    services = len(demo_people.SERVICES)
    first = reserve_ids(2 + len(COLOR_NAMES) + services + _GROUPS)
    first_person, first_buyer = reserve_ids(employees), reserve_ids(2 * customers)
    people = range(first_person, first_person + employees)
    buyers = range(first_buyer, first_buyer + 2 * customers, 2)
    yield from _settings(first, people)
    yield from _people(people)
    yield from _customers(buyers, rng)
    service_ids = range(first + 2 + len(COLOR_NAMES), first + 2 + len(COLOR_NAMES) + services)
    first_job, work = reserve_ids(jobs), _Work(now, people, buyers, service_ids, apart)
    for index in range(jobs):
        yield work.job(first_job + index, index, rng)


def _settings(first: int, people: range) -> Iterator[Record]:
    yield Company(id=first, name="Big company", zone=_ZONE)
    yield default_calendar(first + 1)
    color_ids = {}
    for offset, (name, hue) in enumerate(COLOR_NAMES, first + 2):
        color_ids[name] = offset
        yield JobColor(id=offset, name=name, hue=hue)
    for offset, work in enumerate(demo_people.SERVICES, first + 2 + len(COLOR_NAMES)):
        yield ServiceType(id=offset, name=work.name, color_id=color_ids[work.color])
    groups = first + 2 + len(COLOR_NAMES) + len(demo_people.SERVICES)
    for number in range(_GROUPS):
        yield Group(id=groups + number, name=f"Group {number + 1}", member_ids=tuple(people[number::_GROUPS]))


def _people(people: range) -> Iterator[Record]:
    hours = tuple(Shift(weekday, 8 * 60, 17 * 60) for weekday in range(7))
    names = demo_people.PEOPLE
    for index, employee_id in enumerate(people):
        last, first = names[index % len(names)].last_name, names[index * 7 % len(names)].first_name
        yield Employee(id=employee_id, last_name=f"{last} {index + 1}", first_name=first, hours=hours)


def _customers(buyers: range, rng: random.Random) -> Iterator[Record]:
    for index, customer_id in enumerate(buyers):
        town, code = rng.choice(demo_places.TOWNS)
        address = f"{rng.randint(1, 999)} {rng.choice(demo_places.STREETS)}, {town}, {code}"
        last = rng.choice(demo_places.PERSONS)[1]
        yield Customer(
            id=customer_id, number=f"C{1001 + index}", name=f"{last} & Co {index + 1}",
            phone=f"555-01{index % 100:02}", billing_address=address,
        )  # fmt: skip
        yield Location(id=customer_id + 1, customer_id=customer_id, address=address, is_main=True)


def _day_offset(number: int) -> int:
    """0, 1, -1, 2, -2 ..."""
    return (number + 1) // 2 if number % 2 else -(number // 2)


class _Work(NamedTuple):
    """Whose jobs there are, of what, and on how many of how many days."""

    now: datetime
    people: range
    buyers: range
    services: range
    apart: int

    def job(self, job_id: int, index: int, rng: random.Random) -> Job:
        """The job of a place in the row of all."""
        day, place = divmod(index, len(self.people) * JOBS_A_DAY)
        slot, person = divmod(place, len(self.people))
        midnight = self.now.replace(hour=0, minute=0, second=0, microsecond=0)
        offset = _day_offset(day * self.apart + person % self.apart)
        starts_at = midnight + timedelta(days=offset, hours=8, minutes=slot * 130 + rng.choice((0, 15)))
        minutes = rng.choice(_LENGTHS)
        past, customer = starts_at + timedelta(minutes=minutes) <= self.now, rng.choice(self.buyers)
        service = rng.randrange(len(self.services))
        return Job(
            id=job_id, number=str(1001 + index), customer_id=customer, location_id=customer + 1,
            description=rng.choice(demo_people.SERVICES[service].descriptions), service_type_id=self.services[service],
            status=WorkStatus.COMPLETED if past else WorkStatus.NOT_STARTED, priority=rng.choice(tuple(Priority)),
            delivery=Delivery.DISPATCHED if past else Delivery.SAVED, starts_at=starts_at, minutes=minutes,
            crew=(self.people[person],),
        )  # fmt: skip
