"""The journal says where jobs were that moved or went, so that the board of any moment is found by indexes."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    op.add_column("journal_change", sa.Column("was_start", sa.Integer()))
    op.add_column("journal_change", sa.Column("was_queued", sa.Integer()))
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for column, name, is_left in (
        ("was_start", "starts_at", "{value} IS NOT NULL"),
        ("was_queued", "in_queue", "{value} = 1"),
    ):
        value = f"json_extract(before, '$.{name}')" if is_sqlite else f"(before::json ->> '{name}')::integer"
        # of a change that was kept are the columns that it changed, of a deletion all
        op.execute(
            f"UPDATE journal_change SET {column} = {value}"  # noqa: S608
            f" WHERE kind = 'job' AND before LIKE '%\"{name}\"%' AND {is_left.format(value=value)}"
        )
    for name, columns, condition in (
        ("ix_journal_change_was_start", ["was_start", "revision", "record_id"], "was_start IS NOT NULL"),
        ("ix_journal_change_was_queued", ["revision", "record_id"], "was_queued = 1"),
        ("ix_journal_change_gone", ["kind", "revision"], "version_after = 0"),
    ):
        where = sa.text(condition)
        op.create_index(name, "journal_change", columns, sqlite_where=where, postgresql_where=where)
