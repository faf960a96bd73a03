"""The frozen picture a front end draws: blocks in lanes, shaded hours, the queue.

Times in here are whole minutes since 1970 UTC (see minute.py): a board of thousands of blocks is
compared, cut and placed by integers.
"""

import heapq
from collections.abc import Iterable, Sequence

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.domain.time.span import Span


class JobHours(NamedTuple):
    """Jobs that begin within one hour of the clock of UTC: the earliest begin, the latest end."""

    start: int
    end: int


class HoursKnown(NamedTuple):
    """Those of some people's jobs, as the act `revision` left them."""

    roster: Sequence[int]
    hours: tuple[JobHours, ...]
    revision: int


class DayStart(NamedTuple):
    """Where a job of a day begins there: at the day's first minute when it began before."""

    minute: int
    job_id: int


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
