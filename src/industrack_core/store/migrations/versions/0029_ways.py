"""Entries say by what they came, and gateways are users.

The column of entries from before stays empty, and is no part of what they are hashed by: their chain holds as it is.
"""

import sqlalchemy as sa
from alembic import op

from industrack_core.store.derived.anew import make_anew

revision = "0029"
down_revision = "0028"

_IN_GROUP = """SELECT l.rolname::text FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid
    JOIN pg_roles l ON l.oid = m.member WHERE g.rolname = current_database() || '_gateway'
    AND l.rolcanlogin AND NOT l.rolsuper AND l.rolname <> current_user
    AND l.oid <> (SELECT datdba FROM pg_database WHERE datname = current_database())
    AND l.oid <> (SELECT relowner FROM pg_class WHERE oid = to_regclass('ledger')) ORDER BY 1"""
"""Who made a group is in it too, and no gateway."""


def upgrade() -> None:
    op.add_column("journal", sa.Column("via", sa.Text(), server_default="", nullable=False))
    op.add_column("office_user", sa.Column("is_gateway", sa.Integer(), server_default="0", nullable=False))
    connection = op.get_bind()
    known = {str(login) for (login,) in connection.execute(sa.text("SELECT login FROM office_user"))}
    if not known:
        return  # roles were not begun
    has_phones = connection.execute(sa.text("SELECT count(*) FROM device")).scalar()
    on_server = connection.dialect.name == "postgresql"
    logins = [str(each) for (each,) in connection.execute(sa.text(_IN_GROUP))] if on_server else []
    for login in logins or (["gateway"] if has_phones else []):
        if login not in known:
            _make(connection, login)
            make_anew("list_key", "list_word")


def _make(connection: sa.Connection, login: str) -> None:
    new = connection.execute(sa.text("SELECT next_record_id FROM ledger")).scalar() or 1
    connection.execute(
        sa.text("INSERT INTO office_user (id, version, name, login, state, is_gateway)"
                " VALUES (:id, 1, :name, :login, 'active', 1)"),
        {"id": new, "name": "Gateway" if login == "gateway" else login, "login": login},
    )  # fmt: skip
    connection.execute(sa.text("UPDATE ledger SET next_record_id = :next"), {"next": new + 1})
