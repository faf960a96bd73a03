"""What a record's form is told of its record: parts, fields, lists of entries. A new card is a new one of these."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from typing import TYPE_CHECKING

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.records.held import Held
from industrack_tui.commands.command import Command
from industrack_tui.commands.forms import CANCEL, HELP, PARTS, SAVE
from industrack_tui.forms.record.field_spec import FieldSpec, Owner, State
from industrack_tui.widgets.form.sheet import Parts, Section, Slot, SlotKind

if TYPE_CHECKING:
    from industrack_core.desk.desk import Desk
    from industrack_core.domain.acts.acts import Act


@dataclass(frozen=True, slots=True)
class FieldRow:
    """Fields beside each other, all of them or, where that is said of one, those that are shown. `slots` are their
    places; `changes` says whether what is shown of them does."""

    fields: tuple[FieldSpec, ...]
    is_shown: Callable[[State], bool] | None = None
    slots: tuple[Slot, ...] = field(init=False)
    changes: bool = field(init=False)
    is_line: bool = field(init=False)
    label: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "slots", tuple(each.slot(each.name) for each in self.fields))
        object.__setattr__(self, "changes", any(each.is_shown or each.hint for each in self.fields))
        object.__setattr__(self, "is_line", self.fields[0].kind is SlotKind.LINE)
        object.__setattr__(self, "label", self.fields[0].label)


def across(*fields: FieldSpec, is_shown: Callable[[State], bool] | None = None) -> FieldRow:
    """Fields beside each other; each but the last takes its share of the width."""
    return FieldRow(fields, is_shown)


@dataclass(frozen=True, slots=True)
class Beside:
    """Texts beside the cells of an entry, in a form of at least `room` cells; `right` as of a field."""

    say: Callable[[State, Owner], Parts]
    room: int = 0
    right: str = ""


@dataclass(frozen=True, slots=True)
class Entries:
    """A list that is an attribute `name` of the record, or of the state: then it is only looked at.

    It is a line of cells, and of texts beside them, for each entry, and a field that adds one. A cell named `""` is the
    entry itself; at the `edge` it stands where labels do, if it is narrow enough. With `captions`, a text over each of
    those beside, the labels of the cells stand over the first entry. `is_listed` leaves entries out. Under each entry
    come those of a list `inner` that it has itself.
    """

    name: str
    cells: tuple[FieldSpec | Beside, ...]
    add: FieldSpec | None
    captions: Parts = ()
    is_listed: Callable[[State, Owner], bool] | None = None
    inner: "Entries | None" = None
    edge: bool = True


@dataclass(frozen=True, slots=True)
class Said:
    """Sentences between the fields, as lines of parts; `right` as of a field."""

    say: Callable[[State], Sequence[Parts]]
    right: str = ""


Content = FieldRow | Entries | Said


@dataclass(frozen=True, slots=True)
class FormPart:
    """A part of the form, and the line that it begins with, where it has one."""

    place: Section
    heading: str
    content: tuple[Content, ...]
    is_shown: Callable[[State], bool] | None = None


def section(
    name: str, label: str, *content: Content, heading: str | None = None, key: str = "", letter: str = "",
    first: str = "", is_shown: Callable[[State], bool] | None = None,
) -> FormPart:  # fmt: skip
    """A part with its lines. Its heading is its label unless it has another, or none. For `key`, `letter` and `first`
    see `Section`; where no part of a form says its key, they are those from f4 on."""
    heading = label if heading is None else heading
    return FormPart(Section(name, label, 0, key, letter, first), heading, content, is_shown)


@dataclass(frozen=True, slots=True)
class Reading:
    """What is read beside the record and shown with it: `read` answers it by names, for the record and what it is
    `about`. It is read again as long as it is about something else by then; about None, it is `otherwise`.

    Keys wait for it, unless it is read `meanwhile`. With `weighs`, somebody is about to do the act.
    """

    read: "Callable[[Desk, Held, Held], Mapping[str, Held]]"
    about: Callable[[State], Held] = lambda state: ()
    otherwise: Mapping[str, Held] = field(default_factory=dict)
    meanwhile: bool = False
    weighs: bool = False


BESIDE = ("beside",)


def beside(fetch: "Callable[[Desk, Held], Mapping[str, Held]]") -> dict[str, Reading]:
    """The one reading of a form: what belongs to the record as it is entered."""
    return {"beside": Reading(lambda desk, record, about: fetch(desk, record))}


@dataclass(frozen=True, slots=True)
class RecordSpec:
    """A record's form. `kind` as in the store, `word` as people say it; `title` is its heading.

    `first` is the field that a new one begins in, `first_again` that of a saved one where it is another.

    `begin` is what the form begins with over the record as it is saved. `readings` are what the form shows beside the
    record, by name; those of `rereads` are read again whenever something was picked or taken off. `fixed` says why a
    record cannot be changed any more. `act` makes the act that saves it, where that is not `SaveRecord`; `deed` is what
    people call it. By names of attributes: `labels` are what people call them, `places` the fields that show them under
    another name, `says` tells a value in words where its field cannot. `keys` are those that only this form has.
    `keeps` are the types of records that are kept on disk while they are half entered: what is typed again in a moment
    is not.
    """

    kind: str
    word: str
    sections: tuple[FormPart, ...]
    title: Callable[[State], str]
    first: str
    first_again: str = ""
    begin: Callable[[Held], Held] = lambda record: record
    readings: Mapping[str, Reading] = field(default_factory=dict)
    rereads: tuple[str, ...] = ()
    fixed: Callable[[Held], str] = lambda record: ""
    act: "Callable[[State], Act] | None" = None
    keys: tuple[Command, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    says: Mapping[str, Callable[[State, Held], str]] = field(default_factory=dict)
    deed: str = "save"
    keeps: tuple[type, ...] = ()
    fields: Mapping[str, FieldSpec] = field(init=False, repr=False, compare=False)
    """By name: `price`, `lines.add`, or `lines.*.price` for a cell of a list."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "sections", _with_keys(self.sections))
        object.__setattr__(self, "fields", dict(_fields_of(self.sections)))

    @property
    def commands(self) -> tuple[Command, ...]:
        """The keys of the form."""
        save = SAVE if self.deed == "save" else replace(SAVE, label=self.deed.capitalize(), help=f"{self.deed} it")
        return (save, *self.keys, CANCEL, HELP, PARTS)

    def entries(self, name: str) -> Entries | None:
        """The list of that name."""
        lists = (each for part in self.sections for each in part.content if isinstance(each, Entries))
        return next((each for each in lists if each.name == name), None)


def _with_keys(parts: tuple[FormPart, ...]) -> tuple[FormPart, ...]:
    if any(part.place.key for part in parts):
        return parts
    keyed = (replace(part, place=part.place._replace(key=f"f{key}")) for key, part in enumerate(parts[:7], 4))
    return (*keyed, *parts[7:])


def _fields_of(parts: tuple[FormPart, ...]) -> Iterator[tuple[str, FieldSpec]]:
    for part in parts:
        for content in part.content:
            if isinstance(content, FieldRow):
                yield from ((each.name, each) for each in content.fields)
            elif isinstance(content, Entries):
                yield from _fields_in(content, content.name)


def _fields_in(entries: Entries, name: str) -> Iterator[tuple[str, FieldSpec]]:
    for cell in entries.cells:
        if isinstance(cell, FieldSpec):
            yield f"{name}.*.{cell.name}".rstrip("."), cell
    if entries.add is not None:
        yield f"{name}.add", entries.add
    if entries.inner is not None:
        yield from _fields_in(entries.inner, f"{name}.*.{entries.inner.name}")
