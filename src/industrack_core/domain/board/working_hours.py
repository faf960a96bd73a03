"""What of an employee's row is worked: hours as minutes, what is shaded, and how full a stretch of it is."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, tzinfo
from functools import lru_cache

from industrack_core.domain.board.board import Row, Shade
from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.domain.records.office import Employee, Shift, TimeOff
from industrack_core.domain.time.minute import minute_of
from industrack_core.domain.time.span import Span, local_day


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
    shaded = without_overlap([(max(low, each.start), min(high, each.end)) for each in row.shades if each.end > low])
    return Load(planned, high - low - sum(max(0, end - start) for start, end in shaded))


@lru_cache(maxsize=1024)
def working_minutes(hours: tuple[Shift, ...], window: Span, zone: tzinfo) -> tuple[tuple[int, int], ...]:
    """Stretches of the window inside these weekly hours, without_overlap and sorted, as minutes.

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
    return tuple(without_overlap(stretches))


def hours_of(people: Sequence[Employee]) -> Mapping[tuple[Shift, ...], int]:
    """The weekly hours of these people, each with how many have the same; without those of whom none are known."""
    # most share one value: comparing values of all of them takes ten times as long
    values = {id(person.hours): person.hours for person in people}
    found: Counter[tuple[Shift, ...]] = Counter()
    for each, count in Counter(id(person.hours) for person in people).items():
        found[values[each]] += count
    del found[()]
    return found


def minutes_worked(hours: Mapping[tuple[Shift, ...], int], window: Span, zone: tzinfo) -> int:
    """Working minutes of the window, of so many people with these weekly hours."""
    return sum(
        count * sum(closes - opens for opens, closes in working_minutes(shifts, window, zone))
        for shifts, count in hours.items()
    )


def without_overlap(stretches: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same time in order, without stretches that touch or overlap."""
    found: list[tuple[int, int]] = []
    for opens, closes in sorted(stretches):
        if found and opens <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], closes))
        else:
            found.append((opens, closes))
    return found


def shades(
    employee: Employee, window: Span, time_off: Sequence[TimeOff], zone: tzinfo, closed: Sequence[Shade] = ()
) -> tuple[Shade, ...]:
    """What to shade in an employee's row: hours off, over them what is `closed` to all, time off with its reason."""
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
    found += closed
    for off in time_off:
        start, end = max(low, minute_of(off.starts_at)), min(high, minute_of(off.ends_at))
        if start < end:
            found.append(Shade(start, end, off.reason or "time off"))
    return tuple(found)
