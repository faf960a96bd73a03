"""Which hours of the days a board shows: the open ones, those of jobs at night, everything else is folded.

Pure. Times are whole minutes since 1970 UTC; hours are the wall clock's, so that a day with a clock change keeps them.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from functools import lru_cache

from industrack_core.domain.board.board import JobHours
from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.domain.records.office import Calendar, Shift
from industrack_core.domain.time.minute import instant_of, minute_of
from industrack_core.domain.time.span import Span, to_utc_lenient

NIGHT = 3
"""Hours outside the open ones are so many times narrower."""
_HOUR, _DAY = 60, 24 * 60
_USUAL = (8 * 60, 17 * 60)
_LEAST_OPEN = 8 * _HOUR
_NEAR = 90
_LONG = 12 * _HOUR
"""A job that takes longer than this is seen in the open hours: it does not unfold whole nights."""


class Stretch(NamedTuple):
    """Hours that are shown, [first, last), `divisor` times narrower than the open ones."""

    first: int
    last: int
    divisor: int


class WeekHours(NamedTuple):
    """Working hours of some people, by weekday: the earliest begin and latest end in minutes after midnight, of those
    that end on their day and of those that go on past midnight; None where nobody has any."""

    by_day: tuple[tuple[int, int] | None, ...] = (None,) * 7
    by_night: tuple[tuple[int, int] | None, ...] = (None,) * 7

    @property
    def begins(self) -> int:
        """Minutes after midnight at which a day of the board begins: with the shift where all work past midnight."""
        nights = [each[0] for each in self.by_night if each is not None]
        return min(nights) // _HOUR * _HOUR if nights and not any(self.by_day) else 0


def week_hours(worked: Iterable[tuple[Shift, ...]], calendar: Calendar) -> WeekHours:
    """The hours by which the days of a board are laid out: a custom calendar's own, else those `worked` by the people
    shown, each once."""
    if not calendar.is_default:
        return WeekHours(((calendar.opens, calendar.closes),) * 7)
    days: list[tuple[int, int] | None] = [None] * 7
    nights: list[tuple[int, int] | None] = [None] * 7
    for hours in worked:
        for shift in hours:
            kind = nights if shift.closes > _DAY else days
            known = kind[shift.weekday]
            low, high = known or (shift.opens, shift.closes)
            kind[shift.weekday] = (min(low, shift.opens), max(high, shift.closes))
    return WeekHours(tuple(days), tuple(nights))


@lru_cache(maxsize=64)
def shown_hours(
    first: date, days: int, week: WeekHours, jobs: tuple[JobHours, ...], asked: frozenset[int], zone: tzinfo
) -> tuple[Stretch, ...]:
    """The hours to show of `days` days from `first` on, in order; what lies between them is folded.

    `jobs` are those that begin in these days, `asked` minutes that somebody wants to see whatever they are.
    """
    bounds = [_at(first + timedelta(days=each), week.begins, zone) for each in range(days + 1)]
    opened: list[tuple[int, int]] = []
    nights: list[tuple[int, int]] = [(_whole(each, zone), _whole(each, zone) + _HOUR) for each in asked]
    for each in range(days):
        day, low, high = first + timedelta(days=each), bounds[each], bounds[each + 1]
        if low == high:
            continue  # a day that the zone left out
        theirs = [job for job in jobs if low <= job.start < high]
        opens, closes = _open(day, week, theirs, low, high, zone)
        opened.append((opens, closes))
        nights += [*_shifts_at_night(day, week, zone), *_jobs_at_night(theirs, opens, closes, zone)]
    return _laid_out(opened, _joined(nights), bounds[0], bounds[-1])


def window(first: date, days: int, week: WeekHours, zone: tzinfo) -> Span:
    """The days as one span; a day that the zone left out is passed over."""
    low, high = _at(first, week.begins, zone), _at(first + timedelta(days=days), week.begins, zone)
    if high <= low:
        return window(first, days + 1, week, zone)
    return Span(instant_of(low), instant_of(high))


def board_day(minute: int, week: WeekHours, zone: tzinfo) -> date:
    """The board's day that holds a minute: with a night shift, the hours after midnight are the day's before."""
    return (instant_of(minute).astimezone(zone).replace(tzinfo=None) - timedelta(minutes=week.begins)).date()


def _open(day: date, week: WeekHours, jobs: Sequence[JobHours], low: int, high: int, zone: tzinfo) -> tuple[int, int]:
    """Open hours of a day, from a whole one to a half one, widened by jobs that begin just before or end just after
    them; eight at least."""
    usual = week.by_night[day.weekday()] if week.begins else week.by_day[day.weekday()]
    if usual is not None:
        opens, closes = _at(day, usual[0], zone), _at(day, usual[1], zone)
        before = [job.start for job in jobs if opens - _NEAR <= job.start < opens]
        after = [job.end for job in jobs if closes < job.end <= closes + _NEAR]
        opens, closes = min([opens, *before]), max([closes, *after])
    elif jobs and not any(week.by_day) and not any(week.by_night):
        opens, closes = jobs[0].start, min(max(job.end for job in jobs), high)
    else:
        opens, closes = _at(day, week.begins + _USUAL[0], zone), _at(day, week.begins + _USUAL[1], zone)
    opens, closes = max(low, _whole(opens, zone)), min(high, _half_up(closes, zone))
    closes = min(high, max(closes, opens + _LEAST_OPEN))
    return max(low, min(opens, closes - _LEAST_OPEN)), closes


def _shifts_at_night(day: date, week: WeekHours, zone: tzinfo) -> list[tuple[int, int]]:
    """Working hours past midnight, where others work by day."""
    shift = week.by_night[day.weekday()]
    if shift is None or week.begins:
        return []
    return [(_whole(_at(day, shift[0], zone), zone), _whole(_at(day, shift[1], zone) + _HOUR - 1, zone))]


def _jobs_at_night(jobs: Iterable[JobHours], opens: int, closes: int, zone: tzinfo) -> list[tuple[int, int]]:
    """Whole hours of jobs that begin or end outside the open hours."""
    found = []
    for start, end in jobs:
        if opens <= start < closes and (end <= closes or end - start > _LONG):
            continue
        found.append((_whole(start, zone), _whole(min(end, start + _LONG) + _HOUR - 1, zone)))
    return found


def _laid_out(
    opened: Sequence[tuple[int, int]], nights: Iterable[tuple[int, int]], low: int, high: int
) -> tuple[Stretch, ...]:
    """Open hours and, where they are not open, nights, all inside the window; touching ones of a kind are one."""
    found = [Stretch(start, end, 1) for start, end in _joined(opened)]
    for start, end in nights:
        position = max(start, low)
        for opens, closes in _joined(opened):
            if closes <= position:
                continue
            if opens >= end:
                break
            if position < opens:
                found.append(Stretch(position, opens, NIGHT))
            position = closes
        if position < min(end, high):
            found.append(Stretch(position, min(end, high), NIGHT))
    return tuple(sorted(found))


def _joined(stretches: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def _at(day: date, minutes: int, zone: tzinfo) -> int:
    """The minute at which the wall clock of a day shows so many minutes after midnight."""
    return minute_of(to_utc_lenient(datetime.combine(day, time()) + timedelta(minutes=minutes), zone))


def _half_up(minute: int, zone: tzinfo) -> int:
    """The wall clock's next half hour, if this is none."""
    return minute + -instant_of(minute).astimezone(zone).minute % 30


def _whole(minute: int, zone: tzinfo) -> int:
    """The wall clock's whole hour that holds a minute."""
    return minute - instant_of(minute).astimezone(zone).minute
