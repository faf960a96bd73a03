"""What changed in the database, whoever did it: revision by revision, from a connection of its own."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from threading import Event
from typing import Any

from sqlalchemy import Connection, Engine, select

from industrack_core.domain.errors import DatabaseError
from industrack_core.domain.news import Changes, Found, Lost, News
from industrack_core.store import schema
from industrack_core.store.engine import OpenedFile
from industrack_core.store.faults import translate, translated

CHANNEL = "industrack"
SQLITE_POLL_SECONDS = 0.1
POSTGRES_POLL_SECONDS = 5.0
RETRY_SECONDS = 1.0
_LARGE = 200


def changes_since(connection: Connection, revision: int) -> Changes | None:
    """What the journal holds after `revision`; None when nothing."""
    journal, change = schema.journal, schema.journal_change
    statement = (
        select(journal.c.revision, journal.c.who, journal.c.line, journal.c.at, journal.c.act_id, journal.c.act)
        .where(journal.c.revision > revision)
        .order_by(journal.c.revision)
        .limit(_LARGE)
    )
    entries = connection.execute(statement).all()
    if not entries:
        return None
    touched = connection.execute(
        select(change.c.kind, change.c.record_id)
        .where(change.c.revision > revision, change.c.revision <= entries[-1].revision)
        .limit(_LARGE + 1)
    ).all()
    large = len(entries) == _LARGE or len(touched) > _LARGE or any(entry.act == "LoadRecords" for entry in entries)
    records: dict[str, set[int]] = {}
    for kind, record_id in touched:
        records.setdefault(kind, set()).add(record_id)
    last = entries[-1]
    return Changes(
        last.revision,
        last.who,
        last.line,
        datetime.fromtimestamp(last.at, UTC),
        tuple(entry.act_id for entry in entries),
        None if large else {kind: frozenset(ids) for kind, ids in records.items()},
    )


class Feed:
    """Listens for changes after `revision` until `stop` is set. Blocking: give it a thread of its own.

    The engine's connections must be in autocommit: inside a transaction nothing new is ever seen.
    """

    def __init__(self, engine: Engine, file: OpenedFile | None, place: str, revision: int, stop: Event) -> None:
        self._engine, self._file, self._place = engine, file, place
        self._revision, self._stop = revision, stop

    def listen(self) -> Iterator[News]:
        """Yield news as it comes; a lost database yields Lost once, then Found when it answers again."""
        lost = False
        while not self._stop.is_set():
            try:
                for news in self._connected(lost):
                    lost = False
                    yield news
            except DatabaseError as error:
                if not lost:
                    yield Lost(str(error))
                lost = True
                self._stop.wait(RETRY_SECONDS)

    def _connected(self, was_lost: bool) -> Iterator[News]:
        # The waits speak to the driver itself, whose errors nobody has wrapped.
        driver_error = self._engine.dialect.loaded_dbapi.Error
        try:
            with translated(self._place), closing(self._engine.connect()) as connection:
                yield from self._news(connection, was_lost)
        except driver_error as error:
            raise translate(error, self._place, broken=True) from error

    def _news(self, connection: Connection, was_lost: bool) -> Iterator[News]:
        waiting = self._sqlite_waits(connection) if self._file else self._postgres_waits(connection)
        next(waiting)
        if was_lost:
            # a server that crashed, or came back from a backup, may know less than we have heard
            known: int = connection.execute(select(schema.ledger.c.revision)).scalar_one()
            self._revision = min(self._revision, known)
            yield Found()
        while not self._stop.is_set():
            while changes := changes_since(connection, self._revision):
                self._revision = changes.revision
                yield changes
            next(waiting)

    def _sqlite_waits(self, connection: Connection) -> Iterator[None]:
        """Each step returns once another connection has written. The pragma costs 4 microseconds a poll."""
        assert self._file is not None
        driver: Any = connection.connection.driver_connection
        self._file.require_unchanged()
        seen = driver.execute("PRAGMA data_version").fetchone()[0]
        yield
        while True:
            version = driver.execute("PRAGMA data_version").fetchone()[0]
            if version != seen or self._stop.is_set():
                seen = version
                yield
            self._file.require_unchanged()
            self._stop.wait(SQLITE_POLL_SECONDS)

    def _postgres_waits(self, connection: Connection) -> Iterator[None]:
        """Each step returns on a notification, or after a while in case one was lost."""
        driver: Any = connection.connection.driver_connection
        driver.execute(f"LISTEN {CHANNEL}")
        yield
        waited = 0.0
        while True:
            step = 0.25
            heard = list(driver.notifies(timeout=step, stop_after=1))
            waited += step
            if heard or waited >= POSTGRES_POLL_SECONDS or self._stop.is_set():
                waited = 0.0
                yield
