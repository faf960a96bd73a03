"""Whether a commit is on the second server too, where PostgreSQL was told to wait for one.

That wait can be cancelled on the server. The commit then stands there alone and is reported like any other, with a
warning; when that server is lost, so is what was saved. So the warning is read.
"""

from collections.abc import Collection

from sqlalchemy import Connection, Engine, event, text

from industrack_core.domain.errors import CommitLost
from industrack_core.domain.standby import StandbyWait
from industrack_core.domain.time.zones import company_zone
from industrack_core.store.engine.speaking import Driver, driver_of

_WAITS_IN = "SyncRepWaitForLSN"
"""The server's function that warns: its words are in the server's language."""
_ALONE = "industrack_alone"


def hear_warnings(engine: Engine) -> Engine:
    """The engine, whose connections remember that the server did not wait for its standby."""

    @event.listens_for(engine, "connect")
    def _(driver: Driver, record: Driver) -> None:
        def heard(told: Driver) -> None:
            if told.source_function == _WAITS_IN:
                record.info[_ALONE] = True

        driver.add_notice_handler(heard)

    return engine


def require_replicated(connection: Connection, place: str) -> None:
    """Raise CommitLost when the server gave up waiting for its standby in what was just committed."""
    if connection.dialect.name == "postgresql" and connection.info.pop(_ALONE, False):
        raise CommitLost(f"{place} saved it on one server only, because the wait for the second one was cancelled.")


_WAITS = """
    SELECT a.query_start, a.pid = ANY(%s) FROM pg_stat_activity a
    WHERE a.datname = current_database() AND a.wait_event = 'SyncRep'
      AND clock_timestamp() - a.query_start > interval '1 second'
    UNION ALL
    SELECT NULL, false WHERE current_setting('synchronous_standby_names') NOT IN ('', '*')
      AND NOT pg_has_role(current_user, 'pg_read_all_stats', 'USAGE')
      AND NOT EXISTS (SELECT FROM pg_stat_get_wal_senders() w JOIN pg_stat_activity s USING (pid)
                      WHERE position(s.application_name IN current_setting('synchronous_standby_names')) > 0)
    ORDER BY 1 LIMIT 1"""
"""Whoever waits for the standby with a commit, and so holds the lock. A login sees that of itself and of whoever it may
look at (pg_read_all_stats); of others it sees only whether a standby is there at all."""
_HIDDEN = "whether it is waited for is not shown to this login"
_CLOCK = "SELECT zone, clock24 FROM company LIMIT 1"
_NAMES = text("SELECT current_setting('cluster_name'), current_setting('synchronous_standby_names')")
_FOLLOWERS = text("""
    SELECT s.application_name, w.sync_state FROM pg_stat_get_wal_senders() w JOIN pg_stat_activity s USING (pid)
    WHERE w.state IS NULL OR w.state <> 'backup' ORDER BY 1""")


def standby_wait(connection: Connection, mine: Collection[int]) -> StandbyWait | None:
    """Since when a commit waits for the second server, and whether it is one of the connections `mine` (their numbers
    at the server); None where none does."""
    if connection.dialect.name != "postgresql":
        return None
    driver = driver_of(connection)
    found = driver.execute(_WAITS, [list(mine)]).fetchall()
    if not found:
        return None
    [(began, is_mine)], [(zone, clock24)] = found, driver.execute(_CLOCK).fetchall()
    since = began and began.astimezone(company_zone(zone, clock24=bool(clock24)))
    return StandbyWait(since, bool(is_mine))


def told_servers(connection: Connection, several: bool) -> str:
    """Which servers there are, for a person; empty for SQLite, and where one server is all that anybody spoke of."""
    if connection.dialect.name != "postgresql":
        return ""
    name, awaited = connection.execute(_NAMES).one()
    followers = connection.execute(_FOLLOWERS).all()
    if not (several or awaited or followers):
        return ""
    driver: Driver = driver_of(connection)
    told = [f"{name or driver.info.host} primary"]
    told += [f"{who} standby ({state or _HIDDEN})" for who, state in followers]
    if awaited and not followers:
        told.append("no second server: nothing can be saved until it is back, or until it is taken out")
    elif not awaited:
        told.append("no save waits for a second server: what is saved now is on one machine")
    return ", ".join(told)
