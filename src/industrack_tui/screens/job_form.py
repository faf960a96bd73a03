"""Add Job and edit job: one modal form. Nothing typed is lost by a refusal, a conflict or a failure."""

import asyncio
from collections.abc import Sequence
from datetime import date, datetime
from typing import ClassVar

from rich.segment import Segment
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widget import Widget
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
from industrack_tui.screens.dialogs import Page, Question
from industrack_tui.screens.form_layout import Parts
from industrack_tui.screens.form_sheet import FormSheet
from industrack_tui.screens.job_fields import TIMES, JobFields
from industrack_tui.screens.job_saving import Answered, JobSaving
from industrack_tui.screens.job_sheet import foot_lines, job_sheet, key_lines
from industrack_tui.screens.schedule_entry import Clockwork, Planned
from industrack_tui.screens.tasks import Tasks
from industrack_tui.themes import Look
from industrack_tui.widgets.fields.pick_field import Candidate, PickField, PickList, matching
from industrack_tui.widgets.fields.text_field import TextField
from industrack_tui.widgets.lines import LinePane

NO_NOTICE = ("", "panel_muted")
_NOT_SAVED, _CUT = "Not saved:", "The paste was cut"
_LEAST_WIDTH = 22
_SHORT = 30
"""Rows of a terminal below which the form begins at the top."""


class JobForm(ModalScreen[Done | None]):
    """Dismissed with what was saved, or None. `day` is the board's day, against which bare times are read."""

    CSS_PATH: ClassVar = "job_form.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "save", show=False),
        Binding("escape", "cancel", show=False),
        Binding("f1", "show_keys", show=False),
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
        self.field_scroll = VerticalScroll(id="scroll", can_focus=False)
        self.foot = LinePane(look, glyphs, id="foot")
        self.problems: dict[str, str] = {}
        self.notes: dict[str, str] = {}
        """What a person had typed where somebody else's version is shown now: in sentences, by field name."""
        self.notice = NO_NOTICE
        self._edited: set[str] = set()
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
        with Vertical(id="box"):
            with self.field_scroll, self.sheet:
                yield from self.inputs.values()
            yield self.foot
        yield self.pick_list

    def on_mount(self) -> None:
        self.fields.begin()
        self.inputs["customer"].focus()
        if self.job_id is not None:
            self.coming = self._tasks.spawn(self._load(self.job_id))
        self.lay_out()

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.height < _SHORT, "-short")
        self.lay_out()

    def lay_out(self) -> None:
        """Draw labels, sentences and problems, and put the inputs where they belong."""
        size = self.app.size
        width = max(_LEAST_WIDTH, min(92, size.width - 4))
        entry = self.fields.entry(is_new=self.job_id is None, is_saving=self.saving.is_under_way)
        self._was_dirty = entry.is_dirty
        sheet = job_sheet(entry, width, self.problems, self.notes)
        self._lay_box(len(sheet.lines), foot_lines(self.notice, width), width, size.height)
        if self.sheet.show_sheet(sheet, width, self.inputs):
            self.call_after_refresh(self._show_focused)

    def _lay_box(self, rows: int, foot: list[Parts], width: int, height: int) -> None:
        """The fields scroll when they are more than fit over the foot, which is always in sight."""
        margin = 0 if height < _SHORT else 3
        room = max(1, height - margin - 2 - len(foot))
        self.field_scroll.styles.height = min(rows, room)
        self.field_scroll.styles.width = self.foot.styles.width = width + (rows > room)
        self.foot.styles.height = len(foot)
        self.foot.show_lines([[Segment(text, self.look[role]) for text, role in line] for line in foot])

    def set_focus(self, widget: Widget | None, scroll_visible: bool = True, from_app_focus: bool = False) -> None:
        """Give a field the keys. Textual's own scrolling overlooks where inputs are laid on the sheet."""
        super().set_focus(widget, scroll_visible=False, from_app_focus=from_app_focus)

    def _show_focused(self) -> None:
        """Scroll the focused field, and what is said right under it, into sight."""
        name = self.focused.id if self.focused is not None else None
        y = next((spot.y for spot in self.sheet.spots if spot.name == name), None)
        if y is None:
            return
        scroll = self.field_scroll
        rows, under = scroll.size.height, int(name in self.problems or name in self.notes)
        first = max(min(int(scroll.scroll_y), y), y + min(under, rows - 1) - rows + 1)
        if first != scroll.scroll_y:
            scroll.scroll_to(y=first, animate=False, immediate=True)

    def say(self, sentence: str, role: str = "panel_warning") -> None:
        """Show a sentence under the fields; `role` is its color."""
        self.notice = (sentence, role)
        self.lay_out()

    def _problem_mended(self, name: str) -> bool:
        """Forget what is wrong with a field; the notice that counted the problems goes with the last one."""
        was_wrong = self.problems.pop(name, None) is not None
        if was_wrong and not self.problems and self.notice[0].startswith(_NOT_SAVED):
            self.notice = NO_NOTICE
        return was_wrong

    # -- loading ---------------------------------------------------------------------------------

    async def _load(self, job_id: int, *, keeps_typing: bool = False) -> None:
        """Fill the form from the job as it is now; with `keeps_typing`, what was typed is put on top, still unsaved."""
        job = await self.bridge.job(job_id)
        if job is None:
            self.say("This job was deleted meanwhile.", "panel_error")
            return
        card = await self.bridge.customer(job.customer_id)
        before, typed, words = self.fields.original, self.fields.draft(), self.fields.words()
        self.problems, self.notice = {}, NO_NOTICE
        self.fields.begin_with(job, card)
        if keeps_typing:
            await self._put_on_top(before, typed, words)
        if self.inputs["customer"].has_focus:
            self.inputs["description"].focus()
        self.lay_out()

    async def _put_on_top(self, before: JobDraft, typed: JobDraft, words: dict[str, str]) -> None:
        draft = job_draft.merged(before, typed, self.fields.original)
        if isinstance(draft.customer, int) and draft.customer != self.fields.original.customer:
            self.fields.card = await self.bridge.customer(draft.customer)
        self.fields.fill(draft)
        lost = job_draft.displaced(before, typed, self.fields.draft(), words)
        self.notes, self._edited = self.notes | lost, set()
        self.notice = (job_draft.clash_sentence(lost), "panel_warning")

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
        self._edited.add(name)
        self._problem_mended(name)
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
        was_typed = isinstance(event.input, TextField) and event.input.was_typed
        if was_typed:
            self._edited.add(name)
        if name in TIMES and was_typed:
            problem = self.fields.read_time(name, event.value)
            self._problem_mended(name)
            if problem or not self.notice[0].startswith(_NOT_SAVED):
                self.notice = (problem, "panel_warning")
            self.lay_out()
        elif self._problem_mended(name) or self.fields.is_dirty != self._was_dirty:
            self.lay_out()

    @on(events.DescendantBlur)
    def _left_field(self, event: events.DescendantBlur) -> None:
        name = event.widget.id or ""
        forgotten = name in self._edited and self.notes.pop(name, None) is not None
        if name in TIMES and self.inputs[name].was_typed:
            self._time_typed(name)
        elif forgotten:
            self.lay_out()

    def _time_typed(self, name: str) -> None:
        self._problem_mended(name)
        if problem := self.fields.settle_time(name):
            self.problems[name] = problem
        if not self.notice[0].startswith(_NOT_SAVED):
            self.notice = NO_NOTICE
        self.lay_out()

    @on(events.DescendantFocus)
    def _entered_field(self, event: events.DescendantFocus) -> None:
        self._show_focused()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        self.focus_next()

    @on(TextField.Cut)
    def _cut(self, message: TextField.Cut) -> None:
        limit = message.field.limit
        self.say(f"{_CUT}: {message.length:,} characters, {limit:,} at most.")

    @on(TextField.CutSeen)
    def _cut_seen(self, message: TextField.CutSeen) -> None:
        if self.notice[0].startswith(_CUT):
            self.say(*NO_NOTICE)

    def on_key(self, event: events.Key) -> None:
        field = self.inputs["crew"]
        if event.key == "backspace" and field.has_focus and not field.value and self.crew:
            self.fields.drop_last_of_crew()
            self._edited.add("crew")
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
        self.say(f"{_NOT_SAVED} {count} field{' needs' if count == 1 else 's need'} a look.", "panel_error")
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
            self._tasks.spawn(self._load(self.job_id, keeps_typing=True))

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
            sentences = ["What you typed is not saved."]
            question = Question(
                self.look, self.glyphs, "Leave the form?", sentences, "leave without saving", loses=True
            )
            self.app.push_screen(question, self._left)

    def action_show_keys(self) -> None:
        self.app.push_screen(Page(self.look, self.glyphs, "The job form", [list(line) for line in key_lines()]))

    def _left(self, yes: bool | None) -> None:
        if yes:
            self.dismiss(None)
