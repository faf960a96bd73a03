"""What changed an item's stock, newest first: when, who, by how much, by which act. Enter opens the job or order."""

from collections.abc import Awaitable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from industrack_core.desk.values.money import quantity_text
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.inventory import StockedItem, StockMove
from industrack_core.domain.records.listing import ListRow
from industrack_core.domain.records.office import Office
from industrack_core.domain.rights import known_as
from industrack_core.domain.text.text import clip, pad
from industrack_core.domain.time.span import clock_text
from industrack_tui.dialogs.record_list import Drawn, RecordList
from industrack_tui.forms.job.open_form import open_job_form
from industrack_tui.office.order_form import open_order_by_id

if TYPE_CHECKING:
    from industrack_core.desk.desk import Desk
    from industrack_tui.lists.spec import OpenList

PAGE = 200
_NEAR = 60
"""Moves before the end of what is read at which older ones are asked for."""
_NEWEST = 2**31 - 1
_OPENS = (Kind.JOB, Kind.PURCHASE_ORDER)


class MoveList(RecordList[StockMove]):
    """Dismissed with a move whose cause can be looked at, or None."""

    def action_take(self) -> None:
        if self.current is not None and self.current.cause in _OPENS:
            super().action_take()


def show_moves(screen: "OpenList", row: ListRow) -> None:
    """The moves of a row's item."""
    screen.bring(_show(screen, row))


async def _show(screen: "OpenList", row: ListRow) -> None:
    office, name = screen.office, screen.spec.called(row)
    stocked = (await screen.bridge.ask(lambda desk: desk.stock([row.id]))).get(row.id)
    moves, has_more = await screen.bridge.ask(lambda desk: read_moves(desk, row.id, _NEWEST))

    def chosen(move: StockMove | None) -> None:
        if move is not None:
            screen.bring(_open_cause(screen, move))

    dialog = MoveList(
        screen.look, screen.glyphs, f"Stock moves of {name}", moves, lambda move: drawn(move, office),
        "enter opens the job or the order   esc back", about=_about(stocked), nothing="Nothing moved yet.",
        grow=_Older(screen, row.id) if has_more else None,
    )  # fmt: skip
    screen.app.push_screen(dialog, chosen)


def _about(stocked: StockedItem | None) -> Sequence[str]:
    if stocked is None:
        return ()
    stock = stocked.stock
    figures = (("on hand", stock.on_hand), ("reserved", stock.reserved), ("available", stock.available))
    return (f"Now {', '.join(f'{quantity_text(amount)} {word}' for word, amount in figures)}.", "")


def read_moves(desk: "Desk", item_id: int, below: int) -> tuple[list[StockMove], bool]:
    """A page of moves by acts under a revision, newest first, and whether there are more; no act is cut in two."""
    limit = PAGE
    while True:
        moves = desk.stock_moves(item_id, below, limit + 1)
        if len(moves) <= limit:
            return moves, False
        whole = [move for move in moves if move.revision != moves[-1].revision]
        if whole:
            return whole, True
        limit *= 2


class _Older:
    """Reads older moves when the cursor comes near the end of those that are there."""

    def __init__(self, screen: "OpenList", item_id: int) -> None:
        self._screen, self._item_id = screen, item_id
        self._has_more = True

    def __call__(self, moves: Sequence[StockMove], index: int) -> Awaitable[Sequence[StockMove]] | None:
        return self._read(moves) if self._has_more and index >= len(moves) - _NEAR else None

    async def _read(self, moves: Sequence[StockMove]) -> list[StockMove]:
        below = moves[-1].revision
        older, self._has_more = await self._screen.bridge.seek(lambda desk: read_moves(desk, self._item_id, below))
        return [*moves, *older]


def drawn(move: StockMove, office: Office) -> Drawn:
    """`2026-11-24 10:37  ana  on hand +4  Changed purchase order PO1001.`

    Where the act does not name the job or the order, as that of an import, it stands before it: `Job 1042  Imported`.
    """
    local = datetime.fromtimestamp(move.at, office.zone) if move.at is not None else None
    when = f"{local:%Y-%m-%d} {clock_text(local)}" if local is not None else ""
    said = move.line or "what was there before moves were written down"
    if move.number and move.number not in {word.strip(".,:") for word in said.split()}:
        said = f"{'Job' if move.cause == Kind.JOB else 'Order'} {move.number}  {said}"
    return (
        f"{when:<17}{pad(clip(known_as(office.person, move.who or ''), 9), 10)}{change_text(move):<27}{said}",
        "panel",
    )


def change_text(move: StockMove) -> str:
    """`on hand +4  reserved -2`."""
    figures = (("on hand", move.on_hand), ("reserved", move.reserved))
    said = [f"{word} {'+' if amount > 0 else ''}{quantity_text(amount)}" for word, amount in figures if amount]
    return "  ".join(said) or "nothing"


async def _open_cause(screen: "OpenList", move: StockMove) -> None:
    if move.cause == Kind.PURCHASE_ORDER:
        open_order_by_id(screen, move.cause_id)
    elif await screen.bridge.ask(lambda desk: desk.job(move.cause_id)) is None:
        screen.say("This job was deleted.", "panel_error")
    else:
        open_job_form(screen.session, move.cause_id, closed=screen.after_form)
