"""Every command of the table, with three letters behind it in the same write: it is as if they came one by one.

Where something does not come, the letters that were typed for it are left out. No console ends, and the journal has no
act that a person who waited for each key would not have done.
"""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack, closing
from itertools import count
from pathlib import Path

import pytest

from industrack_tui.bridge import Bridge
from industrack_tui.commands.board import BY_ID, COMMANDS
from industrack_tui.commands.command import Needs, Pane
from industrack_tui.terminal.key_order import KeysInOrder
from tests.console.pressing import LETTERS, Dropping, Hand, keys_for
from tests.console.seat import NOW, other_desk, seated
from tests.console.slow_bridge import SlowBridge, slow
from tests.exchange.offices import demo_desk
from tests.postgres import PostgresServer

LEAVES = "app.quit"
ABOUT = (Needs.JOB, Needs.QUEUED, Needs.QUEUED_AND_CELL)
OF_BOARD = [each.id for each in COMMANDS if each.pane is not Pane.QUEUE and each.id != LEAVES]
OF_QUEUE = [each.id for each in COMMANDS if each.pane is Pane.QUEUE or (each.pane is Pane.ANY and each.needs in ABOUT)]


def fill(url: str) -> None:
    demo_desk(url, NOW).close()


class Companies:
    """Fresh copies of the demo company, on both engines."""

    def __init__(self, file: Path, server: PostgresServer, folder: Path) -> None:
        self._file, self._server, self._folder = file, server, folder
        self._made: list[str] = []
        self._count = count()

    def copy(self, engine: str) -> str:
        """Where a new copy is."""
        if engine == "sqlite":
            return str(shutil.copy(self._file, self._folder / f"{next(self._count)}.sqlite"))
        name = self._server.create_database(self._server.ensure_template("demo_company", fill))
        self._made.append(name)
        return self._server.url(name)

    def drop(self) -> None:
        """Remove what is on the server."""
        for name in self._made:
            self._server.drop_database(name)


@pytest.fixture
def companies(founded_demo: Path, postgres_server: PostgresServer, tmp_path: Path) -> Iterator[Companies]:
    made = Companies(founded_demo, postgres_server, tmp_path)
    yield made
    made.drop()


@pytest.fixture
def dropping(monkeypatch: pytest.MonkeyPatch) -> Dropping:
    counting = Dropping()

    def drop(app: KeysInOrder) -> int:
        return counting.drop(app)

    monkeypatch.setattr(KeysInOrder, "drop_keys", drop)
    return counting


async def as_if_slow(quick: Sequence[Hand], slowly: Hand, keys: Sequence[str], dropped: Sequence[int]) -> None:
    """What came of keys in one piece came as well of those that were not left out, pressed one by one."""
    assert len(set(dropped)) == 1, dropped
    await slowly.seat.press(*keys[: len(keys) - dropped[0]])
    wanted = await slowly.look()
    for hand in quick:
        assert await hand.look() == wanted


async def first_frame(hand: Hand, keys: Sequence[str]) -> int:
    """The keys before the board is open, and while its read is kept back; answers how many of them were left out."""
    seat, before = hand.seat, hand.dropping.count
    bridge = seat.app.bridge
    if isinstance(bridge, SlowBridge):
        await seat.until(lambda: bridge.kept)
    seat.at_once(*keys)
    if isinstance(bridge, SlowBridge):
        await seat.until(lambda: len(seat.app.held) == len(keys))
        bridge.let_go()
    await seat.until(lambda: seat.schedule.office is not None)
    await seat.settle()
    return hand.dropping.count - before


@pytest.mark.parametrize("command_id", OF_BOARD)
async def test_before_the_board_is_open(companies: Companies, dropping: Dropping, command_id: str) -> None:
    keys = (*keys_for(BY_ID[command_id]), *LETTERS)
    ways: list[tuple[str, type[Bridge]]] = [("sqlite", Bridge), ("postgresql", slow("office"))]
    if OF_BOARD.index(command_id) % 2:
        ways = [("sqlite", slow("office")), ("postgresql", Bridge)]
    async with AsyncExitStack() as stack:
        hands: list[Hand] = []
        dropped: list[int] = []
        for engine, bridge in ways:
            console = seated(companies.copy(engine), bridge=bridge, opened=False)
            hands.append(Hand(await stack.enter_async_context(console), dropping))
            dropped.append(await first_frame(hands[-1], keys))
        slowly = Hand(await stack.enter_async_context(seated(companies.copy("sqlite"))), dropping)
        await as_if_slow(hands, slowly, keys, dropped)


@pytest.mark.parametrize(
    ("pane", "command_id"), [*(("1", each) for each in OF_BOARD), *(("2", each) for each in OF_QUEUE)]
)
async def test_on_the_board(companies: Companies, dropping: Dropping, pane: str, command_id: str) -> None:
    keys = (*keys_for(BY_ID[command_id]), *LETTERS)
    async with AsyncExitStack() as stack:
        hands = []
        for engine in ("sqlite", "sqlite", "postgresql"):
            hand = Hand(await stack.enter_async_context(seated(companies.copy(engine))), dropping)
            await hand.seat.press("w", pane)
            hands.append(hand)
        slowly, *quick = hands
        dropped = [await hand.burst(keys) for hand in quick]
        await as_if_slow(quick, slowly, keys, dropped)


@pytest.mark.parametrize("key", ["q", "ctrl+q"])
async def test_letters_behind_quit_do_nothing(companies: Companies, key: str) -> None:
    for engine in ("sqlite", "postgresql"):
        url = companies.copy(engine)
        async with seated(url) as seat:
            await seat.press("w")
            with closing(other_desk(url)) as desk:
                before = desk.revision()
            seat.at_once(key, *LETTERS)
            await seat.until(lambda: not seat.app.is_running)
        assert seat.app.return_code == 0
        with closing(other_desk(url)) as desk:
            assert desk.revision() == before
