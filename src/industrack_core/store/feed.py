"""What changed in the database, whoever did it: revision by revision, from a connection of its own."""

import time
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager, nullcontext
from threading import Event
from typing import TYPE_CHECKING, TypeVar

from industrack_core.domain.acts.news import Closed, Found, Here, Lost, News, Outdated
from industrack_core.domain.errors import (
    DatabaseBusy,
    DatabaseError,
    DatabaseForbidden,
    DatabaseNewer,
    DatabaseUnavailable,
    LoginShutOut,
    ServerBehind,
)
from industrack_core.domain.presence import Whereabouts
from industrack_core.store.engine.as_text import AsText
from industrack_core.store.engine.faults import translated
from industrack_core.store.engine.file_watch import Bell, FileWatch, watch_of
from industrack_core.store.engine.own_login import require_still_in
from industrack_core.store.engine.schema_state import SCHEMA, require_schema
from industrack_core.store.engine.server_words import channels_heard
from industrack_core.store.engine.speaking import driver_of
from industrack_core.store.engine.sqlite_file import OpenedFile
from industrack_core.store.file_waiting import STEP_SECONDS, FileWaiting
from industrack_core.store.here.crowd import Crowd, HereWay
from industrack_core.store.here.folder import FolderWay, ready_folder
from industrack_core.store.here.server import HERE, ServerWay
from industrack_core.store.locked_tables import once_readable
from industrack_core.store.reads.news_reads import NewsRead, entries_since, heard_since

if TYPE_CHECKING:
    from sqlalchemy import Connection


T = TypeVar("T")
_REVISION = AsText("feed_statements:REVISION")

CHANNEL = "industrack"
_REST_SECONDS = 1.0
"""So often it is seen by a console whether listening has ended, for which a bell rings then; by others at each step."""
POSTGRES_POLL_SECONDS = 3.0
RETRY_SECONDS = 1.0
_SOON_SECONDS, _SOON_RETRIES = 0.25, 20
"""So often it is tried at first: another server may take over in a moment."""


class Feed:
    """Listens for changes after `revision` until `stop` is set. Blocking: give it a thread of its own.

    Connections must be in autocommit: inside a transaction nothing new is ever seen. Where `mine` is given, it says
    meanwhile where its console is, and tells who else is here. On a server `rest` is called once a second and more.
    """

    def __init__(
        self, connect: "Callable[[], Connection]", file: OpenedFile | None, place: str, revision: int, stop: Event,
        known_schema: str, mine: Callable[[], Whereabouts] | None, rest: Callable[[], None],
    ) -> None:  # fmt: skip
        self._connect, self._file, self._place = connect, file, place
        self._revision, self._stop = revision, stop
        self._known_schema, self._is_outdated, self._closed = known_schema, False, ""
        self._mine, self._is_told, self._rest = mine, False, rest
        self._watch: FileWatch | None = None
        self._crowd: Crowd | None = None
        self._connection: Connection | None = None
        self._bell = Bell() if mine is not None else None

    def wake(self) -> None:
        """Look at once, whether `mine` is another, and whether to stop: else a console does so within a second. Never
        blocks."""
        if self._bell is not None:
            self._bell.ring()

    def ask(self, work: "Callable[[Connection], T]") -> T | None:
        """What `work` reads in one statement over the connection that listens: for who was just told something, in the
        same thread. None where that is lost. Raises DatabaseError."""
        with translated(self._place):
            return work(self._connection) if self._connection is not None else None

    def listen(self) -> Iterator[News]:
        """Yield news as it comes; a lost database yields Lost once, then Found when it answers again. That it shuts
        this login out is one more Lost."""
        with self._bell or nullcontext():
            yield from self._listen()

    def _listen(self) -> Iterator[News]:
        lost, told, tries = False, set[type](), 0
        while not self._stop.is_set():
            try:
                for news in self._connected(lost):
                    lost, told, tries = False, set[type](), 0
                    yield news
            except DatabaseError as error:
                kind = type(error) if isinstance(error, LoginShutOut | ServerBehind) else DatabaseError
                if (not lost or kind not in {DatabaseError, *told}) and not self._stop.is_set():
                    yield Lost(self._why(error), kind is LoginShutOut)
                lost, told, tries = True, {*told, kind}, tries + 1
                self._stop.wait(_SOON_SECONDS if tries <= _SOON_RETRIES else RETRY_SECONDS)

    def _why(self, error: DatabaseError) -> str:
        seen = f" Entry {self._revision:,} was seen here." if isinstance(error, ServerBehind) else ""
        return f"{error}{seen}"

    def _connected(self, was_lost: bool) -> Iterator[News]:
        with translated(self._place), closing(self._connect()) as connection:
            self._connection = connection
            try:
                with translated(self._place):
                    yield from self._news(connection, was_lost)
            except DatabaseForbidden:
                require_still_in(connection)
                raise
            finally:
                self._connection = None

    def _news(self, connection: "Connection", was_lost: bool) -> Iterator[News]:
        with self._heard(connection) as waiting, self._here(connection) as crowd:
            if was_lost:
                # a server that crashed, or came back from a backup, may know less than we have heard
                self._revision = min(self._revision, _REVISION.one(connection)[0])
            while not self._stop.is_set():
                heard = yield from self._read(connection)
                if was_lost:
                    was_lost = False
                    yield Found()
                while heard.changes is not None:
                    self._revision = heard.changes.revision
                    yield heard.changes
                    if heard.changes.records is not None:
                        break  # what comes after it is told by itself
                    heard = yield from self._read(connection)
                yield from self._standing(heard)
                yield from self._people(crowd)
                while not next(waiting):
                    yield from self._people(crowd)

    def _read(self, connection: "Connection") -> Generator[News, None, NewsRead]:
        return once_readable(lambda: self._read_once(connection), self._stop, RETRY_SECONDS)

    def _read_once(self, connection: "Connection") -> NewsRead:
        """What is new; where another version took away a column that is looked up with it, only that something is."""
        try:
            with translated(self._place):
                return heard_since(connection, self._revision)
        except (DatabaseBusy, DatabaseUnavailable):
            raise
        except DatabaseError:
            with translated(self._place):
                schema = SCHEMA.one(connection)[0]
                if schema == self._known_schema:
                    raise
                return NewsRead(schema, entries_since(connection, self._revision), self._closed)

    @contextmanager
    def _heard(self, connection: "Connection") -> Iterator[Iterator[bool]]:
        """What waits, begun: each step of it says whether somebody may have done something."""
        if self._file is None:
            waiting = self._postgres_waits(connection)
            next(waiting)
            yield waiting
            return
        written = FileWaiting(connection, self._file, self._stop, self._rests)
        next(steps := written.steps())
        folder = ready_folder(self._file.path) if self._mine is not None else None
        with watch_of(self._file.log, folder, self._bell) or nullcontext() as self._watch:
            written.watch = self._watch
            yield steps

    @contextmanager
    def _here(self, connection: "Connection") -> Iterator[Crowd | None]:
        """This console among those that are here, as long as it listens; None where it does not say that it is."""
        if self._mine is None:
            yield None
            return
        way: HereWay
        if self._file is None:
            way = ServerWay(driver_of(connection))
        else:
            tells = self._watch is not None and self._watch.hears_folder
            way = FolderWay(self._file.path, self._mine().session, tells=tells)
        try:
            self._crowd = Crowd(way, self._mine)
            yield self._crowd
        finally:
            self._crowd = None
            way.leave()

    def _people(self, crowd: Crowd | None) -> Iterator[News]:
        """Say where this console is, and tell who else is here, where that is new."""
        if crowd is None:
            return
        told, self._is_told = self._is_told, False
        if self._watch is not None:
            told, self._watch.is_folder_told = self._watch.is_folder_told, False
        if (people := crowd.step(told=told)) is not None:
            yield Here(people)

    def _standing(self, heard: NewsRead) -> Iterator[News]:
        """Say once that another version of the program changed the database; and that the company is closed here."""
        if heard.closed != self._closed:
            self._closed = heard.closed
            yield Closed(heard.closed)
        try:
            require_schema(heard.schema, self._known_schema)
        except DatabaseNewer as error:
            if not self._is_outdated:
                self._is_outdated = True
                yield Outdated(str(error))

    def _postgres_waits(self, connection: "Connection") -> Iterator[bool]:
        """Each step says whether a notification came of an act, or it is time to look in case one was lost."""
        driver = driver_of(connection)
        driver.repeat_itself()
        driver.execute(f"LISTEN {CHANNEL}")
        yield True
        due = time.monotonic() + POSTGRES_POLL_SECONDS
        while True:
            heard = channels_heard(driver, self._bell, self._rests())
            self._rest()
            self._is_told |= HERE in heard
            if is_new := CHANNEL in heard or time.monotonic() >= due or self._stop.is_set():
                due = time.monotonic() + POSTGRES_POLL_SECONDS
            yield is_new

    def _rests(self) -> float:
        """So long nothing has to be looked at of which nobody tells anything."""
        return STEP_SECONDS if self._crowd is None else min(_REST_SECONDS, self._crowd.due_in())
