"""The stock of a kind of items has an order of its own."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.add_column("item_stock", sa.Column("facet", sa.Text(), server_default="", nullable=False))
    op.execute(
        "UPDATE item_stock SET facet = (SELECT CASE retired WHEN 1 THEN 'retired' ELSE kind END FROM inventory_item"
        " WHERE inventory_item.id = item_stock.item_id)"
    )
    for column in ("on_hand", "reserved"):
        op.create_index(f"ix_item_stock_facet_{column}", "item_stock", ["facet", column, "item_id"])
