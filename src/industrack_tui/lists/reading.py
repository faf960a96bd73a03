"""What a list screen reads: rows around a record, rows that follow, how many there are. Late answers are dropped."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from industrack_core.domain.errors import NotAdmitted
from industrack_core.domain.records.listing import ListRow, Position
from industrack_core.domain.time.span import local_day
from industrack_tui.lists.row_window import PAGE, RowWindow
from industrack_tui.terminal.awaiting import Coming

if TYPE_CHECKING:
    from industrack_tui.lists.shown import ShownList


class ListReading:
    """Reads for one list screen. What was asked for last is what counts, however late the others answer."""

    def __init__(self, screen: "ShownList") -> None:
        self._screen = screen
        self._asked = 0
        self._wanted: tuple[int, Position | None, bool] | None = None
        self._is_extending = False
        self._under_way: list[asyncio.Task[None]] = []

    def load(self, record_id: int, position: Position | None, *, from_end: bool = False) -> None:
        """Read the rows around a record, or a position; from the beginning without either."""
        self._asked += 1
        self._wanted = (record_id, position, from_end)
        for each in self._under_way:  # nobody waits for that any more
            each.cancel()
        work = self._load_or_hide(self._asked, record_id, position, from_end=from_end)
        self._under_way = [self._screen.bring(work, Coming.FILLS)]

    def again(self) -> None:
        """Read again where the cursor is, or where it is to be once what is being read is there."""
        row = self._screen.current
        if self._wanted is not None:
            record_id, position, from_end = self._wanted
            self.load(record_id, position, from_end=from_end)
        else:
            looked = self._screen.window.looked_after or self._screen.window.looked_before
            self.load(row.id if row else 0, row.position if row else looked.position if looked else None)

    async def _load_or_hide(self, asked: int, record_id: int, position: Position | None, *, from_end: bool) -> None:
        """Read; rows of a list that is not for who sits here any more go."""
        try:
            await self._load(asked, record_id, position, from_end)
        except NotAdmitted:
            screen = self._screen
            screen.window, screen.marks, screen.count, screen.summary = RowWindow(), {}, 0, ""
            screen.draw()
            raise

    async def _load(self, asked: int, record_id: int, position: Position | None, from_end: bool) -> None:
        screen, query = self._screen, self._screen.query_now
        rows = screen.spec.rows
        if rows is not None:
            made = tuple(await screen.bridge.seek(lambda desk: rows(desk, query)))
            if asked == self._asked:
                self._show_made(made, len(made) - 1 if from_end else _place(made, record_id))
            return
        if from_end:
            page = await screen.bridge.seek(lambda desk: desk.list_page(query, backwards=True, limit=2 * PAGE))
            fresh = RowWindow(self._whole(page.rows), max(0, len(page.rows) - 1), 0, page.more, False, page.looked)
        else:
            found = await screen.bridge.seek(lambda desk: desk.list_around(query, record_id, position, PAGE, 2 * PAGE))
            ends = found.has_before, found.has_after, found.looked_before, found.looked_after
            fresh = RowWindow(self._whole(found.rows), found.index, 0, *ends)
        if asked != self._asked:
            return  # something else was asked for meanwhile
        self._wanted = None
        screen.window = screen.window.renewed(fresh, screen.height)
        known = {row.id: row for row in screen.window.rows}
        screen.marks = {each: known.get(each, row) for each, row in screen.marks.items()}
        screen.draw()
        self._under_way.append(screen.tasks.spawn(self._load_sums(asked)))
        await self._forget_gone(known)

    def _show_made(self, rows: tuple[ListRow, ...], index: int) -> None:
        """All the rows of a list that are made and not read from one of the store."""
        screen = self._screen
        self._wanted = None
        screen.window = screen.window.renewed(RowWindow(rows, index), screen.height)
        screen.count = len(rows)
        screen.draw()

    async def _forget_gone(self, known: Mapping[int, ListRow]) -> None:
        """Records that were deleted are not marked any more; what the list only does not show now is."""
        screen, kind = self._screen, self._screen.spec.record_kind
        ids = [each for each in screen.marks if each not in known]
        if not ids or kind == "deletion":  # what comes back from there is in no list of its own
            return
        found = await screen.bridge.seek(lambda desk: desk.records(kind, ids))
        there = {each for each, record in found.items() if not getattr(record, "retired", False)}
        screen.marks = {each: row for each, row in screen.marks.items() if each not in ids or each in there}
        screen.draw_top()

    def _whole(self, rows: Sequence[ListRow]) -> tuple[ListRow, ...]:
        """Rows with what follows from them today."""
        screen = self._screen
        today = local_day(screen.bridge.desk.clock(), screen.office.zone)
        return screen.spec.whole(rows, today, screen.session)

    async def _load_sums(self, asked: int) -> None:
        screen, query = self._screen, self._screen.query_now
        summary, office = screen.spec.summary, screen.office
        count = await screen.bridge.seek(lambda desk: desk.list_count(query))
        said = await screen.bridge.seek(lambda desk: summary(desk, office)) if summary else ""
        if asked == self._asked:
            screen.count, screen.summary = count, said
            screen.draw_top()

    def extend(self) -> None:
        """Read on when the cursor comes near an end of what is loaded."""
        window = self._screen.window
        after = window.wants_after
        self._go_on(after or window.wants_before, backwards=after is None)

    def look_on(self, by: int) -> None:
        """Somebody steps beyond the end to which it was looked: look further."""
        looked = self._screen.window.asked_on(by)
        self._go_on(looked.position if looked else None, backwards=by < 0)

    def _go_on(self, place: Position | None, *, backwards: bool) -> None:
        if place is not None and not self._is_extending:
            self._is_extending = True
            self._screen.spawn(self._read_on(self._asked, place, backwards=backwards))

    async def _read_on(self, asked: int, place: Position, *, backwards: bool) -> None:
        screen, query = self._screen, self._screen.query_now
        try:
            page = await screen.bridge.seek(lambda desk: desk.list_page(query, place, backwards=backwards, limit=PAGE))
        finally:
            self._is_extending = False
        if asked != self._asked:
            return
        now = screen.window
        # where the cursor went to the other end meanwhile, rows that go here would take it along
        if place == now.goes_on(backwards=backwards):
            add = now.with_before if backwards else now.with_after
            # where there was no row the cursor comes to one of these
            screen.window = add(self._whole(page.rows), page.more, page.looked).stepped(0, screen.height)
            if now.looked_after or page.looked:
                screen.draw_top()
        screen.draw_rows()


def _place(rows: Sequence[ListRow], record_id: int) -> int:
    return next((place for place, row in enumerate(rows) if row.id == record_id), 0)
