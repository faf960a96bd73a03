"""A record that is not what its newest act left, is gone, or names what is not there, is named: one of each kind."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace

import pytest
from sqlalchemy import text

from industrack_core.desk.upkeep import check_database
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.office import Company
from industrack_core.domain.records.record import RECORD_TYPES
from industrack_core.domain.upkeep import Broken
from industrack_core.store.engine import schema
from industrack_core.store.engine.codec import to_row, unreadable
from industrack_core.store.keeping import record_check
from industrack_core.store.keeping.record_check import record_findings
from industrack_core.store.store import open_store
from industrack_core.store.writing.uses import NAMED_IN
from tests.store.every_kind import behind, every_kind, newest, note
from tests.store.small_company import COMPANY, plain_engine, rows

NOWHERE = 999_999
_LEFT_OUT = {"id", "version", "in_queue", "body", "due_s", "next_s"}
"""Columns that the journal says nothing of, or that follow from others."""


@pytest.fixture
def office(company_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(record_check, "MOST_EXAMPLES", 1000)
    every_kind(company_url)
    return company_url


def found(url: str) -> dict[str, tuple[str, ...]]:
    with closing(open_store(url, read_only=True)) as store:
        return {each.what: each.examples for each in record_findings(store, lambda progress: None)}


def kinds_in(examples: tuple[str, ...]) -> set[str]:
    """The kinds of records that were named."""
    nouns = {Kind(kind).noun: str(kind) for kind in RECORD_TYPES}
    return {nouns[max((noun for noun in nouns if each.startswith(f"{noun} ")), key=len)] for each in examples}


def _change_behind(url: str, kind: str) -> str:
    """What gives the first column of a record another value that can be read."""
    number, table = newest(url, kind), schema.TABLES[kind]
    values = rows(url, f"SELECT * FROM {kind} WHERE id = {number}")[0]  # noqa: S608
    row = dict(zip(named(url, kind), values, strict=True))
    for column in table.columns:
        if column.name in _LEFT_OUT or column.foreign_keys or row[column.name] is None:
            continue
        value = row[column.name]
        other = value + 1 if isinstance(value, int) else f"{value}x"
        if not unreadable(kind, {**row, column.name: other}):
            said = str(other) if isinstance(other, int) else f"'{other}'"
            return f"UPDATE {kind} SET {column.name} = {said} WHERE id = {number}"  # noqa: S608
    raise AssertionError(kind)


def named(url: str, kind: str) -> list[str]:
    """The columns of a table, in the order that the database has them in."""
    engine = plain_engine(url)
    with engine.begin() as connection:
        names = list(connection.execute(text(f"SELECT * FROM {kind}")).keys())  # noqa: S608
    engine.dispose()
    return names


def test_every_kind_that_was_changed_or_is_gone_is_named(office: str) -> None:
    assert found(office) == {}
    behind(office, (_change_behind(office, kind) for kind in RECORD_TYPES))
    assert kinds_in(found(office)["Records that are not what their newest act left"]) == {*RECORD_TYPES}
    ids = {kind: newest(office, kind) for kind in RECORD_TYPES}
    behind(office, (f"DELETE FROM {kind} WHERE id = {number}" for kind, number in ids.items()))  # noqa: S608
    gone = found(office)["Records that no act deleted"]
    assert gone == tuple(f"{Kind(kind).noun} (id {number})" for kind, number in ids.items())


@pytest.mark.parametrize("make", [
    lambda kind, number: f"UPDATE {kind} SET version = version + 1 WHERE id = {number}",  # noqa: S608
    lambda kind, number: f"UPDATE {kind} SET version = version - 1 WHERE id = {number}",  # noqa: S608
])  # fmt: skip
def test_every_version_that_no_act_left_is_named(office: str, make: Callable[[str, int], str]) -> None:
    behind(office, (make(kind, newest(office, kind)) for kind in RECORD_TYPES))
    assert kinds_in(found(office)["Records that are not what their newest act left"]) == {*RECORD_TYPES}


def test_a_founded_record_has_its_first_version(company_url: str) -> None:
    behind(company_url, (("UPDATE company SET version = 2",)))
    assert found(company_url) == {
        "Records that are not what their newest act left": ("company Small Company (id 1)",)
    }  # fmt: skip


def test_every_name_of_what_is_not_there_is_told(office: str) -> None:
    places = [
        *((kind, key.parent.name, key.column.table.name, "{}")
          for kind in RECORD_TYPES for key in schema.TABLES[kind].foreign_keys),
        *((kind, column, other, '[{"id":1,"' + field + '":{},"name":"x","text":"x"}]' if field else "[{}]")
          for other, named_in in NAMED_IN.items() for kind, column, field in named_in),
        (Kind.JOB, "crew", Kind.EMPLOYEE, "{}"),
    ]  # fmt: skip
    ids, wanted, statements = {kind: newest(office, kind) for kind in RECORD_TYPES}, set(), []
    for nowhere, (kind, column, other, said) in enumerate(places, NOWHERE):
        value = said.replace("{}", str(nowhere))
        statements.append(f"UPDATE {kind} SET {column} = '{value}' WHERE id = {ids[kind]}")  # noqa: S608
        wanted.add((Kind(kind).noun, f"(id {ids[kind]}) names {Kind(other).noun} (id {nowhere})"))
    behind(office, statements)
    told = found(office)["Records that name what is not there"]
    assert len(told) == len(places)
    assert all(any(each.startswith(noun) and each.endswith(end) for each in told) for noun, end in wanted)


def test_a_column_that_came_later_is_no_difference(company_url: str) -> None:
    """The newest act is of before the program knew it; but once it says something, somebody wrote that."""
    last = named(company_url, Kind.COMPANY)[-1]
    with closing(open_store(company_url)) as store, store.writing() as tx:
        company = tx.get(Company, COMPANY)
        assert company is not None
        [written] = tx.write([(company, replace(company, name="Other"))], "touched")
        before, after = (
            {name: value for name, value in (row or {}).items() if name != last}
            for row in (written.before, written.after)
        )
        note(tx, [replace(written, before=before, after=after)])
        assert last in to_row(company)
    assert found(company_url) == {}
    behind(company_url, ((f"UPDATE company SET {last} = 1",)))  # noqa: S608
    assert list(found(company_url)) == ["Records that are not what their newest act left"]


def test_a_repair_leaves_them(company_url: str) -> None:
    behind(company_url, (("UPDATE employee_group SET version = 5",)))
    for repair in (False, True):
        told = list(check_database(company_url, lambda progress: None, repair=repair))
        assert [each.what for each in told if isinstance(each, Broken)] == [
            "Records that are not what their newest act left"
        ]
