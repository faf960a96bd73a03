"""The history of a record, out of the journal: a page is a constant number of statements."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

import msgspec
from sqlalchemy import Connection, Integer, bindparam, select

from industrack_core.domain.acts.history import HistoryEntry, ids_in, told
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.record import Record
from industrack_core.domain.time.zones import company_zone
from industrack_core.store.engine import schema
from industrack_core.store.engine.codec import RowValues, columns_of, difference, to_row
from industrack_core.store.engine.prepared import Prepared, parts_of
from industrack_core.store.engine.statements import rows_by

_journal, _change = schema.journal, schema.journal_change
_PAGE = Prepared(
    select(
        _journal.c.revision, _change.c.version_after, _journal.c.who, _journal.c.at, _journal.c.line, _journal.c.via,
        _change.c.before, _change.c.after,
    )
    .join(_change, _change.c.revision == _journal.c.revision)
    .where(
        _change.c.kind == bindparam("which"), _change.c.record_id == bindparam("record"),
        _change.c.revision < bindparam("below"),
    )
    .order_by(_change.c.revision.desc())
    .limit(bindparam("most", type_=Integer))
)  # fmt: skip
_ZONE = Prepared(select(schema.company.c.zone, schema.company.c.clock24).limit(1))
_NAMED: Mapping[str, tuple[str, ...]] = {
    Kind.CUSTOMER: ("name",), Kind.LOCATION: ("name", "address"), Kind.SERVICE_TYPE: ("name",),
    Kind.JOB_COLOR: ("name",),
    Kind.CALENDAR: ("name",), Kind.ESTIMATE: ("number",), Kind.EMPLOYEE: ("first_name", "last_name"),
    Kind.EQUIPMENT: ("name",),
    Kind.FORM: ("name",), Kind.OFFICE_ROLE: ("name",),
}  # fmt: skip
"""Which columns say what a record is called."""
_NEWEST = 2**31 - 1
_LISTS = frozenset(
    {
        "items",
        Kind.EQUIPMENT,
        "attachments",
        "forms",
        "tasks",
        "field_notes",
        "tags",
        "skills",
        "rights",
        "calendar_ids",
    }
)
"""Columns that hold a list as JSON text."""


def read_history(
    connection: Connection, kind: str, record_id: int, limit: int, below: int = _NEWEST
) -> tuple[HistoryEntry, ...]:
    """The newest `limit` entries of a record with a revision under `below`, newest first."""
    rows = _PAGE.rows(connection, which=kind, record=record_id, below=below, most=limit)
    pairs = [(decoded(before), decoded(after)) for *_, before, after in rows]
    wanted = {named for pair in pairs for columns in pair for named in ids_in(columns)}
    names = read_names(connection, wanted)
    key, clock24 = _ZONE.one(connection)
    zone = company_zone(key, clock24=bool(clock24))
    return tuple(
        HistoryEntry(
            revision, version, who, datetime.fromtimestamp(at, UTC), line,
            () if raw_before is None or raw_after is None else told(before, after, names, zone), via,
        )
        for (revision, version, who, at, line, via, raw_before, raw_after), (before, after)
        in zip(rows, pairs, strict=True)
    )  # fmt: skip


def decoded(text: str | None) -> RowValues:
    """The columns of one side of a change as `codec.difference` wrote them, lists as lists."""
    columns = columns_of(text) if text else {}
    return {name: _list_of(value) if name in _LISTS else value for name, value in columns.items()}


def changed_columns(before: Record, after: Record) -> tuple[RowValues, RowValues]:
    """The columns in which two versions of a record differ, as the journal would keep them."""
    was, now = difference(to_row(before), to_row(after))
    return decoded(was), decoded(now)


def _list_of(text: object) -> object:
    return msgspec.json.decode(text) if isinstance(text, str) and text.startswith("[") else text


def read_names(connection: Connection, wanted: Iterable[tuple[str, int]]) -> dict[tuple[str, int], str]:
    """What records are called, by kind and id; one statement per kind."""
    by_kind: dict[str, list[int]] = {}
    for kind, record_id in wanted:
        by_kind.setdefault(kind, []).append(record_id)
    names: dict[tuple[str, int], str] = {}
    for kind, ids in by_kind.items():
        table = schema.TABLES[kind]
        places = [[column.name for column in table.columns].index(name) for name in _NAMED[kind]]
        for part in parts_of(sorted(ids)):
            for row in rows_by(table, "id").rows(connection, values=part):
                names[kind, row[0]] = " ".join(text for place in places if (text := row[place])) or "?"
    return names
