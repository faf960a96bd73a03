"""Who is logged in at a PostgreSQL server, where the login is a person's own."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from industrack_core.store.engine.speaking import driver_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

_OWN_LOGIN = (
    "SELECT session_user::text FROM pg_roles WHERE rolname = session_user AND NOT rolsuper"
    " AND session_user <> ALL (SELECT pg_get_userbyid(c.relowner) FROM pg_class c WHERE c.oid = to_regclass('ledger'))"
)


def ask_own_login(connection: "Connection") -> Callable[[], str]:
    """Ask for the name of a login that is a person's own; empty for the owner's, which an office may share, and a
    superuser."""
    asked = driver_of(connection).execute(_OWN_LOGIN)

    def answer() -> str:
        found = asked.fetchall()
        return str(found[0][0]) if found else ""

    return answer


def own_login(connection: "Connection") -> str:
    """The name of a login that is a person's own, as `ask_own_login`."""
    return ask_own_login(connection)()
