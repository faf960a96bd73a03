"""What the header says of the time that is shown: how much is planned, and what needs an eye."""

from collections.abc import Sequence

from industrack_core.domain.board.exceptions import LiveDay
from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.domain.time.span import Span


class PlannedTime(NamedTuple):
    """The planned `minutes` of some people in a window, as the act `revision` left them; 0 where that is not known."""

    window: Span
    people: Sequence[int]
    minutes: int
    revision: int

    def is_of(self, window: Span, people: Sequence[int]) -> bool:
        """Whether they are of this time and of these people."""
        return self.revision > 0 and self.window == window and (self.people is people or self.people == people)


class LiveAsked(NamedTuple):
    """Whose alarms are asked for, of which time; `today_ends` as `LiveDay` has it, None for no end."""

    people: Sequence[int]
    window: Span
    today_ends: int | None = None


class DayNow(NamedTuple):
    """What is planned, and what may need an eye, where that was asked for."""

    planned: PlannedTime
    live: LiveDay | None


class DayKnown(NamedTuple):
    """What was read before, of whatever time and people."""

    planned: PlannedTime | None
    live: LiveDay | None
