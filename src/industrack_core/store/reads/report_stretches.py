"""The statements of the report on utilisation: what people are planned for, and what they reported.

A row for each person has ids, starts and ends, each as one text that is a list, in no order: they are read there much
faster than a row for each. Person by person, by indexes that hold all that is asked: neither a job nor its times lie
side by side.
"""

from sqlalchemy import ColumnElement, Integer, bindparam, exists, func, select

from industrack_core.domain.field.entries import EntryKind
from industrack_core.store.engine import schema
from industrack_core.store.engine.compiled import Query
from industrack_core.store.engine.json_text import json_list
from industrack_core.store.engine.prepared import Expression, one_of
from industrack_core.store.reads.kept_rows import PEOPLE, ForAnybody, for_anybody, of_people
from industrack_core.store.reads.report_sums import IS_WORK, as_number, as_texts

_job, _crew, _time = schema.job, schema.job_crew, schema.time_entry
_EARLIEST, _LOW, _HIGH = (bindparam(name, type_=Integer) for name in ("earliest", "low", "high"))
_EVERYBODY = select(schema.employee.c.id)
_WHO, _TIMES = _crew.c.employee_id, (json_list(_crew.c.starts_at), json_list(_crew.c.ends_at))
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


_JOBS = select(_WHO, json_list(_crew.c.job_id), *_TIMES)
PLANNED = _of_crews(_JOBS, _IS_PLANNED)
"""All that is planned, declined jobs aside: ids, starts and ends."""
_UNREPORTED = (~_HAS_REPORTED, as_texts("completed")[0] == _STATUS)
AS_PLANNED = _of_crews(_JOBS, *_UNREPORTED)
"""Completed jobs of which they reported no minutes of work that are known: ids, starts and ends."""
_OF_THESE = select(_WHO, _crew.c.job_id, _crew.c.starts_at, _crew.c.ends_at).where(
    one_of(_crew.c.job_id, "ids"), *_IN_PERIOD[1:], *_UNREPORTED
)
THESE_AS_PLANNED = ForAnybody(_OF_THESE, _OF_THESE.where(of_people(_WHO)), PEOPLE, both=("ids",))
"""Of some jobs alone, a row for each."""

_SPELLS = (func.coalesce(_time.c.job_id, as_number(0)), _time.c.starts_at, _UNTIL)


def _of_kind(kind: EntryKind) -> list[Expression]:
    # rows are told apart here and not by a group, since they come in the order of people and not of kinds
    is_kind = _time.c.kind == as_texts(kind)[0]
    return [json_list(each, is_kind) for each in _SPELLS]


REPORTED = for_anybody(
    select(_time.c.employee_id, *_of_kind(EntryKind.JOB), *_of_kind(EntryKind.TRAVEL))
    .where(
        _time.c.employee_id.in_(_EVERYBODY),
        _time.c.starts_at > _EARLIEST,
        _time.c.starts_at < _HIGH,
        _UNTIL > _LOW,
        *_TAKES_TIME,
        _time.c.kind.in_(as_texts(EntryKind.JOB, EntryKind.TRAVEL)),
    )
    .group_by(_time.c.employee_id),
    of_people(_time.c.employee_id),
    PEOPLE,
)
"""Of work, and of travel: ids of jobs, starts and ends; what goes on counts until now, if it
began since then."""
