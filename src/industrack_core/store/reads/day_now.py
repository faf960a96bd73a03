"""What is planned, and what may need an eye, read whole; or, of what was read before, as acts changed it since."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from industrack_core.domain.board.alarms import PRESSES_AHEAD
from industrack_core.domain.board.board import Block
from industrack_core.domain.board.day_now import DayKnown, DayNow, LiveAsked, PlannedTime
from industrack_core.domain.board.exceptions import GOOD_FOR, LiveDay
from industrack_core.domain.board.places import JobStand
from industrack_core.domain.kinds import Kind
from industrack_core.domain.time.minute import minute_of
from industrack_core.domain.time.span import Span
from industrack_core.store.engine.prepared import parts_of
from industrack_core.store.reads.block_reads import read_blocks
from industrack_core.store.reads.board_reads import read_planned, read_snoozes
from industrack_core.store.reads.live_reads import read_pressing
from industrack_core.store.reads.phone_reads import read_phones_now
from industrack_core.store.reads.reads import read_revision
from industrack_core.store.reads.since import Since, read_since

if TYPE_CHECKING:
    from sqlalchemy import Connection

_OF_OTHER_JOBS = frozenset({Kind.CUSTOMER, Kind.LOCATION})
"""A record of these that was there before is shown with jobs that the acts do not name."""
_OF_PHONES = frozenset({Kind.DEVICE, Kind.FIELD_REPORT, Kind.FIELD_SETTINGS, Kind.OUTBOX, Kind.VISIT, Kind.TIME_ENTRY})


def read_day_now(
    connection: "Connection", window: Span, people: Sequence[int], live: LiveAsked | None, now: int,
    known: DayKnown | None,
) -> DayNow:  # fmt: skip
    """What these people have on in the window, and the alarms that are asked for, at `now` (minutes since 1970 UTC).

    Answers what it would without `known`, which was read before of the same database.
    """
    sinces: dict[int, Since | None] = {}
    before = known or DayKnown(None, None)
    planned = before.planned if before.planned is not None and before.planned.is_of(window, people) else None
    if planned is not None:
        sinces[planned.revision] = read_since(connection, planned.revision)
    read = _read_planned(connection, window, people, planned, sinces)
    return DayNow(read, read_live_day(connection, live, now, before.live, sinces) if live is not None else None)


def read_live_day(
    connection: "Connection", asked: LiveAsked, now: int, known: LiveDay | None, sinces: dict[int, Since | None]
) -> LiveDay:
    """The alarms that are asked for; `sinces` are what is known of acts since a revision."""
    people = frozenset(asked.people)
    if known is not None and known.can_go_on(people, asked.window, asked.today_ends, now):
        if known.revision not in sinces:
            sinces[known.revision] = read_since(connection, known.revision)
        since = sinces[known.revision]
        if since is not None and Kind.DEVICE not in since.kinds and _OF_OTHER_JOBS.isdisjoint(since.changed):
            return _gone_on(connection, known, since, now)
    good_until = now + GOOD_FOR
    pressing = read_pressing(
        connection, asked.people, asked.window, now, good_until + PRESSES_AHEAD + 1, asked.today_ends
    )
    rows: dict[int, list[Block]] = {}
    for block in pressing.blocks:
        rows.setdefault(block.employee_id, []).append(block)
    return LiveDay(
        rows, tuple(read_snoozes(connection)), read_phones_now(connection, list(asked.people), now), people,
        pressing.rest, asked.today_ends, good_until, asked.window, read_revision(connection), now,
    )  # fmt: skip


def _gone_on(connection: "Connection", known: LiveDay, since: Since, now: int) -> LiveDay:
    """What was known, with the rows of those who did or do one of the jobs that are others now.

    All is read of them that is not finished: who is twice at once is told by what stands beside the job.
    """
    crews = since.crews
    theirs = sorted(crews & known.people)
    rows: Mapping[int, Sequence[Block]] = known.rows
    if theirs and known.window is not None:
        fresh: dict[int, list[Block]] = {}
        for part in parts_of(theirs):
            for block in read_blocks(connection, since.longest, part, known.window):
                if block.status != "completed":
                    fresh.setdefault(block.employee_id, []).append(block)
        rows = {who: row for who, row in known.rows.items() if who not in crews} | fresh
    quiet = tuple(read_snoozes(connection)) if Kind.SNOOZE in since.kinds else known.quiet
    phones = known.phones
    if now != known.heard_at or since.before != since.now or not _OF_PHONES.isdisjoint(since.kinds):
        phones = read_phones_now(connection, list(known.people), now)
    rest = known.rest if known.rest.isdisjoint(since.jobs) else known.rest - since.jobs
    return replace(
        known, rows=rows, quiet=quiet, phones=phones, rest=rest, revision=since.revision, heard_at=now
    )  # fmt: skip


def _read_planned(
    connection: "Connection", window: Span, people: Sequence[int], known: PlannedTime | None,
    sinces: Mapping[int, Since | None],
) -> PlannedTime:  # fmt: skip
    since = sinces[known.revision] if known is not None else None
    if known is None or since is None:
        return PlannedTime(window, people, read_planned(connection, window, people), read_revision(connection))
    more = 0
    if since.before != since.now:
        wanted = set(people)
        more = sum(
            _minutes(since.now.get(each), window, wanted) - _minutes(since.before.get(each), window, wanted)
            for each in since.jobs
        )
    return PlannedTime(window, people, known.minutes + more, since.revision)


def _minutes(job: JobStand | None, window: Span, people: Collection[int]) -> int:
    """What a job has these people do inside the window."""
    if job is None or job.status == "declined":
        return 0
    inside = min(job.end, minute_of(window.ends_at)) - max(job.start, minute_of(window.starts_at))
    return max(0, inside) * len(job.crew.intersection(people))
