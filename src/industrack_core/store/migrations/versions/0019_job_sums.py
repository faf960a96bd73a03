"""Sums of jobs by quarters of an hour, and which of them overlap, are kept."""

import sqlalchemy as sa
from alembic import op

from industrack_core.store.derived.anew import make_anew

revision = "0019"
down_revision = "0018"


def _word(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(collation="C").with_variant(sa.Text(), "sqlite"), nullable=False)


def upgrade() -> None:
    op.create_table(
        "job_sum",
        sa.Column("quarter", sa.Integer(), nullable=False, autoincrement=False),
        _word("status"),
        _word("delivery"),
        sa.Column("jobs", sa.Integer(), server_default="0", nullable=False),
        sa.Column("minutes", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("quarter", "status", "delivery"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "job_overlap",
        sa.Column("employee_id", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("job_id", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("starts_at", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("employee_id", "job_id"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_job_overlap_job_id", "job_overlap", ["job_id"])
    op.create_index("ix_job_overlap_starts_at", "job_overlap", ["starts_at"])
    for name, table, columns, condition in (
        ("ix_job_under_way", "job", ["starts_at", "id"], "status IN ('started', 'paused')"),
        ("ix_job_declined", "job", ["starts_at", "id"], "status = 'declined'"),
        ("ix_job_crew_declined", "job_crew", ["starts_at"], "status = 'declined'"),
    ):
        where = sa.text(condition)
        op.create_index(name, table, columns, sqlite_where=where, postgresql_where=where)
    make_anew("job_sum", "job_overlap")
