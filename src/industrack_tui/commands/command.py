"""What a command is: one literal says everything of it. Footer, palette, help and the key reference read it."""

from collections.abc import Callable, Hashable, Mapping
from enum import StrEnum, auto
from functools import cache
from typing import TypeVar

from industrack_core.domain.dataclass import dataclass
from industrack_tui.commands.key_names import key_text

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")


class Pane(StrEnum):
    """Where a command holds."""

    ANY = "anywhere"
    BOARD = auto()
    QUEUE = auto()
    FORM = auto()
    LIST = auto()


class Needs(StrEnum):
    """What a command acts on; without it the command is dimmed, and pressing it says why."""

    NOTHING = auto()
    WRITING = auto()
    CELL = auto()
    BLOCK = auto()
    QUEUED = auto()
    QUEUED_AND_CELL = auto()
    JOB = auto()
    ROW = auto()
    ROWS = auto()


class Going(StrEnum):
    """What may go on on the board while a command runs."""

    CARRY = auto()
    PROPOSAL = auto()


NOTHING_ELSE: frozenset[Going] = frozenset()
A_PROPOSAL = frozenset({Going.PROPOSAL})
WHATEVER_GOES_ON = frozenset(Going)


@dataclass(frozen=True, slots=True)
class Command:
    """One command. `usual_keys` are Textual key names, the first one is shown, unless the person has keys of their own
    for it; `rank` orders the footer, 0 keeps it out.

    `run` is its function as `module:name`, loaded when it is first needed; called with the screen, and in a list with
    what it `needs`: the row under the cursor, or the rows that are marked. `in_period` is another one for day, week
    and month, `marked` one for when jobs are marked. `writes`: a read-only console cannot (asked where it needs
    something). While something goes on that is not in `during`, it is refused (a job in the hand) or ends that (a
    proposal).

    In a list `why_not` says why it cannot run now (empty when it can), called as `run` is, for each row; `only_for`
    of a row, whether its menu shows the command.

    `right` is what one must be let do for it (`domain/rights.py`), where roles were begun; of what a list has of every
    kind, the table of rows says it.

    `moves`: it only moves the cursor. `reads_rows`: it needs no job, but goes by what is in the rows, and waits for
    them. `opens`: it opens something, or says at once why not. `adds_up`: presses add up while they are saved.
    """

    id: str
    usual_keys: tuple[str, ...]
    label: str
    help: str
    run: str = ""
    pane: Pane = Pane.ANY
    needs: Needs = Needs.NOTHING
    rank: int = 0
    palette: bool = True
    writes: bool = True
    moves: bool = False
    reads_rows: bool = False
    opens: bool = False
    adds_up: bool = False
    during: frozenset[Going] = A_PROPOSAL
    in_period: str = ""
    marked: str = ""
    why_not: str = ""
    only_for: str = ""
    right: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys that run it now: the person's own, else the usual ones."""
        return _own_keys.get(self.id, self.usual_keys)

    @property
    def lost(self) -> tuple[tuple[str, str], ...]:
        """Keys that other commands have taken from it, each with the id of the one that has it now."""
        return _lost_keys.get(self.id, ())

    @property
    def letter(self) -> str:
        """What chooses it in a menu where all have one: the last key of a sequence, or a key that is one letter. Empty
        when another command has taken it."""
        if not self.keys:
            return ""
        last = self.keys[0].split()[-1]
        return last if len(last) == 1 else self.usual_keys[0][-1]

    @property
    def shown_key(self) -> str:
        """The key as a person reads it."""
        return key_text(self.keys[0]) if self.keys else ""

    @property
    def is_about_jobs(self) -> bool:
        """Whether it must know the rows, so that it waits while they are read."""
        looks = self.needs not in (Needs.NOTHING, Needs.WRITING)
        return looks or self.reads_rows or self.pane is Pane.QUEUE


_own_keys: dict[str, tuple[str, ...]] = {}
"""By the command's id. There is one person at a console and one table of commands: what is chosen at the start holds
for every reader of a command's keys."""
_lost_keys: dict[str, tuple[tuple[str, str], ...]] = {}
_forgetting: list[Callable[[], None]] = []
"""What makes look-ups by keys forget what they answered."""


def use_keys(own: Mapping[str, tuple[str, ...]], lost: Mapping[str, tuple[tuple[str, str], ...]] | None = None) -> None:
    """From now on these commands have these keys, and all others their usual ones; `lost` as in `Command.lost`."""
    if (_own_keys, _lost_keys) == (own, lost or {}):
        return
    _own_keys.clear()
    _own_keys.update(own)
    _lost_keys.clear()
    _lost_keys.update(lost or {})
    for forget in _forgetting:
        forget()


def by_keys(look_up: Callable[[K], T]) -> Callable[[K], T]:
    """Keep what a look-up by keys answers, until other keys are used."""
    kept = cache(look_up)
    _forgetting.append(kept.cache_clear)
    return kept
