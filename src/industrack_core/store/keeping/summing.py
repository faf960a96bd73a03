"""Counts and hashes of tables by which two databases are compared, whatever engine each is on.

A table's hash is the sum of its rows' hashes modulo 2^128: it needs no order, so that no engine has to sort. Rows are
JSON lists of their columns by the order of the names. What is derived from other tables is only counted: `check` looks
whether it agrees with them.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import blake2b

import msgspec
from sqlalchemy import Connection

from industrack_core.domain.keeping import TableSum
from industrack_core.store.derived.derived import DERIVED
from industrack_core.store.engine import schema
from industrack_core.store.engine.columns import metadata
from industrack_core.store.engine.prepared import Row
from industrack_core.store.engine.speaking import driver_of

DERIVED_TABLES = frozenset(
    {each.table.name for each in DERIVED}
    | {schema.item_stock.name, schema.estimate_sum.name, schema.job_sum.name, schema.deletion.name}
)
"""Tables that hold nothing of their own."""
CONTENT = schema.attachment_content.name
_NAMES_OF_CONTENT = ("digest", "size")
"""Contents are kept by their hash, so the name says what is in them."""
_ROWS = 5000
_OF_THE_PLACE = {schema.ledger.name: {schema.ledger.c.closed.name}}
"""Columns that say something of where a company is, and not of the company."""
_MODULUS = 2**128
Columns = Mapping[str, Sequence[str]]
"""The columns of each table that is compared or copied, by its name."""


def our_columns() -> Columns:
    """Those of the schema that this program knows, tables in an order in which rows can be inserted; what says
    something of the place is left out, and is as in a new database."""
    return {
        table.name: [column.name for column in table.columns if column.name not in _OF_THE_PLACE.get(table.name, set())]
        for table in metadata.sorted_tables
    }


def columns_in_file(connection: Connection, names: Sequence[str] | None = None) -> Columns:
    """Those of an SQLite file, which may be of an older schema: of the tables `names`, or of all that are ours."""
    told = driver_of(connection).execute(
        "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'"
        " AND m.name NOT LIKE 'sqlite%' AND m.name NOT IN ('alembic_version', 'backup_info', 'archive_info')"
        " ORDER BY m.rowid, c.cid"
    )
    found: dict[str, list[str]] = {}
    for table, column in told:
        found.setdefault(table, []).append(column)
    return {name: columns for name, columns in found.items() if names is None or name in names}


class Summing:
    """Adds rows up, their columns by the order of the names."""

    def __init__(self) -> None:
        self._rows = self._total = 0

    def add(self, row: Row) -> None:
        """One row."""
        self._rows += 1
        self._total += int.from_bytes(blake2b(_as_json(row), digest_size=16).digest(), "big")

    @property
    def sum(self) -> TableSum:
        return TableSum(self._rows, f"{self._total % _MODULUS:032x}")


def _as_json(row: Row) -> bytes:
    try:
        return msgspec.json.encode(row)
    except (msgspec.MsgspecError, UnicodeEncodeError):
        return json.dumps(row).encode()  # a text with letters of none, which a damaged file may hold


def summed(name: str, columns: Sequence[str]) -> tuple[str, ...]:
    """The columns of a table that its hash is made of."""
    if name == CONTENT:
        return _NAMES_OF_CONTENT
    return tuple(sorted(set(columns) - _OF_THE_PLACE.get(name, set())))


def streamed(connection: Connection, name: str, columns: Sequence[str]) -> Iterator[Row]:
    """All rows of a table, a few in memory at a time. On a server within a transaction of its own."""
    sql = selecting(connection, name, columns)
    driver = driver_of(connection)
    if connection.dialect.name == "sqlite":
        driver.text_factory = _any_letters
        yield from driver.execute(sql)
        return
    with driver.cursor(name="rows") as cursor:
        cursor.execute(sql)
        while some := cursor.fetchmany(_ROWS):
            yield from some


def _any_letters(content: bytes) -> str:
    return content.decode("utf-8", "surrogateescape")


def selecting(connection: Connection, name: str, columns: Sequence[str]) -> str:
    """The statement for all rows of a table."""
    quote = connection.dialect.identifier_preparer.quote
    return f"SELECT {', '.join(map(quote, columns))} FROM {quote(name)}"


def table_sums(connection: Connection, tables: Columns, told: Callable[[str], None]) -> dict[str, TableSum]:
    """The sum of each table; `told` hears which one is under way. Raises what the driver does."""
    found = {}
    for name, columns in tables.items():
        told(name)
        if name in DERIVED_TABLES:
            counting = f"SELECT count(*) FROM {connection.dialect.identifier_preparer.quote(name)}"
            found[name] = TableSum(driver_of(connection).execute(counting).fetchone()[0])
            continue
        summing = Summing()
        for row in streamed(connection, name, summed(name, columns)):
            summing.add(row)
        found[name] = summing.sum
    return found
