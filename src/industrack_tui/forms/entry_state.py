"""What is said and typed at the fields of a form, beside the values that it holds."""

from collections.abc import Mapping
from typing import TypeVar

from industrack_core.domain.acts.merge import Clash

T = TypeVar("T")


class EntryState:
    """By the names of fields: `problems`, `notes` and `choices` are what the sheet says at them.

    `wrong` is what is wrong with texts that stand in `pending`: those mean nothing yet. `understood` says what is
    understood of a number that may be read otherwise. A choice is between what two people made of a thing.
    """

    def __init__(self) -> None:
        self.problems: dict[str, str] = {}
        self.notes: dict[str, str] = {}
        self.others: dict[str, str] = {}
        """Who else types in a field just now."""
        self.choices: dict[str, Clash] = {}
        self.pending: dict[str, str] = {}
        self.wrong: dict[str, str] = {}
        self.understood: dict[str, str] = {}
        self.touched: set[str] = set()
        """Fields that were typed in since they were entered."""

    @property
    def is_typed_in(self) -> bool:
        """Whether leaving would lose a text that means nothing yet, or a choice that is not made."""
        return any(text.strip() for text in self.pending.values()) or bool(self.choices)

    def say_problems(self, said: dict[str, str]) -> None:
        """What is wrong with fields, by their names; nothing else is."""
        self.problems = said

    def say_others(self, said: dict[str, str]) -> None:
        """Who else types in which field; in no other somebody does."""
        self.others = said

    def put_back(self, pending: Mapping[str, str]) -> None:
        """Texts that meant nothing yet when the form was left."""
        self.pending = dict(pending)

    def note_clash(self, field: str, had: str, clash: Clash) -> None:
        """Say at a field what its person had, where theirs stands now."""
        self.notes[field] = f"{_YOU_HAD}{had}"
        self.choices[field] = clash

    def had(self, field: str) -> str:
        """What its person had, as it is said at the field."""
        return self.notes.get(field, "").removeprefix(_YOU_HAD)

    def forget_note(self, name: str) -> None:
        """A person looked at a field that both had changed, and made up their mind."""
        self.notes.pop(name, None)
        self.choices.pop(name, None)

    def leave_out(self, entries: str, place: int) -> None:
        """An entry was taken off its list: what is said and typed at those after it moves with them."""
        for texts in (self.pending, self.wrong, self.problems, self.notes):
            _move_up(texts, entries, place)
        _move_up(self.choices, entries, place)


_YOU_HAD = "You had: "


def _move_up(said: dict[str, T], entries: str, place: int) -> None:
    moved = {_moved(name, entries, place): value for name, value in said.items()}
    said.clear()
    said.update((name, value) for name, value in moved.items() if name is not None)


def _moved(name: str, entries: str, place: int) -> str | None:
    """The name of a field after an entry went; None for a field of the entry."""
    at, _, cell = name.removeprefix(f"{entries}.").partition(".")
    if not name.startswith(f"{entries}.") or not at.isdigit() or int(at) < place:
        return name
    return None if int(at) == place else f"{entries}.{int(at) - 1}.{cell}".rstrip(".")
