"""The statements by which reports add up in the database: a row for each start, service type or employee comes back,
and not one for each job.

Many small values come as one text for each row, by commas: they are read there, and sorted, a hundred times faster.
"""

from collections.abc import Callable

from sqlalchemy import (
    ColumnElement,
    Integer,
    Subquery,
    Text,
    bindparam,
    case,
    cast,
    exists,
    func,
    literal_column,
    select,
    type_coerce,
)

from industrack_core.domain.field.entries import EntryKind
from industrack_core.domain.kinds import Kind
from industrack_core.store.engine import schema
from industrack_core.store.engine.compiled import Query
from industrack_core.store.engine.prepared import Expression
from industrack_core.store.engine.statements import whole_sum
from industrack_core.store.reads.kept_rows import PEOPLE, THEIR_JOBS, ForAnybody, of_people

_job, _crew, _time = schema.job, schema.job_crew, schema.time_entry
_LOW, _HIGH = bindparam("low", type_=Integer), bindparam("high", type_=Integer)
START, TYPE, PERSON = "start", "service", Kind.EMPLOYEE.value
"""What sums are told by."""


def as_number(value: int) -> ColumnElement[int]:
    """A number that stands in the statement."""
    return literal_column(str(value), Integer)


def as_texts(*values: str) -> list[Expression]:
    """Texts that stand in the statement."""
    return [literal_column(f"'{each}'") for each in values]


def row_count(*column: Expression) -> ColumnElement[int]:
    """How many rows, or how many of which a column is known."""
    return type_coerce(func.count(*column), Integer)


def by_commas(column: Expression) -> Expression:
    """The values of all rows as one text, by commas."""
    return func.aggregate_strings(cast(column, Text), ",")


IS_WORK = _time.c.kind == as_texts(EntryKind.JOB)[0]
BEGINS = (_job.c.starts_at >= _LOW, _job.c.starts_at < _HIGH)
IN_USE = _job.c.status != as_texts("declined")[0]
IS_COMPLETED = _job.c.status == as_texts("completed")[0]
ENDED = IS_WORK & _time.c.ends_at.is_not(None)
# where nobody tapped that it began, what is reported has no minute
TIMED = IS_WORK & (_time.c.ends_at > _time.c.starts_at)
PLANNED_END = _job.c.starts_at + _job.c.minutes
ACTUAL = (
    select(whole_sum(_time.c.ends_at - _time.c.starts_at)).where(_time.c.job_id == _job.c.id, TIMED).scalar_subquery()
)
"""Minutes of work that were reported of a job; None where none are known."""


def of_jobs(inner: Query, outer: Callable[[Query], Query] = lambda whole: whole, *both: str) -> ForAnybody:
    """What is made of the rows of all jobs, or of those alone that somebody sees who is kept; lists of both."""
    return ForAnybody(outer(inner), outer(inner.where(THEIR_JOBS.condition)), *THEIR_JOBS.lists, both=both)


def by_key(key: str, sums: Callable[[Subquery], list[Expression]]) -> Callable[[Query], Query]:
    """Sums by a key: it comes first of all, and then they."""

    def outer(inner: Query) -> Query:
        # each row is made once, however often a sum names what it is made of
        part = inner.offset(literal_column("0")).subquery("part")
        return select(part.c[key], *sums(part)).group_by(part.c[key])

    return outer


# -- jobs and hours ------------------------------------------------------------------------------

_CREW_SIZE = case(
    (_job.c.crew == as_texts("")[0], as_number(1)),
    else_=func.length(_job.c.crew) - func.length(func.replace(_job.c.crew, *as_texts(",", ""))) + as_number(1),
)
_REPORTING = (
    select(type_coerce(func.count(_time.c.employee_id.distinct()), Integer))
    .where(_time.c.job_id == _job.c.id, TIMED)
    .scalar_subquery()
)
_IS_TEAM = _job.c.crew.like("%,%")
_BEGUN = select(
    _job.c.starts_at.label(START), _job.c.service_type_id.label(TYPE), _job.c.minutes.label("minutes"),
    _CREW_SIZE.label("crew"), case((_IS_TEAM, _REPORTING), else_=as_number(1)).label("reporting"),
    ACTUAL.label("actual"),
).where(*BEGINS, IN_USE)  # fmt: skip


def _hours(part: Subquery) -> list[Expression]:
    actual, planned = part.c.actual, part.c.minutes * part.c.crew
    # of who reported; where the crew was changed these are more than it has
    theirs = case((part.c.reporting < part.c.crew, part.c.minutes * part.c.reporting), else_=planned)
    of_these = case((actual.is_not(None), theirs), else_=as_number(0))
    took = func.coalesce(whole_sum(actual), as_number(0))
    return [row_count(), whole_sum(planned), row_count(actual), whole_sum(of_these), took]


HOURS_BY = {key: of_jobs(_BEGUN, by_key(key, _hours)) for key in (START, TYPE)}
"""Jobs, planned minutes, jobs with times, planned minutes of those who reported them, and what they reported."""

# -- late starts ---------------------------------------------------------------------------------

_GRACE = bindparam("grace", type_=Integer)
_TIMED_JOBS = _job.join(_time, _time.c.job_id == _job.c.id)
_BEGAN = func.min(case((_time.c.ends_at.is_(None) | (_time.c.ends_at > _time.c.starts_at), _time.c.starts_at)))
_END = case((IS_COMPLETED & (func.count() == func.count(_time.c.ends_at)), func.max(_time.c.ends_at)))
_TIMED = (
    select(
        _job.c.starts_at.label(START), _job.c.service_type_id.label(TYPE), _job.c.minutes.label("minutes"),
        (_BEGAN - _job.c.starts_at).label("late"),
        (_END - _job.c.starts_at - _job.c.minutes).label("over"),
    )
    .select_from(_TIMED_JOBS)
    .where(*BEGINS, IN_USE, IS_WORK)
    .group_by(_job.c.starts_at, _job.c.id)
)  # fmt: skip
_TIMED_PARTS = _TIMED.add_columns(_time.c.employee_id.label(PERSON)).group_by(_time.c.employee_id)


def _delays(part: Subquery) -> list[Expression]:
    late, over = part.c.late, part.c.over
    is_over = (over > _GRACE) & (as_number(10) * over > part.c.minutes)
    delays = (by_commas(case((late > _GRACE, late))), by_commas(case((is_over, over))))
    return [row_count(), row_count(late), row_count(over), *delays]


def _of_parts(outer: Callable[[Query], Query]) -> ForAnybody:
    """Of who is kept only what their own people reported."""
    theirs = _TIMED_PARTS.where(THEIR_JOBS.condition, of_people(_time.c.employee_id))
    return ForAnybody(outer(_TIMED_PARTS), outer(theirs), *{*THEIR_JOBS.lists, PEOPLE})


DELAYS_BY = {
    START: of_jobs(_TIMED, by_key(START, _delays)),
    TYPE: of_jobs(_TIMED, by_key(TYPE, _delays)),
    PERSON: _of_parts(by_key(PERSON, _delays)),
}
"""Jobs, or parts of them, those of which it is known when they began, those that ended, the delays that are any and
the overruns, in minutes by commas."""
_IN_PERIOD = select(row_count()).select_from(_job).where(*BEGINS, IN_USE)
_OF_THEM = (_time.c.job_id == _job.c.id, IS_WORK)
TIMED_JOBS = ForAnybody(
    _IN_PERIOD.where(exists().where(*_OF_THEM)),
    _IN_PERIOD.where(THEIR_JOBS.condition, exists().where(*_OF_THEM, of_people(_time.c.employee_id))),
    *{*THEIR_JOBS.lists, PEOPLE},
)
"""How many jobs have times of somebody."""
