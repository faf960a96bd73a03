"""Presence on a PostgreSQL server: the name of the listening connection says where its console is.

Everybody reads the names in pg_stat_activity, and the server itself takes one out when its connection ends, however
that comes. A new name is said together with a word to all who listen, in one statement. Anybody can give a connection
any name; so who is there, and which console it is, is what the server itself knows of the connection: its login and
its number. Only of the owner's login, which an office may share, and of superusers, the name says who sits there.
"""

from collections.abc import Iterable
from contextlib import suppress

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
_LOOK = """SELECT a.application_name, a.usename, a.pid, a.pid = pg_backend_pid(), r.rolsuper OR r.oid = c.relowner
    FROM pg_stat_activity a JOIN pg_roles r ON r.oid = a.usesysid JOIN pg_class c ON c.oid = to_regclass('ledger')
    WHERE a.datname = current_database() AND a.application_name LIKE 'industrack/%'
    AND has_table_privilege(a.usesysid, c.oid, 'SELECT') LIMIT 500"""
"""Who has no part in the company may connect to its database all the same, and is not here."""
_USUAL = "industrack"
_MAY_NOT = "42501"  # insufficient_privilege


class ServerWay:
    """Saying and seeing over one connection in autocommit, the one that listens."""

    tells = True

    def __init__(self, driver: Driver) -> None:
        self._driver = driver
        self._rows: list[Row] = []
        self._others: list[Whereabouts] = []
        driver.execute(_LIVE)
        driver.execute(f"LISTEN {HERE}")

    def say(self, presence: Whereabouts) -> None:
        """Say where one is, to all who listen."""
        self._driver.execute(_SAY, (connection_name(presence), HERE))

    def look(self) -> list[Whereabouts]:
        """Who else is here. It is looked twice a second, and nearly always all is as it was."""
        rows = _rows(self._driver)
        if rows != self._rows:
            self._rows, self._others = rows, [found for found, is_own in _seen(rows) if not is_own]
        return self._others

    def leave(self) -> None:
        """Say that one is gone: the connection may live on. Where it does not, the server has seen to it."""
        with suppress(Exception):
            self._driver.execute(_SAY, (_USUAL, HERE))


def seen_on(driver: Driver) -> list[Whereabouts]:
    """Who is here as a connection of the server's sees it; nobody where it may not look."""
    return [found for found, _ in _seen(_rows(driver))]


def _rows(driver: Driver) -> list[Row]:
    try:
        rows: list[Row] = driver.execute(_LOOK).fetchall()
    except Exception as error:
        if getattr(error, "sqlstate", None) != _MAY_NOT:
            raise
        return []
    return rows


def _seen(rows: Iterable[Row]) -> list[tuple[Whereabouts, bool]]:
    """Each with whether it is this connection."""
    found = (
        (read_name(str(name), f"{number:x}", str(login), is_believed=may_be_shared), is_own)
        for name, login, number, is_own, may_be_shared in rows
    )
    return [(each, is_own) for each, is_own in found if each is not None]
