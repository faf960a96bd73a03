"""The statements that every table has: find, insert, update, delete; each prepared once."""

from functools import cache

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Integer,
    Table,
    bindparam,
    cast,
    delete,
    func,
    insert,
    literal_column,
    select,
    type_coerce,
    union_all,
    update,
)

from industrack_core.domain.kinds import Kind
from industrack_core.store.engine import schema
from industrack_core.store.engine.columns import TableColumn
from industrack_core.store.engine.prepared import Expression, OfOne, Prepared, one_of

_crew = schema.job_crew
ANYBODY = _crew.c.employee_id + literal_column("0") > literal_column("0")
"""True of every row of `job_crew`: who says so is given the index of (start, job, employee, end), which holds all that
there is to know of a time, whoever is on the jobs."""


def in_window(starts_at: TableColumn) -> tuple[Expression, Expression, Expression]:
    """What of `job_crew` lies about in minutes `low` to `high`, by an index of a start, the crew's or the job's.

    `earliest` is so far before `low` as the longest job takes: without it the whole history is read.
    """
    return starts_at > bindparam("earliest"), starts_at < bindparam("high"), _crew.c.ends_at > bindparam("low")


def whole_sum(column: Expression) -> ColumnElement[int]:
    """A sum of whole numbers, which is one itself: of 64 bits, and of sums, a server else makes a decimal."""
    return cast(func.sum(column), BigInteger)


def among(column: TableColumn, name: str) -> Expression:
    """`column` is one of the values of the list parameter `name`, and rows are found by something else: SQLite looks
    each value up in the list, and does not go through the list to look for rows of each."""
    return one_of(column + literal_column("0"), name)


@cache
def rows_by(table: Table, column: str) -> Prepared:
    """Rows whose `column` is one of `values`, by id, with the columns in the table's order."""
    return Prepared(select(table).where(one_of(table.c[column], "values")).order_by(table.c.id), "values")


@cache
def all_rows(table: Table) -> Prepared:
    """Every row, by id."""
    return Prepared(select(table).order_by(table.c.id))


@cache
def count_of(table: Table) -> Prepared:
    """How many rows there are."""
    return Prepared(select(type_coerce(func.count(), Integer)).select_from(table))


@cache
def count_where(table: Table, column: str) -> Prepared:
    """How many rows have `value` in a column."""
    count = select(type_coerce(func.count(), Integer)).select_from(table)
    return Prepared(count.where(table.c[column] == bindparam("value")))


@cache
def versions_of(table: Table) -> Prepared:
    """Ids and versions of the rows with the ids `values`."""
    return Prepared(select(table.c.id, table.c.version).where(one_of(table.c.id, "values")), "values")


@cache
def insertion(table: Table) -> Prepared:
    """A new row; every column is given by its name."""
    return Prepared(insert(table))


@cache
def update_of(table: Table, columns: frozenset[str]) -> OfOne:
    """These columns of the row `key` in the version `seen`, as `new_` and their names."""
    new: dict[str, object] = {name: bindparam(f"new_{name}") for name in sorted(columns)}
    mine = (table.c.id == bindparam("key"), table.c.version == bindparam("seen"))
    return OfOne(update(table).where(*mine).values(new))


@cache
def deletion(table: Table, column: str) -> Prepared:
    """Rows whose `column` is one of `values`."""
    return Prepared(delete(table).where(one_of(table.c[column], "values")), "values")


@cache
def used_numbers(kind: str) -> Prepared:
    """Which of the numbers `values` records of a kind have; jobs in archives go on having theirs."""
    number = schema.TABLES[kind].c.number
    having = select(number).where(one_of(number, "values"))
    if kind != Kind.JOB:
        return Prepared(having, "values")
    away = schema.archived_job.c.number
    return Prepared(union_all(having, select(away).where(one_of(away, "values"))), "values")
