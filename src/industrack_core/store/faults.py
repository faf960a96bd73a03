"""What a driver raises, as one sentence of the program's own error tree."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import exc

from industrack_core.domain import errors

_SQLITE_SENTENCES: tuple[tuple[str, type[errors.DatabaseError], str], ...] = (
    (
        "locked",
        errors.DatabaseBusy,
        "Somebody else is writing to the database; nothing was saved. Try again.",
    ),
    ("full", errors.DatabaseFull, "There is no space left on the disk; nothing was saved."),
    ("readonly", errors.DatabaseForbidden, "The database is read-only; nothing was saved."),
    ("not a database", errors.NotADatabase, "{place} is not a database."),
    ("malformed", errors.NotADatabase, "{place} is damaged: restore it from a backup."),
    (
        "unable to open",
        errors.DatabaseForbidden,
        "{place} cannot be opened: check that it exists and the permissions.",
    ),
    ("disk i/o", errors.DatabaseUnavailable, "The disk under {place} reports an error; nothing was saved."),
)

_POSTGRES_SENTENCES: tuple[tuple[str, type[errors.DatabaseError], str], ...] = (
    ("55P03", errors.DatabaseBusy, "Somebody else is writing to the database; nothing was saved. Try again."),
    ("57014", errors.DatabaseBusy, "The database took too long to answer; nothing was saved. Try again."),
    ("53100", errors.DatabaseFull, "The database server has no space left; nothing was saved."),
    ("25006", errors.DatabaseForbidden, "The database is read-only; nothing was saved."),
    ("42501", errors.DatabaseForbidden, "The database refuses this user's access to {place}."),
    ("28", errors.DatabaseForbidden, "The database server refuses the login for {place}."),
    ("3D000", errors.DatabaseMissing, "There is no database at {place}: create it on the server first."),
)


def translate(error: exc.DBAPIError, place: str) -> errors.DatabaseError:
    """The error of ours that says in one sentence what the driver's `error` means for `place`."""
    text = str(error.orig)
    state = getattr(error.orig, "sqlstate", None)
    if state:
        for prefix, kind, sentence in _POSTGRES_SENTENCES:
            if state.startswith(prefix):
                return kind(sentence.format(place=place))
    if "sqlite" in type(error.orig).__module__:
        for word, kind, sentence in _SQLITE_SENTENCES:
            if word in text.lower():
                return kind(sentence.format(place=place))
    if isinstance(error, exc.OperationalError | exc.InterfaceError) or error.connection_invalidated:
        return _connection_error(text, place)
    return errors.DatabaseError(f"The database refused: {text.splitlines()[0] if text else type(error).__name__}")


def _connection_error(text: str, place: str) -> errors.DatabaseError:
    lowered = text.lower()
    if "password" in lowered or "authentication" in lowered or "role" in lowered:
        return errors.DatabaseForbidden(f"The database server refuses the login for {place}.")
    if "does not exist" in lowered:
        return errors.DatabaseMissing(f"There is no database at {place}: create it on the server first.")
    return errors.DatabaseUnavailable(f"The database server at {place} does not answer.")


@contextmanager
def translated(place: str) -> Iterator[None]:
    """Raise the program's own errors for whatever the driver raises inside; integrity errors pass through."""
    try:
        yield
    except exc.IntegrityError:
        raise
    except exc.DBAPIError as error:
        raise translate(error, place) from error
    except exc.TimeoutError as error:
        raise errors.DatabaseBusy(f"The database at {place} is too busy to answer. Try again.") from error
