"""The command palette: every command that holds here by name, with its key; what cannot run now says why."""

from collections.abc import AsyncIterator
from typing import ClassVar, cast

from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider

from industrack_tui.commands import Command
from industrack_tui.glyphs import Glyphs
from industrack_tui.screens.command_screen import CommandScreen


class Commands(Provider):
    """Runs the command itself, never a replayed key."""

    @property
    def _commands(self) -> CommandScreen:
        return cast(CommandScreen, self.screen)

    def _help(self, command: Command) -> str:
        reason = self._commands.why_not(command)
        key = f"{command.shown_key}  " if command.shown_key else ""
        return f"{key}{command.help}" + (f" - not now: {reason}" if reason else "")

    async def discover(self) -> AsyncIterator[DiscoveryHit]:
        for command in self._commands.commands:
            if command.palette:
                yield DiscoveryHit(command.label, self._call(command), help=self._help(command))

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for command in self._commands.commands:
            score = matcher.match(command.label) if command.palette else 0
            if score > 0:
                yield Hit(score, matcher.highlight(command.label), self._call(command), help=self._help(command))

    def _call(self, command: Command):  # type: ignore[no-untyped-def]
        screen = self._commands
        return lambda: screen.action_command(command.id)


class Palette(CommandPalette):
    """Textual's palette on our commands; for poor fonts without its icon, half blocks and scroll bar."""

    DEFAULT_CSS: ClassVar = """
    Palette.-ascii {
        SearchIcon { display: none; }
        #--input, #--input.--list-visible { border: none; border-top: ascii $border; border-bottom: none; }
        CommandInput, CommandInput:focus { border: none; padding: 0 1; }
        CommandList, CommandList.--populating {
            border: none; border-top: ascii $border; border-bottom: ascii $border; scrollbar-size-vertical: 0;
        }
        LoadingIndicator { border: none; }
    }
    """

    def __init__(self, glyphs: Glyphs) -> None:
        super().__init__(providers=[Commands], placeholder="Search for commands")
        self.set_class(glyphs.name == "ascii", "-ascii")
