"""Who works in the office, and what they may."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def _text(name: str, default: str = "") -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default=default, nullable=False)


def upgrade() -> None:
    op.create_table(
        "office_role",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _text("name"),
        _text("base"),
        _text("rights", "[]"),
        sa.Column("retired", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_role")),
        sqlite_strict=True,
    )
    op.create_table(
        "office_user",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _text("name"),
        _text("login"),
        sa.Column("role_id", sa.Integer(), nullable=True),
        _text("calendar_ids", "[]"),
        _text("state"),
        _text("note"),
        sa.ForeignKeyConstraint(["role_id"], ["office_role.id"], name=op.f("fk_office_user_role_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_user")),
        sa.UniqueConstraint("login", name=op.f("uq_office_user_login")),
        sqlite_strict=True,
    )
    op.create_index("ix_office_user_state", "office_user", ["state", "id"])
