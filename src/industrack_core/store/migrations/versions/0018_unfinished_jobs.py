"""Which jobs are not done: what waits in the outbox for phones is found by them."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    where = sa.text("status <> 'completed'")
    op.create_index("ix_job_unfinished", "job", ["id"], sqlite_where=where, postgresql_where=where)
