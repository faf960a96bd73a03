"""A store whose database is read by its driver alone, before SQLAlchemy, the tables and what writes are loaded."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import AbstractContextManager
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

from industrack_core.domain.rights import Via
from industrack_core.store.engine import schema_state, soundness
from industrack_core.store.engine.prepared import Rows

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from industrack_core.store.store import Store

T = TypeVar("T")


class EarlyStore(ABC):
    """A `Store` whose database is read at once, and that can do the rest as soon as that is asked of it.

    Safe to use from several threads.
    """

    def __init__(self, *, read_only: bool) -> None:
        self.read_only = read_only
        self.via: str = Via.COMMAND
        self._making = Lock()
        self._made: Store | None = None

    @property
    @abstractmethod
    def place(self) -> object:
        """Where it is, as `DatabasePlace` says it."""

    @abstractmethod
    def reading(self, *, again: bool = False, much: bool = False) -> "AbstractContextManager[Connection]":
        """A snapshot: all statements inside see one state of the database. Raises DatabaseError.

        Who goes through `much` of it again and again has more of a file kept for the next time.
        """

    @abstractmethod
    def at_once(self, work: "Callable[[Connection], T]", *, much: bool = False) -> T:
        """What `work` reads of one state; it asks for all before it reads any of it. Raises DatabaseError."""

    @abstractmethod
    def is_as_known(self) -> bool:
        """Whether the database has this program's schema, whole. What it is else, `open_store` says."""

    @abstractmethod
    def new_store(self) -> "Store":
        """The store with all that it can do."""

    @abstractmethod
    def close(self) -> None:
        """Give all connections back."""

    def __getattr__(self, name: str) -> object:
        return getattr(self.whole(), name)

    def whole(self) -> "Store":
        """The store with all that it can do, made once."""
        with self._making:
            if self._made is None:
                made = self.new_store()
                made.via = self.via
                self._made = made
            return self._made

    @property
    def made(self) -> "Store | None":
        """The whole store, where there is one by now."""
        return self._made


def has_known_schema(connection: "Connection", columns: "Rows", place: str) -> bool:
    """Whether a database whose columns these are is as this program leaves it. Raises DatabaseError."""
    soundness.require_ours(columns, place)
    is_moving = any(table == schema_state.COPY_STATE for table, *_ in columns)
    return not is_moving and schema_state.SCHEMA.rows(connection) == [(schema_state.HEAD,)]
