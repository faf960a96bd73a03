"""Add Job and edit job: one modal form. Nothing typed is lost by a refusal, a conflict or a failure."""

from collections.abc import Callable

from industrack_core.domain.acts.news import Changes, Closed, News
from industrack_core.domain.kinds import Kind
from industrack_core.domain.outcomes import Done, Stale
from industrack_core.domain.records.job import Job
from industrack_tui.commands.command import Command
from industrack_tui.commands.forms import FORM_KEYS
from industrack_tui.forms.job import beginning, frame
from industrack_tui.forms.job.base import JobEntry
from industrack_tui.forms.job.beside import cells_beside, draft_on_board
from industrack_tui.forms.job.merging import shows_what_changed
from industrack_tui.forms.job.model import TIMES
from industrack_tui.forms.job.saving import save_job
from industrack_tui.forms.record.fetching import hear_rights
from industrack_tui.terminal.awaiting import Coming
from industrack_tui.widgets.form.sheet import Parts


class JobForm(JobEntry):
    """Dismissed with what was saved, or None."""

    keys_title = "The job form"
    field_help = (("backspace", "Crew: take off who was ticked last, in the empty crew field"),)

    # -- where it stands -------------------------------------------------------------------------

    def cells_beside(self, width: int) -> int:
        is_over_board = self in self.app.screen_stack[1:2]  # a form that was left may hear of a size still
        return cells_beside(width) if is_over_board else 0

    def draw(self, *, follow: bool = True) -> None:
        super().draw(follow=follow)
        if self.pane.is_beside:
            (draft, said), focus = draft_on_board(self.state), self.hand.focus
            self.session.home.show_draft(draft, said, is_settled=not (focus in TIMES and focus in self.state.touched))

    # -- what it says ----------------------------------------------------------------------------

    def heading(self) -> Parts:
        return frame.heading(self.state, self.form_width, self._state())

    def _state(self) -> str:
        if self.is_saving:
            return "saving"
        if self.is_loading:
            return "loading"
        unsaved = self.state.is_new or self.state.is_dirty
        state = "not saved yet" if unsaved else "saved"
        job = self.state.job
        if job is not None and not unsaved and job.delivery.value != "saved":
            state = f"saved, {job.delivery.label.lower()}"
        state = f"{self.changed_by} changed it meanwhile, {state}" if self.changed_by else state
        return ", ".join(filter(None, (self.open_elsewhere, state)))

    @property
    def commands(self) -> tuple[Command, ...]:
        return FORM_KEYS

    # -- coming and going ------------------------------------------------------------------------

    def begin(self) -> None:
        self.hand.refresh(self.form_width)
        if self.job_id is not None:
            self.bring(beginning.load(self, self.job_id, self.left_behind), Coming.FILLS)
        elif self.left_behind is not None:
            self.bring(beginning.put_back(self, self.left_behind), Coming.FILLS)
        elif self.has_begun:
            self.bring(beginning.begin(self), Coming.FILLS)
        else:
            self.hand.enter(Kind.CUSTOMER)
            if self.state.record.crew:
                self.state.asks.append("look")
                self.run_asks()

    def given_up(self) -> None:
        if self.is_loading:
            self.left()
        else:
            super().given_up()

    def heard(self, news: News) -> None:
        """What anybody did: somebody else's change of this very job is said at once."""
        hear_rights(self, self.state, news)
        job = self.state.job
        if isinstance(news, Closed):
            self.hear_closed(news.sentence)
        if job is None or not isinstance(news, Changes) or self.is_saving:
            return
        if news.records is None or job.id in news.records.get(Kind.JOB, ()):
            self.tasks.spawn(self._check_version(job, self.session.called(news.who)))

    async def _check_version(self, job: Job, who: str) -> None:
        """Say who changed the job, when it is not the version that is shown."""
        latest = await self.bridge.ask(lambda desk: desk.job(job.id))
        shown = self.state.job
        if shown is not None and (latest is None or latest.version != shown.version):
            self.changed_by = who
            if self.is_attached and self.is_current:
                self.draw()

    async def shows_other_conflict(self, stale: Stale) -> bool:
        return await shows_what_changed(self, stale)

    # -- keys ------------------------------------------------------------------------------------

    def save(self, then: Callable[[Done], None] | None = None) -> None:
        save_job(self)

    def end_typing(self) -> None:
        """A field of the job form says what it holds at every letter."""
