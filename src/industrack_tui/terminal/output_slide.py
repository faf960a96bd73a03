"""Lines of which a span moved sideways: which one and by how much. To be moved by the terminal, not written again.

A terminal takes characters out of a line (DCH) and puts blanks into it (ICH), each of which moves the rest of the line.
One undoes for what stands at the right of the span what the other does to it.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from industrack_core.domain.named_tuple import NamedTuple
from industrack_tui.terminal.output_brush import Slide
from industrack_tui.terminal.output_cells import NOT_NARROW, Image
from industrack_tui.terminal.output_spans import weight

_PIECE = 12  # columns of a piece that is looked for elsewhere
_LOOKED_AT = 7  # lines that are looked at
_ALL_NEW = 4  # lines of which none moved, until it is taken that no other did
_LEAST = 3  # of them that must speak for the same
_COST = 24  # bytes of moving the span of a line


class MovedPiece(NamedTuple):
    """A line before and after, and columns of it, as it is after, that stood elsewhere before."""

    old: Image
    new: Image
    by: int
    first: int
    end: int


def slides(shown: Sequence[Image], changed: Mapping[int, Image], blank: str) -> dict[int, Slide]:
    """The lines, of those that change, of which a span is better moved than written, and how."""
    moved = list(_moved_pieces(shown, list(changed.items())[:: max(1, len(changed) // _LOOKED_AT)]))
    by, count = Counter(each.by for each in moved).most_common(1)[0] if moved else (0, 0)
    if count < _LEAST:
        return {}
    slide = _best([each for each in moved if each.by == by], by, blank)
    return {y: slide for y, new in changed.items() if _is_worth_it(slide, shown[y], new, blank)}


def _moved_pieces(shown: Sequence[Image], some: Sequence[tuple[int, Image]]) -> Iterator[MovedPiece]:
    """What moved of some lines; nothing where none of the first ones did, for then all is new."""
    nothing = 0
    for y, new in some:
        piece = _moved_piece(shown[y], new)
        if piece is not None:
            nothing = -len(some)
            yield piece
        elif (nothing := nothing + 1) >= _ALL_NEW:
            return


def _moved_piece(old: Image, new: Image) -> MovedPiece | None:
    """A piece of a line that stands elsewhere now, and is there once, with all beside it that moved as it did."""
    if not _can_move(old, new):
        return None
    for at in range(0, len(old.text) - _PIECE, _PIECE):
        piece = old.text[at : at + _PIECE]
        if len(set(piece)) >= _PIECE // 2 and old.text.count(piece) == new.text.count(piece) == 1:
            first = new.text.index(piece)
            if first != at:
                return _extended(MovedPiece(old, new, at - first, first, first + _PIECE))
    return None


def _extended(piece: MovedPiece) -> MovedPiece:
    (text, pens), (new_text, new_pens), by, first, end = piece

    def moved(at: int) -> bool:
        return 0 <= at + by < len(text) and (text[at + by], pens[at + by]) == (new_text[at], new_pens[at])

    while first and moved(first - 1):
        first -= 1
    while end < len(new_text) and moved(end):
        end += 1
    return piece._replace(first=first, end=end)


def _best(moved: Sequence[MovedPiece], by: int, blank: str) -> Slide:
    """The span with which least is left to write: pieces end too soon where what moved was cut, and too late where
    something beside looks like it by chance."""

    def left_to_write(slide: Slide) -> int:
        return sum(weight(slide.of(each.old, blank), each.new) for each in moved)

    lefts = {each.first + min(by, 0) for each in moved}
    rights = {each.end + max(by, 0) for each in moved}
    widest = Slide(min(lefts), max(rights), by)
    begun = (widest._replace(left=left) for left in sorted(lefts) if widest.right - left > abs(by))
    slide = min(begun, key=left_to_write)
    ended = (slide._replace(right=right) for right in sorted(rights) if right - slide.left > abs(by))
    return min(ended, key=left_to_write)


def _is_worth_it(slide: Slide, old: Image, new: Image, blank: str) -> bool:
    return _can_move(old, new) and weight(slide.of(old, blank), new) + _COST < weight(old, new)


def _can_move(old: Image, new: Image) -> bool:
    """Whether it is sure what stands where: a wide character could be cut, and of others terminals disagree."""
    return NOT_NARROW.search(old.text) is None and NOT_NARROW.search(new.text) is None
