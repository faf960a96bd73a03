"""Where labels, fields and sentences of a form stand: pure arithmetic over a width in cells."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from industrack_core.domain.text import cell_width, clip

Parts = tuple[tuple[str, str], ...]
LABEL_WIDTH = 14
_GAP = 2
_NARROW = 60
"""Below this many cells each field has a line of its own, and sentences begin at the left edge."""


class Slot(NamedTuple):
    """A field in a line: its name, its label, its share of the line."""

    name: str
    label: str
    share: float = 1.0


class Spot(NamedTuple):
    """Where a field's input stands: cells from the sheet's left and top."""

    name: str
    x: int
    y: int
    width: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A laid-out form: lines of (text, role) parts, and where the inputs are."""

    lines: tuple[Parts, ...]
    spots: tuple[Spot, ...]


Entry = Sequence[Slot] | Parts


def flowed(parts: Parts, width: int) -> list[Parts]:
    """Parts broken at blanks into lines of at most `width` cells; a longer word is broken where it must be.

    Nothing is left out. Text that fits stays as it is; in text that is broken, runs of blanks become one.
    """
    if cell_width("".join(text for text, _ in parts)) <= width:
        return [parts]
    lines: list[Parts] = []
    line: list[tuple[str, str]] = []
    used = 0
    for word, role in _pieces(parts, max(1, width)):
        cells = cell_width(word)
        if line and used + 1 + cells > width:
            lines.append(tuple(line))
            line, used = [], 0
        blank = " " if line else ""
        line.append((blank + word, role))
        used += len(blank) + cells
    return [*lines, tuple(line)]


def _pieces(parts: Parts, width: int) -> Iterator[tuple[str, str]]:
    """The words of parts with their roles; words wider than `width` in pieces."""
    for text, role in parts:
        for word in text.split():
            rest = word
            while cell_width(rest) > width:
                head = clip(rest, width, "") or rest[0]
                yield head, role
                rest = rest[len(head) :]
            if rest:
                yield rest, role


class Laying:
    """Lays slots and sentences out from top to bottom.

    `problems` are sentences by field name, and so are `notes`, which are no problems.
    """

    def __init__(self, width: int, problems: Mapping[str, str], notes: Mapping[str, str] | None = None) -> None:
        self.width, self.problems, self.notes = width, problems, notes or {}
        self._indent = LABEL_WIDTH if width >= _NARROW else 1
        self._lines: list[Parts] = []
        self._spots: list[Spot] = []

    def text(self, *parts: tuple[str, str]) -> None:
        """Text under the fields' column, in as many lines as it needs."""
        for line in flowed(parts, self.width - self._indent - 1):
            self._lines.append(((" " * self._indent, "panel"), *line))

    def heading(self, *parts: tuple[str, str]) -> None:
        """A line of text from the left edge."""
        self._lines.append(tuple(parts))

    def blank(self) -> None:
        self._lines.append(())

    def fields(self, *slots: Slot) -> None:
        """A line of fields, each with its label before it; what is wrong with them follows in lines of its own."""
        if self.width < _NARROW:
            for slot in slots:
                self._line_of_fields(slot)
        else:
            self._line_of_fields(*slots)

    def _line_of_fields(self, *slots: Slot) -> None:
        room = self.width - 1
        parts: list[tuple[str, str]] = []
        x = 0
        for index, slot in enumerate(slots):
            label_width = LABEL_WIDTH if index == 0 else len(slot.label) + _GAP + 1
            end = room if index == len(slots) - 1 else x + int(room * slot.share)
            role = "panel_error" if slot.name in self.problems else "panel_muted"
            label = f" {slot.label}" if index == 0 else f"  {slot.label}"
            parts.append((label.ljust(label_width), role))
            width = max(4, end - x - label_width)
            self._spots.append(Spot(slot.name, x + label_width, len(self._lines), width))
            parts.append((" " * width, "panel"))
            x = end
        self._lines.append(tuple(parts))
        self._say_about(slots)

    def _say_about(self, slots: Sequence[Slot]) -> None:
        for slot in slots:
            if slot.name in self.problems:
                self.text((self.problems[slot.name], "panel_error"))
            if slot.name in self.notes:
                which = f"{slot.label}: " if len(slots) > 1 else ""
                self.text((which, "panel_muted"), (self.notes[slot.name], "panel_warning"))

    def done(self) -> Sheet:
        """The finished sheet."""
        return Sheet(tuple(self._lines), tuple(self._spots))
