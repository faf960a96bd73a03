"""Coming to a database: what it is asked first, in one way to a server and back, and what makes that ready."""

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from industrack_core.domain.errors import DatabaseError, DatabaseUnavailable
from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.domain.time.span import Span
from industrack_core.store.engine.own_login import ask_own_login
from industrack_core.store.reads.block_reads import ask_blocks, ask_frame, ask_hours
from industrack_core.store.reads.reads import ask_is_founded

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from industrack_core.store.store import Store

_NOBODY = (0,)
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


class Arrival(NamedTuple):
    """What a database says to who comes: `own_login` is the login that is a person's own, empty where there is none."""

    own_login: str
    is_founded: bool


def arrive(store: "Store", *, to_a_board: bool = False) -> Arrival:
    """What a database says first; one that comes `to_a_board` has a server plan for it. Where nothing is said, the
    store is closed.

    Raises DatabaseError.
    """
    try:
        if to_a_board:
            return _arrived_at_a_board(store)
        return store.at_once(_read_arrival)
    except BaseException:
        store.close()
        raise


def _arrived_at_a_board(store: "Store") -> Arrival:
    try:
        return store.at_once(partial(_read_arrival, to_a_board=True))
    except DatabaseUnavailable:
        raise
    except DatabaseError:  # whoever reads a board hears what is wrong with that
        return store.at_once(_read_arrival)


def _read_arrival(connection: "Connection", *, to_a_board: bool = False) -> Arrival:
    own_login = str if connection.dialect.name == "sqlite" else ask_own_login(connection)
    is_founded = ask_is_founded(connection)
    if to_a_board:
        _plan_board(connection)
    return Arrival(own_login(), is_founded())


def _plan_board(connection: "Connection") -> None:
    """A connection that asks a server for a board the first time waits longer for the plan than for the rows: the one
    for nobody's is the same, and comes while modules load."""
    day = Span(_LONG_AGO, _LONG_AGO + timedelta(days=1))
    ask_frame(connection, day)
    ask_blocks(connection, 0, _NOBODY, day)
    ask_hours(connection, _NOBODY, day)
