"""Filtered lists have an order of their own; estimates and completed jobs are sorted by the customer's name at once."""

import sqlalchemy as sa
from alembic import op

from industrack_core.store.derived.anew import make_anew

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("list_key", sa.Column("facet", sa.Text(), server_default="", nullable=False))
    make_anew("list_key")
    op.drop_index("ix_list_key_record_id", "list_key")
    op.create_index("ix_list_key_record_id", "list_key", ["record_id", "list", "facet"])
    op.create_index("ix_list_key_facet", "list_key", ["list", "facet", "key", "record_id"])
    op.drop_index("ix_list_word_record_id", "list_word")
    op.create_index("ix_list_word_record_id", "list_word", ["record_id", "list", "word"])
    for column in ("made_on", "total"):
        op.create_index(f"ix_estimate_status_{column}", "estimate", ["status", column, "id"])
    op.create_index("ix_purchase_order_status_total", "purchase_order", ["status", "total", "id"])
