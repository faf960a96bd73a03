"""Sums of days, for a view over many of them: a handful of statements, however many days and jobs there are."""

from bisect import bisect_right
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
)

from industrack_core.domain.board.alarms import RED, ExceptionKind, hurts_at, is_mild, own_kinds
from industrack_core.domain.board.day_sums import DayJob, DaySum
from industrack_core.domain.time.minute import minute_of
from industrack_core.domain.time.span import Span
from industrack_core.store.engine import schema
from industrack_core.store.engine.prepared import Prepared, Repeated, Row, one_of
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
_PARTS: Final = (_AT_ONCE, ("low", "high"))
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


def _first_jobs_of_days(of: bool) -> Repeated:
    """The first jobs of some days at once."""
    first = (
        select(
            _job.c.id, _job.c.starts_at, _job.c.number, _job.c.description, _customer.c.name, _job.c.status,
            _customer.c.kind,
        )
        .join(_customer, _customer.c.id == _job.c.customer_id)
        .where(
            _job.c.starts_at >= bindparam("low"),
            _job.c.starts_at < bindparam("high"),
            _job.c.in_queue == literal_column("0"),
        )
        .order_by(_job.c.starts_at, _job.c.id)
        .limit(bindparam("most", type_=Integer))
    )  # fmt: skip
    if of:
        return Repeated(first.where(exists().where(_crew.c.job_id == _job.c.id, _THEIRS)), *_PARTS, "employees")
    return Repeated(first, *_PARTS)


def _doubled(of: bool) -> Prepared:
    """When jobs begin while another of the same person goes on; done and past ones do not count (see `doubled`)."""
    latest = func.max(_crew.c.ends_at).over(
        partition_by=_crew.c.employee_id, order_by=(_crew.c.starts_at, _crew.c.job_id), rows=(None, -1)
    )
    standing = (
        select(_crew.c.starts_at, latest.label("latest"))
        .join(_job, _job.c.id == _crew.c.job_id)
        .where(
            _job.c.starts_at > bindparam("low") - select(schema.ledger.c.longest_minutes).scalar_subquery(),
            _job.c.starts_at < bindparam("high"),
            _job.c.status.not_in([literal_column("'completed'"), literal_column("'declined'")]),
            _crew.c.status != literal_column("'declined'"),
            _crew.c.ends_at > bindparam("now"),
        )
    )
    of_them = (standing.where(_THEIRS) if of else standing).subquery()
    begins = select(of_them.c.starts_at).distinct()
    later = begins.where(of_them.c.starts_at < of_them.c.latest, of_them.c.starts_at >= bindparam("low"))
    return Prepared(later, "employees") if of else Prepared(later)


_BY_QUARTER = {of: _by_quarter(of) for of in (_EVERYBODY, _SOME)}
_FIRST_JOBS = {of: _first_jobs_of_days(of) for of in (_EVERYBODY, _SOME)}
_DOUBLED = {of: _doubled(of) for of in (_EVERYBODY, _SOME)}


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


class _Tally:
    """What begins on a day: how much, what is wrong with it, and the most minutes that any of it is late by, or over.

    `red` counts what is wrong and red as a rule, of `live` jobs that are not finished.
    """

    def __init__(self) -> None:
        self.jobs = self.minutes = self.live = self.red = 0
        self.wrong: dict[ExceptionKind, int] = {}

    def add(self, row: Row, now: int) -> None:
        """Jobs that are alike."""
        _, status, delivery, jobs, planned, start, end, declined = row
        self.jobs += jobs
        self.minutes += planned if status != "declined" else 0
        self.live += jobs if status != "completed" else 0
        alike = _Alike(0, start, end, status, delivery)
        self._add_kinds(alike, jobs, now)
        if declined and status != "declined":
            self._add_kinds(alike._replace(visit="declined"), 1, now)

    def _add_kinds(self, alike: _Alike, jobs: int, now: int) -> None:
        for kind in own_kinds(alike, now):
            self.wrong[kind] = max(self.wrong.get(kind, 0), now - hurts_at(kind, alike))
            self.red += jobs if kind in RED else 0

    def sum(self, first: tuple[DayJob, ...], off: tuple[int, ...]) -> DaySum:
        """All of it, the worst first."""
        kinds = tuple(kind for kind in ExceptionKind if kind in self.wrong)
        is_calm = 2 * self.red > self.live
        mild = tuple(kind for kind in kinds if is_calm and is_mild(kind, self.wrong[kind]))
        return DaySum(self.jobs, self.minutes, first, kinds, off, mild)


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
    tallies = [_Tally() for _ in days]
    for row in _BY_QUARTER[of].rows(connection, low=bounds[0], high=bounds[-1], **whose):
        tallies[bisect_right(bounds, row[0] * _BUCKET) - 1].add(row, now)
    if bounds[-1] > now:  # what is over does not overlap
        for start in _DOUBLED[of].column(connection, low=bounds[0], high=bounds[-1], now=now, **whose):
            tallies[bisect_right(bounds, start) - 1].wrong[ExceptionKind.OVERLAP] = 0
    first = _first_jobs(connection, bounds, most if any(tally.jobs for tally in tallies) else 0, whose)
    off = _off(connection, bounds)
    return tuple(tally.sum(first[at], off[at]) for at, tally in enumerate(tallies))


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
        for row in _FIRST_JOBS[bool(whose)].rows(connection, **values):
            job = DayJob(*row)
            found[bisect_right(bounds, job.start) - 1].append(job)
    return [tuple(sorted(jobs, key=lambda job: (job.start, job.job_id))) for jobs in found]


def _off(connection: Connection, bounds: Sequence[int]) -> list[tuple[int, ...]]:
    """Who has time off on each of the days between these bounds."""
    away = AWAY.rows(connection, low=bounds[0], high=bounds[-1])
    return [
        tuple(sorted({who for who, start, end in away if start < high and end > low})) for low, high in pairwise(bounds)
    ]
