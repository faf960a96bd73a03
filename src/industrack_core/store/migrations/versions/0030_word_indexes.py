"""Whether a record has a word, and what a customer has, is read from an index alone.

A server went to the table for each word of a record that is looked at while a list is narrowed by two of them.
"""

from alembic import op

revision = "0030"
down_revision = "0029"

_COLUMNS = {
    "customer_word": ("customer_id", "word"),
    "job_word": ("job_id", "word"),
    "item_word": ("item_id", "word"),
    "job": ("customer_id", "id"),
    "estimate": ("customer_id", "id"),
}


def upgrade() -> None:
    for table, columns in _COLUMNS.items():
        name = f"ix_{table}_{columns[0]}"
        op.drop_index(name, table)
        op.create_index(name, table, list(columns))
