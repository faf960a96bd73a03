"""A form beside what it was opened over: how many cells it has, and the lines of what stays in sight at its left."""

from typing import TYPE_CHECKING, Any, Self

from textual.geometry import Region
from textual.strip import Strip

from industrack_tui.session import Session
from industrack_tui.terminal.compat import picture_of
from industrack_tui.widgets.form.pane import FormPane

if TYPE_CHECKING:
    from textual.screen import Screen

    _Base = Screen[Any]
else:
    _Base = object


class StandsBeside(_Base):
    """A screen with a form's `pane` that covers all, or a part at the right where there is room; mixed in before the
    screen's own base."""

    session: Session
    pane: FormPane
    _under: list[Strip] | None = None

    def on_resize(self) -> None:
        self.settle_beside()

    def cells_beside(self, width: int) -> int:
        """How many of so many cells it takes to stand beside what it was opened over; 0 to cover that."""
        return 0

    def settle_beside(self) -> None:
        """Stand beside what is under it, or cover it, as the terminal has room."""
        cells = self.cells_beside(self.app.size.width)
        if bool(cells) == self.pane.is_beside and (not cells or self.pane.outer_size.width == cells):
            return
        self.pane.stand_beside(cells)
        if cells:
            self.styles.background = "transparent"
        else:
            self.styles.clear_rule("background")
        self.session.home.make_room(cells)

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        self._under = None
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Beside what is under it: the lines of that, which it is told of when they change."""
        if not self.pane.is_beside:
            return super().render_lines(crop)
        if self._under is None:
            stack = self.app.screen_stack
            # a form that was left may be drawn still: nothing is under it
            self._under = picture_of(stack[stack.index(self) - 1]) if self in stack else []
        # while the terminal is resized, what is under it may have another size still
        lines, blank = self._under, Strip.blank(crop.width)
        return [
            lines[y].crop(crop.x, crop.right).adjust_cell_length(crop.width) if y < len(lines) else blank
            for y in range(crop.y, crop.bottom)
        ]
