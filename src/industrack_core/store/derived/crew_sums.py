"""Keeps `crew_sum`: what each employee has on each of the company's days, by state, as differences of records.

A row is a week, since whoever shows a month of many people reads as many rows as there are of them. A job of several
stands with each of them, beside who they are: whoever adds up some people counts it once. Days are the company's own,
so all is made anew where its zone changes.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from hashlib import blake2b
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, delete, select, text

from industrack_core.domain.records.job import Job
from industrack_core.domain.records.office import Company, Employee
from industrack_core.domain.records.record import Change
from industrack_core.domain.time.minute import instant_of, minute_of
from industrack_core.store.engine import schema
from industrack_core.store.engine.codec import RowValues
from industrack_core.store.engine.prepared import Prepared, one_of, parts_of
from industrack_core.store.engine.statements import insertion

JOB = 1 << 40
"""What a job adds to its day, beside its minutes: so many minutes nobody has."""
_DAYS = tuple(f"day{day}" for day in range(7))
_AT_ONCE = 100
"""Of so many people the jobs are read at a time."""
_DAY = 24 * 60
_LONGEST_TEAM = 32
_job, _crew, _sum = schema.job, schema.job_crew, schema.crew_sum
_ADD = Prepared(
    text(
        f"INSERT INTO crew_sum (employee_id, week, team, status, {', '.join(_DAYS)})"  # noqa: S608
        f" VALUES (:employee_id, :week, :team, :status, {', '.join(f':{each}' for each in _DAYS)})"
        " ON CONFLICT (employee_id, week, team, status)"
        f" DO UPDATE SET {', '.join(f'{each} = crew_sum.{each} + excluded.{each}' for each in _DAYS)}"
    )
)
CREW_SUMS_KEPT = (_ADD,)
"""What an act says that changes jobs."""
_EMPTY = Prepared(delete(_sum))
_PEOPLE = Prepared(select(_crew.c.employee_id).distinct())
_ZONE = Prepared(select(schema.company.c.zone).limit(1))
_PLANNED = Prepared(
    select(_crew.c.employee_id, _job.c.starts_at, _job.c.minutes, _job.c.status, _job.c.crew)
    .join(_job, _job.c.id == _crew.c.job_id)
    .where(one_of(_crew.c.employee_id, "values"), _job.c.starts_at.is_not(None)),
    "values",
)


class _Sums:
    """Jobs and minutes by row, of days in a zone."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone
        self._days: dict[int, tuple[int, int]] = {}
        self._weeks: dict[tuple[int, int, str, str], list[int]] = {}

    def add(self, people: Iterable[int], team: str, start: int, status: str, minutes: int, sign: int = 1) -> None:
        """A job that begins at a minute, or what it no longer is, with these people."""
        place = self._days.get(start)
        if place is None:
            place = self._days[start] = place_in_week(_day_of(start, self._zone))
        week, day = place
        for each in people:
            days = self._weeks.setdefault((each, week, team, status), [0] * 7)
            days[day] += sign * (JOB + minutes)

    def rows(self) -> Iterator[RowValues]:
        """Rows of what is not nothing, in the order of the table."""
        for (employee, week, team, status), days in sorted(self._weeks.items()):
            if any(days):
                yield {"employee_id": employee, "week": week, "team": team, "status": status,
                       **dict(zip(_DAYS, days, strict=True))}  # fmt: skip


def told_days(entry: Sequence[object]) -> str:
    """A row as a person reads it: whose, which day, state, jobs and minutes of each day on which there is something."""
    employee, week, _, status, *days = entry
    told = []
    for place, packed in enumerate(days):
        if isinstance(packed, int) and isinstance(week, int) and packed:
            told.append(f"{employee} {_told_day(7 * week + place + 1)} {status} {packed // JOB} {packed % JOB}")
    return ", ".join(told)


def _told_day(day: int) -> str:
    """As ISO has it; what no calendar has is of a damaged job, and stays a number."""
    try:
        return date.fromordinal(day).isoformat()
    except (OverflowError, ValueError):
        return str(day)


def place_in_week(day: int) -> tuple[int, int]:
    """The week of a day as `date.toordinal` counts, and its place in it, 0 for Monday."""
    return divmod(day - 1, 7)


def _day_of(minute: int, zone: ZoneInfo) -> int:
    """The company's day in which a minute since 1970 UTC is, as `date.toordinal` counts; what no calendar has is of a
    damaged job, and counted from 1970 on."""
    try:
        return instant_of(minute).astimezone(zone).toordinal()
    except (OverflowError, ValueError):
        return minute // _DAY


def keep_crew_sums(connection: Connection, changes: Sequence[Change], zone: Callable[[], ZoneInfo]) -> None:
    """Bring the sums up to date with `changes`, which are written already; `zone` was the company's before them.

    Where nothing is left, a row of zeros may stay.
    """
    if any(_zone_of(before) != _zone_of(after) for before, after in changes):
        _EMPTY.run(connection)
        everybody = _PEOPLE.column(connection)
        for first in range(0, len(everybody), _AT_ONCE):
            insertion(_sum).run_many(connection, _sums_of(connection, everybody[first : first + _AT_ONCE]))
        return
    if not any(isinstance(record, Job) for change in changes for record in change):
        return
    sums = _Sums(zone())
    for change in changes:
        for job, sign in zip(change, (-1, 1), strict=True):
            if isinstance(job, Job) and job.starts_at is not None and job.crew:
                people = set(job.crew)
                sums.add(people, _team(map(str, people)), minute_of(job.starts_at), job.status.value, job.minutes, sign)
    _ADD.run_many(connection, sums.rows())


def _zone_of(record: object) -> str | None:
    return record.zone if isinstance(record, Company) else None


def _team(people: Iterable[str]) -> str:
    """Who is on a job of several, in one order; nothing for one. Long ones are hashed, as they stand in an index."""
    members = sorted(set(people))
    said = ",".join(members) if len(members) > 1 else ""
    return said if len(said) <= _LONGEST_TEAM else blake2b(said.encode(), digest_size=_LONGEST_TEAM // 2).hexdigest()


def company_clock(connection: Connection) -> ZoneInfo:
    """The zone whose days are counted; UTC before there is a company."""
    found = _ZONE.first(connection)
    return ZoneInfo(found[0]) if found else ZoneInfo("UTC")


def crew_sums_of(connection: Connection, employees: Sequence[Employee]) -> Iterator[RowValues]:
    """What `crew_sum` must say of these employees."""
    return _sums_of(connection, [employee.id for employee in employees])


def _sums_of(connection: Connection, people: Sequence[int]) -> Iterator[RowValues]:
    sums = _Sums(company_clock(connection))
    for part in parts_of(people):
        for employee, start, minutes, status, crew in _PLANNED.rows(connection, values=part):
            sums.add((employee,), _team(crew.split(",")), start, status, minutes)
    return sums.rows()
