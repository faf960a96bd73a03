"""Wiring only: settings, theme, glyphs, desk, first screen."""

import asyncio
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from types import FrameType
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.binding import Binding

from industrack_core.domain.errors import ActInDoubt
from industrack_core.domain.upgrade import Upgrade
from industrack_tui.board.screen import ScheduleScreen
from industrack_tui.bridge import Bridge
from industrack_tui.chosen_theme import theme_for
from industrack_tui.commands.command import use_keys
from industrack_tui.commands.command_screen import Dressed, KeepsTyping
from industrack_tui.glyphs import glyphs_for
from industrack_tui.late import late
from industrack_tui.log import note
from industrack_tui.preferences import start_preferences
from industrack_tui.session import Session
from industrack_tui.settings import OwnKeys
from industrack_tui.start import Start
from industrack_tui.surroundings import drawn_colors
from industrack_tui.terminal import compat
from industrack_tui.terminal.awaiting import PASTE_WAITS, Awaiting
from industrack_tui.terminal.driver import PasteWaits
from industrack_tui.terminal.key_order import KeysInOrder
from industrack_tui.terminal.leaving import WakesAtSignals, end_within
from industrack_tui.terminal.short_way import ShortWay
from industrack_tui.terminal.shut import NoWaysOut
from industrack_tui.terminal.tasks import within
from industrack_tui.themes import ANSI, THEME_NAMES, Look, textual_theme, textual_theme_name

if TYPE_CHECKING:
    from rich.console import RenderableType

    from industrack_core.desk.desk import Desk
    from industrack_tui.own_themes import OwnThemes


ROOMS = {
    "question": "dialogs.question:are_you_sure",
    "founding": "office.company_form:open_founding",
    "settings": "office.settings:show_settings",
    "kept_record": "office.kept_records:open_kept_record",
    "theme": "dialogs.theme_menu:choose_theme",
    "layout": "board.layouts:open_layout",
}
"""What a screen opens without knowing it."""


def _use_own_keys(own: OwnKeys) -> tuple[str, ...]:
    """Take the person's keys over; answers what is wrong with them. Without any, what reads them is not loaded."""
    if not own:
        use_keys({})
        return ()
    from industrack_tui.commands.key_map import key_map

    made = key_map(own)
    use_keys(made.keys, made.lost)
    return made.told


class ConsoleApp(NoWaysOut, KeysInOrder, ShortWay):
    """The dispatch console on one desk."""

    CSS_PATH: ClassVar = "board/board.tcss"  # Textual reads no style sheet of the first screen's own
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar = [Binding("ctrl+q", "leave", show=False, priority=True)]
    TITLE = "IndusTrack"

    def __init__(self, start: Start, bridge: type[Bridge] = Bridge) -> None:
        self.mono, self.depth = "NO_COLOR" in os.environ, drawn_colors()
        self._wakes: WakesAtSignals | None = None
        preferences = start_preferences(start)
        self.start = start
        self._own_themes: OwnThemes | None = None
        names: Sequence[str] = THEME_NAMES
        told: tuple[str, ...] = ()
        if any(name not in (None, *THEME_NAMES) for name in (preferences.theme, start.settings.theme)):
            # one of the person's own was chosen: only then their files are read at the start
            names, told = self.theme_names, self.own_themes.told
        kept = preferences.theme if preferences.theme in names else start.settings.theme
        if kept not in names and told:
            kept = None  # it is said that its file cannot be read
        self.theme_name = theme_for(kept, os.environ, names)
        # the color filter is chosen here once, by Textual's own default theme unless it is told
        super().__init__(ansi_color=self.theme_name == ANSI)
        look = self.look
        self._know(look)  # the others when they are worn
        compat.begin_in(self, textual_theme_name(self.theme_name))
        self.glyphs = glyphs_for(start.settings.glyphs)
        self.bridge = bridge(self._open_desk, start.log)
        self.bridge.on_done = lambda: late("board.opening:forget_results")(self)
        self.session = Session(self, self.bridge, start, preferences, look, self.glyphs, ROOMS)
        self.session.warnings = (*_use_own_keys(start.settings.keys), *told)
        self.set_class(self.glyphs.name == "ascii", "-ascii-glyphs")

    def _open_desk(self, upgrade: Upgrade) -> "Desk":
        from industrack_core.desk.opening import open_while_loading
        from industrack_core.domain.rights import Via

        return open_while_loading(
            self.start.url,
            create=self.start.create,
            read_only=self.start.read_only,
            who=self.start.who,
            clock=self.start.clock,
            founding_act=self.start.founding,
            upgrade=None if self.start.read_only else upgrade,
            via=Via.CONSOLE,
        )

    @property
    def own_themes(self) -> "OwnThemes":
        """The person's own themes, read when one of them is chosen or the list of themes is opened."""
        if self._own_themes is None:
            self._own_themes = late("own_themes:read_themes")(self.start.themes)
        return self._own_themes

    @property
    def theme_names(self) -> Sequence[str]:
        """All that it can wear."""
        return (*THEME_NAMES, *self.own_themes.themes)

    def _know(self, look: Look) -> None:
        """Let the toolkit know a theme."""
        if look.palette is not None:
            self.register_theme(textual_theme(look.palette))

    @property
    def look(self) -> Look:
        """The styles of the drawn panes."""
        return self._look_of(self.theme_name)

    def _look_of(self, name: str) -> Look:
        own = self.own_themes.themes.get(name) if name not in THEME_NAMES else None
        palette = own.palette(name, self.depth) if own is not None else None
        return Look(name, mono=self.mono, depth=self.depth, palette=palette)

    def get_default_screen(self) -> ScheduleScreen:
        return ScheduleScreen(self.session)

    def on_mount(self) -> None:
        if self.is_headless:
            return
        loop, context = asyncio.get_running_loop(), within(self)
        self._wakes = WakesAtSignals(loop)

        def told(number: int, frame: FrameType | None) -> None:
            # not by the event loop alone, which may be what does not go on
            end_within(0, self._driver)
            with suppress(RuntimeError):  # it is closed: the console is ending
                loop.call_soon_threadsafe(self._told_to_end, context=context)

        for number in (signal.SIGHUP, signal.SIGTERM):
            signal.signal(number, told)

    def on_unmount(self) -> None:
        if self._wakes is not None:
            self._wakes.close()
            self._wakes = None

    def exit(self, result: int | None = None, return_code: int = 0, message: "RenderableType | None" = None) -> None:
        """Leave, at the latest after some seconds."""
        if not self.is_headless:
            end_within(return_code or result or 0, self._driver)
        super().exit(result, return_code, message)

    def on_paste_waits(self, told: PasteWaits) -> None:
        """Whoever sees no key answered reads why."""
        if isinstance(self.screen, Awaiting):
            self.screen.say_waiting(PASTE_WAITS if told.waits else "")

    def _told_to_end(self) -> None:
        """The line is gone, or somebody ends the program: what is typed in a form is kept first."""
        self._keep_typing()
        self.leave_for_good()

    def _keep_typing(self) -> None:
        for screen in self.screen_stack[1:]:
            if isinstance(screen, KeepsTyping):
                screen.keep_typing()

    def fail(self, sentence: str) -> None:
        """Leave with exit code 1 and one sentence after the screen is gone."""
        self.exit(1, return_code=1, message=Text(f"industrack: {sentence}"))

    def _handle_exception(self, error: Exception) -> None:
        """What nobody expected ends the console with a sentence; the whole story is in the log file."""
        if self.is_headless:
            super()._handle_exception(error)
            return
        from industrack_tui.failure import log_failure

        self._keep_typing()
        self.fail(log_failure(error))

    def action_leave(self) -> None:
        if not self.bridge.is_saving:
            self._keep_typing()
            self.leave_for_good()

    def leave_for_good(self) -> None:
        """End; what nobody knows of is said once the screen is gone."""
        doubts = [f"industrack: {unsure.sentence}" for unsure in self.bridge.in_doubt.values()]
        code = ActInDoubt.exit_code if doubts else 0
        self.exit(code, return_code=code, message=Text("\n".join(doubts)) if doubts else None)

    def wear(self, name: str) -> None:
        """Be dressed in a theme, on every screen."""
        if name == self.theme_name:
            return
        self.theme_name = name
        look = self.look
        if textual_theme_name(name) not in self.available_themes:
            self._know(look)
        self.theme = textual_theme_name(name)
        self.session.look = look
        for screen in self.screen_stack:
            if isinstance(screen, Dressed):
                screen.restyle(look)

    def keep_theme(self, name: str) -> None:
        """Wear it from now on."""
        self.wear(name)
        self.session.preferences.keep_theme(name)


def run_console(start: Start) -> int:
    """Run the console until the person leaves; answers the exit code."""
    compat.apply()
    sys.setswitchinterval(0.0005)  # keys stay quick while a board is being read in another thread
    app = ConsoleApp(start)
    try:
        result = app.run(mouse=start.settings.mouse)
    finally:
        app.bridge.close()
        note(start.log, f"stopped: exit code {app.return_code or 0}")
    return app.return_code or result or 0
