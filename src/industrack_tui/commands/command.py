"""What a command is: one literal says everything of it. Footer, palette, help and the key reference read it."""

from dataclasses import dataclass
from enum import StrEnum, auto


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
    """One command. `keys` are Textual key names, the first one is shown; `rank` orders the footer, 0 keeps it out.

    `run` is its function as `module:name`, loaded when it is first needed; called with the screen, and in a list with
    what it `needs`: the row under the cursor, or the rows that are marked. `in_period` is another one for day, week
    and month, `marked` one for when jobs are marked. `writes`: a read-only console cannot (asked where it needs
    something). While something goes on that is not in `during`, it is refused (a job in the hand) or ends that (a
    proposal).

    In a list `why_not` says why it cannot run now (empty when it can), called as `run` is, for each row; `only_for`
    of a row, whether its menu shows the command.

    `moves`: it only moves the cursor. `reads_rows`: it needs no job, but goes by what is in the rows, and waits for
    them. `opens`: it opens something, or says at once why not. `adds_up`: presses add up while they are saved.
    """

    id: str
    keys: tuple[str, ...]
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

    @property
    def shown_key(self) -> str:
        """The key as a person reads it."""
        return key_text(self.keys[0]) if self.keys else ""

    @property
    def is_about_jobs(self) -> bool:
        """Whether it must know the rows, so that it waits while they are read."""
        looks = self.needs not in (Needs.NOTHING, Needs.WRITING)
        return looks or self.reads_rows or self.pane is Pane.QUEUE


_KEY_TEXTS = {
    "question_mark": "?", "left_square_bracket": "[", "right_square_bracket": "]", "plus": "+", "slash": "/",
    "escape": "esc", "exclamation_mark": "!", "asterisk": "*", "less_than_sign": "<", "greater_than_sign": ">",
    "pageup": "page up", "pagedown": "page down", "colon": ":", "space": "space", "delete": "del",
    "full_stop": ".",
}  # fmt: skip


def key_text(key: str) -> str:
    """A Textual key name as people write it."""
    return _KEY_TEXTS.get(key, key)
