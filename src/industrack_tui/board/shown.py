"""What stands around board and queue now: the card of what is under the cursor, and where one is."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from industrack_core.domain.board.board import Block, QueueEntry
from industrack_core.domain.kinds import Kind
from industrack_core.domain.late_module import late_module
from industrack_tui.board.frame import key_hint, means
from industrack_tui.board.heading import Place
from industrack_tui.board.modes import CardPlace, Parts
from industrack_tui.board.schedule import Schedule
from industrack_tui.commands.board import BY_ID, COMMANDS
from industrack_tui.commands.command import Pane
from industrack_tui.late import late
from industrack_tui.widgets.key_bar import KeyHint
from industrack_tui.widgets.period.kind import PeriodKind

if TYPE_CHECKING:
    from industrack_tui.board import resting
else:
    resting = late_module("industrack_tui.board.resting")


@runtime_checkable
class HasKeys(Protocol):
    """A dialog, known without loading what dialogs are made of: how it is called, and what works in it."""

    @property
    def mode_name(self) -> str:
        """In capitals."""

    @property
    def mode_keys(self) -> Sequence[KeyHint]:
        """The keys that are named."""


def first_run_hint(place: str) -> Sequence[str]:
    """What a board without employees says."""
    return (
        "Welcome. This company has no employees yet.",
        "",
        "A               Actions: add your first employee, or a job for the queue",
        "a               adds a job that waits in the queue",
        "q, then         industrack demo                   shows a company at work",
        "                industrack import jobs FILE --map MAP   brings jobs in",
        "",
        f"Everything is kept in {place}",
    )


def show_card(screen: Schedule) -> None:
    """Card and keys for what is under the cursor."""
    office, view, subject = screen.office, screen.timeline.view, screen.subject
    if office is not None:
        parts = resting.recall_parts(screen, subject)
        where = CardPlace(
            view, screen.minute, screen.employee_id, screen.in_timeline, parts, _day_told(screen),
            screen.state.told(screen.now), _elsewhere(screen, subject),
        )  # fmt: skip
        screen.frame.show_subject(subject, where, office, screen.session.now, screen.timeline.now)
        resting.ask_parts(screen, subject)
    if not screen.is_active:
        show_covered(screen)
        return
    if screen.mode is not None:
        screen.frame.show_mode(screen.mode.name, screen.mode.keys)
        return
    past = screen.session.past
    if past is not None:
        screen.frame.show_mode(past.title, past.keys, board_keys=True)
        return
    if screen.state.marks:
        screen.frame.show_mode("MARK", mark_keys(screen), board_keys=True)
        return
    can = (
        subject is None, screen.block is None, screen.employee_id is None, screen.queue.selected is None,
        office is None or (office.person.rights if office.person is not None else False),
    )  # fmt: skip
    screen.frame.show_keys(screen.pane, can, screen.why_not)


def _elsewhere(screen: Schedule, subject: Block | QueueEntry | None) -> str:
    """Who else has the job under the cursor open."""
    if subject is None or not screen.session.here:
        return ""
    return str(late("here:open_elsewhere")(screen.session, Kind.JOB, subject.job_id))


def show_covered(screen: Schedule) -> None:
    """What lies over the board has the keys: its name and what works in it, or no keys where it says its own."""
    over = screen.app.screen
    if isinstance(over, HasKeys):
        screen.frame.show_mode(over.mode_name, over.mode_keys)
    elif screen.aside is not None:
        screen.frame.show_mode("FORM", ())
    else:
        screen.frame.hide_keys()


def mark_keys(screen: Schedule) -> list[KeyHint]:
    """What is done to all marked jobs, how more are marked, and how one gets out."""
    every = [command for command in COMMANDS if command.marked and command.pane in (screen.pane, Pane.ANY)]
    own = [BY_ID[each] for each in ("job.mark", "board.mark-all")]
    return [*(key_hint(each, screen.why_not) for each in (*every, *own)), means("app.back", "clear")]


def _day_told(screen: Schedule) -> Sequence[Parts]:
    """The day under the cursor of a month."""
    scene = screen.period.scene
    if scene is None or screen.period.kind is not PeriodKind.MONTH or screen.pane is not Pane.BOARD:
        return ()
    from industrack_tui.widgets.period.day_card import day_lines

    return day_lines(scene, screen.glyphs)


def show_header(screen: Schedule) -> None:
    """Where we are, who is here, and how fresh the board is."""
    if screen.office is None:
        screen.frame.show_opening()
        return
    told = screen.state.told(screen.now)
    if told is not None:
        screen.timeline.show_alarms(
            told.worst, is_calm=told.day.is_calm, quiet=told.quiet, key=BY_ID["board.exceptions"].shown_key
        )
        screen.period.show_alarms(is_calm=told.day.is_calm, quiet=told.quiet)
        screen.status.show_unsaid()
    desk, days = screen.bridge.desk, screen.state.days
    width, load = screen.frame.header.outer_size.width, screen.state.load
    place = Place(
        screen.office, screen.day, days, screen.state.zoom, screen.session.who_is_here(width), desk.read_only,
        screen.session.lost_since, screen.session.is_outdated, bool(screen.session.closed), width,
        screen.frame.header.outer_size.height < 2, screen.calendar, screen.period.kind, screen.period.title(),
        screen.state.filter.sentence(screen.office),
        len(screen.state.marks), load if load and load.is_of(screen.day, screen.timeline.view.roster) else None,
        screen.state.alarms(screen.now), screen.queue.queue.total,
        screen.session.past.title if screen.session.past is not None else "", len(screen.session.unseen.acts),
    )  # fmt: skip
    screen.frame.show_place(place)
