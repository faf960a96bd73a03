"""What it means when the database holds a rule against what was written."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DataError, IntegrityError

from industrack_core.store.engine.faults import names_reference, says_none_touched
from industrack_core.store.engine.prepared import NoneTouched


class ReferenceInUse(Exception):
    """A record cannot go, because another one refers to it."""


@contextmanager
def rules_told() -> Iterator[None]:
    """Raise ReferenceInUse where a reference stands against what was written, RuntimeError where a version does."""
    try:
        yield
    except IntegrityError as error:
        if not names_reference(error.orig):
            raise
        raise ReferenceInUse(str(error.orig)) from error
    except (NoneTouched, DataError) as error:
        if isinstance(error, DataError) and not says_none_touched(error.orig):
            raise
        # cannot happen under the write lock; a wrong version must never pass
        raise RuntimeError("a record changed under the write lock") from error
