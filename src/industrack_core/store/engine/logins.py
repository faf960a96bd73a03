"""Who is logged in at a PostgreSQL server, and whether they have a part in the company there."""

import os

from sqlalchemy import Connection, text

from industrack_core.domain.errors import DatabaseForbidden
from industrack_core.store.engine.own_login import is_out_of_reach, own_login
from industrack_core.store.engine.speaking import driver_of

_ROLES_BEGUN = text("SELECT count(*) FROM office_user")
_GUARDED = text("SELECT count(*) FROM pg_trigger WHERE tgname = 'industrack_entry' AND tgenabled = 'O'"
                " AND tgrelid = to_regclass('journal')")  # fmt: skip
_OWNER = text("SELECT pg_get_userbyid(c.relowner)::text FROM pg_class c WHERE c.oid = to_regclass('ledger')")
_SESSION = text("SELECT session_user::text")


def is_guarded(connection: Connection) -> bool:
    """Whether a server refuses by itself what roles do not allow, to who is not its owner."""
    return connection.dialect.name == "postgresql" and bool(connection.execute(_GUARDED).scalar())


def is_held(connection: Connection) -> bool:
    """Whether who is connected is held by a server's guard: all but who owns the database are."""
    return is_guarded(connection) and not keeps_database(connection)


def owner_of(connection: Connection) -> str:
    """The login that owns a server's database."""
    return str(connection.execute(_OWNER).scalar() or "")


def told_roles(connection: Connection) -> str:
    """What keeps who may what, for a person."""
    if not connection.execute(_ROLES_BEGUN).scalar():
        return "off: everybody may do everything"
    if connection.dialect.name != "postgresql":
        return "kept by the program: whoever can write the file can change everything"
    login, own = str(connection.execute(_SESSION).scalar()), bool(own_login(connection))
    guarded = is_guarded(connection)
    if own and guarded:
        return f"kept by the server, for {login}: the guard is on"
    if guarded:
        return f"the guard is on, but {login} owns the database and is not held by it: give each person a login"
    can = "whatever it was granted (industrack grant)" if own else "everything"
    return f"kept by the program only, no guard: {login} can change {can}; one login for all protects nobody"


def require_rights(connection: Connection, place: str) -> None:
    """Raise DatabaseForbidden where a company is there that this login may not see: it is not empty."""
    if is_out_of_reach(connection):
        who = connection.execute(text("SELECT session_user::text")).scalar()
        raise DatabaseForbidden(
            f"{who} has no part in the company at {place}: who owns the database runs industrack grant {who}"
            " dispatcher."
        )


def keeps_database(connection: Connection) -> bool:
    """Whether who is connected could change all of it in any other way, too: the file is theirs, or they are root; on a
    server, the database's owner or a superuser."""
    if connection.dialect.name == "postgresql":
        return not own_login(connection)
    file = driver_of(connection).execute("PRAGMA database_list").fetchone()  # a file may be read by its driver alone
    path = str(file[2]) if file is not None else ""
    return bool(path) and os.geteuid() in (0, os.stat(path).st_uid)
