"""Whether a commit is on the second server too, where PostgreSQL was told to wait for one.

That wait can be cancelled on the server. The commit then stands there alone and is reported like any other, with a
warning; when that server is lost, so is what was saved. So the warning is read.
"""

from sqlalchemy import Connection, Engine, event

from industrack_core.domain.errors import CommitLost
from industrack_core.store.engine.speaking import Driver

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
