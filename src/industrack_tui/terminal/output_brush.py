"""The shortest text that turns lines a terminal shows into others: where the cursor is, which pen is in hand."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from industrack_tui.terminal.output_cells import NOT_NARROW, SURE, TAIL, UNKNOWN, Glass, Image

_CELL = 4  # bytes of one column in a comparison
_SAME = "\0"  # stands for a column that shows already what it should
_RUNS = re.compile(r"((.)\2*)", re.DOTALL)
_DIFFERING = re.compile(f"[^{_SAME}]+")
_SHORT_GAP = 4  # columns which cost less written again than jumped over
_ERASE_FROM = 4  # blank columns at the end of a line which cost more than erasing it
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


def weight(old: Image, new: Image) -> int:
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
