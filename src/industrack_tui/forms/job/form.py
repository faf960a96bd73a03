"""Add Job and edit job: one modal form. Nothing typed is lost by a refusal, a conflict or a failure."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from industrack_core.domain.acts.drafts import JobDraft
from industrack_core.domain.acts.news import Changes, News
from industrack_core.domain.kinds import Kind
from industrack_core.domain.outcomes import Done, Stale
from industrack_core.domain.records.customer import CustomerCard
from industrack_core.domain.records.office import Calendar
from industrack_tui.dialogs.menu import Choice, Menu
from industrack_tui.dialogs.page import Page
from industrack_tui.drafts import DraftFile, KeptDraft, new_file
from industrack_tui.forms.candidates import customer_candidates, item_candidates
from industrack_tui.forms.entry_form import NO_NOTICE, EntryForm
from industrack_tui.forms.job import frame
from industrack_tui.forms.job.fetching import JobFetching
from industrack_tui.forms.job.keeping import JobKeeping
from industrack_tui.forms.job.model import JobModel
from industrack_tui.forms.job.names import ALL_PARTS, FIRST_FIELD, SECTIONS, TIMES, UNDER_ITEMS
from industrack_tui.forms.job.saving import JobSaving
from industrack_tui.forms.schedule_entry import Clockwork
from industrack_tui.session import Session
from industrack_tui.terminal.awaiting import Coming
from industrack_tui.widgets.form.hand import FormHand
from industrack_tui.widgets.form.layout import Parts, Slot
from industrack_tui.widgets.form.pick import Candidate

_SECTION_OF_KEY = {key: name for name, _, key in SECTIONS}


class JobForm(EntryForm["Done | None"]):
    """Dismissed with what was saved, or None. `day` is the board's day, against which bare times are read.

    `begun` is what a new job begins with, and `origin` says what that comes from: `estimate E-1007`.
    """

    def __init__(
        self,
        session: Session,
        *,
        job_id: int | None,
        starts_at: datetime | None,
        crew: tuple[int, ...],
        day: date,
        kept: tuple[DraftFile, KeptDraft] | None = None,
        calendar: Calendar | None = None,
        begun: JobDraft | None = None,
        origin: str = "",
    ) -> None:
        super().__init__(session)
        self.office, self.job_id = session.known_office, job_id
        clock = Clockwork(session.now, self.office.zone, day, self.office.company.day_first)
        self._model = JobModel(self.office, clock, starts_at, crew, calendar)
        self.begun = begun is not None
        if begun is not None:
            self._model.begin_from(begun, origin)
        self.hand = FormHand(self._model, 80)
        self.changed_by = ""
        """Who saved the job meanwhile: said in the heading at once."""
        self.saving = JobSaving(self)
        self.kept = kept[1] if kept else None
        """The form as it was left behind, until it is put in."""
        file = kept[0] if kept else None
        if file is None and session.start.drafts is not None:
            file = new_file(session.start.drafts, session.desk.place, session.desk.who)
        self.keeping = JobKeeping(self, file)
        self.fetching = JobFetching(self)

    @property
    def model(self) -> JobModel:
        return self._model

    @property
    def is_loading(self) -> bool:
        """Whether a saved job is on its way."""
        return self.job_id is not None and self._model.job is None

    # -- what it says ----------------------------------------------------------------------------

    def heading(self) -> Parts:
        return frame.heading(self._model, self.form_width, self._state())

    def _state(self) -> str:
        if self.is_saving:
            return "saving"
        if self.is_loading:
            return "loading"
        unsaved = self._model.is_new or self._model.is_dirty
        state = "not saved yet" if unsaved else "saved"
        job = self._model.job
        if job is not None and not unsaved and job.delivery.value != "saved":
            state = f"saved, {job.delivery.label.lower()}"
        return f"{self.changed_by} changed it meanwhile, {state}" if self.changed_by else state

    def head(self, width: int) -> tuple[Parts, ...]:
        return (frame.part_line(self.hand.sheet, self.hand.focus, self._model.problems, width),)

    def foot(self, width: int) -> tuple[Parts, ...]:
        return frame.foot_lines(self.notice, width)

    @property
    def problems(self) -> dict[str, str]:
        return self._model.problems

    @problems.setter
    def problems(self, said: dict[str, str]) -> None:
        self._model.problems = said

    @property
    def pending(self) -> dict[str, str]:
        return self._model.pending

    @property
    def is_dirty(self) -> bool:
        return self._model.is_dirty

    def wrong(self, name: str) -> str:
        return self._model.wrong.get(name, "")

    # -- coming and going ------------------------------------------------------------------------

    def on_mount(self) -> None:
        self.hand.refresh(self.form_width)
        if self.job_id is not None:
            self.bring(self.fetching.load(self.job_id), Coming.FILLS)
        elif self.kept is not None:
            self.bring(self.fetching.put_back(self.kept), Coming.FILLS)
        elif self.begun:
            self.bring(self.fetching.begin(), Coming.FILLS)
        else:
            self.hand.enter(Kind.CUSTOMER)

    def given_up(self) -> None:
        if self.is_loading:
            self.left()
        else:
            super().given_up()

    def on_unmount(self) -> None:
        self.keeping.close()

    def keep_typing(self) -> None:
        """Write what is typed to the disk, at once."""
        self.keeping.write_now()

    def loaded(self, first: str = "description") -> None:
        """A job was put into the model: show it, the hand where it was or in the first field."""
        self.notice, self.changed_by = NO_NOTICE, ""
        self.hand.begin_again()
        if self.hand.focus in (None, Kind.CUSTOMER):
            self.hand.enter(first)
        self.draw()

    def heard(self, news: News) -> None:
        """What anybody did: somebody else's change of this very job is said at once."""
        job = self._model.job
        if job is None or not isinstance(news, Changes) or self.is_saving:
            return
        if news.records is None or job.id in news.records.get(Kind.JOB, ()):
            self.tasks.spawn(self.fetching.check_version(job, news.who))

    def keep_as_new(self) -> None:
        """The job was deleted: go on with what the form holds as a new one."""
        self.job_id = None
        self._model.begin_anew(self._model.draft)
        self.changed_by = ""
        self.hand.begin_again()
        self.say("A new job now, not saved yet: f2 saves it.")

    def saved(self, done: Done) -> None:
        """Leave: it is in the database."""
        self.keeping.done()
        self.dismiss(done)

    def show_conflict(self, stale: Stale) -> None:
        """Somebody else was first: nothing was saved, and nothing typed is lost."""
        from industrack_tui.forms.job.conflict import show_conflict

        self.bring(show_conflict(self, stale))

    # -- keys ------------------------------------------------------------------------------------

    def command(self, key: str) -> bool:
        run = self._commands().get(key)
        if run is not None:
            run()
        elif key in _SECTION_OF_KEY:
            self.go_to_part(self._part_for(_SECTION_OF_KEY[key]))
        else:
            return False
        return True

    def _commands(self) -> dict[str, Callable[[], None]]:
        return {
            "f1": self.show_keys,
            "f2": self.saving.save,
            "f3": lambda: self.saving.save(dispatch=True),
            "escape": self.cancel,
            "ctrl+g": self.choose_part,
            "ctrl+t": self.pick_time,
            "ctrl+o": self.show_work,
            "ctrl+q": self.cancel,
        }

    def _part_for(self, name: str) -> str:
        """The key of Items walks through the lists; every other key leads to its one part."""
        if name != "items":
            return name
        section = self.hand.sheet.section_of(self.hand.focus)
        here = UNDER_ITEMS.index(section.name) if section and section.name in UNDER_ITEMS else -1
        return UNDER_ITEMS[(here + 1) % len(UNDER_ITEMS)]

    def go_to_part(self, name: str) -> None:
        """Scroll a part to the top, the hand in its first field."""
        self.hand.enter(FIRST_FIELD[name])
        section = next((each for each in self.hand.sheet.sections if each.name == name), None)
        if section is not None:
            self.pane.top = section.y
        self.draw()

    def choose_part(self) -> None:
        """A menu of all parts by letter."""
        shown = {section.name for section in self.hand.sheet.sections}
        choices = [Choice(name, letter, label, "") for name, letter, label in ALL_PARTS if name in shown]
        menu = Menu(self.look, self.glyphs, "Go to", choices)
        self.app.push_screen(menu, lambda name: self.go_to_part(name) if name else None)

    def show_work(self) -> None:
        """The picked customer's jobs and estimates."""
        if self.card is None:
            self.say("Pick a customer first: then their jobs and estimates are listed.")
            return
        self._model.requests.append(("work", None))
        self.fetching.run_requests()

    def pick_time(self) -> None:
        """A calendar for start and end, common durations for the duration."""
        from industrack_tui.forms.job.opening import pick_time

        pick_time(self, self.hand.focus if self.hand.focus in TIMES else "start")

    def type_into(self, name: str, text: str) -> None:
        """Put a text into a field as if it had been typed, and stay there."""
        self.hand.enter(name)
        spot = self.hand.spot
        if spot is not None and spot.name == name:
            self._model.typed(spot.slot, text)
            self.hand.begin_again()
            self.after_key()

    def show_keys(self) -> None:
        """The keys of the form, on a page."""
        self.app.push_screen(Page(self.look, self.glyphs, "The job form", [list(line) for line in frame.key_lines()]))

    def left(self) -> None:
        self.keeping.done()
        super().left()

    def follow_key(self) -> None:
        self.fetching.run_requests()
        self.keeping.changed()

    # -- looking up ------------------------------------------------------------------------------

    async def search(self, slot: Slot, typed: str) -> Sequence[Candidate]:
        if slot.name == Kind.CUSTOMER:
            return customer_candidates(await self.bridge.find_customers(typed), typed)
        return item_candidates(await self.bridge.find_items(typed), typed, self.office.company.currency)

    @property
    def card(self) -> CustomerCard | None:
        """The picked customer's card."""
        return self._model.card
