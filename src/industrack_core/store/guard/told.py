"""Saying that `industrack grant` is to be run again: after an upgrade a server refuses what is new to its guard."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError

from industrack_core.domain.errors import DatabaseForbidden
from industrack_core.domain.late_module import late_module
from industrack_core.store.engine.speaking import driver_of

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

    from industrack_core.store.guard import functions, mark
else:  # only once a server refuses something
    functions = late_module("industrack_core.store.guard.functions")
    mark = late_module("industrack_core.store.guard.mark")

_SENTENCE = (
    "The server goes by the rights of another version of the program: who owns the database runs industrack grant."
    " Nothing was saved."
)
_NO_RIGHT, _BY_GUARD = "42501", "IT"
NOT_YET_HELD = "The server holds nobody to this role until who owns the database runs industrack grant."
"""What is told of a role that a server's guard may know less of than the program."""
_MADE_FOR = """SELECT (SELECT max(prosrc) FROM pg_proc WHERE proname = 'made_for'
        AND pronamespace = to_regnamespace('industrack_guard'))
    FROM pg_trigger WHERE tgname = 'industrack_entry' AND tgenabled = 'O' AND tgrelid = to_regclass('journal')"""
"""A row where there is a guard, with what says for which program it was made."""


def needs_granting(connection: "Connection") -> bool:
    """Whether a server has a guard that was made for another version of the program than this one."""
    if connection.dialect.name != "postgresql":
        return False
    found = driver_of(connection).execute(_MADE_FOR).fetchall()
    made_for = functions.function_text(functions.MADE_FOR, {"mark": mark.guard_mark()}) if found else ""
    return any(each[0] != made_for for each in found)


@contextmanager
def granting_told(engine: "Engine") -> Iterator[None]:
    """Raise DatabaseForbidden with what is to be done, where a server refuses something because its guard is of before.
    What refuses for another reason stays as it is."""
    try:
        yield
    except DatabaseForbidden as error:
        cause = error.__cause__  # SQLAlchemy's, or what a driver said itself
        state = getattr(getattr(cause, "orig", cause), "sqlstate", None) or ""
        if not state.startswith((_NO_RIGHT, _BY_GUARD)) or not _needs_granting(engine):
            raise
        raise DatabaseForbidden(_SENTENCE) from error


def _needs_granting(engine: "Engine") -> bool:
    with suppress(SQLAlchemyError), engine.connect() as connection:
        return needs_granting(connection)
    return False
