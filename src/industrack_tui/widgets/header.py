"""The top lines: where we are on the left, what needs an eye and how fresh it is on the right. All can be clicked."""

from collections.abc import Sequence
from datetime import datetime

from rich.segment import Segment
from textual import events
from textual.message import Message

from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.domain.records.office import Office
from industrack_core.domain.text.text import cell_width, clip
from industrack_core.domain.time.span import clock_text
from industrack_tui.glyphs import Glyphs
from industrack_tui.themes import Look
from industrack_tui.widgets.lines import LinePane

_GONE = 1000
RIGHT = 50
"""The weight of what stands at the right: it goes after all at the left but a filter."""


class HeaderPart(NamedTuple):
    """A text that may leave where there is no room: the lightest first. `shorter` takes its place when it does.

    `does` is the id of the command that a click runs, empty for none.
    """

    text: str
    role: str
    weight: int = 0
    shorter: "HeaderPart | None" = None
    does: str = ""


Line = tuple[Sequence[HeaderPart], Sequence[HeaderPart]]
"""What stands at the left of a line, and at its right."""


def state_of(
    office: Office, lost_since: datetime | None, glyphs: Glyphs, *, outdated: bool, closed: bool, read_only: bool
) -> HeaderPart:
    """How fresh what is shown is, and whether it can be changed; for the right end of a header."""
    does = "app.repaint"
    if lost_since is not None:
        told = f"stale since {clock_text(lost_since.astimezone(office.zone))} "
        return HeaderPart(told, "panel_error", RIGHT + 5, does=does)
    if outdated:
        return HeaderPart("old version ", "panel_error", RIGHT + 5, does=does)
    if closed:
        return HeaderPart("closed ", "panel_error", RIGHT + 5, does=does)
    if read_only:
        return HeaderPart("read-only ", "panel_warning", RIGHT, does=does)
    return HeaderPart(f"{glyphs.live} live ", "panel_good", RIGHT, HeaderPart("live ", "panel_good", RIGHT), does)


def who_part(forms: Sequence[str]) -> HeaderPart:
    """Who is here, the longest way to say it first. It takes room from words; its last form goes only before alarms."""
    part = None
    weights = [RIGHT - 4, RIGHT - 1, RIGHT + 2][-len(forms) :] if len(forms) > 1 else [RIGHT - 1]
    for form, weight in zip(reversed(forms), reversed(weights), strict=True):
        part = HeaderPart(f"{form} ", "panel", weight, part)
    assert part is not None
    return part


def tabs(named: Sequence[tuple[str, str]], current: str, weight: int) -> list[HeaderPart]:
    """Modules as (command, name), the one that is shown marked; the first is `weight` heavy, the others less."""
    parts = []
    for place, (command_id, name) in enumerate(named):
        role = "pick" if command_id == current else "panel_muted"
        parts.append(HeaderPart(f" {name} ", role, max(1, weight - place), does=command_id))
    return parts


class Header(LinePane):
    """Lines with two sides, apart by a blank at least."""

    class Pressed(Message):
        """A part was clicked: the command with this id is meant."""

        def __init__(self, command_id: str) -> None:
            super().__init__()
            self.command_id = command_id

    def __init__(self, look: Look, glyphs: Glyphs, *, id: str | None = None) -> None:
        super().__init__(look, glyphs, id=id)
        self._targets: list[list[tuple[int, str]]] = []
        self._told: tuple[Line, ...] = ()

    def on_resize(self) -> None:
        self.show(*self._told)

    def show(self, *lines: Line) -> None:
        """Show what there is room for in each line; of the heaviest part at least its beginning."""
        width, self._told = self.outer_size.width, lines
        shown, self._targets = [], []
        for left, right in lines:
            kept_left, kept_right = fitted_parts(left, right, width - 1, self.glyphs.ellipsis)
            widths = [cell_width(part.text) for part in (*kept_left, *kept_right)]
            gap = max(0, width - sum(widths))
            widths.insert(len(kept_left), gap)
            every = [*kept_left, HeaderPart(" " * gap, "panel"), *kept_right]
            shown.append([Segment(part.text, self.look[part.role]) for part in every if part.text])
            self._targets.append([(cells, part.does) for cells, part in zip(widths, every, strict=True)])
        self.show_lines(shown)

    def on_click(self, event: events.Click) -> None:
        event.stop()
        end = 0
        for cells, does in self._targets[event.y] if event.y < len(self._targets) else ():
            end += cells
            if event.x < end:
                if does:
                    self.post_message(self.Pressed(does))
                return


def fitted_parts(
    left: Sequence[HeaderPart], right: Sequence[HeaderPart], cells: int, ellipsis: str
) -> tuple[list[HeaderPart], list[HeaderPart]]:
    """The parts of both sides that fit into so many cells together, in their order; of the heaviest its beginning."""
    kept = [*left, *right]
    first_right = len(left)
    widths = [cell_width(part.text) for part in kept]
    while (over := sum(widths) - cells) > 0:
        at = min(range(len(kept)), key=lambda at: (kept[at].weight, -at))
        part = kept[at]
        if part.shorter is not None:
            kept[at] = part.shorter
        elif sum(map(bool, widths)) > 1:
            kept[at] = HeaderPart("", part.role, _GONE)
        else:
            kept[at] = part._replace(text=clip(part.text, max(0, widths[at] - over), ellipsis))
            break
        widths[at] = cell_width(kept[at].text)
    parted = ([part for part in side if part.text] for side in (kept[:first_right], kept[first_right:]))
    return next(parted), next(parted)
