"""Records that cannot be read: a word that is not known, broken JSON or dates, a part that is missing, letters of none.

Each is named, with the column. What it says cannot be made from anything else, so it is left as it is, and what is kept
of it beside the records is neither compared nor touched.
"""

from collections.abc import Iterator, Mapping

from sqlalchemy import Connection

from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.record import RECORD_TYPES
from industrack_core.domain.upgrade import Progress, Tell
from industrack_core.domain.upkeep import Damage
from industrack_core.store.derived.record_pages import LOWEST, count_records, page_after
from industrack_core.store.engine import schema
from industrack_core.store.engine.codec import RowValues, unreadable
from industrack_core.store.engine.speaking import driver_of
from industrack_core.store.store import Store

_NAMES = ("number", "name", "last_name", "description", "reason")
_STOCK: Mapping[str, set[str]] = {Kind.JOB: {"status", "items"}, Kind.PURCHASE_ORDER: {"status", "lines"}}
_LONGEST = 80


class Damaged:
    """Which records were found damaged: by kind, the ids whose derived entries are left alone."""

    def __init__(self) -> None:
        self.ids: dict[str, set[int]] = {}
        self.stock = False
        """Whether what is in stock cannot be counted, because some of what it is made of cannot be read."""

    def of(self, kind: str) -> set[int]:
        """The ids of a kind."""
        return self.ids.get(kind, set())

    def add(self, kind: str, row: RowValues, columns: list[str]) -> None:
        """Remember a record; the words of a customer are made of its locations, too."""
        self.ids.setdefault(kind, set()).add(row["id"])
        if kind == Kind.LOCATION:
            self.ids.setdefault(Kind.CUSTOMER, set()).add(row["customer_id"])
        self.stock = self.stock or bool(_STOCK.get(kind, set()) & set(columns))


def damages(store: Store, damaged: Damaged, tell: Tell) -> Iterator[Damage]:
    """Every column of every record that cannot be read; `damaged` remembers them. Raises DatabaseError."""
    for kind in RECORD_TYPES:
        what = f"Reading {Kind(kind).plural}"
        done, low = 0, LOWEST
        with store.reading() as connection:
            whole = count_records(connection, kind)
        while True:
            with store.reading() as connection:
                read_any_letters(connection)
                rows = page_after(connection, kind, low)
            if not rows:
                break
            for row in rows:
                if columns := list(dict.fromkeys((*unreadable(kind, row), *_of_no_letters(row)))):
                    damaged.add(kind, row, columns)
                    yield from (
                        Damage(Kind(kind).noun, row["id"], name_of_row(kind, row), column) for column in columns
                    )
            done, low = done + len(rows), rows[-1]["id"]
            tell(Progress(what, done, whole))


def read_any_letters(connection: Connection) -> None:
    """Let SQLite hand out texts that are none: what is not UTF-8 comes as half of a pair, which no text has."""
    if connection.dialect.name == "sqlite":
        driver = driver_of(connection)
        driver.text_factory = lambda content: content.decode("utf-8", "surrogateescape")


def _of_no_letters(row: RowValues) -> list[str]:
    return [name for name, value in row.items() if not is_a_text(value)]


def is_a_text(value: object) -> bool:
    """Whether a value may go into a database: every text but one with letters of none."""
    if not isinstance(value, str) or value.isascii():
        return True
    return not any("\ud800" <= letter <= "\udfff" for letter in value)


def name_of_row(kind: str, row: RowValues) -> str:
    """What people call a record, by its row; empty where it has no name."""
    names = (str(row[name]) for name in _NAMES if name in schema.TABLES[kind].columns and row[name])
    return next(names, "")[:_LONGEST].encode("utf-8", "replace").decode()
