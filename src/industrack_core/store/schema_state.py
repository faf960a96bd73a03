"""Whether a database has the schema this program knows, and bringing it there.

The stored revision is read with one query; Alembic (half a second to import) only comes in when it differs.
"""

import os
from contextlib import closing
from enum import StrEnum
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, select, text

from industrack_core.domain import errors
from industrack_core.store import engine as engines
from industrack_core.store.engine import Place
from industrack_core.store.faults import translated
from industrack_core.store.prepared import Prepared
from industrack_core.store.schema import schema_version
from industrack_core.store.soundness import require_columns, require_encoding

REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009", "0010", "0011", "0012")
"""Every schema revision there has been, oldest first. A database with any other is newer than the program."""

HEAD = REVISIONS[-1]
SCHEMA = Prepared(select(schema_version.c.version_num))
"""The number of the schema as it is now."""
_ADVISORY_LOCK = 0x494E4454


def require_schema(stored: str, known: str = HEAD) -> None:
    """Raise DatabaseNewer when another version of the program has changed the schema since it was opened."""
    if stored != known:
        raise errors.DatabaseNewer(
            "Nothing can be saved here any more, because another version of the program has changed the database:"
            " leave, and start that version."
        )


class SchemaState(StrEnum):
    """How a database's schema compares with the program's."""

    EMPTY = "empty"
    OLDER = "older"
    CURRENT = "current"
    NEWER = "newer"
    FOREIGN = "foreign"


def _stored(connection: Connection) -> tuple[SchemaState, str]:
    names = inspect(connection).get_table_names()
    if "alembic_version" not in names:
        return (SchemaState.FOREIGN if names else SchemaState.EMPTY, "")
    revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or ""
    if "ledger" not in names and revision:
        return (SchemaState.FOREIGN, revision)
    if revision == HEAD:
        return (SchemaState.CURRENT, revision)
    return (SchemaState.OLDER if revision in REVISIONS or not revision else SchemaState.NEWER, revision)


def schema_state(place: Place) -> tuple[SchemaState, str]:
    """State and stored revision of an existing database. Raises DatabaseError when it cannot be read or relied on."""
    engine = (
        engines.sqlite_engine(place.path, writes=False)
        if place.path is not None
        else engines.postgres_engine(place.url, writes=False)
    )
    try:
        with translated(place.label), engine.connect() as connection:
            require_encoding(connection, place.label)
            found = _stored(connection)
            if found[0] is SchemaState.CURRENT:
                require_columns(connection, place.label)
            return found
    finally:
        engine.dispose()


def bring_up_to_date(place: Place, *, create: bool, read_only: bool) -> None:
    """Migrate an older schema (after a backup of a SQLite file), fill an empty one if `create`.

    Raises DatabaseNewer, NotADatabase, DatabaseMissing or DatabaseForbidden, with nothing written.
    """
    state, revision = schema_state(place)
    if state is SchemaState.CURRENT:
        return
    if state is SchemaState.NEWER:
        raise errors.DatabaseNewer(
            f"{place.label} was written by a newer version of the program (schema {revision}, this one knows {HEAD}):"
            " update the program. Nothing was changed."
        )
    if state is SchemaState.FOREIGN:
        raise errors.NotADatabase(f"{place.label} is a database of another program.")
    if state is SchemaState.EMPTY and not create:
        raise errors.DatabaseMissing(
            f"The database at {place.label} is empty: open it with the console once to set it up."
        )
    if read_only:
        raise errors.DatabaseForbidden(f"{place.label} needs an update of its schema, and this console is read-only.")
    if state is SchemaState.OLDER and place.path is not None:
        _back_up(place.path, revision)
    _migrate(place)


def _back_up(path: Path, revision: str) -> None:
    """A copy beside the file before its schema changes; readable by its owner alone."""
    target = path.with_name(f"{path.name}.before-{HEAD}-from-{revision or 'nothing'}")
    partial = target.with_name(target.name + ".partial")
    partial.unlink(missing_ok=True)
    engine = engines.sqlite_engine(path, writes=True, begin=False)
    try:
        with translated(str(path)), engine.connect() as connection:
            connection.exec_driver_sql("VACUUM INTO ?", (str(partial),))
    finally:
        engine.dispose()
    os.chmod(partial, 0o600)
    partial.replace(target)


def _migrate(place: Place) -> None:
    engine: Engine
    if place.path is not None:
        engine = engines.sqlite_engine(place.path, writes=True, foreign_keys=False)
    else:
        engine = engines.postgres_engine(place.url, writes=True)
    try:
        with translated(place.label), closing(engine.connect()) as connection:
            transaction = connection.begin()
            if place.path is None:
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ADVISORY_LOCK})
            if _stored(connection)[0] is not SchemaState.CURRENT:
                _upgrade(connection)
                _check(connection)
            transaction.commit()
    except errors.DatabaseChanged as error:
        raise errors.NotADatabase(f"{place.label} could not be brought up to date; nothing was changed.") from error
    finally:
        engine.dispose()


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _check(connection: Connection) -> None:
    """Foreign keys were off while tables changed: nothing may dangle afterwards."""
    if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise errors.NotADatabase("The update of the schema would lose records; nothing was changed.")
