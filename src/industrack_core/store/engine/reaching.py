"""Connections to the server of an address, or to the primary of several, as its driver makes them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar

from psycopg import Connection, Error

from industrack_core.domain.late_module import late_module
from industrack_core.store.engine.heeded import require_heeded
from industrack_core.store.engine.prepared import Row
from industrack_core.store.engine.primary import Server, aim, remember
from industrack_core.store.engine.server import GREETING, ServerConnection, ServerCursor
from industrack_core.store.engine.server_address import patience
from industrack_core.store.engine.texts import Values

if TYPE_CHECKING:
    from industrack_core.store.engine import racing
else:
    racing = late_module("industrack_core.store.engine.racing")

C = TypeVar("C", bound="Connection[Row]")


def reached(kind: type[C], said: Values) -> C:
    """A connection of that kind, to one server or to the primary of several. Raises the driver's errors."""
    several = "," in said.get("host", "")
    made = racing.connected(kind, said) if several else kind.connect(**said)
    require_heeded(made, said)
    return made


def server_connection(said: Values) -> ServerConnection:
    """One that waits for each answer as long as a console does. Raises the driver's errors."""
    connection = reached(ServerConnection, {**said, "cursor_factory": ServerCursor})
    connection.patience = patience()
    return connection


def connection_to(said: Values, servers: Sequence[Server]) -> ServerConnection:
    """The same to whichever of the servers is the primary. Raises the driver's errors."""
    said = dict(said)
    aim(said, servers)
    connection = server_connection(said)
    remember(connection, servers)
    return connection


def is_there(connection: ServerConnection) -> bool:
    """Whether a connection that lay somewhere still is one. A server of which nothing was heard lately is asked, and
    has less time for that than usual."""
    if connection.is_alive():
        return True
    if connection.closed or connection.may_be_cut_off:
        return False
    usual, connection.patience = connection.patience, GREETING
    try:
        connection.execute("SELECT 1")
    except Error:
        return False
    finally:
        connection.patience = usual
    return True
