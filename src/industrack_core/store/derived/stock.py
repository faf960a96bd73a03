"""Keeps `item_stock` in step, and writes each change of it down as a `stock_move`.

On hand = counted + received - used; reserved is on jobs that are not completed. All are sums of differences between
the records before and after, so that undo, an import, a merge and a deletion are right by themselves. Quantities are
thousandths.
"""

from collections.abc import Sequence

from sqlalchemy import Connection, and_, bindparam, case, exists, func, or_, select, update

from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.inventory import InventoryItem, StockMove
from industrack_core.domain.records.job import Job, WorkStatus
from industrack_core.domain.records.job_parts import STOCKED, ItemKind
from industrack_core.domain.records.purchase import PurchaseOrder
from industrack_core.domain.records.record import Change, Record, kind_of
from industrack_core.store.engine import schema
from industrack_core.store.engine.prepared import Prepared, one_of, parts_of
from industrack_core.store.engine.statements import deletion, insertion

Moves = dict[tuple[int, str, int], list[int]]
"""By item, kind and id of the cause: what is counted, received, used and reserved, more or less than before."""
_COUNTED, _RECEIVED, _USED, _RESERVED = range(4)
_AMOUNTS = ("counted", "received", "used", "reserved")
_stock, _item, _move = schema.item_stock, schema.inventory_item, schema.stock_move
_MOVE = Prepared(
    update(_stock)
    .where(_stock.c.item_id == bindparam("item"))
    .values(
        received=_stock.c.received + bindparam("more_received"),
        used=_stock.c.used + bindparam("more_used"),
        reserved=_stock.c.reserved + bindparam("more_reserved"),
        on_hand=_stock.c.on_hand + bindparam("more_on_hand"),
    )
)
_ADD_TO_MOVE = Prepared(
    update(_move)
    .where(
        _move.c.item_id == bindparam("item"), _move.c.revision == bindparam("act"),
        _move.c.cause == bindparam("by"), _move.c.cause_id == bindparam("by_id"),
    )
    .values({name: _move.c[name] + bindparam(f"more_{name}") for name in _AMOUNTS})
)  # fmt: skip
_WRITTEN = Prepared(
    select(_move.c.item_id, _move.c.cause, _move.c.cause_id)
    .where(one_of(_move.c.item_id, "values"), _move.c.revision == bindparam("act")),
    "values",
)  # fmt: skip
_IS_SHORT = exists().where(
    _item.c.id == _stock.c.item_id,
    _item.c.retired == 0,
    _item.c.kind.in_(STOCKED),
    or_(_stock.c.on_hand < _stock.c.reserved, _stock.c.on_hand - _stock.c.reserved < _item.c.reorder_point),
)
_FACET = (
    select(case((_item.c.retired == 1, "retired"), else_=_item.c.kind))
    .where(_item.c.id == _stock.c.item_id)
    .scalar_subquery()
)
_WEIGH = Prepared(
    update(_stock).where(one_of(_stock.c.item_id, "values")).values(short=case((_IS_SHORT, 1), else_=0), facet=_FACET),
    "values",
)
STOCK_OF = Prepared(
    select(
        _stock.c.item_id, _stock.c.on_hand, _stock.c.reserved, _stock.c.used, _stock.c.received
    ).where(one_of(_stock.c.item_id, "values")),
    "values",
)  # fmt: skip
"""What is on hand and reserved, and what was used and received, by item."""
_KNOWN = Prepared(select(_stock.c.item_id).where(one_of(_stock.c.item_id, "values")), "values")
_journal, _job, _order, _away = schema.journal, schema.job, schema.purchase_order, schema.archived_job
_MOVES = Prepared(
    select(
        _move.c.revision, _move.c.cause, _move.c.cause_id, _move.c.counted, _move.c.received, _move.c.used,
        _move.c.reserved, _journal.c.at, _journal.c.who, _journal.c.line,
        func.coalesce(_job.c.number, _order.c.number, _away.c.number),
    )
    .outerjoin(_journal, _journal.c.revision == _move.c.revision)
    .outerjoin(_job, and_(_move.c.cause == Kind.JOB, _job.c.id == _move.c.cause_id))
    .outerjoin(_order, and_(_move.c.cause == Kind.PURCHASE_ORDER, _order.c.id == _move.c.cause_id))
    .outerjoin(_away, and_(_move.c.cause == Kind.JOB, _away.c.job_id == _move.c.cause_id))
    .where(and_(_move.c.item_id == bindparam("item"), _move.c.revision < bindparam("below")))
    .order_by(_move.c.revision.desc(), _move.c.cause.desc(), _move.c.cause_id.desc())
    .limit(bindparam("most"))
)  # fmt: skip


def read_stock_moves(connection: Connection, item_id: int, below: int, limit: int) -> list[StockMove]:
    """The moves of an item under a revision, newest first."""
    return [StockMove(*row) for row in _MOVES.rows(connection, item=item_id, below=below, most=limit)]


def keep_stock(connection: Connection, changes: Sequence[Change], revision: int) -> None:
    """Bring the stock up to date with `changes`, which are written already, by the act of that revision."""
    moves: Moves = {}
    weighed: set[int] = set()
    gone: set[int] = set()
    for before, after in changes:
        for record, other, sign in ((before, after, -1), (after, before, 1)):
            if isinstance(record, Job) and not _takes_the_same(record, other):
                _count_job(moves, record, sign)
            elif isinstance(record, PurchaseOrder) and not (
                isinstance(other, PurchaseOrder) and other.lines == record.lines
            ):
                _count_order(moves, record, sign)
            elif isinstance(record, InventoryItem):
                _count_item(moves, record, sign)
        if isinstance(before, InventoryItem) and after is None:
            gone.add(before.id)
        if isinstance(after, InventoryItem) and not (
            isinstance(before, InventoryItem) and _weight(before) == _weight(after)
        ):
            weighed.add(after.id)
    moved = {key: move for key, move in moves.items() if any(move) and key[0] not in gone}
    if moved or weighed:
        _write(connection, moved, weighed, revision)


def taken_by(jobs: Sequence[Job]) -> dict[int, tuple[int, int]]:
    """What these jobs used and have reserved, by item."""
    moves: Moves = {}
    taken: dict[int, tuple[int, int]] = {}
    for job in jobs:
        _count_job(moves, job, 1)
    for (item, _, _), (_, _, used, reserved) in moves.items():
        before = taken.get(item, (0, 0))
        taken[item] = (before[0] + used, before[1] + reserved)
    return taken


def forget_items(connection: Connection, ids: Sequence[int]) -> None:
    """Items that are deleted, before their rows go."""
    deletion(_move, "item_id").run(connection, values=ids)
    deletion(_stock, "item_id").run(connection, values=ids)
    deletion(schema.stock_away, "item_id").run(connection, values=ids)


def _weight(item: InventoryItem) -> tuple[int, bool, ItemKind]:
    """What says whether an item is short, and under which filter it stands."""
    return item.reorder_point, item.retired, item.kind


def _takes_the_same(job: Job, other: Record | None) -> bool:
    if not isinstance(other, Job):
        return False
    return job.items == other.items and (job.status is other.status or not job.items)


def _move_of(moves: Moves, item_id: int, cause: Record) -> list[int]:
    return moves.setdefault((item_id, kind_of(cause).value, cause.id), [0, 0, 0, 0])


def _count_item(moves: Moves, item: InventoryItem, sign: int) -> None:
    _move_of(moves, item.id, item)[_COUNTED] += sign * item.counted


def _count_job(moves: Moves, job: Job, sign: int) -> None:
    completed = job.status is WorkStatus.COMPLETED
    place = _USED if completed else _RESERVED
    for item in job.items:
        if item.item_id is not None and item.kind.is_stocked:
            _move_of(moves, item.item_id, job)[place] += sign * item.taken(completed=completed)


def _count_order(moves: Moves, order: PurchaseOrder, sign: int) -> None:
    for line in order.lines:
        if line.item_id is not None and line.received:
            _move_of(moves, line.item_id, order)[_RECEIVED] += sign * line.received


def _write(connection: Connection, moves: Moves, weighed: set[int], revision: int) -> None:
    items = sorted({item for item, _, _ in moves} | weighed)
    known: set[int] = set()
    for part in parts_of(items):
        known.update(_KNOWN.column(connection, values=part))
        known.update(_begin(connection, [item for item in _existing(connection, part) if item not in known]))
    ordered = sorted(moves.items())
    _MOVE.run_many(connection, (
        {"item": item, "more_received": received, "more_used": used, "more_reserved": reserved,
         "more_on_hand": counted + received - used}
        for (item, _, _), (counted, received, used, reserved) in ordered
    ))  # fmt: skip
    _note(connection, [(key, move) for key, move in ordered if key[0] in known], revision)
    for part in parts_of(items):
        _WEIGH.run(connection, values=part)


def _note(connection: Connection, moves: Sequence[tuple[tuple[int, str, int], list[int]]], revision: int) -> None:
    """Write the moves down; several acts done together are one revision, and may touch the same job."""
    written: set[tuple[int, str, int]] = set()
    for part in parts_of(sorted({item for (item, _, _), _ in moves})):
        written.update(_WRITTEN.rows(connection, values=part, act=revision))
    _ADD_TO_MOVE.run_many(connection, (
        {"item": key[0], "act": revision, "by": key[1], "by_id": key[2],
         **{f"more_{name}": amount for name, amount in zip(_AMOUNTS, move, strict=True)}}
        for key, move in moves if key in written
    ))  # fmt: skip
    insertion(_move).run_many(connection, (
        {"item_id": key[0], "revision": revision, "cause": key[1], "cause_id": key[2],
         **dict(zip(_AMOUNTS, move, strict=True))}
        for key, move in moves if key not in written
    ))  # fmt: skip


_EXISTING = Prepared(select(_item.c.id).where(one_of(_item.c.id, "values")), "values")


def _existing(connection: Connection, ids: Sequence[int]) -> list[int]:
    return _EXISTING.column(connection, values=ids)


def _begin(connection: Connection, items: list[int]) -> list[int]:
    nothing = {"reserved": 0, "used": 0, "received": 0, "on_hand": 0, "short": 0, "facet": ""}
    rows = ({"item_id": item, **nothing} for item in items)
    insertion(_stock).run_many(connection, rows)
    return items
