"""Painting a form: a picture in, lines of styled pieces out. Pure."""

from collections.abc import Sequence

from rich.segment import Segment
from textual.strip import Strip

from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.domain.text.text import cell_width, clip, pad
from industrack_tui.glyphs import Glyphs
from industrack_tui.themes import Look
from industrack_tui.widgets.form.edit_paint import edit_pieces
from industrack_tui.widgets.form.list_place import list_place
from industrack_tui.widgets.form.pick import Candidate
from industrack_tui.widgets.form.picture import FormPicture, Shown
from industrack_tui.widgets.form.sheet import Part, SlotKind, Spot
from industrack_tui.widgets.form.wrapping import wrapped_lines

Pieces = list[Segment]
_PATCH = 3


class Frame(NamedTuple):
    """The characters of a frame: corners from the upper left on, then the sides, then the mark of the scroll bar."""

    upper_left: str
    upper_right: str
    lower_left: str
    lower_right: str
    level: str
    upright: str
    thumb: str


_FRAMES = {"unicode": Frame("╭", "╮", "╰", "╯", "─", "│", "┃"), "ascii": Frame("+", "+", "+", "+", "-", "|", "#")}


def room_of(picture: FormPicture, height: int) -> int:
    """How many rows of a form `height` rows high the fields have."""
    return max(1, height - 2 - len(picture.head) - len(picture.foot))


def top_for(picture: FormPicture, top: int, height: int) -> int:
    """The first line of the sheet to show, `top` if that will do: the field with the keys is in sight.

    And so is the line under it, where it says what is wrong.
    """
    room, lines = room_of(picture, height), len(picture.sheet.lines)
    spot = picture.sheet.spot(picture.focus)
    if spot is not None:
        last = min(spot.y + spot.slot.rows, lines - 1) if spot.slot.rows < room else spot.y
        top = max(min(top, spot.y), last - room + 1)
    return max(0, min(top, lines - room))


class PaintedLine(NamedTuple):
    """A line of the sheet as it was painted, and what it said: width, parts, what its fields show."""

    says: tuple[int, Sequence[Part], list[Shown]]
    pieces: Pieces


class FormPainter:
    """Paints with one look and one set of glyphs; the cursor only where no terminal shows its own."""

    def __init__(self, look: Look, glyphs: Glyphs, *, draws_cursor: bool = True) -> None:
        self.look, self.glyphs, self.draws_cursor = look, glyphs, draws_cursor
        self.frame = _FRAMES.get(glyphs.name, _FRAMES["unicode"])
        self._kept: dict[int, PaintedLine] = {}

    def lines(self, picture: FormPicture, width: int, height: int, top: int) -> list[Pieces]:
        """The form in so many cells and rows, its sheet from the line `top` on."""
        room = room_of(picture, height)
        inner = width - 2
        rows = [self._filled(parts, inner) for parts in picture.head]
        shown = picture.sheet.lines[top : top + room]
        rows += [self._kept_line(y, line, picture, inner) for y, line in enumerate(shown, top)]
        rows += [self._filled((), inner)] * (room - len(shown))
        first = len(picture.head)
        self._lay_list(rows, picture, first - top, (first, first + room), inner)
        rows += [self._filled(parts, inner) for parts in picture.foot]
        sides = self._sides(len(picture.sheet.lines), top, room, first, len(rows))
        edge = Segment(self.frame.upright, self.look["panel_faint"])
        framed = [[edge, *row, side] for row, side in zip(rows, sides, strict=True)]
        return [self.upper(picture, width), *framed, self._lower(width)]

    def _sides(self, lines: int, top: int, room: int, first: int, rows: int) -> list[Segment]:
        """The right edge, on which a thumb says where in a longer sheet this is."""
        plain = Segment(self.frame.upright, self.look["panel_faint"])
        sides = [plain] * rows
        if lines > room:
            size = max(1, room * room // lines)
            place = (room - size) * top // max(1, lines - room)
            thumb = Segment(self.frame.thumb, self.look["panel_accent"])
            for y in range(first + place, first + place + size):
                sides[y] = thumb
        return sides

    def upper(self, picture: FormPicture, width: int) -> Pieces:
        """The first of the lines: the frame with the heading in it."""
        level, faint = self.frame.level, self.look["panel_faint"]
        said: Pieces = []
        room = width - 6
        for whole, role in picture.heading:
            text = clip(self._marks(whole), room, self.glyphs.ellipsis)
            room -= cell_width(text)
            said.append(Segment(text, self.look[role]))
        used = sum(cell_width(piece.text) for piece in said)
        rest = level * max(0, width - used - 3) + self.frame.upper_right
        return [Segment(self.frame.upper_left + level, faint), *said, Segment(rest, faint)]

    def _lower(self, width: int) -> Pieces:
        text = self.frame.lower_left + self.frame.level * (width - 2) + self.frame.lower_right
        return [Segment(text, self.look["panel_faint"])]

    def _marks(self, text: str) -> str:
        """Rules and ellipses of a description in the glyphs at hand."""
        if text.isascii() or self.glyphs.name != "ascii":
            return text
        return text.replace("─", self.glyphs.line).replace("…", self.glyphs.ellipsis)

    def _filled(self, parts: Sequence[tuple[str, str]], width: int) -> Pieces:
        pieces: Pieces = []
        left = width
        for part in parts:
            text, cells = self._text(part[0], left)
            left -= cells
            pieces.append(Segment(text, self.look[part[1]]))
        pieces.append(Segment(" " * left, self.look["panel"]))
        return pieces

    def _text(self, whole: str, room: int) -> tuple[str, int]:
        """A text in at most so many cells, and how many it takes."""
        text = self._marks(whole)
        cells = cell_width(text)
        if cells <= room:
            return text, cells
        text = clip(text, room, "")
        return text, cell_width(text)

    def _kept_line(self, y: int, line: Sequence[Part], picture: FormPicture, width: int) -> Pieces:
        """Line y of the sheet; as it was painted the last time, where it says the same and nobody is in it."""
        spots = [part for part in line if isinstance(part, Spot)]
        if picture.focus is not None and any(spot.slot.name == picture.focus for spot in spots):
            self._kept.pop(y, None)
            return self._line(line, picture, width)
        says = (width, line, [picture.texts(spot.slot.name) for spot in spots])
        kept = self._kept.get(y)
        if kept is None or kept.says != says:
            kept = self._kept[y] = PaintedLine(says, self._line(line, picture, width))
        return kept.pieces

    def _line(self, line: Sequence[Part], picture: FormPicture, width: int) -> Pieces:
        pieces: Pieces = []
        left = width
        for part in line:
            if isinstance(part, Spot):
                pieces += self._field(part, picture)
                left -= part.width
            else:
                text, cells = self._text(part[0], left)
                pieces.append(Segment(text, self.look[part[1]]))
                left -= cells
        pieces.append(Segment(" " * max(0, left), self.look["panel"]))
        return pieces

    # -- fields ----------------------------------------------------------------------------------

    def _field(self, spot: Spot, picture: FormPicture) -> Pieces:
        focused = spot.name == picture.focus
        if focused and picture.edit is not None and spot.slot.kind is not SlotKind.LINE:
            return edit_pieces(picture.edit, spot.row, spot.width, self.look, draws_cursor=self.draws_cursor)
        shown = picture.texts(spot.name)
        if spot.slot.kind is SlotKind.LINE:
            role = "pick" if focused else spot.slot.role or "panel"
            return [Segment(pad(clip(shown.text, spot.width, self.glyphs.ellipsis), spot.width), self.look[role])]
        return self._at_rest(spot, shown)

    def _at_rest(self, spot: Spot, shown: Shown) -> Pieces:
        if not shown.text and not spot.row:
            hint = pad(clip(spot.slot.placeholder, spot.width, self.glyphs.ellipsis), spot.width)
            return [Segment(hint, self.look["input_hint"])]
        text, width, pieces = shown.text, spot.width, list[Segment]()
        if spot.slot.kind is SlotKind.NOTE:
            text = self._note_line(spot, text)
        if shown.hue and width > _PATCH:
            pieces.append(Segment("   ", self.look.patch(shown.hue)))
            width -= _PATCH
            text = f" {text}"
        ellipsis = self.glyphs.ellipsis
        return [*pieces, Segment(pad(clip(text, width, ellipsis), width), self.look["input"])]

    def _note_line(self, spot: Spot, text: str) -> str:
        lines = wrapped_lines(text, spot.width)
        line = lines[spot.row][1] if spot.row < len(lines) else ""
        more = spot.row == spot.slot.rows - 1 and len(lines) > spot.slot.rows
        return clip(line, spot.width - 2, "") + self.glyphs.ellipsis if more else line

    # -- the list under a field ------------------------------------------------------------------

    def _lay_list(
        self, rows: list[Pieces], picture: FormPicture, offset: int, bounds: tuple[int, int], width: int
    ) -> None:
        place = list_place(picture, offset, bounds, width)
        if place is None:
            return
        for y, index in zip(range(place.y, place.y + place.rows), picture.picks.window(place.rows), strict=True):
            candidate = picture.picks.offered[index]
            line = Strip(rows[y])
            pieces = self._candidate(candidate, index == picture.picks.index, place.width)
            rest = line.crop(place.x + place.width, width)
            rows[y] = [*line.crop(0, place.x), *pieces, *rest]

    def _candidate(self, candidate: Candidate, highlighted: bool, width: int) -> Pieces:
        patch: Pieces = []
        if candidate.hue:
            patch = [Segment(" " * _PATCH, self.look.patch(candidate.hue))]
        room = width - len(patch) * _PATCH
        first = clip(f" {candidate.text}", room, self.glyphs.ellipsis)
        left = room - cell_width(first)
        rest = pad(clip(f"  {candidate.detail}", left, self.glyphs.ellipsis), left)
        if highlighted:
            return [*patch, Segment(first + rest, self.look["pick"])]
        return [*patch, Segment(first, self.look["list"]), Segment(rest, self.look["list_muted"])]
