"""How many files and bytes a device may send in a day. In memory: a restart forgives."""

from collections import defaultdict
from dataclasses import dataclass, field

from industrack_field.errors import Wrong

MOST_FILES = 600
MOST_BYTES = 2 * 1024**3
_DAY_MS = 24 * 3600 * 1000


@dataclass
class Quota:
    """What each device sent on a day (of the gateway's clock, UTC)."""

    _day: int = 0
    _sent: dict[int, tuple[int, int]] = field(default_factory=lambda: defaultdict(lambda: (0, 0)))

    def take(self, device: int, size: int, now_ms: int) -> None:
        """A file of that many bytes is coming. Raises Wrong."""
        day, into = divmod(now_ms, _DAY_MS)
        if day != self._day:
            self._day = day
            self._sent.clear()
        files, total = self._sent[device]
        if files >= MOST_FILES or total + size > MOST_BYTES:
            raise Wrong(
                429, "slow_down", "This phone sent as much as it may in a day: the rest goes tomorrow.",
                retry=min((_DAY_MS - into) // 1000 + 1, 3600),
            )  # fmt: skip
        self._sent[device] = (files + 1, total + size)
