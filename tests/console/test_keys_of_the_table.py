"""Every command of the table, with three letters behind it in the same write: it is as if they came one by one.

Before the board is open they come at its first frame on one engine, while it is read on the other, by turns.
Where something does not come, the letters that were typed for it are left out. No console ends, and the journal has no
act that a person who waited for each key would not have done.
"""

from collections.abc import Sequence
from contextlib import AsyncExitStack, closing

import pytest

from industrack_tui.bridge import Bridge
from industrack_tui.commands.board import BY_ID, COMMANDS
from industrack_tui.commands.command import Needs, Pane
from tests.console.companies import Companies
from tests.console.pressing import ENGINES, LETTERS, Dropping, Hand, Outcome, compare, hands, keys_for
from tests.console.seat import other_desk, seated
from tests.console.slow_bridge import SlowBridge, slow

LEAVES = "app.quit"
ABOUT = (Needs.JOB, Needs.QUEUED, Needs.QUEUED_AND_CELL)
OF_BOARD = [each.id for each in COMMANDS if each.pane is not Pane.QUEUE and each.id != LEAVES]
OF_QUEUE = [each.id for each in COMMANDS if each.pane is Pane.QUEUE or (each.pane is Pane.ANY and each.needs in ABOUT)]


async def first_frame(hand: Hand, keys: Sequence[str]) -> Outcome:
    """The keys before the board is open, or while its read is kept back."""
    if isinstance(hand.seat.app.bridge, SlowBridge):
        return await hand.burst_while("office", keys)
    hand.begin()
    hand.seat.at_once(*keys)
    await hand.seat.until(lambda: hand.seat.schedule.office is not None)
    await hand.seat.settle()
    return hand.outcome()


@pytest.mark.parametrize("command_id", OF_BOARD)
async def test_before_the_board_is_open(companies: Companies, dropping: Dropping, command_id: str) -> None:
    keys = (*keys_for(BY_ID[command_id]), *LETTERS)
    moments: tuple[type[Bridge], type[Bridge]] = (Bridge, slow("office"))
    ways = zip(ENGINES, moments if OF_BOARD.index(command_id) % 2 else moments[::-1], strict=True)
    async with AsyncExitStack() as stack:
        came = []
        for engine, bridge in ways:
            books = companies.copy(engine)
            console = seated(books.url, bridge=bridge, opened=False)
            came.append(await first_frame(Hand(await stack.enter_async_context(console), books, dropping), keys))
        books = companies.copy("sqlite")
        slowly = Hand(await stack.enter_async_context(seated(books.url)), books, dropping)
        await compare(slowly, came, keys)


@pytest.mark.parametrize(
    ("pane", "command_id"), [*(("1", each) for each in OF_BOARD), *(("2", each) for each in OF_QUEUE)]
)
async def test_on_the_board(companies: Companies, dropping: Dropping, pane: str, command_id: str) -> None:
    keys = (*keys_for(BY_ID[command_id]), *LETTERS)
    async with hands([companies.copy(engine) for engine in (*ENGINES, "sqlite")], dropping, Bridge) as people:
        for hand in people:
            await hand.seat.press("w", pane)
        *quick, slowly = people
        came = [await hand.burst(keys) for hand in quick]
        await compare(slowly, came, keys)


@pytest.mark.parametrize("key", ["q", "ctrl+q"])
async def test_letters_behind_quit_do_nothing(companies: Companies, key: str) -> None:
    for engine in ENGINES:
        url = companies.copy(engine).url
        async with seated(url) as seat:
            await seat.press("w")
            with closing(other_desk(url)) as desk:
                before = desk.revision()
            seat.at_once(key, *LETTERS)
            await seat.until(lambda: not seat.app.is_running)
        assert seat.app.return_code == 0
        with closing(other_desk(url)) as desk:
            assert desk.revision() == before
