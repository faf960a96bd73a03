"""Closing a company for writing while it moves to another place, and afterwards, and opening it again."""

from sqlalchemy import Connection, bindparam, func, literal, select, update

from industrack_core.domain.errors import UsageError
from industrack_core.store.engine import schema
from industrack_core.store.engine.prepared import Prepared
from industrack_core.store.feed import CHANNEL
from industrack_core.store.store import Store

_closed = schema.ledger.c.closed
_SENTENCE = Prepared(select(_closed))
_KEY = Prepared(select(schema.company.c.key))
_TELL = Prepared(select(func.pg_notify(literal(CHANNEL), literal(""))))
_CLOSE = update(schema.ledger).values(closed=bindparam("sentence"))


def closed_by(connection: Connection) -> str:
    """Why nothing is written any more, as a sentence; empty while the company is open."""
    sentence: str = _SENTENCE.one(connection)[0]
    return sentence


def read_company_key(connection: Connection) -> str:
    """What a company is told by from others, wherever it is kept; empty where there is none."""
    found = _KEY.first(connection)
    return str(found[0]) if found else ""


def close_for(store: Store, sentence: str) -> None:
    """Let nothing be written from here on: whoever tries is told the sentence, and so are the consoles that are open.
    An act under way is waited for.

    Raises UsageError where it is closed by another sentence, and DatabaseError.
    """

    def close(connection: Connection) -> None:
        # nobody reads what another process is about to change: the row, or the file, is locked by the first statement
        connection.execute(_CLOSE.where(_closed.in_(["", sentence])), {"sentence": sentence})
        found = closed_by(connection)
        if found != sentence:
            raise UsageError(f"{store.place.label} is closed already: {found}")
        _tell(connection)

    store.write_beside(close)


def open_again(store: Store) -> None:
    """Let people write again. Raises DatabaseError."""

    def open_(connection: Connection) -> None:
        connection.execute(_CLOSE, {"sentence": ""})
        _tell(connection)

    store.write_beside(open_)


def _tell(connection: Connection) -> None:
    """Consoles look again; beside a file they see that it was written to."""
    if connection.dialect.name == "postgresql":
        _TELL.run(connection)
