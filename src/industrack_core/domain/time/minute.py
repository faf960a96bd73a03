"""Instants as whole minutes since 1970-01-01 00:00 UTC: how the store keeps them and the board draws them."""

from datetime import UTC, datetime, timedelta
from typing import Final

DAY_MINUTES: Final = 24 * 60
QUARTER: Final = 15
"""Minutes: the clocks of all zones differ by whole ones of these."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTE = timedelta(minutes=1)


def minute_of(instant: datetime) -> int:
    """The minute that holds `instant` (aware, any zone). Raises ValueError for a naive time."""
    if instant.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return (instant - _EPOCH) // _MINUTE


def instant_of(minute: int) -> datetime:
    """The aware UTC instant at which `minute` begins."""
    return _EPOCH + timedelta(minutes=minute)
