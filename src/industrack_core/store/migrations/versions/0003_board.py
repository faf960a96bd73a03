"""What the board finds jobs by, and which exceptions keep quiet."""

import sqlalchemy as sa
from alembic import op

from industrack_core.domain.text import job_words

revision = "0003"
down_revision = "0002"

_WORD = sa.Text(collation="C").with_variant(sa.Text(), "sqlite")
_CHUNK = 5000


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
    _index_jobs()
    op.create_index("ix_job_word_job_id", "job_word", ["job_id"])
    op.create_index("ix_job_service_type_id", "job", ["service_type_id", "starts_at"])


def _index_jobs() -> None:
    """The words of the jobs that are there, some at a time, by id."""
    connection = op.get_bind()
    jobs = sa.text("SELECT id, number, description FROM job WHERE id > :after ORDER BY id LIMIT :most")
    words = sa.text("INSERT INTO job_word (word, job_id) VALUES (:word, :job_id)")
    after = -(2**31)
    while True:
        rows = connection.execute(jobs, {"after": after, "most": _CHUNK}).fetchall()
        entries = [{"word": word, "job_id": row[0]} for row in rows for word in sorted(job_words(row[1], row[2]))]
        if entries:
            connection.execute(words, entries)
        if len(rows) < _CHUNK:
            return
        after = rows[-1][0]
