"""The statements of when jobs begin and end, and of who has a job at the edge of an hour."""

from sqlalchemy import Integer, bindparam, func, select, type_coerce

from industrack_core.store.engine import schema
from industrack_core.store.engine.prepared import Prepared
from industrack_core.store.engine.statements import ANYBODY

_LOOKED_AT = 50
"""Of so many jobs at an edge one may be of the people who are asked for."""
_who, _start, _end = (schema.job_crew.c[name] for name in ("employee_id", "starts_at", "ends_at"))
_ON_A_JOB = select(_who).where(ANYBODY)
_WHOSE = _ON_A_JOB.limit(_LOOKED_AT)
BEGIN = Prepared(_WHOSE.where(_start == bindparam("start")))
END = Prepared(_WHOSE.where(_start >= bindparam("first"), _start < bindparam("last"), _end == bindparam("end")))
# the index of (start, job, employee, end) has them in order, and holds all that is asked
_EACH = (
    select(_start.label("start"), type_coerce(func.max(_end), Integer).label("end"))
    .where(ANYBODY, _start >= bindparam("low"), _start < bindparam("high"))
    .group_by(_start)
    .subquery("each")
)
_ON_THE_LONGEST = _ON_A_JOB.where(_start == _EACH.c.start, _end == _EACH.c.end).limit(1).scalar_subquery()
STARTS = Prepared(select(_EACH.c.start, _EACH.c.end, _ON_THE_LONGEST).order_by(_EACH.c.start))
"""When anybody's jobs begin, in order, until when the longest goes, and who is on it, one of them."""
AT = Prepared(_WHOSE.where(_start == bindparam("start"), _end >= bindparam("end")))
