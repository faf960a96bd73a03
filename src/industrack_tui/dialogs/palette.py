"""The command palette: every command that holds here by name, with its key; what cannot run now says why."""

from collections.abc import Sequence

from rich.segment import Segment
from textual.fuzzy import Matcher

from industrack_core.domain.acts.news import News
from industrack_core.domain.text.text import clip, pad
from industrack_tui.commands.command import Command
from industrack_tui.commands.command_screen import CommandScreen
from industrack_tui.dialogs.narrowed_list import NarrowedList
from industrack_tui.glyphs import Glyphs
from industrack_tui.themes import Look

_LABEL_CELLS = 18


class CommandPalette(NarrowedList[str, Command]):
    """Typing narrows, the best match first. Dismissed with the id of the command to run: never a replayed key."""

    mode_name = "COMMANDS"
    widest = 88
    box = "page"
    nothing = "No command of that name."

    def __init__(self, look: Look, glyphs: Glyphs, screen: CommandScreen) -> None:
        super().__init__(look, glyphs, "Commands", hint="Search for commands", limit=64)
        self._commands = [command for command in screen.commands if command.palette]
        self._why_not = screen.why_not
        self.narrow("")

    def heard(self, news: News) -> None:
        """What anybody did may change what can run."""
        self.call_later(self.draw)

    def found(self, typed: str) -> Sequence[Command]:
        matcher = Matcher(typed)
        scores = {each.id: matcher.match(each.label) for each in self._commands} if typed.strip() else {}
        found = [each for each in self._commands if scores.get(each.id, 0.0 if scores else 1.0) > 0]
        return sorted(found, key=lambda each: -scores.get(each.id, 0.0))

    def take(self, each: Command) -> None:
        self.dismiss(each.id)

    def clicked(self, *, again: bool) -> None:
        self.action_take()

    def foot(self) -> str:
        return "enter runs it   esc back"

    def line(self, each: Command, width: int, *, here: bool) -> Sequence[Segment]:
        reason = self._why_not(each)
        label = pad(f" {clip(each.label, _LABEL_CELLS, self.glyphs.ellipsis)}", _LABEL_CELLS + 2)
        key = pad(each.shown_key, 12)
        room = width - len(label) - len(key)
        said = clip(f"not now: {reason}" if reason else each.help, room, self.glyphs.ellipsis)
        text = pad(f"{label}{key}{said}", width)
        if here:
            return [Segment(text, self.look["pick"])]
        role = "panel_muted" if reason else "panel"
        return [Segment(label, self.look[role]), Segment(text[len(label) :], self.look["panel_muted"])]
