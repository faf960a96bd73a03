"""The top line: where we are on the left, who and how fresh on the right."""

from collections.abc import Sequence

from rich.segment import Segment

from industrack_core.domain.text import cell_width
from industrack_tui.widgets.lines import LinePane


class Header(LinePane):
    """One line. Parts are text and style role."""

    def show(self, left: Sequence[tuple[str, str]], right: Sequence[tuple[str, str]]) -> None:
        """Show both sides; without room the right side loses its first part, then the left one its last ones."""
        width = self.outer_size.width
        wanted = sum(cell_width(text) for text, _ in left)
        if len(right) > 1 and wanted + sum(cell_width(text) for text, _ in right) > width:
            right = right[1:]
        used = sum(cell_width(text) for text, _ in right)
        kept = list(left)
        while len(kept) > 1 and sum(cell_width(text) for text, _ in kept) + used > width:
            kept.pop()
        gap = max(0, self.outer_size.width - used - sum(cell_width(text) for text, _ in kept))
        pieces = [Segment(text, self.look[role]) for text, role in kept]
        pieces.append(Segment(" " * gap, self.look["panel"]))
        pieces.extend(Segment(text, self.look[role]) for text, role in right)
        self.show_lines([pieces])
