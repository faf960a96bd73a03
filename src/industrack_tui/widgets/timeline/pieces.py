"""Pieces of a line, cut, laid over and dressed anew by cells."""

from rich.segment import Segment
from rich.style import Style

from industrack_core.domain.text.text import cell_width, clip, pad

Pieces = list[Segment]


def cut(pieces: Pieces, low: int, high: int) -> Pieces:
    """Cells [low, high) of a line; half of a wide character becomes a blank."""
    result: Pieces = []
    position = 0
    for piece in pieces:
        end = position + cell_width(piece.text)
        first, last = max(low, position), min(high, end)
        if (first, last) == (position, end):
            result.append(piece)
        elif first < last:
            head = pad(clip(piece.text, last - position, ""), last - position)
            _, rest = _split(head, first - position)
            while cell_width(rest) > last - first:
                rest = rest[1:]
            result.append(Segment(" " * (last - first - cell_width(rest)) + rest, piece.style))
        position = end
    return result


def restyled(pieces: Pieces, first: int, last: int, style: Style) -> Pieces:
    """The line with cells [first, last) in another style; a wide character on the border goes with its first cell."""
    result: Pieces = []
    position = 0
    for piece in pieces:
        end = position + cell_width(piece.text)
        if end <= first or position >= last:
            result.append(piece)
        else:
            head, rest = _split(piece.text, first - position)
            middle, tail = _split(rest, last - max(first, position))
            for text, dress in ((head, piece.style), (middle, style), (tail, piece.style)):
                if text:
                    result.append(Segment(text, dress))
        position = end
    return result


def _split(text: str, cells: int) -> tuple[str, str]:
    """`text` cut after `cells` cells."""
    if cells <= 0:
        return "", text
    head = clip(text, cells, "")
    return head, text[len(head) :]
