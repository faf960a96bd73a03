"""The lines of a day: its hours, and at each the jobs that begin there. Pure; a line is made when it is asked for."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from industrack_core.domain.board.board import DayStart
from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.domain.time.minute import instant_of
from industrack_core.domain.time.span import format_clock


class DayLine(NamedTuple):
    """A line of the day: its hour where one begins, and the job on it, None where an hour has none."""

    minute: int
    label: str
    job_id: int | None


class DayOutline:
    """Hours down; each job once, at the hour in which it begins, or the first when it began before.

    `starts` are in order, none before `low`; minutes are those since 1970 UTC.
    """

    def __init__(self, starts: Sequence[DayStart], low: int, high: int, zone: ZoneInfo) -> None:
        self._starts, self._zone = starts, zone
        self._minutes = [start.minute for start in starts]
        self._hours = _hours(low, high, zone)
        self._jobs = [bisect_left(self._minutes, hour) for hour in self._hours]
        """How many jobs begin before each hour; how many lines stand above it."""
        self._lines = []
        self._made: dict[int, DayLine] = {}
        self.count = 0
        for jobs in self._in_hours():
            self._lines.append(self.count)
            self.count += max(1, jobs)

    def _in_hours(self) -> list[int]:
        ends = [*self._jobs[1:], len(self._starts)]
        return [end - begin for begin, end in zip(self._jobs, ends, strict=True)]

    def line(self, at: int) -> DayLine:
        """The line at an index below `count`."""
        made = self._made.get(at)
        if made is None:
            made = self._made[at] = self._line(at)
        return made

    def _line(self, at: int) -> DayLine:
        hour = bisect_right(self._lines, at) - 1
        within = at - self._lines[hour]
        label = format_clock(instant_of(self._hours[hour]), self._zone) if within == 0 else ""
        place = self._jobs[hour] + within
        if place < len(self._starts) and self._is_in(place, hour):
            return DayLine(self._starts[place].minute, label, self._starts[place].job_id)
        return DayLine(self._hours[hour], label, None)

    def _is_in(self, place: int, hour: int) -> bool:
        return hour + 1 == len(self._jobs) or place < self._jobs[hour + 1]

    def lines(self, first: int, last: int) -> list[DayLine]:
        """The lines from `first` to before `last`, as far as there are any."""
        return [self.line(at) for at in range(max(0, first), min(last, self.count))]

    def line_of(self, job_id: int) -> int | None:
        """Where a job stands; None where it does not."""
        place = next((at for at, start in enumerate(self._starts) if start.job_id == job_id), None)
        if place is None:
            return None
        hour = bisect_right(self._jobs, place) - 1
        return self._lines[hour] + place - self._jobs[hour]

    def line_by(self, minute: int) -> int:
        """The last line that begins by then, else the first."""
        hour = bisect_right(self._hours, minute) - 1
        if hour < 0:
            return 0
        begun = bisect_right(self._minutes, minute) - self._jobs[hour]
        if begun <= 0 and self._in_hours()[hour]:
            return max(0, self._lines[hour] - 1)
        return self._lines[hour] + max(0, begun - 1)


def _hours(low: int, high: int, zone: ZoneInfo) -> list[int]:
    """Where the hours of a day begin on the wall clock, also where a change of the clock begins one."""
    found: list[int] = []
    hour = -1
    for minute in range(low, high, 15):
        local = instant_of(minute).astimezone(zone)
        if local.hour != hour or minute - found[-1] >= 60:
            found.append(minute)
            hour = local.hour
    return found
