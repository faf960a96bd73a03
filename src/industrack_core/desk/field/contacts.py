"""When phones were last heard of: in memory, and written together now and then; no acts, and not in the journal."""

from threading import Lock

from industrack_core.domain.acts.founding import HeardOf
from industrack_core.domain.field.told import Contact
from industrack_core.store.store import Store
from industrack_core.store.writing import device_states

_DAY_S = 86_400


class Contacts:
    """What phones said of themselves since it was last written. Safe between threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = Lock()
        self._heard: dict[int, tuple[int, Contact]] = {}
        self._emptied_s = 0

    def note(self, device_id: int, contact: Contact, now_s: int) -> None:
        """A phone was heard of at an instant (seconds)."""
        with self._lock:
            self._heard[device_id] = (now_s, contact)

    def flush(self, now_s: int, bodies_days: int) -> None:
        """Write what was noted. Once a day, what reports said is let go of when it is so many days old."""
        with self._lock:
            heard, self._heard = self._heard, {}
        if heard:
            states = [HeardOf(device_id, *each) for device_id, each in sorted(heard.items())]
            self._store.write_beside(lambda connection: device_states.put(connection, states))
        if now_s - self._emptied_s >= _DAY_S:
            self._emptied_s = now_s
            before = now_s - bodies_days * _DAY_S
            self._store.write_beside(lambda connection: device_states.empty_bodies(connection, before))
