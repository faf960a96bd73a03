"""What stands before a server and drops what a connection asks for at the beginning is refused: what is read there
would not be of one moment, and no wait would have an end."""

from collections.abc import Callable, Iterator

import pytest

from industrack_core.desk.health import describe
from industrack_core.domain.errors import DatabaseForbidden, DatabaseUnavailable
from industrack_core.store.engine import answering
from industrack_core.store.engine.engine import database_place, postgres_engine
from industrack_core.store.opening import open_early
from industrack_core.store.store import open_store
from tests.desk.cut_wire import CutWire
from tests.postgres import PostgresServer
from tests.store.small_company import rows

REFUSED = "A connection pooler stands before .* and does not take what a console needs"


@pytest.fixture
def pooled(postgres_server: PostgresServer, database: str) -> Iterator[str]:
    """URL of a company behind such a one."""
    with CutWire(postgres_server.home) as wire:
        wire.drops_options = True
        yield wire.url(database)


def opens_early(url: str) -> None:
    open_early(url.partition("?")[0], create=False, read_only=False, upgrade=None).close()


def opens(url: str) -> None:
    open_store(url).close()


@pytest.mark.parametrize("opening", [opens_early, opens])
def test_it_is_refused_at_the_door(pooled: str, opening: Callable[[str], None]) -> None:
    with pytest.raises(DatabaseForbidden, match=REFUSED):
        opening(pooled)
    usable, facts = describe(pooled)
    assert not usable
    assert "A connection pooler stands before" in dict(facts)["State"]


@pytest.mark.parametrize("opening", [opens_early, opens])
def test_a_server_that_does_not_say_by_itself_what_it_heard_is_asked(
    postgres_server: PostgresServer, database: str, opening: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As those before PostgreSQL 14; and one that falls silent then is not waited for without end."""
    with CutWire(postgres_server.home) as wire:
        wire.is_older = True
        opening(wire.url(database))
        wire.drops_options = True
        with pytest.raises(DatabaseForbidden, match=REFUSED):
            opening(wire.url(database))
        monkeypatch.setattr(answering, "_SECONDS", 0.5)  # only now: before, it answers, however late
        wire.drops_options, wire.swallows = False, b"SHOW default_transaction_read_only"
        with pytest.raises(DatabaseUnavailable, match="does not answer"):
            opening(wire.url(database))


@pytest.mark.parametrize("setting", ["idle_session_timeout", "transaction_timeout"])
def test_work_that_may_take_its_time_is_not_ended_by_what_the_keeper_set_for_all(
    postgres_server: PostgresServer, database: str, setting: str
) -> None:
    rows(postgres_server.url("postgres"), f"ALTER DATABASE {database} SET {setting} = '1h'")
    engine = postgres_engine(database_place(postgres_server.url(database)).url, writes=False, patient=True)
    with engine.connect() as connection:
        assert connection.exec_driver_sql(f"SHOW {setting}").scalar() == "0"
    engine.dispose()
