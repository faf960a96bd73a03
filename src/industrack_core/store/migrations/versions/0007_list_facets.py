"""Filtered lists have an order of their own; estimates and completed jobs are sorted by the customer's name at once."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_FACETS = {
    "estimate": "status",
    "customer": "kind",
    "purchase_order": "status",
    "employee": "state",
    "job": "billing",
    "inventory_item": "CASE retired WHEN 1 THEN 'retired' ELSE kind END",
    **dict.fromkeys(
        ("location", "equipment", "calendar", "employee_group", "job_color", "service_type", "tag", "hold_reason",
         "task_template", "job_template", "form"),
        "CAST(retired AS TEXT)",
    ),
}  # fmt: skip
_PADDED = "substr(CAST(CAST(customer_id AS BIGINT) + 10000000000 AS TEXT), 2)"
"""In ten digits, on both engines."""


def upgrade() -> None:
    op.add_column("list_key", sa.Column("facet", sa.Text(), server_default="", nullable=False))
    for kind, facet in _FACETS.items():
        op.execute(
            f"UPDATE list_key SET facet = (SELECT {facet} FROM {kind} WHERE {kind}.id = record_id)"  # noqa: S608
            f" WHERE list LIKE '{kind}.%'"
        )
    for kind, facet, condition in (("estimate", "status", "1 = 1"), ("job", "billing", "status = 'completed'")):
        op.execute(
            "INSERT INTO list_key (list, key, record_id, facet)"  # noqa: S608
            f" SELECT '{kind}.customer', names.key || '  ' || {_PADDED}, {kind}.id, {kind}.{facet} FROM {kind}"
            f" JOIN list_key AS names ON names.record_id = {kind}.customer_id AND names.list = 'customer.name'"
            f" WHERE {condition}"
        )
    op.drop_index("ix_list_key_record_id", "list_key")
    op.create_index("ix_list_key_record_id", "list_key", ["record_id", "list", "facet"])
    op.create_index("ix_list_key_facet", "list_key", ["list", "facet", "key", "record_id"])
    op.drop_index("ix_list_word_record_id", "list_word")
    op.create_index("ix_list_word_record_id", "list_word", ["record_id", "list", "word"])
    for column in ("made_on", "total"):
        op.create_index(f"ix_estimate_status_{column}", "estimate", ["status", column, "id"])
    op.create_index("ix_purchase_order_status_total", "purchase_order", ["status", "total", "id"])
