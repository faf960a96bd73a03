"""Where labels, fields and sentences of a form stand: pure arithmetic over a width in cells."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

Parts = tuple[tuple[str, str], ...]
LABEL_WIDTH = 14
_GAP = 2


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


class Laying:
    """Lays slots and sentences out from top to bottom."""

    def __init__(self, width: int, problems: dict[str, str]) -> None:
        self.width, self.problems = width, problems
        self._lines: list[Parts] = []
        self._spots: list[Spot] = []

    def text(self, *parts: tuple[str, str]) -> None:
        """A line of text under the fields' column."""
        self._lines.append(((" " * LABEL_WIDTH, "panel"), *parts))

    def heading(self, *parts: tuple[str, str]) -> None:
        """A line of text from the left edge."""
        self._lines.append(tuple(parts))

    def blank(self) -> None:
        self._lines.append(())

    def fields(self, *slots: Slot) -> None:
        """A line of fields, each with its label before it; what is wrong with them follows in lines of its own."""
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
        for slot in slots:
            if slot.name in self.problems:
                self.text((self.problems[slot.name], "panel_error"))

    def done(self) -> Sheet:
        """The finished sheet."""
        return Sheet(tuple(self._lines), tuple(self._spots))
