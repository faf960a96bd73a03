"""What the store costs over the bare driver: reading a board, an act, a search.

Run as `python -m benchmarks.store_bench`.
Both sides of a ratio alternate in the same run on the same file, and the best of several rounds counts.
"""

import sqlite3
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from industrack_core.desk.desk import Desk, open_desk
from industrack_core.domain.acts import LoadRecords, PlaceJob, Record
from industrack_core.domain.customer import Customer, Location
from industrack_core.domain.job import Job
from industrack_core.domain.office import Employee
from industrack_core.domain.outcomes import Done, FindingKind
from industrack_core.domain.span import Span
from industrack_core.store import reads
from industrack_core.store.engine import sqlite_engine, sqlite_module

START = datetime(2026, 11, 23, tzinfo=UTC)
EMPLOYEES = 200
ROUNDS = 7


@dataclass(frozen=True)
class Figure:
    """One measured quantity; `gate` is what it may cost at most, `aim` what it should."""

    name: str
    value: float
    unit: str
    gate: float
    aim: float


def best_of(*sides: Callable[[], object], rounds: int = ROUNDS) -> list[float]:
    """Best seconds of each side, the sides taking turns."""
    best = [float("inf")] * len(sides)
    for _ in range(rounds):
        for number, side in enumerate(sides):
            started = time.perf_counter()
            side()
            best[number] = min(best[number], time.perf_counter() - started)
    return best


def company(desk: Desk, jobs: int, customers: int) -> list[int]:
    """Load employees, customers and a month of jobs without overlap; answers the employees' ids."""
    first = desk.reserve_ids(EMPLOYEES + 2 * customers + jobs)
    records: list[Record] = [
        Employee(id=first + number, last_name=f"Employee {number:04}") for number in range(EMPLOYEES)
    ]
    base = first + EMPLOYEES
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
            description=f"Work {number}", crew=(first + number % EMPLOYEES,),
            starts_at=START + timedelta(hours=2 * (number // EMPLOYEES)))
        for number in range(jobs)
    ]  # fmt: skip
    desk.perform(LoadRecords(tuple(records), "Loaded."))
    return [first + number for number in range(EMPLOYEES)]


NAMES = ("Lindqvist", "Mora", "Okafor", "Hansen", "Acme", "Harbor", "Heating", "Plumbing")


def board_read(directory: Path, jobs: int = 10_000) -> Figure:
    """Reading a board of that many blocks, over the same statement fetched by the bare driver."""
    path = directory / "board.db"
    with closing(open_desk(str(path), create=True)) as desk:
        employees = company(desk, jobs, 1000)
    window = Span(START, START + timedelta(hours=2 * jobs // EMPLOYEES + 2))
    engine = sqlite_engine(path, writes=False)
    statement = reads.blocks_statement(employees, window)
    compiled = statement.compile(engine, compile_kwargs={"render_postcompile": True})
    values = [compiled.params[name] for name in compiled.positiontup or ()]
    with engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        ours, raw = best_of(
            lambda: reads.read_blocks(connection, employees, window),
            lambda: driver.execute(str(compiled), values).fetchall(),
        )
        assert len(reads.read_blocks(connection, employees, window)[1]) == jobs
    engine.dispose()
    return Figure(f"board of {jobs:,} blocks over the raw driver", ours / raw, "x", 1.3, 1.1)


def act_performed(directory: Path, turns: int = 60) -> Figure:
    """Moving a job, over one raw update and insert in a transaction on the same file."""
    path = directory / "act.db"
    with closing(open_desk(str(path), create=True)) as desk:
        employees = company(desk, 1000, 100)
        job = next(iter(desk.jobs())).job
        version = job.version
        yes = frozenset(FindingKind)

        def ours() -> None:
            nonlocal version
            for turn in range(turns):
                moved = PlaceJob(job.id, version, employees[turn % 2], START + timedelta(hours=turn + 1), yes)
                outcome = desk.perform(moved)
                assert isinstance(outcome, Done)
                version = outcome.changes[0].version_after

        raw = raw_writes(path, job.id, turns)
        seconds = best_of(ours, raw, rounds=5)
    return Figure("an act over a raw update and insert", seconds[0] / seconds[1], "x", 12, 6)


def raw_writes(path: Path, job_id: int, turns: int) -> Callable[[], None]:
    """The least that an act could be: one update and one insert in one durable transaction."""
    connection: sqlite3.Connection = sqlite_module().connect(str(path), isolation_level=None)
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE IF NOT EXISTS bench_journal (line TEXT)")

    def write() -> None:
        for turn in range(turns):
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("UPDATE job SET note = ? WHERE id = ?", (str(turn), job_id + 1))
            connection.execute("INSERT INTO bench_journal VALUES (?)", (f"moved {turn}",))
            connection.execute("COMMIT")

    return write


def search(directory: Path, customers: int = 100_000) -> list[Figure]:
    """Milliseconds of a type-ahead lookup among that many customers."""
    path = directory / "search.db"
    figures = []
    with closing(open_desk(str(path), create=True)) as desk:
        company(desk, 1, customers)
        for query in ("lind", "customer 0421", "main str lind", "2125550421", "0421", "99 main", "", "zzz"):
            (seconds,) = best_of(lambda query=query: desk.find_customers(query))  # type: ignore[misc]
            figures.append(Figure(f"search {query!r} in {customers:,}", seconds * 1000, "ms", 50, 10))
    return figures


def figures() -> list[Figure]:
    """All of the store's figures."""
    with tempfile.TemporaryDirectory() as name:
        directory = Path(name)
        return [board_read(directory), act_performed(directory), *search(directory)]


def main() -> None:
    """Print the figures."""
    for figure in figures():
        verdict = "over the gate" if figure.value > figure.gate else "ok"
        print(
            f"{figure.name:<52} {figure.value:8.2f} {figure.unit:<3} gate {figure.gate:g} aim {figure.aim:g}  {verdict}"
        )


if __name__ == "__main__":
    main()
