"""An import holds the write lock for about 60 milliseconds at a time, however long a row takes."""

from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from time import monotonic

import psycopg
import pytest

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.who import name_keys
from industrack_core.exchange.imports import pace
from industrack_core.exchange.imports.job_import import CHUNK, import_jobs, open_jobs
from industrack_core.exchange.imports.pace import FIRST, MUCH, Growth, Pace
from industrack_core.store.engine import weighing
from industrack_core.store.engine.engine import database_place
from tests.exchange.offices import csv_file, empty_desk, plain_map
from tests.store.small_company import rows


@pytest.mark.parametrize(
    ("a_row", "rows"), [(0.00001, CHUNK), (0.0005, 120), (0.001, 60), (0.003, FIRST), (1.0, FIRST)]
)
def test_pieces_take_the_time_that_they_may_however_long_a_row_takes(a_row: float, rows: int) -> None:
    measured, sizes = Pace(CHUNK), []
    for _ in range(10):
        sizes.append(measured.rows)
        measured.held(measured.rows, measured.rows * a_row)
    assert sizes[0] == FIRST
    assert sizes[-1] == rows
    assert all(after <= 2 * before for before, after in pairwise(sizes))


def test_a_machine_that_slows_down_gets_shorter_pieces_and_the_rest_of_a_piece_tells_nothing() -> None:
    measured = Pace(CHUNK)
    for _ in range(5):
        measured.held(measured.rows, 0.01)
    assert measured.rows == CHUNK
    measured.held(3, 0.001)
    assert measured.rows == CHUNK
    measured.held(CHUNK, 5.0)
    assert measured.rows == CHUNK // 2


@pytest.fixture
def desk(database_url: str) -> Iterator[Desk]:
    with closing(empty_desk(database_url)) as opened:
        yield opened


def test_an_import_measures_what_it_holds(desk: Desk, tmp_path: Path) -> None:
    """Its first piece is short, and the time of the lock is that of the act, on either engine."""
    rows = [f"{number},Ada,Bo,fix,,2026-11-24 09:00" for number in range(FIRST + 60)]
    new: list[int] = []
    held: list[float] = []

    def told(report: object, done: int, size: int) -> None:
        new.append(getattr(report, "new"))  # noqa: B009
        held.append(desk.lock_held())

    with open_jobs(csv_file(tmp_path, *rows), plain_map(tmp_path)) as jobs:
        import_jobs(desk, jobs, progress=told)
    assert new[0] == FIRST
    assert new[-1] == FIRST + 60
    assert all(seconds > 0 for seconds in held)


def test_a_later_piece_compares_names_that_it_knows_at_no_cost(desk: Desk, tmp_path: Path) -> None:
    """Each piece looks up who is meant among everybody: what that takes must not be taken again piece by piece."""
    people = [f"{name} {number}" for name in ("Ada", "Bo") for number in range(20)]
    rows = [f"{number},Cy,{people[number % 40]},fix,,2026-11-24 09:00" for number in range(3 * FIRST)]
    folded: list[int] = []
    name_keys.cache_clear()
    with open_jobs(csv_file(tmp_path, *rows), plain_map(tmp_path)) as jobs:
        import_jobs(desk, jobs, progress=lambda report, done, size: folded.append(name_keys.cache_info().misses))
    assert len(folded) > 1
    assert folded[-1] == folded[0] <= 2 * len(people) + 2


def test_a_server_is_told_once_much_was_written_each_time_four_times_as_much_and_at_the_end() -> None:
    growth, told = Growth(), []
    for written in range(500, 40_001, 500):
        growth.wrote(500)
        if growth.is_due():
            told.append(written)
    assert told == [MUCH, 4 * MUCH, 16 * MUCH]
    assert growth.is_due(at_end=True)
    assert not growth.is_due(at_end=True), "nothing came since"
    small = Growth()
    small.wrote(MUCH - 1)
    assert not small.is_due(at_end=True)


def test_a_server_knows_at_once_what_was_imported(
    postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pace, "MUCH", FIRST)
    lines = [f"{number},Ada,Bo,fix,,2026-11-24 09:00" for number in range(FIRST + 60)]
    with closing(empty_desk(postgres_url)) as desk, open_jobs(csv_file(tmp_path, *lines), plain_map(tmp_path)) as jobs:
        import_jobs(desk, jobs)
    known = {
        str(name): int(str(count))
        for name, count in rows(postgres_url, "SELECT relname, reltuples::integer FROM pg_class WHERE relkind = 'r'")
    }
    assert known["job"] == FIRST + 60
    assert known["journal_change"] > FIRST


def test_an_import_does_not_wait_long_for_who_vacuums_a_table(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(weighing, "WAITS_MS", 50)
    with (
        closing(empty_desk(postgres_url)),
        closing(psycopg.connect(postgres_url.replace("+psycopg", ""))) as other,
    ):
        other.execute("LOCK TABLE company, job IN SHARE UPDATE EXCLUSIVE MODE")  # as VACUUM does
        began = monotonic()
        weighing.weigh(database_place(postgres_url))
        assert monotonic() - began < 30
