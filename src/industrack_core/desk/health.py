"""What can be said of a database before it is opened: for `--health`, which changes nothing."""

from pathlib import Path

from industrack_core.domain.errors import IndustrackError
from industrack_core.store.engine import engine, sqlite_file
from industrack_core.store.engine.addresses import is_one_of_several
from industrack_core.store.engine.faults import translated
from industrack_core.store.engine.logins import told_roles
from industrack_core.store.engine.pooler import told_pooler
from industrack_core.store.engine.schema_state import HEAD, SchemaState, schema_state
from industrack_core.store.engine.standby import told_servers
from industrack_core.store.guard.told import needs_granting
from industrack_core.store.keeping.closing import closed_by

_STATES = {
    SchemaState.EMPTY: "empty: will be set up when the console opens it",
    SchemaState.OLDER: "older than this program: industrack upgrade brings it up to date",
    SchemaState.CURRENT: "current",
    SchemaState.NEWER: "newer than this program: update the program",
    SchemaState.MOVING: "a company is being put into it",
    SchemaState.FOREIGN: "a database of another program",
}
_GRANT = "made by another version of the program: who owns the database runs industrack grant"
_USABLE = frozenset({SchemaState.EMPTY, SchemaState.OLDER, SchemaState.CURRENT})


def describe(url: str) -> tuple[bool, list[tuple[str, str]]]:
    """Whether the database at a URL or path can be used, and facts about it, each a name and a text.

    A missing SQLite file can be used: the console makes it. One that is closed, as its company moved, cannot.
    Nothing is created, changed or raised.
    """
    version = ".".join(map(str, sqlite_file.sqlite_module().sqlite_version_info))
    facts = [("SQLite", version)]
    warning = sqlite_file.sqlite_warning()
    if warning:
        facts.append(("Warning", warning))
    try:
        place = engine.database_place(url)
        facts.append(("Database", place.label))
        if place.path is not None and not sqlite_file.check_file(place.path):
            return True, [*facts, ("State", "missing: will be made when the console opens it")]
        state, revision = schema_state(place)
        told, closed = _told_inside(place, state)
        facts += told
    except IndustrackError as error:
        return False, [*facts, ("State", str(error))]
    shown = f"closed: {closed}" if closed else _STATES[state]
    if state is SchemaState.MOVING:
        shown, revision = f"{shown} ({revision} %): it can be opened once all is there", ""
    return state in _USABLE and not closed, [
        *facts,
        ("State", shown),
        ("Schema", f"{revision or 'none'} (program: {HEAD})"),
    ]


def database_file(url: str) -> Path | None:
    """The file of an SQLite database; None for one on a server. Raises UsageError."""
    return engine.database_place(url).path


def _told_inside(place: engine.DatabasePlace, state: SchemaState) -> tuple[list[tuple[str, str]], str]:
    """Which PostgreSQL servers there are, where there is or should be more than one, and what keeps who may what; and
    why nothing can be saved there any more, or nothing."""
    is_known = state is SchemaState.CURRENT
    if place.is_sqlite and not is_known:
        return [], ""
    reader = (
        engine.sqlite_engine(place.path, writes=False)
        if place.path is not None
        else engine.postgres_engine(place.url, writes=False)
    )
    try:
        with translated(place.label), reader.connect() as connection:
            told = told_servers(connection, is_one_of_several(place.url))
            roles, closed = (told_roles(connection), closed_by(connection)) if is_known else ("", "")
            grant = _GRANT if needs_granting(connection) else ""
        with translated(place.label):
            pooler = "" if place.is_sqlite else told_pooler(reader)
        found = (("Servers", told), ("Pooler", pooler), ("Roles", roles), ("Grant", grant))
        return [(name, each) for name, each in found if each], closed
    finally:
        reader.dispose()
