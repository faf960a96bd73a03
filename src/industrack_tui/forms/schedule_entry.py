"""Start, end and duration as one thing: each fills the other, whatever is typed, and wrong entry says why."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.records.job import MAX_JOB_MINUTES
from industrack_core.domain.time.entry import EntryError, format_duration, format_when, parse_duration, parse_when
from industrack_core.domain.time.entry_tokens import tokens
from industrack_core.domain.time.entry_typed import plain_typed
from industrack_core.domain.time.entry_words import RangeMark
from industrack_core.domain.time.span import Span, format_clock, format_span, local_day


@dataclass(frozen=True, slots=True)
class Planned:
    """What the three fields mean together; `problems` by field name, in sentences. Instants are aware UTC."""

    starts_at: datetime | None
    minutes: int
    problems: tuple[tuple[str, str], ...] = ()

    def problem(self, name: str) -> str:
        """What is wrong with a field, empty when nothing."""
        return dict(self.problems).get(name, "")


@dataclass(frozen=True, slots=True)
class Clockwork:
    """What entry is read against: this moment, the zone, the day that bare times are on."""

    now: datetime
    zone: ZoneInfo
    day: date
    day_first: bool

    def start_typed(self, planned: Planned, text: str) -> Planned:
        """A new start; the duration stays, unless a range such as `9-11` gives the end too."""
        if not text.strip():
            return _without(replace(planned, starts_at=None), "start", "end")
        base = local_day(planned.starts_at, self.zone) if planned.starts_at else self.day
        try:
            when = parse_when(text, now=self.now, zone=self.zone, base=base, day_first=self.day_first)
        except EntryError as error:
            return _with(planned, "start", str(error))
        starts_at = when.starts_at
        if not when.has_time:
            if planned.starts_at is None:
                return _with(planned, "start", f"At what time? Type for example: {text.strip()} 9:00")
            starts_at = self._same_clock(planned.starts_at, when.starts_at)
        minutes = int((when.ends_at - starts_at).total_seconds()) // 60 if when.ends_at else planned.minutes
        return _without(Planned(starts_at, minutes, planned.problems), "start", "end", "duration")

    def _same_clock(self, before: datetime, day: datetime) -> datetime:
        """The time of day of `before` on the day that begins at `day`."""
        clock = before.astimezone(self.zone)
        text = f"{clock:%H:%M}"
        on = local_day(day, self.zone)
        return parse_when(text, now=self.now, zone=self.zone, base=on, day_first=self.day_first).starts_at

    def end_typed(self, planned: Planned, text: str) -> Planned:
        """A new end, or `+2h` from the start; the duration follows."""
        if not text.strip():
            return _without(planned, "end")
        if planned.starts_at is None:
            return _with(planned, "end", "An end needs a start; without one, type a duration.")
        try:
            minutes = _counted(text) or self._minutes_until(planned.starts_at, text)
        except EntryError as error:
            return _with(planned, "end", str(error).replace("hours from now", "hours from the start"))
        if minutes <= 0:
            return _with(planned, "end", "The end must be after the start.")
        if minutes > MAX_JOB_MINUTES:
            return _with(planned, "end", "A job lasts 31 days at most.")
        return _without(replace(planned, minutes=minutes), "end", "duration")

    def _minutes_until(self, starts_at: datetime, text: str) -> int:
        """Minutes from the start to the one time typed, 0 or less before it. Raises EntryError."""
        if any(isinstance(token, RangeMark) for token in tokens(plain_typed(text, "10:30"))):
            raise EntryError("Type one time here; a range goes into Start.")
        base = local_day(starts_at, self.zone)
        when = parse_when(text, now=self.now, zone=self.zone, base=base, day_first=self.day_first)
        if not when.has_time:
            raise EntryError(f"At what time? Type for example: {text.strip()} 10:00")
        return int((when.starts_at - starts_at).total_seconds()) // 60

    def duration_typed(self, planned: Planned, text: str) -> Planned:
        """A new duration; the end follows."""
        if not text.strip():
            return _with(planned, "duration", "How long? Type for example: 1h30")
        try:
            minutes = parse_duration(text)
        except EntryError as error:
            return _with(planned, "duration", str(error))
        return _without(replace(planned, minutes=minutes), "duration", "end")

    def start_text(self, planned: Planned) -> str:
        """The start as it can be typed."""
        if planned.starts_at is None:
            return ""
        return format_when(planned.starts_at, self.zone, today=local_day(self.now, self.zone))

    def end_text(self, planned: Planned) -> str:
        """The end as it can be typed: the time alone on the start's day."""
        if planned.starts_at is None:
            return ""
        ends_at = planned.starts_at + timedelta(minutes=planned.minutes)
        if local_day(ends_at, self.zone) == local_day(planned.starts_at, self.zone):
            return format_clock(ends_at, self.zone)
        return format_when(ends_at, self.zone, today=local_day(self.now, self.zone))

    def duration_text(self, planned: Planned) -> str:
        """The duration as it can be typed."""
        return format_duration(planned.minutes)

    def meaning(self, planned: Planned) -> str:
        """One line that says what the fields mean."""
        if planned.starts_at is None:
            return f"No time yet: the job waits in the queue ({format_duration(planned.minutes)})."
        span = Span(planned.starts_at, planned.starts_at + timedelta(minutes=planned.minutes))
        day = local_day(planned.starts_at, self.zone)
        when = format_span(span, self.zone)
        return f"{day:%A} {day.day} {day:%B %Y}, {when}, {format_duration(planned.minutes)}"


def _counted(text: str) -> int:
    """The minutes of `+2h`, 0 for what is no such thing."""
    plus, _, length = text.strip().partition("+")
    if plus or not length:
        return 0
    try:
        return parse_duration(length)
    except EntryError:
        return 0  # `+1d 10:00` is a day and a time


def _with(planned: Planned, name: str, sentence: str) -> Planned:
    kept = [(each, text) for each, text in planned.problems if each != name]
    return replace(planned, problems=(*kept, (name, sentence)))


def _without(planned: Planned, *names: str) -> Planned:
    return replace(planned, problems=tuple(each for each in planned.problems if each[0] not in names))
