"""Whether travel counts as work in the report of utilisation: the office's policy."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    op.add_column("company", sa.Column("travel_counts", sa.Integer(), nullable=False, server_default="0"))
