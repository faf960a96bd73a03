"""Commands that mean the same wherever one is."""

from industrack_tui.output import DiffOutput
from industrack_tui.session import Actor


def leave(actor: Actor) -> None:
    """Leave the console, unless it still saves."""
    session = actor.session
    if session.bridge.pending_writes:
        actor.say("Still saving; quit again in a moment.", "panel_warning")
    else:
        session.app.exit(0)


def repaint(actor: Actor) -> None:
    """Draw the screen again."""
    app = actor.session.app
    if isinstance(app, DiffOutput):
        app.repaint()


def next_theme(actor: Actor) -> None:
    """The next theme; it is said."""
    actor.session.open("theme")
