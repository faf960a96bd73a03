"""The statements of a view over many days (see day_reads): each about everybody, or about some employees only."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Integer, Table, bindparam, case, exists, func, literal_column, or_, select, type_coerce

from industrack_core.domain.time.minute import QUARTER
from industrack_core.store.engine import schema
from industrack_core.store.engine.prepared import Expression, Prepared, one_of
from industrack_core.store.engine.statements import ANYBODY, among, whole_sum
from industrack_core.store.reads.block_statements import BEGUN, UNDER_WAY

_job, _crew = schema.job, schema.job_crew
_sum, _theirs_sum, _overlap = schema.job_sum, schema.crew_sum, schema.job_overlap
AHEAD: Final = ("not_started", "on_travel")
"""The states of jobs that have not begun."""
LATE, LATER = -1, -2
"""What stands for the quarters before those that are near, and for those after them."""
_EVERYBODY, _SOME = False, True
"""Whether a statement is about some employees only."""
_LOW, _HIGH = bindparam("low", type_=Integer), bindparam("high", type_=Integer)
_FIRST, _END = bindparam("first", type_=Integer), bindparam("end", type_=Integer)
_NEAR, _FAR = bindparam("near", type_=Integer), bindparam("far", type_=Integer)


def _among(column: Expression, values: Sequence[str]) -> Expression:
    return column.in_([literal_column(f"'{each}'") for each in values])


def _theirs(table: Table) -> Expression:
    return one_of(table.c.employee_id, "employees")


def _of_theirs() -> Expression:
    return exists().where(_crew.c.job_id == _job.c.id, among(_crew.c.employee_id, "employees"))


_IS_PLANNED = _job.c.in_queue == literal_column("0")


def _sums() -> Prepared:
    """Of days of 24 hours each from the quarter `first` to `end`, these being counted from 0 on: what begins on them,
    by state, and by quarter where that is near.
    """
    # A plain `/` is a whole division on both engines; SQLAlchemy would make a true one of it.
    quarter = _sum.c.quarter
    day = (quarter - _FIRST).op("/", precedence=8)(literal_column("96", Integer))
    phase = case((quarter < _NEAR, LATE), (quarter > _FAR, LATER), else_=quarter)
    statement = select(
        day.label("day"), phase.label("phase"), _sum.c.status, _sum.c.delivery,
        whole_sum(_sum.c.jobs), whole_sum(_sum.c.minutes),
        type_coerce(func.min(quarter), Integer),
    ).group_by("day", "phase", _sum.c.status, _sum.c.delivery)  # fmt: skip
    return Prepared(statement.where(quarter >= _FIRST, quarter < _END, _sum.c.jobs > 0))


def _their_sums() -> Prepared:
    """What some employees have in the company's weeks from `first` to `end`, by state, and how many rows say so: each
    of a team has one that says the same, so that a job of several of them can be counted once."""
    week, team, status = _theirs_sum.c.week, _theirs_sum.c.team, _theirs_sum.c.status
    alone = team == literal_column("''")
    statement = (
        select(
            week, status, type_coerce(case((alone, literal_column("1")), else_=func.count()), Integer),
            *(whole_sum(_theirs_sum.c[f"day{day}"]) for day in range(7)),
        )
        .where(_theirs(_theirs_sum), week >= _FIRST, week < _END)
        .group_by(week, team, status)
    )  # fmt: skip
    return Prepared(statement, "employees")


def _their_jobs_near(at_once: bool) -> Prepared:
    """Jobs of theirs that begin from `low` to `high`: late, to come by `soon`, or which their crew knows otherwise.

    Found among those of everybody `at_once`, or from each one's own.
    """
    theirs = (ANYBODY, among(_crew.c.employee_id, "employees")) if at_once else (_theirs(_crew),)
    states = (_crew.c.starts_at, _job.c.status, _job.c.delivery)
    return Prepared(
        select(*states, type_coerce(func.count(_crew.c.job_id.distinct()), Integer))
        .select_from(_crew.join(_job, _job.c.id == _crew.c.job_id))
        .where(
            *theirs,
            _crew.c.starts_at >= _LOW,
            _crew.c.starts_at < _HIGH,
            _among(_job.c.status, AHEAD),
            or_(_crew.c.starts_at <= bindparam("soon"), _job.c.delivery == literal_column("'changed'")),
        )
        .group_by(*states),
        "employees",
    )


def _between() -> Prepared:
    """From which quarter to before which jobs begin that `_their_jobs_near` may find, and how many begin then of all,
    whosever they are."""
    quarter, minute, one = _sum.c.quarter, literal_column(str(QUARTER), Integer), literal_column("1", Integer)
    presses = or_(quarter * minute <= bindparam("soon"), _sum.c.delivery == literal_column("'changed'"))
    found = (
        select(func.min(quarter).label("first"), (func.max(quarter) + one).label("end"))
        .where(
            quarter >= _FIRST, quarter <= _END, _sum.c.jobs > literal_column("0"), _among(_sum.c.status, AHEAD), presses
        )
        .subquery()
    )  # fmt: skip
    every = _sum.alias()
    begin = select(whole_sum(every.c.jobs)).where(every.c.quarter >= found.c.first, every.c.quarter < found.c.end)
    return Prepared(
        select(type_coerce(found.c.first, Integer), type_coerce(found.c.end, Integer), begin.scalar_subquery())
    )


def _near() -> Prepared:
    """Jobs to come, or late, that begin in some minutes."""
    states = (_job.c.starts_at, _job.c.status, _job.c.delivery)
    return Prepared(
        select(*states, type_coerce(func.count(), Integer))
        .where(one_of(_job.c.starts_at, "minutes"), _IS_PLANNED, _among(_job.c.status, AHEAD))
        .group_by(*states),
        "minutes",
    )


def _over(of: bool) -> Prepared:
    """Work that goes on and should be done by `now`: how much began when, and by when the first should be."""
    due = case((BEGUN > 0, BEGUN + _job.c.minutes), else_=_job.c.starts_at + _job.c.minutes)
    window = (_job.c.starts_at >= _LOW, _job.c.starts_at < _HIGH, _IS_PLANNED, _among(_job.c.status, UNDER_WAY))
    going = select(_job.c.starts_at, _job.c.status, type_coerce(due, Integer).label("due")).where(*window)
    found = (going.where(_of_theirs()) if of else going).subquery()
    statement = (
        select(
            found.c.starts_at, found.c.status, type_coerce(func.count(), Integer),
            type_coerce(func.min(found.c.due), Integer),
        )
        .where(found.c.due < bindparam("now"))
        .group_by(found.c.starts_at, found.c.status)
    )  # fmt: skip
    return Prepared(statement, "employees") if of else Prepared(statement)


def _turned_down(of: bool) -> Prepared:
    """When jobs begin that one of their crew declined, and how many."""
    statement = (
        select(_crew.c.starts_at, type_coerce(func.count(_job.c.id.distinct()), Integer))
        .join(_job, _job.c.id == _crew.c.job_id)
        .where(
            _crew.c.status == literal_column("'declined'"),
            _crew.c.starts_at >= _LOW,
            _crew.c.starts_at < _HIGH,
            _job.c.status.not_in([literal_column("'completed'"), literal_column("'declined'")]),
        )
        .group_by(_crew.c.starts_at)
    )
    return Prepared(statement.where(_theirs(_crew)), "employees") if of else Prepared(statement)


def _doubled(of: bool) -> Prepared:
    """When jobs begin while another of the same person goes on (see `doubled`)."""
    begins = _overlap.c.starts_at
    statement = select(begins).distinct().where(begins >= _LOW, begins < _HIGH, _overlap.c.until > bindparam("now"))
    return Prepared(statement.where(_theirs(_overlap)), "employees") if of else Prepared(statement)


SUMS, NEAR, BETWEEN, THEIR_SUMS = _sums(), _near(), _between(), _their_sums()
THEIR_JOBS_NEAR = {at_once: _their_jobs_near(at_once) for at_once in (False, True)}
OVER, TURNED_DOWN, DOUBLED = ({of: make(of) for of in (_EVERYBODY, _SOME)} for make in (_over, _turned_down, _doubled))
