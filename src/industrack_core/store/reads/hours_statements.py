"""The statements of when jobs begin and end, and of who has a job at the edge of an hour."""

from sqlalchemy import Integer, bindparam, func, select, type_coerce

from industrack_core.store.engine import schema
from industrack_core.store.engine.prepared import Prepared

_LOOKED_AT = 50
"""Of so many jobs at an edge one may be of the people who are asked for."""
_job, _crew = schema.job, schema.job_crew
_WHOSE = select(_crew.c.employee_id).select_from(_job.join(_crew, _crew.c.job_id == _job.c.id)).limit(_LOOKED_AT)
BEGIN = Prepared(_WHOSE.where(_job.c.starts_at == bindparam("start")))
END = Prepared(
    _WHOSE.where(
        _job.c.starts_at >= bindparam("first"),
        _job.c.starts_at < bindparam("last"),
        _crew.c.ends_at == bindparam("end"),
    )
)
_ends = _job.c.starts_at + _job.c.minutes
# the index of starts has them in order, and holds all that is asked
STARTS = Prepared(
    select(_job.c.starts_at, type_coerce(func.max(_ends), Integer))
    .where(_job.c.starts_at >= bindparam("low"), _job.c.starts_at < bindparam("high"))
    .group_by(_job.c.starts_at)
    .order_by(_job.c.starts_at)
)
AT = Prepared(
    select(_crew.c.employee_id)
    .select_from(_job.join(_crew, _crew.c.job_id == _job.c.id))
    .where(_job.c.starts_at == bindparam("start"), _ends >= bindparam("end"))
    .limit(bindparam("most", type_=Integer))
)
