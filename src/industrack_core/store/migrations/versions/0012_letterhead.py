"""What stands on the company's papers, and until when an estimate holds."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    for name, begins in (("address", ""), ("phone", ""), ("email", ""), ("tax_number", ""), ("logo", "[]")):
        op.add_column("company", sa.Column(name, sa.Text(), server_default=begins, nullable=False))
    op.add_column("company", sa.Column("estimate_days", sa.Integer(), server_default="30", nullable=False))
    op.add_column("estimate", sa.Column("valid_until", sa.Text()))
