"""A job in the hand: the cursor carries it, the status line says what dropping it would mean, enter drops it."""

from datetime import datetime

from industrack_core.domain.acts.acts import CopyJob, PlanJob
from industrack_core.domain.board.board import Block
from industrack_core.domain.time.minute import instant_of, minute_of
from industrack_tui.acting import perform
from industrack_tui.board import verdict
from industrack_tui.board.asking_time import ask_time
from industrack_tui.board.frame import means
from industrack_tui.board.held import Held
from industrack_tui.board.places import BoardPlace
from industrack_tui.board.schedule import Schedule
from industrack_tui.commands.command import Command, Going
from industrack_tui.commands.spoken import key_of
from industrack_tui.widgets.key_bar import KeyHint
from industrack_tui.widgets.timeline.overlay import Ghost, GhostLine, clocked, for_whom

_ARROWS = (KeyHint("←→", "slot"), KeyHint("HL", "hour"), KeyHint("↑↓", "person"))
_PAIRS = (("go.previous", "go.next"), ("job.shorten", "job.lengthen"))
_IN_ASCII = {"←→": "h l", "↑↓": "j k"}


class Carry:
    """The mode of a job in the hand. `offset` is how far its start lies after the cursor's cell."""

    name = "CARRY"

    def __init__(
        self, screen: Schedule, held: Held, *, offset: int = 0, copy: bool = False, resizing: bool = False
    ) -> None:
        self.screen, self.held, self.offset = screen, held, offset
        self.copy, self.resizing = copy, resizing
        self.minutes = held.minutes
        self.place = BoardPlace.of(screen)
        """Where it was taken up: esc goes back there."""
        self._judged: PlanJob | CopyJob | None = None
        self._asking = False

    @property
    def keys(self) -> list[KeyHint]:
        """The keys that work on it; where the terminal shows no arrows, letters."""
        day, length = (f"{key_of(first)} {key_of(then)}" for first, then in _PAIRS)
        hints = [
            means("board.open", "drop"), means("app.back", "back where it was"), *_ARROWS, KeyHint(day, "day"),
            means("view.density", "time"), KeyHint(length, "length"),
        ]  # fmt: skip
        if not (self.copy or self.held.queued):
            hints.append(means("job.unassign", "queue"))
        if self.screen.glyphs.name == "ascii":
            hints = [hint._replace(key=_IN_ASCII.get(hint.key, hint.key)) for hint in hints]
        return hints

    @property
    def _told_keys(self) -> str:
        length = " ".join(key_of(each) for each in _PAIRS[1])
        drops, leaves, time = (key_of(each) for each in ("board.open", "app.back", "view.density"))
        return f"{drops} drops, {leaves} leaves it, {time} a time, {length} its length"

    # -- what it would be ------------------------------------------------------------------------

    @property
    def act(self) -> PlanJob | CopyJob | None:
        """What dropping it here does; None where there is no row."""
        view = self.screen.timeline.view
        employee_id, start = view.employee_id, view.minute + self.offset
        if employee_id is None:
            return None
        minutes = self.minutes
        if self.resizing and self.held.start is not None:
            employee_id, start = self.held.employee_id or employee_id, self.held.start
            minutes = max(view.axis.slot, view.minute + view.axis.step_at(view.minute) - start)
        make = CopyJob if self.copy else PlanJob
        return make(self.held.job_id, self.held.version, self.held.crew_with(employee_id), instant_of(start), minutes)

    @property
    def is_where_it_was(self) -> bool:
        """Whether dropping it would change nothing."""
        act, held = self.act, self.held
        if act is None or self.copy or held.queued or held.start is None:
            return act is None
        same_time = act.starts_at == instant_of(held.start) and act.minutes == held.minutes
        return same_time and act.crew == held.crew

    def moved(self) -> None:
        """Ghost and sentence follow the cursor."""
        act, office = self.act, self.screen.office
        if act is None or office is None or act.starts_at is None:
            self.screen.timeline.show_ghost(None)
            return
        start = int(act.starts_at.timestamp()) // 60
        lines = (GhostLine(clocked(start, start + act.minutes, office.zone)), GhostLine(self.held.customer, for_whom))
        if self.screen.timeline.view.tall == 1:
            lines = lines[::-1]  # the mode line says when
        self.screen.timeline.show_ghost(Ghost(act.crew, start, start + act.minutes, lines, self.held.job_id))
        if act != self._judged:
            if not self._asking:
                self._asking = True
                self.screen.spawn(self._judge())
        elif self.screen.status.sentence == "":
            self._judged = None
            self.moved()

    async def _judge(self) -> None:
        """Ask what it would mean until the answer is about where it is now."""
        screen = self.screen
        try:
            while screen.mode is self and (act := self.act) is not None and act != self._judged:
                screen.status.say(self._where(act), lasting=True)
                if self.is_where_it_was:
                    self._judged = act
                    screen.status.say(f"{self.held.text}: where it was.", lasting=True)
                    continue
                outcome = await screen.bridge.weigh(lambda desk: desk.judge(act))
                self._judged = act
                if screen.mode is self and self.act == act:
                    lacks = verdict.lacking(act.crew, self.held.service_type_id, screen.office)
                    text, role = verdict.parts(outcome, lacks, screen.glyphs, self.held.number)
                    screen.status.say(f"{self._where(act)}   {text}", role, lasting=True)
        finally:
            self._asking = False

    def _where(self, act: PlanJob | CopyJob) -> str:
        office = self.screen.office
        assert office is not None
        name = f"A copy of {self.held.number}" if self.copy else self.held.number
        return verdict.placed(name, act, office, self.screen.day, self.screen.glyphs)

    # -- keys ------------------------------------------------------------------------------------

    def run(self, command: Command) -> bool:
        """Enter drops, esc leaves; moving, paging, other days and views go on; the rest waits."""
        command_id = command.id
        if command_id in ("board.open", "job.carry", "queue.place", "queue.open"):
            self.drop()
        elif command_id == "app.back":
            self.leave()
        elif command_id in ("job.shorten", "job.lengthen"):
            slot = self.screen.timeline.view.axis.slot
            self.minutes = max(slot, self.minutes + (slot if command_id == "job.lengthen" else -slot))
            self.moved()
        elif command_id == "view.density":
            self.ask_time()
        elif command_id == "job.unassign" and not self.copy and not self.held.queued:
            self.to_queue()
        elif Going.CARRY in command.during:
            return False
        else:
            self.screen.status.say(f"{self.held.number} is in your hand: {self._told_keys}.", "panel_warning")
        return True

    def key(self, key: str, character: str | None) -> bool:
        return False

    def drop(self) -> None:
        """Do it, as judged at this moment."""

        act, screen = self.act, self.screen
        if act is None:
            screen.status.say("There is no employee here to give it to.", "panel_warning")
            return
        screen.enter_mode(None)
        if self.is_where_it_was:
            screen.status.say("Nothing was changed.")
            return
        screen.state.follow_job(None if self.copy else self.held.job_id, after=self.held.version)
        perform(screen, act, "put it there anyway")

    def ask_time(self) -> None:
        """Ask for a time, and hold the job there."""

        def typed(starts_at: datetime) -> None:
            if self.screen.mode is self:
                self.hold_at(minute_of(starts_at))

        ask_time(self.screen, self.minutes, typed)

    def hold_at(self, start: int) -> None:
        """The job in the hand begins at this minute, in the row where it is."""
        from industrack_tui.board.finding import go_to

        view = self.screen.timeline.view
        if view.employee_id is not None:
            go_to(self.screen, start, view.employee_id, 0)
            self.screen.state.follow_job(None)
            self.offset = start - view.minute
            self.screen.after_move()

    def to_queue(self) -> None:
        """Send it back to the queue."""
        from industrack_core.domain.acts.acts import UnassignJob

        self.screen.enter_mode(None)
        perform(self.screen, UnassignJob(self.held.job_id, self.held.version), "send it back")

    def leave(self) -> None:
        """Nothing changes; the cursor goes back to where it was taken up."""
        self.screen.enter_mode(None)
        self.place.put_back(self.screen)
        self.screen.status.say("Nothing was changed.")

    def left(self) -> None:
        self.screen.timeline.show_ghost(None)
        # the button may still be down: what goes on moving is no longer a drag
        self.screen.timeline.stop_drag()
        self.screen.queue.stop_drag()


def take_up(screen: Schedule) -> None:
    """The job under the cursor, or the queue's selected one, into the hand."""
    _take_up(screen, copy=False)


def take_up_copy(screen: Schedule) -> None:
    """A copy of it into the hand."""
    _take_up(screen, copy=True)


def _take_up(screen: Schedule, *, copy: bool) -> None:
    job = screen.subject
    if job is None:
        return
    from industrack_tui.board.views import to_timeline

    held, place = Held.of(job), BoardPlace.of(screen)
    to_timeline(screen)
    view = screen.timeline.view
    offset = 0
    if isinstance(job, Block):
        if (shown := view.find_job(job.job_id)) is not None and shown.employee_id == job.employee_id:
            view.to_block(shown)
        offset = job.start - view.minute
    elif held.employee_id is None:
        screen.timeline.focus()
    carry = Carry(screen, held, offset=offset, copy=copy)
    carry.place = place
    screen.enter_mode(carry)
    screen.after_move()
