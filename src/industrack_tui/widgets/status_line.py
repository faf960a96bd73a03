"""The line that says what happened, and the line of keys under it."""

from collections.abc import Sequence

from rich.segment import Segment

from industrack_core.domain.text import cell_width, clean_line, clip
from industrack_tui.widgets.lines import LinePane


class StatusLine(LinePane):
    """One sentence: an outcome, a refusal, a hint. It stays until the next one, or until it is cleared."""

    sentence = ""
    _role = "panel"
    spill: "KeyBar | None" = None

    def say(self, sentence: str, role: str = "panel", hint: str = "") -> None:
        """Show a sentence; `role` is panel, panel_good, panel_warning or panel_error. The hint is never cut.

        What does not fit goes on in the line of keys under it, until the next key.
        """
        self.sentence, self._role = clean_line(sentence, 1000), role
        # before the first layout there is no width yet: the pane cuts what it then draws
        width = max(1, (self.outer_size.width or 1000) - 2)
        first, rest = self.sentence, ""
        if cell_width(self.sentence) + cell_width(hint) > width and self.spill is not None:
            first, rest = split_at_blank(self.sentence, width)
        last = [Segment(hint, self.look["panel_accent"])]
        text = clip(first, width - (0 if rest else cell_width(hint)), self.glyphs.ellipsis)
        self.show_lines([[Segment(f" {text} ", self.look[role]), *([] if rest else last)]])
        if self.spill is None:
            return
        if not rest:
            self.spill.uncover()
        else:
            text = clip(rest, width - cell_width(hint), self.glyphs.ellipsis)
            self.spill.cover([Segment(f" {text} ", self.look[role]), *last])

    def take_back(self) -> None:
        """The keys are shown again: what of a long sentence goes on under it is cut, and that is seen."""
        if self.spill is not None and self.spill.is_covered:
            self.spill.is_covered = False
            width = max(1, (self.outer_size.width or 1000) - 2)
            text = f"{split_at_blank(self.sentence, width - 1)[0]}{self.glyphs.ellipsis}"
            self.show_lines([[Segment(f" {clip(text, width, self.glyphs.ellipsis)} ", self.look[self._role])]])


def split_at_blank(text: str, cells: int) -> tuple[str, str]:
    """`text` in two at a blank, the first part at most `cells` wide; the second empty when all of it fits."""
    if cell_width(text) <= cells:
        return text, ""
    first = clip(text, cells, "")
    at = first.rfind(" ")
    return (first[:at], text[at + 1 :]) if at > 0 else (first, text[len(first) :])


class KeyBar(LinePane):
    """The few keys that matter now; what cannot run now is dimmed. Keys that do not fit are left out whole."""

    is_covered = False
    _keys: Sequence[Segment] = ()

    def uncover(self) -> None:
        """Show the keys again where a long sentence went on."""
        if self.is_covered:
            self.is_covered = False
            self.show_lines([self._keys])

    def cover(self, pieces: Sequence[Segment]) -> None:
        """Show the rest of a long sentence in place of the keys."""
        self.is_covered = True
        self.show_lines([pieces])

    def show(self, keys: Sequence[tuple[str, str, bool]]) -> None:
        """Keys as (key, label, can run), the most useful first."""
        self.is_covered = False
        pieces: list[Segment] = []
        used = 0
        for key, label, can_run in keys:
            cells = cell_width(key) + cell_width(label) + 4
            if used + cells > self.outer_size.width:
                break
            pieces.append(Segment(f" {key} ", self.look["panel_accent" if can_run else "panel_muted"]))
            pieces.append(Segment(f"{label}  ", self.look["panel" if can_run else "panel_muted"]))
            used += cells
        self._keys = pieces
        self.show_lines([pieces])
