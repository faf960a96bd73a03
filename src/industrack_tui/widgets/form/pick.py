"""Candidates of a field that is picked from a list, and the list itself: pure."""

from collections.abc import Sequence

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.text.text import fold

LIST_ROWS = 8
"""Candidates in sight at once, where there is room."""
PAGES = {"pageup": -1, "pagedown": 1}
"""Keys that page, and which way."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One line of a pick list; `value` is what picking it means, `detail` is shown muted, `hue` as a patch of color."""

    value: object
    text: str
    detail: str = ""
    hue: str = ""


def matching(candidates: Sequence[Candidate], typed: str) -> list[Candidate]:
    """Candidates in which every typed word begins a word; all of them for nothing typed."""
    wanted = fold(typed).split()
    found = []
    for candidate in candidates:
        have = fold(f"{candidate.text} {candidate.detail}").split()
        if all(any(word.startswith(each) for word in have) for each in wanted):
            found.append(candidate)
    return found


@dataclass(frozen=True, slots=True)
class PickList:
    """What is offered under a field; `index` is highlighted. Nothing offered: the list is closed."""

    offered: tuple[Candidate, ...] = ()
    index: int = 0

    @property
    def is_open(self) -> bool:
        return bool(self.offered)

    @property
    def highlighted(self) -> Candidate | None:
        return self.offered[self.index] if self.offered else None

    def stepped(self, by: int) -> "PickList":
        """The list with another line highlighted, past its ends around."""
        return PickList(self.offered, (self.index + by) % len(self.offered)) if self.offered else self

    def paged(self, by: int) -> "PickList":
        """The list with a line further on highlighted, at its ends no further."""
        return PickList(self.offered, max(0, min(self.index + by, len(self.offered) - 1))) if self.offered else self

    def window(self, rows: int) -> range:
        """Which candidates are shown in so many rows."""
        count = min(rows, len(self.offered))
        first = max(0, min(self.index - count // 2, len(self.offered) - count))
        return range(first, first + count)

    def meant_by(self, typed: str) -> Candidate | None:
        """What leaving the field picks: the only candidate, or the one that is called exactly as typed."""
        if not typed.strip():
            return None
        exact = [each for each in self.offered if fold(each.text) == fold(typed)]
        if exact:
            return exact[0]
        return self.offered[0] if len(self.offered) == 1 else None
