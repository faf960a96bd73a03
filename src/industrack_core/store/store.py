"""A database, open: connections for reading and for writing, the feed, and the state of its schema."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import Connection, Engine, Text, bindparam, func, select
from sqlalchemy.exc import DBAPIError, ProgrammingError

from industrack_core.domain import errors
from industrack_core.domain.presence import Whereabouts
from industrack_core.domain.rights import Via
from industrack_core.domain.standby import StandbyWait
from industrack_core.domain.upgrade import Upgrade
from industrack_core.store import migrating
from industrack_core.store.engine import attachments, schema_state, sqlite_file, weighing
from industrack_core.store.engine import engine as engines
from industrack_core.store.engine.addresses import is_one_of_several
from industrack_core.store.engine.engine import DatabasePlace
from industrack_core.store.engine.faults import translated, under_way
from industrack_core.store.engine.prepared import Prepared
from industrack_core.store.engine.speaking import (
    driver_of,
    read_at_once,
    send_from_here,
    server_number,
    snapshot,
    was_cut,
)
from industrack_core.store.engine.standby import require_replicated, standby_wait
from industrack_core.store.engine.turn import turn_of
from industrack_core.store.feed import CHANNEL, Feed
from industrack_core.store.guard.told import granting_told
from industrack_core.store.here.folder import folder_of, seen_beside
from industrack_core.store.here.server import seen_on
from industrack_core.store.writing.rules import rules_told

if TYPE_CHECKING:
    from industrack_core.store.writing.transaction import Expects, Transaction

T = TypeVar("T")
_NOTIFY = Prepared(select(func.pg_notify(bindparam("channel", type_=Text), bindparam("revision", type_=Text))))


class Store:
    """Made by `open_store`. Safe to use from several threads; every method takes a connection from a pool."""

    def __init__(
        self, place: DatabasePlace, *, read_only: bool, known_schema: str = schema_state.HEAD,
        file: "sqlite_file.OpenedFile | None" = None,
    ) -> None:  # fmt: skip
        """`known_schema` is the number of the schema that this program can write to; `file` the one that was opened."""
        self.place, self.read_only, self._known_schema = place, read_only, known_schema
        self._file = file or (sqlite_file.OpenedFile(place.path) if place.path else None)
        self._reader = engines.engine_on(place, writes=False)
        self._writer: Engine | None = None if read_only else engines.engine_on(place, writes=True)
        self.rest, self._listener = engines.resting_in(self._reader).look, engines.listener_on(place)
        self._turn = turn_of(place.path, sqlite_file.BUSY_MILLISECONDS / 1000)
        # Who closes a file lets go of all that the process locks in it: one that is open already is not looked at.
        self._is_backup = file is None and place.path is not None and sqlite_file.is_backup(place.path)
        self._several = is_one_of_several(place.url)
        self.contents: attachments.Contents = self._contents()
        self._writing: set[int] = set()
        self.via: str = Via.COMMAND
        """By what comes what is written here: who opens the store for something else says so."""
        self.reads: Callable[[], AbstractContextManager[Connection]] = self.reading  # or whoever reads beside it
        self.let_go: Callable[[], None] = self.close  # where one was lost: of whoever reads beside it, too
        self.weigh: Callable[[], None] = lambda: weighing.weigh(place)
        self.held = 0.0
        """Seconds for which the write lock was held by the last act of this process."""

    def _contents(self) -> attachments.Contents:
        """Where attached files are kept: beside an SQLite file, or in PostgreSQL itself."""
        if self._is_backup and self.place.path is not None:
            return attachments.BackupContents(
                self._read_rows, self.write_beside, self.place.path.with_name(attachments.SHARED_CONTENTS)
            )
        if self.place.path is not None:
            return attachments.FolderContents(self.place.path.with_name(self.place.path.name + ".files"))
        return attachments.TableContents(self._read_rows, self.write_beside)

    def _read_rows(self, work: Callable[[Connection], object]) -> object:
        with self.reads() as connection:
            return work(connection)

    def write_beside(self, work: Callable[[Connection], object]) -> object:
        """Write beside the acts: without the write lock, and without an entry in the journal."""
        if self._writer is None:
            raise errors.DatabaseForbidden("This console is read-only: nothing was saved.")
        with self.told(), self._writer.begin() as connection:
            schema_state.require_schema(schema_state.SCHEMA.one(connection)[0], self._known_schema)
            return work(connection)

    @contextmanager
    def told(self) -> Iterator[None]:
        """What goes wrong inside, as one sentence. Where one connection is lost, no other is relied on."""
        try:
            with granting_told(self._reader), translated(self.place.label):
                yield
        except errors.DatabaseUnavailable as error:
            if not (self.place.is_sqlite or isinstance(error, errors.ServerFull)):
                self.let_go()
            raise

    @contextmanager
    def reading(self, *, again: bool = False, much: bool = False) -> Iterator[Connection]:
        """A snapshot of one state. What is asked `again` and again a server plans once. Raises DatabaseError."""
        with self.told(), snapshot(self._reader, again=again) as connection:
            yield connection

    def at_once(self, work: Callable[[Connection], T], *, much: bool = False) -> T:
        """What `work` reads of one state; it asks for all before it reads any of it. Raises DatabaseError."""
        with self.told():
            return read_at_once(self._reader, work)

    @contextmanager
    def glancing(self) -> Iterator[Connection]:
        """For one statement, which sees one state of the database by itself. Raises DatabaseError."""
        with translated(self.place.label), self._reader.connect() as connection:
            yield connection

    @contextmanager
    def writing(self, expects: "Expects | None" = None) -> "Iterator[Transaction]":
        """A transaction that holds the write lock; committed at the end if it wrote an act, or said `keep`.

        What it `expects` to look up is asked for together with the lock, and read under it.
        Raises DatabaseError, nothing is written then; but CommitLost, when nobody knows whether it is.
        """
        if self._writer is None:
            raise errors.DatabaseForbidden("This console is read-only: nothing was saved.")
        if self._file is not None:
            self._file.require_unchanged()
        with self._busy_told(), self.told(), self._turn(), self._writer.connect() as connection:
            self._writing.add(number := server_number(connection))
            with self._under_way() if self._several else nullcontext():  # a standby is asked no second time
                tx = self._locked(connection, expects)
            since = monotonic()
            with nullcontext() if self.place.is_sqlite else self._under_way(), rules_told():
                yield tx
                if not tx.settle():
                    connection.rollback()
                    self._writing.discard(number)
                    return
                if not self.place.is_sqlite:
                    _NOTIFY.run(connection, channel=CHANNEL, revision=str(tx.revision))
                with under_way(self.place.label), rules_told():
                    connection.commit()
                self.held = monotonic() - since
                self._writing.clear()
                require_replicated(connection, self.place.label)

    @contextmanager
    def _busy_told(self) -> Iterator[None]:
        """Say so where the lock is not to be had because its holder waits for the second server."""
        try:
            yield
        except errors.DatabaseBusy as error:
            wait = None
            with suppress(errors.DatabaseError):
                wait = self.standby_wait()
            if wait is None:
                raise
            raise errors.StandbyAway(wait.sentence) from error

    def standby_wait(self) -> StandbyWait | None:
        """Since when a commit waits for the second server, and whether it is one of this process; None: none does."""
        if self.place.is_sqlite:
            return None
        with self.reads() as connection:
            return standby_wait(connection, self._writing)

    def _under_way(self) -> AbstractContextManager[None]:
        return under_way(self.place.label, several=self._several)

    def _locked(self, connection: Connection, expects: "Expects | None", *, again: bool = True) -> "Transaction":
        """The write lock. A connection that was cut before has said nothing: another one takes its place."""
        from industrack_core.store.writing.transaction import Transaction

        connection.begin()
        send_from_here(connection)
        try:
            return Transaction(connection, self.contents, self._known_schema, expects, self.via)
        except ProgrammingError:  # what is expected may stand in a column that another version has taken away
            connection.rollback()
            with connection.begin():
                schema_state.require_schema(schema_state.SCHEMA.one(connection)[0], self._known_schema)
            raise
        except DBAPIError as error:
            if not again or not was_cut(error):
                raise
        connection.rollback()
        return self._locked(connection, expects, again=False)

    def get_ready(self) -> None:
        """Connect for writing, and compile what an act says, before there is one. Raises DatabaseError."""
        if self._writer is None:
            return
        from rapidfuzz import fuzz as _  # noqa: F401 (loaded for later)

        from industrack_core.store.writing.readiness import get_ready

        with translated(self.place.label), self._writer.connect() as connection:
            get_ready(connection)
            if not self.place.is_sqlite:
                _NOTIFY.compile(connection.dialect)

    def feed(self, revision: int, stop: Event, mine: Callable[[], Whereabouts] | None = None) -> Feed:
        """News of acts after `revision`, until `stop` is set; with what `mine` answers of the console that listens,
        also of who is here. Nobody works on a backup, so nobody is there."""
        mine = None if self._is_backup else mine
        return Feed(
            self._listener.connect, self._file, self.place.label, revision, stop, self._known_schema, mine, self.rest
        )

    def here(self) -> list[Whereabouts]:
        """Who is here, by the consoles that are open. Raises DatabaseError."""
        if self.place.path is not None:
            return seen_beside(folder_of(self.place.path))
        with self.glancing() as connection:
            return seen_on(driver_of(connection))

    def close(self) -> None:
        """Give all connections back."""
        self._reader.dispose()
        if self._writer is not None:
            self._writer.dispose()


def open_store(text_: str, *, create: bool = False, read_only: bool = False, upgrade: Upgrade | None = None) -> Store:
    """Open the database at a URL or path, bringing an older schema up to date if there is leave to `upgrade`.

    `create` makes a new one where nothing is; else DatabaseMissing. Raises the DatabaseError tree
    and UsageError, each with one sentence for a person.
    """
    place = engines.database_place(text_)
    if place.path is not None and not sqlite_file.check_file(place.path):
        if not create or read_only:
            raise errors.DatabaseMissing(f"There is no database at {place.path}.")
        sqlite_file.create_file(place.path)
    if place.path is not None and sqlite_file.is_backup(place.path):
        read_only = True
    elif place.path is not None:
        sqlite_file.share_file(place.path)
    if place.path is not None and not os.access(place.path, os.W_OK):
        read_only = True  # said from the start, and not when the first form is saved
    migrating.bring_up_to_date(place, create=create, read_only=read_only, upgrade=upgrade)
    return Store(place, read_only=read_only)
