"""What changed in the database, whoever did it: revision by revision, from a connection of its own."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from typing import Any

from sqlalchemy import Connection, Engine, select

from industrack_core.domain.errors import DatabaseError, NotADatabase
from industrack_core.store import schema
from industrack_core.store.faults import translated

CHANNEL = "industrack"
SQLITE_POLL_SECONDS = 0.05
POSTGRES_POLL_SECONDS = 5.0
RETRY_SECONDS = 1.0
_LARGE = 200


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything since the last time: the newest revision, and which records by kind.

    `records` is None when so much happened that everything may have changed. `who` and `line` are of
    the newest act, `act_ids` of all of them, so that a console knows its own.
    """

    revision: int
    who: str
    line: str
    at: datetime
    act_ids: tuple[str, ...]
    records: dict[str, frozenset[int]] | None

    def touches(self, kind: str) -> bool:
        """Whether records of that kind may have changed."""
        return self.records is None or kind in self.records


@dataclass(frozen=True, slots=True)
class Lost:
    """The database does not answer; the feed goes on trying. `sentence` is for the person."""

    sentence: str


@dataclass(frozen=True, slots=True)
class Found:
    """The database answers again."""


News = Changes | Lost | Found


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


def _identity(path: Path) -> tuple[int, int]:
    try:
        info = path.stat()
    except OSError as error:
        raise NotADatabase(
            f"The database file {path} is gone: writing has stopped. Start the console again."
        ) from error
    return (info.st_dev, info.st_ino)


class Feed:
    """Listens for changes after `revision` until `stop` is set. Blocking: give it a thread of its own."""

    def __init__(self, engine: Engine, path: Path | None, place: str, revision: int, stop: Event) -> None:
        self._engine, self._path, self._place = engine, path, place
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
        engine = self._engine.execution_options(isolation_level="AUTOCOMMIT")
        with translated(self._place), closing(engine.connect()) as connection:
            waiting = self._sqlite_waits(connection) if self._path else self._postgres_waits(connection)
            next(waiting)
            if was_lost:
                yield Found()
            while not self._stop.is_set():
                while changes := changes_since(connection, self._revision):
                    self._revision = changes.revision
                    yield changes
                next(waiting)

    def _sqlite_waits(self, connection: Connection) -> Iterator[None]:
        """Each step returns once another connection has written. The pragma costs 4 microseconds a poll."""
        assert self._path is not None
        driver: Any = connection.connection.driver_connection
        identity = _identity(self._path)
        seen = driver.execute("PRAGMA data_version").fetchone()[0]
        yield
        while True:
            version = driver.execute("PRAGMA data_version").fetchone()[0]
            if version != seen or self._stop.is_set():
                seen = version
                yield
            elif _identity(self._path) != identity:
                raise NotADatabase(f"The database file {self._path} was replaced: start the console again.")
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
