"""Keeps `item_stock` in step: what jobs reserve and have used, and what orders brought in.

A sum of differences between the rows before and after, so that undo, an import and a deletion are right by
themselves. Quantities are thousandths.
"""

from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, select, update

from industrack_core.store import schema
from industrack_core.store.codec import RowValues
from industrack_core.store.prepared import Prepared, one_of
from industrack_core.store.statements import insertion, parts_of, rows_by

Moves = dict[int, list[int]]
"""By item: what is reserved, used and received, more or less than before."""
_stock = schema.item_stock
_MOVE = Prepared(
    update(_stock)
    .where(_stock.c.item_id == bindparam("item"))
    .values(
        reserved=_stock.c.reserved + bindparam("more_reserved"),
        used=_stock.c.used + bindparam("more_used"),
        received=_stock.c.received + bindparam("more_received"),
    )
)
STOCK_OF = Prepared(select(_stock).where(one_of(_stock.c.item_id, "values")), "values")
"""What was reserved, used and received, by item."""
_NONE = "[]"


def keep_stock(
    connection: Connection, changes: Sequence[tuple[str, tuple[RowValues | None, RowValues | None]]]
) -> None:
    """Bring the stock up to date with `changes`, which are written already."""
    moves: Moves = {}
    for kind, (before, after) in changes:
        if kind == "job" and not _same(before, after, "items", "status"):
            _count_job(moves, before, -1)
            _count_job(moves, after, 1)
        elif kind == "purchase_order" and not _same(before, after, "lines"):
            _count_order(moves, before, -1)
            _count_order(moves, after, 1)
    moved = {item: move for item, move in moves.items() if any(move)}
    if moved:
        _write(connection, moved)


def _same(before: RowValues | None, after: RowValues | None, *columns: str) -> bool:
    return all((before or {}).get(name, _NONE) == (after or {}).get(name, _NONE) for name in columns) or (
        (before or {}).get(columns[0], _NONE) == _NONE and (after or {}).get(columns[0], _NONE) == _NONE
    )


def _entries(row: RowValues, column: str) -> list[dict[str, Any]]:
    text = row[column]
    return [] if text == _NONE else msgspec.json.decode(text)


def _count_job(moves: Moves, row: RowValues | None, sign: int) -> None:
    if row is None:
        return
    place = 1 if row["status"] == "completed" else 0
    for item in _entries(row, "items"):
        if item["item_id"] is not None and item["kind"] in ("part", "equipment"):
            moves.setdefault(item["item_id"], [0, 0, 0])[place] += sign * item["quantity"]


def _count_order(moves: Moves, row: RowValues | None, sign: int) -> None:
    for line in _entries(row, "lines") if row is not None else []:
        if line["item_id"] is not None and line["received"]:
            moves.setdefault(line["item_id"], [0, 0, 0])[2] += sign * line["received"]


def _write(connection: Connection, moves: Moves) -> None:
    known: set[int] = set()
    for part in parts_of(sorted(moves)):
        known.update(row[0] for row in STOCK_OF.rows(connection, values=part))
        known.update(_begin(connection, [item for item in _existing(connection, part) if item not in known]))
    for item, (reserved, used, received) in sorted(moves.items()):
        _MOVE.run(connection, item=item, more_reserved=reserved, more_used=used, more_received=received)


def _existing(connection: Connection, ids: Sequence[int]) -> list[int]:
    return [row[0] for row in rows_by(schema.inventory_item, "id").rows(connection, values=ids)]


def _begin(connection: Connection, items: list[int]) -> list[int]:
    rows = ({"item_id": item, "reserved": 0, "used": 0, "received": 0} for item in items)
    insertion(_stock).run_many(connection, rows)
    return items
