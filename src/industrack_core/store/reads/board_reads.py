"""Reads for what lies beside the rows of a board: sums, what is busy, what keeps quiet."""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, select

from industrack_core.domain.board.exceptions import SnoozedException
from industrack_core.domain.time.minute import minute_of
from industrack_core.domain.time.span import Span
from industrack_core.store.engine import schema
from industrack_core.store.engine.codec import record_of
from industrack_core.store.engine.prepared import Prepared, one_of
from industrack_core.store.engine.statements import in_window, parts_of

_job, _crew, _snooze = schema.job, schema.job_crew, schema.snooze
LONGEST = Prepared(select(schema.ledger.c.longest_minutes))
_PLANNED = Prepared(
    select(_crew.c.employee_id, _crew.c.starts_at, _crew.c.ends_at)
    .select_from(_job.join(_crew, _crew.c.job_id == _job.c.id))
    .where(
        *in_window(_job.c.starts_at),
        _job.c.status != "declined",
    )
)
_BUSY = Prepared(
    select(_crew.c.employee_id, _crew.c.starts_at, _crew.c.ends_at)
    .join(_job, _job.c.id == _crew.c.job_id)
    .where(
        one_of(_crew.c.employee_id, "employees"),
        *in_window(_crew.c.starts_at),
        _crew.c.job_id != bindparam("except_job"),
        _job.c.status != "declined",
    ),
    "employees",
)
AWAY = Prepared(
    select(schema.time_off.c.employee_id, schema.time_off.c.starts_at, schema.time_off.c.ends_at).where(
        schema.time_off.c.ends_at > bindparam("low"), schema.time_off.c.starts_at < bindparam("high")
    )
)
_SNOOZES = Prepared(select(_snooze).order_by(_snooze.c.id.desc()).limit(1000))


def read_snoozes(connection: Connection) -> list[SnoozedException]:
    """The newest words on exceptions that keep quiet."""
    return [record_of(SnoozedException, row) for row in _SNOOZES.rows(connection)]


def read_planned(connection: Connection, window: Span) -> dict[int, int]:
    """Planned minutes inside the window by employee; declined jobs do not count."""
    low, high = minute_of(window.starts_at), minute_of(window.ends_at)
    longest = LONGEST.one(connection)[0]
    found: dict[int, int] = {}
    for employee, start, end in _PLANNED.rows(connection, earliest=low - longest, low=low, high=high):
        found[employee] = found.get(employee, 0) + min(end, high) - max(start, low)
    return found


def read_busy(
    connection: Connection, employee_ids: Sequence[int], window: Span, except_job: int
) -> dict[int, list[tuple[int, int]]]:
    """When these employees are busy or off in the window, in minutes, in no order; declined jobs do not count."""
    low, high = minute_of(window.starts_at), minute_of(window.ends_at)
    earliest = low - LONGEST.one(connection)[0]
    wanted = set(employee_ids)
    found: dict[int, list[tuple[int, int]]] = {each: [] for each in employee_ids}
    for part in parts_of(list(employee_ids)):
        rows = _BUSY.rows(connection, employees=part, earliest=earliest, low=low, high=high, except_job=except_job)
        for employee, start, end in rows:
            found[employee].append((start, end))
    for employee, start, end in AWAY.rows(connection, low=low, high=high):
        if employee in wanted:
            found[employee].append((start, end))
    return found
