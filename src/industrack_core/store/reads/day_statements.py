"""The statements of a view over many days (see day_reads): each about everybody, or about some employees only."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Integer, Table, bindparam, case, exists, func, literal_column, select, type_coerce

from industrack_core.store.engine import schema
from industrack_core.store.engine.prepared import Expression, Prepared, Repeated, one_of
from industrack_core.store.reads.block_reads import BEGUN, UNDER_WAY

_job, _crew, _customer = schema.job, schema.job_crew, schema.customer
_sum, _overlap = schema.job_sum, schema.job_overlap
AT_ONCE: Final = 7
"""Of so many days the first jobs are read in one statement."""
_PARTS: Final = (AT_ONCE, ("low", "high"))
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
    # A sum, so that SQLite looks each member up in the list and does not go through the whole list for each job.
    return exists().where(_crew.c.job_id == _job.c.id, one_of(_crew.c.employee_id + literal_column("0"), "employees"))


_IS_PLANNED = _job.c.in_queue == literal_column("0")


def _sums(of: bool) -> Prepared:
    """Of days of 24 hours each from the quarter `first` to `end`, these being counted from 0 on: what begins on them,
    by state, and by quarter where that is near.
    """
    # A plain `/` is a whole division on both engines; SQLAlchemy would make a true one of it.
    quarter = literal_column("job_crew.starts_at / 15", Integer) if of else _sum.c.quarter
    day = (quarter - _FIRST).op("/", precedence=8)(literal_column("96", Integer))
    phase = case((quarter < _NEAR, LATE), (quarter > _FAR, LATER), else_=quarter)
    about = _job if of else _sum
    jobs, minutes = (
        (func.count(_job.c.id.distinct()), func.sum(_crew.c.ends_at - _crew.c.starts_at))
        if of
        else (func.sum(_sum.c.jobs), func.sum(_sum.c.minutes))
    )
    statement = select(
        day.label("day"), phase.label("phase"), about.c.status, about.c.delivery, type_coerce(jobs, Integer),
        type_coerce(minutes, Integer), type_coerce(func.min(quarter), Integer),
    ).group_by("day", "phase", about.c.status, about.c.delivery)  # fmt: skip
    if not of:
        return Prepared(statement.where(quarter >= _FIRST, quarter < _END, _sum.c.jobs > 0))
    theirs = statement.select_from(_crew.join(_job, _job.c.id == _crew.c.job_id))
    return Prepared(theirs.where(_theirs(_crew), _job.c.starts_at >= _LOW, _job.c.starts_at < _HIGH), "employees")


def _near(of: bool) -> Prepared:
    """Jobs to come, or late, that begin in some minutes."""
    states = (_job.c.starts_at, _job.c.status, _job.c.delivery)
    statement = (
        select(*states, type_coerce(func.count(), Integer))
        .where(one_of(_job.c.starts_at, "minutes"), _IS_PLANNED, _among(_job.c.status, AHEAD))
        .group_by(*states)
    )
    if not of:
        return Prepared(statement, "minutes")
    return Prepared(statement.where(_of_theirs()), "minutes", "employees")


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


def _first_jobs_of_days(of: bool) -> Repeated:
    """The first jobs of some days at once."""
    first = (
        select(
            _job.c.id, _job.c.starts_at, _job.c.number, _job.c.description, _customer.c.name, _job.c.status,
            _customer.c.kind,
        )
        .join(_customer, _customer.c.id == _job.c.customer_id)
        .where(_job.c.starts_at >= bindparam("low"), _job.c.starts_at < bindparam("high"), _IS_PLANNED)
        .order_by(_job.c.starts_at, _job.c.id)
        .limit(bindparam("most", type_=Integer))
    )  # fmt: skip
    return Repeated(first.where(_of_theirs()), *_PARTS, "employees") if of else Repeated(first, *_PARTS)


SUMS, NEAR, OVER, TURNED_DOWN, DOUBLED = (
    {of: make(of) for of in (_EVERYBODY, _SOME)} for make in (_sums, _near, _over, _turned_down, _doubled)
)
FIRST_JOBS = {of: _first_jobs_of_days(of) for of in (_EVERYBODY, _SOME)}
