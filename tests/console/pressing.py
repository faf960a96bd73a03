"""Keys in one piece, and the same keys one by one: what came of them, as the journal and the screen say it."""

from collections.abc import Sequence
from dataclasses import dataclass

from industrack_tui.commands.command import Command
from industrack_tui.terminal.key_order import KeysInOrder
from tests.console.seat import Seat
from tests.store.small_company import rows

LETTERS = ("s", "a", "m")
"""Keys behind a command. On the board they start a job, add one, and take one in the hand."""


def keys_for(command: Command) -> tuple[str, ...]:
    """How a person gives a command: by its key, by two, or by its name."""
    if not command.keys:
        return ("ctrl+p", *command.label, "enter")
    return tuple(command.keys[0].split())


@dataclass(frozen=True)
class Outcome:
    """What is open, and the acts since it was looked at last."""

    screens: tuple[str, ...]
    acts: tuple[str, ...]


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


class Hand:
    """Somebody at a console."""

    def __init__(self, seat: Seat, dropping: Dropping) -> None:
        self.seat, self.dropping = seat, dropping
        self._url = seat.url if "://" in seat.url else f"sqlite:///{seat.url}"
        self._seen = 0

    async def look(self) -> Outcome:
        """What came of the keys so far."""
        statement = "SELECT revision, act, line FROM journal WHERE revision > :seen ORDER BY revision"
        news = rows(self._url, statement, seen=self._seen)
        self._seen = max((int(str(row[0])) for row in news), default=self._seen)
        mode = self.seat.schedule.mode
        screens = [type(screen).__name__ for screen in self.seat.app.screen_stack]
        return Outcome((*screens, type(mode).__name__), tuple(f"{act}: {line}" for _, act, line in news))

    async def burst(self, keys: Sequence[str]) -> int:
        """The keys in one piece; answers how many of them were left out."""
        before = self.dropping.count
        self.seat.at_once(*keys)
        await self.seat.settle()
        return self.dropping.count - before
