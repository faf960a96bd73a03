"""Two servers, the second of which every commit waits for: what was acknowledged is there when the first is lost."""

import signal
import threading
from collections.abc import Iterator
from contextlib import closing

import pytest

from industrack_core.domain.acts.acts import AddJob
from industrack_core.domain.outcomes import Done, Outcome, Unsure
from tests.standby import Pair, ask, pair_of_servers, running
from tests.store import small_company
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
