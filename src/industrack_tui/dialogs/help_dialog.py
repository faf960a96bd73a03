"""Help that is searched by typing, and that runs the command under the cursor."""

from collections.abc import Callable, Sequence

from rich.segment import Segment

from industrack_core.domain.text.text import clip, pad
from industrack_tui.commands.command import Command
from industrack_tui.dialogs.dialog import Parts
from industrack_tui.dialogs.help import HelpLine, narrowed, place_in
from industrack_tui.dialogs.narrowed_list import NarrowedList
from industrack_tui.glyphs import Glyphs
from industrack_tui.themes import Look


class HelpDialog(NarrowedList[str, HelpLine]):
    """Typing narrows, a key that is typed is gone to; enter runs the command under the cursor.

    Dismissed with its id: never a replayed key. `why_not` says why one cannot run now.
    """

    mode_name = "HELP"

    def __init__(
        self, look: Look, glyphs: Glyphs, lines: Sequence[HelpLine], why_not: Callable[[Command], str]
    ) -> None:
        super().__init__(look, glyphs, "Help", hint="type a word or a key", limit=64, keys={"f1": self.action_leave})
        self._lines, self._why_not = tuple(lines), why_not
        self.narrow("")

    @property
    def lines_shown(self) -> list[Parts]:
        """What there is, as (text, role)."""
        return [line.parts for line in self.listed]

    def found(self, typed: str) -> Sequence[HelpLine]:
        return narrowed(self._lines, typed)

    def begins_at(self, typed: str) -> int:
        return place_in(self.listed, typed)

    def rests_on(self, each: HelpLine) -> bool:
        return not each.is_heading

    def take(self, each: HelpLine) -> None:
        """Run the command under the cursor, or say why not."""
        if self._reason(each):
            self.refuse()
            self.draw("panel_warning")
        elif each.command is not None:
            self.dismiss(each.command.id)

    def _reason(self, line: HelpLine) -> str:
        if line.command is None:
            return "That is not run from here." if line.keys else "That is a mark."
        reason = self._why_not(line.command)
        return f"Not now: {reason}." if reason else ""

    def foot(self) -> str:
        said = self._reason(self.current) if self.current is not None else ""
        return f"{said or 'enter runs it'}   esc back"

    def line(self, each: HelpLine, width: int, *, here: bool) -> Sequence[Segment]:
        if here:
            return [Segment(pad(clip(each.text, width, self.glyphs.ellipsis), width), self.look["pick"])]
        return [Segment(text, self.look[role]) for text, role in each.parts]
