"""Putting a backup into a PostgreSQL database, some rows a commit, so that it can be interrupted and continued.

Until it is whole and compared, the database has a table that says how far each of the others is, and of which backup: a
console that comes meanwhile is told so.
"""

from collections.abc import Iterator, Mapping
from hashlib import blake2b
from itertools import islice
from pathlib import Path

import msgspec
from sqlalchemy import Connection, text

from industrack_core.domain.errors import NotADatabase, UsageError
from industrack_core.domain.keeping import BackupDamaged, BackupInfo, TableSum
from industrack_core.domain.upgrade import Progress, Upgrade
from industrack_core.store.engine.attachments import FolderContents
from industrack_core.store.engine.columns import metadata
from industrack_core.store.engine.engine import DatabasePlace, postgres_engine
from industrack_core.store.engine.faults import translated
from industrack_core.store.engine.prepared import Row
from industrack_core.store.engine.schema_state import COPY_STATE, SchemaState, schema_state
from industrack_core.store.engine.speaking import cancelling, driver_of
from industrack_core.store.engine.weighing import weigh_tables
from industrack_core.store.keeping.backup_file import opened_backup
from industrack_core.store.keeping.content_copies import each_content
from industrack_core.store.keeping.summing import CONTENT, our_columns, selecting, table_sums
from industrack_core.store.migrating import migrate

CHUNK = 20_000
"""So many rows are put in with one commit; a killed process has at most these to do again."""
_CONTENTS = 20
_LOCK = 0x494E4443
_WAIT_FOR_KILLED = "10s"


def source_of(info: BackupInfo, sums: Mapping[str, TableSum]) -> str:
    """What tells one backup from another."""
    told = (info.made_at, info.office_id, info.revision, sorted((name, *_pair(each)) for name, each in sums.items()))
    return blake2b(msgspec.json.encode(told), digest_size=16).hexdigest()


def _pair(table: TableSum) -> tuple[int, str]:
    return table.rows, table.hash


class ServerLoad:
    """One backup on its way into one server; `sums` are those of the file, which has the program's schema."""

    def __init__(
        self, file: Path, info: BackupInfo, sums: Mapping[str, TableSum], beside: FolderContents | None, leave: Upgrade
    ) -> None:
        self._file, self._sums, self._beside, self._leave = file, sums, beside, leave
        self._source = source_of(info, sums)
        self._whole = sum(table.rows for table in sums.values())
        self.files = self.damaged = 0

    def put_into(self, place: DatabasePlace) -> None:
        """Put all of it in place, or go on where it was left. Raises UsageError where something else is there, the
        DatabaseError tree, and UpgradeStopped: then it can be continued."""
        state = schema_state(place)[0]
        if state not in (SchemaState.EMPTY, SchemaState.MOVING):
            raise UsageError(f"There is something at {place.label} already: give an empty database.")
        engine = postgres_engine(place.url, writes=True, patient=True)
        try:
            with translated(place.label), engine.connect() as connection:
                connection.execute(text(f"SET lock_timeout = '{_WAIT_FOR_KILLED}'"))
                connection.execute(text(f"SELECT pg_advisory_lock({_LOCK})"))
                connection.commit()
                with self._leave.cut_off_by(cancelling(connection)):
                    self._begin(connection, place)
                migrate(place, self._leave)
                with self._leave.cut_off_by(cancelling(connection)):
                    self._fill(connection, place)
                weigh_tables(connection)
                connection.commit()
        finally:
            engine.dispose()

    def _begin(self, connection: Connection, place: DatabasePlace) -> None:
        """Say that it has begun. Raises UsageError where another backup has."""
        if connection.execute(text(f"SELECT to_regclass('{COPY_STATE}')")).scalar() is None:
            connection.execute(
                text(
                    f"CREATE TABLE {COPY_STATE} (name text PRIMARY KEY, source text NOT NULL,"
                    " done bigint NOT NULL, whole bigint NOT NULL)"
                )
            )
            connection.execute(
                text(f"INSERT INTO {COPY_STATE} VALUES (:name, :source, 0, :whole)"),
                [{"name": name, "source": self._source, "whole": each.rows} for name, each in self._sums.items()],
            )
        elif connection.execute(text(f"SELECT max(source) FROM {COPY_STATE}")).scalar() != self._source:
            raise UsageError(
                f"Part of another backup is at {place.label}: go on with that one, or give an empty database."
            )
        connection.commit()

    def _fill(self, connection: Connection, place: DatabasePlace) -> None:
        found = connection.execute(text(f"SELECT name, done FROM {COPY_STATE}"))
        state: dict[str, int] = {name: done for name, done in found}
        if not any(state.values()):
            for table in reversed(metadata.sorted_tables):
                connection.execute(table.delete())  # what migrations put there
        with opened_backup(self._file) as backup:
            for name, columns in our_columns().items():
                if name != CONTENT:
                    self._put_table(connection, backup, name, sorted(columns), state)
            self._put_contents(connection, backup)
        self._compare(connection, place)
        connection.execute(text(f"DROP TABLE {COPY_STATE}"))
        connection.commit()

    def _put_table(
        self, connection: Connection, backup: Connection, name: str, columns: list[str], state: dict[str, int]
    ) -> None:
        rows = _rows_after(backup, name, columns, state[name])
        while some := list(islice(rows, CHUNK)):
            self._tell(f"Putting {name} in place", state)
            _stream(connection, name, columns, some)
            state[name] += len(some)
            connection.execute(
                text(f"UPDATE {COPY_STATE} SET done = :done WHERE name = :name"),
                {"name": name, "done": state[name]},
            )
            connection.commit()

    def _put_contents(self, connection: Connection, backup: Connection) -> None:
        there = {row[0] for row in connection.execute(text(f"SELECT digest FROM {CONTENT}"))}
        for number, (digest, read) in enumerate(each_content(backup, self._beside)):
            content = None if digest in there else read()
            self.files += 1
            if content is not None:
                self._leave.tell(Progress("Putting attached files in place", number, self._sums[CONTENT].rows))
                _stream(connection, CONTENT, ["digest", "size", "content"], [(digest, len(content), content)])
            elif digest not in there:
                self.files, self.damaged = self.files - 1, self.damaged + 1
            if number % _CONTENTS == 0:
                connection.commit()
        connection.commit()

    def _tell(self, what: str, state: Mapping[str, int]) -> None:
        self._leave.tell(Progress(what, sum(state.values()), self._whole))

    def _compare(self, connection: Connection, place: DatabasePlace) -> None:
        tables = {name: columns for name, columns in our_columns().items() if name != CONTENT or not self.damaged}
        found = table_sums(connection, tables, lambda name: self._leave.tell(Progress(f"Comparing {name}")))
        for name, each in found.items():
            if each != self._sums[name]:
                raise BackupDamaged(f"{place.label} has not got what was backed up: its table {name} differs.")


def _rows_after(backup: Connection, name: str, columns: list[str], done: int) -> Iterator[Row]:
    """The rows of a table in the order of its key, but for those that are in place."""
    key = ", ".join(f'"{column.name}"' for column in metadata.tables[name].primary_key.columns)
    sql = selecting(backup, name, columns)
    rows: Iterator[Row] = driver_of(backup).execute(f"{sql} ORDER BY {key} LIMIT -1 OFFSET {done}")
    return rows


def _stream(connection: Connection, name: str, columns: list[str], rows: list[Row]) -> None:
    quote = connection.dialect.identifier_preparer.quote
    connection.execute(text("SELECT 1"))  # SQLAlchemy begins its transaction
    sql = f"COPY {quote(name)} ({', '.join(map(quote, columns))}) FROM STDIN"
    try:
        with driver_of(connection).cursor() as cursor, cursor.copy(sql) as stream:
            for row in rows:
                stream.write_row(row)
    except UnicodeEncodeError as error:
        raise NotADatabase(f"A text in {name} has letters of none: industrack check names it.") from error
