"""Reads for what lies beside the rows of a board: sums, what is busy, what keeps quiet."""

from collections.abc import Sequence

from sqlalchemy import Connection, Integer, bindparam, case, func, literal_column, select, type_coerce

from industrack_core.domain.board.exceptions import SnoozedException
from industrack_core.domain.records.office import TimeOff
from industrack_core.domain.time.minute import minute_of
from industrack_core.domain.time.span import Span
from industrack_core.store.engine import schema
from industrack_core.store.engine.codec import record_of
from industrack_core.store.engine.prepared import Prepared, Rows, one_of
from industrack_core.store.engine.statements import in_window

_job, _crew, _snooze = schema.job, schema.job_crew, schema.snooze
LONGEST = Prepared(select(schema.ledger.c.longest_minutes))
_starts, _ends = _crew.c.starts_at, _crew.c.ends_at
_LOW, _HIGH = bindparam("low", type_=Integer), bindparam("high", type_=Integer)
# What lies inside the window. Of declined jobs there are few: they are taken away again, so that all others come from
# the index of (employee, start, end) alone.
_EACH = case((_ends > _HIGH, _HIGH), else_=_ends) - case((_starts < _LOW, _LOW), else_=_starts)
_INSIDE = type_coerce(func.coalesce(func.sum(_EACH), literal_column("0")), Integer)
_THEIRS = one_of(_crew.c.employee_id, "employees")
# A sum is in no index: of many people, all who have jobs in the window are found by when these begin, since each
# person's own stretch of the index of (employee, start, end) lies further from the next one's the more jobs there are.
_AMONG_THEM = one_of(_crew.c.employee_id + literal_column("0"), "employees")
_BY_START = _job.join(_crew, _crew.c.job_id == _job.c.id)
_FEW, _MANY = False, True
_MANY_FROM = 256
_PLANNED = {
    _FEW: Prepared(select(_INSIDE).where(_THEIRS, *in_window(_starts)), "employees"),
    _MANY: Prepared(
        select(_INSIDE).select_from(_BY_START).where(*in_window(_job.c.starts_at), _AMONG_THEM), "employees"
    ),
}
_DECLINED = Prepared(
    select(_crew.c.employee_id, type_coerce(_EACH, Integer))
    .select_from(_BY_START)
    .where(_job.c.status == literal_column("'declined'"), *in_window(_job.c.starts_at))
)
_WHEN = select(_crew.c.employee_id, _starts, _ends, _crew.c.job_id)
_TIMES = Prepared(_WHEN.where(_THEIRS, *in_window(_starts)), "employees")
_ALL_TIMES = Prepared(_WHEN.select_from(_BY_START).where(*in_window(_job.c.starts_at)))
_DECLINED_JOBS = Prepared(
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
_TIME_OFF = Prepared(
    select(schema.time_off).where(
        schema.time_off.c.ends_at > bindparam("low"), schema.time_off.c.starts_at < bindparam("high")
    )
)
_SNOOZES = Prepared(select(_snooze).order_by(_snooze.c.id.desc()).limit(1000))


def read_snoozes(connection: Connection) -> list[SnoozedException]:
    """The newest words on exceptions that keep quiet."""
    return [record_of(SnoozedException, row) for row in _SNOOZES.rows(connection)]


def read_time_off(connection: Connection, window: Span) -> list[TimeOff]:
    """Everybody's time off in the window."""
    found = _TIME_OFF.rows(connection, low=minute_of(window.starts_at), high=minute_of(window.ends_at))
    return [record_of(TimeOff, row) for row in found]


def read_planned(connection: Connection, window: Span, employee_ids: Sequence[int]) -> int:
    """Planned minutes of these employees inside the window; declined jobs do not count."""
    if not employee_ids:
        return 0
    low, high = minute_of(window.starts_at), minute_of(window.ends_at)
    values = {"earliest": low - LONGEST.one(connection)[0], "low": low, "high": high}
    by_number = _PLANNED[len(employee_ids) >= _MANY_FROM]
    planned: int = by_number.one(connection, employees=employee_ids, **values)[0]
    declined, wanted = _DECLINED.rows(connection, **values), set(employee_ids)
    return planned - sum(int(minutes) for employee, minutes in declined if employee in wanted)


def read_times(connection: Connection, employee_ids: Sequence[int], window: Span) -> Rows:
    """When these employees have jobs in the window, whatever their states: employee, start, end, job."""
    low, high = minute_of(window.starts_at), minute_of(window.ends_at)
    values = {"earliest": low - LONGEST.one(connection)[0], "low": low, "high": high}
    if not employee_ids:
        return []
    if len(employee_ids) < _MANY_FROM:
        return _TIMES.rows(connection, employees=employee_ids, **values)
    wanted = set(employee_ids)
    return [row for row in _ALL_TIMES.rows(connection, **values) if row[0] in wanted]


def read_busy(
    connection: Connection, employee_ids: Sequence[int], window: Span, except_job: int
) -> dict[int, list[tuple[int, int]]]:
    """When these employees are busy or off in the window, in minutes, in no order; declined jobs do not count."""
    low, high = minute_of(window.starts_at), minute_of(window.ends_at)
    earliest = low - LONGEST.one(connection)[0]
    wanted = set(employee_ids)
    found: dict[int, list[tuple[int, int]]] = {each: [] for each in employee_ids}
    left_out = {except_job, *_DECLINED_JOBS.column(connection, earliest=earliest, high=high)}
    for employee, start, end, job in read_times(connection, employee_ids, window):
        if job not in left_out:
            found[employee].append((start, end))
    for employee, start, end in AWAY.rows(connection, low=low, high=high):
        if employee in wanted:
            found[employee].append((start, end))
    return found
