"""What a view over a period is drawn from: plain values, no event loop."""

import calendar
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from industrack_core.domain.board.alarms import Alarm, QuietKey, alarm_of, doubled
from industrack_core.domain.board.board import Block, DayStart, Row
from industrack_core.domain.board.day_sums import DaySum
from industrack_core.domain.board.working_hours import Load
from industrack_core.domain.records.office import Office
from industrack_core.domain.time.minute import minute_of
from industrack_core.domain.time.span import MONTH_NAMES, Span, day_span
from industrack_tui.widgets.period.day_outline import DayLine, DayOutline
from industrack_tui.widgets.period.kind import PeriodKind
from industrack_tui.widgets.period.person_week import PersonWeek, person_week

WEEK = 7
_MOST_READ = 1000
"""So many jobs of a day are kept, or a few more."""


@dataclass(eq=False)
class Scene:
    """What is shown, and where the cursor is. `minute` is in minutes since 1970 UTC.

    Of a day `starts` say when its jobs begin; `blocks` are all jobs of those who do one of the jobs that were `read`.
    """

    kind: PeriodKind
    office: Office
    roster: Sequence[int]
    day: date
    minute: int
    now: int
    row: int = 0
    pick: int = 0
    starts: Sequence[DayStart] = ()
    blocks: Sequence[Block] = ()
    read: frozenset[int] = frozenset()
    rows: Mapping[int, Row] = field(default_factory=dict)
    sums: Sequence[DaySum] = ()
    quiet: Collection[QuietKey] = ()
    is_calm: bool = False
    loaded_for: tuple[PeriodKind, date] | None = None
    _outline: tuple[object, DayOutline] | None = None
    _capacity: tuple[object, list[int]] | None = None
    _days: tuple[object, list[date]] | None = None
    _weeks: tuple[object, dict[int, tuple[Row | None, PersonWeek]]] | None = None
    _day_alarms: tuple[object, dict[int, Alarm]] | None = None
    _day_blocks: tuple[Sequence[Block], dict[int, Block]] | None = None

    @property
    def first_day(self) -> date:
        """The first day of the period that the cursor's day is in; a month begins with its first week."""
        if self.kind is PeriodKind.DAY:
            return self.day
        day = self.day if self.kind is PeriodKind.WEEK else self.day.replace(day=1)
        return day - timedelta(days=(day.weekday() - self.office.company.first_weekday) % WEEK)

    @property
    def days(self) -> list[date]:
        """All days shown."""
        first = self.first_day
        if self._days is None or self._days[0] != (first, self.kind):
            count = {PeriodKind.DAY: 1, PeriodKind.WEEK: WEEK, PeriodKind.MONTH: self._month_days()}[self.kind]
            self._days = ((first, self.kind), [first + timedelta(days=each) for each in range(count)])
        return self._days[1]

    def _month_days(self) -> int:
        """The days of the weeks that hold a day of the month."""
        first = self.day.replace(day=1)
        length = calendar.monthrange(first.year, first.month)[1]
        return -(-((first - self.first_day).days + length) // WEEK) * WEEK

    @property
    def window(self) -> Span:
        """The time shown."""
        return day_span(self.first_day, self.office.zone, len(self.days))

    def bounds(self, day: date) -> tuple[int, int]:
        """A company day in minutes."""
        return _bounds(day, self.office.zone)

    def title(self) -> str:
        """`Week of Mon 23 Nov 2026`, `November 2026`."""
        return _title(self.kind, self.day if self.kind is not PeriodKind.WEEK else self.first_day)

    def week(self, employee_id: int) -> PersonWeek:
        """A person's days of the week, worked out once for their row."""
        row, about = self.rows.get(employee_id), (self.first_day, self.office)
        if self._weeks is None or self._weeks[0] != about:
            self._weeks = (about, {})
        known = self._weeks[1].get(employee_id)
        if known is None or known[0] is not row:
            person, bounds = self.office.employee(employee_id), [self.bounds(day)[0] for day in self.days]
            bounds.append(self.bounds(self.days[-1])[1])
            known = (row, person_week(row, bounds, person is not None and bool(person.hours)))
            self._weeks[1][employee_id] = known
        return known[1]

    def cell(self, employee_id: int, day: date) -> list[Block]:
        """A person's jobs of a day of the week, also those that began before, by start."""
        return self.week(employee_id).cells[(day - self.first_day).days]

    def time_off(self, employee_id: int, day: date) -> str:
        """Why a person is off all day long, or as long as they would work; empty when they are not."""
        low, high = self.bounds(day)
        row = self.rows.get(employee_id)
        reasons = [each for each in (row.shades if row else ()) if each.reason and each.start < high and each.end > low]
        is_away = any(each.start <= low and each.end >= high for each in reasons)
        return reasons[0].reason if reasons and (is_away or self._is_off(employee_id, day)) else ""

    def _is_off(self, employee_id: int, day: date) -> bool:
        return self.week(employee_id).loads[(day - self.first_day).days].working == 0

    def day_load(self, day: date, planned: int) -> Load:
        """Planned minutes of a day against the hours of everybody shown; None of those where nobody has hours."""
        known = any(self.capacity(each) for each in self.days[:WEEK])
        return Load(planned, self.capacity(day) if known else None)

    def alarms(self, employee_id: int) -> dict[int, Alarm]:
        """What is wrong with a person's jobs of the week, by the job's id."""
        return dict(self._alarms(self.week(employee_id).blocks))

    def alarm(self, block: Block) -> Alarm | None:
        """What is wrong with a job of the day that was read."""
        key = (self.blocks, self.now, self.quiet, self.is_calm)
        if self._day_alarms is None or self._day_alarms[0] != key:
            by_employee: dict[int, list[Block]] = {}
            for each in self.blocks:
                by_employee.setdefault(each.employee_id, []).append(each)
            self._day_alarms = (key, dict(pair for row in by_employee.values() for pair in self._alarms(row)))
        return self._day_alarms[1].get(block.job_id)

    def _alarms(self, row: Sequence[Block]) -> Iterable[tuple[int, Alarm]]:
        twice = {job.job_id for job, _ in doubled(row, self.now)}
        for block in row:
            alarm = alarm_of(block, self.now, twice, self.quiet, calm=self.is_calm)
            if alarm is not None:
                yield block.job_id, alarm

    @property
    def outline(self) -> DayOutline:
        """The lines of the day."""
        key = (self.day, self.starts)
        if self._outline is None or self._outline[0] != key:
            self._outline = (key, DayOutline(self.starts, *self.bounds(self.day), self.office.zone))
        return self._outline[1]

    def know(self, read: Collection[int], blocks: Sequence[Block], *, replace: bool) -> None:
        """Jobs of the day that were `read`, in the blocks of those who do them; what was read before goes with
        `replace`, or when it is much."""
        forgets = replace or len(self.read) > _MOST_READ
        people = {block.employee_id for block in blocks}
        kept = () if forgets else (each for each in self.blocks if each.employee_id not in people)
        self.blocks = sorted((*kept, *blocks), key=lambda each: (each.start, each.job_id, each.employee_id))
        self.read = frozenset(read) if forgets else self.read.union(read)

    def job(self, line: DayLine) -> Block | None:
        """The job of a line of the day; None where there is none, or it is not read yet."""
        if self._day_blocks is None or self._day_blocks[0] is not self.blocks:
            found: dict[int, Block] = {}
            for block in self.blocks:
                found.setdefault(block.job_id, block)
            self._day_blocks = (self.blocks, found)
        return self._day_blocks[1].get(line.job_id or 0)

    def capacity(self, day: date) -> int:
        """Working minutes of everybody shown on a weekday, without time off; none on a day that is closed to all."""
        if any(each.closed and each.day == day for each in self.office.holidays):
            return 0
        key = (self.office, tuple(self.roster))
        if self._capacity is None or self._capacity[0] != key:
            weekdays = [0] * WEEK
            for person in map(self.office.employee, self.roster):
                for shift in person.hours if person is not None else ():
                    weekdays[shift.weekday] += shift.closes - shift.opens
            self._capacity = (key, weekdays)
        return self._capacity[1][day.weekday()]

    def month_later(self, by: int) -> date:
        """The same day of another month, or its last."""
        months = self.day.year * 12 + self.day.month - 1 + by
        year, month = divmod(months, 12)
        return date(year, month + 1, min(self.day.day, calendar.monthrange(year, month + 1)[1]))


@lru_cache(maxsize=16)
def _title(kind: PeriodKind, first: date) -> str:
    if kind is PeriodKind.DAY:
        return f"{first:%A} {first.day} {first:%B %Y}"
    if kind is PeriodKind.MONTH:
        return f"{first:%B %Y}"
    return f"Week of {first:%a} {first.day} {MONTH_NAMES[first.month - 1]} {first.year}"


@lru_cache(maxsize=128)
def _bounds(day: date, zone: ZoneInfo) -> tuple[int, int]:
    span = day_span(day, zone)
    return minute_of(span.starts_at), minute_of(span.ends_at)
