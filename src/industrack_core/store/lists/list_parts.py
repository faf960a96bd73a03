"""What a list is made of: orders, filters, words."""

from collections.abc import Mapping
from dataclasses import field

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    FromClause,
    Select,
    Table,
)

from industrack_core.domain.dataclass import dataclass
from industrack_core.store.engine.columns import TableColumn
from industrack_core.store.engine.prepared import Expression
from industrack_core.store.reads.kept_rows import Theirs


@dataclass(frozen=True)
class Sort:
    """Columns in order, the record's id last: `source` has an index in that order, of the rows that are `within`.

    `facet` is what the index has for filters; `facets` are those for which another one leads with the filter's columns.
    """

    columns: tuple[Expression, ...]
    source: FromClause
    within: ColumnElement[bool] | None = None
    facet: ColumnElement[str] | None = None
    facets: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Filter:
    """What is left of a list. Where texts are sorted it is a `facet` of theirs, or all `but` one: `others` by name.

    `ids` are the records that it leaves, where they have an index of their own.
    """

    condition: ColumnElement[bool]
    facet: str = ""
    but: str = ""
    others: tuple[str, ...] = ()
    ids: Select[tuple[int]] | None = None


@dataclass(frozen=True)
class WordIndex:
    """Where a word is looked up, and which column of the list the found ids are of."""

    word: Expression
    record_id: Expression
    matches: TableColumn
    condition: ColumnElement[bool] | None = None


@dataclass(frozen=True)
class ListKind:
    """A list over `table`. `joined` says how further tables hang on it; `sorts` and `filters` go by name.

    `always` is what the whole list has: it does without where texts are sorted, which only have what is listed. `ids`
    leads to that, and maybe to more, where few of many records have it. `theirs` is what of it somebody sees who is
    kept to some calendars; without it they see all of it.
    """

    table: Table
    columns: Mapping[str, Expression]
    sorts: Mapping[str, Sort]
    filters: Mapping[str, Filter] = field(default_factory=dict)
    words: tuple[WordIndex, ...] = ()
    joined: tuple[tuple[FromClause, ColumnElement[bool], bool], ...] = ()
    always: ColumnElement[bool] | None = None
    ids: CompoundSelect[tuple[int]] | None = None
    parent: TableColumn | None = None
    theirs: Theirs | None = None
