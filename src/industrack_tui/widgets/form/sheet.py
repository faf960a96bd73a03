"""A laid-out form: lines of styled text and fields, where each field stands, and the parts of the form."""

from enum import StrEnum

from industrack_core.domain.acts.limits import LINE_LIMIT
from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.named_tuple import NamedTuple

Text = tuple[str, str]
"""A text and the role that dresses it."""
Parts = tuple[Text, ...]


class SlotKind(StrEnum):
    """How a field is worked: typed, picked from a list, written over several lines, or pressed."""

    TEXT = "text"
    PICK = "pick"
    NOTE = "note"
    LINE = "line"


class Slot(NamedTuple):
    """A field to lay out. `share` is its part of the line; with `replaces`, typing replaces what is there.

    A `cells` above 0 is a fixed width. A pick that `keeps` its text shows what was picked; one that does not is
    empty again after each.
    """

    name: str
    label: str = ""
    share: float = 1.0
    kind: SlotKind = SlotKind.TEXT
    placeholder: str = ""
    replaces: bool = False
    limit: int = LINE_LIMIT
    rows: int = 1
    cells: int = 0
    keeps: bool = True
    role: str = ""


class Spot(NamedTuple):
    """Where a field stands: cells from the sheet's left and top; `row` of its `slot.rows` is drawn here."""

    slot: Slot
    x: int
    y: int
    width: int
    row: int = 0

    @property
    def name(self) -> str:
        return self.slot.name


Part = Text | Spot


class Section(NamedTuple):
    """A part of the form; `y` is its first line. `key` leads to it, to several one after the other; `letter` does in
    the menu of parts. The hand goes to its field `first`, or to the first that there is."""

    name: str
    label: str
    y: int = 0
    key: str = ""
    letter: str = ""
    first: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A laid-out form: lines of text and fields, the fields in the order of tab, and the sections."""

    lines: tuple[tuple[Part, ...], ...]
    spots: tuple[Spot, ...]
    sections: tuple[Section, ...] = ()

    def spot(self, name: str | None) -> Spot | None:
        """Where a field begins; None when the sheet does not show it."""
        return next((spot for spot in self.spots if spot.name == name), None)

    def section_of(self, name: str | None) -> Section | None:
        """The section in which a field stands."""
        spot = self.spot(name)
        return max((each for each in self.sections if spot and each.y <= spot.y), key=lambda each: each.y, default=None)
