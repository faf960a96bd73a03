"""A console of 0.4 or older, still open while the schema changes, cannot write any more.

Those versions do not look at the schema's number when they write, and what they saved would be missing from newer
lists. Every writing transaction of theirs reads the counter of ids by its old name; nothing that only reads does.
"""

from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.alter_column("ledger", "next_id", new_column_name="next_record_id")
