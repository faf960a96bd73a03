"""An office made up for reports, and what is said of it plainly: minute by minute, record by record."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from industrack_core.desk.desk import Desk, open_desk
from industrack_core.domain.acts.acts import SaveRecord
from industrack_core.domain.acts.founding import BeginRoles, LoadRecords
from industrack_core.domain.field.entries import EntryKind, Mark
from industrack_core.domain.field.records import TimeEntry
from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.domain.records.customer import Customer, Location
from industrack_core.domain.records.estimate import Estimate, EstimateLine, EstimateStatus
from industrack_core.domain.records.job import Billing, Delivery, Job, WorkStatus
from industrack_core.domain.records.job_parts import JobItem
from industrack_core.domain.records.office import (
    Calendar,
    Company,
    Employee,
    EmployeeState,
    Group,
    ServiceType,
    Shift,
    TimeOff,
)
from industrack_core.domain.records.record import Record
from industrack_core.domain.records.settings import Holiday, OfficeUser
from industrack_core.domain.reports.period import Period
from tests.desk.every_act import roles_of
from tests.desk.office import done

ZONE = ZoneInfo("America/New_York")


class Season(NamedTuple):
    """When the office is counted, of which days, and from when on it has jobs."""

    now: datetime
    period: Period
    first: datetime


NOW = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
PERIOD = Period(date(2026, 10, 20), date(2026, 11, 21))
AUTUMN = Season(NOW, PERIOD, datetime(2026, 10, 12, tzinfo=UTC))
"""With the day on which the clocks go back, the 1st of November; it begins and ends within a week."""
_EARLIER = timedelta(weeks=34)
SPRING = Season(NOW - _EARLIER, Period(PERIOD.first - _EARLIER, PERIOD.last - _EARLIER), AUTUMN.first - _EARLIER)
"""With the day on which the clocks go forward, the 8th of March."""
_DAYS = 48
PEOPLE, TYPES, PLACES = range(10, 15), range(20, 23), range(30, 36)
NORTH, SOUTH = 7, 8


def counted_desk(url: str, seed: int, season: Season = AUTUMN) -> Desk:
    """A desk on a new office with jobs of one, two and three people, times, time off, estimates and series."""

    def found(desk: Desk) -> LoadRecords:
        desk.reserve_ids(2000)
        return LoadRecords(tuple(records(random.Random(seed), season)), "Founded an office to count.")

    return open_desk(url, create=True, founding_act=found, clock=lambda: season.now)


def kept_desk(desk: Desk, url: str) -> Desk:
    """The desk of Nora, who is a dispatcher and kept to the north, in the same office."""
    done(desk.perform(BeginRoles()))
    role = next(each.id for each in roles_of(desk) if each.name == "dispatcher")
    done(desk.perform(SaveRecord(OfficeUser(name="Nora", login="nora", role_id=role, calendar_ids=(NORTH,)))))
    return open_desk(url, who="nora", clock=lambda: NOW)


def records(rng: random.Random, season: Season) -> Iterator[Record]:
    yield Company(id=1, name="Counted", zone=ZONE.key, first_weekday=rng.choice((0, 6)))
    yield Calendar(id=2, name="Default calendar", is_default=True)
    yield Group(id=6, name="North", member_ids=tuple(PEOPLE[:2]))
    yield Calendar(id=NORTH, name="North", group_ids=(6,))
    yield Calendar(id=SOUTH, name="South")
    yield from _people()
    for type_id in TYPES:
        yield ServiceType(id=type_id, name=f"Type {type_id}")
    for customer in (3, 4):
        yield Customer(id=customer, number=f"C{customer}", name=f"Customer {customer}")
    for place in PLACES:
        yield Location(id=place, customer_id=3 + place % 2, address=f"{place} Street", is_main=place < 32)
    for number, (day, closed) in enumerate(((9, True), (12, True), (12, True), (14, False), (20, True), (90, True))):
        on = (season.first + timedelta(days=day)).date()
        yield Holiday(
            id=50 + number, day=on, name=f"Holiday {number}", closed=closed, country="DE" if number % 2 else ""
        )
    for number in range(8):
        start = _moment(rng, season)
        yield TimeOff(
            id=100 + number, employee_id=rng.choice(PEOPLE), starts_at=start,
            ends_at=start + timedelta(minutes=rng.choice((240, 1440, 4000))),
        )  # fmt: skip
    jobs = [_job(200 + number, rng, season) for number in range(130)]
    yield from jobs
    yield from _times([job for job in jobs if job.starts_at is not None], rng, season)
    yield from _estimates(rng, season)


def _people() -> Iterator[Record]:
    """One works by day, one by night, one the whole week, of one nothing is known, and one is archived."""
    day, night = [tuple(Shift(each, *hours) for each in range(5)) for hours in ((480, 1020), (1320, 1800))]
    always = tuple(Shift(each, 0, 1440) for each in range(7))
    for place, hours in enumerate((day, night, always, (), day)):
        state = EmployeeState.ARCHIVED if place == 4 else EmployeeState.ACTIVE
        yield Employee(id=PEOPLE[place], last_name=f"Person {place}", hours=hours, state=state)


def _moment(rng: random.Random, season: Season) -> datetime:
    return season.first + timedelta(minutes=15 * rng.randrange(_DAYS * 96))


def _job(job_id: int, rng: random.Random, season: Season) -> Job:
    status = rng.choice([*[WorkStatus.COMPLETED] * 5, *WorkStatus])
    place = rng.choice((None, *PLACES))
    customer = 3 if place is None else 3 + place % 2
    items = tuple(
        JobItem(id=3000 + 5 * job_id + each, name="Part", one_off=True, quantity=rng.randrange(1, 4000),
                price=rng.randrange(9999))
        for each in range(rng.choice((0, 0, 1, 3)))
    )  # fmt: skip
    return Job(
        id=job_id, number=str(job_id), customer_id=customer, location_id=place, status=status, items=items,
        delivery=Delivery.DISPATCHED, service_type_id=rng.choice((None, *TYPES)), minutes=rng.choice((15, 60, 90, 900)),
        starts_at=_moment(rng, season) if rng.random() < 0.95 else None, series_id=rng.choice((None, None, None, 7)),
        crew=tuple(sorted(rng.sample(PEOPLE, rng.choice((0, 1, 1, 2, 3))))),
        calendar_id=(None, NORTH, SOUTH)[job_id % 3],
        estimate_id=1800 + (job_id - 200) % 15 if job_id < 220 else None,
        billing=rng.choice(list(Billing)) if status is WorkStatus.COMPLETED else Billing.NONE,
    )  # fmt: skip


def _times(jobs: list[Job], rng: random.Random, season: Season) -> Iterator[Record]:
    number = 1000
    for job in jobs:
        for person in job.crew:
            if rng.random() < 0.5:
                continue
            assert job.starts_at is not None
            start = job.starts_at + timedelta(minutes=rng.choice((-40, -5, 0, 10, 15, 16, 45, 3000)))
            for kind in rng.choice(([EntryKind.JOB], [EntryKind.TRAVEL, EntryKind.JOB], [EntryKind.JOB] * 2)):
                end = start + timedelta(minutes=rng.choice((5, job.minutes, job.minutes + 16, 2 * job.minutes)))
                is_open = rng.random() < 0.08
                yield TimeEntry(
                    id=number, employee_id=person, job_id=job.id, kind=kind, starts_at=start,
                    ends_at=None if is_open else end,
                )  # fmt: skip
                number, start = number + 1, end
    for job in (each for each in jobs if each.crew and each.status is WorkStatus.COMPLETED):
        if job.id % 3 == 0:  # completed, and nobody tapped that it began
            assert job.starts_at is not None
            done = job.starts_at + timedelta(minutes=job.minutes)
            yield TimeEntry(
                id=number, employee_id=job.crew[0], job_id=job.id, kind=EntryKind.JOB, starts_at=done, ends_at=done,
                mark=(Mark.START_MISSING,),
            )  # fmt: skip
            number += 1
    for job in (each for each in jobs[::9] if PEOPLE[0] not in each.crew):  # by one who is not on it any more
        assert job.starts_at is not None
        ends = job.starts_at + timedelta(minutes=35)
        yield TimeEntry(
            id=number, employee_id=PEOPLE[0], job_id=job.id, kind=EntryKind.JOB, starts_at=job.starts_at, ends_at=ends
        )
        number += 1
    running = season.now - timedelta(minutes=50)
    yield TimeEntry(id=number, employee_id=PEOPLE[0], job_id=jobs[0].id, kind=EntryKind.JOB, starts_at=running)


def _estimates(rng: random.Random, season: Season) -> Iterator[Record]:
    for number in range(40):
        yield Estimate(
            id=1800 + number, number=f"E{number}", customer_id=3, status=rng.choice(list(EstimateStatus)),
            made_on=(season.first + timedelta(days=rng.randrange(_DAYS))).date(), total=rng.randrange(100_000),
            lines=(EstimateLine(id=1900 + number, text="Work"),),
        )  # fmt: skip


def records_of(desk: Desk, kind: str) -> list[Record]:
    """Every record of a kind."""
    return list(desk.records(kind, range(1, 2000)).values())


def minutes_of(first: datetime, last: datetime) -> set[int]:
    """The minutes since 1970 UTC from one instant to another."""
    return set(range(int(first.timestamp()) // 60, int(last.timestamp()) // 60))


def local_days(period: Period) -> dict[int, datetime]:
    """Every minute of the period with what the wall clock shows."""
    found = {}
    begin = datetime(period.first.year, period.first.month, period.first.day, tzinfo=ZONE)
    for minute in range(int(begin.timestamp()) // 60, int(begin.timestamp()) // 60 + (period.days + 1) * 1500):
        local = datetime.fromtimestamp(minute * 60, ZONE)
        if period.first <= local.date() <= period.last:
            found[minute] = local
    return found
