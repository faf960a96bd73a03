"""Whether a database has the schema that this program knows; it is brought there by migrating.py."""

from enum import StrEnum
from typing import TYPE_CHECKING

from industrack_core.domain import errors
from industrack_core.domain.late_module import late_module
from industrack_core.store.engine.as_text import AsText
from industrack_core.store.engine.faults import translated
from industrack_core.store.engine.soundness import require_columns, require_encoding

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from industrack_core.store.engine import engine as engines
    from industrack_core.store.engine import logins
    from industrack_core.store.engine.engine import DatabasePlace
else:
    engines = late_module("industrack_core.store.engine.engine")
    logins = late_module("industrack_core.store.engine.logins")

REVISIONS = (
    "0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009", "0010", "0011", "0012", "0013",
    "0014", "0015", "0016", "0017", "0018", "0019", "0020", "0021", "0022", "0023", "0024", "0025", "0026", "0027",
    "0028", "0029", "0030", "0031", "0032", "0033",
)  # fmt: skip
"""Every schema revision there has been, oldest first. A database with any other is newer than the program."""

HEAD = REVISIONS[-1]
SCHEMA = AsText("reads.office_statements:SCHEMA")
"""The number of the schema as it is now."""


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
    MOVING = "moving"
    """A backup is being put into it. In place of the schema's number stands how many percent are there."""


COPY_STATE = "copy_state"
"""The table that a database has until all of a backup is in it: how far each table is."""


def stored_state(connection: "Connection") -> tuple[SchemaState, str]:
    """State and stored revision of the database that is connected."""
    from sqlalchemy import inspect, text

    names = inspect(connection).get_table_names()
    if COPY_STATE in names:
        percent = f"SELECT coalesce(100 * sum(done) / nullif(sum(whole), 0), 0) FROM {COPY_STATE}"  # noqa: S608
        return (SchemaState.MOVING, str(int(connection.execute(text(percent)).scalar_one())))
    if "alembic_version" not in names:
        return (SchemaState.FOREIGN if names else SchemaState.EMPTY, "")
    revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or ""
    if "ledger" not in names and revision:
        return (SchemaState.FOREIGN, revision)
    if revision == HEAD:
        return (SchemaState.CURRENT, revision)
    return (SchemaState.OLDER if revision in REVISIONS or not revision else SchemaState.NEWER, revision)


def schema_state(place: "DatabasePlace") -> tuple[SchemaState, str]:
    """State and stored revision of an existing database. Raises DatabaseError when it cannot be read or relied on."""
    engine = (
        engines.sqlite_engine(place.path, writes=False)
        if place.path is not None
        else engines.postgres_engine(place.url, writes=False)
    )
    try:
        with translated(place.label), engine.connect() as connection:
            require_encoding(connection, place.label)
            found = stored_state(connection)
            if found[0] is SchemaState.EMPTY and place.path is None:
                logins.require_rights(connection, place.label)
            if found[0] is SchemaState.CURRENT:
                require_columns(connection, place.label)
            return found
    finally:
        engine.dispose()
