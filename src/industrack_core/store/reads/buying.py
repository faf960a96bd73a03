"""What buying looks up: vendors that are known by name, and what the orders under way come to."""

from collections.abc import Iterator

from sqlalchemy import Connection, Integer, bindparam, func, literal_column, select

from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.listing import COUNT_LIMIT
from industrack_core.domain.records.purchase import OrderStatus, OrderSums
from industrack_core.domain.text.list_words import sort_key
from industrack_core.store.engine import schema
from industrack_core.store.engine.prepared import Prepared

_key, _order = schema.list_key, schema.purchase_order
_NEXT = Prepared(
    select(_key.c.key, _key.c.record_id)
    .where(_key.c.list == bindparam("which"), _key.c.key >= bindparam("low"))
    .order_by(_key.c.key, _key.c.record_id)
    .limit(literal_column("1", Integer))
)
_VENDOR = {
    kind: Prepared(select(table.c.vendor).where(table.c.id == bindparam("record")))
    for kind, table in ((Kind.PURCHASE_ORDER, _order), (Kind.INVENTORY_ITEM, schema.inventory_item))
}
_LEAST = "\x01"
"""Before everything that a key begins with, and after the end of one."""
_UNDER_WAY = (OrderStatus.OPEN, OrderStatus.SENT, OrderStatus.PARTIALLY_RECEIVED)
_some = (
    select(_order.c.total)
    .where(_order.c.status == bindparam("which"))
    .limit(literal_column(str(COUNT_LIMIT + 1), Integer))
    .subquery()
)
_SUMS = Prepared(select(func.count(), func.coalesce(func.sum(_some.c.total), 0)).select_from(_some))


def find_vendors(connection: Connection, typed: str, limit: int) -> list[str]:
    """Vendors of orders and items whose names begin with what is typed, by name: each in a look into the index."""
    found: dict[str, str] = {}
    for kind in _VENDOR:
        for key, record_id in _beginning(connection, kind, sort_key(typed), limit):
            if key not in found:
                found[key] = _VENDOR[kind].one(connection, record=record_id)[0]
    return [found[key] for key in sorted(found)][:limit]


def _beginning(connection: Connection, kind: str, prefix: str, limit: int) -> Iterator[tuple[str, int]]:
    """The first record of each of the first names, from one name straight to the next."""
    low = prefix or _LEAST
    for _ in range(limit):
        row = _NEXT.first(connection, which=f"{kind}.vendor", low=low)
        if row is None or not row[0].startswith(prefix):
            return
        yield row[0], row[1]
        low = row[0] + _LEAST


def read_order_sums(connection: Connection) -> list[OrderSums]:
    """What is under way; of more than COUNT_LIMIT orders in a status only so many, and one, are looked at."""
    rows = ((status, _SUMS.one(connection, which=status.value)) for status in _UNDER_WAY)
    return [OrderSums(status, count, int(total)) for status, (count, total) in rows]
