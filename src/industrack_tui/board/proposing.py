"""The best slot: one key proposes it on the board, the next key the next one, enter books."""

import asyncio
from collections.abc import Sequence

from industrack_core.domain.acts.acts import PlanJob
from industrack_core.domain.board.board import Block, QueueEntry
from industrack_core.domain.board.slots import Proposal
from industrack_core.domain.errors import DatabaseError
from industrack_core.domain.time.minute import instant_of
from industrack_tui.acting import perform
from industrack_tui.board import verdict
from industrack_tui.board.frame import means
from industrack_tui.board.places import BoardPlace
from industrack_tui.board.schedule import Schedule
from industrack_tui.commands.command import Command, Going
from industrack_tui.widgets.key_bar import KeyHint
from industrack_tui.widgets.timeline.overlay import Ghost, GhostLine, for_whom, to_do


class Proposing:
    """The mode while a slot is proposed."""

    name = "BEST"

    def __init__(self, screen: Schedule, job: Block | QueueEntry, minutes: int) -> None:
        self.screen, self.job, self.minutes = screen, job, minutes
        self.slots: Sequence[Proposal] = ()
        self.index = 0
        self.place = BoardPlace.of(screen)

    @property
    def act(self) -> PlanJob:
        slot = self.slots[self.index]
        return PlanJob(self.job.job_id, self.job.version, slot.crew, instant_of(slot.start), self.minutes)

    async def ask(self) -> None:
        """Look for slots, and show the first."""
        screen, office, job_id, calendar = self.screen, self.screen.office, self.job.job_id, self.screen.calendar
        assert office is not None
        try:
            self.slots = await screen.bridge.seek(lambda desk: desk.best_slots(office, job_id, calendar))
        except (DatabaseError, asyncio.CancelledError):
            self._leave()
            raise
        if screen.mode is not self:
            return
        if not self.slots:
            self._leave()
            screen.status.say(f"Nobody who can do {self.job.number} is free in the next 14 days.", "panel_warning")
            screen.refuse()
        else:
            self._show()

    def _leave(self) -> None:
        """Nothing is booked: cursor, view and pane are as before."""
        if self.screen.mode is self:
            self.screen.enter_mode(None)
            self.place.put_back(self.screen)

    def _show(self) -> None:
        from industrack_tui.board.finding import go_to

        screen, office, act = self.screen, self.screen.office, self.act
        assert office is not None
        slot = self.slots[self.index]
        go_to(screen, slot.start, slot.crew[0], 0)
        screen.state.follow_job(None)
        said = (
            GhostLine(self.job.customer, for_whom),
            GhostLine(self.job.description, to_do),
            GhostLine(self.job.number),
        )
        screen.timeline.show_ghost(Ghost(slot.crew, slot.start, slot.start + self.minutes, said, self.job.job_id))
        told = verdict.placed(self.job.number, act, office, screen.day, screen.glyphs)
        place = f"{self.index + 1} of {len(self.slots)}"
        screen.status.say(f"{told}   {screen.glyphs.status['completed']} free   {place}", "panel_good", lasting=True)

    @property
    def keys(self) -> list[KeyHint]:
        """Book, the next one, why, back."""
        said = (("board.open", "book"), ("job.best", "next best"), ("board.why", "why"), ("app.back", "back"))
        return [means(*each) for each in said]

    def run(self, command: Command) -> bool:
        """b the next, W the one before, enter books, everything else leaves and does what it does."""
        command_id = command.id
        if command_id in ("board.open", "queue.open"):
            self._book()
            return True
        if command_id == "job.best":
            self.index = (self.index + 1) % len(self.slots)
            self._show()
            return True
        if command_id == "app.back":
            self._leave()
            self.screen.status.say("Nothing was changed.")
            return True
        if Going.PROPOSAL not in command.during:
            self.screen.enter_mode(None)
        return False

    def _book(self) -> None:

        act = self.act
        self.screen.enter_mode(None)
        self.screen.state.follow_job(act.job_id, after=act.version)
        perform(self.screen, act, "book it anyway")

    def key(self, key: str, character: str | None) -> bool:
        return False

    def moved(self) -> None:
        """The ghost stays where the slot is."""

    def left(self) -> None:
        self.screen.timeline.show_ghost(None)


def propose(screen: Schedule) -> None:
    """Propose slots for the job under the cursor, or the queue's selected one."""
    from industrack_tui.board.views import to_timeline

    job = screen.subject
    if job is None:
        return
    if job.status in ("started", "paused", "completed", "on_travel"):
        screen.status.say(f"{job.number} has begun: it has its time.", "panel_warning")
        return
    minutes = job.end - job.start if isinstance(job, Block) else job.minutes
    mode = Proposing(screen, job, minutes)
    to_timeline(screen)
    screen.enter_mode(mode)
    screen.status.say("Looking for a free slot.", "panel_muted")
    screen.bring(mode.ask())
