"""The statements of what lies beside the rows of a board."""

from sqlalchemy import Integer, bindparam, case, func, literal_column, select, type_coerce

from industrack_core.store.engine import schema
from industrack_core.store.engine.prepared import Prepared, one_of
from industrack_core.store.engine.statements import ANYBODY, among, in_window

_job, _crew, _snooze = schema.job, schema.job_crew, schema.snooze
LONGEST = Prepared(select(schema.ledger.c.longest_minutes))
_starts, _ends = _crew.c.starts_at, _crew.c.ends_at
_LOW, _HIGH = bindparam("low", type_=Integer), bindparam("high", type_=Integer)
# What lies inside the window. Of declined jobs there are few: they are taken away again, so that all others come from
# the index of (employee, start, end) alone.
_EACH = case((_ends > _HIGH, _HIGH), else_=_ends) - case((_starts < _LOW, _LOW), else_=_starts)
_INSIDE = type_coerce(func.coalesce(func.sum(_EACH), literal_column("0")), Integer)
_THEIRS = one_of(_crew.c.employee_id, "employees")
# Of many people, all who have jobs in the window are found by when these begin, since each person's own stretch of the
# index of (employee, start, end) lies further from the next one's the more jobs there are. The index of (start, job,
# employee, end) holds all of it.
PLANNED = {
    "few": Prepared(select(_INSIDE).where(_THEIRS, *in_window(_starts)), "employees"),
    "many": Prepared(
        select(_INSIDE).where(ANYBODY, *in_window(_starts), among(_crew.c.employee_id, "employees")), "employees"
    ),
}
DECLINED = Prepared(
    select(_crew.c.employee_id, type_coerce(_EACH, Integer))
    .select_from(_job.join(_crew, _crew.c.job_id == _job.c.id))
    .where(_job.c.status == literal_column("'declined'"), *in_window(_job.c.starts_at))
)
_WHEN = select(_crew.c.employee_id, _starts, _ends, _crew.c.job_id)
TIMES = Prepared(_WHEN.where(_THEIRS, *in_window(_starts)), "employees")
ALL_TIMES = Prepared(_WHEN.where(ANYBODY, *in_window(_starts)))
DECLINED_JOBS = Prepared(
    select(_job.c.id).where(
        _job.c.status == literal_column("'declined'"),
        _job.c.starts_at > bindparam("earliest"),
        _job.c.starts_at < bindparam("high"),
    )
)
AWAY = Prepared(
    select(schema.time_off.c.employee_id, schema.time_off.c.starts_at, schema.time_off.c.ends_at).where(
        schema.time_off.c.ends_at > bindparam("low"), schema.time_off.c.starts_at < bindparam("high")
    )
)
TIME_OFF = Prepared(
    select(schema.time_off).where(
        schema.time_off.c.ends_at > bindparam("low"), schema.time_off.c.starts_at < bindparam("high")
    )
)
SNOOZES = Prepared(select(_snooze).order_by(_snooze.c.id.desc()).limit(1000))
