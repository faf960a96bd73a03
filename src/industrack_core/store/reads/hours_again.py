"""In which hours jobs begin and end, of hours that were read before: as acts changed them since.

An hour says its first begin and its last end. What comes widens it; what leaves narrows it only where it stood at an
edge, and alone: that is looked up, and only then all of them are read again.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from industrack_core.domain.board.board import HoursKnown, JobHours
from industrack_core.domain.board.places import JobStand
from industrack_core.domain.time.minute import minute_of
from industrack_core.domain.time.span import Span
from industrack_core.store.engine.as_text import AsText
from industrack_core.store.reads.block_reads import read_hours
from industrack_core.store.reads.since import read_since

if TYPE_CHECKING:
    from sqlalchemy import Connection

_HOUR = 60
_BEGIN, _END = AsText("reads.hours_statements:BEGIN"), AsText("reads.hours_statements:END")


def read_hours_again(
    connection: "Connection", known: HoursKnown, employee_ids: Sequence[int], window: Span
) -> tuple[JobHours, ...]:
    """What `read_hours` answers, made of what it answered before about the same people and window."""
    since, people = read_since(connection, known.revision), set(employee_ids)
    if since is None:
        return read_hours(connection, employee_ids, window)
    hours = {each.start // _HOUR: each for each in known.hours}
    low, high = minute_of(window.starts_at), minute_of(window.ends_at)

    def counts(job: JobStand | None) -> JobHours | None:
        is_there = job is not None and low <= job.start < high and not job.crew.isdisjoint(people)
        return JobHours(job.start, job.end) if job is not None and is_there else None

    moved = [(counts(since.before.get(each)), counts(since.now.get(each))) for each in sorted(since.jobs)]
    for left in [then for then, now in moved if then is not None and then != now]:
        if not _stays(connection, hours.get(left.start // _HOUR), left, people, (low, high)):
            return read_hours(connection, employee_ids, window)
    for came in [now for _, now in moved if now is not None]:
        hour = hours.get(came.start // _HOUR, came)
        hours[came.start // _HOUR] = JobHours(min(hour.start, came.start), max(hour.end, came.end))
    return tuple(sorted(hours.values()))


def _stays(
    connection: "Connection", hour: JobHours | None, left: JobHours, people: set[int], window: tuple[int, int]
) -> bool:
    """Whether an hour is as it was without a job that left it. Of an hour at the edge of the window, as days of a zone
    that is half an hour off have, only that counts which is inside."""
    if hour is None:
        return False
    if left.start == hour.start and people.isdisjoint(_BEGIN.column(connection, start=left.start)):
        return False
    first = left.start // _HOUR * _HOUR
    values = {"first": max(first, window[0]), "last": min(first + _HOUR, window[1]), "end": left.end}
    return left.end != hour.end or not people.isdisjoint(_END.column(connection, **values))
