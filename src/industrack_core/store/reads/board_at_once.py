"""A board in one way to a server and back: all of it is asked before anything is read.

Which jobs may reach into a window is known by the longest there is. That is taken as it was known last, and whoever
asks looks whether it is longer by now.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from industrack_core.domain.board.board import Block, JobHours
from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.domain.records.office import TimeOff
from industrack_core.domain.time.span import Span
from industrack_core.store.reads.block_reads import ask_blocks, ask_frame, ask_hours, ask_whereabouts

if TYPE_CHECKING:
    from sqlalchemy import Connection


class BoardAsked(NamedTuple):
    """Whose rows of which window; in which hours jobs begin of whom (None: not asked for); where which jobs are."""

    employee_ids: Sequence[int]
    window: Span
    hours_of: Sequence[int] | None = None
    job_ids: Sequence[int] = ()


class BoardAnswer(NamedTuple):
    """What was there at a revision; `longest` is what the longest job took then, in minutes. `crew` does one of the
    jobs that were asked for, `queued` are those of them that wait."""

    revision: int
    longest: int
    blocks: list[Block]
    time_off: list[TimeOff]
    hours: tuple[JobHours, ...] | None
    crew: set[int]
    queued: set[int]


def read_board_at_once(connection: "Connection", asked: BoardAsked, longest: int) -> BoardAnswer:
    """What is asked for, where no job takes more minutes than `longest`."""
    whereabouts = ask_whereabouts(connection, asked.job_ids)
    frame = ask_frame(connection, asked.window)
    blocks = ask_blocks(connection, longest, asked.employee_ids, asked.window)
    hours = ask_hours(connection, asked.hours_of, asked.window) if asked.hours_of is not None else None
    crew, queued = whereabouts()
    revision, now_longest, time_off = frame()
    return BoardAnswer(revision, now_longest, blocks(), time_off, hours() if hours is not None else None, crew, queued)
