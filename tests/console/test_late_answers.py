"""Answers that come late: what is shown is what was asked for last."""

from typing import cast

from tests.console.seat import seated
from tests.console.slow_bridge import SlowBridge, slow


async def test_a_months_answer_that_is_late_is_dropped(demo: str) -> None:
    async with seated(demo, bridge=slow()) as seat:
        bridge = cast(SlowBridge, seat.app.bridge)
        await seat.press("v", "m")
        bridge.slow = frozenset({"days"})
        seat.at_once("right_square_bracket", "right_square_bracket")
        await seat.until(lambda: len([each for each in bridge.kept if each.asked == "days"]) == 2)
        scene = seat.schedule.period.scene
        assert scene is not None
        asked = [each for each in bridge.kept if each.asked == "days"]
        asked[0].go.set()
        await seat.until(asked[0].came.is_set)
        assert not scene.sums
        bridge.let_go()
        await seat.settle()
        assert scene.sums


async def test_a_lists_answer_that_is_late_is_dropped(demo: str) -> None:
    async with seated(demo, bridge=slow()) as seat:
        bridge = cast(SlowBridge, seat.app.bridge)
        await seat.press("g", "c", "slash")
        bridge.slow = frozenset({"list_around"})
        for number, key in enumerate("no", 1):  # the second gives the first up, whose answer is there but not shown
            seat.at_once(key)
            await seat.until(lambda number=number: len(bridge.kept) == number)  # type: ignore[misc]
        first, second = bridge.kept
        second.go.set()
        await seat.until(lambda: len(seat.list.window.rows) < 20)
        found = [row.id for row in seat.list.window.rows]
        assert found
        first.go.set()
        bridge.let_go()
        await seat.settle()
        assert [row.id for row in seat.list.window.rows] == found
