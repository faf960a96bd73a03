"""What the job form reads while it is open, and what it opens: never more than one reading of a kind at once."""

import asyncio
from collections.abc import Awaitable, Callable

from industrack_core.domain.acts.drafts import NewCustomer
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.job import Job
from industrack_core.domain.records.job_parts import Attachment
from industrack_tui.forms.files import attach
from industrack_tui.forms.job.base import JobEntry
from industrack_tui.terminal.awaiting import Coming


class JobFetching:
    """Runs the requests of the model. An answer is dropped when the form has moved on."""

    def __init__(self, form: JobEntry) -> None:
        self._form = form
        self._under_way: dict[str, asyncio.Task[None]] = {}
        self._again: set[str] = set()

    def run_requests(self) -> None:
        """Begin what the model asks for."""
        model, form = self._form.model, self._form
        requests, model.requests = model.requests, []
        for word, about in requests:
            if word in ("look", "availability", "similar", "stock"):
                self._latest(word)
            elif word == Kind.CUSTOMER and isinstance(about, int):
                form.tasks.spawn(self._load_customer(about))
            elif word == "history" and isinstance(about, int):
                form.tasks.spawn(self._history(about))
            elif word == "attach" and isinstance(about, str):
                form.bring(attach(form, about, self._add_attachment), Coming.FILLS)
            else:
                form.open_request(word, about)

    def _latest(self, word: str) -> None:
        """Read again when something changed; while reading, once more afterwards."""
        task = self._under_way.get(word)
        if task is not None and not task.done():
            self._again.add(word)
        else:
            self._under_way[word] = self._form.tasks.spawn(self._read(word))

    async def _read(self, word: str) -> None:
        reads: dict[str, Callable[[], Awaitable[None]]] = {
            "look": self._look, "availability": self._availability, "similar": self._similar, "stock": self._stock,
        }  # fmt: skip
        while True:
            self._again.discard(word)
            await reads[word]()
            if word not in self._again:
                break
        self._redraw()

    def _redraw(self) -> None:
        if self._form.is_attached and self._form.is_current:
            self._form.draw()

    async def _history(self, job_id: int) -> None:
        self._form.model.history = await self._form.bridge.ask(lambda desk: desk.history(Kind.JOB, job_id))
        self._redraw()

    async def check_version(self, job: Job, who: str) -> None:
        """Say who changed the job, when it is not the version that is shown."""
        form = self._form
        latest = await form.bridge.ask(lambda desk: desk.job(job.id))
        shown = form.model.job
        if shown is not None and (latest is None or latest.version != shown.version):
            form.changed_by = who
            self._redraw()

    async def _load_customer(self, customer_id: int) -> None:
        form = self._form
        card = await form.bridge.seek(lambda desk: desk.customer(customer_id))
        if form.model.draft.customer == customer_id:
            form.model.card = card
            form.hand.refresh()
            self._redraw()

    # -- while typing ----------------------------------------------------------------------------

    async def _look(self) -> None:
        """What speaks against the job as it is planned now: said while it is typed, not only at the save."""
        model = self._form.model
        asked = model.draft
        job_id = model.job.id if model.job else None
        hints = await self._form.bridge.weigh(lambda desk: desk.look(asked, job_id))
        if asked == model.draft:
            model.hints = hints
        await self._availability()

    async def _availability(self) -> None:
        model = self._form.model
        span = model.planned_span
        if span is None:
            model.availability = {}
            return
        people = list(dict.fromkeys([*(each.id for each in model.office.pool(model.calendar)), *model.draft.crew]))
        office, job_id = model.office, model.job.id if model.job else 0
        found = await self._form.bridge.seek(lambda desk: desk.availability(office, people, span, job_id))
        if span == model.planned_span:
            model.availability = found

    async def _similar(self) -> None:
        model = self._form.model
        customer = model.draft.customer
        if not isinstance(customer, NewCustomer):
            model.similar = ()
            return
        found = await self._form.bridge.seek(lambda desk: desk.similar_customers(customer))
        if customer == model.draft.customer:
            model.similar = tuple(
                "Probably the same as " + ", ".join(part for part in (each.name, each.number, each.phone) if part)
                for each in found[:2]
            )

    async def _stock(self) -> None:
        model = self._form.model
        wanted = [item.item_id for item in model.draft.items if item.item_id is not None]
        model.stock.update(await self._form.bridge.seek(lambda desk: desk.stock(wanted)))

    def _add_attachment(self, attachment: Attachment) -> None:
        model = self._form.model
        model.set(attachments=(*model.draft.attachments, attachment))
