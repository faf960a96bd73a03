"""The rows of a list that are loaded, and where the cursor is in them: pure.

A list of any length is seen through a window of a few hundred rows. What is read is put at an end of it, what is
far from the cursor goes at the other, so that memory does not grow with what is paged through.
"""

from collections.abc import Sequence
from dataclasses import replace

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.records.listing import ListRow, LookedTo, Position

PAGE = 100
MOST = 600
_NEAR = 40
"""Rows to an end of the window from which more are read."""


@dataclass(frozen=True, slots=True)
class RowWindow:
    """Rows in the list's order; `index` has the cursor, `top` is the first one in sight."""

    rows: tuple[ListRow, ...] = ()
    index: int = 0
    top: int = 0
    has_before: bool = False
    has_after: bool = False
    looked_before: LookedTo | None = None
    looked_after: LookedTo | None = None
    """How far it was looked, where that ended before there were rows enough: it goes on when somebody asks."""

    @property
    def current(self) -> ListRow | None:
        """The row under the cursor."""
        return self.rows[self.index] if self.rows else None

    @property
    def wants_before(self) -> Position | None:
        """The position before which rows should be read now; None when there are enough."""
        near = self.has_before and not self.looked_before and self.index < _NEAR
        return self.rows[0].position if self.rows and near else None

    @property
    def wants_after(self) -> Position | None:
        """The position after which rows should be read now."""
        near = self.has_after and not self.looked_after and self.index >= len(self.rows) - _NEAR
        return self.rows[-1].position if self.rows and near else None

    def asked_on(self, by: int) -> LookedTo | None:
        """How far it was looked beyond the end at which the cursor is and goes on from: it is to be looked further."""
        if by > 0:
            return self.looked_after if self.index >= len(self.rows) - 1 else None
        return self.looked_before if self.index == 0 else None

    def goes_on(self, *, backwards: bool) -> Position | None:
        """The position at which what is read now belongs, at either end."""
        looked = self.looked_before if backwards else self.looked_after
        if looked is not None:
            return looked.position
        return self.wants_before if backwards else self.wants_after

    def stepped(self, by: int, height: int) -> "RowWindow":
        """The cursor `by` rows on, as far as rows are loaded, and kept in sight of `height` rows."""
        return self.at(self.index + by, height)

    def at(self, index: int, height: int) -> "RowWindow":
        """The cursor on a row, in sight."""
        index = max(0, min(index, len(self.rows) - 1))
        top = max(min(self.top, index), index - height + 1)
        return replace(self, index=index, top=max(0, min(top, len(self.rows) - height)))

    def scrolled(self, by: int, height: int) -> "RowWindow":
        """Other rows in sight; the cursor goes along only where it must."""
        top = max(0, min(self.top + by, len(self.rows) - height))
        return replace(self, top=top, index=max(top, min(self.index, top + height - 1, len(self.rows) - 1)))

    def with_after(self, rows: Sequence[ListRow], more: bool, looked: LookedTo | None = None) -> "RowWindow":
        """Rows that follow were read; those at the beginning go when there are too many."""
        together = (*self.rows, *rows)
        gone = max(0, len(together) - MOST)
        return replace(
            self, rows=together[gone:], index=self.index - gone, top=max(0, self.top - gone), has_after=more,
            has_before=self.has_before or gone > 0, looked_after=looked,
            looked_before=None if gone else self.looked_before,
        )  # fmt: skip

    def with_before(self, rows: Sequence[ListRow], more: bool, looked: LookedTo | None = None) -> "RowWindow":
        """Rows that come before were read; those at the end go when there are too many."""
        together = (*rows, *self.rows)
        gone = max(0, len(together) - MOST)
        count = len(rows)
        return replace(
            self, rows=together[: len(together) - gone], index=self.index + count, top=self.top + count,
            has_before=more, has_after=self.has_after or gone > 0, looked_before=looked,
            looked_after=None if gone else self.looked_after,
        )  # fmt: skip

    def renewed(self, fresh: "RowWindow", height: int) -> "RowWindow":
        """The same place in rows that were read again: the cursor as far from the top of the screen as before."""
        offset = self.index - self.top
        top = max(0, min(fresh.index - offset, len(fresh.rows) - height))
        return replace(fresh, top=top).at(fresh.index, height)
