"""How long a phone at work may be silent before it needs an eye."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.add_column("field_settings", sa.Column("silent_minutes", sa.Integer(), server_default="0", nullable=False))
    op.get_bind().execute(sa.text("UPDATE field_settings SET silent_minutes = 30"))
