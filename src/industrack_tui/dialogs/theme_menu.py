"""The list of themes, each worn while the cursor is on it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from industrack_tui.dialogs.menu import Choice, Menu
from industrack_tui.session import Session
from industrack_tui.themes import ANSI

if TYPE_CHECKING:
    from industrack_tui.own_themes import OwnThemes


@runtime_checkable
class WearsThemes(Protocol):
    """An app that can be dressed: `mono` where there are no colors, `theme_names` of all that it can wear."""

    mono: bool
    theme_name: str

    @property
    def theme_names(self) -> Sequence[str]:
        """Of all that it can wear."""

    @property
    def own_themes(self) -> "OwnThemes":
        """The person's own ones, and what is wrong with their files."""

    def wear(self, name: str) -> None:
        """Be dressed in a theme, on every screen."""

    def keep_theme(self, name: str) -> None:
        """Wear it from now on."""


_ABOUT_THEMES = {
    "dark": "for dark rooms", "light": "for bright ones", "contrast": "every text at 7 to 1 at least",
    "safe": "for eyes without red or green",
}  # fmt: skip


def choose_theme(session: Session) -> None:
    """A list of the themes; each is shown as the cursor comes to it, and esc goes back to the one before.

    A terminal's own 16 colors cannot be left while running.
    """
    app = session.app
    if not isinstance(app, WearsThemes):
        return
    if app.mono or app.theme_name == ANSI:
        session.home.say("This terminal is shown in its own colors: there is no other theme.", "panel_muted")
        return
    before = app.theme_name
    names = [name for name in app.theme_names if name != ANSI]
    if app.own_themes.told:
        session.home.say(app.own_themes.told[0], "panel_warning")
    choices = [
        Choice(name, str(place) if place < 10 else "", name, _ABOUT_THEMES.get(name, "your own"))
        for place, name in enumerate(names, 1)
    ]

    def chosen(name: str | None) -> None:
        if name is None:
            app.wear(before)
        else:
            app.keep_theme(name)
            session.home.say(f"Theme: {name}")

    app.push_screen(Menu(session.look, session.glyphs, "Theme", choices, at=before, stepped=app.wear), chosen)
