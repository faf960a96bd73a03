"""The journal is a chain from here on, and its time never goes back.

Entries from before stay as they are, without a hash: they may be many, and a hash made now says nothing of what was
done to them until now.
"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    op.add_column("journal", sa.Column("chain", sa.Text(), server_default="", nullable=False))
    op.add_column("ledger", sa.Column("chain", sa.Text(), server_default="", nullable=False))
    seconds = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.add_column("ledger", sa.Column("last_at", seconds, server_default="0", nullable=False))
    # that of the newest entry, not the latest there is: a clock that was wrong once is left behind
    op.execute(
        "UPDATE ledger SET last_at ="
        " coalesce((SELECT at FROM journal WHERE revision = (SELECT max(revision) FROM journal)), 0)"
    )
