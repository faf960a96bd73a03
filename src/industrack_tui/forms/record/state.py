"""What a record's form holds: the record as it is entered, as it was opened, and what is said at its fields."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from industrack_core.domain.records.held import Fields, Held
from industrack_core.domain.records.office import Office
from industrack_core.domain.rights import Right, may
from industrack_tui.forms.entry_state import EntryState
from industrack_tui.forms.schedule_entry import Clockwork
from industrack_tui.start import Files


class RecordState(EntryState):
    """One record being entered: `record` as it would be saved, `original` as it was opened, `begun` as it began.

    `origin` is what a new one comes from, as people say it: `estimate E-1007`. `extra` is what was read beside it.
    `begin` and `fixed` as in the form's description.
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
        self.origin = ""
        self.extra: Fields = {}
        self.asks: list[str] = []
        """What is to be read again, by the names of the description's readings; taken off by the form."""
        self.read_only = False
        self.files = Files()
        """How a person reaches files of theirs, to attach one."""

    @property
    def currency(self) -> str:
        return self.office.company.currency

    def money(self, minor: int) -> str:
        """An amount in words; nothing for who does not see prices."""
        from industrack_core.desk.values.money import money_text

        return money_text(minor, self.currency) if may(self.office.person, Right.SEE_PRICES) else ""

    @property
    def country(self) -> str:
        """How numbers are most likely written."""
        return self.office.company.country

    @property
    def is_new(self) -> bool:
        return not self.record.id

    @property
    def saved(self) -> tuple[int, int]:
        """Id and version of the record as it is saved; 0 for a new one."""
        return self.original.id, self.original.version

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

    def put_beside(self, found: Mapping[str, Held]) -> None:
        """What was read beside the record."""
        self.extra |= found

    def drop(self, listed: str, place: int) -> None:
        """Take an entry off a list, `lines`; what is said and typed at the entries after it moves with them."""
        self.record = _without(self.record, listed.split("."), place)
        self.leave_out(listed, place)


def _without(owner: Held, path: Sequence[str], place: int) -> Held:
    """The owner without an entry of the list that the path leads to: `lines`, or `orders`, `0`, `lines`."""
    attribute, *rest = path
    entries = getattr(owner, attribute)
    if not rest:
        return replace(owner, **{attribute: (*entries[:place], *entries[place + 1 :])})
    at = int(rest[0])
    return replace(owner, **{attribute: (*entries[:at], _without(entries[at], rest[1:], place), *entries[at + 1 :])})
