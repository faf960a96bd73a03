"""Keys and words of the lists stay what the rows say: after any act, undo, merge and import; and after a migration."""

import json
import random
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Connection, MetaData, Table, inspect, text

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.acts import Act, DeleteRecord, MergeCustomers, Redo, SaveRecord, SetStatus, Undo
from industrack_core.domain.acts.imported import ImportCustomers, ImportedCustomer, ImportedJob, ImportJobs
from industrack_core.domain.outcomes import Done
from industrack_core.domain.records.customer import Customer
from industrack_core.domain.records.job import WorkStatus
from industrack_core.domain.text.list_words import KEYED, sort_key
from industrack_core.domain.upgrade import Upgrade
from industrack_core.store.engine import schema
from industrack_core.store.store import open_store
from tests.desk.office import YES
from tests.desk.stock_acts import stockroom
from tests.store import small_company
from tests.store.list_office import TEXTS, fill, shadow_of
from tests.store.small_company import contents, desk_at, plain_engine, rows
from tests.store.test_schema import open_first, patched_head

KINDS = [kind for kind in KEYED if kind != "job"]
ACTS = 90


def some_act(desk: Desk, connection: Connection, rng: random.Random) -> Act | None:
    """A hand at random among all records that are listed."""

    def any_id(kind: str) -> int:
        ids = [row[0] for row in connection.execute(text(f"SELECT id FROM {kind} ORDER BY id"))]  # noqa: S608
        connection.rollback()
        return int(rng.choice(ids))

    def rename() -> Act:
        kind = rng.choice(KINDS)
        record: Any = desk.records(kind, [found := any_id(kind)])[found]
        field = rng.choice([column for column in KEYED[kind] if isinstance(getattr(record, column), str)])
        if field == "state":
            field = "role"
        return SaveRecord(
            replace(record, **{field: rng.choice(TEXTS)[:60] + rng.choice(("", f" {rng.randrange(99)}"))})
        )

    def delete() -> Act:
        kind = rng.choice(KINDS)
        return DeleteRecord(kind, found := any_id(kind), desk.records(kind, [found])[found].version, YES)

    def merge() -> Act:
        both = [desk.records("customer", [each])[each] for each in (any_id("customer"), any_id("customer"))]
        return MergeCustomers(both[0].id, both[0].version, both[1].id, both[1].version)

    def status() -> Act | None:
        job = desk.job(any_id("job"))
        return SetStatus(job.id, job.version, rng.choice(list(WorkStatus)), "why") if job else None

    def add() -> Act:
        return SaveRecord(Customer(name=rng.choice(TEXTS) or "n", contact=rng.choice(TEXTS)), address=rng.choice(TEXTS))

    def bring() -> Act:
        named = ImportedCustomer(row=2, name=rng.choice(TEXTS) or "n", address=rng.choice(TEXTS), tags=("t1", "t2"))
        return ImportCustomers(
            (named, replace(named, row=3, number=f"Z{rng.randrange(9)}")), "f.csv", str(rng.random())
        )

    def bring_jobs() -> Act:
        status = rng.choice((WorkStatus.COMPLETED, WorkStatus.NOT_STARTED))
        row = ImportedJob(key=rng.choice("abc"), customer="Imported", employee="Ben Okafor", status=status,
                          description=rng.choice(TEXTS), service_type=rng.choice(TEXTS) or None)  # fmt: skip
        return ImportJobs((row,), "f.csv", str(rng.random()))

    ways: list[Callable[[], Act | None]] = [
        rename, rename, rename, delete, merge, status, status, add, bring, bring_jobs, Undo, Undo, Redo,
    ]  # fmt: skip
    return rng.choice(ways)()


def test_any_acts_leave_the_indexes_in_step(desk: Desk, company_url: str) -> None:
    rng = random.Random(4)
    fill(desk)
    assert shadow_of(company_url).faults() == []
    done: set[str] = set()
    engine = plain_engine(company_url)
    with closing(desk_at(company_url, "bo")) as other, engine.connect() as connection:
        for number in range(ACTS):
            who = rng.choice((desk, desk, other))
            act = some_act(who, connection, rng)
            if act is not None and isinstance(who.perform(act), Done):
                done.add(type(act).__name__)
            if number % 30 == 0:
                assert shadow_of(company_url).faults() == [], act
    engine.dispose()
    assert shadow_of(company_url).faults() == []
    assert done == {each.__name__ for each in (
        SaveRecord, DeleteRecord, MergeCustomers, SetStatus, ImportCustomers, ImportJobs, Undo, Redo)}  # fmt: skip


def all_of(desk: Desk, act: Act) -> int:
    count = 0
    while isinstance(outcome := desk.perform(act), Done):
        count += 1
    assert "nothing to" in outcome.sentence
    return count


@pytest.mark.parametrize("seed", [1])
def test_all_of_it_goes_back_and_forth_again(desk: Desk, company_url: str, seed: int) -> None:
    rng = random.Random(seed)
    fill(desk)
    start = contents(company_url)
    engine = plain_engine(company_url)
    with engine.connect() as connection:
        for _ in range(ACTS // 3):
            act = some_act(desk, connection, rng)
            if act is not None:
                desk.perform(act)
    engine.dispose()
    all_of(desk, Redo(YES))
    end = contents(company_url)
    undone = all_of(desk, Undo())
    assert undone > ACTS // 10
    assert contents(company_url) == start
    assert all_of(desk, Redo(YES)) == undone
    assert contents(company_url) == end


@pytest.mark.parametrize(
    "tampering",
    [
        "DELETE FROM list_key WHERE list = 'tag.name'",
        "UPDATE list_word SET word = 'x' WHERE record_id = (SELECT max(record_id) FROM list_word)",
        "UPDATE tag SET name = 'other'",
        "DELETE FROM customer_word",
    ],
)
def test_the_comparison_can_fail(sqlite_company: str, tampering: str) -> None:
    with closing(desk_at(sqlite_company)) as desk:
        fill(desk)
    rows(sqlite_company, tampering)
    assert shadow_of(sqlite_company).faults() != []


def copied(source: str, target: str) -> None:
    """Write every record of one company into another's older tables, with the columns that these have."""
    engines = plain_engine(source), plain_engine(target)
    with engines[0].connect() as read, engines[1].begin() as write:
        write.execute(text("UPDATE ledger SET next_id = 100000"))
        known_there = set(inspect(write).get_table_names())
        for name in [each for each in (*schema.TABLES, "item_stock", "job_crew") if each in known_there]:
            older = Table(name, MetaData(), autoload_with=write)
            found = read.execute(text(f"SELECT * FROM {name}")).mappings()  # noqa: S608
            known = [{key: value for key, value in row.items() if key in older.columns} for row in found]
            if known:
                write.execute(older.insert(), known)
    for engine in engines:
        engine.dispose()


def test_an_older_office_comes_along_with_all_its_indexes(
    database_url: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """What 0003 did not keep is reckoned from the records: keys, words, sums, stock and its first moves."""
    source = small_company.copy_of_file(tmp_path_factory.mktemp("source"))
    with closing(desk_at(source)) as desk:
        fill(desk)
    with patched_head("0003"):
        open_first(database_url)
    copied(source, database_url)
    open_store(database_url, upgrade=Upgrade(uncopied=True)).close()
    with stockroom(database_url, random.Random(1)) as room:
        assert room.faults() == []
    shadow = shadow_of(database_url)
    assert [
        fault for fault in shadow.faults() if not fault.startswith(("customer_word", "job_word", "item_word"))
    ] == []
    for row in shadow.tables["purchase_order"]:
        assert row["total"] == sum(
            (line["quantity"] * line["price"] + 500) // 1000 for line in json.loads(row["lines"])
        )
    wanted = rows(database_url, "SELECT status, count(*), sum(total) FROM estimate GROUP BY status ORDER BY status")
    assert rows(database_url, "SELECT status, count, total FROM estimate_sum ORDER BY status") == wanted
    assert len(wanted) == 6


@pytest.mark.parametrize(
    "texts",
    [
        ("E-99", "E-999", "E-1000", "E-10000"), ("9 Oak St", "10 Oak St"), ("alpha", "Beta", "gamma"),
        ("a 2 b 9", "a 2 b 10"),
        ("", "0", "1"), ("Ärger", "zebra"), ("2026-01-31", "2026-02-01", "2027-01-01"), ("a", "a b", "aa"),
        ("item 7", "item 007x"), ("1" * 9, "1" * 10),
    ],
)  # fmt: skip
def test_keys_order_texts_as_people_do(texts: tuple[str, ...]) -> None:
    keys = [sort_key(each) for each in texts]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)
    assert all(len(key) <= 60 for key in keys)


def test_keys_do_not_see_case_and_accents() -> None:
    for one, other in (("STRASSE", "Straße"), ("Ørsted", "orsted"), ("007", "7"), ("O'Brien", "obrien")):
        assert sort_key(one) == sort_key(other)
    assert sort_key(None) == sort_key("") == ""
