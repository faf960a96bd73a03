"""Editing one text: pure. A line, or with `rows` a note of several lines, wrapped at a width.

Positions are places in the text, between two visible characters. What keys do is in `edit_keys`.
"""

from dataclasses import dataclass, field

from industrack_core.domain.text.text import cell_width, clean
from industrack_tui.widgets.form.edit_history import EditKind, History, Moment
from industrack_tui.widgets.form.graphemes import JOINERS, place_at, step_back, step_on
from industrack_tui.widgets.form.wrapping import wrapped_lines

_AS_TYPED = (" ", "\n", *JOINERS)


@dataclass(slots=True)
class Edit:
    """A text under the hand. `anchor` is where a selection began; with `rows` > 1 it is a note, which may have lines.

    `limit` is in characters: what does not fit is not taken. Of a text larger than its field `rows` lines, and
    `width` cells of a line, are in sight.
    """

    text: str = ""
    limit: int = 200
    rows: int = 1
    width: int = 40
    cursor: int = 0
    anchor: int | None = None
    history: History = field(default_factory=History, repr=False, compare=False)
    _column: int | None = field(default=None, repr=False)
    _top: int = field(default=0, repr=False)
    _left: int = field(default=0, repr=False)

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

    # -- changing --------------------------------------------------------------------------------

    def insert(self, text: str) -> int:
        """Put a text in place of the selection; answers how many of its characters did not fit."""
        low, high = self.selection
        room = self.limit - (len(self.text) - (high - low))
        if room <= 0:
            return len(text)
        taken, left_out = (text, 0) if text in _AS_TYPED else self._tidy(text, room)
        typing = len(text) == 1
        starts_word = typing and not text.isspace() and self.text[low - 1 : low].isspace()
        self._replace(low, high, taken, EditKind.TYPING if typing else EditKind.OTHER, new_word=starts_word)
        return left_out

    def _tidy(self, text: str, room: int) -> tuple[str, int]:
        """A text fit to be kept, as much of it as there is room for, and how many characters had none."""
        tidy = clean(text, limit=room, multiline=self.rows > 1)
        taken = tidy.text if self.rows > 1 else tidy.text.replace("\n", " ")
        return taken, max(1, len(text) - room) if tidy.cut else 0

    def erase(self, to: int, *, at_once: bool = False) -> None:
        """Take out the selection, or what lies between the cursor and a place; `at_once` is a step of its own."""
        low, high = self.selection
        if low == high:
            low, high = sorted((self.cursor, to))
        self._replace(low, high, "", EditKind.OTHER if at_once else EditKind.ERASING)

    def _replace(self, low: int, high: int, text: str, kind: EditKind, *, new_word: bool = False) -> None:
        if low == high and not text:
            return
        self.history.before(self._now, kind, new_word=new_word)
        self.text = self.text[:low] + text + self.text[high:]
        self.cursor, self.anchor, self._column = low + len(text), None, None

    def undo(self) -> None:
        """Take the last step of typing or erasing back."""
        self._go_back_to(self.history.undo(self._now))

    def redo(self) -> None:
        """Do again what the last undo took back."""
        self._go_back_to(self.history.redo(self._now))

    @property
    def _now(self) -> Moment:
        return Moment(self.text, self.cursor, self.anchor)

    def _go_back_to(self, moment: Moment | None) -> None:
        if moment is not None:
            self.text, self.cursor, self.anchor = moment
            self._column = None

    # -- moving ----------------------------------------------------------------------------------

    def select_all(self) -> None:
        """Select the whole text."""
        self.anchor, self.cursor = 0, len(self.text)
        self.history.pause()

    def start_or_all(self) -> None:
        """The start of the line; again there, all of the text."""
        start = self.line_edge(end=False)
        if self.cursor == start and self.anchor is None:
            self.select_all()
        else:
            self.go_to(start)

    def select_word(self) -> None:
        """Select the word that the cursor is in; between words, what parts them."""
        low = high = self.cursor
        at_end = self.text[low : low + 1] in ("", "\n")
        kind = self.text[low - 1 : low].isalnum() if at_end else self._is_word(low)
        while low and self.text[low - 1] != "\n" and self._is_word(step_back(self.text, low)) == kind:
            low = step_back(self.text, low)
        while high < len(self.text) and self.text[high] != "\n" and self._is_word(high) == kind:
            high = step_on(self.text, high)
        self.anchor, self.cursor = low, high
        self.history.pause()

    def go_to_cell(self, row: int, column: int, *, selects: bool = False) -> None:
        """The cursor to a cell of what is in sight: a click, or with `selects` a mouse that is drawn over the text."""
        top, left = self.seen_from()
        lines = self.lines()
        start, text = lines[max(0, min(top + row, len(lines) - 1))]
        self.go_to(start + place_at(text, max(0, left + column)), selects=selects)

    def press_cell(self, row: int, column: int, clicks: int) -> None:
        """Clicks in a cell of what is in sight: one sets the cursor, two select the word, three the whole text."""
        if clicks == 2:
            self.select_word()
        elif clicks > 2:
            self.select_all()
        else:
            self.go_to_cell(row, column)

    def go_to(self, place: int, *, selects: bool = False, vertical: bool = False) -> None:
        """The cursor to a place; with `selects` what lies between is selected. `vertical` keeps the column."""
        if selects and self.anchor is None:
            self.anchor = self.cursor
        elif not selects:
            self.anchor = None
        self.cursor = max(0, min(place, len(self.text)))
        self.history.pause()
        if not vertical:
            self._column = None

    def _is_word(self, place: int) -> bool:
        return self.text[place].isalnum()

    def word(self, step: int) -> int:
        """The place a word to the left (-1) or right (1)."""
        place = self.cursor
        for wanted in (False, True):
            while place != (0 if step < 0 else len(self.text)):
                beyond = (step_back if step < 0 else step_on)(self.text, place)
                if self._is_word(min(place, beyond)) != wanted:
                    break
                place = beyond
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
        return start + place_at(text, self._column)

    # -- drawing ---------------------------------------------------------------------------------

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

    def seen_from(self) -> tuple[int, int]:
        """The first line and the first cell in sight: moved only as far as the cursor needs."""
        row, column = self.cell()
        self._top = max(min(self._top, row), row - self.rows + 1, 0)
        if self.rows > 1:
            return self._top, 0
        last = cell_width(self.text[self.cursor : step_on(self.text, self.cursor)]) or 1
        longest = max(0, cell_width(self.text) + 1 - self.width)
        self._left = max(0, min(self._left, column, longest), column + last - self.width)
        return 0, self._left

    def cursor_cell(self) -> tuple[int, int]:
        """Row and column of the cursor in what is in sight, as a terminal shows it."""
        top, left = self.seen_from()
        row, column = self.cell()
        return row - top, min(column - left, self.width - 1)
