"""Statements compiled once: the same answers and the same errors as from SQLAlchemy itself."""

import gc
from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages

import pytest
from sqlalchemy import Connection, bindparam, exc, select, text
from sqlalchemy.dialects.postgresql import psycopg

from industrack_core import store
from industrack_core.store.engine import schema
from industrack_core.store.engine.prepared import LONGEST_LIST, NoneTouched, Prepared, Weighed, one_of
from industrack_core.store.engine.statements import count_of, deletion, insertion, rows_by, update_of
from tests.store.small_company import ANA, BEN, BLUE, CHO, COMPANY, DEE, RED, plain_engine

COLORS = schema.job_color


@pytest.fixture
def connection(company_url: str) -> Iterator[Connection]:
    engine = plain_engine(company_url)
    with engine.connect() as opened:
        opened.begin()
        yield opened
        opened.rollback()
    engine.dispose()


def test_lists_of_any_length(connection: Connection) -> None:
    statement = rows_by(schema.employee, "id")
    everybody = [ANA, BEN, CHO, DEE]
    for wanted in ([BEN], [BEN, ANA], [DEE, BEN, ANA], everybody, [*everybody, 999], everybody * 100):
        found = statement.rows(connection, values=wanted)
        assert [row[0] for row in found] == sorted({*wanted} & {*everybody})
        plainly = select(schema.employee).where(schema.employee.c.id.in_(wanted)).order_by(schema.employee.c.id)
        assert found == [tuple(row) for row in connection.execute(plainly)]


def test_a_text_serves_lists_of_similar_length(connection: Connection) -> None:
    statement = rows_by(schema.employee, "id")
    texts = {statement.sql(connection, values=list(range(1, size + 1)))[0] for size in range(1, 65)}
    # 1, 2, 4, 8, 16, 32 and 64 places; a server takes a list as one value
    assert len(texts) == (1 if connection.dialect.name == "postgresql" else 7)


def test_lists_of_texts_say_what_they_say(connection: Connection) -> None:
    names = ["plain", "a,b", "{c}", 'd "e"', "f\\g", "", "NULL", "naïve ☂", "%s", "'", "tab\tand\nline"]
    rows = [
        {"id": 5000 + place, "version": 1, "name": name, "hue": "red", "retired": 0} for place, name in enumerate(names)
    ]
    insertion(COLORS).run_many(connection, rows)
    statement = Prepared(select(COLORS.c.name).where(one_of(COLORS.c.name, "names")).order_by(COLORS.c.id), "names")
    assert statement.column(connection, names=names) == names
    for name in names:
        assert statement.column(connection, names=[name]) == [name]
    assert statement.column(connection, names=["other", "{}"]) == []


def test_a_long_list_is_one_value_for_a_server(connection: Connection) -> None:
    names = ["Red", "{1,2}", 'a "quoted" \\ one', "it's", "null", "Rot, grün", "%s"]
    insertion(COLORS).run_many(
        connection,
        [{"id": 101 + at, "version": 1, "name": name, "hue": "red", "retired": 0} for at, name in enumerate(names[1:])],
    )
    statement = Prepared(
        select(COLORS.c.name).where(one_of(COLORS.c.name, "names"), one_of(COLORS.c.id, "ids")), "names", "ids"
    )
    many = [*names, *(f"nobody {each}" for each in range(100))]
    for ids in (range(1, 300), [RED, *range(101, 110)]):
        assert sorted(statement.column(connection, names=many, ids=ids)) == sorted(names)
        assert statement.column(connection, names=tuple(many[7:]), ids=ids) == []
    word = schema.customer_word.c.word  # in an order of its own
    every = Prepared(select(word).order_by(word)).column(connection)
    among = Prepared(select(word).where(one_of(word, "words")).order_by(word), "words")
    assert among.column(connection, words=every * 100) == every
    sql, given = statement.sql(connection, names=many, ids=range(1, 300))
    assert len(given) == (2 if connection.dialect.name == "postgresql" else 128 + 512)
    assert ("ANY" in sql) == (connection.dialect.name == "postgresql")


def test_every_statement_of_the_store_takes_long_lists() -> None:
    for module in walk_packages(store.__path__, f"{store.__name__}."):
        if ".migrations" not in module.name:
            import_module(module.name)
    told, dialect = 0, psycopg.dialect()  # type: ignore[no-untyped-call]
    for each in gc.get_objects():
        if isinstance(each, Prepared) and each.lists:
            text = each._text(dialect, dict.fromkeys(each.lists, range(LONGEST_LIST)))
            assert text.arrays == each.lists
            told += 1
    assert told > 50


def test_constants_stand_beside_parameters(connection: Connection) -> None:
    statement = Prepared(
        select(COLORS.c.name)
        .where(one_of(COLORS.c.id, "ids"), COLORS.c.hue.in_(["red", "green"]), COLORS.c.name != "None")
        .limit(bindparam("most")),
        "ids",
    )
    assert statement.column(connection, ids=[RED, BLUE], most=5) == ["Red"]
    assert statement.first(connection, ids=[BLUE], most=5) is None


def test_writing(connection: Connection) -> None:
    insertion(COLORS).run_many(connection, [])
    rows = [{"id": number, "version": 1, "name": str(number), "hue": "red", "retired": 0} for number in (101, 102, 103)]
    insertion(COLORS).run_many(connection, rows)
    assert count_of(COLORS).one(connection) == (5,)
    change = update_of(COLORS, frozenset({"name", "version"}))
    change.run(connection, key=101, seen=1, new_name="%s ' \\ 100%", new_version=2)
    deletion(COLORS, "id").run(connection, values=[102, 103, 104])
    assert count_of(COLORS).one(connection) == (3,)
    assert rows_by(COLORS, "id").rows(connection, values=[101]) == [(101, 2, "%s ' \\ 100%", "red", 0)]


def test_a_change_of_a_row_in_another_version_fails(connection: Connection) -> None:
    change = update_of(COLORS, frozenset({"name", "version"}))
    change.run(connection, key=RED, seen=1, new_name="Once", new_version=2)
    with pytest.raises((NoneTouched, exc.DataError)):
        change.run(connection, key=RED, seen=1, new_name="late", new_version=2)


def test_a_broken_rule_is_an_integrity_error(connection: Connection) -> None:
    row = {"id": RED, "version": 1, "name": "Again", "hue": "red", "retired": 0}
    with pytest.raises(exc.IntegrityError) as raised:
        insertion(COLORS).run_many(connection, [row])
    assert not raised.value.connection_invalidated
    assert "Again" not in str(raised.value)
    connection.rollback()
    assert count_of(COLORS).one(connection) == (2,)


def test_a_statement_that_fails_is_wrapped(connection: Connection) -> None:
    connection.execute(text("DROP TABLE customer_word"))
    with pytest.raises(exc.DBAPIError, match="customer_word"):
        count_of(schema.customer_word).one(connection)
    connection.rollback()
    assert rows_by(schema.company, "id").first(connection, values=[COMPANY]) is not None


@pytest.mark.parametrize("count", [3, 700])
def test_few_rows_and_many_are_inserted_alike(connection: Connection, count: int) -> None:
    names = ["plain", "tab\tand \\ and\nline", "naïve ☂", "", "\\N"]
    rows = [
        {"id": 5000 + each, "version": 1, "name": names[each % 5], "hue": "red", "retired": each % 2}
        for each in range(count)
    ]
    insertion(COLORS).run_many(connection, rows)
    found = rows_by(COLORS, "id").rows(connection, values=[row["id"] for row in rows])
    assert found == [tuple(row[column.name] for column in COLORS.columns) for row in rows]


@pytest.mark.parametrize("count", [3, 700])
def test_a_row_that_is_there_already_is_an_error_among_few_and_many(connection: Connection, count: int) -> None:
    rows = [{"id": 5000 + each, "version": 1, "name": "n", "hue": "red", "retired": 0} for each in range(count)]
    with pytest.raises(exc.IntegrityError):
        insertion(COLORS).run_many(connection, [*rows, rows[0]])


def test_what_depends_on_its_values_is_planned_for_each(connection: Connection) -> None:
    """A server keeps no plan of it, however often it is asked."""
    statement, kept = (
        made(select(COLORS.c.name).where(COLORS.c.id == bindparam("color"))) for made in (Weighed, Prepared)
    )
    for _ in range(8):
        assert statement.column(connection, color=RED) == kept.column(connection, color=RED) == ["Red"]
    if connection.dialect.name == "postgresql":
        prepared = connection.execute(text("SELECT statement FROM pg_prepared_statements")).scalars().all()
        assert len([each for each in prepared if "job_color" in each]) == 1
