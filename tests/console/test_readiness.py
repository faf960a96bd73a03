"""What the first act needs is made ready beside it: nobody waits for that, and nobody waits twice."""

from threading import Event

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.acts import AddEmployee
from industrack_core.domain.outcomes import Done
from industrack_core.store.store import open_store
from industrack_tui.bridge import Bridge
from tests.store.small_company import NOW, draft


class SlowToBegin(Desk):
    """A desk whose server does not answer who gets ready, until it is let go."""

    go = Event()

    def get_ready(self) -> None:
        self.go.wait()
        super().get_ready()


async def test_an_act_does_not_wait_for_what_makes_it_quick(company_url: str) -> None:
    SlowToBegin.go.clear()
    bridge = Bridge(lambda upgrade: SlowToBegin(open_store(company_url), "mika", lambda: NOW))
    try:
        await bridge.open(lambda progress: None)
        await bridge.weigh(lambda desk: desk.look(draft(), None))
        assert isinstance(await bridge.perform(AddEmployee("Eva", "Lund")), Done)
        assert not SlowToBegin.go.is_set()
    finally:
        SlowToBegin.go.set()
        bridge.close()
