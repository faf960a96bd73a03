"""The statements of the report on utilisation: what people are planned for, and what they reported.

A row for each person has ids, starts and ends as texts by commas, in no order: they are read there much faster than a
row for each. Person by person, by indexes that hold all that is asked: neither a job nor its times lie side by side.
"""

from sqlalchemy import ColumnElement, Integer, bindparam, exists, func, select

from industrack_core.domain.field.entries import EntryKind
from industrack_core.store.engine import schema
from industrack_core.store.engine.compiled import Query
from industrack_core.store.engine.prepared import one_of
from industrack_core.store.reads.kept_rows import PEOPLE, ForAnybody, for_anybody, of_people
from industrack_core.store.reads.report_sums import IS_WORK, as_number, as_texts, by_commas

_job, _crew, _time = schema.job, schema.job_crew, schema.time_entry
_EARLIEST, _LOW, _HIGH = (bindparam(name, type_=Integer) for name in ("earliest", "low", "high"))
_EVERYBODY = select(schema.employee.c.id)
_WHO, _TIMES = _crew.c.employee_id, (by_commas(_crew.c.starts_at), by_commas(_crew.c.ends_at))
_IN_PERIOD = (_WHO.in_(_EVERYBODY), _crew.c.starts_at > _EARLIEST, _crew.c.starts_at < _HIGH, _crew.c.ends_at > _LOW)
# of what is declined there is little
_IS_PLANNED = _crew.c.job_id.not_in(
    select(_job.c.id).where(
        _job.c.status == as_texts("declined")[0], _job.c.starts_at > _EARLIEST, _job.c.starts_at < _HIGH
    )
)
_NOW, _SINCE = bindparam("now", type_=Integer), bindparam("since", type_=Integer)
_UNTIL = func.coalesce(_time.c.ends_at, _NOW)
# where nobody tapped that it began, what is reported has no minute; of what nobody ended it is not known how many
_TAKES_TIME = (_time.c.starts_at < _UNTIL, _time.c.ends_at.is_not(None) | (_time.c.starts_at > _SINCE))
_HAS_REPORTED = exists().where(_time.c.job_id == _crew.c.job_id, _time.c.employee_id == _WHO, IS_WORK, *_TAKES_TIME)
_STATUS = select(_job.c.status).where(_job.c.id == _crew.c.job_id).scalar_subquery()


def _of_crews(statement: Query, *conditions: ColumnElement[bool]) -> ForAnybody:
    return for_anybody(statement.where(*_IN_PERIOD, *conditions).group_by(_WHO), of_people(_WHO), PEOPLE)


_JOBS = select(_WHO, by_commas(_crew.c.job_id), *_TIMES)
PLANNED = _of_crews(_JOBS, _IS_PLANNED)
"""All that is planned, declined jobs aside: ids, starts and ends."""
_UNREPORTED = (~_HAS_REPORTED, as_texts("completed")[0] == _STATUS)
AS_PLANNED = _of_crews(_JOBS, *_UNREPORTED)
"""Completed jobs of which they reported no minutes of work that are known: ids, starts and ends."""
_OF_THESE = _JOBS.where(one_of(_crew.c.job_id, "ids"), *_IN_PERIOD[1:], *_UNREPORTED).group_by(_WHO)
THESE_AS_PLANNED = ForAnybody(_OF_THESE, _OF_THESE.where(of_people(_WHO)), PEOPLE, both=("ids",))
"""Of some jobs alone."""

REPORTED = for_anybody(
    select(
        _time.c.employee_id,
        by_commas(func.coalesce(_time.c.job_id, as_number(0))),
        by_commas(_time.c.starts_at),
        by_commas(_UNTIL),
        _time.c.kind,
    )
    .where(
        _time.c.employee_id.in_(_EVERYBODY),
        _time.c.starts_at > _EARLIEST,
        _time.c.starts_at < _HIGH,
        _UNTIL > _LOW,
        *_TAKES_TIME,
        _time.c.kind.in_(as_texts(EntryKind.JOB, EntryKind.TRAVEL)),
    )
    .group_by(_time.c.employee_id, _time.c.kind),
    of_people(_time.c.employee_id),
    PEOPLE,
)
"""Work and travel: ids of jobs, starts, ends, and which of the two; what goes on counts until now, if it began since
then."""
