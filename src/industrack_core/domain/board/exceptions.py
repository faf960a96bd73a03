"""What needs a dispatcher's eye now: overlaps, late starts, overruns, declined, not dispatched, off hours.

Pure: blocks, employees and time off in, exceptions out, sorted by the minutes until they hurt.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from industrack_core.domain.board.board import Block, working_minutes
from industrack_core.domain.records.office import Employee, TimeOff
from industrack_core.domain.text.labelled import Labelled
from industrack_core.domain.time.minute import instant_of, minute_of
from industrack_core.domain.time.span import Span

SOON = 60
"""A job that nobody was told of hurts when it starts within so many minutes."""


class ExceptionKind(Labelled):
    """Every kind of exception."""

    DECLINED = "declined"
    LATE_START = "late_start"
    OVERRUN = "overrun"
    NOT_DISPATCHED = "not_dispatched"
    OVERLAP = "overlap"
    OFF_HOURS = "off_hours"


@dataclass(frozen=True, slots=True, kw_only=True)
class SnoozedException:
    """An exception of a job, at its start, that keeps quiet until an instant (aware UTC), or for good (None)."""

    id: int = 0
    version: int = 0
    job_id: int
    kind: ExceptionKind
    starts_at: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class BoardException:
    """One exception. `hurts` is the minute (since 1970 UTC) from which on it hurts; `block` is where to go."""

    kind: ExceptionKind
    block: Block
    hurts: int
    text: str

    def minutes_until(self, now: int) -> int:
        """Minutes until it hurts; negative when it does already."""
        return self.hurts - now


def exceptions(
    blocks: Sequence[Block],
    people: Mapping[int, Employee],
    time_off: Iterable[TimeOff],
    quiet: Iterable[SnoozedException],
    now: int,
    zone: ZoneInfo,
) -> list[BoardException]:
    """All exceptions of these blocks at `now` (minutes since 1970 UTC), those that hurt first on top."""
    silent = {
        (each.job_id, each.kind, minute_of(each.starts_at))
        for each in quiet
        if each.until is None or minute_of(each.until) > now
    }
    rows: dict[int, list[Block]] = {}
    for block in blocks:
        rows.setdefault(block.employee_id, []).append(block)
    off: dict[int, list[tuple[int, int]]] = {}
    for each in time_off:
        off.setdefault(each.employee_id, []).append((minute_of(each.starts_at), minute_of(each.ends_at)))
    found: dict[tuple[int, ExceptionKind], BoardException] = {}
    for employee_id, row in rows.items():
        employee = people.get(employee_id)
        for exception in (*_of_jobs(row, now), *_overlaps(row, now, people), *_off(row, employee, off, now, zone)):
            key = (exception.block.job_id, exception.kind)
            if key not in found and (*key, exception.block.start) not in silent:
                found[key] = exception
    return sorted(found.values(), key=lambda each: (each.hurts, each.block.job_id, each.kind))


def _of_jobs(row: Iterable[Block], now: int) -> Iterable[BoardException]:
    for block in row:
        if block.status == "declined":
            yield BoardException(ExceptionKind.DECLINED, block, block.start, "declined: somebody else must go")
        elif block.status in ("not_started", "on_travel") and block.start < now:
            yield BoardException(ExceptionKind.LATE_START, block, block.start, "should have begun")
        elif block.status in ("started", "paused") and block.end < now:
            yield BoardException(ExceptionKind.OVERRUN, block, block.end, "should be done")
        if block.status == "not_started" and block.delivery == "saved" and now <= block.start <= now + SOON:
            text = "the crew does not know of it"
            yield BoardException(ExceptionKind.NOT_DISPATCHED, block, block.start, text)


def _overlaps(row: Sequence[Block], now: int, people: Mapping[int, Employee]) -> Iterable[BoardException]:
    standing = sorted(
        (block for block in row if block.status not in ("declined", "completed") and block.end > now),
        key=lambda block: (block.start, block.job_id),
    )
    latest: Block | None = None
    for block in standing:
        if latest is not None and block.start < latest.end:
            employee = people.get(block.employee_id)
            who = employee.short_name if employee else "Somebody"
            text = f"{who} has {latest.number} at that time"
            yield BoardException(ExceptionKind.OVERLAP, block, block.start, text)
        if latest is None or block.end > latest.end:
            latest = block


def _off(
    row: Iterable[Block], employee: Employee | None, off: Mapping[int, Sequence[tuple[int, int]]], now: int,
    zone: ZoneInfo,
) -> Iterable[BoardException]:  # fmt: skip
    if employee is None:
        return
    for block in row:
        if block.status in ("declined", "completed") or block.end <= now:
            continue
        span = Span(instant_of(block.start), instant_of(block.end))
        away = any(start < block.end and end > block.start for start, end in off.get(employee.id, ()))
        working = not employee.hours or working_minutes(employee.hours, span, zone) == ((block.start, block.end),)
        if away or not working:
            why = "is off then" if away else "does not work then"
            yield BoardException(ExceptionKind.OFF_HOURS, block, block.start, f"{employee.short_name} {why}")
