"""The office's lists: estimates whole, stock moves, what lists are sorted and found by, what is retired."""

from collections.abc import Iterator
from typing import Any

import msgspec
import sqlalchemy as sa
from alembic import op

from industrack_core.store.derived.anew import make_anew

revision = "0004"
down_revision = "0003"

_AMOUNT = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_WORD = sa.Text(collation="C").with_variant(sa.Text(), "sqlite")
_CHUNK = 5000


def _number(name: str, kind: Any = None) -> sa.Column[Any]:
    return sa.Column(name, kind or sa.Integer(), server_default="0", nullable=False)


def upgrade() -> None:
    for table in ("calendar", "employee_group", "location"):
        op.add_column(table, _number("retired"))
    op.add_column("number_series", _number("first_number"))
    _estimates()
    _orders()
    _stock()
    _lists()
    op.create_index(
        "ix_job_estimate_id", "job", ["estimate_id"],
        sqlite_where=sa.text("estimate_id IS NOT NULL"), postgresql_where=sa.text("estimate_id IS NOT NULL"),
    )  # fmt: skip
    completed = sa.text("status = 'completed'")
    op.create_index("ix_job_billing", "job", ["billing", "id"], sqlite_where=completed, postgresql_where=completed)


def _estimates() -> None:
    op.add_column("estimate", _number("discount_rate"))
    op.add_column("estimate", _number("discount_amount", _AMOUNT))
    op.add_column("estimate", _number("tax_rate"))
    op.add_column("estimate", sa.Column("note", sa.Text(), server_default="", nullable=False))
    op.add_column("estimate", sa.Column("attachments", sa.Text(), server_default="[]", nullable=False))
    for column in ("customer_id", "location_id"):
        op.create_index(f"ix_estimate_{column}", "estimate", [column])
    for column in ("made_on", "status", "total"):
        op.create_index(f"ix_estimate_{column}", "estimate", [column, "id"])
    op.create_table(
        "estimate_sum",
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("total", _AMOUNT, nullable=False),
        sa.PrimaryKeyConstraint("status", name=op.f("pk_estimate_sum")),
        sqlite_strict=True,
    )
    op.execute(
        "INSERT INTO estimate_sum (status, count, total)"
        " SELECT status, count(*), sum(total) FROM estimate GROUP BY status"
    )


def _orders() -> None:
    op.add_column("purchase_order", _number("total", _AMOUNT))
    connection = op.get_bind()
    write = sa.text("UPDATE purchase_order SET total = :total WHERE id = :id")
    for rows in _chunks("purchase_order", "lines"):
        totals = []
        for record_id, text in rows:
            lines = msgspec.json.decode(text)
            totals.append({
                "id": record_id, "total": sum((each["quantity"] * each["price"] + 500) // 1000 for each in lines),
            })  # fmt: skip
        if totals:
            connection.execute(write, totals)
    for column in ("status", "total"):
        op.create_index(f"ix_purchase_order_{column}", "purchase_order", [column, "id"])


def _stock() -> None:
    op.add_column("item_stock", _number("on_hand", _AMOUNT))
    op.add_column("item_stock", _number("short"))
    op.create_table(
        "stock_move",
        sa.Column("item_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("cause_id", sa.Integer(), autoincrement=False, nullable=False),
        *(_number(name, _AMOUNT) for name in ("counted", "received", "used", "reserved")),
        sa.PrimaryKeyConstraint("item_id", "revision", "cause", "cause_id", name=op.f("pk_stock_move")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.execute(
        "INSERT INTO item_stock (item_id, reserved, used, received) SELECT id, 0, 0, 0 FROM inventory_item"
        " WHERE id NOT IN (SELECT item_id FROM item_stock)"
    )
    counted = "(SELECT counted FROM inventory_item WHERE inventory_item.id = item_stock.item_id)"
    op.execute(f"UPDATE item_stock SET on_hand = {counted} + received - used")  # noqa: S608
    op.execute(
        "UPDATE item_stock SET short = 1 WHERE EXISTS (SELECT 1 FROM inventory_item WHERE inventory_item.id ="
        " item_stock.item_id AND retired = 0 AND kind IN ('part', 'equipment')"
        " AND (on_hand < reserved OR on_hand - reserved < reorder_point))"
    )
    op.execute(
        "INSERT INTO stock_move (item_id, revision, cause, cause_id, counted, received, used, reserved)"  # noqa: S608
        f" SELECT item_id, 0, 'opening', item_id, {counted}, received, used, reserved FROM item_stock"
        f" WHERE on_hand <> 0 OR received <> 0 OR used <> 0 OR reserved <> 0 OR {counted} <> 0"
    )
    op.create_index("ix_item_stock_on_hand", "item_stock", ["on_hand", "item_id"])
    op.create_index("ix_item_stock_reserved", "item_stock", ["reserved", "item_id"])
    short = sa.text("short = 1")
    op.create_index("ix_item_stock_short", "item_stock", ["item_id"], sqlite_where=short, postgresql_where=short)
    for column in ("kind", "price", "cost", "reorder_point"):
        op.create_index(f"ix_inventory_item_{column}", "inventory_item", [column, "id"])


def _lists() -> None:
    for table, column in (("list_key", "key"), ("list_word", "word")):
        op.create_table(
            table,
            sa.Column("list", _WORD, nullable=False),
            sa.Column(column, _WORD, nullable=False),
            sa.Column("record_id", sa.Integer(), autoincrement=False, nullable=False),
            sa.PrimaryKeyConstraint("list", column, "record_id", name=op.f(f"pk_{table}")),
            sqlite_strict=True,
            sqlite_with_rowid=False,
        )
    make_anew("list_key", "list_word")
    op.create_index("ix_list_key_record_id", "list_key", ["record_id", "list"])
    op.create_index("ix_list_word_record_id", "list_word", ["record_id"])


def _chunks(table: str, columns: str, condition: str = "1 = 1") -> Iterator[list[Any]]:
    """Rows of a table some at a time, by id: names are ours, never typed."""
    connection = op.get_bind()
    page = sa.text(
        f"SELECT id, {columns} FROM {table} WHERE id > :after AND {condition} ORDER BY id LIMIT :most"  # noqa: S608
    )
    after = -(2**31)
    while True:
        rows = list(connection.execute(page, {"after": after, "most": _CHUNK}))
        yield rows
        if len(rows) < _CHUNK:
            return
        after = rows[-1][0]
