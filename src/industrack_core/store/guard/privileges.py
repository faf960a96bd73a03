"""What each group of logins may do to each table of a PostgreSQL server: made of the table of rights of rows, so that a
kind of record cannot be forgotten, and of what the other tables are."""

from collections.abc import Mapping
from enum import StrEnum

from industrack_core.domain.acts.row_rights import RIGHTS
from industrack_core.domain.kinds import Kind
from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.domain.records.settings import BaseRole
from industrack_core.domain.rights import BASE_RIGHTS, Right
from industrack_core.store.engine import schema
from industrack_core.store.engine.columns import metadata
from industrack_core.store.keeping.summing import DERIVED_TABLES

SELECT, INSERT, UPDATE, DELETE = "SELECT", "INSERT", "UPDATE", "DELETE"
_WRITES = (INSERT, UPDATE, DELETE)


class Logins(StrEnum):
    """A role of the server that holds rights, and in which logins are."""

    VIEWER = "viewer"
    DISPATCHER = "dispatcher"
    ADMIN = "admin"
    GATEWAY = "gateway"
    """For `industrack field serve`: a dispatcher's rights, and what phones say of themselves."""

    @property
    def under(self) -> "Logins | None":
        """The group whose rights it has as well."""
        return _UNDER[self]


_UNDER = {
    Logins.VIEWER: None, Logins.DISPATCHER: Logins.VIEWER, Logins.ADMIN: Logins.DISPATCHER,
    Logins.GATEWAY: Logins.DISPATCHER,
}  # fmt: skip


class Privilege(NamedTuple):
    """One thing that may be done to a table, or to one column of it."""

    table: str
    verb: str
    column: str = ""


_SCHEMA = schema.schema_version
_LEDGER, _JOURNAL, _NUMBERING = schema.ledger, schema.journal, schema.numbering
_ONLY_INSERTED = (_JOURNAL, schema.journal_change, schema.stock_move, schema.attachment_content)
_BY_DISPATCHERS = (
    *(Privilege(table.name, INSERT) for table in _ONLY_INSERTED),
    *(Privilege(name, verb) for name in sorted(DERIVED_TABLES) for verb in _WRITES),
    *(Privilege(_LEDGER.name, UPDATE, column.name) for column in _LEDGER.c if column.name not in ("id", "closed")),
    Privilege(schema.stock_move.name, DELETE),  # with an item that goes
    Privilege(schema.stock_away.name, DELETE),
    Privilege(_NUMBERING.name, UPDATE, _NUMBERING.c.next_number.name),
    Privilege(_JOURNAL.name, UPDATE, _JOURNAL.c.undone_by.name),
    Privilege(_SCHEMA.name, UPDATE, "version_num"),  # for the lock: a row is locked by who may change it
)
_BY_ADMINS = (Privilege(_LEDGER.name, UPDATE, _LEDGER.c.closed.name),)
_BY_GATEWAYS = tuple(
    Privilege(name, verb) for name in (Kind.DEVICE, Kind.PAIRING, schema.device_state.name) for verb in _WRITES
)
_BESIDE: Mapping[Logins, tuple[Privilege, ...]] = {
    Logins.VIEWER: (), Logins.DISPATCHER: _BY_DISPATCHERS, Logins.ADMIN: _BY_ADMINS, Logins.GATEWAY: _BY_GATEWAYS,
}  # fmt: skip
_BASES = {
    Logins.VIEWER: BaseRole.VIEWER,
    Logins.DISPATCHER: BaseRole.DISPATCHER,
    Logins.ADMIN: BaseRole.ADMIN,
}


def privileges_of(group: Logins) -> frozenset[Privilege]:
    """What a group has beyond the one under it."""
    if group is Logins.VIEWER:
        return frozenset(Privilege(name, SELECT) for name in (*metadata.tables, _SCHEMA.name))
    of_records = _of_records(_BASES[group]) if group in _BASES else frozenset[Privilege]()
    return (of_records | {*_BESIDE[group]}) - (privileges_of(group.under) if group.under else frozenset())


def _rights_in_rows() -> frozenset[Right]:
    """The rights that some row takes."""
    several = [
        needs
        for each in RIGHTS.values()
        for needs in (each.otherwise, each.create, each.delete, *each.columns.values())
    ]
    return frozenset(right for needs in several for right in needs)


ROWS = _rights_in_rows()
"""Rights to write something; others are to see something, or to do what writes nothing by itself."""
ADMINS_ROWS = ROWS - BASE_RIGHTS[BaseRole.DISPATCHER]
"""Rights to rows that dispatchers may not write: who has one of them is among the admins."""


def _of_records(base: BaseRole) -> frozenset[Privilege]:
    has, found = BASE_RIGHTS[base], set[Privilege]()
    for kind, rights in RIGHTS.items():
        needed = {
            INSERT: {*(rights.create or rights.otherwise)},
            DELETE: {*(rights.delete or rights.otherwise)},
            UPDATE: {*rights.otherwise, *(each for needs in rights.columns.values() for each in needs)},
        }
        found |= {Privilege(kind, verb) for verb, needs in needed.items() if needs & has}
    return frozenset(found)
