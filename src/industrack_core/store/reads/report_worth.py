"""The statements of the report on revenue: completed jobs, when they were done, and what their items come to."""

from collections.abc import Callable

from sqlalchemy import Integer, bindparam, case, exists, func, or_, select, type_coerce

from industrack_core.domain.field.entries import EntryKind
from industrack_core.domain.time.minute import QUARTER
from industrack_core.store.engine import schema
from industrack_core.store.engine.compiled import Query
from industrack_core.store.engine.prepared import Expression, one_of
from industrack_core.store.reads.kept_rows import ForAnybody
from industrack_core.store.reads.report_sums import (
    ENDED,
    IS_COMPLETED,
    IS_WORK,
    PLANNED_END,
    START,
    TYPE,
    as_number,
    as_texts,
    of_jobs,
    row_count,
)

_job, _time = schema.job, schema.time_entry
_other = _time.alias("other")
_EARLIEST, _LOW, _HIGH = (bindparam(name, type_=Integer) for name in ("earliest", "low", "high"))
_WORTH = (_job.c.id, _job.c.service_type_id.label(TYPE), _job.c.billing, _job.c["items"])
_AS_PLANNED = select(*_WORTH, PLANNED_END.label("done")).where(
    _job.c.starts_at > _EARLIEST,
    _job.c.starts_at < _HIGH,
    IS_COMPLETED,
    PLANNED_END >= _LOW,
    PLANNED_END < _HIGH,
    ~exists().where(_time.c.job_id == _job.c.id, ENDED),
)
# by the jobs' ids, so that what is read of them lies side by side
_LAST = (
    select(_time.c.job_id, type_coerce(func.max(_time.c.ends_at), Integer).label("done"))
    .where(
        _time.c.starts_at > _EARLIEST, _time.c.starts_at < _HIGH, _time.c.ends_at >= _LOW, _time.c.ends_at < _HIGH,
        IS_WORK,
    )
    .group_by(_time.c.job_id)
    .subquery("last")
)  # fmt: skip
_ENDED_LATER = exists().where(
    _other.c.job_id == _LAST.c.job_id, _other.c.kind == as_texts(EntryKind.JOB)[0], _other.c.ends_at > _LAST.c.done
)
# what ends later ends after the period: where nothing does, not every job is looked up
_IS_LAST = or_(bindparam("later", type_=Integer) == as_number(0), ~_ENDED_LATER)
LATER = (
    select(as_number(1))
    .where(_time.c.starts_at > _EARLIEST, _time.c.ends_at >= _HIGH, IS_WORK)
    .order_by(_time.c.starts_at)
    .limit(as_number(1))
)
"""Whether any work ended after the period; a row where it did."""
_AS_REPORTED = (
    select(*_WORTH, _LAST.c.done)
    .select_from(_LAST.join(_job, _job.c.id == _LAST.c.job_id))
    .where(IS_COMPLETED, _IS_LAST)
)
SPLIT = "split"
"""The list of days (since 1970 UTC) that are told by quarters."""
_DAY = 24 * 60


def _worth_by(key: str) -> Callable[[Query], Query]:
    def outer(inner: Query) -> Query:
        done = inner.subquery("done")
        whole = done.c.done.op("/", precedence=8)
        day, quarter = whole(as_number(_DAY)), whole(as_number(QUARTER))
        # of a type a row for each day, so that no text of items grows with the years; by time one for each as well, in
        # the order of jobs nearly, but of days on which a week or a month begins within
        at = day if key == TYPE else case((one_of(day, SPLIT), quarter), else_=day * as_number(_DAY // QUARTER))
        part = select(done.c[TYPE], done.c.billing, done.c["items"], at.label("at")).subquery("part")
        by = [part.c[TYPE]] if key == TYPE else []
        return select(*(by or [part.c.at]), part.c.billing, row_count(), _together(part.c["items"])).group_by(
            part.c.at, *by, part.c.billing
        )

    return outer


def _together(texts: Expression) -> Expression:
    return func.aggregate_strings(texts, ",")


def _worth(key: str) -> tuple[ForAnybody, ...]:
    lists = (SPLIT,) if key == START else ()
    return tuple(of_jobs(each, _worth_by(key), *lists) for each in (_AS_PLANNED, _AS_REPORTED))


WORTH_BY = {key: _worth(key) for key in (START, TYPE)}
"""As planned, and by reported times: quarter of an hour (that in which the day begins, but of days that are `SPLIT`) or
service type (a row for each day), billing, jobs, and their items by commas."""


def _done(inner: Query) -> Query:
    part = inner.subquery("part")
    return select(part.c.id, part.c.done, part.c.service)


DONE = tuple(of_jobs(each, _done) for each in (_AS_PLANNED, _AS_REPORTED))
"""As planned, and by reported times: each job, when it was done, and its service type."""
