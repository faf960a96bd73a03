"""A field of a form as a description: what it shows, what typing, picking and pressing make of its owner."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from industrack_core.domain.acts.limits import LINE_LIMIT
from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.records.held import Held
from industrack_tui.widgets.form.pick import Candidate
from industrack_tui.widgets.form.picture import Shown
from industrack_tui.widgets.form.sheet import Slot, SlotKind

if TYPE_CHECKING:
    from industrack_core.desk.desk import Desk

Owner = Any
"""The record, or an entry of one of its lists: a frozen value that a field is about."""
State = Any
"""What the form holds: a `RecordState`, or what is made of one for a form that knows more of its record."""
Form = Any
"""The form on the screen: a `RecordEntry`, or one that knows more."""


@dataclass(frozen=True, slots=True)
class Opens:
    """What the form is to do next, where a field cannot answer by itself: ask for a file, show one."""

    run: Callable[[Form], None]


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """A field of an owner. What it does is said by functions of the state and the owner; none writes to the record.

    `show` is what it says at rest; `why_not` says why it cannot be changed now. `put` answers the owner with a typed
    text in it, or raises EntryError. A field to pick in has `offer` (candidates for what is typed) or `seek` (the
    same, read in the background), and `pick`: the owner with the candidate's value, and maybe the name of its field to
    go to. `unpick` answers the owner once something else is typed where a thing was picked. `press` answers the owner
    after a key on a line, None when the key means nothing there; `pick` and `press` may answer `Opens`. `opens` is what
    enter does on a line of a saved record. `entered` is told when somebody enters it. What is read beside the record
    under the names of `rereads` is read again once the field changed.
    A field that `tells` says what it understood, while somebody types in it something that reads otherwise.
    A cell that not every entry of its list has says in `is_for` which do. Keys of `removed_by` take its entry off the
    list: delete and backspace, where it is the entry itself. So does backspace in one that `goes_when_empty`.
    Who has not the `right` to see it has a form without it.
    """

    name: str
    label: str = ""
    kind: SlotKind = SlotKind.TEXT
    show: Callable[[State, Owner], Shown] = lambda state, owner: Shown()
    put: Callable[[State, Owner, str], Owner] | None = None
    offer: Callable[[State, Owner, str], Sequence[Candidate]] | None = None
    seek: "Callable[[Desk, State, str], Sequence[Candidate]] | None" = None
    pick: Callable[[State, Owner, Held], Owner | tuple[Owner, str] | Opens] | None = None
    unpick: Callable[[State, Owner, str], Owner] | None = None
    press: Callable[[State, Owner, str], Owner | Opens | None] | None = None
    opens: Callable[[Form], None] | None = None
    entered: Callable[[State], None] | None = None
    is_shown: Callable[[State], bool] | None = None
    is_for: Callable[[Owner], bool] | None = None
    why_not: Callable[[State], str] | None = None
    hint: Callable[[State], str] | None = None
    stays: bool = False
    rereads: tuple[str, ...] = ()
    removed_by: frozenset[str] = frozenset()
    goes_when_empty: bool = False
    share: float = 1.0
    cells: int = 0
    rows: int = 1
    limit: int = LINE_LIMIT
    placeholder: str = ""
    replaces: bool = False
    tells: bool = False
    role: str = ""
    right: str = ""

    def slot(self, name: str) -> Slot:
        """Its place in the sheet, under the name it has there."""
        return Slot(
            name, self.label, self.share, self.kind, self.placeholder, self.replaces, self.limit, self.rows, self.cells,
            not self.stays, self.role,
        )  # fmt: skip

    def is_in(self, state: State, owner: Owner) -> bool:
        """Whether the form shows it now."""
        return (self.is_shown is None or self.is_shown(state)) and (self.is_for is None or self.is_for(owner))
