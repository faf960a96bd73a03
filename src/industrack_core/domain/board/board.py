"""The frozen picture a front end draws: blocks in lanes, shaded hours, the queue.

Times in here are whole minutes since 1970 UTC (see minute.py): a board of thousands of blocks is
compared, cut and placed by integers.
"""

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from industrack_core.domain.records.office import Employee, Shift, TimeOff
from industrack_core.domain.time.minute import minute_of
from industrack_core.domain.time.span import Span, local_day


class JobHours(NamedTuple):
    """Jobs that begin within one hour of the clock of UTC: the earliest begin, the latest end."""

    start: int
    end: int


class Block(NamedTuple):
    """One job in one employee's row; `crew` is the ids joined by commas, in crew order.

    `receipt` says how far the office's word got (a `Receipt`): with a crew the least far; 0 also where no phone is
    connected, for then nothing is known. `visit` is how far this employee is where that counts beside the job's status
    (else empty), `begun` the minute at which work that goes on really began, 0 where nobody said.
    """

    employee_id: int
    job_id: int
    version: int
    start: int
    end: int
    number: str
    description: str
    customer: str
    status: str
    priority: str
    delivery: str
    billing: str
    service_type_id: int | None
    color_id: int | None
    crew: str
    address: str
    phone: str
    note: str
    site_note: str
    customer_kind: str = ""
    receipt: int = 0
    visit: str = ""
    begun: int = 0

    @property
    def crew_ids(self) -> tuple[int, ...]:
        return tuple(int(part) for part in self.crew.split(",")) if self.crew else ()


class QueueEntry(NamedTuple):
    """One job of the unassigned queue; `start` is None when it has no time, `crew` is empty when nobody has it."""

    job_id: int
    version: int
    start: int | None
    minutes: int
    number: str
    description: str
    customer: str
    status: str
    priority: str
    delivery: str
    service_type_id: int | None
    color_id: int | None
    crew: str
    address: str
    phone: str
    note: str
    site_note: str
    customer_kind: str = ""

    @property
    def lacks(self) -> str:
        """What keeps it in the queue, in words."""
        missing = [word for word, absent in (("time", self.start is None), ("crew", not self.crew)) if absent]
        return " ".join(f"no {word}" for word in missing)

    @property
    def crew_ids(self) -> tuple[int, ...]:
        return tuple(int(part) for part in self.crew.split(",")) if self.crew else ()


class Shade(NamedTuple):
    """A shaded stretch of a row; `reason` is empty outside working hours, else why the employee is off."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Row:
    """One employee's row: blocks in lanes (no two of a lane overlap), and what is shaded."""

    employee_id: int
    lanes: tuple[tuple[Block, ...], ...] = ()
    shades: tuple[Shade, ...] = ()

    @property
    def blocks(self) -> list[Block]:
        """All blocks by start, then job."""
        return sorted((block for lane in self.lanes for block in lane), key=_by_start)


@dataclass(frozen=True, slots=True)
class BoardPicture:
    """Rows for the employees asked for, in the order asked; half-open window of aware UTC instants.

    `hours` are those in which jobs begin, by hour, if they were asked for.
    """

    revision: int
    window: Span
    rows: tuple[Row, ...]
    hours: tuple[JobHours, ...] | None = None


@dataclass(frozen=True, slots=True)
class Queue:
    """The unassigned queue: the first entries, high priority first, and how many there are in all."""

    revision: int
    entries: tuple[QueueEntry, ...]
    total: int


def _by_start(block: Block) -> tuple[int, int]:
    return (block.start, block.job_id)


def lanes(blocks: Iterable[Block]) -> tuple[tuple[Block, ...], ...]:
    """Spread overlapping blocks over lanes: as many lanes as the most jobs at one moment, never more.

    Interval partitioning by start, each block in the lowest free lane, so that blocks which do not
    touch a cluster cannot move anything in it.
    """
    result: list[list[Block]] = []
    free: list[int] = []
    busy: list[tuple[int, int]] = []
    for block in sorted(blocks, key=_by_start):
        while busy and busy[0][0] <= block.start:
            heapq.heappush(free, heapq.heappop(busy)[1])
        if free:
            lane = heapq.heappop(free)
            result[lane].append(block)
        else:
            lane = len(result)
            result.append([block])
        heapq.heappush(busy, (block.end, lane))
    return tuple(tuple(lane) for lane in result)


def overlapping(row: Row) -> frozenset[int]:
    """Ids of the jobs in the row that share time with another job of it."""
    found: set[int] = set()
    latest: Block | None = None
    for block in row.blocks if len(row.lanes) > 1 else ():
        if latest and block.start < latest.end:
            found.update((block.job_id, latest.job_id))
        if latest is None or block.end > latest.end:
            latest = block
    return frozenset(found)


class Load(NamedTuple):
    """Planned against working minutes of a row; `working` is None when no working hours are known."""

    planned: int
    working: int | None

    @property
    def is_over(self) -> bool:
        return self.working is not None and self.planned > self.working


def load_of(row: Row, low: int, high: int, has_hours: bool) -> Load:
    """What a row's jobs take of [low, high), declined ones left out, against the hours that are not shaded there."""
    planned = sum(
        max(0, min(block.end, high) - max(block.start, low))
        for lane in row.lanes
        for block in lane
        if block.status != "declined"
    )
    if not has_hours:
        return Load(planned, None)
    shaded = _merged([(max(low, each.start), min(high, each.end)) for each in row.shades if each.end > low])
    return Load(planned, high - low - sum(max(0, end - start) for start, end in shaded))


@lru_cache(maxsize=1024)
def working_minutes(hours: tuple[Shift, ...], window: Span, zone: ZoneInfo) -> tuple[tuple[int, int], ...]:
    """Stretches of the window inside these weekly hours, merged and sorted, as minutes.

    Hours are wall-clock: on a day with a clock change the shift keeps its wall-clock ends.
    """
    first = local_day(window.starts_at, zone) - timedelta(days=1)
    days = (local_day(window.ends_at, zone) - first).days + 1
    low, high = minute_of(window.starts_at), minute_of(window.ends_at)
    stretches = []
    for day in (first + timedelta(days=count) for count in range(days)):
        for shift in hours:
            if shift.weekday == day.weekday():
                midnight = datetime(day.year, day.month, day.day, tzinfo=zone)
                opens = max(low, minute_of(midnight + timedelta(minutes=shift.opens)))
                closes = min(high, minute_of(midnight + timedelta(minutes=shift.closes)))
                if opens < closes:
                    stretches.append((opens, closes))
    return tuple(_merged(stretches))


def _merged(stretches: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for opens, closes in sorted(stretches):
        if merged and opens <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], closes))
        else:
            merged.append((opens, closes))
    return merged


def shades(employee: Employee, window: Span, time_off: Sequence[TimeOff], zone: ZoneInfo) -> tuple[Shade, ...]:
    """What to shade in an employee's row: hours off, and over them time off with its reason."""
    low, high = minute_of(window.starts_at), minute_of(window.ends_at)
    found: list[Shade] = []
    if employee.hours:
        position = low
        for opens, closes in working_minutes(employee.hours, window, zone):
            if position < opens:
                found.append(Shade(position, opens, ""))
            position = closes
        if position < high:
            found.append(Shade(position, high, ""))
    for off in time_off:
        start, end = max(low, minute_of(off.starts_at)), min(high, minute_of(off.ends_at))
        if start < end:
            found.append(Shade(start, end, off.reason or "time off"))
    return tuple(found)
