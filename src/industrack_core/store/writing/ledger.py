"""The one row of the ledger: what it counts, how the write lock is taken on it, and how it is written."""

from sqlalchemy import Connection, bindparam, select, true, update

from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.store.engine import schema
from industrack_core.store.engine.prepared import Prepared

_ledger = schema.ledger


class Counts(NamedTuple):
    """The revision of the newest act, the length of the longest job (minutes), the next free id of a record; when the
    newest act was done (seconds since 1970 UTC), and the hash with which the journal ends."""

    revision: int
    longest: int
    next_id: int
    last_at: int
    chain: str


_COUNTS = (
    _ledger.c.revision, _ledger.c.longest_minutes, _ledger.c.next_record_id, _ledger.c.last_at, _ledger.c.chain,
)  # fmt: skip
_READ = Prepared(select(*_COUNTS))
LOCK = Prepared(
    select(schema.schema_version.c.version_num, _ledger.c.closed, *_COUNTS)
    .select_from(schema.schema_version.join(_ledger, true()))
    .with_for_update()
)
"""The lock, and the schema's number as it is once the lock is held: PostgreSQL reads locked rows again after a wait.

It locks them in this order, so that who waits does so for the row that no act writes. Who waits for one that is written
loses their place with each act, for all wake then and go on to its new version.
"""
SETTLE = Prepared(
    update(_ledger).values(
        revision=bindparam("new_revision"),
        longest_minutes=bindparam("new_longest"),
        next_record_id=bindparam("new_next_id"),
        last_at=bindparam("new_last_at"),
        chain=bindparam("new_chain"),
    )
)


def read_counts(connection: Connection) -> Counts:
    """What the ledger counts; no lock is taken."""
    return Counts(*_READ.one(connection))


def write_counts(connection: Connection, counts: Counts) -> None:
    """Write what is counted, under the lock."""
    SETTLE.run(connection, **{f"new_{name}": value for name, value in counts._asdict().items()})
