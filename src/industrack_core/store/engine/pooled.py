"""An engine whose pool has our connections to a PostgreSQL server, and what is done as they go out and come back."""

from psycopg import Connection
from sqlalchemy import Connection as SqlConnection
from sqlalchemy import Engine, event

from industrack_core.store.engine.prepared import Row
from industrack_core.store.engine.reaching import is_there, reached, server_connection
from industrack_core.store.engine.server import ServerConnection
from industrack_core.store.engine.speaking import Driver, driver_of
from industrack_core.store.engine.texts import Values

_ENDED_BY = {140_000: "idle_session_timeout", 170_000: "transaction_timeout"}
"""By which settings of who keeps it a server ends connections, and since which version."""


def connects_patiently(engine: Engine) -> Engine:
    """The engine, whose connections are the driver's own, and which no server ends for the time that they take."""

    @event.listens_for(engine, "do_connect")
    def _(_dialect: object, _record: object, _cargs: object, cparams: Values) -> Connection[Row]:
        return reached(Connection, cparams)

    @event.listens_for(engine, "connect")
    def _(driver: Driver, _record: object) -> None:
        for since, setting in _ENDED_BY.items():
            if driver.info.server_version >= since:
                driver.execute(f"SET {setting} = 0")
        driver.commit()

    return engine


def connects(engine: Engine) -> Engine:
    """The engine, whose connections are ServerConnections."""

    @event.listens_for(engine, "do_connect")
    def _(_dialect: object, _record: object, _cargs: object, cparams: Values) -> ServerConnection:
        return server_connection(cparams)

    @event.listens_for(engine, "begin")
    def _(connection: SqlConnection) -> None:
        driver_of(connection).begin()

    @event.listens_for(engine, "before_cursor_execute")
    def _(connection: SqlConnection, *_: object) -> None:
        driver_of(connection).settle()  # SQLAlchemy reads each answer at once

    setattr(engine.dialect, "do_ping", is_there)  # noqa: B010 (a method, replaced on the instance)
    return _lends(engine)


def _lends(engine: Engine) -> Engine:
    """The engine, which closes what comes back to it and may not be used again."""

    @event.listens_for(engine, "checkout")
    def _(driver: Driver, *_: object) -> None:
        driver.is_untold = True
        driver.given_by = engine.pool

    @event.listens_for(engine, "checkin")
    def _(driver: Driver, record: Driver) -> None:
        if driver is None:
            return
        if driver.given_by is not engine.pool:
            driver.close()  # the pool was dropped meanwhile: nobody would close what comes back to it
        elif driver.may_be_cut_off:
            record.invalidate()

    return engine
