"""An office that moved to another place says where it goes on."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    op.add_column("ledger", sa.Column("closed", sa.Text(), server_default="", nullable=False))
