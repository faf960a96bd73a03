"""What the terminal shows now, and the shortest text that makes it show the next frame.

Nothing here knows of widgets: lines come in as images, one string leaves per frame. A frame starts and ends with the
default pen and outside any scroll region, so whatever else is written between frames finds the terminal as usual.
"""

from collections.abc import Mapping

from industrack_tui.terminal.output_brush import Brush, Cursor, Scroll
from industrack_tui.terminal.output_cells import TAIL, UNKNOWN, Glass, Image
from industrack_tui.terminal.output_slide import slides
from industrack_tui.terminal.output_spans import weight

_LEAST_CHANGED = 8  # lines that must have changed before it is looked whether some moved: a step with its card is less
_LEAST_MOVED = 4  # lines that must speak for the same scroll
_MOST_SCROLLED = 24  # lines a scroll may move by
_SCROLL_COST = 32  # bytes of the scroll itself


class Front:
    """The front buffer: what each column of the terminal is known to show."""

    def __init__(self, width: int, height: int, glass: Glass, *, may_move: bool, may_erase: bool = False) -> None:
        self.width = width
        self.height = height
        self.glass = glass
        self._may_move = may_move
        self._may_erase = may_erase
        self._lines = [Image(UNKNOWN * width, glass.pens.default * width)] * height

    def laid_over(self, under: Image | None, y: int, x: int, image: Image, columns: int) -> Image:
        """Line y (`under`, or what is shown) with the first columns of an image laid over it at column x.

        A wide character cut in half by an edge is never left so: the half outside becomes a blank.
        """
        text, pens = self._lines[y] if under is None else under
        width = min(columns, len(image.text), self.width - x)
        if width < len(image.text) and width < self.width - x and image.text[width] == TAIL:
            width += 1
        end = x + width
        before, after = text[:x], text[end:]
        if before and text[x : x + 1] == TAIL:
            before = before[:-1] + " "
        if after.startswith(TAIL):
            after = " " + after[1:]
        return Image(
            before + image.text[:width] + after,
            pens[:x] + image.pens[:width] + pens[end:],
        )

    def frame(self, lines: Mapping[int, Image], cursor: Cursor, *, at_once: bool = False) -> str:
        """Text that brings lines to the terminal and leaves its cursor at (x, y); empty if all is shown.

        The new lines are taken for shown: the text must be written. `at_once`: the terminal shows the frame when it
        is whole, so that nobody sees in which order it is written.
        """
        shown = self._lines
        changed = {y: image for y, image in lines.items() if shown[y] != image}
        if not changed:
            return ""
        brush = Brush(self.glass, self.width, at_once=at_once, may_erase=self._may_erase)
        if self._may_move and len(changed) >= _LEAST_CHANGED:
            scroll = self._scroll_worth_it(changed)
            if scroll is not None:
                self._scroll(scroll, changed, brush)
            else:
                self._slide(changed, brush)
        brush.paint((y, shown[y], changed[y]) for y in sorted(changed))
        for y, image in changed.items():
            shown[y] = image
        return brush.finish(cursor)

    def _scroll_worth_it(self, changed: Mapping[int, Image]) -> Scroll | None:
        scroll = self._moved(changed)
        if scroll is None:
            return None
        top, bottom, by = scroll
        rows = range(top, bottom + 1)
        blank = self._blank()
        plain = scrolled = 0
        for y in rows:
            wanted = changed.get(y, self._lines[y])
            plain += weight(self._lines[y], wanted)
            scrolled += weight(self._lines[y + by] if top <= y + by <= bottom else blank, wanted)
        return scroll if 2 * (scrolled + _SCROLL_COST) < plain else None

    def _moved(self, changed: Mapping[int, Image]) -> Scroll | None:
        """The scroll most changed lines speak for, told by their left half; lines alike do not count."""
        half = self.width // 2
        places: dict[str, list[int]] = {}
        for y in range(min(changed), max(changed) + 1):
            places.setdefault(self._lines[y].text[:half], []).append(y)
        voters: dict[int, list[int]] = {}
        for y, image in changed.items():
            old = places.get(image.text[:half], [])
            if len(old) == 1 and 0 < abs(old[0] - y) <= _MOST_SCROLLED:
                voters.setdefault(old[0] - y, []).append(y)
        if not voters:
            return None
        by, rows = max(voters.items(), key=lambda vote: len(vote[1]))
        if len(rows) < _LEAST_MOVED:
            return None
        return Scroll(min(rows) + min(by, 0), max(rows) + max(by, 0), by)

    def _scroll(self, scroll: Scroll, changed: dict[int, Image], brush: "Brush") -> None:
        top, bottom, by = scroll
        wanted = {y: changed.get(y, self._lines[y]) for y in range(top, bottom + 1)}
        blank = [self._blank()] * abs(by)
        moving = self._lines[top : bottom + 1]
        self._lines[top : bottom + 1] = moving[by:] + blank if by > 0 else blank + moving[:by]
        for y, image in wanted.items():
            if self._lines[y] != image:
                changed[y] = image
            else:
                changed.pop(y, None)
        brush.scroll(scroll)

    def _slide(self, changed: dict[int, Image], brush: Brush) -> None:
        for y, slide in slides(self._lines, changed, self.glass.pens.blank).items():
            brush.slide(y, slide)
            self._lines[y] = slide.of(self._lines[y], self.glass.pens.blank)
            if self._lines[y] == changed[y]:
                del changed[y]

    def _blank(self) -> Image:
        return Image(" " * self.width, self.glass.pens.blank * self.width)
