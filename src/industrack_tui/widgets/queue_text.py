"""What an entry of the queue says, in the cells there are: when it is due, for whom, how long it takes, what it is.

A module of its own, loaded after the first frame: it brings the entry grammar with it.
"""

from datetime import timedelta
from zoneinfo import ZoneInfo

from industrack_core.domain.board.block_words import customer_in, work_in
from industrack_core.domain.board.board import QueueEntry
from industrack_core.domain.text.text import cell_width, pad
from industrack_core.domain.time.entry_duration import format_duration
from industrack_core.domain.time.minute import instant_of
from industrack_core.domain.time.span import MONTH_NAMES, WEEKDAY_NAMES, clock_text, has_twelve_hours, local_day
from industrack_tui.glyphs import Glyphs

DUE = 8
"""Cells of when it is due."""
Parts = list[tuple[str, str]]
_WEEK = timedelta(days=7)


def due_text(entry: QueueEntry, now: int, zone: ZoneInfo) -> str:
    """`13:00` today, `Thu 13h` within a week of now, else `3 Dec`; `any` without a time."""
    if entry.start is None:
        return "any"
    local, today = instant_of(entry.start).astimezone(zone), local_day(instant_of(now), zone)
    day = local_day(instant_of(entry.start), zone)
    if day == today:
        return clock_text(local)
    if abs(day - today) < _WEEK:
        weekday = WEEKDAY_NAMES[day.weekday()]
        if has_twelve_hours(local.tzinfo):
            return f"{weekday} {local.hour % 12 or 12}{'p' if local.hour >= 12 else 'a'}"
        return f"{weekday} {local.hour}h"
    return (
        f"{day.day} {MONTH_NAMES[day.month - 1]}"
        if abs(day - today) < 26 * _WEEK
        else f"{day.day}.{day.month}.{day:%y}"
    )


def entry_parts(
    entry: QueueEntry, line: int, cells: int, now: int, zone: ZoneInfo | None, glyphs: Glyphs, *, marked: bool
) -> Parts:
    """Line 0 or 1 of an entry beside the board, as (text, part), parts being due, head, mark, text."""
    room = max(1, cells - DUE - 1)
    if line:
        takes = format_duration(entry.minutes)
        return [(f" {takes:<{DUE}}", "text"), (work_in(entry.description, room, glyphs.ellipsis), "text")]
    mark = _mark(entry, glyphs)
    name = customer_in(entry.customer, room - cell_width(mark) - marked, entry.customer_kind, glyphs.ellipsis)
    return [*_due(entry, now, zone), (("*" if marked else "") + name, "head"), (mark, "head")]


def entry_line(
    entry: QueueEntry, cells: int, now: int, zone: ZoneInfo | None, glyphs: Glyphs, *, marked: bool
) -> Parts:
    """An entry in one line below the board: due, customer, work, how long at the right."""
    takes = f"  {format_duration(entry.minutes)} "
    room = max(1, cells - DUE - 1 - cell_width(takes))
    mark = _mark(entry, glyphs)
    head = (
        ("*" if marked else "")
        + customer_in(entry.customer, min(room, 28), entry.customer_kind, glyphs.ellipsis)
        + mark
    )
    wide = min(max(cell_width(head) + 2, 24), room)
    work = work_in(entry.description, max(0, room - wide), glyphs.ellipsis)
    return [
        *_due(entry, now, zone),
        (pad(head, wide), "head"),
        (pad(work, max(0, room - wide)), "text"),
        (takes, "text"),
    ]


def _due(entry: QueueEntry, now: int, zone: ZoneInfo | None) -> Parts:
    told = due_text(entry, now, zone) if zone is not None else ""
    is_past = entry.start is not None and entry.start < now
    cells = told if len(told) >= DUE else f" {told:<{DUE - 1}}"
    return [(cells, "overdue" if is_past else "due"), (" ", "text")]


def _mark(entry: QueueEntry, glyphs: Glyphs) -> str:
    mark = {"high": glyphs.high, "low": glyphs.low}.get(entry.priority, "")
    return f" {mark}" if mark else ""
