"""Streams on which a phone is told to sync: when something for it is due, or it was signed out.

One thread hears the feed and wakes the loop; a task of the loop then looks what is due. A console's clock may be wrong:
an entry counts as due at the latest when this gateway has known it for the window and a little more.
"""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Event, Thread

from industrack_core.desk.field.field_desk import FieldDesk
from industrack_core.domain.acts.news import Blocked, Changes, Lost, News
from industrack_core.domain.errors import DatabaseError
from industrack_core.domain.field.records import DeviceState
from industrack_core.domain.field.told import WaitingEntry
from industrack_core.domain.kinds import Kind
from industrack_field.watch import Watch
from industrack_field.work import Threads

MOST_STREAMS = 2
"""Of a device: another one ends the oldest."""
COMMENT_SECONDS = 25.0
_LATER = 2.0
"""Seconds beyond the window after which an entry is due whatever its time says."""
_LOOKS, _RESTS, _AGAIN = 1.0, 300.0, 5.0
"""Seconds between two looks: while something waits for its time, while nothing does, while the database is away."""
SYNC, COMMENT = b"data: sync\n\n", b": \n\n"
_log = logging.getLogger(__name__)


@dataclass(eq=False)
class Stream:
    """A phone that listens."""

    device: int
    employee_id: int
    token_hash: str
    told: asyncio.Event = field(default_factory=asyncio.Event)
    ended: bool = False

    async def lines(self) -> AsyncIterator[bytes]:
        """What it is told, until it ends."""
        yield COMMENT  # so that the phone knows at once that it is heard
        while not self.ended:
            try:
                async with asyncio.timeout(COMMENT_SECONDS):
                    await self.told.wait()
            except TimeoutError:
                yield COMMENT
                continue
            self.told.clear()
            yield SYNC

    def end(self) -> None:
        """Tell it once more, and no more."""
        self.ended = True
        self.told.set()


class Poking:
    """Who listens, and what waits for whom."""

    def __init__(self, desk: FieldDesk, work: Threads) -> None:
        self._desk, self._work = desk, work
        self.tells: Sequence[Callable[[], None]] = ()
        """Called in the loop when something may have come: an entry of the outbox, a report."""
        self._streams: list[Stream] = []
        self._known: dict[int, float] = {}
        self._due: dict[int, int] = {}
        self._heard: frozenset[int] = frozenset()
        self._devices_changed = False
        self._stop = Event()
        self._watch = Watch(self._look, "What is due is not known", _AGAIN)
        self._hearing = Thread(target=self._hear, name="field feed", daemon=True)

    def heard(self) -> frozenset[int]:
        """Entries that are due because this gateway has known them long enough."""
        return self._heard

    # -- listening -----------------------------------------------------------------------------

    def open(self, device: int, employee_id: int, token_hash: str) -> Stream:
        """Another stream of a device's; it is told at once if something waits for it."""
        own = [each for each in self._streams if each.device == device]
        for old in own[: len(own) - MOST_STREAMS + 1] if len(own) >= MOST_STREAMS else ():
            old.end()
        stream = Stream(device, employee_id, token_hash)
        self._streams.append(stream)
        if employee_id in self._due.values():
            stream.told.set()
        return stream

    def close(self, stream: Stream) -> None:
        """A stream that has ended."""
        with suppress(ValueError):
            self._streams.remove(stream)

    # -- watching ------------------------------------------------------------------------------

    def start(self) -> None:
        """Begin to hear; within the loop."""
        self._loop = asyncio.get_running_loop()
        self._hearing.start()
        self._watch.start()

    def end_streams(self) -> None:
        """The gateway is about to stop."""
        for stream in self._streams:
            stream.end()

    async def stop(self) -> None:
        """Hear no more."""
        self._stop.set()
        await self._watch.stop()
        await asyncio.to_thread(self._hearing.join, 5)

    def _hear(self) -> None:
        revision = 0
        while not self._stop.is_set():
            try:
                revision = revision or self._desk.revision()
                for news in self._desk.changes(revision, self._stop):
                    if isinstance(news, Lost | Blocked):
                        _log.warning("The feed stands still: %s", news.sentence)
                    self._devices_changed |= _may_touch(news, Kind.DEVICE)
                    if _may_touch(news, Kind.OUTBOX, Kind.DEVICE, Kind.FIELD_SETTINGS):
                        self._loop.call_soon_threadsafe(self._watch.wake)
                    if _may_touch(news, Kind.OUTBOX, Kind.FIELD_REPORT):
                        self._loop.call_soon_threadsafe(self._tell)
            except DatabaseError as error:
                _log.warning("The feed stands still: %s", error)
                self._stop.wait(_AGAIN)
            except RuntimeError:  # the loop has ended
                return

    def _tell(self) -> None:
        for told in self.tells:
            told()

    async def _look(self) -> float:
        """Tell who has something that has become due; answers the seconds until the next look."""
        waiting = await self._work.read(self._desk.waiting)
        settings = await self._work.read(self._desk.settings)
        now, now_ms = time.monotonic(), self._desk.clock_ms()
        self._known = {each.entry: self._known.get(each.entry, now) for each in waiting}
        self._heard = frozenset(
            entry for entry, since in self._known.items() if now - since >= settings.window_s + _LATER
        )
        due = {each.entry: each.employee_id for each in waiting if self._is_due(each, now_ms)}
        fresh = {employee_id for entry, employee_id in due.items() if entry not in self._due}
        self._due = due
        for stream in self._streams:
            if stream.employee_id in fresh:
                stream.told.set()
        await self._look_at_changed_devices()
        return _RESTS if len(due) == len(waiting) else _LOOKS

    async def _look_at_changed_devices(self) -> None:
        if not self._devices_changed:
            return
        self._devices_changed = False
        try:
            await self._look_at_devices()
        except DatabaseError:
            self._devices_changed = True  # who was signed out must still hear of it
            raise

    def _is_due(self, waiting: WaitingEntry, now_ms: int) -> bool:
        return waiting.due_ms <= now_ms or waiting.entry in self._heard

    async def _look_at_devices(self) -> None:
        """Tell who was signed out: at its next request it is told why."""
        for stream in list(self._streams):
            found = await self._work.read(lambda: self._desk.caller(stream.token_hash))  # noqa: B023 (awaited here)
            if found is None or found.state is not DeviceState.ACTIVE:
                stream.end()


def _may_touch(news: News, *kinds: str) -> bool:
    """Whether records of these kinds may have changed; of what is no change, everything may."""
    return not isinstance(news, Changes) or news.touches(*kinds)
