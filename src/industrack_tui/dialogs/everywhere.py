"""Commands that mean the same wherever one is."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from industrack_core.domain.acts.acts import Redo, Undo
from industrack_core.domain.acts.log import OwnAct
from industrack_core.domain.time.told_clock import RunningClock
from industrack_tui.acting import perform
from industrack_tui.commands.board import BY_ID
from industrack_tui.commands.command_screen import CommandScreen
from industrack_tui.dialogs.page import Page
from industrack_tui.dialogs.palette import CommandPalette
from industrack_tui.glyphs import Glyphs
from industrack_tui.in_doubt import in_doubt
from industrack_tui.session import Actor, Session
from industrack_tui.terminal.output import DiffOutput
from industrack_tui.themes import Look

if TYPE_CHECKING:
    from industrack_tui.dialogs.help import HelpLine


@runtime_checkable
class LeavesForGood(Protocol):
    """The console, which can end though something is not known."""

    def leave_for_good(self) -> None:
        """End; what nobody knows of is said once the screen is gone."""


class Everywhere(Actor, CommandScreen, Protocol):
    """A screen with commands: the schedule, a list."""

    look: Look
    glyphs: Glyphs

    def help_lines(self) -> "Sequence[HelpLine]":
        """The keys that hold here, then all others."""

    def go_back(self) -> None:
        """One level back."""


def leave(actor: Actor) -> None:
    """Leave the console, unless it still saves."""
    session = actor.session
    if session.bridge.is_saving:
        actor.say("Still saving; quit again in a moment.", "panel_warning")
    elif session.bridge.in_doubt:
        sentences = [in_doubt(session, unsure) for unsure in session.bridge.in_doubt.values()]
        session.ask(
            sentences, "leave without knowing", lambda yes: leave_for_good(session) if yes else None, loses=True
        )
    else:
        session.app.exit(0)


def leave_for_good(session: Session) -> None:
    """End, though it is not known what became of an act."""
    if isinstance(session.app, LeavesForGood):
        session.app.leave_for_good()


def repaint(actor: Actor) -> None:
    """Draw the screen again."""
    app = actor.session.app
    if isinstance(app, DiffOutput):
        app.repaint()


def stop_the_day(actor: Actor) -> None:
    """Let the day of a live demo stand still, or go on."""
    clock = actor.session.start.clock
    if not isinstance(clock, RunningClock):
        actor.say("Time goes by as it does: only a demo goes by itself (industrack demo --live).", "panel_muted")
    elif clock.is_stopped:
        clock.go_on()
        actor.say(f"The demo's day goes on, {clock.speed:g} times as fast as it is.", "panel_good")
    else:
        clock.stop()
        key = BY_ID["app.stop-the-day"].shown_key
        actor.say(f"The demo's day stands still: {key} lets it go on.", "panel_warning")


def change_theme(actor: Actor) -> None:
    """The next theme; it is said."""
    actor.session.open("theme")


def undo_last(actor: Actor) -> None:
    """Take back one's own last act."""
    perform(actor, Undo(), "undo it")


def choose_undo(screen: Everywhere) -> None:
    """Take back one of one's own acts, also one that others came after."""
    screen.bring(_choose_undo(screen, of_all=False))


def choose_of_all(screen: Everywhere) -> None:
    """Take back what anybody did, for who may."""
    screen.bring(_choose_undo(screen, of_all=True))


async def _choose_undo(screen: Everywhere, *, of_all: bool) -> None:
    from industrack_tui.dialogs.own_acts import OwnActs

    session = screen.session
    if session.bridge.desk.read_only:
        screen.say("This console is read-only: nothing can be taken back.", "panel_warning")
        return
    acts = await session.bridge.ask(lambda desk: desk.own_acts(of_all=of_all))
    if session.office is None or not acts:
        screen.say("There is nothing to undo.", "panel_warning")
        screen.refuse()
        return

    def taken(act: OwnAct | None) -> None:
        if act is not None:
            perform(screen, Undo(revision=act.revision, chosen=True), "undo it")

    session.app.push_screen(OwnActs(screen.look, screen.glyphs, acts, session.office, of_all=of_all), taken)


def redo_last(actor: Actor) -> None:
    """Do again what was taken back."""
    perform(actor, Redo(), "do it again")


def show_help(screen: Everywhere) -> None:
    """The keys that hold here, and all others: searched by typing, run by enter."""
    from industrack_tui.dialogs.help_dialog import HelpDialog

    dialog = HelpDialog(screen.look, screen.glyphs, screen.help_lines(), screen.why_not)
    screen.session.app.push_screen(dialog, lambda chosen: screen.run_chosen(chosen) if chosen else None)


def show_marks(screen: Everywhere) -> None:
    """What the marks of a job mean."""
    from industrack_tui.dialogs.help import mark_lines

    office = screen.session.office
    lines = mark_lines(screen.glyphs, phones=office is not None and office.has_phones)
    screen.session.app.push_screen(Page(screen.look, screen.glyphs, "Marks", lines))


def choose_command(screen: Everywhere) -> None:
    """Find a command by its name, and run it."""
    palette = CommandPalette(screen.look, screen.glyphs, screen)
    screen.session.app.push_screen(palette, lambda chosen: screen.run_chosen(chosen) if chosen else None)


def leave_level(screen: Everywhere) -> None:
    """One level back."""
    screen.go_back()
