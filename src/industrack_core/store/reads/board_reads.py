"""Reads for what lies beside the rows of a board: sums, what is busy, what keeps quiet."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from industrack_core.domain.board.exceptions import SnoozedException
from industrack_core.domain.records.office import TimeOff
from industrack_core.domain.time.minute import minute_of
from industrack_core.domain.time.span import Span
from industrack_core.store.engine.as_text import AsText
from industrack_core.store.engine.codec import record_of
from industrack_core.store.engine.prepared import Rows
from industrack_core.store.reads.block_reads import MANY_FROM

if TYPE_CHECKING:
    from sqlalchemy import Connection

LONGEST = AsText("reads.board_statements:LONGEST")
_PLANNED = {each: AsText(f"reads.board_statements:PLANNED.{each}", "employees") for each in ("few", "many")}
_DECLINED = AsText("reads.board_statements:DECLINED")
_TIMES = AsText("reads.board_statements:TIMES", "employees")
_ALL_TIMES = AsText("reads.board_statements:ALL_TIMES")
_DECLINED_JOBS = AsText("reads.board_statements:DECLINED_JOBS")
AWAY = AsText("reads.board_statements:AWAY")
_TIME_OFF = AsText("reads.board_statements:TIME_OFF")
_SNOOZES = AsText("reads.board_statements:SNOOZES")


def read_snoozes(connection: "Connection") -> list[SnoozedException]:
    """The newest words on exceptions that keep quiet."""
    return [record_of(SnoozedException, row) for row in _SNOOZES.rows(connection)]


def read_time_off(connection: "Connection", window: Span) -> list[TimeOff]:
    """Everybody's time off in the window."""
    found = _TIME_OFF.rows(connection, low=minute_of(window.starts_at), high=minute_of(window.ends_at))
    return [record_of(TimeOff, row) for row in found]


def read_planned(connection: "Connection", window: Span, employee_ids: Sequence[int]) -> int:
    """Planned minutes of these employees inside the window; declined jobs do not count."""
    if not employee_ids:
        return 0
    low, high = minute_of(window.starts_at), minute_of(window.ends_at)
    values = {"earliest": low - LONGEST.one(connection)[0], "low": low, "high": high}
    by_number = _PLANNED["many" if len(employee_ids) >= MANY_FROM else "few"]
    planned: int = by_number.one(connection, employees=employee_ids, **values)[0]
    declined, wanted = _DECLINED.rows(connection, **values), set(employee_ids)
    return planned - sum(int(minutes) for employee, minutes in declined if employee in wanted)


def read_times(connection: "Connection", employee_ids: Sequence[int], window: Span) -> Rows:
    """When these employees have jobs in the window, whatever their states: employee, start, end, job."""
    low, high = minute_of(window.starts_at), minute_of(window.ends_at)
    values = {"earliest": low - LONGEST.one(connection)[0], "low": low, "high": high}
    if not employee_ids:
        return []
    if len(employee_ids) < MANY_FROM:
        return _TIMES.rows(connection, employees=employee_ids, **values)
    wanted = set(employee_ids)
    return [row for row in _ALL_TIMES.rows(connection, **values) if row[0] in wanted]


def read_busy(
    connection: "Connection", employee_ids: Sequence[int], window: Span, except_job: int
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
