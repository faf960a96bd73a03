"""Where labels, fields and sentences of a form stand: pure arithmetic over a width in cells.

A form is described from top to bottom with a `Laying`; what comes out is a `Sheet` of lines, whose parts are
styled text and the places of fields. The sheet knows nothing of what the fields hold.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from industrack_core.domain.text.text import cell_width, clip, pad
from industrack_tui.widgets.form.sheet import Part, Parts, Section, Sheet, Slot, SlotKind, Spot, Text

LABEL_WIDTH = 15
_GAP = 2
_COLUMNS = (0.42, 0.5, 0.84)
"""Where fields behind the first of a line may begin, of the width behind the labels: one grid for all lines."""
_LEAST_FIELD = 4
_NARROW = 60
"""Below this many cells each field has a line of its own, and sentences begin at the left edge."""


def flowed(parts: Sequence[Text], width: int) -> list[Parts]:
    """Parts broken at blanks into lines of at most `width` cells; a longer word is broken where it must be.

    Nothing is left out. Text that fits stays as it is; in text that is broken, runs of blanks become one.
    """
    if cell_width("".join(text for text, _ in parts)) <= width:
        return [tuple(parts)]
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


def _pieces(parts: Sequence[Text], width: int) -> Iterator[Text]:
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


def _label_width(slot: Slot) -> int:
    """Cells of the label of a field that is not the first of its line."""
    return cell_width(slot.label) + _GAP + 1


class Laying:
    """Lays fields and sentences out from top to bottom.

    `problems` are sentences by field name; so are `notes`, which are no problems. `understood` is what the text that
    is being typed in a field means, where it will be written otherwise. A field of the same name with
    `clash.` before it stands beside a note when `choices` has the name: pressing it takes what the note says.
    """

    def __init__(
        self,
        width: int,
        problems: Mapping[str, str],
        notes: Mapping[str, str] | None = None,
        choices: frozenset[str] = frozenset(),
        understood: Mapping[str, str] | None = None,
    ) -> None:
        self.width, self.problems, self.notes, self.choices = width, problems, notes or {}, choices
        self.understood = understood or {}
        self.is_narrow = width < _NARROW
        self.indent = 1 if self.is_narrow else LABEL_WIDTH
        self._lines: list[tuple[Part, ...]] = []
        self._spots: list[Spot] = []
        self._sections: list[Section] = []

    def text(self, *parts: Text) -> None:
        """Text under the fields' column, in as many lines as it needs."""
        for line in flowed(parts, self.width - self.indent - 1):
            self._lines.append(((" " * self.indent, "panel"), *line))

    def heading(self, *parts: Text) -> None:
        """A line of text from the left edge."""
        self._lines.append(tuple(parts))

    def section(self, part: Section, heading: str = "") -> None:
        """A part of the form begins, with a line that says its `heading` if it has one."""
        y = len(self._lines)
        self._sections.append(Section(part.name, part.label, y, part.key, part.letter, part.first))
        if heading:
            rule = "─" * max(0, self.width - cell_width(heading) - 4)
            self._lines.append(((" ", "panel"), (heading, "panel_accent"), (f" {rule}", "panel_faint")))

    def blank(self) -> None:
        self._lines.append(())

    def fields(self, *slots: Slot) -> None:
        """A line of fields, each with its label before it; what is wrong with them follows in lines of its own."""
        for line in [slots] if not self.is_narrow else [[slot] for slot in slots]:
            self._line_of_fields(line)
            self._say_about(line)

    def row(self, *parts: Slot | Text, label: str = "", edge: Slot | None = None) -> None:
        """A line of a list: fields and texts side by side, those without `cells` sharing what is left.

        A field at the `edge` stands where labels do; where there is no room for labels, it is the first.
        """
        line: list[Part] = [(f" {label}"[: self.indent].ljust(self.indent), "panel_muted")]
        y = len(self._lines)
        if edge is not None and self.is_narrow:
            parts = (edge, *parts)
        elif edge is not None:
            spot = Spot(edge, 1, y, self.indent - 2)
            self._spots.append(spot)
            line = [(" ", "panel"), spot, (" ", "panel")]
        for part, x, width in self._side_by_side(parts):
            if isinstance(part, Slot):
                spot = Spot(part, x, y, width)
                self._spots.append(spot)
                line += [spot, (" ", "panel")]
            else:
                line.append(part)
        self._lines.append(tuple(line))
        self._say_about([part for part in parts if isinstance(part, Slot)])

    def captions(self, *parts: Slot | Text) -> None:
        """The labels of a list's cells, over the lines that `row` lays of the same parts."""
        line: list[Part] = [(" " * self.indent, "panel_muted")]
        for part, _, width in self._side_by_side(parts):
            said = part.label if isinstance(part, Slot) else part[0]
            gap = 1 if isinstance(part, Slot) else 0
            line.append((pad(clip(said, width), width) + " " * gap, "panel_muted"))
        self._lines.append(tuple(line))

    def _side_by_side(self, parts: Sequence[Slot | Text]) -> Iterator[tuple[Slot | Text, int, int]]:
        """The parts of a line of a list, each with its cells from the left and its width."""
        fixed = sum(part.cells + 1 if isinstance(part, Slot) else cell_width(part[0]) for part in parts)
        growing = [part for part in parts if isinstance(part, Slot) and not part.cells]
        room = max(4 * len(growing), self.width - self.indent - 1 - fixed)
        whole = sum(part.share for part in growing) or 1.0
        x = self.indent
        for part in parts:
            if isinstance(part, Slot):
                width = part.cells or max(3, int(room * part.share / whole))
                yield part, x, width
                x += width + 1
            else:
                yield part, x, cell_width(part[0])
                x += cell_width(part[0])

    def _line_of_fields(self, slots: Sequence[Slot]) -> None:
        if slots[0].rows > 1:
            self._note(slots[0])
            return
        starts = self._starts(slots)
        line: list[Part] = []
        x = 0
        for index, (slot, start) in enumerate(zip(slots, starts, strict=True)):
            end = starts[index + 1] - _label_width(slots[index + 1]) if index + 1 < len(slots) else self.width - 1
            line.append(self._label(slot, start - x, first=index == 0))
            spot = Spot(slot, start, len(self._lines), max(_LEAST_FIELD, end - start))
            self._spots.append(spot)
            line.append(spot)
            x = start + spot.width
        self._lines.append(tuple(line))

    def _starts(self, slots: Sequence[Slot]) -> list[int]:
        """Where the fields of a line begin: in the columns of the form's grid, the nearest to what their shares ask
        for; where there are more fields than columns, where the shares end."""
        room = self.width - 1
        columns = [LABEL_WIDTH + int((room - LABEL_WIDTH) * part) for part in _COLUMNS]
        starts, asked = [LABEL_WIDTH], 0
        for before, slot in pairwise(slots):
            asked += int(room * before.share)
            label = _label_width(slot)
            free = [each for each in columns if each - label >= starts[-1] + _LEAST_FIELD]
            later = len(slots) - len(starts) - 1
            if len(slots) <= len(columns) + 1 and len(free) > later:
                starts.append(min(free[: len(free) - later], key=lambda each: abs(each - asked - label)))
            else:
                starts.append(max(asked, starts[-1] + _LEAST_FIELD) + label)
        return starts

    def _label(self, slot: Slot, cells: int, *, first: bool) -> Text:
        role = "panel_error" if slot.name in self.problems else "panel_muted"
        return (f" {slot.label}" if first else f"  {slot.label}").ljust(cells), role

    def _note(self, slot: Slot) -> None:
        x = 1 if self.is_narrow else LABEL_WIDTH
        if self.is_narrow:
            self._lines.append((self._label(slot, LABEL_WIDTH, first=True),))
        first = Spot(slot, x, len(self._lines), max(4, self.width - 1 - x))
        self._spots.append(first)
        for row in range(slot.rows):
            label = self._label(slot, x, first=True) if not row and not self.is_narrow else (" " * x, "panel")
            self._lines.append((label, first._replace(y=first.y + row, row=row)))

    def _say_about(self, slots: Sequence[Slot]) -> None:
        for slot in slots:
            if slot.name in self.problems:
                self.text((self.problems[slot.name], "panel_error"))
            if slot.name in self.understood:
                self.text((f"Read as {self.understood[slot.name]}", "panel_muted"))
            if slot.name in self.notes:
                which = f"{slot.label}: " if len(slots) > 1 and slot.label else ""
                self.text((which, "panel_muted"), (self.notes[slot.name], "panel_warning"))
            if slot.name in self.choices:
                self.row(Slot(f"clash.{slot.name}", kind=SlotKind.LINE, role="panel_accent"))

    def done(self) -> Sheet:
        """The finished sheet."""
        return Sheet(tuple(self._lines), tuple(self._spots), tuple(self._sections))
