"""Presence on a PostgreSQL server: the name of the listening connection says where its console is.

Everybody reads the names in pg_stat_activity, and the server itself takes one out when its connection ends, however
that comes. A new name is said together with a word to all who listen, in one statement. Anybody can give a connection
any name; so who is there, and which console it is, is what the server itself knows of the connection: its login and
its number. Only of the owner's login, which an office may share, and of superusers, the name says who sits there.
"""

from collections.abc import Iterable
from contextlib import suppress

import msgspec

from industrack_core.domain.presence import Whereabouts
from industrack_core.store.engine.prepared import Row
from industrack_core.store.engine.speaking import Driver
from industrack_core.store.here.words import connection_name, read_name

HERE = "industrack_here"
"""The channel of that word."""
_SAY = "SELECT set_config('application_name', %s, false), pg_notify(%s, '')"
_LIVE = (
    "SELECT set_config('tcp_keepalives_idle', '10', false), set_config('tcp_keepalives_interval', '5', false),"
    " set_config('tcp_keepalives_count', '3', false)"
)
"""So that the server notices within 25 seconds that a line was cut."""
_LOOK = """SELECT json_agg(json_build_array(
        a.application_name, a.usename, a.pid, a.pid = pg_backend_pid(), r.rolsuper OR r.oid = c.relowner
    ) ORDER BY a.pid)::text
    FROM pg_stat_activity a JOIN pg_roles r ON r.oid = a.usesysid JOIN pg_class c ON c.oid = to_regclass('ledger')
    WHERE a.datname = current_database() AND a.application_name LIKE 'industrack/%'
    AND has_table_privilege(a.usesysid, c.oid, 'SELECT')"""
"""All as one text, which is compared and seldom read. Who has no part in the company may connect to its database all
the same, and is not here."""
_MOST = 500
"""Of more consoles it is not said who sits there."""
_Connected = tuple[str, str, int, bool, bool]
"""Name of a connection, login and number; whether it is this one; whether several may sit at that login."""
_USUAL = "industrack"
_MAY_NOT = "42501"  # insufficient_privilege


class ServerWay:
    """Saying and seeing over one connection in autocommit, the one that listens."""

    tells = True

    def __init__(self, driver: Driver) -> None:
        self._driver = driver
        self._told = ""
        self._others: list[Whereabouts] = []
        driver.execute(_LIVE)
        driver.execute(f"LISTEN {HERE}")

    def say(self, presence: Whereabouts) -> None:
        """Say where one is, to all who listen."""
        self._driver.execute(_SAY, (connection_name(presence), HERE))

    def look(self) -> list[Whereabouts]:
        """Who else is here. It is looked twice a second, and nearly always all is as it was."""
        told = _looked(self._driver)
        if told != self._told:
            self._told, self._others = told, [found for found, is_own in _seen(told) if not is_own]
        return self._others

    def leave(self) -> None:
        """Say that one is gone: the connection may live on. Where it does not, the server has seen to it."""
        with suppress(Exception):
            self._driver.execute(_SAY, (_USUAL, HERE))


def seen_on(driver: Driver) -> list[Whereabouts]:
    """Who is here as a connection of the server's sees it; nobody where it may not look."""
    return [found for found, _ in _seen(_looked(driver))]


def _looked(driver: Driver) -> str:
    try:
        rows: list[Row] = driver.execute(_LOOK).fetchall()
    except Exception as error:
        if getattr(error, "sqlstate", None) != _MAY_NOT:
            raise
        return ""
    return rows[0][0] or ""


def _seen(told: str) -> Iterable[tuple[Whereabouts, bool]]:
    """Each with whether it is this connection."""
    rows = msgspec.json.decode(told, type=list[_Connected])[:_MOST] if told else ()
    for name, login, number, is_own, may_be_shared in rows:
        found = read_name(name, f"{number:x}", login, is_believed=may_be_shared)
        if found is not None:
            yield found, is_own
