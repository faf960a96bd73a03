"""Calendars that were made, so that one is made anew only when it says something else."""

from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock

MOST_KEPT = 8 * 1024 * 1024
"""Bytes of all of them, packed."""


@dataclass
class KeptFeeds:
    """Calendars by their ETag, packed; the least used go. Safe between threads."""

    _lock: Lock = field(default_factory=Lock)
    _packed: OrderedDict[str, bytes] = field(default_factory=OrderedDict)

    def get(self, etag: str) -> bytes | None:
        """What is kept of it."""
        with self._lock:
            found = self._packed.get(etag)
            if found is not None:
                self._packed.move_to_end(etag)
            return found

    def keep(self, etag: str, packed: bytes) -> None:
        """Keep another one."""
        with self._lock:
            self._packed[etag] = packed
            while sum(map(len, self._packed.values())) > MOST_KEPT and len(self._packed) > 1:
                self._packed.popitem(last=False)
