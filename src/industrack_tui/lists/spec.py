"""What a list screen is told of its list: columns, filters, what enter and `a` do. A new list is a new one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, replace
from datetime import date
from typing import TYPE_CHECKING, Protocol

from textual.app import App

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.hidden import hidden_columns
from industrack_core.domain.outcomes import Done
from industrack_core.domain.records.listing import ListQuery, ListRow
from industrack_core.domain.records.office import Office
from industrack_core.domain.rights import Sitter, lacking_sight
from industrack_tui.bridge import Bridge
from industrack_tui.glyphs import Glyphs
from industrack_tui.session import Actor, Session
from industrack_tui.themes import Look

if TYPE_CHECKING:
    from industrack_core.desk.desk import Desk

Value = int | str | None
Draw = Callable[[Value, Office], str]
Rows = Sequence[ListRow]


def as_text(value: Value, office: Office) -> str:
    """A text as it is kept."""
    return "" if value is None else str(value)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `least` cells, and its `share` of what is left over. Without room those of the highest `rank` go.

    `sort` is the order of the list it stands for, empty where there is none. `role` dresses a value; `hue` names a
    patch of color before it.
    """

    name: str
    label: str
    least: int
    share: float = 0.0
    rank: int = 0
    draw: Draw = as_text
    to_the_right: bool = False
    sort: str = ""
    role: Callable[[ListRow], str] | None = None
    hue: Callable[[ListRow, Office], str] | None = None


class OpenList(Actor, Protocol):
    """A list on the screen, as what is done in it knows it.

    `of` is the name of the record whose list it is, `query_now` what is shown, its `parent` that record's id.
    """

    spec: "ListSpec"
    of: str
    bridge: Bridge
    office: Office
    look: Look
    glyphs: Glyphs
    query_now: ListQuery
    marks: dict[int, ListRow]

    @property
    def app(self) -> App[object]:
        """The console."""

    def draw(self) -> None:
        """Show everything as it is."""

    def reload(self) -> None:
        """Read again where the cursor is."""

    def after_form(self, done: Done | None) -> None:
        """A form over the list was left: what was saved is said, and the cursor goes to it."""


@dataclass(frozen=True, slots=True)
class ListSpec:
    """A list: `name` as in the store's lists and in `ROW_COMMANDS`, `title` and `word` (one of them) as people say
    them.

    `filters` are (name, label), the first one shown at the beginning. `open` and `add` are what enter and `a` do,
    `delete` what del does where that is not to delete the record; a
    list without `add` says why in `why_no_adding`. `summary` is read in the background for the line at the top.
    `export` is what is written of it to a file, as in `exchange.exports.KINDS`, and `exported` what people call that.
    `kinds` are the records whose news make the list read again. `derive` answers what follows from a row's values on
    a day: values that no column of the database holds, or that mean nothing for this row. `deleting` is read before
    the question about deleting a row: why it cannot be deleted, and what else is said in the question.

    `beside` answers values of a row that no database has: what is known in this console alone, of who is here.

    `rows` makes all rows of a list that the store has none of, found and sorted as the query says; `write` is what X
    does in place of writing an `export`. `kind` is what its records are where the list is called otherwise.
    """

    name: str
    title: str
    word: str
    columns: tuple[Column, ...]
    sort: str
    descending: bool = False
    filters: tuple[tuple[str, str], ...] = (("", "All"),)
    open: "Callable[[OpenList, ListRow], None] | None" = None
    add: "Callable[[OpenList], None] | None" = None
    why_no_adding: str = "nothing is added here by hand"
    summary: "Callable[[Desk, Office], str] | None" = None
    kinds: tuple[str, ...] = ()
    deletes: bool = True
    delete: "Callable[[OpenList, ListRow], None] | None" = None
    export: str = ""
    exported: str = ""
    deleting: "Callable[[Desk, ListRow], tuple[str, Sequence[str]]] | None" = None
    can_retire: bool = False
    called: Callable[[ListRow], str] = lambda row: str(row.values.get("number") or row.values.get("name") or "")
    about: Callable[[ListRow, Office], str] | None = None
    derive: Callable[[ListRow, date], Mapping[str, Value]] | None = None
    nothing: str = "Nothing here yet."
    rows: "Callable[[Desk, ListQuery], Rows] | None" = None
    beside: "Callable[[Session, ListRow], Mapping[str, Value]] | None" = None
    write: "Callable[[OpenList], None] | None" = None
    kind: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)

    @property
    def record_kind(self) -> str:
        """What its records are called in the journal and in acts."""
        return self.kind or self.name

    def whole(self, rows: Rows, today: date, session: Session) -> tuple[ListRow, ...]:
        """The rows as they were read, with what follows from them, and what is known beside them."""
        derive, beside = self.derive, self.beside
        if derive is not None:
            rows = [replace(row, values={**row.values, **derive(row, today)}) for row in rows]
        if beside is not None:
            rows = [replace(row, values={**row.values, **beside(session, row)}) for row in rows]
        return tuple(rows)

    def seen_by(self, person: Sitter | None) -> "ListSpec":
        """The list without the columns that this person does not see."""
        lacking = lacking_sight(person)
        if not lacking:
            return self
        hidden = hidden_columns(lacking)
        return replace(self, columns=tuple(each for each in self.columns if each.name not in hidden))

    def column(self, sort: str) -> Column | None:
        """The column that shows what the list is sorted by."""
        return next((column for column in self.columns if (column.sort or column.name) == sort), None)
