"""What every table is made of: the naming of constraints, and the columns that come again and again."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


TableColumn = Column[Any]
"""A column of a table, of whatever type."""


def text_column(name: str, default: str = "") -> Column[str]:
    """A text that is never missing."""
    return Column(str(name), Text, nullable=False, server_default=default)


def record_table(name: str, *columns: Column[str] | Column[int] | CheckConstraint | Index | UniqueConstraint) -> Table:
    """A table of records: each has an id from the ledger's counter, and a version."""
    return Table(
        str(name),  # a plain text, as the engine and the migrations compare them
        metadata,
        Column("id", Integer, primary_key=True, autoincrement=False),
        Column("version", Integer, nullable=False),
        *columns,
        sqlite_strict=True,
    )


def partial_index(name: str, *columns: TableColumn, where: str, unique: bool = False) -> None:
    """An index of those rows only of which `where` holds.

    PostgreSQL is told so when the index is made (`told_its_rows`): an argument of its own here would load its dialect,
    two megabytes and a tenth of a second that SQLite's consoles need not have.
    """
    Index(name, *columns, unique=unique, sqlite_where=text(where), info={"where": where})


def told_its_rows(index: Index) -> Index:
    """The index as PostgreSQL makes it."""
    if "where" in index.info:
        index.dialect_options["postgresql"]["where"] = text(index.info["where"])
    return index


def flag_column(name: str) -> Column[int]:
    """0 or 1."""
    return Column(name, Integer, nullable=False, server_default="0")


def count_column(name: str) -> Column[int]:
    """A whole number, 0 for none."""
    return Column(name, Integer, nullable=False, server_default="0")


def amount_column(name: str) -> Column[int]:
    """Thousandths, or minor units of money: more than 32 bits hold."""
    return Column(name, BigInteger().with_variant(Integer(), "sqlite"), nullable=False, server_default="0")


def seconds_column(name: str) -> Column[int]:
    """Seconds since 1970 UTC, which pass 32 bits in 2038; 0 for not yet."""
    return amount_column(name)


def word_column(name: str) -> Column[str]:
    """Part of a primary key, in byte order: what begins with a text, or follows it, is one range on both engines."""
    return Column(name, Text(collation="C").with_variant(Text(), "sqlite"), primary_key=True)
