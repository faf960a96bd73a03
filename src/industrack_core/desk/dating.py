"""What time an act bears."""

from collections.abc import Callable
from datetime import UTC, datetime

from industrack_core.domain.told_clock import ToldClock
from industrack_core.store.reads import read_is_invented
from industrack_core.store.store import Store

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The time of this moment, aware UTC."""
    return datetime.now(UTC)


def act_clock(store: Store, clock: Clock) -> Clock:
    """The clock by which acts are dated: the desk's own, but never a told one where the company is not invented.

    The journal of a real office says when things were done, whatever a variable left over from a demo says.
    """
    if not isinstance(clock, ToldClock):
        return clock

    invented = False

    def dated() -> datetime:
        nonlocal invented
        if not invented:  # asked again: a company may be founded meanwhile
            with store.reading() as connection:
                invented = read_is_invented(connection)
        return clock() if invented else utc_now()

    return dated
