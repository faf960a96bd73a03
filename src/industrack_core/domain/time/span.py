"""Spans of time, company days and wall-clock times.

Every instant is an aware UTC datetime; wall-clock times are naive and mean the company's zone. Durations are elapsed
time, so a day with a clock change has 23 or 25 hours. What is not there, or twice, is said, never moved silently.
"""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache

from industrack_core.domain.dataclass import dataclass

FIRST_YEAR, LAST_YEAR = 2000, 2100
WEEKDAY_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTH_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MINUTE, _QUARTER = timedelta(minutes=1), timedelta(minutes=15)


class YearOutOfRange(ValueError):
    """A year outside 2000 to 2100; `year` is the offending one."""

    def __init__(self, year: int) -> None:
        super().__init__(f"The year {year} is outside {FIRST_YEAR} to {LAST_YEAR}.")
        self.year = year


class TimeDoesNotExist(ValueError):
    """A wall-clock time skipped when the clocks go forward.

    `before` and `after` are the nearest valid readings (naive local, shifted by the size of the gap);
    `gap_starts` and `gap_ends` are the wall clock at the change: it goes from the one to the other.
    """

    def __init__(
        self, local: datetime, before: datetime, after: datetime, gap_starts: datetime, gap_ends: datetime
    ) -> None:
        super().__init__(f"{local:%Y-%m-%d %H:%M} does not exist here: clocks skip to {gap_ends:%H:%M}.")
        self.local = local
        self.before = before
        self.after = after
        self.gap_starts = gap_starts
        self.gap_ends = gap_ends


class TimeIsAmbiguous(ValueError):
    """A wall-clock time that happens twice when the clocks go back; `first` and `second` are both UTC
    instants.
    """

    def __init__(self, local: datetime, first: datetime, second: datetime) -> None:
        super().__init__(f"{local:%Y-%m-%d %H:%M} happens twice here.")
        self.local = local
        self.first = first
        self.second = second


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open stretch of time: `starts_at` belongs to it, `ends_at` does not. Both are aware UTC.

    Raises ValueError when an end is naive or not UTC, or when `ends_at` is not after `starts_at`.
    """

    starts_at: datetime
    ends_at: datetime

    def __post_init__(self) -> None:
        _require_utc(self.starts_at)
        _require_utc(self.ends_at)
        if self.ends_at <= self.starts_at:
            raise ValueError(f"A span must end after it starts, not {self.starts_at} to {self.ends_at}.")

    @property
    def minutes(self) -> int:
        """Elapsed whole minutes."""
        return (self.ends_at - self.starts_at) // _MINUTE

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share any time; spans that only touch do not."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at

    def contains(self, instant: datetime) -> bool:
        """Whether the aware `instant` lies in the span."""
        return self.starts_at <= instant < self.ends_at


@lru_cache(maxsize=256)
def day_span(day: date, zone: tzinfo, days: int = 1) -> Span:
    """The `days` company days from `day` on, local midnight to local midnight, as one UTC span.

    Where midnight is skipped (America/Sao_Paulo until 2018, Asia/Beirut), the day starts at its first
    instant. Neighbouring days touch without gap or overlap. Raises YearOutOfRange, TimeDoesNotExist for a
    whole day the zone left out (Pacific/Apia, 30 Dec 2011), ValueError for `days` < 1.
    """
    if days < 1:
        raise ValueError("A span of days needs at least one day.")
    _require_year(day.year)
    _require_year((day + timedelta(days=days - 1)).year)
    starts_at = _first_instant(day, zone)
    ends_at = _first_instant(day + timedelta(days=days), zone)
    if ends_at <= starts_at:
        raise _gap_at(datetime.combine(day, time()), zone)
    return Span(starts_at, ends_at)


def local_day(instant: datetime, zone: tzinfo) -> date:
    """The company day on which the aware `instant` falls. Raises YearOutOfRange far outside 2000 to 2100.

    One year of margin is allowed, for what starts on the last day and ends after it.
    """
    if not FIRST_YEAR - 1 <= instant.year <= LAST_YEAR + 1:
        raise YearOutOfRange(instant.year)
    return instant.astimezone(zone).date()


def to_utc(local: datetime, zone: tzinfo, fold: int | None = None) -> datetime:
    """The UTC instant of the naive wall-clock time `local` in `zone`.

    `fold` 0 or 1 picks the first or second pass of a time that happens twice, and is ignored for any other
    time. Raises TimeDoesNotExist, TimeIsAmbiguous (only without `fold`), YearOutOfRange, ValueError if
    `local` is aware.
    """
    if local.tzinfo is not None:
        raise ValueError("A wall-clock time carries no zone of its own.")
    _require_year(local.year)
    first = _reading(local, zone, 0)
    second = _reading(local, zone, 1)
    if first == second:
        return first
    if first > second:
        raise _gap_at(local, zone)
    if fold is None:
        raise TimeIsAmbiguous(local, first, second)
    return second if fold else first


def to_utc_lenient(wall: datetime, zone: tzinfo) -> datetime:
    """The instant of a wall-clock time, never refused: one that does not exist is moved on by as much as the clock
    was put forward, of one that exists twice it is the first."""
    aware = wall.replace(tzinfo=zone)
    instant = aware.astimezone(UTC)
    if instant.astimezone(zone).replace(tzinfo=None) == wall:
        return instant
    return (wall - (aware.utcoffset() or timedelta())).replace(tzinfo=UTC)


def hour_marks(span: Span, zone: tzinfo) -> list[tuple[datetime, int]]:
    """Each instant in `span` at which the wall clock shows a whole hour, with that hour (0 to 23), in order.

    On a day with a clock change an hour is missing or comes twice. Offsets are multiples of a quarter of an hour in
    every zone since 1972, so looking at each quarter finds every mark, also beside changes of half an hour.
    """
    marks: list[tuple[datetime, int]] = []
    since_quarter = timedelta(
        minutes=span.starts_at.minute % 15,
        seconds=span.starts_at.second,
        microseconds=span.starts_at.microsecond,
    )
    instant = span.starts_at + (_QUARTER - since_quarter if since_quarter else timedelta())
    while instant < span.ends_at:
        local = instant.astimezone(zone)
        if local.minute == 0:
            marks.append((instant, local.hour))
        instant += _QUARTER
    return marks


def has_twelve_hours(zone: tzinfo | None) -> bool:
    """Whether a zone's company reads its clock in twice twelve hours: the zone itself says so (`zones.py`)."""
    return getattr(zone, "has_twelve_hours", False) is True


def clock_text(local: datetime, *, seconds: bool = False) -> str:
    """A time of day as its zone's company reads it: `14:30`, or `2:30pm`; `14:30:07` with `seconds`."""
    minute = f"{local:%M:%S}" if seconds else f"{local:%M}"
    if has_twelve_hours(local.tzinfo):
        return f"{local.hour % 12 or 12}:{minute}{'pm' if local.hour >= 12 else 'am'}"
    return f"{local:%H}:{minute}"


def format_clock(instant: datetime, zone: tzinfo) -> str:
    """The wall-clock time of the aware `instant`, `14:00`; `01:30 first` or `01:30 second` if that comes twice."""
    local = instant.astimezone(zone)
    wall = local.replace(tzinfo=None, fold=0, second=0, microsecond=0)
    if _reading(wall, zone, 0) == _reading(wall, zone, 1):
        return clock_text(local)
    return f"{clock_text(local)} {'second' if local.fold else 'first'}"


def format_span(span: Span, zone: tzinfo) -> str:
    """`08:30-10:00` within a day, `Tue 22:00 - Wed 02:00` over midnight, with dates from a week on."""
    first, last = span.starts_at.astimezone(zone), span.ends_at.astimezone(zone)
    starts, ends = format_clock(span.starts_at, zone), format_clock(span.ends_at, zone)
    if first.date() == last.date():
        return f"{starts}-{ends}"
    dated = (last.date() - first.date()).days >= 7
    return f"{_day_name(first, dated)} {starts} - {_day_name(last, dated)} {ends}"


def _day_name(local: datetime, dated: bool) -> str:
    name = WEEKDAY_NAMES[local.weekday()]
    return f"{name} {local.day} {MONTH_NAMES[local.month - 1]}" if dated else name


def _require_utc(instant: datetime) -> None:
    if instant.utcoffset() != timedelta():
        raise ValueError(f"An instant must be in UTC, not {instant!r}.")


def _require_year(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise YearOutOfRange(year)


def _reading(local: datetime, zone: tzinfo, fold: int) -> datetime:
    return local.replace(tzinfo=zone, fold=fold).astimezone(UTC)


def _change_instant(local: datetime, zone: tzinfo) -> datetime:
    """The instant of the clock change that skips `local`: halved down between its two readings."""
    earlier, later = _reading(local, zone, 1), _reading(local, zone, 0)
    after_change = later.astimezone(zone).utcoffset()
    while later - earlier > _MINUTE:
        middle = earlier + (later - earlier) // _MINUTE // 2 * _MINUTE
        if middle.astimezone(zone).utcoffset() == after_change:
            later = middle
        else:
            earlier = middle
    return later


def _gap_at(local: datetime, zone: tzinfo) -> TimeDoesNotExist:
    change = _change_instant(local, zone)
    return TimeDoesNotExist(
        local,
        before=_reading(local, zone, 1).astimezone(zone).replace(tzinfo=None, fold=0),
        after=_reading(local, zone, 0).astimezone(zone).replace(tzinfo=None, fold=0),
        gap_starts=(change - _MINUTE).astimezone(zone).replace(tzinfo=None, fold=0) + _MINUTE,
        gap_ends=change.astimezone(zone).replace(tzinfo=None, fold=0),
    )


def _first_instant(day: date, zone: tzinfo) -> datetime:
    midnight = datetime.combine(day, time())
    first, second = _reading(midnight, zone, 0), _reading(midnight, zone, 1)
    return first if first <= second else _change_instant(midnight, zone)
