"""What the board finds jobs by, and which exceptions keep quiet."""

import sqlalchemy as sa
from alembic import op

from industrack_core.store.derived.anew import make_anew

revision = "0003"
down_revision = "0002"

_WORD = sa.Text(collation="C").with_variant(sa.Text(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "snooze",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("job_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), server_default="", nullable=False),
        sa.Column("starts_at", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_snooze")),
        sqlite_strict=True,
    )
    op.create_index("ix_snooze_job_id", "snooze", ["job_id"])
    op.create_table(
        "job_word",
        sa.Column("word", _WORD, nullable=False),
        sa.Column("job_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_job_word_job_id")),
        sa.PrimaryKeyConstraint("word", "job_id", name=op.f("pk_job_word")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    make_anew("job_word")
    op.create_index("ix_job_word_job_id", "job_word", ["job_id"])
    op.create_index("ix_job_service_type_id", "job", ["service_type_id", "starts_at"])
