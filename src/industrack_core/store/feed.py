"""What changed in the database, whoever did it: revision by revision, from a connection of its own."""

import time
from collections.abc import Iterator
from contextlib import closing, nullcontext
from datetime import UTC, datetime
from threading import Event

from sqlalchemy import Connection, Engine, bindparam, select

from industrack_core.domain.acts.news import Changes, Found, Lost, News, Outdated
from industrack_core.domain.errors import DatabaseError, DatabaseNewer
from industrack_core.store.engine import schema
from industrack_core.store.engine.faults import translated
from industrack_core.store.engine.file_watch import FileWatch, watch_of
from industrack_core.store.engine.prepared import Prepared
from industrack_core.store.engine.schema_state import SCHEMA, require_schema
from industrack_core.store.engine.speaking import driver_of
from industrack_core.store.engine.sqlite_file import OpenedFile
from industrack_core.store.writing.journal import FOUNDING, INVENTED, REPAIR

CHANNEL = "industrack"
SQLITE_POLL_SECONDS = 0.1
"""So often a file is looked at where the system does not say that it was written to."""
_STEP_SECONDS = 0.25
"""So often it is seen whether listening has ended."""
_COMMITS_WITHIN, _COMMIT_POLL_SECONDS = 0.25, 0.004
"""A file is written to before the commit is there for others: so long, and so often, it is looked for."""
POSTGRES_POLL_SECONDS = 5.0
RETRY_SECONDS = 1.0
_SOON_SECONDS, _SOON_RETRIES = 0.25, 20
"""So often it is tried at first: another server may take over in a moment."""
_LARGE = 200
_LARGE_ACTS = (FOUNDING, INVENTED, REPAIR)
"""After these everything may be different."""


_journal, _change = schema.journal, schema.journal_change
_REVISION = Prepared(select(schema.ledger.c.revision))
_ENTRIES = Prepared(
    select(_journal.c.revision, _journal.c.who, _journal.c.line, _journal.c.at, _journal.c.act_id, _journal.c.act)
    .where(_journal.c.revision > bindparam("known"))
    .order_by(_journal.c.revision)
    .limit(_LARGE)
)
_TOUCHED = Prepared(
    select(_change.c.kind, _change.c.record_id)
    .where(_change.c.revision > bindparam("known"), _change.c.revision <= bindparam("newest"))
    .limit(_LARGE + 1)
)


def changes_since(connection: Connection, revision: int) -> Changes | None:
    """What the journal holds after `revision`; None when nothing."""
    entries = _ENTRIES.rows(connection, known=revision)
    if not entries:
        return None
    newest, who, line, at, *_ = entries[-1]
    touched = _TOUCHED.rows(connection, known=revision, newest=newest)
    large = len(entries) == _LARGE or len(touched) > _LARGE or any(act in _LARGE_ACTS for *_, act in entries)
    records: dict[str, set[int]] = {}
    for kind, record_id in touched:
        records.setdefault(kind, set()).add(record_id)
    return Changes(
        newest,
        who,
        line,
        datetime.fromtimestamp(at, UTC),
        tuple(act_id for *_, act_id, _ in entries),
        None if large else {kind: frozenset(ids) for kind, ids in records.items()},
    )


class Feed:
    """Listens for changes after `revision` until `stop` is set. Blocking: give it a thread of its own.

    The engine's connections must be in autocommit: inside a transaction nothing new is ever seen.
    """

    def __init__(
        self, engine: Engine, file: OpenedFile | None, place: str, revision: int, stop: Event, known_schema: str
    ) -> None:
        self._engine, self._file, self._place = engine, file, place
        self._revision, self._stop = revision, stop
        self._known_schema, self._is_outdated = known_schema, False

    def listen(self) -> Iterator[News]:
        """Yield news as it comes; a lost database yields Lost once, then Found when it answers again."""
        lost, tries = False, 0
        while not self._stop.is_set():
            try:
                for news in self._connected(lost):
                    lost, tries = False, 0
                    yield news
            except DatabaseError as error:
                if not lost:
                    yield Lost(str(error))
                lost, tries = True, tries + 1
                self._stop.wait(_SOON_SECONDS if tries <= _SOON_RETRIES else RETRY_SECONDS)

    def _connected(self, was_lost: bool) -> Iterator[News]:
        with translated(self._place), closing(self._engine.connect()) as connection:
            yield from self._news(connection, was_lost)

    def _news(self, connection: Connection, was_lost: bool) -> Iterator[News]:
        waiting = self._sqlite_waits(connection) if self._file else self._postgres_waits(connection)
        next(waiting)
        if was_lost:
            # a server that crashed, or came back from a backup, may know less than we have heard
            self._revision = min(self._revision, _REVISION.one(connection)[0])
            yield Found()
        while not self._stop.is_set():
            yield from self._outdated(connection)
            while changes := changes_since(connection, self._revision):
                self._revision = changes.revision
                yield changes
            next(waiting)

    def _outdated(self, connection: Connection) -> Iterator[News]:
        """Say once that another version of the program has changed the database; what it does is still heard."""
        try:
            require_schema(SCHEMA.one(connection)[0], self._known_schema)
        except DatabaseNewer as error:
            if not self._is_outdated:
                self._is_outdated = True
                yield Outdated(str(error))

    def _sqlite_waits(self, connection: Connection) -> Iterator[None]:
        """Each step returns once another connection has written. The pragma costs 4 microseconds a poll."""
        assert self._file is not None
        driver = driver_of(connection)
        self._file.require_unchanged()
        seen = driver.execute("PRAGMA data_version").fetchone()[0]
        self._file.look_beside()
        yield
        with watch_of(self._file.log) or nullcontext() as watch:
            written = 0.0
            while True:
                version = driver.execute("PRAGMA data_version").fetchone()[0]
                if version != seen or self._stop.is_set():
                    seen, written = version, 0.0
                    yield
                self._file.require_unchanged()
                written = self._wait_for_writing(watch, written)

    def _wait_for_writing(self, watch: FileWatch | None, written: float) -> float:
        """Until it is worth looking again; when the file was written to whose commit is still looked for, or 0."""
        if watch is None:
            self._stop.wait(SQLITE_POLL_SECONDS)
            return 0.0
        if written and time.monotonic() - written < _COMMITS_WITHIN:
            self._stop.wait(_COMMIT_POLL_SECONDS)
            return time.monotonic() if watch.wait(0) else written
        return time.monotonic() if watch.wait(_STEP_SECONDS) else 0.0

    def _postgres_waits(self, connection: Connection) -> Iterator[None]:
        """Each step returns on a notification, or after a while in case one was lost."""
        driver = driver_of(connection)
        driver.execute(f"LISTEN {CHANNEL}")
        yield
        waited = 0.0
        while True:
            heard = list(driver.notifies(timeout=_STEP_SECONDS, stop_after=1))
            waited += _STEP_SECONDS
            if heard or waited >= POSTGRES_POLL_SECONDS or self._stop.is_set():
                waited = 0.0
                yield
