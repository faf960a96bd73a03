"""The line that says what happened, and the line of keys under it."""

from collections.abc import Sequence

from rich.segment import Segment

from industrack_core.domain.text import cell_width, clean_line, clip
from industrack_tui.widgets.lines import LinePane


class StatusLine(LinePane):
    """One sentence: an outcome, a refusal, a hint. It stays until the next one, or until it is cleared."""

    sentence = ""

    def say(self, sentence: str, role: str = "panel", hint: str = "") -> None:
        """Show a sentence; `role` is panel, panel_good, panel_warning or panel_error. The hint is never cut."""
        self.sentence = clean_line(sentence, 1000)
        width = max(1, self.outer_size.width - 2 - cell_width(hint))
        text = clip(self.sentence, width, self.glyphs.ellipsis)
        self.show_lines([[Segment(f" {text} ", self.look[role]), Segment(hint, self.look["panel_accent"])]])


class KeyBar(LinePane):
    """The few keys that matter now; what cannot run now is dimmed. Keys that do not fit are left out whole."""

    def show(self, keys: Sequence[tuple[str, str, bool]]) -> None:
        """Keys as (key, label, can run), the most useful first."""
        pieces: list[Segment] = []
        used = 0
        for key, label, can_run in keys:
            cells = cell_width(key) + cell_width(label) + 4
            if used + cells > self.outer_size.width:
                break
            pieces.append(Segment(f" {key} ", self.look["panel_accent" if can_run else "panel_muted"]))
            pieces.append(Segment(f"{label}  ", self.look["panel" if can_run else "panel_muted"]))
            used += cells
        self.show_lines([pieces])
