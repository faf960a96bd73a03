"""The list of what needs a dispatcher's eye now: every alarm of every job (see `alarms`), and off hours.

Pure: blocks, employees and time off in, exceptions out, the worst first.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from industrack_core.domain.board.alarms import (
    Alarm,
    DayAlarms,
    ExceptionKind,
    QuietKey,
    doubled,
    hurts_at,
    is_declined,
    own_kinds,
    worst_first,
)
from industrack_core.domain.board.board import Block
from industrack_core.domain.board.matters import NO_PHONES, Matter, PhonesNow, matters
from industrack_core.domain.board.telling import ToldRows, day_alarms
from industrack_core.domain.board.working_hours import working_minutes
from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.records.office import Employee, TimeOff
from industrack_core.domain.time.minute import instant_of, minute_of
from industrack_core.domain.time.span import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class SnoozedException:
    """An exception of a job, at its start, that keeps quiet until an instant (aware UTC), or for good (None)."""

    id: int = 0
    version: int = 0
    job_id: int
    kind: ExceptionKind
    starts_at: datetime
    until: datetime | None = None


_DAY: Final = 24 * 60
_FEW_HOURS: Final = 16
GOOD_FOR: Final = 60
"""For so many minutes alarms are made of what was read once."""


@dataclass(frozen=True, slots=True)
class LiveDay:
    """Blocks of which something may be wrong by the minute `good_until`, by employee, and what somebody wanted quiet:
    alarms are made of it each minute.

    Where days to come are among them, `today_ends` is the minute up to which it counts how much is late; `rest` are the
    other jobs that count. It is of a `window`, as the act `revision` left it, and of phones what was heard at a minute.
    """

    rows: Mapping[int, Sequence[Block]]
    quiet: tuple[SnoozedException, ...]
    phones: PhonesNow = NO_PHONES
    people: frozenset[int] = frozenset()
    rest: frozenset[int] = frozenset()
    today_ends: int | None = None
    good_until: int = 0
    window: Span | None = None
    revision: int = 0
    heard_at: int = 0

    def can_go_on(self, people: frozenset[int], window: Span, today_ends: int | None, now: int) -> bool:
        """Whether it is of these people and this time, and at `now` only what was changed meanwhile is others."""
        is_of = (self.window, self.today_ends) == (window, today_ends) and self.people == people
        return is_of and self.revision > 0 and self.good_until - GOOD_FOR <= now <= self.good_until

    def alarms(
        self, now: int, told: ToldRows[Block] | None = None
    ) -> tuple[DayAlarms, list[tuple[Alarm, Block | Matter]]]:
        """How many of each, and all of them, the worst first: what is no job stands behind what is red.

        `told` is what was told before of an earlier one: of rows that are the same it is told again.
        """
        day, jobs = day_alarms(self.rows, now, quiet_keys(self.quiet, now), self.today_ends, self.rest, told)
        beside = matters(self.phones, self.people, now)
        if not beside:
            return day, [*jobs]
        silent = sum(alarm.kind is ExceptionKind.SILENT for alarm, _ in beside)
        more = {ExceptionKind.FIELD: self.phones.waiting, ExceptionKind.SILENT: silent}
        counts = {**day.counts, **{kind: count for kind, count in more.items() if count}}
        red = sum(alarm.is_red for alarm, _ in jobs)
        return replace(day, counts=counts), [*jobs[:red], *beside, *jobs[red:]]


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
    """All exceptions of these blocks at `now` (minutes since 1970 UTC), the worst on top: red, amber, off hours."""
    silent = quiet_keys(quiet, now)
    rows: dict[int, list[Block]] = {}
    for block in blocks:
        rows.setdefault(block.employee_id, []).append(block)
    off, works = _times_off(time_off), _Works(zone)
    found: dict[tuple[int, ExceptionKind], BoardException] = {}
    for employee_id, row in rows.items():
        employee = people.get(employee_id)
        for exception in (
            *_of_jobs(row, employee, now),
            *_overlaps(row, now, people),
            *_off(row, employee, off, now, works),
        ):
            key = (exception.block.job_id, exception.kind)
            if key not in found and (*key, exception.block.start) not in silent:
                found[key] = exception
    return sorted(found.values(), key=lambda each: worst_first(each.kind, each.block))


def quiet_keys(quiet: Iterable[SnoozedException], now: int) -> frozenset[QuietKey]:
    """What keeps quiet at `now`."""
    return frozenset(
        (each.job_id, each.kind, minute_of(each.starts_at))
        for each in quiet
        if each.until is None or minute_of(each.until) > now
    )


_TOLD = {
    ExceptionKind.DECLINED: "declined: somebody else must go",
    ExceptionKind.LATE_START: "should have begun",
    ExceptionKind.OVERRUN: "should be done",
    ExceptionKind.NOT_DISPATCHED: "the crew does not know of it",
    ExceptionKind.NOT_RECEIVED: "no phone of the crew has it",
    ExceptionKind.CHANGED: "changed since it was sent",
}


def _told(kind: ExceptionKind, block: Block, employee: Employee | None) -> str:
    if kind is ExceptionKind.DECLINED and block.status != "declined":
        return f"{employee.short_name if employee else 'one of the crew'} declined: the others go alone"
    return _TOLD[kind]


def _of_jobs(row: Iterable[Block], employee: Employee | None, now: int) -> Iterable[BoardException]:
    for block in row:
        for kind in own_kinds(block, now):
            yield BoardException(kind, block, hurts_at(kind, block), _told(kind, block, employee))


def _overlaps(row: Sequence[Block], now: int, people: Mapping[int, Employee]) -> Iterable[BoardException]:
    for block, other in doubled(row, now):
        employee = people.get(block.employee_id)
        who = employee.short_name if employee else "Somebody"
        text = f"{who} has {other.number} at that time"
        yield BoardException(ExceptionKind.OVERLAP, block, block.start, text)


class _Works:
    """Whether somebody works at a time. People with the same hours are looked up once for the same days."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone
        self._found: dict[tuple[int, int, int], tuple[tuple[int, int], ...]] = {}

    def at(self, person: Employee, start: int, end: int) -> bool:
        """In minutes since 1970 UTC; also where no hours are known. The person is kept by who asks."""
        if not person.hours:
            return True
        first, last = start // _DAY, -(-end // _DAY)
        key = (id(person.hours), first, last)
        found = self._found.get(key)
        if found is None:
            days = Span(instant_of(first * _DAY), instant_of(last * _DAY))
            found = self._found[key] = working_minutes(person.hours, days, self._zone)
        return any(opens <= start and end <= closes for opens, closes in found)


def off_hours(
    times: Iterable[tuple[int, int, int, int]],
    people: Mapping[int, Employee],
    time_off: Iterable[TimeOff],
    zone: ZoneInfo,
) -> set[tuple[int, int]]:
    """Who (by id) has which job at times when they are off or do not work; `times` are employee, start, end and job."""
    off, works = _times_off(time_off), _Works(zone)
    whose = {employee_id: id(person.hours) for employee_id, person in people.items()}
    known: dict[tuple[int | None, int, int], bool] = {}
    found: set[tuple[int, int]] = set()
    for employee_id, start, end, job_id in times:
        key = (whose.get(employee_id), start, end)
        fits = known.get(key)
        if fits is None:
            fits = known[key] = employee_id not in people or works.at(people[employee_id], start, end)
        if not fits or (employee_id in off and any(begins < end and ends > start for begins, ends in off[employee_id])):
            found.add((employee_id, job_id))
    return found


def odd_times(
    times: Iterable[tuple[int, int]], people: Iterable[Employee], zone: ZoneInfo
) -> list[tuple[int, int]] | None:
    """Those of these times, from begin to end, at which one of these people does not work; None where so many of them
    have hours of their own that each person's jobs are better looked at."""
    works, hours = _Works(zone), {id(person.hours): person for person in people}.values()
    if len(hours) > _FEW_HOURS:
        return None
    return [(start, end) for start, end in times if not all(works.at(each, start, end) for each in hours)]


def _times_off(time_off: Iterable[TimeOff]) -> Mapping[int, Sequence[tuple[int, int]]]:
    off: dict[int, list[tuple[int, int]]] = {}
    for each in time_off:
        off.setdefault(each.employee_id, []).append((minute_of(each.starts_at), minute_of(each.ends_at)))
    return off


def _off(
    row: Iterable[Block], employee: Employee | None, off: Mapping[int, Sequence[tuple[int, int]]], now: int,
    works: _Works,
) -> Iterable[BoardException]:  # fmt: skip
    if employee is None:
        return
    for block in row:
        if block.status == "completed" or is_declined(block) or block.end <= now:
            continue
        away = any(start < block.end and end > block.start for start, end in off.get(employee.id, ()))
        working = works.at(employee, block.start, block.end)
        if away or not working:
            why = "is off then" if away else "does not work then"
            yield BoardException(ExceptionKind.OFF_HOURS, block, block.start, f"{employee.short_name} {why}")
