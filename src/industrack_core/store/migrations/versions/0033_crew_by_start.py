"""Who has what from when to when is found by the time as well: each job of a day was looked up for its crew before."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"


def upgrade() -> None:
    where = sa.text("employee_id + 0 > 0")
    op.create_index(
        "ix_job_crew_starts_at", "job_crew", ["starts_at", "job_id", "employee_id", "ends_at"],
        sqlite_where=where, postgresql_where=where,
    )  # fmt: skip
