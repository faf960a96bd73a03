"""What each employee has is summed by the week, a column a day: a month of many people is a seventh of the rows.

The table is changed and not made anew, so that whoever may use it on a server still may.
"""

import sqlalchemy as sa
from alembic import op

from industrack_core.store.derived.anew import make_anew

revision = "0032"
down_revision = "0031"


def upgrade() -> None:
    op.execute("DELETE FROM crew_sum")
    op.execute("ALTER TABLE crew_sum RENAME COLUMN day TO week")
    for name in ("jobs", "minutes"):
        op.drop_column("crew_sum", name)
    amount = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    for day in range(7):
        op.add_column("crew_sum", sa.Column(f"day{day}", amount, server_default="0", nullable=False))
    make_anew("crew_sum")
