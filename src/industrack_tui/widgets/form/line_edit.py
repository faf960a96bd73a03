"""Editing one text: pure. A line, or with `rows` a note of several lines, wrapped at a width.

Positions are places in the text, between two characters. Keys are Textual's names.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from industrack_core.domain.text import cell_width, clean


@dataclass(slots=True)
class Edit:
    """A text under the hand. `anchor` is where a selection began; with `rows` > 1 it is a note, which may have lines.

    `limit` is in characters: what does not fit is not taken.
    """

    text: str = ""
    limit: int = 200
    rows: int = 1
    width: int = 40
    cursor: int = 0
    anchor: int | None = None
    _column: int | None = field(default=None, repr=False)

    @classmethod
    def on(cls, text: str, limit: int, rows: int, *, selects: bool) -> "Edit":
        """Begin on a text, at its end; with `selects` the next key replaces it."""
        return cls(text, limit, rows, cursor=len(text), anchor=0 if selects and text else None)

    @property
    def selection(self) -> tuple[int, int]:
        """The selected stretch; empty when nothing is."""
        if self.anchor is None:
            return self.cursor, self.cursor
        return min(self.anchor, self.cursor), max(self.anchor, self.cursor)

    @property
    def selected(self) -> str:
        """The selected text."""
        low, high = self.selection
        return self.text[low:high]

    def insert(self, text: str) -> int:
        """Put a text in place of the selection; answers how many of its characters did not fit."""
        low, high = self.selection
        room = self.limit - (len(self.text) - (high - low))
        if room <= 0:
            return len(text)
        taken, left_out = (text, 0) if text in (" ", "\n") else self._tidy(text, room)
        self.text = self.text[:low] + taken + self.text[high:]
        self.cursor, self.anchor, self._column = low + len(taken), None, None
        return left_out

    def _tidy(self, text: str, room: int) -> tuple[str, int]:
        """A text fit to be kept, as much of it as there is room for, and how many characters had none."""
        tidy = clean(text, limit=room, multiline=self.rows > 1)
        taken = tidy.text if self.rows > 1 else tidy.text.replace("\n", " ")
        return taken, max(1, len(text) - room) if tidy.cut else 0

    def key(self, key: str) -> bool:
        """Do what an editing key does; answers whether it is one."""
        if key in _ERASING:
            self._erase(_ERASING[key](self))
            return True
        plain = key.removeprefix("shift+")
        move = _MOVES.get(plain) or (_LINE_MOVES.get(plain) if self.rows > 1 else None)
        if move is None:
            return False
        if plain == key and self.anchor is not None and plain in ("left", "right"):
            self._go(self.selection[plain == "right"], keeps_selection=False)
        else:
            self._go(move(self), keeps_selection=plain != key, vertical=plain in _LINE_MOVES)
        return True

    def select_all(self) -> None:
        """Select the whole text."""
        self.anchor, self.cursor = 0, len(self.text)

    def go_to_cell(self, row: int, column: int) -> None:
        """The cursor to a place of what `lines` draws: a click."""
        lines = self.lines()
        start, text = lines[max(0, min(row, len(lines) - 1))]
        self._go(start + _place_at(text, column), keeps_selection=False)

    def lines(self) -> list[tuple[int, str]]:
        """The text as drawn, with the place at which each line begins."""
        if self.rows == 1:
            return [(0, self.text)]
        return wrapped_lines(self.text, self.width)

    def cell(self) -> tuple[int, int]:
        """Row and column of the cursor in `lines`."""
        lines = self.lines()
        row = max(index for index, (start, _) in enumerate(lines) if start <= self.cursor)
        start, text = lines[row]
        return row, cell_width(text[: self.cursor - start])

    def _go(self, place: int, *, keeps_selection: bool, vertical: bool = False) -> None:
        if keeps_selection and self.anchor is None:
            self.anchor = self.cursor
        elif not keeps_selection:
            self.anchor = None
        self.cursor = max(0, min(place, len(self.text)))
        if not vertical:
            self._column = None

    def _erase(self, to: int) -> None:
        low, high = self.selection
        if low == high:
            low, high = sorted((self.cursor, max(0, min(to, len(self.text)))))
        self.text = self.text[:low] + self.text[high:]
        self.cursor, self.anchor, self._column = low, None, None

    def word(self, step: int) -> int:
        """The place a word to the left (-1) or right (1)."""
        place = self.cursor
        edge = 0 if step < 0 else len(self.text)

        def beside() -> str:
            return self.text[place - 1 if step < 0 else place]

        while place != edge and not beside().isalnum():
            place += step
        while place != edge and beside().isalnum():
            place += step
        return place

    def line_edge(self, end: bool) -> int:
        """The beginning or the end of the drawn line that the cursor is in."""
        row, _ = self.cell()
        start, text = self.lines()[row]
        return start + len(text) if end else start

    def row_away(self, step: int) -> int:
        """The place `step` drawn lines away, in the column where the moving began."""
        row, column = self.cell()
        if self._column is None:
            self._column = column
        lines = self.lines()
        if not 0 <= row + step < len(lines):
            return 0 if step < 0 else len(self.text)
        start, text = lines[row + step]
        return start + _place_at(text, self._column)


def wrapped_lines(text: str, width: int) -> list[tuple[int, str]]:
    """A text broken at blanks into lines of at most `width` cells, each with the place where it begins.

    Line ends and the blank at a break stay between the lines, so that every place of the text is in one line.
    """
    found: list[tuple[int, str]] = []
    start = 0
    for paragraph in text.split("\n"):
        rest, place = paragraph, start
        while cell_width(rest) > width:
            cut = _place_at(rest, width)
            blank = rest.rfind(" ", 0, cut + 1)
            cut = blank + 1 if blank > 0 else max(1, cut)
            found.append((place, rest[:cut].rstrip(" ")))
            rest, place = rest[cut:], place + cut
        found.append((place, rest))
        start += len(paragraph) + 1
    return found


def _place_at(text: str, column: int) -> int:
    """How many characters of `text` lie before a column."""
    if text.isascii():
        return min(column, len(text))
    place = min(len(text), column)
    while place and cell_width(text[:place]) > column:
        place -= 1
    return place


_ERASING: dict[str, Callable[[Edit], int]] = {
    "backspace": lambda edit: edit.cursor - 1,
    "delete": lambda edit: edit.cursor + 1,
    "ctrl+w": lambda edit: edit.word(-1),
    "ctrl+u": lambda edit: edit.line_edge(end=False),
    "ctrl+k": lambda edit: edit.line_edge(end=True),
}
_MOVES: dict[str, Callable[[Edit], int]] = {
    "left": lambda edit: edit.cursor - 1,
    "right": lambda edit: edit.cursor + 1,
    "home": lambda edit: edit.line_edge(end=False),
    "end": lambda edit: edit.line_edge(end=True),
    "ctrl+left": lambda edit: edit.word(-1),
    "ctrl+right": lambda edit: edit.word(1),
    "ctrl+e": lambda edit: edit.line_edge(end=True),
}
_LINE_MOVES: dict[str, Callable[[Edit], int]] = {
    "up": lambda edit: edit.row_away(-1),
    "down": lambda edit: edit.row_away(1),
}
