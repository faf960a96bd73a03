"""Two servers, the second of which every commit waits for: what was acknowledged is there when the first is lost."""

import shutil
import signal
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest

from industrack_core.desk.health import describe
from industrack_core.domain.acts.acts import AddJob
from industrack_core.domain.acts.news import Found
from industrack_core.domain.errors import DatabaseUnavailable, ServerBehind, StandbyAway
from industrack_core.domain.outcomes import Done, Outcome, Unsure
from industrack_core.store.engine import primary
from tests.desk.office import done
from tests.postgres import PostgresServer
from tests.standby import DATABASE, Pair, ask, pair_of_servers, running
from tests.store import small_company
from tests.store.listening import PATIENCE, heard
from tests.store.small_company import desk_at, draft, rows

WAITS = "EXISTS (SELECT 1 FROM pg_stat_activity WHERE wait_event = 'SyncRep')"


@pytest.fixture(scope="module")
def servers() -> Iterator[Pair]:
    with pair_of_servers() as pair:
        small_company.fill(pair.first_url())
        yield pair


def test_a_commit_that_the_server_did_not_wait_out_is_not_told_as_done(servers: Pair) -> None:
    """Somebody cancels the wait for the standby: the act is on one server only, and would go with it."""
    told: list[Unsure] = []
    outcomes: list[Outcome] = []
    heard = threading.Event()

    def doubted(unsure: Unsure) -> None:
        told.append(unsure)
        heard.set()

    servers.second.signal(signal.SIGSTOP)
    ask(servers.first, "SELECT pg_terminate_backend(pid) FROM pg_stat_replication")
    with closing(desk_at(servers.first_url())) as desk:
        one = threading.Thread(target=lambda: outcomes.append(desk.perform(AddJob(draft()), doubted=doubted)))
        one.start()
        while not heard.is_set():  # the look-up commits as well, and that wait is cancelled too
            running(servers.first, WAITS)
            ask(servers.first, "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'")
        assert not outcomes
        servers.second.signal(signal.SIGCONT)
        one.join(60)
    assert told[0].label == "1001"
    assert "on one server only" in told[0].why
    assert isinstance(outcomes[0], Done)
    assert outcomes[0].found
    assert outcomes[0].line.startswith("Added 1001")
    assert rows(servers.first_url(), "SELECT count(*) FROM journal WHERE act = 'AddJob'") == [(1,)]


WAITED = (
    "EXISTS (SELECT 1 FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
    " AND query_start < clock_timestamp() - interval '1.1 s')"
)


@contextmanager
def away(servers: Pair) -> Iterator[None]:
    """The second server stands still, and what it had open is cut."""
    servers.second.signal(signal.SIGSTOP)
    ask(servers.first, "SELECT pg_terminate_backend(pid) FROM pg_stat_replication")
    try:
        yield
    finally:
        servers.second.signal(signal.SIGCONT)


def test_while_the_standby_is_away_the_others_are_told_why_and_afterwards_all_is_saved(servers: Pair) -> None:
    outcomes: list[Outcome] = []
    with closing(desk_at(servers.first_url())) as first, closing(desk_at(servers.first_url())) as other:
        before = first.revision()
        one = threading.Thread(target=lambda: outcomes.append(first.perform(AddJob(draft(crew=())))))
        with away(servers):
            one.start()
            running(servers.first, WAITED)
            mine, others = first.standby_wait(), other.standby_wait()
            assert (mine and mine.waiting(8.4)) == "Saved here; waiting for the second server (8 s)."
            assert others is not None and not others.mine  # noqa: PT018 (both or neither)
            told = r"The second server does not answer since \d+:\d\d: nothing can be saved"
            with pytest.raises(StandbyAway, match=told):
                other.perform(AddJob(draft(crew=())))
            told_health = dict(describe(servers.first_url())[1])["Servers"]
            assert told_health == f"office_a primary, {NO_SECOND}"
        one.join(60)
        assert isinstance(outcomes[0], Done)
        assert first.standby_wait() is None
        assert isinstance(other.perform(AddJob(draft(crew=()))), Done)
        assert first.revision() == before + 2
    assert dict(describe(servers.first_url())[1])["Servers"] == "office_a primary, office_b standby (sync)"


NO_SECOND = "no second server: nothing can be saved until it is back, or until it is taken out"


def test_a_login_that_may_not_look_at_others_hears_that_no_second_server_is_there(servers: Pair) -> None:
    ask(servers.first, "CREATE ROLE kim LOGIN")
    ask(servers.first, "GRANT SELECT ON ALL TABLES IN SCHEMA public TO kim", database=DATABASE)
    kims = f"postgresql://kim@/{DATABASE}?host={servers.first.home}"
    assert "office_b standby (whether it is waited for is not shown" in dict(describe(kims)[1])["Servers"]
    with away(servers), closing(desk_at(kims)) as desk:
        running(servers.first, "NOT EXISTS (SELECT FROM pg_stat_replication)")
        wait, told = desk.standby_wait(), dict(describe(kims)[1])["Servers"]
    assert wait is not None
    assert wait.sentence.startswith("The second server does not answer: nothing can be saved")
    assert NO_SECOND in told
    running(servers.first, "EXISTS (SELECT FROM pg_stat_replication WHERE sync_state = 'sync')")


@pytest.fixture
def pair(monkeypatch: pytest.MonkeyPatch) -> Iterator[Pair]:
    """Two servers of which one is lost in the test; one that only takes long is waited for."""
    monkeypatch.setattr(primary, "_TIMEOUT_SECONDS", 20)
    with pair_of_servers() as made:
        small_company.fill(made.first_url())
        yield made


@pytest.mark.parametrize("written", ["", "&target_session_attrs=read-write"])
def test_a_desk_finds_the_primary_whichever_it_is_and_loses_nothing_with_it(pair: Pair, written: str) -> None:
    """The primary is killed; what was acknowledged is at the other, where the desk goes on by itself."""
    url = pair.url() + written
    with closing(desk_at(url)) as desk:
        assert isinstance(desk.perform(AddJob(draft(crew=()))), Done)
        assert desk.office().company.name == "Small Company"
        pair.first.stop("immediate")
        with pytest.raises(DatabaseUnavailable):
            desk.office()
        pair.promote()
        assert desk.office().company.name == "Small Company"
        assert isinstance(desk.perform(AddJob(draft(crew=()))), Done)
    assert rows(pair.second.url(DATABASE), "SELECT count(*) FROM journal WHERE act = 'AddJob'") == [(2,)]


def alone(server: PostgresServer) -> None:
    """Have it wait for nobody."""
    ask(server, "ALTER SYSTEM SET synchronous_standby_names = ''")
    ask(server, "SELECT pg_reload_conf()")


def jobs_added(pair: Pair) -> tuple[object, ...]:
    """How many at each of them."""
    count = "SELECT count(*) FROM journal WHERE act = 'AddJob'"
    return tuple(rows(server.url(DATABASE), count)[0][0] for server in (pair.first, pair.second))


def test_a_primary_that_came_back_after_it_was_given_up_is_left_alone(pair: Pair) -> None:
    """Nobody kept it off: what were saved there would be in no log but its own."""
    with closing(desk_at(pair.url())) as desk:
        done(desk.perform(AddJob(draft(crew=()))))
        pair.first.kill()
        pair.promote()
        done(desk.perform(AddJob(draft(crew=()))))
        ends_at = desk.revision()
        pair.second.stop("immediate")
        pair.first.start()
        alone(pair.first)
        with heard(desk, ends_at) as news:
            said = ""
            while "is not the server that was left" not in said:  # it may say first that none answers
                said = getattr(news.get(timeout=PATIENCE), "sentence", "")
            assert (
                f"{pair.first.home} is not the server that was left: its log ends at entry {ends_at - 1}, and" in said
            )
            assert said.endswith(f" another took its place since. Entry {ends_at} was seen here.")
            for tried in (desk.office, lambda: desk.perform(AddJob(draft(crew=())))):
                with pytest.raises(ServerBehind, match="is not the server that was left"):
                    tried()
            pair.second.start()
            assert isinstance(news.get(timeout=PATIENCE), Found)
        done(desk.perform(AddJob(draft(crew=()))))
    assert jobs_added(pair) == (1, 3)


def test_a_connection_from_before_another_server_took_over_is_not_used(pair: Pair) -> None:
    """The first was cut off for a while, and nobody kept it off: what lay there of connections to it still answers."""
    with closing(desk_at(pair.url())) as desk:
        done(desk.perform(AddJob(draft(crew=()))))
        alone(pair.first)
        pair.promote()
        turned = f"postgresql://postgres@/{DATABASE}?host={pair.second.home},{pair.first.home}"
        with closing(desk_at(turned)) as other:
            done(other.perform(AddJob(draft(crew=()))))
        done(desk.perform(AddJob(draft(crew=()))))
    assert jobs_added(pair) == (1, 3)


def test_an_act_under_way_at_the_failover_is_known_at_the_other_server(pair: Pair) -> None:
    """It waits for the standby with its commit when the primary is lost: the desk asks until it knows, and does it."""
    outcomes: list[Outcome] = []
    told = threading.Event()
    with closing(desk_at(pair.url())) as desk:
        desk.revision()
        pair.second.signal(signal.SIGSTOP)
        ask(pair.first, "SELECT pg_terminate_backend(pid) FROM pg_stat_replication")
        act = AddJob(draft(crew=()))
        one = threading.Thread(target=lambda: outcomes.append(desk.perform(act, doubted=lambda _: told.set())))
        one.start()
        running(pair.first, WAITS)
        pair.first.kill()
        pair.second.signal(signal.SIGCONT)
        assert told.wait(60)
        pair.promote()
        one.join(60)
    assert isinstance(outcomes[0], Done)
    assert not outcomes[0].found  # the second server never had it
    assert rows(pair.second.url(DATABASE), "SELECT count(*) FROM journal WHERE act = 'AddJob'") == [(1,)]


def test_a_server_that_was_made_anew_at_the_same_address_is_taken(pair: Pair) -> None:
    """By an upgrade to another version, or from a dump: its timelines begin anew, and nobody was left for it."""
    with closing(desk_at(pair.url())) as desk:
        done(desk.perform(AddJob(draft(crew=()))))
        pair.first.kill()
        pair.promote()
        done(desk.perform(AddJob(draft(crew=()))))
        pair.second.stop("immediate")
        shutil.rmtree(pair.first.data)
        pair.first.start()
        ask(pair.first, f"CREATE DATABASE {DATABASE}")
        small_company.fill(pair.first_url())
        done(desk.perform(AddJob(draft(crew=()))))
    assert jobs_added(Pair(pair.first, pair.first)) == (1, 1)
