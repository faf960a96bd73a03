"""Making a backup while people work: one state of the database, and with it every content that it names.

Of an SQLite file the engine itself writes what it sees at one moment (VACUUM INTO), while others go on writing; its own
stepwise backup would begin again with every save of theirs. Of a server one transaction reads all tables.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from industrack_core.domain.errors import DatabaseMissing, UsageError
from industrack_core.domain.keeping import BackupInfo, BackupMade, TableSum
from industrack_core.domain.kinds import Kind
from industrack_core.domain.upgrade import Progress, Upgrade
from industrack_core.store.engine import schema
from industrack_core.store.engine.attachments import FolderContents
from industrack_core.store.engine.columns import metadata
from industrack_core.store.engine.engine import DatabasePlace, database_place, postgres_engine, sqlite_engine
from industrack_core.store.engine.faults import translated
from industrack_core.store.engine.prepared import Row
from industrack_core.store.engine.schema_state import SchemaState, schema_state
from industrack_core.store.engine.speaking import cancelling, driver_of
from industrack_core.store.engine.sqlite_file import check_file, is_backup
from industrack_core.store.keeping.backup_file import opened_backup, require_sums, sums_of, write_info
from industrack_core.store.keeping.content_copies import CopiedContents, contents_of_folder, contents_of_server
from industrack_core.store.keeping.summing import (
    CONTENT,
    DERIVED_TABLES,
    Summing,
    columns_in_file,
    our_columns,
    streamed,
    table_sums,
)
from industrack_core.store.migrating import bring_up_to_date, migrate

_TOLD_EVERY = 5000


def make_backup(
    place: DatabasePlace, part: Path, *, by: str, at: datetime, beside: FolderContents | None, leave: Upgrade
) -> BackupMade:
    """Fill the empty file `part`; contents go to the folder `beside` where there is one, else into the file.

    Raises the DatabaseError tree, UpgradeStopped among it, and UsageError: then the file is of no use.
    """
    if place.path is not None and not check_file(place.path):
        raise DatabaseMissing(f"There is no database at {place.path}.")
    if place.path is not None and is_backup(place.path):
        raise UsageError(f"{place.path} is a backup itself: copy the file.")
    state = schema_state(place)[0]
    if state is not SchemaState.OLDER or not place.is_sqlite:  # a file is copied as it is, of whatever schema
        bring_up_to_date(place, create=False, read_only=True, upgrade=None)
    if place.path is not None:
        copied = _of_file(place.path, part, beside, leave)
        sums = sums_of(part, None, leave)
    else:
        sums, copied = _of_server(place, part, beside, leave)
    with opened_backup(part, writes=True) as target:
        info = _info(target, by, at, "sqlite" if place.is_sqlite else "postgresql", sums, beside is not None)
        write_info(target, info)
    if place.path is None:
        require_sums(info.tables, sums_of(part, None, leave), str(part))
    return BackupMade(info, copied.files, part.stat().st_size, copied.damaged)


def _info(
    target: Connection, by: str, at: datetime, engine: str, sums: dict[str, TableSum], beside: bool
) -> BackupInfo:
    driver = driver_of(target)
    version = driver.execute("SELECT version_num FROM alembic_version").fetchone()[0]
    revision = driver.execute("SELECT revision FROM ledger").fetchone()[0]
    has_key = "key" in columns_in_file(target)[Kind.COMPANY]
    key = driver.execute("SELECT key FROM company").fetchone() if has_key else None
    return BackupInfo(at, by, key[0] if key else "", engine, version, revision, sums, beside)


def _of_file(path: Path, part: Path, beside: FolderContents | None, leave: Upgrade) -> CopiedContents:
    """Contents are copied afterwards: each is kept before the act that names it, and never removed."""
    leave.tell(Progress("Copying the database"))
    engine = sqlite_engine(path, writes=True, begin=False)
    try:
        with (
            translated(str(path)),
            engine.connect() as connection,
            leave.cut_off_by(driver_of(connection).interrupt),
        ):
            connection.exec_driver_sql("VACUUM INTO ?", (str(part),))
    finally:
        engine.dispose()
    held = contents_of_folder(FolderContents(path.with_name(path.name + ".files")))
    with opened_backup(part, writes=True) as target, leave.cut_off_by(driver_of(target).interrupt):
        driver = driver_of(target)
        driver.execute(f"DELETE FROM {CONTENT}")
        if "closed" in columns_in_file(target)[schema.ledger.name]:
            driver.execute("UPDATE ledger SET closed = ''")
        return CopiedContents(target, beside).take(held, leave)


def _of_server(
    place: DatabasePlace, part: Path, beside: FolderContents | None, leave: Upgrade
) -> tuple[dict[str, TableSum], CopiedContents]:
    migrate(database_place(str(part)), leave)
    engine = postgres_engine(place.url, writes=False, patient=True)
    try:
        with (
            translated(place.label),
            engine.connect() as source,
            leave.cut_off_by(cancelling(source)),
            opened_backup(part, writes=True) as target,
        ):
            driver = driver_of(target)
            for pragma in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-65536"):  # half of it is of no use
                driver.execute(f"PRAGMA {pragma}")
            indexes = _without_indexes(target)
            driver.execute("BEGIN")
            sums = _copied_tables(source, target, leave)
            copied = CopiedContents(target, beside).take(contents_of_server(source), leave)
            for number, sql in enumerate(indexes):
                leave.tell(Progress("Making indexes", number, len(indexes)))
                driver.execute(sql)
            driver.execute("COMMIT")
            return sums | table_sums(target, {CONTENT: our_columns()[CONTENT]}, lambda _: None), copied
    finally:
        engine.dispose()


def _without_indexes(target: Connection) -> list[str]:
    """Take the indexes away, which is a third of the work when rows are in; answers what makes them again."""
    driver = driver_of(target)
    found = driver.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL").fetchall()
    for name, _ in found:
        driver.execute(f'DROP INDEX "{name}"')
    return [sql for _, sql in found]


def _copied_tables(source: Connection, target: Connection, leave: Upgrade) -> dict[str, TableSum]:
    """All tables but that of the contents, a row's hash made on the way."""
    tables = {name: sorted(columns) for name, columns in our_columns().items() if name != CONTENT}
    quoted = source.dialect.identifier_preparer.quote
    counting = " + ".join(f"(SELECT count(*) FROM {quoted(name)})" for name in tables)
    whole, done = int(driver_of(source).execute(f"SELECT {counting}").fetchone()[0]), 0
    sums = {}
    for table in reversed(metadata.sorted_tables):
        driver_of(target).execute(f'DELETE FROM "{table.name}"')  # what a migration put there
    for name, columns in tables.items():
        summing = Summing()
        sql = _insertion(name, columns)
        driver_of(target).executemany(sql, _passing(source, name, columns, summing, leave, (done, whole)))
        rows = summing.sum.rows
        sums[name] = TableSum(rows) if name in DERIVED_TABLES else summing.sum
        done += rows
    return sums


def _passing(
    source: Connection, name: str, columns: Sequence[str], summing: Summing, leave: Upgrade, progress: tuple[int, int]
) -> Iterator[Row]:
    done, whole = progress
    for count, row in enumerate(streamed(source, name, columns)):
        if count % _TOLD_EVERY == 0:
            leave.tell(Progress(f"Copying {name}", done + count, whole))
        summing.add(row)
        yield row


def _insertion(name: str, columns: Sequence[str]) -> str:
    names = ", ".join(f'"{column}"' for column in columns)
    return f'INSERT INTO "{name}" ({names}) VALUES ({", ".join("?" * len(columns))})'
