"""Add Job and edit job: one modal form. Nothing typed is lost by a refusal, a conflict or a failure."""

import asyncio
from collections.abc import Sequence
from datetime import date, datetime
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input

from industrack_core.domain.acts import JobDraft, NewCustomer
from industrack_core.domain.customer import CustomerCard
from industrack_core.domain.errors import DatabaseError
from industrack_core.domain.office import Office
from industrack_core.domain.outcomes import Done
from industrack_tui.bridge import Bridge
from industrack_tui.glyphs import Glyphs
from industrack_tui.screens import job_draft
from industrack_tui.screens.customer_search import CustomerSearch
from industrack_tui.screens.dialogs import Question
from industrack_tui.screens.form_sheet import FormSheet
from industrack_tui.screens.job_fields import TIMES, JobFields
from industrack_tui.screens.job_saving import Answered, JobSaving
from industrack_tui.screens.job_sheet import job_sheet
from industrack_tui.screens.schedule_entry import Clockwork, Planned
from industrack_tui.screens.tasks import Tasks
from industrack_tui.themes import Look
from industrack_tui.widgets.fields.pick_field import Candidate, PickField, PickList, matching
from industrack_tui.widgets.fields.text_field import TextField


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
        clock = Clockwork(bridge.desk.clock(), office.zone, day, office.company.day_first)
        self.fields = JobFields(office, clock, starts_at, crew)
        self.inputs, self.picks = self.fields.inputs, self.fields.picks
        self.sheet = FormSheet(look, glyphs)
        self.pick_list = PickList(look, glyphs, id="pick-list")
        self.problems: dict[str, str] = {}
        self.notice = ("", "panel_muted")
        self._was_dirty = False
        self._tasks = Tasks(self._failed)
        self.customers = CustomerSearch(bridge, self._tasks)
        self.saving = JobSaving(self, bridge, self.fields, self._tasks)
        self.coming: asyncio.Task[None] | None = None

    @property
    def planned(self) -> Planned:
        """The time that the job would be saved with."""
        return self.fields.planned

    @property
    def card(self) -> CustomerCard | None:
        """The picked customer's card."""
        return self.fields.card

    @property
    def crew(self) -> tuple[int, ...]:
        """Ids of the employees who are ticked, in the order of ticking."""
        return self.fields.crew

    @crew.setter
    def crew(self, crew: tuple[int, ...]) -> None:
        self.fields.crew = crew

    @property
    def is_idle(self) -> bool:
        """Whether no read or write is under way: what tests wait for."""
        return self._tasks.is_idle

    def _failed(self, error: Exception) -> None:
        if isinstance(error, DatabaseError) and self.is_current:
            self.say(str(error), "panel_error")
        else:
            self.app._handle_exception(error)

    # -- showing ---------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="box", can_focus=False), self.sheet:
            yield from self.inputs.values()
        yield self.pick_list

    def on_mount(self) -> None:
        self.fields.begin()
        self.inputs["customer"].focus()
        if self.job_id is not None:
            self.coming = self._tasks.spawn(self._load(self.job_id))
        self.lay_out()

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.height < 30, "-short")
        self.lay_out()

    def lay_out(self) -> None:
        """Draw labels, sentences and problems, and put the inputs where they belong."""
        width = max(40, min(92, self.app.size.width - 4))
        is_saving = self.saving.is_under_way
        entry = self.fields.entry(is_new=self.job_id is None, is_saving=is_saving, notice=self.notice)
        self._was_dirty = entry.is_dirty
        self.sheet.show_sheet(job_sheet(entry, width, self.problems), width, self.inputs)

    def say(self, sentence: str, role: str = "panel_warning") -> None:
        """Show a sentence under the fields; `role` is its color."""
        self.notice = (sentence, role)
        self.lay_out()

    # -- loading ---------------------------------------------------------------------------------

    async def _load(self, job_id: int, typed: JobDraft | None = None) -> None:
        """Fill the form from the job as it is now; what was `typed` before is put on top, still unsaved."""
        job = await self.bridge.job(job_id)
        if job is None:
            self.say("This job was deleted meanwhile.", "panel_error")
            return
        card = await self.bridge.customer(job.customer_id)
        before, self.problems, self.notice = self.fields.original, {}, ("", "panel_muted")
        self.fields.begin_with(job, card)
        if typed is not None:
            await self._put_on_top(before, typed, job.customer_id)
        if self.inputs["customer"].has_focus:
            self.inputs["description"].focus()
        self.lay_out()

    async def _put_on_top(self, before: JobDraft, typed: JobDraft, customer_id: int) -> None:
        draft, clashes = job_draft.merged(before, typed, self.fields.original)
        if isinstance(draft.customer, int) and draft.customer != customer_id:
            self.fields.card = await self.bridge.customer(draft.customer)
        self.fields.fill(draft)
        self.notice = (job_draft.clash_sentence(clashes, typed), "panel_warning")

    async def _load_customer(self, customer_id: int) -> None:
        self.fields.card = await self.bridge.customer(customer_id)
        self.fields.pick_location(None)
        self.lay_out()

    # -- picking ---------------------------------------------------------------------------------

    @on(PickField.Typed)
    def _typed(self, message: PickField.Typed) -> None:
        field = message.field
        if field.id == "customer":
            if self.fields.card is not None or self.fields.is_new_customer:
                self.fields.card = None
                self.lay_out()
            self.customers.look_up(field)
        else:
            shown = field.value if field.was_typed else ""
            field.offer(matching(self.fields.candidates(field.id or ""), shown))

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
        name, value = message.field.id or "", message.candidate.value
        self.problems.pop(name, None)
        if name == "customer":
            self._customer_picked(value)
        elif name == "crew":
            self.fields.toggle_crew(value)
        elif value is None:
            self.fields.pick(name, None)
        self.lay_out()
        if name not in ("customer", "crew"):
            self.focus_next()

    def _customer_picked(self, value: object) -> None:
        if isinstance(value, NewCustomer):
            self.fields.card = None
            self.fields.pick("customer", Candidate(value, value.name))
            self.lay_out()
            self.inputs["contact"].focus()
        elif isinstance(value, int):
            self._tasks.spawn(self._load_customer(value))
            self.inputs["description"].focus()

    # -- typing ----------------------------------------------------------------------------------

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        name = event.input.id or ""
        if name in TIMES and isinstance(event.input, TextField) and event.input.was_typed:
            self.notice = (self.fields.read_time(name, event.value), "panel_warning")
            self.problems.pop(name, None)
            self.lay_out()
        elif self.problems.pop(name, None) is not None or self.fields.is_dirty != self._was_dirty:
            self.lay_out()

    @on(events.DescendantBlur)
    def _left_field(self, event: events.DescendantBlur) -> None:
        name = event.widget.id or ""
        if name in TIMES and self.inputs[name].was_typed:
            self.problems.pop(name, None)
            if problem := self.fields.settle_time(name):
                self.problems[name] = problem
            self.notice = ("", "panel_muted")
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
        self.say(f"The paste was cut: {message.length:,} characters, {limit:,} at most.")

    def on_key(self, event: events.Key) -> None:
        field = self.inputs["crew"]
        if event.key == "backspace" and field.has_focus and not field.value and self.crew:
            self.fields.drop_last_of_crew()
            self.lay_out()

    # -- saving and leaving ----------------------------------------------------------------------

    def action_save(self) -> None:
        if self.job_id is None or self.fields.job is not None:
            self.saving.save()

    def shown_fields(self) -> list[str]:
        """Names of the fields that can be seen, from top to bottom."""
        return [spot.name for spot in self.sheet.spots]

    def show_problems(self, problems: dict[str, str], elsewhere: str = "") -> None:
        """All problems at their fields, the cursor on the first; `elsewhere` is what is wrong with none of them."""
        self.problems = problems
        count = len(problems)
        self.say(f"Not saved: {count} field{' needs' if count == 1 else 's need'} a look.", "panel_error")
        first = next((name for name in self.shown_fields() if name in problems), None)
        if first is not None:
            self.inputs[first].focus()
        if elsewhere:
            self.say(elsewhere, "panel_error")

    def ask(self, title: str, sentences: Sequence[str], deed: str, answered: Answered) -> None:
        """Ask whether to do a deed."""
        self.app.push_screen(Question(self.look, self.glyphs, title, sentences, deed), answered)

    def load_latest(self) -> None:
        """Load the job as it is now, under what was typed."""
        if self.job_id is not None:
            self._tasks.spawn(self._load(self.job_id, self.fields.draft()))

    def action_cancel(self) -> None:
        """One level back: the list, then the form; asks only when something was typed."""
        open_field = next((field for field in self.picks.values() if field.is_open), None)
        if open_field is not None:
            open_field.close()
        elif self.saving.is_under_way:
            return
        elif not self.fields.is_dirty:
            self.dismiss(None)
        else:
            self.ask("Leave the form?", ["What you typed is not saved."], "leave without saving", self._left)

    def _left(self, yes: bool | None) -> None:
        if yes:
            self.dismiss(None)
