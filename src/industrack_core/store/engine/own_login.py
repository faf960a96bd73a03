"""Who is logged in at a PostgreSQL server, where the login is a person's own, and whether it lets them in still."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from industrack_core.domain.errors import LoginShutOut
from industrack_core.store.engine.speaking import driver_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

_OUT_OF_REACH = """SELECT count(*) > 0 AND bool_and(
        NOT (has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT')))
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relname = 'ledger' AND c.relkind IN ('r', 'p') AND n.nspname::text IN (
        SELECT CASE btrim(each, ' "') WHEN '$user' THEN current_user::text ELSE btrim(each, ' "') END
        FROM unnest(string_to_array(current_setting('search_path'), ',')) AS each)"""
"""Whether a company is where this login would find it, and may not be read: what other schemas hold is not ours."""
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


def is_out_of_reach(connection: "Connection") -> bool:
    """Whether a server has a company that who is connected may not see."""
    return bool(driver_of(connection).execute(_OUT_OF_REACH).fetchall()[0][0])


def require_still_in(connection: "Connection") -> None:
    """Raise LoginShutOut where a server lets who is connected no longer see the company in which they were."""
    if connection.dialect.name == "postgresql" and is_out_of_reach(connection):
        raise LoginShutOut("You were switched off: an admin, or who keeps the server, lets you in again.")
