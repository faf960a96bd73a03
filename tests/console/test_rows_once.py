"""Rows are read once for what is shown, however often they are asked for on the way there."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from industrack_core.desk.desk import Desk
from industrack_tui.bridge import Bridge
from tests.console.seat import seated
from tests.console.slow_bridge import Heard


class CountingBridge(Bridge):
    """Counts how often rows of the board are read."""

    boards = 0

    async def _run(self, threads: ThreadPoolExecutor, call: Any, *args: Any, **kwargs: Any) -> Any:
        given = [Heard(each) if isinstance(each, Desk) else each for each in args]
        answered = await super()._run(threads, call, *given, **kwargs)
        self.boards += sum("board" in each.names for each in given if isinstance(each, Heard))
        return answered


async def test_the_board_opens_with_one_read_of_rows_and_so_does_a_day(demo: str) -> None:
    async with seated(demo, bridge=CountingBridge) as seat:
        bridge = seat.app.bridge
        assert isinstance(bridge, CountingBridge)
        assert bridge.boards == 1
        await seat.press("]")
        assert bridge.boards == 2
        await seat.press("t")
        assert bridge.boards == 2, "today is known already"
