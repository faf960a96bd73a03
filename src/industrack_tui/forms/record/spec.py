"""What a record's form is told of its record: parts, fields, lists of entries. A new card is a new one of these."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from industrack_core.domain.acts.limits import LINE_LIMIT
from industrack_core.domain.records.held import Held
from industrack_tui.commands.command import Command
from industrack_tui.commands.forms import CANCEL, HELP, PARTS, SAVE
from industrack_tui.widgets.form.layout import Parts, Section, Slot, SlotKind
from industrack_tui.widgets.form.pick import Candidate
from industrack_tui.widgets.form.picture import Shown

if TYPE_CHECKING:
    from industrack_core.desk.desk import Desk
    from industrack_core.domain.acts.acts import Act
    from industrack_tui.forms.record.entry import RecordEntry
    from industrack_tui.forms.record.state import RecordState

Owner = Any
"""The record, or an entry of one of its lists: a frozen value that a field is about."""


@dataclass(frozen=True, slots=True)
class Opens:
    """What the form is to do next, where a field cannot answer by itself: ask for a file, show one."""

    run: "Callable[[RecordEntry], None]"


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """A field of an owner. What it does is said by functions of the model and the owner; none writes anything.

    `show` is what it says at rest; `why_not` says why it cannot be changed now. `put` answers the owner with a typed
    text in it, or raises EntryError. A field to pick in has `offer` (candidates for what is typed) or `seek` (the
    same, read in the background), and `pick`: the owner with the candidate's value, and maybe the name of the field to
    go to. `press` answers the owner after a key on a line, None when the key means nothing there; both may answer
    `Opens`. `opens` is what enter does on a line of a saved record. With `refetches`, what the form shows beside the
    record is read again once the field changed.
    A field that `tells` says what it understood, while somebody types in it something that reads otherwise.
    A cell that not every entry of its list has says in `is_for` which do.
    """

    name: str
    label: str = ""
    kind: SlotKind = SlotKind.TEXT
    show: "Callable[[RecordState, Owner], Shown]" = lambda model, owner: Shown()
    put: "Callable[[RecordState, Owner, str], Owner] | None" = None
    offer: "Callable[[RecordState, Owner, str], Sequence[Candidate]] | None" = None
    seek: "Callable[[Desk, RecordState, str], Sequence[Candidate]] | None" = None
    pick: "Callable[[RecordState, Owner, Held], Owner | tuple[Owner, str] | Opens] | None" = None
    press: "Callable[[RecordState, Owner, str], Owner | Opens | None] | None" = None
    opens: "Callable[[RecordEntry], None] | None" = None
    is_shown: "Callable[[RecordState], bool]" = lambda model: True
    is_for: Callable[[Owner], bool] = lambda entry: True
    why_not: "Callable[[RecordState], str]" = lambda model: ""
    stays: bool = False
    refetches: bool = False
    share: float = 1.0
    cells: int = 0
    rows: int = 1
    limit: int = LINE_LIMIT
    placeholder: str = ""
    replaces: bool = False
    tells: bool = False
    role: str = ""

    def slot(self, name: str) -> Slot:
        """Its place in the sheet, under the name it has there."""
        return Slot(
            name, self.label, self.share, self.kind, self.placeholder, self.replaces, self.limit, self.rows, self.cells,
            not self.stays, self.role,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class FieldRow:
    """Fields beside each other."""

    fields: tuple[FieldSpec, ...]


def across(*fields: FieldSpec) -> FieldRow:
    """Fields beside each other; each but the last takes its share of the width."""
    return FieldRow(fields)


@dataclass(frozen=True, slots=True)
class Entries:
    """A list that is the record's attribute `name`: a line of cells for each entry, and a field that adds one.

    A cell named `""` is the entry itself: delete takes it off. `after` are texts that follow the cells. With
    `captions`, the texts over those, the labels of the cells stand over the first entry. `is_listed` leaves entries
    out.
    """

    name: str
    cells: tuple[FieldSpec, ...]
    add: FieldSpec | None
    after: "Callable[[RecordState, Owner], Parts] | None" = None
    captions: Parts = ()
    is_listed: "Callable[[RecordState, Owner], bool]" = lambda model, owner: True


@dataclass(frozen=True, slots=True)
class Said:
    """Sentences between the fields, as lines of parts."""

    say: "Callable[[RecordState], Sequence[Parts]]"


Content = FieldRow | Entries | Said


@dataclass(frozen=True, slots=True)
class FormPart:
    """A part of the form, and the line that it begins with, where it has one."""

    place: Section
    heading: str
    content: tuple[Content, ...]


def section(
    name: str,
    label: str,
    *content: Content,
    heading: str | None = None,
    key: str = "",
    letter: str = "",
    first: str = "",
) -> FormPart:
    """A part with its lines. Its heading is its label unless it has another, or none. For `key`, `letter` and `first`
    see `Section`; where no part of a form says its key, they are those from f4 on."""
    return FormPart(Section(name, label, 0, key, letter, first), label if heading is None else heading, content)


@dataclass(frozen=True, slots=True)
class RecordSpec:
    """A record's form. `kind` as in the store, `word` as people say it; `title` is its heading.

    `first` is the field that a new one begins in, `first_again` that of a saved one where it is another.

    `begin` is what the form begins with over the record as it is saved. `fetch` reads what the form shows beside the
    record, by name; `fixed` says why a record cannot be changed any more. `act` makes the act that saves it, where
    that is not `SaveRecord`; `deed` is what people call it. `keys` are those that only this form has. `keeps` are the
    types of records that are kept on disk while they are half entered: what is typed again in a moment is not.
    """

    kind: str
    word: str
    sections: tuple[FormPart, ...]
    title: "Callable[[RecordState], str]"
    first: str
    first_again: str = ""
    begin: Callable[[Held], Held] = lambda record: record
    fetch: "Callable[[Desk, Held], Mapping[str, Held]] | None" = None
    fixed: Callable[[Held], str] = lambda record: ""
    act: "Callable[[RecordState], Act] | None" = None
    keys: tuple[Command, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    deed: str = "save"
    keeps: tuple[type, ...] = ()
    _fields: dict[str, FieldSpec] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "sections", _with_keys(self.sections))
        object.__setattr__(self, "_fields", _fields_of(self.sections))

    @property
    def commands(self) -> tuple[Command, ...]:
        """The keys of the form."""
        save = SAVE if self.deed == "save" else replace(SAVE, label=self.deed.capitalize())
        return (save, *self.keys, CANCEL, HELP, PARTS)

    def field(self, name: str) -> FieldSpec | None:
        """The field of that name: `price`, `lines.add`, or `lines.price` for a cell of a list."""
        return self._fields.get(name)

    def entries(self, name: str) -> Entries | None:
        """The list of that name."""
        lists = (each for part in self.sections for each in part.content if isinstance(each, Entries))
        return next((each for each in lists if each.name == name), None)


def _with_keys(parts: tuple[FormPart, ...]) -> tuple[FormPart, ...]:
    if any(part.place.key for part in parts):
        return parts
    keyed = (replace(part, place=part.place._replace(key=f"f{key}")) for key, part in enumerate(parts[:7], 4))
    return (*keyed, *parts[7:])


def _fields_of(parts: tuple[FormPart, ...]) -> dict[str, FieldSpec]:
    found: dict[str, FieldSpec] = {}
    for each in parts:
        for content in each.content:
            if isinstance(content, FieldRow):
                found.update((one.name, one) for one in content.fields)
            elif isinstance(content, Entries):
                found.update((f"{content.name}.{one.name}".rstrip("."), one) for one in content.cells)
                if content.add is not None:
                    found[f"{content.name}.add"] = content.add
    return found
