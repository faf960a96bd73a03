"""Moving a job by a slot or a row at once: presses that come faster than they are saved add up."""

from collections.abc import Callable
from dataclasses import replace

from industrack_core.domain.acts.acts import PlanJob
from industrack_core.domain.outcomes import Done, Refused
from industrack_core.domain.time.minute import instant_of, minute_of
from industrack_tui.acting import announce, ask, attempt
from industrack_tui.board.schedule import Schedule
from industrack_tui.terminal.awaiting import Coming
from industrack_tui.widgets.timeline.overlay import Ghost, GhostLine, for_whom, to_do


class Nudges:
    """The job that is being nudged: where it should be, and whether a save is under way."""

    def __init__(self, screen: Schedule) -> None:
        self.screen = screen
        self.wanted: PlanJob | None = None
        self._employee = self._whose = 0
        self._minutes = 0
        self._lines: tuple[GhostLine, ...] = ()
        self._saving = False
        self._cell: tuple[object, ...] = ()

    @property
    def is_saving(self) -> bool:
        """Whether presses are being saved."""
        return self._saving

    def _here(self) -> tuple[object, ...]:
        """Where the cursor is: a press goes on with the same job only while it stays there."""
        screen = self.screen
        return (screen.in_timeline, screen.employee_id, screen.minute)

    def press(self, slots: int = 0, rows: int = 0, longer: int = 0) -> None:
        """Move the job under the cursor, or on from where its last press puts it."""
        block = self.screen.block
        if self._saving and self._cell != self._here():
            self.screen.status.say("The last move is still being saved.", "panel_warning")
            return
        if self.wanted is None or not self._saving:
            if block is None:
                return
            self.wanted = PlanJob(
                block.job_id, block.version, block.crew_ids, instant_of(block.start), block.end - block.start
            )
            self._employee = block.employee_id
            self._lines = (
                GhostLine(block.customer, for_whom), GhostLine(block.description, to_do), GhostLine(block.number)
            )  # fmt: skip
            self._whose, self._minutes = block.employee_id, block.end - block.start
        changed = self._changed(self.wanted, slots, rows, longer)
        if changed is None or changed == self.wanted:
            return
        self.wanted = changed
        self._show()
        if not self._saving:
            self._saving = True
            self.screen.bring_beside(self._save(), Coming.SAVES)

    def _changed(self, act: PlanJob, slots: int, rows: int, longer: int) -> PlanJob | None:
        view, status = self.screen.timeline.view, self.screen.status
        slot = self.screen.calendar.slot_minutes
        assert act.starts_at is not None
        minutes = act.minutes + longer * slot
        if minutes <= 0:
            status.say("It cannot be shorter.", "panel_warning")
            return None
        crew = act.crew
        if rows:
            place = view.roster.index(self._employee) + rows if self._employee in view.roster else -1
            if not 0 <= place < len(view.roster):
                status.say("There is no further row.", "panel_warning")
                return None
            target = view.roster[place]
            if target in crew:
                person = self.screen.office.employee(target) if self.screen.office else None
                status.say(f"{person.short_name if person else 'They'} is on this job already.", "panel_warning")
                return None
            crew = tuple(target if each == self._employee else each for each in crew)
            self._employee = target
        return replace(act, starts_at=instant_of(minute_of(act.starts_at) + slots * slot), crew=crew, minutes=minutes)

    def _show(self) -> None:
        """Where it will be, at once; the cursor goes with it."""
        act, screen = self.wanted, self.screen
        assert act is not None
        assert act.starts_at is not None
        start, view = minute_of(act.starts_at), screen.timeline.view
        screen.state.follow_job(act.job_id, after=act.version)
        self._cell = self._here()
        if not screen.in_timeline:
            return
        screen.timeline.show_ghost(Ghost(act.crew, start, start + act.minutes, self._lines, act.job_id))
        view.to_employee(self._employee)
        if view.axis.start <= start < view.axis.end:
            view.to_minute(start)
            view.job_id = act.job_id
        self._cell = self._here()
        screen.after_move()

    async def _save(self) -> None:
        try:
            await self._save_until_saved()
        finally:
            self._saving, self.wanted = False, None
            self.screen.timeline.show_ghost(None)
        await self.screen.read_again(False)

    async def _save_until_saved(self) -> None:
        """What is wanted, until nothing was pressed in the meantime."""
        screen, saved = self.screen, None
        while self.wanted is not None and self.wanted != saved:
            act = self.wanted
            outcome = await attempt(screen.session, act)
            if not isinstance(outcome, Done):
                self._refused(act, outcome)
                return
            version = next((each.version_after for each in outcome.changes if each.id == act.job_id), act.version)
            saved = replace(act, version=version)
            self.wanted = replace(self.wanted, version=version)
            # an older picture that is still on its way shows one of the steps before
            screen.state.follow_job(act.job_id, after=version - (self.wanted == saved))
            announce(screen, outcome)

    def _deed(self, act: PlanJob) -> str:
        """What the presses come to, of the job as it was before them."""
        if act.minutes != self._minutes:
            return "make it longer" if act.minutes > self._minutes else "make it shorter"
        return "move it" if self._employee == self._whose else "give it away"

    def _refused(self, act: PlanJob, outcome: object) -> None:
        if isinstance(outcome, Refused) and outcome.asks_only:
            ask(self.screen, act, outcome, f"{self._deed(act)} anyway")
        else:
            self.screen.state.follow_job(None)
            self.screen.status.say(getattr(outcome, "sentence", ""), "panel_error")


def _presses(slots: int = 0, rows: int = 0, longer: int = 0) -> Callable[[Schedule], None]:
    def press(screen: Schedule) -> None:
        if screen.nudges is None:
            screen.nudges = Nudges(screen)
        screen.nudges.press(slots, rows, longer)

    return press


earlier, later = _presses(slots=-1), _presses(slots=1)
row_up, row_down = _presses(rows=-1), _presses(rows=1)
shorter, longer = _presses(longer=-1), _presses(longer=1)
