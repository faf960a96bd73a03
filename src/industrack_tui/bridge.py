"""The one place where blocking Desk calls meet the event loop.

Three threads: reads come back in the order asked, writes are done in the order given, and a search
never waits behind either. The feed has a thread of its own, and so has what makes the first act quick.
"""

import asyncio
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from industrack_tui.log import watched

if TYPE_CHECKING:
    from industrack_core.desk.desk import Desk
    from industrack_core.domain.acts.acts import Act, JobAct, PlanJob, SaveRecord
    from industrack_core.domain.acts.drafts import JobDraft, NewCustomer
    from industrack_core.domain.acts.history import HistoryEntry
    from industrack_core.domain.board.availability import Availability
    from industrack_core.domain.board.board import Block, BoardPicture, Queue
    from industrack_core.domain.board.day_sums import DaySum
    from industrack_core.domain.board.exceptions import BoardException
    from industrack_core.domain.board.slots import Advice, Proposal
    from industrack_core.domain.outcomes import Finding, Outcome, Trial
    from industrack_core.domain.records.customer import CustomerCard, CustomerMatch, WorkLine
    from industrack_core.domain.records.estimate import Estimate
    from industrack_core.domain.records.found_job import FoundJob
    from industrack_core.domain.records.inventory import StockedItem
    from industrack_core.domain.records.job import Job
    from industrack_core.domain.records.job_file import JobFile
    from industrack_core.domain.records.job_parts import Attachment
    from industrack_core.domain.records.office import Calendar, Office
    from industrack_core.domain.time.span import Span

from industrack_core.domain.upgrade import Progress, Tell, Upgrade

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
        self._reader = ThreadPoolExecutor(1, "reader")
        self._writer = ThreadPoolExecutor(1, "writer")
        self._finder = ThreadPoolExecutor(1, "finder")
        self._preparer = ThreadPoolExecutor(1, "preparer")
        self._is_made_ready = False
        self.closing = Event()
        """Set when the console ends: what hears of news stops."""
        self.hears: Thread | None = None
        """The thread that waits for news, once there is one."""
        self.pending_writes = 0
        self.last_done = 0
        """The revision of the newest act that was done here."""
        self.on_done: Callable[[], None] = lambda: None
        """Called with each act that is done, and each undo that was tried, before whoever asked hears of it."""

    @property
    def desk(self) -> "Desk":
        """The open desk; only after `open`."""
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

    async def ask(self, call: "Callable[[Desk], T]") -> T:
        """What a read of the desk answers, in the order of reads."""
        return await self._run(self._reader, call, self.desk)

    async def seek(self, call: "Callable[[Desk], T]") -> T:
        """What a read of the desk answers, beside the reads of the board: for what follows typing."""
        return await self._run(self._finder, call, self.desk)

    async def office(self) -> "Office":
        return await self._run(self._reader, self.desk.office)

    async def board(self, office: "Office", window: "Span", employee_ids: Sequence[int]) -> "BoardPicture":
        return await self._run(self._reader, self.desk.board, office, window, employee_ids)

    async def queue(self, calendar_id: int = 0) -> "Queue":
        return await self._run(self._reader, self.desk.queue, calendar_id=calendar_id)

    async def judge(self, act: "JobAct | SaveRecord") -> "Outcome":
        self._make_ready()
        return await self._run(self._finder, self.desk.judge, act)

    async def rehearse(self, acts: "Sequence[JobAct]") -> "tuple[Trial, ...]":
        return await self._run(self._writer, self.desk.rehearse, acts)

    async def best_slots(self, office: "Office", job_id: int, calendar: "Calendar") -> "list[Proposal]":
        return await self._run(self._finder, self.desk.best_slots, office, job_id, calendar)

    async def advise(
        self, office: "Office", act: "PlanJob", calendar: "Calendar"
    ) -> "tuple[tuple[Finding, ...], list[Advice]]":
        return await self._run(self._finder, self.desk.advise, office, act, calendar)

    async def find_jobs(self, office: "Office", query: str) -> "list[FoundJob]":
        return await self._run(self._finder, self.desk.find_jobs, office, query)

    async def exceptions(self, office: "Office", employee_ids: "Collection[int]") -> "list[BoardException]":
        return await self._run(self._finder, self.desk.exceptions, office, employee_ids)

    async def planned_minutes(self, window: "Span") -> dict[int, int]:
        return await self._run(self._finder, self.desk.planned_minutes, window)

    async def days(self, office: "Office", first: "date", count: int) -> "tuple[DaySum, ...]":
        return await self._run(self._reader, self.desk.days, office, first, count)

    async def all_blocks(self, window: "Span") -> "list[Block]":
        return await self._run(self._reader, self.desk.all_blocks, window)

    async def job(self, job_id: int) -> "Job | None":
        return await self._run(self._reader, self.desk.job, job_id)

    async def customer(self, customer_id: int) -> "CustomerCard | None":
        return await self._run(self._finder, self.desk.customer, customer_id)

    async def estimate(self, estimate_id: int) -> "Estimate | None":
        """The estimate with that id, or None when it is gone."""
        return await self._run(self._finder, self.desk.estimate, estimate_id)

    async def find_customers(self, query: str) -> "list[CustomerMatch]":
        return await self._run(self._finder, self.desk.find_customers, query)

    async def find_items(self, query: str) -> "list[StockedItem]":
        return await self._run(self._finder, self.desk.find_items, query)

    async def similar_customers(self, customer: "NewCustomer") -> "list[CustomerMatch]":
        return await self._run(self._finder, self.desk.similar_customers, customer)

    async def customer_work(self, customer_id: int, below: int = 2**31 - 1) -> "tuple[WorkLine, ...]":
        return await self._run(self._reader, self.desk.customer_work, customer_id, below)

    async def job_file(self, job_id: int) -> "JobFile | None":
        return await self._run(self._reader, self.desk.job_file, job_id)

    async def stock(self, item_ids: Sequence[int]) -> "dict[int, StockedItem]":
        return await self._run(self._finder, self.desk.stock, item_ids)

    async def availability(
        self, office: "Office", employee_ids: Sequence[int], span: "Span", except_job: int
    ) -> "dict[int, Availability]":
        return await self._run(self._finder, self.desk.availability, office, employee_ids, span, except_job)

    async def history(self, kind: str, record_id: int) -> "tuple[HistoryEntry, ...]":
        return await self._run(self._reader, self.desk.history, kind, record_id)

    async def look(self, draft: "JobDraft", job_id: int | None) -> "tuple[Finding, ...]":
        self._make_ready()
        return await self._run(self._finder, self.desk.look, draft, job_id)

    def _make_ready(self) -> None:
        """Once, when somebody begins an act: what the first one needs is loaded while they go on.

        What goes wrong is said by the act itself, which then needs the same; it does not wait behind this, or with a
        server that does not answer it would wait twice.
        """
        if not self._is_made_ready:
            self._is_made_ready = True
            self._preparer.submit(self.desk.get_ready)

    async def check_entry(self, draft: "JobDraft", job_id: int | None) -> "tuple[Finding, ...]":
        return await self._run(self._finder, self.desk.check_entry, draft, job_id)

    async def attach(self, path: str) -> "Attachment":
        """Copy a file into the attachments. Raises IndustrackError."""
        return await self._run(self._reader, self.desk.attach, path)

    async def attachment_bytes(self, attachment: "Attachment") -> bytes:
        return await self._run(self._reader, self.desk.attachment_bytes, attachment)

    async def save_attachment(self, attachment: "Attachment", path: str) -> str:
        return await self._run(self._reader, self.desk.save_attachment, attachment, path)

    async def perform(self, act: "Act") -> "Outcome":
        """Do an act. Acts are done in the order in which this is called."""
        self.pending_writes += 1
        try:
            outcome = await self._run(self._writer, watched(self._log, self.desk.perform), act)
        finally:
            self.pending_writes -= 1
        from industrack_core.domain.acts.acts import Redo, Undo

        revision = getattr(outcome, "revision", 0)
        if revision > self.last_done or isinstance(act, Undo | Redo):
            self.last_done = max(revision, self.last_done)
            self.on_done()
        return outcome

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
        self._writer.shutdown(wait=True)
        for threads in (self._reader, self._finder, self._preparer):
            threads.shutdown(wait=True, cancel_futures=True)
        if self.hears is not None:
            self.hears.join(2.0)
        if self._desk is not None:
            self._desk.close()
            self._desk = None


def _told(loop: asyncio.AbstractEventLoop, tell: Tell, progress: Progress) -> None:
    if not loop.is_closed():
        loop.call_soon_threadsafe(tell, progress)
