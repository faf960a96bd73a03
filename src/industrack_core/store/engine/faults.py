"""What a driver raises, as one sentence of the program's own error tree."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import msgspec

from industrack_core.domain import errors
from industrack_core.domain.late_module import late_module

if TYPE_CHECKING:
    from sqlalchemy import exc

    from industrack_core.store.engine import at_the_door
else:
    exc = late_module("sqlalchemy.exc")
    at_the_door = late_module("industrack_core.store.engine.at_the_door")

_DISK_FAILS, _NO_SPACE = "disk i/o", "There is no space left on the disk; nothing was saved."
_DAMAGED = "{place} is damaged: restore it from a backup."
_SQLITE_SENTENCES: tuple[tuple[str, type[errors.DatabaseError], str], ...] = (
    (
        "locked",
        errors.DatabaseBusy,
        "Somebody else is writing to the database; nothing was saved. Try again.",
    ),
    ("full", errors.DatabaseFull, _NO_SPACE),
    ("readonly", errors.DatabaseForbidden, "The database is read-only; nothing was saved."),
    ("not a database", errors.NotADatabase, "{place} is not a database."),
    ("malformed", errors.NotADatabase, _DAMAGED),
    ("could not decode", errors.NotADatabase, _DAMAGED),
    ("corrupt", errors.NotADatabase, _DAMAGED),
    (
        "unable to open",
        errors.DatabaseForbidden,
        "{place} cannot be opened: check that it exists and the permissions.",
    ),
    (_DISK_FAILS, errors.DatabaseUnavailable, "The disk under {place} reports an error; nothing was saved."),
)

_NOT_THE_PROGRAM = "The server refuses it, because the {what}; nothing was saved. Somebody wrote beside the program."
_GUARD_SENTENCES = tuple(
    (state, errors.DatabaseForbidden, sentence)
    for state, sentence in {
        "IT001": "What is in the log stays as it is; nothing was saved.",
        "IT002": "The server knows your login as no active user of this office; nothing was saved.",
        "IT003": "The server refuses it, because your login is somebody else's; nothing was saved.",
        "IT004": "The clock of this computer is more than five minutes off the server's: set it. Nothing was saved.",
        "IT005": _NOT_THE_PROGRAM.format(what="entry is not the next one of the log"),
        "IT006": "A company is founded by who owns the database; nothing was saved.",
        "IT007": _NOT_THE_PROGRAM.format(what="log does not say what was changed"),
        "IT008": _NOT_THE_PROGRAM.format(what="versions of a record do not follow each other"),
        "IT009": _NOT_THE_PROGRAM.format(what="log says another change than was made"),
        "IT010": _NOT_THE_PROGRAM.format(what="ledger does not end as the log does"),
        "IT011": _NOT_THE_PROGRAM.format(what="crew of a job is another one"),
        "IT012": "The server refuses it, because your role may not change that; nothing was saved.",
        "IT014": "Only a gateway writes what phones say: industrack grant LOGIN gateway makes a login one. Nothing was"
        " saved.",
        "IT013": _NOT_THE_PROGRAM.format(what="counters of ids and numbers went on by more than was written"),
    }.items()
)
"""What the guard of a server refuses (store/guard): a fault of ours, or a foreign hand."""
_OF_STATEMENTS = ("ProgrammingError", "DataError", "IntegrityError", "NotSupportedError")
_READ_ONLY = "25006"
_NO_PLACE_LEFT = (
    "The database server at {place} has no connection left: leave a console, or let its keeper raise max_connections."
)
_POSTGRES_SENTENCES: tuple[tuple[str, type[errors.DatabaseError], str], ...] = (
    ("55P03", errors.DatabaseLocked, "Somebody else is writing to the database; nothing was saved. Try again."),
    ("57014", errors.DatabaseBusy, "The database took too long to answer; nothing was saved. Try again."),
    ("53300", errors.ServerFull, _NO_PLACE_LEFT),
    ("53100", errors.DatabaseFull, "The database server has no space left; nothing was saved."),
    (_READ_ONLY, errors.DatabaseForbidden, "The database is read-only; nothing was saved."),
    ("42501", errors.DatabaseForbidden, "The database refuses this user's access to {place}."),
    (
        "42P01",
        errors.DatabaseForbidden,
        "{place} has no company that your login may see: an admin lets it in at Settings, Users, or its owner by"
        " industrack grant.",
    ),
    ("28", errors.DatabaseForbidden, "The database server refuses the login for {place}."),
    ("3D000", errors.DatabaseMissing, "There is no database at {place}: create it on the server first."),
    *_GUARD_SENTENCES,
)


def translate(driver_error: BaseException | None, place: str, *, broken: bool) -> errors.DatabaseError:
    """The error of ours that says in one sentence what the driver's error means for `place`.

    `broken` says that it concerns the connection rather than the statement.
    """
    text = str(driver_error)
    state = getattr(driver_error, "sqlstate", None)
    if state:
        for prefix, kind, sentence in _POSTGRES_SENTENCES:
            if state.startswith(prefix):
                return kind(sentence.format(place=place))
    if "sqlite" in type(driver_error).__module__:
        for word, kind, sentence in _SQLITE_SENTENCES:
            if word in text.lower():
                if word == _DISK_FAILS and _is_full(place):  # who only reads makes files beside it, too
                    return errors.DatabaseFull(_NO_SPACE)
                return kind(sentence.format(place=place))
        if broken:
            return errors.DatabaseChanged(
                f"{place} cannot be read as it should be ({_first_line(driver_error)}): another version or another"
                " program changed it, or it is damaged. Start again; if that does not help, restore it from a backup."
            )
    if broken:
        return at_the_door.connection_error(text, place, _NO_PLACE_LEFT)
    return errors.DatabaseError(f"The database refused: {_first_line(driver_error)}")


def _is_full(place: str) -> bool:
    """Whether a file's disk has no room."""
    try:
        return os.statvfs(os.path.dirname(place)).f_bavail == 0
    except OSError:
        return False


def _first_line(error: BaseException | None) -> str:
    return next(iter(str(error).splitlines()), "") or type(error).__name__


def names_reference(error: BaseException | None) -> bool:
    """Whether a driver's integrity error is about a record to which another one still refers."""
    return getattr(error, "sqlstate", "") == "23503" or "foreign key" in str(error).lower()


def says_none_touched(error: BaseException | None) -> bool:
    """Whether a server says that a statement touched no row that must touch one: it divided by their number."""
    return getattr(error, "sqlstate", "") == "22012"


@contextmanager
def translated(place: str) -> Iterator[None]:
    """Raise the program's own errors for whatever the driver raises inside."""
    try:
        yield
    except Exception as error:
        told = _told(error, place)
        if told is None:
            raise
        raise told from error


def _told(error: Exception, place: str) -> errors.DatabaseError | None:
    """The error of ours for one of a driver's, of SQLAlchemy's, or of what decodes; None for any other."""
    if isinstance(error, UnicodeDecodeError | msgspec.MsgspecError):
        return errors.NotADatabase(_DAMAGED.format(place=place))
    if _is_of(error, "pysqlite3", "sqlite3", "psycopg"):
        # rows are fetched, files read, and news is waited for, from the driver itself: its errors come as they are
        return translate(error, place, broken=not _is_of_statement(error))
    if not _is_of(error, "sqlalchemy"):
        return None
    if isinstance(error, exc.IntegrityError):
        # references are looked at where they are written: what is left is a rule that is not ours
        return errors.DatabaseChanged(
            f"{place} refuses it by a rule that this program does not know ({_first_line(error.orig)}): another program"
            " changed it. Nothing was saved."
        )
    if isinstance(error, exc.DBAPIError):
        broken = isinstance(error, exc.OperationalError | exc.InterfaceError) or error.connection_invalidated
        return translate(error.orig, place, broken=broken)
    if isinstance(error, exc.TimeoutError):
        return errors.DatabaseBusy(f"The database at {place} is too busy to answer. Try again.")
    return None


def _is_of_statement(error: Exception) -> bool:
    """Whether a server refuses what it was asked, and the connection stands: a driver says so by the class."""
    return any(each.__name__ in _OF_STATEMENTS for each in type(error).__mro__ if each.__module__.startswith("psycopg"))


def _is_of(error: Exception, *packages: str) -> bool:
    """Whether an error is one of these packages, or our own kind of one (`NoAnswer`)."""
    return any(each.__module__.partition(".")[0] in packages for each in type(error).__mro__)


@contextmanager
def under_way(place: str, *, several: bool = False) -> Iterator[None]:
    """Raise CommitLost for a connection that breaks inside, where nobody knows whether what was sent arrived.

    Where there are `several` servers, one that takes no writes is not the primary any more: that is asked again, too.
    """
    try:
        with translated(place):
            yield
    except errors.CommitLost:
        raise
    except errors.DatabaseUnavailable as error:
        raise errors.CommitLost(str(error)) from error
    except errors.DatabaseForbidden as error:
        if several and getattr(getattr(error.__cause__, "orig", None), "sqlstate", "") == _READ_ONLY:
            raise errors.CommitLost(f"{place} has no primary that answers.") from error
        raise
