"""The top line: where we are on the left, who and how fresh on the right."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from rich.segment import Segment

from industrack_core.domain.records.office import Office
from industrack_core.domain.text.text import cell_width, clip
from industrack_core.domain.time.span import clock_text
from industrack_tui.widgets.lines import LinePane

_GONE = 1000


class HeaderPart(NamedTuple):
    """A text that may leave where there is no room: the lightest first. `shorter` takes its place when it does."""

    text: str
    role: str
    weight: int = 0
    shorter: "HeaderPart | None" = None


def state_of(office: Office, lost_since: datetime | None, *, outdated: bool, read_only: bool) -> HeaderPart:
    """How fresh what is shown is, and whether it can be changed; for the right end of a header."""
    if lost_since is not None:
        return HeaderPart(f"stale since {clock_text(lost_since.astimezone(office.zone))} ", "panel_error", 15)
    if outdated:
        return HeaderPart("old version ", "panel_error", 15)
    return HeaderPart("read-only ", "panel_warning", 10) if read_only else HeaderPart("live ", "panel_good", 10)


class Header(LinePane):
    """One line, both sides apart by a blank at least."""

    def show(self, left: Sequence[HeaderPart], right: Sequence[HeaderPart]) -> None:
        """Show what there is room for; of the heaviest part at least its beginning."""
        width = self.outer_size.width
        kept_left, kept_right = fitted_parts(left, right, width - 1, self.glyphs.ellipsis)
        used = sum(cell_width(part.text) for part in (*kept_left, *kept_right))
        pieces = [Segment(part.text, self.look[part.role]) for part in kept_left]
        pieces.append(Segment(" " * max(0, width - used), self.look["panel"]))
        pieces += [Segment(part.text, self.look[part.role]) for part in kept_right]
        self.show_lines([pieces])


def fitted_parts(
    left: Sequence[HeaderPart], right: Sequence[HeaderPart], cells: int, ellipsis: str
) -> tuple[list[HeaderPart], list[HeaderPart]]:
    """The parts of both sides that fit into so many cells together, in their order; of the heaviest its beginning."""
    kept = [*left, *right]
    first_right = len(left)
    while (over := sum(cell_width(part.text) for part in kept) - cells) > 0:
        at = min(range(len(kept)), key=lambda at: (kept[at].weight, -at))
        part = kept[at]
        if part.shorter is not None:
            kept[at] = part.shorter
        elif sum(bool(each.text) for each in kept) > 1:
            kept[at] = HeaderPart("", part.role, _GONE)
        else:
            kept[at] = part._replace(text=clip(part.text, max(0, cell_width(part.text) - over), ellipsis))
            break
    parted = ([part for part in side if part.text] for side in (kept[:first_right], kept[first_right:]))
    return next(parted), next(parted)
