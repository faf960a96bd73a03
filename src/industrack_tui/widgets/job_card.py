"""The card of what is under the cursor: always in sight, drawn from what the board already holds."""

from collections.abc import Sequence

from rich.segment import Segment

from industrack_core.domain.text.text import cell_width, clip
from industrack_tui.widgets.lines import Finished, LinePane

Parts = list[tuple[str, str]]


class JobCard(LinePane):
    """Two to four lines about a job, or about the free cell."""

    def lines_of(self, lines: Sequence[Parts]) -> list[Finished]:
        """Lines of (text, role) as they are shown; what does not fit ends in an ellipsis."""
        return [Finished(self._clipped(parts)) for parts in lines[: self.outer_size.height]]

    def _clipped(self, parts: Parts) -> list[Segment]:
        kept: list[Segment] = []
        room = self.outer_size.width
        for text, role in parts:
            if room <= 0:
                break
            fitting = clip(text, room, self.glyphs.ellipsis)
            kept.append(Segment(fitting, self.look[role]))
            room -= cell_width(fitting)
        return kept
