"""What a record's form holds: the record as it is entered, as it was opened, and what is said at its fields."""

from collections.abc import Callable
from dataclasses import replace

from industrack_core.domain.records.held import Fields, Held
from industrack_core.domain.records.office import Office
from industrack_tui.forms.entry_state import EntryState
from industrack_tui.forms.schedule_entry import Clockwork


class RecordState(EntryState):
    """One record being entered: `record` as it would be saved, `original` as it was opened, `begun` as it began.

    `extra` is what was read beside it. `begin` and `fixed` as in the form's description.
    """

    def __init__(
        self,
        record: Held,
        office: Office,
        clock: Clockwork,
        begin: Callable[[Held], Held],
        fixed: Callable[[Held], str],
    ) -> None:
        super().__init__()
        self.office, self.clock = office, clock
        self._begin, self._fixed = begin, fixed
        self.original = record
        self.record = self.begun = begin(record)
        self.extra: Fields = {}
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
        return self.is_typed_in or self.record not in (self.original, self.begun)

    @property
    def why_fixed(self) -> str:
        """Why this record cannot be changed here or any more; empty when it can."""
        if self.read_only:
            return "this console is read-only"
        return "" if self.is_new else self._fixed(self.original)

    def begin_with(self, record: Held, *, mine: Held = None) -> None:
        """Go on with the record as it is saved now; `mine` is what stands in the form over it."""
        self.original = record
        self.begun = self._begin(record)
        self.record = self.begun if mine is None else mine
        self.pending, self.wrong, self.problems = {}, {}, {}
        self.notes, self.choices = {}, {}

    def set(self, **changes: Held) -> None:
        """Change the record."""
        self.record = replace(self.record, **changes)

    def drop(self, attribute: str, place: int) -> None:
        """Take an entry off its list; what is said and typed at the entries after it moves with them."""
        entries = getattr(self.record, attribute)
        self.set(**{attribute: (*entries[:place], *entries[place + 1 :])})
        self.leave_out(attribute, place)
