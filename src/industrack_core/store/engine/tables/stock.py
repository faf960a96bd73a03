"""What is kept in stock, what moved it, and what was ordered."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

from industrack_core.domain.kinds import Kind
from industrack_core.store.engine.columns import (
    amount_column,
    flag_column,
    metadata,
    partial_index,
    record_table,
    text_column,
    word_column,
)

inventory_item = record_table(
    Kind.INVENTORY_ITEM,
    text_column("name"),
    text_column("sku"),
    text_column("kind"),
    amount_column("price"),
    amount_column("cost"),
    amount_column("counted"),
    amount_column("reorder_point"),
    text_column("vendor"),
    flag_column("retired"),
)
Index("ix_inventory_item_name", inventory_item.c.name)
_filtered = (inventory_item.c.retired, inventory_item.c.kind)
for _column in ("kind", "price", "cost", "reorder_point"):
    _sorted = (inventory_item.c[_column], inventory_item.c.id)
    Index(f"ix_inventory_item_{_column}", *_sorted)
    Index(f"ix_inventory_item_retired_{_column}", inventory_item.c.retired, *_sorted)
    if _column != "kind":
        Index(f"ix_inventory_item_retired_kind_{_column}", *_filtered, *_sorted)

item_stock = Table(
    "item_stock",
    metadata,
    Column("item_id", Integer, ForeignKey("inventory_item.id"), primary_key=True, autoincrement=False),
    amount_column("reserved"),
    amount_column("used"),
    amount_column("received"),
    amount_column("on_hand"),
    flag_column("short"),
    text_column("facet"),
    sqlite_strict=True,
)
"""`facet` is the item's kind, or that it is retired, as in `list_key`."""
Index("ix_item_stock_on_hand", item_stock.c.on_hand, item_stock.c.item_id)
Index("ix_item_stock_reserved", item_stock.c.reserved, item_stock.c.item_id)
Index("ix_item_stock_facet_on_hand", item_stock.c.facet, item_stock.c.on_hand, item_stock.c.item_id)
Index("ix_item_stock_facet_reserved", item_stock.c.facet, item_stock.c.reserved, item_stock.c.item_id)
partial_index("ix_item_stock_short", item_stock.c.item_id, where="short = 1")

stock_move = Table(
    "stock_move",
    metadata,
    Column("item_id", Integer, primary_key=True, autoincrement=False),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("cause", Text, primary_key=True),
    Column("cause_id", Integer, primary_key=True, autoincrement=False),
    amount_column("counted"),
    amount_column("received"),
    amount_column("used"),
    amount_column("reserved"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""Every change of an item's stock, by the act (revision) and the record that caused it; written once."""

item_word = Table(
    "item_word",
    metadata,
    word_column("word"),
    Column("item_id", Integer, ForeignKey("inventory_item.id"), primary_key=True),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
Index("ix_item_word_item_id", item_word.c.item_id, item_word.c.word)

purchase_order = record_table(
    Kind.PURCHASE_ORDER,
    text_column("number"),
    text_column("vendor"),
    Column("job_id", Integer),
    text_column("status"),
    Column("due_on", Text),
    text_column("lines", "[]"),
    text_column("note"),
    amount_column("total"),
    UniqueConstraint("number"),
)
Index("ix_purchase_order_job_id", purchase_order.c.job_id)
Index("ix_purchase_order_status", purchase_order.c.status, purchase_order.c.id)
Index("ix_purchase_order_total", purchase_order.c.total, purchase_order.c.id)
Index("ix_purchase_order_status_total", purchase_order.c.status, purchase_order.c.total, purchase_order.c.id)
