"""Sums of days, for a view over many of them: a handful of statements, however many days and jobs there are."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from sqlalchemy import (
    Connection,
    Integer,
    bindparam,
    case,
    exists,
    func,
    literal_column,
    select,
    type_coerce,
    union_all,
)

from industrack_core.domain.board.alarms import ExceptionKind, own_kinds
from industrack_core.domain.board.day_sums import DayJob, DaySum
from industrack_core.domain.time.minute import minute_of
from industrack_core.domain.time.span import Span
from industrack_core.store.engine import schema
from industrack_core.store.engine.prepared import Prepared, Query, one_of
from industrack_core.store.reads.block_reads import BEGUN
from industrack_core.store.reads.board_reads import AWAY

_job, _crew, _customer = schema.job, schema.job_crew, schema.customer
_BUCKET: Final = 15
_AT_ONCE: Final = 7
"""Of so many days the first jobs are read in one statement."""

# The clocks of all zones differ by whole quarters of an hour, so sums by quarter can be put into any zone's days.
# A plain `/` is a whole division on both engines; SQLAlchemy would make a true one of it.
_QUARTER = literal_column("job.starts_at / 15", Integer)
# As `due_end` and `is_declined` have it (domain/board/alarms.py), of all that begin in a quarter.
_DUE_END = case((BEGUN > 0, BEGUN + _job.c.minutes), else_=_crew.c.ends_at)
_ONE_DECLINED = case((_crew.c.status == literal_column("'declined'"), 1), else_=0)
_THEIRS = one_of(_crew.c.employee_id, "employees")
_EVERYBODY, _SOME = False, True
"""Whether a statement is about some employees only."""


def _by_quarter(of: bool) -> Prepared:
    """Jobs that begin in each quarter of an hour, by the states that alarms go by."""
    statement = (
        select(
            _QUARTER, _job.c.status, _job.c.delivery,
            type_coerce(func.count(_job.c.id.distinct()), Integer),
            type_coerce(func.sum(_crew.c.ends_at - _crew.c.starts_at), Integer),
            type_coerce(func.min(_crew.c.starts_at), Integer),
            type_coerce(func.min(_DUE_END), Integer),
            type_coerce(func.max(_ONE_DECLINED), Integer),
        )
        .join(_crew, _crew.c.job_id == _job.c.id)
        .where(_job.c.starts_at >= bindparam("low"), _job.c.starts_at < bindparam("high"))
        .group_by(_QUARTER, _job.c.status, _job.c.delivery)
    )  # fmt: skip
    return Prepared(statement.where(_THEIRS), "employees") if of else Prepared(statement)


def _first_of(place: int, of: bool) -> Query:
    """The first jobs of one of the days that are read at once."""
    first = (
        select(
            literal_column(str(place), Integer).label("place"), _job.c.id, _job.c.starts_at, _job.c.number,
            _job.c.description, _customer.c.name, _job.c.status, _customer.c.kind,
        )
        .join(_customer, _customer.c.id == _job.c.customer_id)
        .where(
            _job.c.starts_at >= bindparam(f"low{place}"),
            _job.c.starts_at < bindparam(f"high{place}"),
            _job.c.in_queue == literal_column("0"),
        )
        .order_by(_job.c.starts_at, _job.c.id)
        .limit(bindparam("most", type_=Integer))
    )  # fmt: skip
    if of:
        first = first.where(exists().where(_crew.c.job_id == _job.c.id, _THEIRS))
    return select(first.subquery())


def _first_jobs_of_days(of: bool) -> Prepared:
    days = union_all(*(_first_of(place, of) for place in range(_AT_ONCE)))
    return Prepared(days, "employees") if of else Prepared(days)


_BY_QUARTER = {of: _by_quarter(of) for of in (_EVERYBODY, _SOME)}
_FIRST_JOBS = {of: _first_jobs_of_days(of) for of in (_EVERYBODY, _SOME)}


class _Alike(NamedTuple):
    """Jobs that begin in one quarter of an hour in the same state, as alarms see them: the earliest start and end."""

    job_id: int
    start: int
    end: int
    status: str
    delivery: str
    receipt: int = 0
    visit: str = ""
    begun: int = 0


def read_days(
    connection: Connection, days: Sequence[Span], most: int, now: int, employee_ids: Sequence[int] | None = None
) -> tuple[DaySum, ...]:
    """What each of these days (in order, without gaps) holds: sums, the first `most` jobs, alarms at `now`, who is off.

    Of everybody, or of some employees. `now` in minutes since 1970 UTC.
    """
    bounds = [minute_of(day.starts_at) for day in days] + [minute_of(days[-1].ends_at)]
    of, whose = employee_ids is not None, {"employees": employee_ids} if employee_ids is not None else {}
    if employee_ids is not None and not employee_ids:
        return tuple(DaySum(0, 0) for _ in days)
    counts, minutes = [0] * len(days), [0] * len(days)
    wrong: list[set[ExceptionKind]] = [set() for _ in days]
    rows = _BY_QUARTER[of].rows(connection, low=bounds[0], high=bounds[-1], **whose)
    place = 0
    for quarter, status, delivery, count, planned, start, end, declined in sorted(rows, key=lambda row: row[0]):
        while place + 1 < len(days) and bounds[place + 1] <= quarter * _BUCKET:
            place += 1
        counts[place] += count
        minutes[place] += planned if status != "declined" else 0
        alike = _Alike(0, start, end, status, delivery)
        wrong[place].update(own_kinds(alike, now))
        if declined:
            wrong[place].update(own_kinds(alike._replace(visit="declined"), now))
    first = _first_jobs(connection, bounds, most if any(counts) else 0, whose)
    off = _off(connection, bounds)
    return tuple(
        DaySum(counts[at], minutes[at], first[at], tuple(kind for kind in ExceptionKind if kind in wrong[at]), off[at])
        for at in range(len(days))
    )


def _first_jobs(
    connection: Connection, bounds: Sequence[int], most: int, whose: Mapping[str, Sequence[int]]
) -> list[tuple[DayJob, ...]]:
    """The first jobs of the days between these bounds."""
    found: list[list[DayJob]] = [[] for _ in bounds[1:]]
    for begin in range(0, len(found) if most else 0, _AT_ONCE):
        values: dict[str, object] = {"most": most, **whose}
        for place in range(_AT_ONCE):
            low = min(begin + place, len(bounds) - 1)
            values[f"low{place}"], values[f"high{place}"] = bounds[low], bounds[min(low + 1, len(bounds) - 1)]
        for place, *job in _FIRST_JOBS[bool(whose)].rows(connection, **values):
            found[begin + place].append(DayJob(*job))
    return [tuple(sorted(jobs, key=lambda job: (job.start, job.job_id))) for jobs in found]


def _off(connection: Connection, bounds: Sequence[int]) -> list[tuple[int, ...]]:
    """Who has time off on each of the days between these bounds."""
    away = AWAY.rows(connection, low=bounds[0], high=bounds[-1])
    return [
        tuple(sorted({who for who, start, end in away if start < high and end > low})) for low, high in pairwise(bounds)
    ]
