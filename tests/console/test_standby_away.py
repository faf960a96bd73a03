"""The second server is away while something is saved: why it takes so long is said, and esc gives the screen back."""

import re
import signal
from collections.abc import Iterator

import pytest

from industrack_tui.forms.job.form import JobForm
from tests.console.seat import NOW, seated
from tests.exchange.offices import demo_desk
from tests.standby import Pair, ask, pair_of_servers
from tests.store.small_company import rows


@pytest.fixture
def pair() -> Iterator[Pair]:
    with pair_of_servers() as made:
        demo_desk(made.first_url(), NOW).close()
        yield made


async def test_who_saves_reads_why_it_waits_and_has_the_screen_back_with_esc(pair: Pair) -> None:
    async with seated(pair.first_url()) as seat, seated(pair.first_url()) as other:
        await seat.press("w", "enter")
        await seat.into("description", "Doubtful")
        await other.press("w", "enter")
        await other.into("description", "Refused")
        pair.second.signal(signal.SIGSTOP)
        ask(pair.first, "SELECT pg_terminate_backend(pid) FROM pg_stat_replication")
        seat.at_once("f2")
        waits = re.compile(r"Saved here; waiting for the second server \(\d+ s\)\. esc gives")
        await seat.until(lambda: waits.search(seat.prose))
        other.at_once("f2")
        await other.until(lambda: "The second server does not answer since" in other.prose)
        seat.at_once("escape")
        await seat.until(lambda: "Not waited for any longer." in seat.prose)
        seat.at_once("escape")
        await seat.until(lambda: seat.at_board)
        await other.until(lambda: not other.top(JobForm).is_saving)
        assert "nothing can be saved until it is back" in other.prose
        pair.second.signal(signal.SIGCONT)
        await seat.until(lambda: "Doubtful" in seat.prose or "Added" in seat.prose)
        other.at_once("f2")  # it reaches the server again: somebody was first
        await other.until(lambda: "Both of you" in other.text or "theirs  Doubtful" in other.text)
    assert rows(pair.first_url(), "SELECT count(*) FROM job WHERE description = 'Doubtful'") == [(1,)]
