"""Days that have a name, and on which nobody works."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default="", nullable=False)


def upgrade() -> None:
    op.create_table(
        "holiday",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _text("day"),
        _text("name"),
        sa.Column("closed", sa.Integer(), nullable=False),
        _text("country"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holiday")),
        sqlite_strict=True,
    )
    op.create_index("ix_holiday_day", "holiday", ["day", "id"])
