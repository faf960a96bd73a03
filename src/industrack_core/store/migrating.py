"""Bringing a database's schema to what this program knows: all of it or nothing, with a word of how far it is.

Alembic (half a second to import) only comes in when the schema differs.
"""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, event, inspect, text

from industrack_core.domain import errors
from industrack_core.domain.kinds import NUMBERED
from industrack_core.domain.upgrade import Progress, Upgrade
from industrack_core.store.engine import engine as engines
from industrack_core.store.engine.engine import DatabasePlace
from industrack_core.store.engine.faults import translated
from industrack_core.store.engine.file_modes import file_mode
from industrack_core.store.engine.schema_state import HEAD, REVISIONS, SchemaState, schema_state, stored_state
from industrack_core.store.engine.speaking import cancelling, driver_of
from industrack_core.store.engine.sqlite_file import is_backup
from industrack_core.store.engine.weighing import weigh_tables

_ADVISORY_LOCK = 0x494E4454
_DETECTS_LOST_CLIENTS = 140_000  # from PostgreSQL 14 on


def bring_up_to_date(place: DatabasePlace, *, create: bool, read_only: bool, upgrade: Upgrade | None) -> None:
    """Fill an empty database if `create`; migrate an older one with the `upgrade`'s leave, a SQLite file after a copy.

    Raises DatabaseNewer, DatabaseOlder, NotADatabase, DatabaseMissing or DatabaseForbidden, with nothing written;
    UpgradeStopped, with everything as it was.
    """
    state, revision = schema_state(place)
    if state is SchemaState.CURRENT:
        return
    require_known(place, state, revision, create=create)
    if state is SchemaState.OLDER:
        require_leave(place, upgrade)
    if read_only:
        raise errors.DatabaseForbidden(f"{place.label} may not be written to, so it cannot be brought up to date.")
    upgrade = upgrade or Upgrade()
    if state is SchemaState.OLDER and place.path is not None:
        upgrade.tell(Progress("Copying the database first"))
        _back_up(place.path, revision, upgrade)
    migrate(place, upgrade)


def require_known(place: DatabasePlace, state: SchemaState, revision: str, *, create: bool = False) -> None:
    """Raise for what is no database of this program's, or not yet (but for `create`), or of a newer version of it."""
    if state is SchemaState.NEWER:
        raise errors.DatabaseNewer(
            f"{place.label} was written by a newer version of the program (schema {revision}, this one knows {HEAD}):"
            " update the program. Nothing was changed."
        )
    if state is SchemaState.FOREIGN:
        raise errors.NotADatabase(f"{place.label} is a database of another program.")
    if state is SchemaState.MOVING:
        raise errors.DatabaseBusy(
            f"The company is being moved to {place.label} ({revision} %): wait until it is there."
        )
    if state is SchemaState.EMPTY and not create:
        raise errors.DatabaseMissing(
            f"The database at {place.label} is empty: open it with the console once to set it up."
        )


def require_leave(place: DatabasePlace, upgrade: Upgrade | None) -> None:
    """Raise DatabaseOlder where nobody said to change an older one, or a person has to make a copy before."""
    if place.path is not None and is_backup(place.path):
        raise errors.DatabaseOlder(
            f"{place.label} is a backup of an older version of the program: industrack restore puts it in place, up to"
            " date."
        )
    line = how_to_copy(place)
    if upgrade is None:
        raise errors.DatabaseOlder(
            f"{place.label} was written by an older version of the program: run industrack upgrade to bring it up to"
            " date.",
            line,
        )
    if line and not upgrade.uncopied:
        raise errors.DatabaseOlder(
            f"{place.label} was written by an older version of the program and must be brought up to date, after which"
            " older versions save nothing in it.",
            line,
        )


def how_to_copy(place: DatabasePlace) -> str:
    """The line by which a person makes one; empty where the program does."""
    return "" if place.is_sqlite else f"pg_dump --format=custom --file=before-{HEAD}.dump '{place.plain_url}'"


def copy_before(path: Path, revision: str) -> Path:
    """Where a copy of a file is kept before its schema changes."""
    return path.with_name(f"{path.name}.before-{HEAD}-from-{revision or 'nothing'}")


def _back_up(path: Path, revision: str, upgrade: Upgrade) -> None:
    """A copy beside the file before its schema changes; for whom the file itself is."""
    target = copy_before(path, revision)
    partial = target.with_name(target.name + ".partial")
    partial.unlink(missing_ok=True)
    engine = engines.sqlite_engine(path, writes=True, begin=False)
    try:
        with translated(str(path)), engine.connect() as connection, upgrade.cut_off_by(cancelling(connection)):
            connection.exec_driver_sql("VACUUM INTO ?", (str(partial),))
        os.chmod(partial, file_mode(path.parent))
        partial.replace(target)
    finally:
        engine.dispose()
        partial.unlink(missing_ok=True)


def migrate(place: DatabasePlace, upgrade: Upgrade) -> None:
    """Bring an existing database to the program's schema, whatever it has; nothing is copied first."""
    engine = (
        engines.sqlite_engine(place.path, writes=True, foreign_keys=False)
        if place.path is not None
        else engines.postgres_engine(place.url, writes=True, patient=True)
    )
    try:
        with translated(place.label), _stoppable(engine, upgrade) as connection:
            transaction = connection.begin()
            _take_the_lock(connection)
            state, revision = stored_state(connection)
            revision = "" if state is SchemaState.MOVING else revision
            if state is not SchemaState.CURRENT:
                _upgrade(connection, revision, upgrade)
                if revision:  # what is made now has no records that could be lost
                    _check(connection, upgrade)
                if place.path is None:
                    connection.execute(text("NOTIFY industrack"))
            upgrade.go_on()
            transaction.commit()
        if place.path is None and revision:
            _weigh(place, upgrade)
    except errors.DatabaseChanged as error:
        raise errors.NotADatabase(f"{place.label} could not be brought up to date; nothing was changed.") from error
    finally:
        engine.dispose()


def _weigh(place: DatabasePlace, upgrade: Upgrade) -> None:
    """Let the server's planner know of the new tables at once; what was done stands, whatever becomes of this."""
    engine = engines.postgres_engine(place.url, writes=True, patient=True)
    try:
        with translated(place.label), engine.begin() as connection, upgrade.cut_off_by(cancelling(connection)):
            upgrade.tell(Progress("Telling the server what is in its tables"))
            weigh_tables(connection)
    except errors.DatabaseError:
        return
    finally:
        engine.dispose()


@contextmanager
def _stoppable(engine: Engine, upgrade: Upgrade) -> Iterator[Connection]:
    """A connection whose statements are cut off, and no further ones begun, once the upgrade is stopped."""
    event.listen(engine, "before_cursor_execute", lambda *_: upgrade.go_on())
    with closing(engine.connect()) as connection, upgrade.cut_off_by(cancelling(connection)):
        yield connection


def _take_the_lock(connection: Connection) -> None:
    """Let nobody write from here on, and nobody else migrate. SQLite's BEGIN did that; who only reads goes on.

    On PostgreSQL the whole table is locked, not its row: who waited for the row would hold the table against the
    migration. A server that notices lost clients does not go on for a program that was killed.
    """
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA cache_size=-131072")
        return
    driver = driver_of(connection)
    if driver.info.server_version >= _DETECTS_LOST_CLIENTS:
        connection.execute(text("SET LOCAL client_connection_check_interval = 2000"))
    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ADVISORY_LOCK})
    if inspect(connection).has_table("ledger"):
        connection.execute(text("LOCK TABLE ledger IN EXCLUSIVE MODE"))


def _upgrade(connection: Connection, revision: str, upgrade: Upgrade) -> None:
    from alembic import command
    from alembic.config import Config

    from industrack_core.store.derived.anew import ANEW
    from industrack_core.store.derived.check_sums import fill_sums
    from industrack_core.store.derived.derived import DERIVED, fill_anew
    from industrack_core.store.writing.numbers import pass_numbers

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    steps, told = len(REVISIONS) - (REVISIONS.index(revision) + 1 if revision else 0), 0
    what = "Changing the tables" if revision else "Making the tables"

    def applied(**_: object) -> None:
        nonlocal told
        told += 1
        upgrade.tell(Progress(what, told, steps))

    config.attributes.update(connection=connection, applied=applied)
    upgrade.tell(Progress(what, 0, steps))
    command.upgrade(config, "head")
    anew = config.attributes.get(ANEW, set())
    if revision:
        tables = {derived.table.name: derived.table for derived in DERIVED}
        pass_numbers(connection, NUMBERED)
        fill_anew(connection, [table for name, table in tables.items() if name in anew], upgrade.tell)
        fill_sums(connection, anew)


def _check(connection: Connection, upgrade: Upgrade) -> None:
    """Foreign keys were off while tables changed: no record may dangle afterwards.

    Tables that hold nothing of their own are not looked at: a large company has fifty million words of jobs, each of
    which would be looked up, and what is wrong with them is found and made anew by `check --repair`.
    """
    if connection.dialect.name != "sqlite":
        return
    from industrack_core.store.derived.derived import DERIVED

    derived = {each.table.name for each in DERIVED}
    names = [name for name in inspect(connection).get_table_names() if name not in derived]
    for done, name in enumerate(names):
        upgrade.tell(Progress("Looking whether all is still there", done, len(names)))
        if connection.exec_driver_sql(f'PRAGMA foreign_key_check("{name}")').first():
            raise errors.NotADatabase("The update of the schema would lose records; nothing was changed.")
