"""What is attached to a customer."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("customer", sa.Column("attachments", sa.Text(), server_default="[]", nullable=False))
