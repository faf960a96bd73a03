"""Who is logged in at a PostgreSQL server, and whether they have a part in the company there."""

import os

from sqlalchemy import Connection, text

from industrack_core.domain.errors import DatabaseForbidden

_LEDGERS = """FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relname = 'ledger' AND c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_'"""
_OUT_OF_REACH = text(
    f"SELECT count(*) {_LEDGERS}"
    " AND NOT (has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT'))"
)
_OWN_LOGIN = text(
    "SELECT session_user::text FROM pg_roles WHERE rolname = session_user AND NOT rolsuper"
    " AND session_user <> ALL (SELECT pg_get_userbyid(c.relowner) FROM pg_class c WHERE c.oid = to_regclass('ledger'))"
)


def require_rights(connection: Connection, place: str) -> None:
    """Raise DatabaseForbidden where a company is there that this login may not see: it is not empty."""
    if connection.execute(_OUT_OF_REACH).scalar():
        who = connection.execute(text("SELECT session_user::text")).scalar()
        raise DatabaseForbidden(
            f"{who} has no part in the company at {place}: who owns the database runs industrack grant {who}"
            " dispatcher."
        )


def own_login(connection: Connection) -> str:
    """The name of a login that is a person's own; empty for the owner's, which an office may share, and a superuser."""
    return str(connection.execute(_OWN_LOGIN).scalar() or "")


def keeps_database(connection: Connection) -> bool:
    """Whether who is connected could change all of it in any other way, too: the file is theirs, or they are root; on a
    server, the database's owner or a superuser."""
    if connection.dialect.name == "postgresql":
        return not own_login(connection)
    file = connection.exec_driver_sql("PRAGMA database_list").fetchone()
    path = str(file[2]) if file is not None else ""
    return bool(path) and os.geteuid() in (0, os.stat(path).st_uid)
