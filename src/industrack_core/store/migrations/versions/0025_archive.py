"""What was taken out into archives, what that took of the stock, and for how many years the log is kept."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"


def _number(name: str, default: str | None = None) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False, server_default=default)


def _big(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False, server_default="0")


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False, server_default="")


def _id(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), autoincrement=False, nullable=False)


def upgrade() -> None:
    op.create_table(
        "archive", _id("id"), _text("name"), _text("digest"), _number("before_at"), _big("made_s"),
        _number("jobs", "0"), _number("log_to", "0"), _number("log_gone", "0"), _text("head"),
        _text("founding_act"), _text("founding_id"),
        _number("done", "0"), sa.PrimaryKeyConstraint("id", name=op.f("pk_archive")), sqlite_strict=True,
    )  # fmt: skip
    op.create_table(
        "archived_job", _id("job_id"), _number("archive_id"), _number("customer_id"), _text("number"),
        sa.Column("external_key", sa.Text()), sa.PrimaryKeyConstraint("job_id", name=op.f("pk_archived_job")),
        sa.ForeignKeyConstraint(["archive_id"], ["archive.id"], name=op.f("fk_archived_job_archive_id")),
        sqlite_strict=True,
    )  # fmt: skip
    op.create_index("ix_archived_job_customer_id", "archived_job", ["customer_id", "archive_id"])
    op.create_index("ix_archived_job_number", "archived_job", ["number"])
    where = sa.text("external_key IS NOT NULL")
    op.create_index(
        "ix_archived_job_external_key", "archived_job", ["external_key"], sqlite_where=where, postgresql_where=where
    )
    op.create_table(
        "stock_away", _id("item_id"), _big("used"), _big("reserved"),
        sa.PrimaryKeyConstraint("item_id", name=op.f("pk_stock_away")), sqlite_strict=True,
    )  # fmt: skip
    op.add_column("company", _number("log_years", "0"))
