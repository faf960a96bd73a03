"""Which columns of a line differ, as spans of one pen, and the order in which writing them is shortest."""

import re
from collections import Counter
from functools import lru_cache
from itertools import pairwise

from industrack_tui.terminal.output_cells import Image
from industrack_tui.terminal.output_pens import PenCase

SAME = "\0"
"""Stands for a column that shows already what it should."""
_CELL = 4  # bytes of one column in a comparison
RUNS = re.compile(r"((.)\2*)", re.DOTALL)
"""Columns of one pen side by side, and that pen."""
_SHORT_GAP = 4  # columns which cost less written again than jumped over
_FEW = 8  # spans whose order is not worth a thought
_JUMP, _CHANGE = 8, 25  # bytes of a jump, of a change to a pen, about
Span = tuple[str, int, int, int, str]
"""Pen, line, first column, the one behind the last, text."""


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


def masked_pens(old: Image, new: Image) -> str:
    """The pens of the new line, with `SAME` where nothing differs; all columns at once, as one large number."""
    lower, highest = _lanes(len(new.text))
    differing = (_difference(old, new) + lower) & highest  # the highest bit of each column that differs
    mask = (differing << 1) - (differing >> 31)  # all bits of those columns
    return (_number(new.pens) & mask).to_bytes(_CELL * len(new.pens), "little").decode("utf-32-le")


def _cheaper_written(text: str, pens: str, start: int, end: int) -> bool:
    """Whether columns that need no change are sooner written than jumped over: few, and in the pen in hand."""
    if end - start > _SHORT_GAP:
        return False
    return pens[start - 1 : end + 1] == pens[start] * (end - start + 2) and text[start:end].isascii()


def spans_of(y: int, new: Image, masked: str) -> list[Span]:
    """The columns of line y that differ, each run of one pen, with short gaps between two of one pen."""
    text, pens = new
    spans: list[Span] = []
    begun, held, at = 0, SAME, 0
    for run, pen in RUNS.findall(masked.rstrip(SAME)):
        end = at + len(run)
        if pen != held and not (pen == SAME and held != SAME and _cheaper_written(text, pens, at, end)):
            if held != SAME:
                spans.append((held, y, begun, at, text[begun:at]))
            begun, held = at, pen
        at = end
    if held != SAME:
        spans.append((held, y, begun, at, text[begun:at]))
    return spans


def shortest(spans: list[Span], case: PenCase) -> list[Span]:
    """The spans as they stand, or pen by pen where that takes fewer bytes.

    A change of two colors takes thirty bytes, a jump less than ten, so that where colors come again and again each is
    taken up once, those of one ground after each other.
    """
    if len(spans) < _FEW:
        return spans
    turns = Counter(pairwise([span[0] for span in spans]))
    changes = sum(count * len(case.change(held, pen)[0]) for (held, pen), count in turns.items() if held != pen)
    if changes < _JUMP * len(spans):
        return spans
    by_pens: dict[str, list[Span]] = {}
    for span in spans:
        by_pens.setdefault(span[0], []).append(span)
    if changes < _JUMP * len(spans) + _CHANGE * len(by_pens):
        return spans
    return [span for pen in sorted(by_pens, key=case.ground) for span in by_pens[pen]]
