"""Blocks: two statements for a board, whatever else the office holds."""

from collections.abc import Callable, Sequence
from functools import partial
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from industrack_core.domain.board.board import Block, JobHours
from industrack_core.domain.records.office import TimeOff
from industrack_core.domain.time.minute import minute_of
from industrack_core.domain.time.span import Span
from industrack_core.store.engine.as_text import AsText
from industrack_core.store.engine.codec import record_of
from industrack_core.store.engine.prepared import Row

if TYPE_CHECKING:
    from sqlalchemy import Connection

# The rows become pictures as they are: `_make` would cost a third of the whole read.
block_of: Callable[[Row], Block] = partial(tuple.__new__, Block)
_hours: Callable[[Row], JobHours] = partial(tuple.__new__, JobHours)
BLOCKS = AsText("reads.block_statements:BLOCKS", "employees")
_HEARD = AsText("reads.block_statements:HEARD", "employees")
_HOURS = AsText("reads.block_statements:HOURS", "employees")
_STARTS, _AT = AsText("reads.hours_statements:STARTS"), AsText("reads.hours_statements:AT")
_FRAME = AsText("reads.block_statements:FRAME")
_ALL_BLOCKS = AsText("reads.block_statements:ALL_BLOCKS")
_NOW = AsText("reads.block_statements:NOW", "jobs")
MANY_FROM: Final = 256
"""Of so many people each one's own stretch of an index is a page of the file: what all of them do is found by time."""
_HOUR: Final = 60


def ask_hours(
    connection: "Connection", employee_ids: Sequence[int], window: Span
) -> Callable[[], tuple[JobHours, ...]]:
    """Ask for the hours in which jobs of these employees begin in the window, in order."""
    if not employee_ids:
        return tuple
    low, high = minute_of(window.starts_at), minute_of(window.ends_at)
    if connection.dialect.name == "sqlite" and len(employee_ids) >= MANY_FROM:
        found = _hours_of_all(connection, frozenset(employee_ids), low, high)
        if found is not None:
            return lambda: found
    asked = _HOURS.ask(connection, employees=employee_ids, low=low, high=high)
    return lambda: tuple(sorted(asked.each(_hours)))


def _hours_of_all(connection: "Connection", people: frozenset[int], low: int, high: int) -> tuple[JobHours, ...] | None:
    """The same from when anybody's jobs begin, where of each hour the first begin and the last end are found to be of
    these people, too; None where one is not."""
    hours: dict[int, list[Row]] = {}
    for row in _STARTS.rows(connection, low=low, high=high):
        hours.setdefault(row[0] // _HOUR, []).append(row)
    found = []
    for starts in hours.values():
        first, longest = starts[0], max(starts, key=itemgetter(1))
        if not (_is_of(connection, people, first, first[0]) and _is_of(connection, people, longest, longest[1])):
            return None
        found.append(JobHours(first[0], longest[1]))
    return tuple(found)


def _is_of(connection: "Connection", people: frozenset[int], begins: Row, end: int) -> bool:
    """Whether one of these people is found to have a job that begins then and takes until `end` or longer."""
    start, _, somebody = begins
    return somebody in people or not people.isdisjoint(_AT.column(connection, start=start, end=end))


def read_hours(connection: "Connection", employee_ids: Sequence[int], window: Span) -> tuple[JobHours, ...]:
    """The hours in which jobs of these employees begin in the window, in order."""
    return ask_hours(connection, employee_ids, window)()


def blocks_values(longest: int, employee_ids: Sequence[int], window: Span) -> dict[str, object]:
    """What `BLOCKS` needs for a window, with jobs of at most `longest` minutes about."""
    low, high = minute_of(window.starts_at), minute_of(window.ends_at)
    return {"employees": employee_ids, "earliest": low - longest, "low": low, "high": high}


def read_board(
    connection: "Connection", employee_ids: Sequence[int], window: Span
) -> tuple[int, list[Block], list[TimeOff]]:
    """Revision, blocks of these employees (in no order: `lanes` sorts them), and everybody's time off in the window."""
    revision, longest, time_off = ask_frame(connection, window)()
    return revision, read_blocks(connection, longest, employee_ids, window), time_off


def ask_frame(connection: "Connection", window: Span) -> Callable[[], tuple[int, int, list[TimeOff]]]:
    """Ask for revision, minutes of the longest job, and everybody's time off in the window."""
    asked = _FRAME.ask(connection, low=minute_of(window.starts_at), high=minute_of(window.ends_at))

    def answer() -> tuple[int, int, list[TimeOff]]:
        rows = asked.rows()
        return rows[0][0], rows[0][1], [record_of(TimeOff, row[2:]) for row in rows if row[2] is not None]

    return answer


def ask_blocks(
    connection: "Connection", longest: int, employee_ids: Sequence[int], window: Span
) -> Callable[[], list[Block]]:
    """Ask for the blocks of these employees in the window, where the longest job takes so many minutes."""
    if not employee_ids:
        return list
    asked = BLOCKS.ask(connection, **blocks_values(longest, employee_ids, window))
    return lambda: asked.each(block_of)


def read_blocks(connection: "Connection", longest: int, employee_ids: Sequence[int], window: Span) -> list[Block]:
    """Blocks of these employees in the window, in no order, where the longest job takes so many minutes."""
    return ask_blocks(connection, longest, employee_ids, window)()


def read_heard(
    connection: "Connection", longest: int, employee_ids: Sequence[int], window: Span
) -> tuple[int, int, list[Block]]:
    """Blocks as `read_blocks` has them, with revision and minutes of the longest job by then, in one statement, which
    sees one state by itself; without any, of revision 0."""
    rows = _HEARD.rows(connection, **blocks_values(longest, employee_ids, window))
    revision, now_longest = rows[0][:2] if rows else (0, longest)
    return revision, now_longest, [block_of(row[2:]) for row in rows]


def ask_whereabouts(connection: "Connection", job_ids: Sequence[int]) -> Callable[[], tuple[set[int], set[int]]]:
    """Ask who does one of these jobs now, by employee id; and which of the jobs wait in the queue."""
    asked = _NOW.ask(connection, jobs=job_ids) if job_ids else None

    def answer() -> tuple[set[int], set[int]]:
        rows = asked.rows() if asked is not None else []
        crew = {int(each) for _, ids, _ in rows for each in filter(None, ids.split(","))}
        return crew, {job_id for job_id, _, waits in rows if waits}

    return answer


def read_all_blocks(connection: "Connection", window: Span) -> tuple[list[Block], list[TimeOff]]:
    """Everybody's blocks in the window, in no order, and everybody's time off."""
    _, longest, time_off = ask_frame(connection, window)()
    values = blocks_values(longest, (), window)
    del values["employees"]
    return _ALL_BLOCKS.each(connection, block_of, **values), time_off
