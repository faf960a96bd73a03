"""Coming to a database: it says the same on both engines, and a server is waited for once, and ready for a board."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from industrack_core.desk.desk import desk_on
from industrack_core.domain.rights import Via
from industrack_core.domain.time.span import day_span, local_day
from industrack_core.store.arriving import Arrival, arrive
from industrack_core.store.engine.speaking import driver_of
from industrack_core.store.opening import open_early
from industrack_core.store.store import Store
from tests.postgres import PostgresServer
from tests.round_trips import wire
from tests.store import small_company
from tests.store.small_company import NOW

_BOARD = "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%job_crew%' OR statement LIKE '%time_off%'"


@pytest.fixture
def url(postgres_server: PostgresServer) -> Iterator[str]:
    """A fresh small company on the server."""
    name = postgres_server.create_database(postgres_server.ensure_template("small_company", small_company.fill))
    yield postgres_server.url(name)
    postgres_server.drop_database(name)


def opened(url: str) -> Store:
    return open_early(url, create=False, read_only=False, upgrade=None)


@pytest.mark.parametrize("to_a_board", [False, True])
def test_a_company_is_there_and_its_owners_login_is_nobodys(company_url: str, to_a_board: bool) -> None:
    with closing(opened(company_url)) as store:
        assert arrive(store, to_a_board=to_a_board) == Arrival("", is_founded=True)


def test_who_comes_to_a_board_waits_once_and_all_of_it_is_planned(url: str, tmp_path: Path) -> None:
    with closing(opened(url)) as store, wire(tmp_path / "wire") as listening:
        with store.reading() as connection:
            listening.trace(driver_of(connection))
        said = arrive(store, to_a_board=True)
        assert listening.waits() == 1
        desk = desk_on(store, said, read_only=False, who="ana", clock=lambda: NOW, founding_act=None, via=Via.CONSOLE)
        assert listening.waits() == 0
        office = desk.office()
        assert listening.waits() == 3
        planned = _planned(store)
        people = office.row_ids(office.default_calendar)
        desk.board(office, day_span(local_day(NOW, office.zone), office.zone), people, people)
        assert _planned(store) == planned == 3


def _planned(store: Store) -> int:
    with store.reading() as connection:
        return int(driver_of(connection).execute(_BOARD).fetchall()[0][0])


def test_a_board_that_cannot_be_planned_keeps_nobody_out(url: str) -> None:
    with closing(opened(url)) as store:
        with psycopg.connect(url.replace("+psycopg", "")) as owner:
            owner.execute("ALTER TABLE time_off RENAME TO time_off_elsewhere")
        assert arrive(store, to_a_board=True) == Arrival("", is_founded=True)
