"""Items in use, retired ones, and those of a kind have orders of their own."""

from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    for column in ("kind", "price", "cost", "reorder_point"):
        op.create_index(f"ix_inventory_item_retired_{column}", "inventory_item", ["retired", column, "id"])
        if column != "kind":
            op.create_index(
                f"ix_inventory_item_retired_kind_{column}", "inventory_item", ["retired", "kind", column, "id"]
            )
