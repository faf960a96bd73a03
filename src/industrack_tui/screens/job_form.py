"""Add Job and edit job: one modal form. Nothing typed is lost by a refusal, a conflict or a failure."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input

from industrack_core.domain.acts import NONE_ACCEPTED, Accepted, AddJob, EditJob, JobDraft, NewCustomer
from industrack_core.domain.customer import CustomerCard, Location
from industrack_core.domain.errors import DatabaseError
from industrack_core.domain.job import Job, Priority
from industrack_core.domain.office import Office
from industrack_core.domain.outcomes import Done, Refused, Stale
from industrack_tui.bridge import Bridge
from industrack_tui.glyphs import Glyphs
from industrack_tui.screens import job_draft
from industrack_tui.screens.dialogs import Question
from industrack_tui.screens.form_layout import Laying, Sheet, Slot
from industrack_tui.screens.form_sheet import FormSheet
from industrack_tui.screens.schedule_entry import Clockwork, Planned
from industrack_tui.themes import Look
from industrack_tui.widgets.fields.pick_field import Candidate, PickField, PickList, matching
from industrack_tui.widgets.fields.text_field import TextField

CONFLICT = (
    "Job could not be saved. You and another user were working on this at the same time."
    " Another user finished before you did, so your work was not saved."
)
"""What the second of two people reads, word for word (domain 5)."""

_TIMES = ("start", "end", "duration")
_NEW = ("contact", "phone", "email", "address")


class JobForm(ModalScreen[Done | None]):
    """Dismissed with what was saved, or None. `day` is the board's day, against which bare times are read."""

    CSS_PATH: ClassVar = "job_form.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "save", show=False),
        Binding("escape", "cancel", show=False),
    ]

    def __init__(
        self,
        bridge: Bridge,
        office: Office,
        look: Look,
        glyphs: Glyphs,
        *,
        job_id: int | None,
        starts_at: datetime | None,
        crew: tuple[int, ...],
        day: date,
    ) -> None:
        super().__init__()
        self.bridge, self.office, self.look, self.glyphs = bridge, office, look, glyphs
        self.job_id = job_id
        self.job: Job | None = None
        self.card: CustomerCard | None = None
        self.crew = crew
        self.calendar = office.default_calendar
        self.clock = Clockwork(bridge.desk.clock(), office.zone, day, office.company.day_first)
        self.planned = self.before_typing = Planned(starts_at, self.calendar.job_minutes)
        self.problems: dict[str, str] = {}
        self.notice = ("", "panel_muted")
        self.saving = False
        self.original = JobDraft()
        self._was_dirty = False
        self._search: asyncio.Task[None] | None = None
        self.coming: asyncio.Task[None] | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self.sheet = FormSheet(look, glyphs)
        self.pick_list = PickList(look, glyphs, id="pick-list")
        self.picks = {
            "customer": PickField("customer", "name, number, phone or address"),
            "location": PickField("location", "main location"),
            "service_type": PickField("service_type", "none"),
            "priority": PickField("priority", "Medium"),
            "color": PickField("color", "service type's"),
            "crew": PickField("crew", "a name or a group", keeps_text=False),
        }
        texts = {name: TextField(id=name) for name in ("description", *_NEW)}
        times = {
            "start": TextField(id="start", placeholder="tomorrow 9, 14:00, mon 9-11", replaces=True),
            "end": TextField(id="end", placeholder="10:30", replaces=True),
            "duration": TextField(id="duration", placeholder="1h30", replaces=True),
        }
        self.inputs: dict[str, TextField] = {**self.picks, **texts, **times}

    # -- showing ---------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        order = ("customer", *_NEW, "location", "description", "service_type", "priority", "color", *_TIMES, "crew")
        with VerticalScroll(id="box", can_focus=False), self.sheet:
            for name in order:
                yield self.inputs[name]
        yield self.pick_list

    def on_mount(self) -> None:
        self.pick("priority", Candidate(Priority.MEDIUM, Priority.MEDIUM.label))
        self._show_times()
        self.original = self.draft()
        self.inputs["customer"].focus()
        if self.job_id is not None:
            self.coming = self._spawn(self._load(self.job_id))
        self.lay_out()

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.height < 30, "-short")
        self.lay_out()

    def pick(self, name: str, candidate: Candidate | None) -> None:
        """Set a pick field."""
        self.picks[name].pick(candidate)

    @property
    def is_new_customer(self) -> bool:
        picked = self.picks["customer"].picked
        return picked is not None and isinstance(picked.value, NewCustomer)

    @property
    def location(self) -> Location | None:
        """The chosen location of the picked customer."""
        picked = self.picks["location"].picked
        places = self.card.locations if self.card else ()
        return next((place for place in places if picked and place.id == picked.value), None)

    def lay_out(self) -> None:
        """Draw labels, sentences and problems, and put the inputs where they belong."""
        width = max(40, min(92, self.app.size.width - 4))
        self.sheet.show_sheet(self._sheet(width), width, self.inputs)

    def _sheet(self, width: int) -> Sheet:
        lay = Laying(width, self.problems)
        lay.heading(*self._heading())
        lay.blank()
        lay.fields(Slot("customer", "Customer"))
        if self.is_new_customer:
            lay.fields(Slot("contact", "Contact", 0.5), Slot("phone", "Phone", 0.5))
            lay.fields(Slot("email", "E-mail", 0.5), Slot("address", "Address", 0.5))
        elif self.card is not None:
            for parts in job_draft.about_customer(self.card, self.location):
                lay.text(*parts)
        if not self.is_new_customer:
            lay.fields(Slot("location", "Location"))
        lay.blank()
        lay.fields(Slot("description", "Description"))
        lay.fields(
            Slot("service_type", "Service type", 0.46), Slot("priority", "Priority", 0.26), Slot("color", "Color")
        )
        lay.blank()
        lay.fields(Slot("start", "Start", 0.46), Slot("end", "End", 0.28), Slot("duration", "Takes"))
        lay.text((self.clock.meaning(self.planned), "panel_good"))
        lay.blank()
        lay.fields(Slot("crew", "Crew"))
        crew = job_draft.crew_text(self.office, self.crew)
        lay.text((crew or "Nobody yet: the job waits in the queue.", "panel_strong" if crew else "panel_muted"))
        lay.blank()
        lay.heading((f" {self.notice[0]}", self.notice[1]))
        lay.heading((" f2 ", "panel_accent"), ("save   ", "panel"), ("tab ", "panel_accent"), ("next   ", "panel"),
                    ("esc ", "panel_accent"), ("cancel", "panel"))  # fmt: skip
        return lay.done()

    def _heading(self) -> Sequence[tuple[str, str]]:
        name = f"Job {self.job.number}" if self.job else "Job" if self.job_id is not None else "Add Job"
        crew = job_draft.crew_text(self.office, self.crew)
        when = self.clock.start_text(self.planned)
        where = "  ".join(part for part in (crew, when) if part) or "for the queue"
        self._was_dirty = self.is_dirty
        state = "saving" if self.saving else "not saved yet" if self.job_id is None or self._was_dirty else "saved"
        return ((f" {name}  ", "panel_accent"), (where, "panel_strong"), (f"  {state}", "panel_muted"))

    def _show_times(self) -> None:
        for name, text in (
            ("start", self.clock.start_text(self.planned)),
            ("end", self.clock.end_text(self.planned)),
            ("duration", self.clock.duration_text(self.planned)),
        ):
            if not self.planned.problem(name):
                self.inputs[name].show_text(text)
        self.before_typing = self.planned

    def _say(self, sentence: str, role: str = "panel_warning") -> None:
        self.notice = (sentence, role)
        self.lay_out()

    # -- loading ---------------------------------------------------------------------------------

    def _spawn(self, work) -> "asyncio.Task[None]":  # type: ignore[no-untyped-def]
        task: asyncio.Task[None] = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    @property
    def is_idle(self) -> bool:
        """Whether no read or write is under way: what tests wait for."""
        return not self._tasks

    def _ended(self, task: "asyncio.Task[None]") -> None:
        self._tasks.discard(task)
        error = None if task.cancelled() else task.exception()
        if isinstance(error, DatabaseError) and self.is_current:
            self._say(str(error), "panel_error")
        elif isinstance(error, Exception):
            self.app._handle_exception(error)

    async def _load(self, job_id: int, typed: JobDraft | None = None) -> None:
        """Fill the form from the job as it is now; what was `typed` before is put on top, still unsaved."""
        job = await self.bridge.job(job_id)
        if job is None:
            self._say("This job was deleted meanwhile.", "panel_error")
            return
        self.card = await self.bridge.customer(job.customer_id)
        before, self.job, self.problems, self.notice = self.original, job, {}, ("", "panel_muted")
        self._fill(job_draft.draft_of(job))
        self.original = self.draft()
        if typed is not None:
            draft, clashes = job_draft.merged(before, typed, self.original)
            if isinstance(draft.customer, int) and draft.customer != job.customer_id:
                self.card = await self.bridge.customer(draft.customer)
            self._fill(draft)
            self.notice = (job_draft.clash_sentence(clashes, typed), "panel_warning")
        if self.inputs["customer"].has_focus:
            self.inputs["description"].focus()
        self.lay_out()

    def _fill(self, draft: JobDraft) -> None:
        """Put a draft into the fields; `card` is its customer's already."""
        if isinstance(draft.customer, NewCustomer):
            self.card = None
            self.pick("customer", Candidate(draft.customer, draft.customer.name))
        elif self.card is not None:
            self.pick("customer", Candidate(self.card.customer.id, self.card.customer.name))
        self.crew, self.planned = draft.crew, Planned(draft.starts_at, draft.minutes)
        self._pick_location(draft.location_id)
        self.inputs["description"].show_text(draft.description)
        self._pick_value("service_type", draft.service_type_id)
        self._pick_value("priority", draft.priority)
        self._pick_value("color", draft.color_id)
        self._show_times()

    def _pick_location(self, location_id: int | None) -> None:
        found = job_draft.location_candidates(self.card)
        chosen = next((each for each in found if each.value == location_id), found[0] if found else None)
        self.pick("location", chosen)

    def _pick_value(self, name: str, value: object) -> None:
        found = next((each for each in self._candidates(name) if each.value == value and value is not None), None)
        self.pick(name, found)

    def _candidates(self, name: str) -> list[Candidate]:
        if name == "location":
            return job_draft.location_candidates(self.card)
        if name == "service_type":
            return job_draft.service_type_candidates(self.office)
        if name == "priority":
            return job_draft.priority_candidates()
        if name == "color":
            return job_draft.color_candidates(self.office)
        return job_draft.crew_candidates(self.office, self.calendar, self.crew)

    # -- typing ----------------------------------------------------------------------------------

    @on(PickField.Typed)
    def _typed(self, message: PickField.Typed) -> None:
        field = message.field
        if field.id == "customer":
            if self.card is not None or self.is_new_customer:
                self.card = None
                self.lay_out()
            if self._search is None or self._search.done():
                self._search = self._spawn(self._find(field))
        else:
            shown = field.value if field.was_typed else ""
            field.offer(matching(self._candidates(field.id or ""), shown))

    async def _find(self, field: PickField) -> None:
        """Look up what is typed; while it was typed on meanwhile, look again: never two look-ups at once."""
        asked = None
        while asked != field.value:
            asked = field.value
            matches = await self.bridge.find_customers(asked)
            if asked == field.value:
                field.offer(job_draft.customer_candidates(matches, asked))

    @on(PickField.Offered)
    def _offered(self, message: PickField.Offered) -> None:
        field = message.field
        if field.is_open:
            width = min(76, self.app.size.width - field.region.x - 1)
            rows = max(3, min(8, self.app.size.height - field.region.bottom - 1))
            self.pick_list.styles.offset = (field.region.x, field.region.bottom)
            self.pick_list.show_field(field, width, rows)
        elif self.pick_list.field in (field, None):
            self.pick_list.display = False

    @on(PickField.Picked)
    def _picked(self, message: PickField.Picked) -> None:
        field, value = message.field, message.candidate.value
        self.problems.pop(field.id or "", None)
        if field.id == "customer":
            self._customer_picked(value)
        elif field.id == "crew":
            self.crew = job_draft.toggled(self.crew, value)
            self.pick("crew", None)
        elif value is None:
            self.pick(field.id or "", None)
        self.lay_out()
        if field.id not in ("customer", "crew"):
            self.focus_next()

    def _customer_picked(self, value: object) -> None:
        if isinstance(value, NewCustomer):
            self.card = None
            self.picks["customer"].pick(Candidate(value, value.name))
            self.lay_out()
            self.inputs["contact"].focus()
        elif isinstance(value, int):
            self._spawn(self._load_customer(value))
            self.inputs["description"].focus()

    async def _load_customer(self, customer_id: int) -> None:
        self.card = await self.bridge.customer(customer_id)
        self._pick_location(None)
        self.lay_out()

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        name = event.input.id or ""
        if name in _TIMES and isinstance(event.input, TextField) and event.input.was_typed:
            self.planned = self._read_time(name, event.value)
            problem = self.planned.problem(name)
            self.problems.pop(name, None)
            self.notice = (problem, "panel_warning")
            self.lay_out()
        elif self.problems.pop(name, None) is not None or self.is_dirty != self._was_dirty:
            self.lay_out()

    def _read_time(self, name: str, text: str) -> Planned:
        read = {"start": self.clock.start_typed, "end": self.clock.end_typed, "duration": self.clock.duration_typed}
        return read[name](self.before_typing, text)

    @on(events.DescendantBlur)
    def _left_field(self, event: events.DescendantBlur) -> None:
        name = event.widget.id or ""
        if name in _TIMES and self.inputs[name].was_typed:
            problem = self.planned.problem(name)
            if problem:
                self.problems[name] = problem
            else:
                self.problems.pop(name, None)
            self.notice = ("", "panel_muted")
            self._show_times()
            self.lay_out()

    @on(events.DescendantFocus)
    def _entered_field(self, event: events.DescendantFocus) -> None:
        event.widget.scroll_visible(animate=False)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        self.focus_next()

    @on(TextField.Cut)
    def _cut(self, message: TextField.Cut) -> None:
        limit = message.field.limit
        self._say(f"The paste was cut: {message.length:,} characters, {limit:,} at most.")

    def on_key(self, event: events.Key) -> None:
        field = self.inputs["crew"]
        if event.key == "backspace" and field.has_focus and not field.value and self.crew:
            self.crew = self.crew[:-1]
            self.lay_out()

    # -- saving ----------------------------------------------------------------------------------

    def draft(self) -> JobDraft:
        """What the form holds now."""
        picked = {name: field.picked.value if field.picked else None for name, field in self.picks.items()}
        customer = picked["customer"]
        if isinstance(customer, NewCustomer):
            contact, phone, email, address = (self.inputs[name].value.strip() for name in _NEW)
            customer = replace(customer, contact=contact, phone=phone, email=email, address=address)
        location, service_type, color = picked["location"], picked["service_type"], picked["color"]
        return JobDraft(
            customer=customer if isinstance(customer, int | NewCustomer) else None,
            location_id=location if isinstance(location, int) else None,
            description=self.inputs["description"].value.strip(),
            service_type_id=service_type if isinstance(service_type, int) else None,
            priority=picked["priority"] if isinstance(picked["priority"], Priority) else Priority.MEDIUM,
            color_id=color if isinstance(color, int) else None,
            starts_at=self.planned.starts_at,
            minutes=self.planned.minutes,
            crew=self.crew,
            note=self.job.note if self.job else "",
            calendar_id=self.job.calendar_id if self.job else self.calendar.id,
        )

    @property
    def is_dirty(self) -> bool:
        """Whether closing the form would lose something that a person typed or picked."""
        return self.draft() != self.original or any(
            field.was_typed and field.value.strip() for name, field in self.inputs.items() if name != "crew"
        )

    def _typing_problems(self) -> dict[str, str]:
        """What is wrong with the typing itself, by field."""
        found = {name: problem for name in _TIMES if (problem := self.planned.problem(name))}
        for name, field in self.picks.items():
            if name == "customer" and field.picked is None:
                typed = field.value.strip()
                found[name] = (
                    "Pick this customer from the list, or create it there." if typed else "A job needs a customer."
                )
            elif name != "customer" and field.was_typed and field.value.strip() and field.picked is None:
                found[name] = f"Nothing called {field.value.strip()!r}: pick one from the list."
        return found

    def action_save(self) -> None:
        if self.saving or (self.job_id is not None and self.job is None):
            return
        if self.bridge.desk.read_only:
            self._say("This console is read-only: nothing can be saved.", "panel_error")
            return
        self.problems = self._typing_problems()
        if self.problems:
            self._show_problems()
        else:
            self._spawn(self._save(NONE_ACCEPTED))

    def _show_problems(self) -> None:
        """All problems at their fields, the cursor on the first."""
        count = len(self.problems)
        self._say(f"Not saved: {count} field{' needs' if count == 1 else 's need'} a look.", "panel_error")
        first = next((name for name in self.inputs_in_order() if name in self.problems), None)
        if first is not None:
            self.inputs[first].focus()

    def inputs_in_order(self) -> list[str]:
        """Names of the fields from top to bottom."""
        return [spot.name for spot in self.sheet.spots]

    async def _save(self, accepted: Accepted) -> None:
        draft = self.draft()
        act = EditJob(self.job.id, self.job.version, draft, accepted) if self.job else AddJob(draft, accepted)
        self.saving = True
        self.lay_out()
        try:
            outcome = await self.bridge.perform(act)
        finally:
            self.saving = False
            self.lay_out()
        if isinstance(outcome, Done):
            self.dismiss(outcome)
        elif isinstance(outcome, Stale):
            self._conflict()
        elif outcome.asks_only:
            self._ask(outcome, accepted)
        else:
            self._refused(outcome)

    def _refused(self, refused: Refused) -> None:
        shown = self.inputs_in_order()
        placed = [finding for finding in refused.findings if finding.field in shown]
        self.problems = {finding.field: finding.text for finding in placed}
        elsewhere = " ".join(finding.text for finding in refused.findings if finding not in placed)
        self._show_problems()
        if elsewhere:
            self._say(elsewhere, "panel_error")

    def _ask(self, refused: Refused, accepted: Accepted) -> None:
        kinds = accepted | {finding.kind for finding in refused.findings}

        def answered(yes: bool | None) -> None:
            if yes:
                self._spawn(self._save(kinds))
            else:
                self._say("Not saved.")

        sentences = [finding.text for finding in refused.findings]
        self.app.push_screen(Question(self.look, self.glyphs, "Are you sure?", sentences, "save it anyway"), answered)

    def _conflict(self) -> None:
        """The job was saved by somebody else meanwhile: refused whole, the typing stays on screen."""

        def answered(yes: bool | None) -> None:
            if yes and self.job_id is not None:
                self._spawn(self._load(self.job_id, self.draft()))
            else:
                self._say("Not saved: somebody else changed this job meanwhile.", "panel_error")

        deed = "load the latest version"
        self.app.push_screen(Question(self.look, self.glyphs, "Error", [CONFLICT], deed), answered)

    def action_cancel(self) -> None:
        """One level back: the list, then the form; asks only when something was typed."""
        open_field = next((field for field in self.picks.values() if field.is_open), None)
        if open_field is not None:
            open_field.close()
        elif self.saving:
            return
        elif not self.is_dirty:
            self.dismiss(None)
        else:
            sentences = ["What you typed is not saved."]
            question = Question(self.look, self.glyphs, "Leave the form?", sentences, "leave without saving")
            self.app.push_screen(question, self._left)

    def _left(self, yes: bool | None) -> None:
        if yes:
            self.dismiss(None)
