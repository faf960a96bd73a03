"""What the terminal shows now, and the shortest text that makes it show the next frame.

Nothing here knows of widgets: lines come in as images, one string leaves per frame. A frame starts and ends with the
default pen and outside any scroll region, so whatever else is written between frames finds the terminal as usual.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from industrack_tui.terminal.output_cells import NOT_NARROW, SURE, TAIL, UNKNOWN, Glass, Image

_CELL = 4  # bytes of one column in a comparison
_SAME = "\0"  # stands for a column that shows already what it should
_RUNS = re.compile(r"((.)\2*)", re.DOTALL)
_DIFFERING = re.compile(f"[^{_SAME}]+")
_SHORT_GAP = 4  # columns which cost less written again than jumped over
_ERASE_FROM = 4  # blank columns at the end of a line which cost more than erasing it
_LEAST_SCROLLED = 4  # lines that must have moved before a scroll is considered
_MOST_SCROLLED = 24  # lines a scroll may move by
_SCROLL_COST = 32  # bytes of the scroll itself

Cursor = tuple[int, int]


class Scroll(NamedTuple):
    """Lines `top` to `bottom`, both included, move up by `lines` (down if negative)."""

    top: int
    bottom: int
    lines: int


def _number(text: str) -> int:
    return int.from_bytes(text.encode("utf-32-le"), "little")


def _difference(old: Image, new: Image) -> int:
    """Four bytes per column, all zero where both columns look the same."""
    return (_number(old.text) ^ _number(new.text)) | (_number(old.pens) ^ _number(new.pens))


def _weight(old: Image, new: Image) -> int:
    """About how many bytes it takes to turn one line into another."""
    if old == new:
        return 0
    size = _CELL * len(old.text)
    return size - _difference(old, new).to_bytes(size, "little").count(0)


@lru_cache(maxsize=16)
def _lanes(width: int) -> tuple[int, int]:
    """For so many columns: all bits but the highest of each, and the highest of each."""
    lower = int.from_bytes(b"\xff\xff\xff\x7f" * width, "little")
    return lower, int.from_bytes(b"\0\0\0\x80" * width, "little")


def _masked(old: Image, new: Image) -> str:
    """The pens of the new line, with `_SAME` where nothing differs; all columns at once, as one large number."""
    lower, highest = _lanes(len(new.text))
    differing = (_difference(old, new) + lower) & highest  # the highest bit of each column that differs
    mask = (differing << 1) - (differing >> 31)  # all bits of those columns
    return (_number(new.pens) & mask).to_bytes(_CELL * len(new.pens), "little").decode("utf-32-le")


class Front:
    """The front buffer: what each column of the terminal is known to show."""

    def __init__(self, width: int, height: int, glass: Glass, *, may_scroll: bool) -> None:
        self.width = width
        self.height = height
        self._glass = glass
        self._may_scroll = may_scroll
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

    def frame(self, lines: Mapping[int, Image], cursor: Cursor) -> str:
        """Text that brings lines to the terminal and leaves its cursor at (x, y); empty if all is shown.

        The new lines are taken for shown: the text must be written.
        """
        shown = self._lines
        changed = {y: image for y, image in lines.items() if shown[y] != image}
        if not changed:
            return ""
        brush = Brush(self._glass, self.width)
        if self._may_scroll and len(changed) >= _LEAST_SCROLLED:
            scroll = self._scroll_worth_it(changed)
            if scroll is not None:
                self._scroll(scroll, changed, brush)
        for y in sorted(changed):
            brush.paint(y, shown[y], changed[y])
            shown[y] = changed[y]
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
            plain += _weight(self._lines[y], wanted)
            scrolled += _weight(self._lines[y + by] if top <= y + by <= bottom else blank, wanted)
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
        if len(rows) < _LEAST_SCROLLED:
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

    def _blank(self) -> Image:
        return Image(" " * self.width, self._glass.pens.blank * self.width)


def _cheaper_written(text: str, pens: str, start: int, end: int) -> bool:
    """Whether columns that need no change are sooner written than jumped over: few, and in the pen in hand."""
    if end - start > _SHORT_GAP:
        return False
    return pens[start - 1 : end + 1] == pens[start] * (end - start + 2) and text[start:end].isascii()


class Brush:
    """Writes one frame: knows where the cursor is and which pen is in hand."""

    def __init__(self, glass: Glass, width: int) -> None:
        self._glass = glass
        self._width = width
        self._x = -1
        self._y = -1
        self._pen = glass.pens.default
        self._out: list[str] = []

    def finish(self, cursor: Cursor) -> str:
        """The frame's text, ended with the default pen and the cursor at (x, y)."""
        self._take(self._glass.pens.default)
        if (self._x, self._y) != cursor:
            self._jump(*cursor)
        return "".join(self._out)

    def scroll(self, scroll: Scroll) -> None:
        """Move lines. The lines that come in are blank in the default pen on every terminal, erasing with the
        background colour or not, because that pen is in hand."""
        self._take(self._glass.pens.default)
        start, step = (scroll.bottom, "\x1bD") if scroll.lines > 0 else (scroll.top, "\x1bM")
        self._out.append(f"\x1b[{scroll.top + 1};{scroll.bottom + 1}r")
        self._jump(0, start)
        self._out.append(step * abs(scroll.lines) + "\x1b[r")
        self._y = -1

    def paint(self, y: int, old: Image, new: Image) -> None:
        """Write the columns in which two images of line y differ; they do differ."""
        masked = _masked(old, new)
        if NOT_NARROW.search(new.text):
            self._paint_clusters(y, new, masked)
            return
        text, pens = new
        case = self._glass.pens
        blank, known, change, write = case.blank, case.changes, case.change, self._out.append
        at = len(masked) - len(masked.lstrip(_SAME))
        self._jump(at, y)
        held = self._pen
        for run, pen in _RUNS.findall(masked[at:].rstrip(_SAME)):
            end = at + len(run)
            if pen == _SAME:
                write(text[at:end] if _cheaper_written(text, pens, at, end) else f"\x1b[{end - at}C")
                at = end
                continue
            if pen != held:
                codes, held = known.get(held + pen) or change(held, pen)
                write(codes)
            erase = pen == blank and end == self._width and end - at >= _ERASE_FROM
            write("\x1b[K" if erase else text[at:end])
            at = end
        self._pen = held
        # Past the last column terminals disagree on where the cursor is.
        self._x = at if at < self._width else -1

    def _paint_clusters(self, y: int, new: Image, masked: str) -> None:
        spans = [match.span() for match in _DIFFERING.finditer(masked)]
        for start, end in self._whole_clusters(new.text, spans):
            self._jump(start, y)
            at = start
            for run, pen in _RUNS.findall(new.pens[start:end]):
                self._take(pen)
                self._write_clusters(new.text, at, at + len(run), y)
                at += len(run)
            self._x = at if at < self._width else -1

    def _whole_clusters(self, text: str, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        """Spans widened to whole wide characters, and to all columns that a cluster may be drawn over by
        terminals which take it for wider than it is."""
        whole: list[tuple[int, int]] = []
        for span in spans:
            start, end = self._whole(text, *span)
            if whole and start <= whole[-1][1]:
                start, end = whole[-1][0], max(end, whole.pop()[1])
            whole.append((start, end))
        return whole

    def _whole(self, text: str, start: int, end: int) -> tuple[int, int]:
        while start and text[start] == TAIL:
            start -= 1
        column = start
        while column < end:
            if not SURE.match(text, column) and text[column] != TAIL:
                reach = 2 * len(self._glass.cluster(text[column]))
                end = max(end, min(column + reach, self._width))
            column += 1
        while end < self._width and text[end] == TAIL:
            end += 1
        return start, end

    def _write_clusters(self, text: str, start: int, end: int, y: int) -> None:
        """Write columns one by one, and say anew where to go on after any whose width is disputed."""
        for column in range(start, end):
            character = text[column]
            if character == TAIL:
                continue
            if character != UNKNOWN:
                self._out.append(self._glass.cluster(character))
            if not SURE.match(character):
                after = column + 1
                while after < self._width and text[after] == TAIL:
                    after += 1
                if after < self._width:
                    self._jump(after, y)

    def _take(self, pen: str) -> None:
        change, self._pen = self._glass.pens.change(self._pen, pen)
        if change:
            self._out.append(change)

    def _jump(self, x: int, y: int) -> None:
        self._out.append(f"\x1b[{y + 1};{x + 1}H" if x else f"\x1b[{y + 1}H" if y else "\x1b[H")
        self._x, self._y = x, y
