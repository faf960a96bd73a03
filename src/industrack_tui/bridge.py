"""The one place where blocking Desk calls meet the event loop. What is asked is a function of the desk.

Three threads: reads come back in the order asked (`ask`), writes are done in the order given (`perform`), and what
follows typing never waits behind either (`seek`). What takes long goes `beside` them; the feed and what makes the first
act quick have threads of their own. In these a function is called: what it needs of a screen is taken before.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread
from time import monotonic
from typing import TYPE_CHECKING, ParamSpec, TypeVar, cast

from industrack_core.domain.errors import DatabaseError
from industrack_core.domain.late_module import late_module
from industrack_core.domain.upgrade import Progress, Tell, Upgrade
from industrack_tui.log import watched

if TYPE_CHECKING:
    from datetime import datetime

    from industrack_core.desk.desk import Desk
    from industrack_core.desk.past import PastDesk
    from industrack_core.domain import enquiry as enquiries
    from industrack_core.domain.acts.acts import Act
    from industrack_core.domain.outcomes import Known, Outcome, Unsure
else:
    enquiries = late_module("industrack_core.domain.enquiry")

_HELD_UP, _LOOKS_AGAIN = 2.0, 1.0
"""Seconds after which it is looked at what holds up an act, and then again."""
_ASKS_AGAIN = 10.0
"""Seconds after which it is asked what became of an act in doubt, though nobody said that the database is back."""
P = ParamSpec("P")
T = TypeVar("T")


class Bridge:
    """Awaitable reads and writes of one desk. `open_desk` is called in a thread: it imports the store."""

    def __init__(self, open_desk: "Callable[[Upgrade], Desk]", log: Path | None = None) -> None:
        """`log`: the file that is told of slow acts (None: nobody is)."""
        self._open_desk = open_desk
        self._log = log
        self._upgrade = Upgrade()
        self._desk: Desk | None = None
        self.past: PastDesk | None = None
        """What is asked while somebody looks at the past; what is done goes nowhere then."""
        count = {"reader": 1, "writer": 1, "finder": 1, "preparer": 1, "beside": 4}
        threads = (ThreadPoolExecutor(many, name) for name, many in count.items())
        self._reader, self._writer, self._finder, self._preparer, self._beside = threads
        self._is_made_ready = False
        self.closing = Event()
        """Set when the console ends: what hears of news stops."""
        self.hears: Thread | None = None
        """The thread that waits for news, once there is one."""
        self.pending_writes = 0
        self.in_doubt: dict[str, Unsure] = {}
        """Acts of which nobody knows whether they were saved, by their ids."""
        self._found = asyncio.Event()
        self.last_done = 0
        """The revision of the newest act that was done here."""
        self.on_done: Callable[[], None] = lambda: None
        """Called with each act that is done, and each undo that was tried, before whoever asked hears of it."""

    @property
    def desk(self) -> "Desk":
        """The open desk, or the one on the past that is looked at; only after `open`."""
        return self.desk_of_now if self.past is None else self.past

    @property
    def desk_of_now(self) -> "Desk":
        """The open desk, whatever is looked at; only after `open`."""
        if self._desk is None:
            raise RuntimeError("the desk is not open yet")
        return self._desk

    @property
    def is_open(self) -> bool:
        return self._desk is not None

    async def open(self, tell: Tell, *, uncopied: bool = False) -> "Desk":
        """Open the database. An older one is brought up to date, and `tell` hears on the event loop how far that is.

        Without `uncopied` only a file is, which is copied first. Raises the DatabaseError tree.
        """
        loop = asyncio.get_running_loop()
        self._upgrade = Upgrade(lambda progress: _told(loop, tell, progress), uncopied=uncopied)
        self._desk = await self._run(self._reader, self._open_desk, self._upgrade)
        return self._desk

    async def _run(self, threads: ThreadPoolExecutor, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        return await asyncio.wrap_future(threads.submit(call, *args, **kwargs))

    async def _read(self, threads: ThreadPoolExecutor, call: "Callable[[Desk], T]", desk: "Desk") -> T:
        """What a read answers; one that nobody waits for any longer is cut off, and holds up no other."""
        enquiry = enquiries.Enquiry()
        try:
            return await self._run(threads, enquiry.asked(call), desk)
        except asyncio.CancelledError:
            enquiry.drop()
            raise

    async def ask(self, call: "Callable[[Desk], T]") -> T:
        """What a read of the desk answers, in the order of reads."""
        return await self._read(self._reader, call, self.desk)

    async def seek(self, call: "Callable[[Desk], T]") -> T:
        """What a read of the desk answers, beside the reads of the board: for what follows typing."""
        return await self._read(self._finder, call, self.desk)

    async def beside(self, call: "Callable[[Desk], T]") -> T:
        """What somebody reads or writes to a file with the desk, beside everything else: what may take long."""
        return await self._read(self._beside, call, self.desk)

    async def seek_now(self, call: "Callable[[Desk], T]") -> T:
        """As `seek`, of how things are now, whatever is looked at."""
        return await self._read(self._finder, call, self.desk_of_now)

    async def weigh(self, call: "Callable[[Desk], T]") -> T:
        """What an act would come to, as `seek`: somebody is about to do it, so the desk is made ready beside it."""
        self._make_ready()
        return await self._read(self._finder, call, self.desk)

    async def follow(self, call: "Callable[[Desk], T]") -> T:
        """What a read of the desk answers once the acts that were given before it are done."""
        return await self._read(self._writer, call, self.desk)

    async def look_back(self, moment: "datetime") -> None:
        """Ask from now on how things were at a moment (aware UTC). Raises PastUnknown or DatabaseError."""
        from industrack_core.desk.past import past_desk

        self.past = await self._run(self._reader, past_desk, self.desk_of_now, moment)

    def look_at_now(self) -> None:
        """Ask from now on how things are. What was asked of the past before is still answered, so it goes by itself."""
        self.past = None

    def _make_ready(self) -> None:
        """Once, when somebody begins an act: what the first one needs is loaded while they go on.

        What goes wrong is said by the act itself, which then needs the same; it does not wait behind this, or with a
        server that does not answer it would wait twice.
        """
        if not self._is_made_ready:
            self._is_made_ready = True
            self._preparer.submit(self.desk.get_ready)

    async def perform(
        self, act: "Act", doubted: "Callable[[Unsure], None]" = lambda _: None,
        held_up: Callable[[str], None] = lambda _: None,
    ) -> "Known":  # fmt: skip
        """Do an act. Acts are done in the order in which this is called.

        `doubted` hears when it is not known for a while whether it was saved; it is asked until it is known. `held_up`
        hears every second why that takes so long, where the second server is away.
        """
        loop, mine = asyncio.get_running_loop(), set[str]()

        def told(unsure: "Unsure") -> None:
            if unsure.act_id not in mine:
                mine.add(unsure.act_id)
                self.in_doubt[unsure.act_id] = unsure
                doubted(unsure)

        def tell(unsure: "Unsure") -> None:
            if not loop.is_closed():
                loop.call_soon_threadsafe(told, unsure)

        self.pending_writes += 1
        watch = loop.create_task(self._say_what_holds_it_up(held_up))
        try:
            outcome = await self._known(act, tell)
        finally:
            self.pending_writes -= 1
            watch.cancel()
            for act_id in mine:
                self.in_doubt.pop(act_id, None)
        from industrack_core.domain.acts.acts import Redo, Undo

        revision = getattr(outcome, "revision", 0)
        if revision > self.last_done or isinstance(act, Undo | Redo):
            self.last_done = max(revision, self.last_done)
            self.on_done()
        return outcome

    async def _known(self, act: "Act", tell: "Callable[[Unsure], None]") -> "Known":
        work = watched(self._log, self.desk.perform)  # of an act in doubt the same desk is asked again
        outcome: Outcome = await self._run(self._writer, work, act, doubted=tell)
        while act_id := getattr(outcome, "act_id", ""):  # it is not known
            self._found.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._found.wait(), _ASKS_AGAIN)
            outcome = await self._run(self._writer, work, act, act_id, doubted=tell)
        return cast("Known", outcome)

    async def _say_what_holds_it_up(self, held_up: Callable[[str], None]) -> None:
        """Look whether an act that takes long waits for the second server. When it no longer does, ask what became."""
        began, waited = monotonic(), False
        await asyncio.sleep(_HELD_UP)
        while True:
            with suppress(DatabaseError):
                wait = await self._run(self._preparer, self.desk.standby_wait)
                if wait is not None:
                    held_up(wait.waiting(monotonic() - began))
                elif waited:
                    self.found_again()
                waited = wait is not None
            await asyncio.sleep(_LOOKS_AGAIN)

    @property
    def is_saving(self) -> bool:
        """Whether an act is under way of which it will be known in a moment what became of it."""
        return self.pending_writes > len(self.in_doubt)

    def found_again(self) -> None:
        """The database answers again: what became of acts in doubt is asked."""
        self._found.set()

    async def do_many(self, work: "Callable[[Desk], T]") -> T:
        """Run work that does many acts, in a thread of its own: what is heard of them is this console's own."""
        try:
            return await asyncio.to_thread(work, self.desk)
        finally:
            self.last_done = max(self.last_done, await self.ask(lambda desk: desk.revision()))

    def close(self) -> None:
        """Stop listening, let a write under way finish, but no upgrade, and give the connections back."""
        self.closing.set()
        self._upgrade.stop()
        if self._desk is not None:
            self._desk.leaving.set()
            self._desk.wake()
        self._writer.shutdown(wait=True)
        for threads in (self._reader, self._finder, self._preparer, self._beside):
            threads.shutdown(wait=True, cancel_futures=True)
        self.past = None
        if self.hears is not None:
            self.hears.join(2.0)
        if self._desk is not None:
            self._desk.close()
            self._desk = None


def _told(loop: asyncio.AbstractEventLoop, tell: Tell, progress: Progress) -> None:
    if not loop.is_closed():
        loop.call_soon_threadsafe(tell, progress)
