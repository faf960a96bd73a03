"""The statements of who has a job at the edge of an hour."""

from sqlalchemy import bindparam, select

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
