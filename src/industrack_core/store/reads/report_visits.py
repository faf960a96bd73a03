"""The statements of the report on first-time fix: completed jobs at places, and what followed there."""

from sqlalchemy import Integer, bindparam, case, func, or_, select, type_coerce

from industrack_core.store.engine import schema
from industrack_core.store.engine.compiled import Query
from industrack_core.store.engine.prepared import Expression
from industrack_core.store.reads.kept_rows import THEIR_JOBS, ForAnybody
from industrack_core.store.reads.report_sums import (
    BEGINS,
    IN_USE,
    IS_COMPLETED,
    PLANNED_END,
    START,
    TYPE,
    as_number,
    as_texts,
    by_key,
    of_jobs,
    row_count,
)

_job = schema.job
_NOW, _WITHIN = bindparam("now", type_=Integer), bindparam("within", type_=Integer)
_ENDS_KNOWN = PLANNED_END + _WITHIN
_AT_PLACE = (_job.c.location_id.is_not(None), *BEGINS)
_FIXED = select(
    _job.c.starts_at.label(START),
    _job.c.service_type_id.label(TYPE),
    case((_ENDS_KNOWN <= _NOW, as_number(1))).label("known"),
).where(*_AT_PLACE, IS_COMPLETED)
FIXED_BY = {
    key: of_jobs(_FIXED, by_key(key, lambda part: [row_count(), row_count(part.c.known)])) for key in (START, TYPE)
}
"""Completed jobs at a location, and those of which it is known whether another followed."""


def _followed(whose: Expression) -> Query:
    """Each job of which that is known that another at the place may have followed."""
    coming = func.lead(_job.c.starts_at).over(partition_by=_job.c.location_id, order_by=(_job.c.starts_at, _job.c.id))
    part = (
        select(
            _job.c.id, _job.c.starts_at, _job.c.service_type_id, _job.c.status,
            type_coerce(_ENDS_KNOWN, Integer).label("until"), coming.label("coming"), whose.label("whose"),
        )
        .where(*_AT_PLACE, IN_USE)
        .subquery("part")
    )  # fmt: skip
    return select(part.c.id, part.c.starts_at, part.c.service_type_id).where(
        part.c.status == as_texts("completed")[0],
        part.c.until <= _NOW,
        part.c.coming < part.c.until,
        part.c.starts_at < bindparam("last", type_=Integer),
        part.c.whose == as_number(1),
    )


# a job of theirs is followed by anybody's
FOLLOWED = ForAnybody(
    _followed(as_number(1)),
    _followed(case((THEIR_JOBS.condition, as_number(1)), else_=as_number(0))),
    *THEIR_JOBS.lists,
)
_next = _job.alias("next")
FOLLOWING = (
    select(_job.c.id, _job.c.equipment, _next.c.equipment)
    .join(_next, _next.c.location_id == _job.c.location_id)
    .where(
        _job.c.id.in_(bindparam("ids", expanding=True)),
        _next.c.starts_at > _job.c.starts_at,
        _next.c.starts_at < _ENDS_KNOWN,
        _next.c.status != as_texts("declined")[0],
        or_(_job.c.series_id.is_(None), _next.c.series_id.is_(None), _job.c.series_id != _next.c.series_id),
    )
)
"""Of these jobs those that follow, of no same series: the equipment of both."""
