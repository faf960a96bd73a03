"""Keeps `crew_sum`: what each employee has on each of the company's days, by state, as differences of records.

A job of several stands with each of them, beside who they are: whoever adds up some people counts it once. Days are
the company's own, so all is made anew where its zone changes.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
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

_AT_ONCE = 100
"""Of so many people the jobs are read at a time."""
_DAY = 24 * 60
_LONGEST_TEAM = 32
_job, _crew, _sum = schema.job, schema.job_crew, schema.crew_sum
_ADD = Prepared(
    text(
        "INSERT INTO crew_sum (employee_id, day, team, status, jobs, minutes)"
        " VALUES (:employee_id, :day, :team, :status, :jobs, :minutes) ON CONFLICT (employee_id, day, team, status)"
        " DO UPDATE SET jobs = crew_sum.jobs + excluded.jobs, minutes = crew_sum.minutes + excluded.minutes"
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
    """Jobs and minutes by cell, of days in a zone."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone
        self._days: dict[int, int] = {}
        self._cells: dict[tuple[int, int, str, str], list[int]] = {}

    def add(self, people: Iterable[int], team: str, start: int, status: str, minutes: int, sign: int = 1) -> None:
        """A job that begins at a minute, or what it no longer is, with these people."""
        day = self._days.get(start)
        if day is None:
            day = self._days[start] = _day_of(start, self._zone)
        for each in people:
            cell = self._cells.setdefault((each, day, team, status), [0, 0])
            cell[0] += sign
            cell[1] += sign * minutes

    def rows(self) -> Iterator[RowValues]:
        """Rows of what is not nothing, in the order of the table."""
        for (employee, day, team, status), (jobs, minutes) in sorted(self._cells.items()):
            if jobs or minutes:
                yield {"employee_id": employee, "day": day, "team": team, "status": status, "jobs": jobs,
                       "minutes": minutes}  # fmt: skip


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
