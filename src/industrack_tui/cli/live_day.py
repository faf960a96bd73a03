"""`industrack demo --live`: the demo's day goes by itself, played in a thread of its own beside the console."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, time
from threading import Event, Thread
from zoneinfo import ZoneInfo

from industrack_core.desk.desk import Desk, open_desk
from industrack_core.domain.errors import DatabaseError, UsageError
from industrack_core.domain.rights import Via
from industrack_core.domain.time.told_clock import RunningClock
from industrack_core.exchange.demo.demo_day import DemoDay
from industrack_core.exchange.demo.demo_people import COMPANY_ZONE
from industrack_tui.log import note
from industrack_tui.start import Start

_FIRST, _LAST, _MORNING = time(7), time(16), time(8)
_LOOKS = 0.2
"""Seconds between two looks at the clock."""
_AGAIN = 2.0
"""Seconds until a database that did not answer is asked again."""


def live_clock(now: datetime, speed: int) -> RunningClock:
    """The clock of a live demo: from `now` on (aware), or from this morning at 8 when hardly anybody works at this
    hour. Raises UsageError for a speed that there is not."""
    if not 1 <= speed <= 60:
        raise UsageError("--speed takes 1 to 60.")
    here = now.astimezone(ZoneInfo(COMPANY_ZONE))
    begins = here if _FIRST <= here.time() < _LAST else datetime.combine(here.date(), _MORNING, here.tzinfo)
    return RunningClock(begins.astimezone(now.tzinfo), speed)


@contextmanager
def going_by_itself(start: Start, seed: int) -> Iterator[None]:
    """While this holds, the others of the company do what they do. In: a start on the founded demo, by a running
    clock."""
    ended = Event()
    player = Thread(target=_play, args=(start, seed, ended), name="demo day", daemon=True)
    player.start()
    try:
        yield
    finally:
        ended.set()
        player.join(5)


def _play(start: Start, seed: int, ended: Event) -> None:
    def opened(clock: Callable[[], datetime]) -> Desk:
        return open_desk(start.url, clock=clock, via=Via.CONSOLE)

    day = DemoDay(opened, start.clock(), seed)
    try:
        while not ended.wait(_LOOKS):
            try:
                for line in day.play_up_to(start.clock()):
                    note(start.log, f"the day: {line}")
            except DatabaseError as error:
                note(start.log, f"the day stands still: {error}")
                ended.wait(_AGAIN)
    finally:
        day.close()
