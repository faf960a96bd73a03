"""Keys in one piece, and the same keys one by one: what came of them, as the journal and the screen say it."""

from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import TypeVar

from industrack_core.domain.acts.acts import Undo
from industrack_core.domain.outcomes import FindingKind
from industrack_tui.bridge import Bridge
from industrack_tui.commands.command import Command
from industrack_tui.lists.screen import ListScreen
from industrack_tui.lists.spec import ListSpec
from industrack_tui.terminal.key_order import KeysInOrder
from tests.console.seat import Seat, seated
from tests.console.slow_bridge import SlowBridge
from tests.store.small_company import rows

LETTERS = ("s", "a", "m")
"""Keys behind a command. On the board they start a job, add one, and take one in the hand."""
ENGINES = ("sqlite", "postgresql")
SMALL = (80, 24)
T = TypeVar("T")


def keys_for(command: Command) -> tuple[str, ...]:
    """How a person gives a command: by its key, by two, or by its name."""
    if not command.keys:
        return ("ctrl+p", *command.label, "enter")
    return tuple(command.keys[0].split())


def groups(each: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """All of them, so many together: they share companies, which cost more than the keys."""
    return (each[at : at + size] for at in range(0, len(each), size))


@dataclass(frozen=True)
class Outcome:
    """What is open, the acts since it was looked at last, and how many keys were left out."""

    screens: tuple[str, ...]
    acts: tuple[str, ...]
    dropped: int


class Dropping:
    """Counts the keys that consoles leave out."""

    def __init__(self) -> None:
        self.count = 0
        self._drop = KeysInOrder.drop_keys

    def drop(self, app: KeysInOrder) -> int:
        """What the console does, counted."""
        count = self._drop(app)
        self.count += count
        return count


class Books:
    """A company, and what its journal says since it was read last."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._place = url if "://" in url else f"sqlite:///{url}"
        self._seen = 0
        self.news()

    def news(self) -> tuple[str, ...]:
        """The acts that came since."""
        statement = "SELECT revision, act, line FROM journal WHERE revision > :seen ORDER BY revision"
        news = rows(self._place, statement, seen=self._seen)
        self._seen = max((int(str(row[0])) for row in news), default=self._seen)
        return tuple(f"{act}: {line}" for _, act, line in news)


class Hand:
    """Somebody at a console."""

    def __init__(self, seat: Seat, books: Books, dropping: Dropping) -> None:
        self.seat, self.books, self.dropping = seat, books, dropping
        self._before = dropping.count

    def begin(self) -> None:
        """Count from now on."""
        self._before = self.dropping.count

    async def press(self, keys: Sequence[str]) -> Outcome:
        """Keys one by one, as somebody does who waits for each."""
        self.begin()
        await self.seat.press(*keys)
        return self.outcome()

    async def burst(self, keys: Sequence[str]) -> Outcome:
        """Keys in one piece."""
        self.begin()
        self.seat.at_once(*keys)
        await self.seat.settle()
        return self.outcome()

    async def burst_while(self, asked: str, keys: Sequence[str]) -> Outcome:
        """Keys in one piece while what the console asks is not answered yet."""
        bridge = self.slow_bridge
        await self.seat.until(lambda: any(each.asked == asked for each in bridge.kept))
        self.begin()
        self.seat.at_once(*keys)
        await self.seat.until(lambda: len(self.seat.app.held) == len(keys))
        bridge.let_go()
        await self.seat.until(lambda: self.seat.schedule.office is not None)
        await self.seat.settle()
        return self.outcome()

    @property
    def slow_bridge(self) -> SlowBridge:
        """The bridge, which can keep answers back."""
        bridge = self.seat.app.bridge
        assert isinstance(bridge, SlowBridge)
        return bridge

    def outcome(self) -> Outcome:
        """What came of the keys."""
        app, mode = self.seat.app, self.seat.schedule.mode
        screens = [type(screen).__name__ for screen in app.screen_stack]
        return Outcome((*screens, type(mode).__name__), self.books.news(), self.dropping.count - self._before)

    def show(self, spec: ListSpec, parent: int, of: str) -> None:
        """A list over the board; it is not there yet."""
        # in the app's own turn: with several consoles, a screen made in the test's would belong to the last of them
        app, session = self.seat.app, self.seat.schedule.session

        def push() -> None:
            app.push_screen(ListScreen(session, spec, parent=parent, of=of))

        app.call_later(push)

    async def leave(self, acts: int) -> None:
        """Back to the board with nothing in the hand, so many acts taken back."""
        app, schedule = self.seat.app, self.seat.schedule

        def pop() -> None:
            app.pop_screen()  # not awaited: the app would wait for what waits for the app

        for _ in app.screen_stack[1:]:
            app.call_later(pop)
        app.call_later(schedule.enter_mode, None)
        await self.seat.settle()
        for _ in range(acts):
            await app.bridge.perform(Undo(frozenset(FindingKind)))
        if acts:
            app.call_later(schedule.reload)
            await self.seat.settle()
        self.books.news()


@asynccontextmanager
async def hands(
    books: Sequence[Books], dropping: Dropping, bridge: type[Bridge] = SlowBridge
) -> AsyncIterator[list[Hand]]:
    """Somebody at a console of each company."""
    async with AsyncExitStack() as stack:
        yield [
            Hand(await stack.enter_async_context(seated(each.url, SMALL, bridge=bridge)), each, dropping)
            for each in books
        ]


async def compare(slowly: Hand, quick: Sequence[Outcome], keys: Sequence[str]) -> Outcome:
    """Press one by one what was not left out: it comes to the same. Answers what."""
    dropped = quick[0].dropped
    came = await slowly.press(keys[: len(keys) - dropped])
    wanted = Outcome(came.screens, came.acts, dropped)
    check(wanted, quick, keys)
    return wanted


def check(wanted: Outcome, quick: Sequence[Outcome], keys: Sequence[str]) -> None:
    """The keys in one piece came to what was wanted."""
    assert all(outcome == wanted for outcome in quick), f"{keys}: {quick}, not {wanted}"
