"""The next free number: the counter's, those in use left out, however many there are in a row."""

import gc
import random
from collections.abc import Iterable
from contextlib import closing

import pytest
from sqlalchemy import Connection, text

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.acts import AddJob, CopyJob, SaveRecord, Undo
from industrack_core.domain.acts.imported import ImportedJob, ImportJobs
from industrack_core.domain.outcomes import Done, FindingKind
from industrack_core.domain.records.settings import NumberSeries
from industrack_core.domain.upgrade import Upgrade
from industrack_core.store.engine.prepared import Prepared
from industrack_core.store.store import open_store
from industrack_core.store.writing import numbers
from industrack_core.store.writing.numbers import next_numbers
from tests.store.old_office import office_of_0_3
from tests.store.small_company import (
    BEN,
    DISPATCHED,
    LINDQVIST,
    at,
    desk_at,
    draft,
    plain_engine,
    reading_engine,
    rows,
    schema_only,
)

COPY = CopyJob(DISPATCHED, 1, starts_at=at("9:00", 27), crew=(BEN,), minutes=60)
FIRST = 1_000_000
"""An id that no record of the small company has."""


def use(url: str, texts: Iterable[str], kind: str = "customer") -> None:
    """Records with these numbers, and nothing else in them."""
    more = ", customer_id, minutes, overlap_accepted, in_queue" if kind == "job" else ""
    values = f", {LINDQVIST}, 60, 0, 0" if kind == "job" else ""
    statement = text(f"INSERT INTO {kind} (id, version, number{more}) VALUES (:id, 1, :number{values})")  # noqa: S608
    engine = plain_engine(url)
    with engine.begin() as connection:
        connection.execute(statement, [{"id": FIRST + place, "number": each} for place, each in enumerate(texts)])
    engine.dispose()


def free(url: str, count: int = 1, at_least: int = 0) -> tuple[int, ...]:
    engine = plain_engine(url)
    with engine.begin() as connection:
        found = next_numbers(connection, "customer", count, at_least).free
    engine.dispose()
    return found


@pytest.mark.parametrize(
    ("used", "count", "expected"),
    [
        ([], 3, (1001, 1002, 1003)),
        (["C1001"], 1, (1002,)),
        (["C1002"], 3, (1001, 1003, 1004)),
        (["C1001", "C10021", "C01002", "C1002 ", "c1002", "C1002x", "X1002", "1002"], 2, (1002, 1003)),
        ([f"C{number}" for number in range(1001, 10_000)], 2, (10_000, 10_001)),
        ([f"C{number}" for number in range(1001, 9_999)], 3, (9_999, 10_000, 10_001)),
        ([f"C{number}" for number in range(1001, 7_001) if number != 4_321], 2, (4_321, 7_001)),
        ([f"C{number}" for number in range(1001, 5_001, 2)], 3, (1002, 1004, 1006)),
        ([f"C{number}{end}" for number in range(1001, 4_001) for end in ("", "-2")], 1, (4_001,)),
        ([f"C10{letter}1" for letter in "abcdefghij"] + ["C1001"], 1, (1002,)),
    ],
)
def test_numbers_in_use_are_left_out(database_url: str, used: list[str], count: int, expected: tuple[int, ...]) -> None:
    schema_only(database_url)
    if used:
        use(database_url, used)
    assert free(database_url, count) == expected
    assert free(database_url, count) == expected, "asking takes none"


@pytest.mark.parametrize("prefix", ["", "C", "2026", "A-1-", "C%", "Ä", "'"])
def test_any_prefix_and_any_gaps(sqlite_url: str, prefix: str) -> None:
    """Against the plainest way to find them."""
    schema_only(sqlite_url)
    dice = random.Random(prefix)
    used = {number for number in range(900, 4_000) if dice.random() < 0.9} | set(range(1_200, 2_600))
    use(sqlite_url, [f"{prefix}{number}" for number in sorted(used)])
    rows(sqlite_url, "UPDATE numbering SET prefix = :prefix WHERE kind = 'customer'", prefix=prefix)
    for begin in (1_001, 1_199, 1_200, 2_599, 3_990):
        for count in (1, 7, 300):
            wanted = [number for number in range(begin, 6_000) if number not in used][:count]
            assert list(free(sqlite_url, count, begin)) == wanted


def test_forty_thousand_in_a_row_are_passed_in_a_few_questions(
    company_url: str, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(company_url, (str(number) for number in range(1001, 41_001)), "job")
    asked: list[Prepared] = []
    rows_of = Prepared.rows

    def counted(self: Prepared, connection: Connection, **values: object) -> object:
        asked.append(self)
        return rows_of(self, connection, **values)

    monkeypatch.setattr(Prepared, "rows", counted)
    assert desk.next_number("job") == ("", 41_001)
    assert len(asked) < 25
    del asked[:]
    assert isinstance(desk.perform(AddJob(draft())), Done)
    first = len(asked)
    assert isinstance(desk.perform(AddJob(draft(starts_at=at("13:00")))), Done)
    assert len(asked) - first < 25
    given = rows(company_url, "SELECT number FROM job WHERE id < 1000000 ORDER BY id DESC LIMIT 2")
    assert given == [("41002",), ("41001",)]


def test_they_are_found_by_the_index_though_nothing_was_analyzed(company_url: str) -> None:
    """Neither looking nor counting reads the table through, also just after a great many came in."""
    use(company_url, (str(number) for number in range(1001, 41_001)), "job")
    engine = reading_engine(company_url)
    with engine.begin() as connection:
        for prepared in (numbers._listing("job"), numbers._counting("job")):
            for stretch in (range(41_001, 41_002), range(1001, 9_999)):
                sql, values = prepared.sql(connection, **numbers._bounds("", stretch))
                plan = "EXPLAIN QUERY PLAN" if company_url.startswith("sqlite") else "EXPLAIN"
                told = str(connection.connection.driver_connection.execute(f"{plan} {sql}", values).fetchall())  # type: ignore[union-attr]
                assert "uq_job_number" in told or "SEARCH job USING COVERING INDEX" in told, told
                assert "Seq Scan" not in told
                assert "SCAN job" not in told
    engine.dispose()


def test_after_an_import_the_next_one_is_asked_for_once(
    company_url: str, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The counter stands behind what came in: where it stands, and whether that is free, are all there is to ask."""
    for part in (range(1001, 1801), range(1801, 2601)):
        jobs = tuple(ImportedJob(key=str(number), customer="Mora", number=str(number)) for number in part)
        assert isinstance(desk.perform(ImportJobs(rows=jobs, source="file", batch="batch")), Done)
    asked: list[Prepared] = []
    rows_of = Prepared.rows

    def counted(self: Prepared, connection: Connection, **values: object) -> object:
        asked.append(self)
        return rows_of(self, connection, **values)

    monkeypatch.setattr(Prepared, "rows", counted)
    assert desk.next_number("job") == ("", 2_601)
    assert len(asked) == 1


def test_an_upgrade_brings_the_counters_behind_what_is_in_use(database_url: str) -> None:
    """Versions before 0.5 left them where they were."""
    office_of_0_3(database_url, customers=5)
    rows(database_url, "UPDATE numbering SET next_number = 2001 WHERE kind = 'job'")
    open_store(database_url, upgrade=Upgrade(uncopied=True)).close()
    assert rows(database_url, "SELECT next_number FROM numbering WHERE kind = 'job'") == [(2006,)]


def test_the_first_act_compiles_nothing_once_it_was_made_ready(company_url: str) -> None:
    """A form looks at what is typed; the console makes ready beside it. What the act says then was all said before."""
    import industrack_core.desk.perform  # noqa: F401 (its statements are to be forgotten, too)

    def every() -> list[Prepared]:
        return [each for each in gc.get_objects() if isinstance(each, Prepared)]

    with closing(desk_at(company_url)) as desk:
        for each in every():
            each._texts.clear()
        desk.get_ready()
        desk.look(draft())
        desk.check_entry(draft())
        known = {id(each): set(each._texts) for each in every()}
        assert isinstance(desk.perform(AddJob(draft())), Done)
        compiled = [str(each.statement) for each in every() if set(each._texts) - known.get(id(each), set())]
    assert not compiled, "\n".join(compiled)


def test_what_an_import_brought_is_passed_when_it_comes_in(company_url: str, desk: Desk) -> None:
    """In whatever order the file has them: the counter stands behind them when the last of them is in."""
    for part in (range(1501, 2001), range(1001, 1501), range(2100, 2200)):
        jobs = tuple(ImportedJob(key=str(number), customer="Mora", number=str(number)) for number in part)
        assert isinstance(desk.perform(ImportJobs(rows=jobs, source="file", batch="batch")), Done)
    assert rows(company_url, "SELECT next_number FROM numbering WHERE kind = 'job'") == [(2001,)]
    assert desk.next_number("job") == ("", 2001)


def test_what_is_judged_names_the_number_that_the_act_takes(company_url: str) -> None:
    use(company_url, ["1001", "1002", "1004"], "job")
    with closing(desk_at(company_url)) as desk:
        judged, done = desk.judge(COPY), desk.perform(COPY)
        assert isinstance(judged, Done)
        assert isinstance(done, Done)
        assert judged.line == done.line
        assert "1003" in done.line
        series = NumberSeries(kind="job", automatic=True, prefix="J", first_number=7)
        assert isinstance(desk.perform(SaveRecord(series)), Done)
        assert desk.next_number("job") == ("J", 1004)


@pytest.mark.parametrize("turned", [False, True])
def test_an_import_gives_no_number_that_one_of_its_rows_has(desk: Desk, company_url: str, turned: bool) -> None:
    _, following = desk.next_number("job")
    numbers = (str(following), "", str(following + 2), "")[:: -1 if turned else 1]
    jobs = tuple(ImportedJob(key=f"k{at}", customer="Mora", number=number) for at, number in enumerate(numbers))
    assert isinstance(desk.perform(ImportJobs(rows=jobs, source="file", batch="batch")), Done)
    found = rows(company_url, "SELECT number FROM job WHERE external_key IS NOT NULL ORDER BY number")
    assert [int(str(number)) for (number,) in found] == [following + each for each in range(4)]
    assert desk.next_number("job") == ("", following + 4)


def test_an_import_leaves_the_counter_behind_its_numbers_wherever_that_stood(desk: Desk, company_url: str) -> None:
    _, following = desk.next_number("job")
    for number in (str(following + 1), ""):  # typed ahead, so that the counter comes to stand on one that is in use
        assert isinstance(desk.perform(AddJob(draft(starts_at=None, crew=(), number=number))), Done)
    jobs = (ImportedJob(key="k", customer="Mora"),)
    assert isinstance(desk.perform(ImportJobs(rows=jobs, source="file", batch="batch")), Done)
    [(given,)] = rows(company_url, "SELECT number FROM job WHERE external_key = 'k'")
    assert (given, desk.next_number("job")) == (str(following + 2), ("", following + 3))
    assert isinstance(desk.perform(Undo(frozenset(FindingKind))), Done)
    assert desk.next_number("job") == ("", following + 3), "what is taken back may be done again"
