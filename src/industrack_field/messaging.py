"""Messages beside phones leave here: a task looks what is due, one thread sends, and the outbox is told what came."""

import asyncio
import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from industrack_core.desk.field.field_desk import FieldDesk
from industrack_core.domain.field.messages import told_address
from industrack_core.domain.records.outbox import Errand, OutboxEntry
from industrack_field.watch import Watch
from industrack_field.work import Threads

Send = Callable[[str, str, str], str]
"""Address, title and text of a message; answers why it could not be sent, or nothing."""
_LATER = 2.0
"""Seconds beyond the window after which a new message is due whatever its time says: a console's clock may be wrong."""
_AGAIN, _RESTS = 1.0, 60.0
"""Seconds between two looks: while something waits, while nothing does."""
_log = logging.getLogger(__name__)


class Messaging:
    """Who sends. One message at a time, in the order in which they are due."""

    def __init__(self, desk: FieldDesk, work: Threads, send: Send) -> None:
        self._desk, self._work, self._send = desk, work, send
        self._sender = ThreadPoolExecutor(1, "field messages")
        self._known: dict[int, float] = {}
        self.watch = Watch(self._look, "Messages wait", _RESTS)

    async def stop(self) -> None:
        """Begin nothing more; what is being sent may end by itself, and comes again where that was not told."""
        await self.watch.stop()
        self._sender.shutdown(wait=False, cancel_futures=True)

    async def _look(self) -> float:
        """Send what is due; answers the seconds until the next look."""
        waiting = await self._work.read(self._desk.messages)
        window = (await self._work.read(self._desk.settings)).window_s
        now, now_s = time.monotonic(), self._desk.clock_ms() // 1000
        self._known = {each.id: self._known.get(each.id, now) for each in waiting}
        due = [each for each in waiting if self._is_due(each, now_s, now - window - _LATER)]
        commands = [each for each in due if each.errand is Errand.EVENT]
        # a command may take minutes: one of them between messages
        sent = [*(each for each in due if each.errand is not Errand.EVENT), *commands[:1]]
        for each in sent:
            await self._send_one(each)
        return _RESTS if len(sent) == len(waiting) else _AGAIN

    def _is_due(self, entry: OutboxEntry, now_s: int, known_before: float) -> bool:
        return entry.next_s <= now_s or (not entry.tries and self._known[entry.id] <= known_before)

    async def _send_one(self, entry: OutboxEntry) -> None:
        if not await self._work.write(lambda: self._desk.claim_message(entry)):
            return
        loop, title = asyncio.get_running_loop(), f"Job {entry.job_number}"
        try:
            error = await loop.run_in_executor(self._sender, self._send, entry.address, title, entry.payload)
        except Exception as failed:  # whatever a way out does, the others go on
            _log.exception("A message to %s failed", told_address(entry.address))
            error = f"The way out failed: {type(failed).__name__}."
        if error:
            _log.warning("A message to %s did not go: %s", told_address(entry.address), error)
        await self._work.write(lambda: self._desk.message_tried(entry.id, error))
