"""The statements of when jobs begin and end, and of who has a job at the edge of an hour."""

from sqlalchemy import Integer, bindparam, func, select, type_coerce

from industrack_core.store.engine import schema
from industrack_core.store.engine.prepared import Prepared

_LOOKED_AT = 50
"""Of so many jobs at an edge one may be of the people who are asked for."""
_job, _crew = schema.job, schema.job_crew
_ON_A_JOB = select(_crew.c.employee_id).select_from(_job.join(_crew, _crew.c.job_id == _job.c.id))
_WHOSE = _ON_A_JOB.limit(_LOOKED_AT)
BEGIN = Prepared(_WHOSE.where(_job.c.starts_at == bindparam("start")))
END = Prepared(
    _WHOSE.where(
        _job.c.starts_at >= bindparam("first"),
        _job.c.starts_at < bindparam("last"),
        _crew.c.ends_at == bindparam("end"),
    )
)
_start, _ends = _job.c.starts_at, _job.c.starts_at + _job.c.minutes
# the index of starts has them in order, and holds all that is asked of jobs
_EACH = (
    select(_start.label("start"), type_coerce(func.max(_ends), Integer).label("end"))
    .where(_start >= bindparam("low"), _start < bindparam("high"))
    .group_by(_start)
    .subquery("each")
)
_ON_THE_LONGEST = _ON_A_JOB.where(_start == _EACH.c.start, _ends == _EACH.c.end).limit(1).scalar_subquery()
STARTS = Prepared(select(_EACH.c.start, _EACH.c.end, _ON_THE_LONGEST).order_by(_EACH.c.start))
"""When anybody's jobs begin, in order, until when the longest goes, and who is on it, one of them."""
AT = Prepared(_WHOSE.where(_start == bindparam("start"), _ends >= bindparam("end")))
