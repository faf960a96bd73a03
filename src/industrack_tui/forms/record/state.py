"""What a record's form holds: the record as it is entered, as it was opened, and what is said at its fields."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from industrack_core.domain.acts.merge import Clash
from industrack_core.domain.records.office import Office
from industrack_tui.forms.schedule_entry import Clockwork


class RecordState:
    """One record being entered: `record` as it would be saved, `original` as it was opened, `begun` as it began.

    `extra` is what was read beside it. `problems`, `notes` and `choices` are what the sheet says at fields. `begin`
    and `fixed` as in the form's description.
    """

    def __init__(
        self, record: Any, office: Office, clock: Clockwork, begin: Callable[[Any], Any], fixed: Callable[[Any], str]
    ) -> None:
        self.office, self.clock = office, clock
        self._begin, self._fixed = begin, fixed
        self.original = record
        self.record = self.begun = begin(record)
        self.extra: dict[str, Any] = {}
        self.problems: dict[str, str] = {}
        self.notes: dict[str, str] = {}
        self.choices: dict[str, Clash] = {}
        self.pending: dict[str, str] = {}
        self.wrong: dict[str, str] = {}
        self.read_only = False

    @property
    def currency(self) -> str:
        return self.office.company.currency

    @property
    def country(self) -> str:
        """How numbers are most likely written."""
        return self.office.company.country

    @property
    def is_new(self) -> bool:
        return not self.record.id

    @property
    def is_dirty(self) -> bool:
        """Whether leaving would lose something that was typed or picked."""
        typed = any(text.strip() for text in self.pending.values())
        return typed or bool(self.choices) or self.record not in (self.original, self.begun)

    @property
    def why_fixed(self) -> str:
        """Why this record cannot be changed here or any more; empty when it can."""
        if self.read_only:
            return "this console is read-only"
        return "" if self.is_new else self._fixed(self.original)

    def begin_with(self, record: Any, *, mine: Any = None) -> None:
        """Go on with the record as it is saved now; `mine` is what stands in the form over it."""
        self.original = record
        self.begun = self._begin(record)
        self.record = self.begun if mine is None else mine
        self.pending, self.wrong, self.problems = {}, {}, {}
        self.notes, self.choices = {}, {}

    def say_problems(self, said: dict[str, str]) -> None:
        """What is wrong with fields, by their names; nothing else is."""
        self.problems = said

    def put_back(self, pending: Mapping[str, str]) -> None:
        """Texts that meant nothing yet when the form was left."""
        self.pending = dict(pending)

    def set(self, **changes: Any) -> None:
        """Change the record."""
        self.record = replace(self.record, **changes)

    def drop(self, attribute: str, place: int) -> None:
        """Take an entry off its list."""
        entries = getattr(self.record, attribute)
        self.set(**{attribute: (*entries[:place], *entries[place + 1 :])})
        about: tuple[dict[str, str] | dict[str, Clash], ...] = (
            self.pending, self.wrong, self.problems, self.notes, self.choices,
        )  # fmt: skip
        for said in about:
            for name in [each for each in said if each.startswith(f"{attribute}.")]:
                said.pop(name)

    def forget_note(self, name: str) -> None:
        """A person looked at a field that both had changed, and made up their mind."""
        self.notes.pop(name, None)
        self.choices.pop(name, None)
