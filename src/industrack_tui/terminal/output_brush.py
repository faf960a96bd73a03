"""The shortest text that turns lines a terminal shows into others: where the cursor is, which pen is in hand."""

import re
from collections.abc import Iterable

from industrack_core.domain.named_tuple import NamedTuple
from industrack_tui.terminal.output_cells import NOT_NARROW, SURE, TAIL, UNKNOWN, Glass, Image
from industrack_tui.terminal.output_spans import RUNS, SAME, Span, masked_pens, shortest, spans_of

_ERASE_FROM = 4  # blank columns at the end of a line which cost more than erasing it
_ERASE_WITHIN = 12  # the same within a line, where a jump has to follow
_DIFFERING = re.compile(f"[^{SAME}]+")
Cursor = tuple[int, int]
Changed = tuple[int, Image, Image]
"""A line's number, its image now and then."""


class Scroll(NamedTuple):
    """Lines `top` to `bottom`, both included, move up by `lines` (down if negative)."""

    top: int
    bottom: int
    lines: int


def _along(at: int, to: int) -> str:
    """From a column to another of the same line; from -1 it is not known."""
    if not 0 <= at < to:
        return f"\x1b[{to + 1}G"
    return f"\x1b[{to - at}C" if to - at > 1 else "\x1b[C"


class Slide(NamedTuple):
    """Columns `left` to `right`, that one excluded, move to the left by `by` (to the right if negative); what comes in
    is blank."""

    left: int
    right: int
    by: int

    def of(self, image: Image, blank: str) -> Image:
        """The line as it is then; `blank` is the pen of what comes in."""
        return Image(self._moved(image.text, " "), self._moved(image.pens, blank))

    def _moved(self, line: str, blank: str) -> str:
        left, right, by = self
        coming = blank * abs(by)
        moved = line[left + by : right] + coming if by > 0 else coming + line[left : right + by]
        return line[:left] + moved + line[right:]


class Brush:
    """Writes one frame: knows where the cursor is and which pen is in hand.

    `at_once`: nobody sees the frame before it is whole. `may_erase`: the terminal erases with the pen's ground.
    """

    def __init__(self, glass: Glass, width: int, *, at_once: bool = False, may_erase: bool = False) -> None:
        self._at_once = at_once
        self._may_erase = may_erase
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

    def slide(self, y: int, slide: Slide) -> None:
        """Move a span of line y: characters are taken out at one end of it and blanks put in at the other, so that
        what stands at its right is where it was; first out, then in, so that nothing is pushed over the edge."""
        left, right, by = slide
        self._take(self._glass.pens.default)
        out, come = (left, right - by) if by > 0 else (right + by, left)
        if out == left or right < self._width:
            self._jump(out, y)
            self._out.append(f"\x1b[{abs(by)}P")
        if come == left or right < self._width:
            self._jump(come, y)
            self._out.append(f"\x1b[{abs(by)}@")
        self._y = -1

    def paint(self, lines: Iterable[Changed]) -> None:
        """Write the columns in which lines differ; they do differ.

        Where the frame is shown at once they are written in the order that is shortest, else line by line.
        """
        spans: list[Span] = []
        for y, old, new in lines:
            masked = masked_pens(old, new)
            if NOT_NARROW.search(new.text):
                self._paint_clusters(y, new, masked)
                continue
            spans += spans_of(y, new, masked)
            if not self._at_once:
                self._write(shortest(spans, self._glass.pens))
                spans.clear()
        self._write(shortest(spans, self._glass.pens))

    def _write(self, spans: Iterable[Span]) -> None:
        case, width = self._glass.pens, self._width
        known, change, write = case.changes, case.change, self._out.append
        held, x, y = self._pen, self._x, self._y
        for pen, line, start, end, text in spans:
            if line != y:
                write(f"\x1b[{line + 1};{start + 1}H" if start else f"\x1b[{line + 1}H")
            elif start != x:
                write(_along(x, start))
            if pen != held:
                codes, held = known.get(held + pen) or change(held, pen)
                write(codes)
            erased = ""
            if end - start >= _ERASE_FROM and text.isspace():
                erased = self._erased(pen, end - start, to_end=end == width)
            write(erased or text)
            # past the last column terminals disagree on where the cursor is
            x, y = start if erased else end if end < width else -1, line
        self._pen, self._x, self._y = held, x, y

    def _erased(self, pen: str, columns: int, *, to_end: bool) -> str:
        """What erases so many blank columns, where that is shorter than to write them; else empty."""
        case = self._glass.pens
        if not to_end and columns < _ERASE_WITHIN:
            return ""
        if pen != case.blank and not (self._may_erase and case.is_plain(pen)):
            return ""
        return "\x1b[K" if to_end else f"\x1b[{columns}X"

    def _paint_clusters(self, y: int, new: Image, masked: str) -> None:
        spans = [match.span() for match in _DIFFERING.finditer(masked)]
        for start, end in self._whole_clusters(new.text, spans):
            self._jump(start, y)
            at = start
            for run, pen in RUNS.findall(new.pens[start:end]):
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
