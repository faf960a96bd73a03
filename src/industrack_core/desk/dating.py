"""What time an act bears."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from industrack_core.domain.time.told_clock import InventedClock
from industrack_core.store.reads.reads import read_is_invented

if TYPE_CHECKING:
    from industrack_core.store.store import Store

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The time of this moment, aware UTC."""
    return datetime.now(UTC)


def dates_of(store: "Store") -> Callable[[Clock], datetime]:
    """What dates acts, by a desk's clock: not by a told one where the company is not invented.

    The journal of a real office says when things were done, whatever a variable left over from a demo says.
    """
    invented = False

    def dated(clock: Clock) -> datetime:
        nonlocal invented
        if isinstance(clock, InventedClock) and not invented:  # asked again: a company may be founded meanwhile
            with store.reading() as connection:
                invented = read_is_invented(connection)
        return clock() if invented or not isinstance(clock, InventedClock) else utc_now()

    return dated
