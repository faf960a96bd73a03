"""What each employee has on each day is kept as sums."""

import sqlalchemy as sa
from alembic import op

from industrack_core.store.derived.anew import make_anew

revision = "0026"
down_revision = "0025"


def _word(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(collation="C").with_variant(sa.Text(), "sqlite"), nullable=False)


def upgrade() -> None:
    op.create_table(
        "crew_sum",
        sa.Column("employee_id", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("day", sa.Integer(), nullable=False, autoincrement=False),
        _word("team"),
        _word("status"),
        sa.Column("jobs", sa.Integer(), server_default="0", nullable=False),
        sa.Column("minutes", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("employee_id", "day", "team", "status"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    make_anew("crew_sum")
