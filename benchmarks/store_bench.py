"""What the store costs over the bare driver: reading a board, an act, a search.

Run as `python -m benchmarks.store_bench`.
Both sides of a ratio take turns in the same run, on copies of the same database with the same durability:
medians of the turns make a round's ratio, and the median of the rounds' ratios counts.
"""

import itertools
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from benchmarks.results import Row
from industrack_core.desk.dating import utc_now
from industrack_core.desk.desk import Desk, open_desk
from industrack_core.desk.granting import grant_login, grant_rights
from industrack_core.domain.acts.acts import PlaceJob
from industrack_core.domain.acts.founding import BeginRoles, LoadRecords
from industrack_core.domain.outcomes import Done, FindingKind
from industrack_core.domain.records.customer import Customer, Location
from industrack_core.domain.records.job import Job
from industrack_core.domain.records.office import Employee
from industrack_core.domain.records.record import Record
from industrack_core.domain.time.span import Span
from industrack_core.store.engine.engine import sqlite_engine
from industrack_core.store.engine.sqlite_file import sqlite_module
from industrack_core.store.reads import block_reads

START = datetime(2026, 11, 23, tzinfo=UTC)
EMPLOYEES = 200
ROUNDS = 5


class Turns(NamedTuple):
    """Seconds of one turn on either side, and the ratio: medians over the rounds."""

    ours: float
    floor: float
    ratio: float

    def row(self, quantity: str, gate: float, aim: float) -> Row:
        """The ratio as a row of results."""
        seen = f"{self.ours * 1e3:.2f} ms beside {self.floor * 1e3:.2f} ms"
        return Row(quantity, self.ratio, gate, aim, context=seen)


def by_turns(ours: Callable[[], object], floor: Callable[[], object], turns: int) -> Turns:
    """Both sides, one call each at a time; the first round only warms up."""
    rounds = []
    for _ in range(ROUNDS + 1):
        seconds = [(seconds_of(ours), seconds_of(floor)) for _ in range(turns)]
        one, other = (median(side) for side in zip(*seconds, strict=True))
        rounds.append((one, other, one / other))
    return Turns(*(median(part) for part in zip(*rounds[1:], strict=True)))


def seconds_of(side: Callable[[], object]) -> float:
    """How long one call takes."""
    started = time.perf_counter()
    side()
    return time.perf_counter() - started


def company(desk: Desk, jobs: int, customers: int, employees: int = EMPLOYEES) -> list[int]:
    """Load employees, customers and a month of jobs without overlap; answers the employees' ids."""
    first = desk.reserve_ids(employees + 2 * customers + jobs)
    records: list[Record] = [
        Employee(id=first + number, last_name=f"Employee {number:04}") for number in range(employees)
    ]
    base = first + employees
    records += [
        Customer(id=base + number, number=f"K{number}", name=f"Customer {number:06} {NAMES[number % len(NAMES)]}",
                 phone=f"212 555 {number:06}")
        for number in range(customers)
    ]  # fmt: skip
    records += [
        Location(
            id=base + customers + number, customer_id=base + number, address=f"{number % 900} Main Street", is_main=True
        )
        for number in range(customers)
    ]
    records += [
        Job(id=base + 2 * customers + number, number=f"J{number}", customer_id=base + number % customers,
            location_id=base + customers + number % customers,
            description=f"Work {number}", crew=(first + number % employees,),
            starts_at=START + timedelta(hours=2 * (number // employees)))
        for number in range(jobs)
    ]  # fmt: skip
    desk.perform(LoadRecords(tuple(records), "Loaded."))
    return [first + number for number in range(employees)]


NAMES = ("Lindqvist", "Mora", "Okafor", "Hansen", "Acme", "Harbor", "Heating", "Plumbing")


def board_read(directory: Path, jobs: int = 10_000) -> Row:
    """Reading a board of that many blocks, over the same statement fetched by the bare driver."""
    path = directory / "board.db"
    with closing(open_desk(str(path), create=True)) as desk:
        employees = company(desk, jobs, 1000)
    window = Span(START, START + timedelta(hours=2 * jobs // EMPLOYEES + 2))
    engine = sqlite_engine(path, writes=False)
    with engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        statement, values = block_reads.BLOCKS.sql(connection, **block_reads.blocks_values(60, employees, window))
        turns = by_turns(
            lambda: block_reads.read_board(connection, employees, window),
            lambda: driver.execute(statement, values).fetchall(),
            turns=9,
        )
        assert len(block_reads.read_board(connection, employees, window)[1]) == jobs
    engine.dispose()
    return turns.row(f"board of {jobs:,} blocks / the bare driver", 1.3, 1.1)


def act_on_sqlite(directory: Path) -> Row:
    """Moving a job, over a raw update and insert in a file of its own."""
    path, floor = directory / "act.db", directory / "floor.db"
    with closing(open_desk(str(path), create=True)) as desk:
        company(desk, 1000, 100)
    with closing(sqlite_module().connect(str(path))) as connection:
        connection.execute("VACUUM INTO ?", (str(floor),))
    raw: Any = sqlite_module().connect(str(floor), isolation_level=None)
    with closing(raw):
        raw.execute("PRAGMA journal_mode=WAL")
        raw.execute("PRAGMA synchronous=FULL")
        return act_performed(str(path), raw, "BEGIN IMMEDIATE", "?").row("an act / update and insert, SQLite", 12, 6)


def act_on_postgres() -> Row:
    """The same on a PostgreSQL server of this run, which both sides ask not to wait for the disk."""
    import psycopg

    with postgres_server() as server:
        name = server.create_database()
        with closing(open_desk(server.url(name), create=True)) as desk:
            company(desk, 1000, 100)
        floor = server.create_database(name)
        with psycopg.connect(host=str(server.home), user="postgres", dbname=floor, autocommit=True) as raw:
            turns = act_performed(server.url(name), raw, "BEGIN", "%s")
    return turns.row("an act / update and insert, PostgreSQL", 12, 6)


@contextmanager
def postgres_server() -> Iterator[Any]:
    """The server that the tests use, for as long as it is needed.

    A test run's temporary files are all in memory; those of what is measured afterwards are on a disk again.
    """
    from tests import postgres

    before = os.environ.get("TMPDIR"), tempfile.tempdir
    end = postgres.begin_run()
    try:
        yield postgres.shared_server()
    finally:
        end()
        os.environ.pop("TMPDIR", None)
        if before[0] is not None:
            os.environ["TMPDIR"] = before[0]
        tempfile.tempdir = before[1]


def act_guarded() -> Row:
    """The same act by a dispatcher's login where the server refuses by itself what roles do not allow, over one where
    it does not."""
    with postgres_server() as server:
        plain = server.create_database()
        with closing(open_desk(server.url(plain), create=True, clock=utc_now)) as desk:
            company(desk, 1000, 100)
        guarded = server.create_database(plain)
        owners = server.url(guarded)
        with closing(open_desk(owners, clock=utc_now)) as desk:
            desk.perform(BeginRoles())
        grant_rights(owners)
        grant_login(owners, "bench_dispatcher", "dispatcher", utc_now)
        url = f"postgresql://bench_dispatcher@/{guarded}?host={server.home}"
        with closing(open_desk(url, clock=utc_now)) as one, closing(open_desk(server.url(plain))) as other:
            turns = by_turns(_mover(one), _mover(other), turns=40)
    return turns.row("an act, PostgreSQL with the guard / without", 1.35, 1.15)


def _mover(desk: Desk) -> Callable[[], None]:
    """What moves a job to and fro, an act at a time."""
    job = next(iter(desk.jobs())).job
    people = [employee.id for employee in desk.office().employees][:2]
    version, turn = job.version, 0

    def move() -> None:
        nonlocal version, turn
        turn += 1
        starts = START + timedelta(hours=turn % 100)
        outcome = desk.perform(PlaceJob(job.id, version, people[turn % 2], starts, frozenset(FindingKind)))
        assert isinstance(outcome, Done)
        version = outcome.changes[0].version_after

    return move


def act_performed(url: str, raw: Any, begin: str, mark: str) -> Turns:
    """Moving a job at `url`, over the least that an act could be: one update and one insert in one transaction."""
    raw.execute("CREATE TABLE bench_journal (line TEXT)")
    with closing(open_desk(url)) as desk:
        job, turns = next(iter(desk.jobs())).job, itertools.count()

        def floor() -> None:
            turn = next(turns)
            raw.execute(begin)
            raw.execute(f"UPDATE job SET note = {mark} WHERE id = {mark}", (str(turn), job.id))  # noqa: S608
            raw.execute(f"INSERT INTO bench_journal VALUES ({mark})", (f"moved {turn}",))  # noqa: S608
            raw.execute("COMMIT")

        return by_turns(_mover(desk), floor, turns=40)


def office_read(directory: Path) -> Row:
    """Reading what changes rarely, with 2,000 employees, over the bare driver fetching their rows."""
    path = directory / "office.db"
    with closing(open_desk(str(path), create=True)) as desk:
        company(desk, 1, 1, employees=2000)
        raw: Any = sqlite_module().connect(str(path))
        with closing(raw):
            statement = "SELECT * FROM employee ORDER BY lower(last_name), lower(first_name), id"
            turns = by_turns(desk.office, lambda: raw.execute(statement).fetchall(), turns=3)
    return Row("office of 2,000 employees", turns.ours * 1e3, 60, 25, "ms", f"{turns.ratio:.1f} x the bare driver")


def search(directory: Path, customers: int = 100_000) -> Iterator[Row]:
    """Milliseconds of a type-ahead lookup among that many customers."""
    path = directory / "search.db"
    with closing(open_desk(str(path), create=True)) as desk:
        company(desk, 1, customers)
        for query in ("lind", "customer 0421", "main str lind", "2125550421", "99 main", "", "zzz"):
            seconds = median(seconds_of(lambda query=query: desk.find_customers(query)) for _ in range(15))  # type: ignore[misc]
            yield Row(f"customer search `{query}` in {customers:,}", seconds * 1e3, 50, 10, "ms")


def store_rows() -> Iterator[Row]:
    """All of the store's figures."""
    with tempfile.TemporaryDirectory() as name:
        directory = Path(name)
        yield board_read(directory)
        yield act_on_sqlite(directory)
        yield act_on_postgres()
        yield act_guarded()
        yield office_read(directory)
        yield from search(directory)


def main() -> None:
    """Print the figures."""
    for row in store_rows():
        print(f"{row.quantity:<55} {row.measured:8.2f} {row.unit:<3} {row.verdict:<12} {row.context}", flush=True)


if __name__ == "__main__":
    main()
