"""Pages of lists. A page begins where the one before ended, inside an index, whatever there is before it.

What is found or filtered is weighed first: where few records have it, those are taken by their ids and sorted;
where many have it, the list is walked in its order, and a page is full after a few rows more than it has.
"""

from collections.abc import Sequence
from enum import Enum
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Select,
    and_,
    bindparam,
    exists,
    func,
    literal_column,
    or_,
    select,
    tuple_,
    union,
)

from industrack_core.domain.errors import UsageError
from industrack_core.domain.list_words import list_words
from industrack_core.domain.listing import COUNT_LIMIT, ListPage, ListQuery, ListRow, ListWindow, Position
from industrack_core.domain.text import words
from industrack_core.store.list_kinds import LISTS, ListKind, Sort, WordIndex
from industrack_core.store.prepared import Prepared, one_of

_MOST_WORDS = 5
_LONGEST_WORD = 32
_FEW = 1024
"""Up to so many are taken by their ids."""


def typed_words(text: str) -> tuple[str, ...]:
    """The words to look for, the longest first: it is most often the rarest."""
    found = dict.fromkeys(word[:_LONGEST_WORD] for word in words(text[:200]))
    if len(text) <= _LONGEST_WORD and any(character.isdigit() for character in text) and " " not in text.strip():
        joined = [word for word in list_words([text]) if all(word not in each for each in found)]
        found = dict.fromkeys(joined[:1]) or found
    return tuple(sorted(found, key=lambda word: -len(word))[:_MOST_WORDS])


def read_page(
    connection: Connection, query: ListQuery, after: Position | None, *, backwards: bool, limit: int
) -> ListPage:
    """Rows after a position (None: from the beginning), or before it when `backwards` (None: from the end).

    They come in the list's order either way. Raises UsageError for a list, order or filter that does not exist.
    """
    kind = _kind(query)
    narrowed = _narrow(connection, query)
    if narrowed is None:
        return ListPage()
    return _page(connection, query, kind, narrowed, after, Bound.BEYOND, backwards=backwards, limit=limit)


def read_around(
    connection: Connection, query: ListQuery, record_id: int, position: Position | None, *, before: int, after: int
) -> ListWindow:
    """`after` rows from a record's on, and the `before` rows ahead of it, by where it stands now.

    A record that is gone, or that the list does not have any more, has stood at `position` (None: at the beginning).
    """
    kind = _kind(query)
    narrowed = _narrow(connection, query)
    if narrowed is None:
        return ListWindow()
    place = _place(connection, query, record_id, narrowed) or position
    rest = _page(connection, query, kind, narrowed, place, Bound.FROM, backwards=False, limit=after)
    ahead = ListPage()
    if place is not None:
        ahead = _page(connection, query, kind, narrowed, place, Bound.BEYOND, backwards=True, limit=before)
    rows = ahead.rows + rest.rows
    return ListWindow(rows, min(len(ahead.rows), max(len(rows) - 1, 0)), ahead.more, rest.more)


class _Narrowed(NamedTuple):
    """What a query's words, filter and parent leave: its ids where they are few, and what statements need."""

    shape: "Shape"
    values: dict[str, Any]
    few: list[int] | None


def _narrow(connection: Connection, query: ListQuery) -> _Narrowed | None:
    """None where nothing is left."""
    typed = typed_words(query.find)
    if query.find.strip() and not typed:
        return None
    values = _values(query, typed)
    few = _few(connection, query, len(typed), values)
    if few is not None and not few:
        return None
    return _Narrowed(_shape(query, len(typed)), values, few)


def _page(
    connection: Connection,
    query: ListQuery,
    kind: ListKind,
    narrowed: _Narrowed,
    place: Position | None,
    bound: "Bound",
    *,
    backwards: bool,
    limit: int,
) -> ListPage:
    descending = query.descending != backwards
    few = narrowed.few is not None
    bound = bound if place is not None else Bound.NONE
    statement = _page_of(query.name, query.sort, descending, narrowed.shape, few, bound)
    values = {"ids": narrowed.few} if few else narrowed.values
    places = {f"at_{number}": value for number, value in enumerate(place or ())}
    rows = statement.rows(connection, **values, **places, most=limit + 1)
    found = [_row(kind, kind.sorts[query.sort], row) for row in rows[:limit]]
    return ListPage(tuple(reversed(found) if backwards else found), len(rows) > limit)


def _place(connection: Connection, query: ListQuery, record_id: int, narrowed: _Narrowed) -> Position | None:
    """Where a record stands in the list now; None when the list does not have it."""
    if narrowed.few is not None and record_id not in narrowed.few:
        return None
    statement = _place_of(query.name, query.sort, narrowed.shape)
    return statement.first(connection, **narrowed.values, record=record_id)


def count(connection: Connection, query: ListQuery) -> int:
    """How many records the list has; counted up to COUNT_LIMIT + 1."""
    typed = typed_words(query.find)
    if query.find.strip() and not typed:
        return 0
    _kind(query)
    statement = _counting(query.name, _shape(query, len(typed)))
    found: int = statement.one(connection, **_values(query, typed))[0]
    return found


Shape = tuple[str, int, bool]
"""What a statement depends on: the filter, how many words are typed, whether it is the list of a record."""


def _shape(query: ListQuery, words_typed: int) -> Shape:
    return query.filter, words_typed, query.parent != 0


def _kind(query: ListQuery) -> ListKind:
    kind = LISTS.get(query.name)
    if kind is None or query.sort not in kind.sorts or (query.filter and query.filter not in kind.filters):
        raise UsageError(f"There is no list {query.name} by {query.sort} {query.filter}".rstrip() + ".")
    return kind


def _values(query: ListQuery, typed: Sequence[str]) -> dict[str, Any]:
    values: dict[str, Any] = {"parent": query.parent} if query.parent else {}
    for place, word in enumerate(typed):
        values[f"low_{place}"], values[f"high_{place}"] = word, word + "\U0010ffff"
    return values


def _few(connection: Connection, query: ListQuery, typed: int, values: dict[str, Any]) -> list[int] | None:
    """The ids of what is found or filtered, where they are few; None where they are many, or nothing narrows."""
    if not (typed or query.filter or query.parent):
        return None
    found = _weighing(query.name, _shape(query, typed)).column(connection, **values)
    return found if len(found) <= _FEW else None


def _conditions(kind: ListKind, shape: Shape) -> list[ColumnElement[bool]]:
    name, typed, of_parent = shape
    conditions = [kind.always] if kind.always is not None else []
    if name:
        conditions.append(kind.filters[name])
    if of_parent and kind.parent is not None:
        conditions.append(kind.parent == bindparam("parent"))
    for place in range(typed):
        conditions.append(or_(*(_says(index, place) for index in kind.words)))
    return conditions


def _begins(index: WordIndex, place: int, word: ColumnElement[Any]) -> list[ColumnElement[bool]]:
    found = [word >= bindparam(f"low_{place}"), word < bindparam(f"high_{place}")]
    return [*([index.condition] if index.condition is not None else []), *found]


def _says(index: WordIndex, place: int) -> ColumnElement[bool]:
    """The record, or the customer it is of, has a word that begins with the typed one."""
    return exists().where(index.record_id == index.matches, *_begins(index, place, index.word))


def _narrowed(name: str, shape: Shape, limit: int) -> Select[Any]:
    """Ids of what words, filter and parent leave, `limit` at most; the longest word leads, through its own index."""
    kind = LISTS[name]
    table, most = kind.table, literal_column(str(limit), Integer)
    found = select(table.c.id).select_from(_source(kind, table, None))
    if not shape[1]:
        return found.where(*_conditions(kind, shape)).limit(most)
    ways = [
        select(table.c.id.label("id")).where(
            index.matches.in_(select(index.record_id).where(*_begins(index, 0, index.word)))
        )
        for index in kind.words
    ]
    led = union(*ways).subquery() if len(ways) > 1 else ways[0].subquery()
    rest = _conditions(kind, (shape[0], 0, shape[2]))
    rest += [or_(*(_says(index, place) for index in kind.words)) for place in range(1, shape[1])]
    return found.where(table.c.id.in_(select(led.c.id)), *rest).limit(most)


@cache
def _weighing(name: str, shape: Shape) -> Prepared:
    return Prepared(_narrowed(name, shape, _FEW + 1))


@cache
def _counting(name: str, shape: Shape) -> Prepared:
    return Prepared(select(func.count()).select_from(_narrowed(name, shape, COUNT_LIMIT + 1).subquery()))


def _source(kind: ListKind, begun: Any, sort: Sort | None) -> Any:
    """The list's table and what hangs on it; those that the order has joined already are not joined again."""
    source = begun
    for other, on, outer in kind.joined:
        if sort is None or not _is_in(other, sort.source):
            source = source.join(other, on, isouter=outer)
    return source


def _is_in(table: Any, source: Any) -> bool:
    return any(each is table for each in getattr(source, "_from_objects", ()))


class Bound(Enum):
    """Where a page begins: at an end of the list, past a position, or with it."""

    NONE = 0
    BEYOND = 1
    FROM = 2


@cache
def _page_of(name: str, by: str, descending: bool, shape: Shape, few: bool, bound: Bound) -> Prepared:
    kind = LISTS[name]
    sort = kind.sorts[by]
    source = _source(kind, sort.source, sort)
    statement: Select[Any] = select(kind.table.c.id, kind.table.c.version, *kind.columns.values(), *sort.columns)
    statement = statement.select_from(source)
    statement = statement.where(one_of(kind.table.c.id, "ids")) if few else statement.where(*_conditions(kind, shape))
    if bound is not Bound.NONE:
        statement = statement.where(_beyond(sort, descending, bound))
    order = [column.desc() if descending else column for column in sort.columns]
    statement = statement.order_by(*order).limit(bindparam("most", type_=Integer))
    return Prepared(statement, "ids") if few else Prepared(statement)


@cache
def _place_of(name: str, by: str, shape: Shape) -> Prepared:
    kind = LISTS[name]
    sort = kind.sorts[by]
    statement = select(*sort.columns).select_from(_source(kind, sort.source, sort))
    return Prepared(statement.where(kind.table.c.id == bindparam("record"), *_conditions(kind, shape)))


def _beyond(sort: Sort, descending: bool, bound: Bound) -> ColumnElement[bool]:
    """From the position on: as a comparison of rows, beside the plain bound that opens the index where it begins."""
    first = sort.columns[0]
    here = [bindparam(f"at_{place}", type_=column.type) for place, column in enumerate(sort.columns)]
    rows, position = tuple_(*sort.columns), tuple_(*here)
    if descending:
        return and_(first <= bindparam("at_0"), rows <= position if bound is Bound.FROM else rows < position)
    return and_(first >= bindparam("at_0"), rows >= position if bound is Bound.FROM else rows > position)


def _row(kind: ListKind, sort: Sort, row: Sequence[Any]) -> ListRow:
    record_id, version, *rest = row
    names = list(kind.columns)
    values = dict(zip(names, rest[: len(names)], strict=True))
    return ListRow(record_id, version, values, tuple(rest[len(names) :]))
