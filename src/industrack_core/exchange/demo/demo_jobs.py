"""Three weeks of jobs for the demo company, told as of one moment.

The rules, so that the board looks alive at any hour:

- Today is as busy as a Monday, whatever weekday it is: days off are spread so that almost everybody works.
- What ended before now is completed; what has begun is started, a few paused; who is due soon is on the way.
- Whatever the hour, four people on call have a job around now: started, paused, on the way, and one that
  should have begun 40 minutes ago and has not. At night these are what moves.
- One job of today is declined, one overlaps another on purpose, one runs past midnight.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar

from industrack_core.domain.board.working_hours import working_minutes
from industrack_core.domain.records.job import Billing, Delivery, Job, Priority, WorkStatus
from industrack_core.domain.records.office import Employee, EmployeeState
from industrack_core.domain.time.minute import DAY_MINUTES, instant_of, minute_of
from industrack_core.domain.time.span import day_span, to_utc
from industrack_core.exchange.demo import demo_people, demo_places
from industrack_core.exchange.demo.demo_office import DemoOffice
from industrack_core.exchange.demo.demo_people import Works

T = TypeVar("T")

DAYS_BACK, DAYS_AHEAD = 7, 14
"""From a week before today to two weeks after: the past, this and the next week."""

_SOON = 30  # minutes before a start at which a technician sets out
_PRIORITIES = (Priority.LOW, Priority.MEDIUM, Priority.MEDIUM, Priority.MEDIUM, Priority.HIGH)
_ON_CALL: tuple[tuple[str, WorkStatus, int, int], ...] = (
    ("Okafor", WorkStatus.STARTED, -50, 120),
    ("Delgado", WorkStatus.PAUSED, -80, 150),
    ("Petrov", WorkStatus.ON_TRAVEL, 10, 60),
    ("Mensah", WorkStatus.NOT_STARTED, -40, 90),
)
"""Last name, status, start in minutes from now, duration."""

_QUEUE: tuple[tuple[str, str, Priority, int | None, bool], ...] = (
    ("Elevator emergency", "Car 2 stops with a jolt, tenants complain", Priority.HIGH, 0, False),
    ("Heating repair", "No heat, elderly tenant, space heater in use", Priority.MEDIUM, 0, False),
    ("Drain and sewer", "Slow drains on all floors", Priority.MEDIUM, 1, False),
    ("Controls", "Move thermostat away from the ovens", Priority.LOW, None, True),
    ("Backflow test", "Yearly test, letter from the city", Priority.MEDIUM, None, False),
    ("Heating maintenance", "Spring start-up of 3 roof units", Priority.LOW, None, False),
    ("Electrical repair", "Quote first: two more circuits for the lab", Priority.LOW, None, False),
    ("Water heater", "Anode check, unit is 6 years old", Priority.MEDIUM, None, True),
)
"""Service type, description, priority, wished day from today (at 13:00), whether somebody is picked already."""


@dataclass
class _Diary:
    """Who is busy when (minutes since 1970), so that overlaps happen only on purpose."""

    busy: dict[int, list[tuple[int, int]]] = field(default_factory=dict)

    def blocked_until(self, employee_id: int, start: int, end: int) -> int | None:
        """When the job in the way ends; None when the stretch is free."""
        ends = [to for since, to in self.busy.get(employee_id, ()) if since < end and start < to]
        return max(ends) if ends else None

    def book(self, employee_ids: tuple[int, ...], start: int, end: int) -> None:
        for employee_id in employee_ids:
            self.busy.setdefault(employee_id, []).append((start, end))


class DemoJobs:
    """Makes the jobs of one demo company; use `all_jobs` once."""

    def __init__(self, office: DemoOffice, ids: Iterator[int], now: datetime, rng: random.Random) -> None:
        self._office, self._ids, self._rng = office, ids, rng
        self._now = minute_of(now)
        self._diary = _Diary()
        self._decks: dict[str, list[Any]] = {}
        self._by_name = {employee.last_name: employee for _, employee in office.employees}
        for off in office.time_off:
            self._diary.book((off.employee_id,), minute_of(off.starts_at), minute_of(off.ends_at))

    def all_jobs(self) -> list[Job]:
        """Every job, numbered from 1001 in the order of their days; the queue comes last."""
        jobs = [*self._on_call(), *self._past_midnight()]
        for days in range(-DAYS_BACK, DAYS_AHEAD):
            jobs += self._day(self._office.today + timedelta(days=days), today=days == 0)
        jobs.sort(key=lambda job: (job.starts_at or instant_of(0), job.id))
        jobs = [*self._with_special_cases(jobs), *self._queue()]
        return [replace(job, number=str(1001 + index)) for index, job in enumerate(jobs)]

    # -- single jobs ---------------------------------------------------------------------------

    def _job(self, work: Works, start: int | None, minutes: int, crew: tuple[int, ...], text: str = "") -> Job:
        rng = self._rng
        customer, locations = self._dealt("customers", self._office.customers)
        service = next(service for known, service in self._office.service_types if known.name == work.name)
        if start is not None and crew:
            self._diary.book(crew, start, start + minutes)
        job = Job(
            id=next(self._ids), customer_id=customer.id, location_id=rng.choice(locations).id,
            description=text or self._dealt(work.name, work.descriptions), service_type_id=service.id,
            priority=Priority.HIGH if "emergency" in work.name else rng.choice(_PRIORITIES),
            color_id=rng.choice(self._office.colors).id if rng.random() < 0.06 else None,
            starts_at=None if start is None else instant_of(start), minutes=minutes, crew=crew,
            note=rng.choice(demo_places.JOB_NOTES) if rng.random() < 0.2 else "",
        )  # fmt: skip
        return self._as_of_now(job, start) if start is not None else job

    def _dealt(self, name: str, cards: Sequence[T]) -> T:
        """One of the cards; all of them come up before one comes again."""
        deck = self._decks.setdefault(name, [])
        if not deck:
            deck.extend(self._rng.sample(cards, len(cards)))
        card: T = deck.pop()
        return card

    def _as_of_now(self, job: Job, start: int) -> Job:
        rng, end = self._rng, start + job.minutes
        if end <= self._now:
            age = (self._now - end) // DAY_MINUTES
            billing = Billing.INVOICED if age >= 4 else Billing.APPROVED if age >= 1 else Billing.NONE
            return replace(job, status=WorkStatus.COMPLETED, delivery=Delivery.DISPATCHED, billing=billing)
        if start <= self._now:
            status = WorkStatus.PAUSED if rng.random() < 0.2 else WorkStatus.STARTED
            return replace(job, status=status, delivery=Delivery.DISPATCHED)
        if start <= self._now + _SOON:
            return replace(job, status=WorkStatus.ON_TRAVEL, delivery=Delivery.DISPATCHED)
        if start <= self._now + 2 * DAY_MINUTES:
            return replace(job, delivery=rng.choice((*[Delivery.DISPATCHED] * 5, Delivery.CHANGED, Delivery.SAVED)))
        return job

    def _works_of(self, group: str) -> list[Works]:
        return [work for work in demo_people.SERVICES if work.group == group]

    def _fitting(self, employee: Employee, group: str) -> Works:
        """Work of the group that the employee has the skills for; an apprentice gets what takes none."""
        works = self._works_of(group)
        able = [work for work in works if set(work.skills) <= set(employee.skills)]
        return self._rng.choice(able or works)

    def _group_of(self, employee: Employee) -> str:
        return next(person.group for person, other in self._office.employees if other is employee)

    def _minute(self, day: date, hour: int) -> int:
        return minute_of(to_utc(datetime.combine(day, time(hour)), self._office.zone, fold=0))

    # -- what is always there --------------------------------------------------------------------

    def _on_call(self) -> Iterator[Job]:
        quarter = self._now - self._now % 5
        for name, status, offset, minutes in _ON_CALL:
            employee = self._by_name[name]
            work = self._fitting(employee, self._group_of(employee))
            job = self._job(work, quarter + offset, minutes, (employee.id,))
            yield replace(job, status=status, delivery=Delivery.DISPATCHED, priority=Priority.HIGH)

    def _past_midnight(self) -> Iterator[Job]:
        """Kim works from 22:00 to 02:00 in three nights of the week, tonight among them."""
        employee = self._by_name["Kim"]
        text = "Night work while the lobby is closed: replace hoist ropes"
        work = self._fitting(employee, "Elevators")
        for days in (-1, 0, 6):
            start = self._minute(self._office.today + timedelta(days=days), 22)
            yield self._job(work, start, 240, (employee.id,), text)

    # -- the days --------------------------------------------------------------------------------

    def _shifts(self, day: date) -> dict[int, tuple[int, int]]:
        window = day_span(day, self._office.zone)
        found = {}
        for _, employee in self._office.employees:
            stretches = working_minutes(employee.hours, window, self._office.zone)
            if stretches and employee.state is EmployeeState.ACTIVE:
                found[employee.id] = stretches[0]
        return found

    def _day(self, day: date, *, today: bool) -> Iterator[Job]:
        shifts = self._shifts(day)
        yield from self._crew_jobs(shifts, today=today)
        for person, employee in self._office.employees:
            if employee.id in shifts:
                count = self._rng.choice((4, 4, 5) if today else (2, 3, 3, 4))
                yield from self._round(employee, person.group, shifts[employee.id], count)

    def _crew_jobs(self, shifts: dict[int, tuple[int, int]], *, today: bool) -> Iterator[Job]:
        """Installations for two or three of a group: in every group today, in some on other days."""
        for group in demo_people.GROUPS:
            members = [employee.id for person, employee in self._office.employees if person.group == group]
            at_work = [member for member in members if member in shifts]
            if len(at_work) < 2 or not (today or self._rng.random() < 0.35):
                continue
            crew = tuple(self._rng.sample(at_work, min(len(at_work), self._rng.choice((2, 2, 3)))))
            start = max(shifts[member][0] for member in crew) + self._rng.choice((30, 60, 120))
            minutes = self._rng.choice((120, 150, 180))
            if all(self._diary.blocked_until(member, start, start + minutes) is None for member in crew):
                text = self._rng.choice(demo_people.INSTALLATIONS[group])
                yield self._job(self._works_of(group)[0], start, minutes, crew, text)

    def _round(self, employee: Employee, group: str, shift: tuple[int, int], count: int) -> Iterator[Job]:
        """One technician's jobs of a day, one after the other with time to drive between them."""
        position, closes = shift[0] + self._rng.choice((0, 0, 15, 30)), shift[1]
        while count and position + 45 <= closes:
            work = self._fitting(employee, group)
            minutes = self._rng.choice(work.minutes)
            until = self._diary.blocked_until(employee.id, position, position + minutes)
            if until is not None:
                position = until + (-until) % 15 + 15
                continue
            yield self._job(work, position, minutes, (employee.id,))
            position += minutes + self._rng.choice((15, 15, 30, 45))
            count -= 1

    # -- what needs the whole list -----------------------------------------------------------------

    def _with_special_cases(self, jobs: list[Job]) -> list[Job]:
        """One job declined, one overlapped on purpose, two won estimates turned into jobs."""
        ahead = [index for index, job in enumerate(jobs) if self._is_plain_and_ahead(job)]
        declined, overlapped = ahead[4], ahead[7]
        jobs[declined] = replace(jobs[declined], status=WorkStatus.DECLINED, delivery=Delivery.DISPATCHED)
        for estimate, index in zip((each for each in self._office.estimates if each.status == "scheduled"), ahead[40:],
                                   strict=False):  # fmt: skip
            jobs[index] = replace(
                jobs[index], estimate_id=estimate.id, customer_id=estimate.customer_id,
                location_id=estimate.location_id, description=estimate.description,
            )  # fmt: skip
        first = jobs[overlapped]
        second = self._job(
            self._works_of("Plumbing")[0], minute_of(first.starts_at or instant_of(self._now)) + 30, 60, first.crew,
            "Squeezed in: tenant has no water, promised for today",
        )  # fmt: skip
        jobs.insert(overlapped + 1, replace(second, overlap_accepted=True, priority=Priority.HIGH))
        return jobs

    def _is_plain_and_ahead(self, job: Job) -> bool:
        start = minute_of(job.starts_at) if job.starts_at else 0
        return start > self._now + _SOON and len(job.crew) == 1 and job.minutes < 240

    def _queue(self) -> Iterator[Job]:
        works = {work.name: work for work in demo_people.SERVICES}
        for name, text, priority, days, picked in _QUEUE:
            work = works[name]
            start = None if days is None else self._minute(self._office.today + timedelta(days=days), 13)
            able = [e.id for _, e in self._office.employees if set(work.skills) <= set(e.skills)]
            job = self._job(work, None, self._rng.choice(work.minutes), (able[0],) if picked else (), text)
            wish = None if start is None else instant_of(start)
            yield replace(job, priority=priority, starts_at=wish)
