"""The statements of lists, each made once for what is asked of it.

A list is either walked in the order of an index, or taken by the ids that a `Lead` has and sorted. Where it is walked,
what a row is asked stands beside the order's index as far as it can; where it is taken by ids, everything else is
hidden from the planner (`_hidden`), which would rather walk.
"""

import operator
from collections.abc import Iterator, Sequence
from enum import Enum
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    FromClause,
    Integer,
    Select,
    and_,
    bindparam,
    case,
    func,
    literal_column,
    or_,
    select,
    tuple_,
    union_all,
)

from industrack_core.domain.listing import COUNT_LIMIT
from industrack_core.store.list_kinds import LISTS, Filter, ListKind, Sort, WordIndex
from industrack_core.store.prepared import Prepared

Lead = int
"""What narrows a list: a typed word by its place, or one of the two below."""
PARENT, FILTER = -1, -2
A_HANDFUL = 200
"""What has fewer is looked for no further than that."""
FEW = 3000
"""Fewer are taken by their ids; of more the list's order is tried first."""
MANY = 30_000
"""So far are several leads counted that all have many."""
STRETCH, LONG_STRETCH = 1500, 12_000
"""How many rows of the order are tried for a page; and how many next, where even more would be taken by ids."""
COUNTED = 2 * COUNT_LIMIT
"""And for counting: enough where every second record has what is looked for."""


class ListAsked(NamedTuple):
    """What statements depend on; `words` says how many are typed, `of_parent` whether it is a record's list."""

    name: str
    sort: str
    filter: str
    words: int
    of_parent: bool

    @property
    def kind(self) -> ListKind:
        return LISTS[self.name]

    @property
    def order(self) -> Sort:
        return self.kind.sorts[self.sort]

    @property
    def chosen(self) -> Filter | None:
        return self.kind.filters.get(self.filter)


class Bound(Enum):
    """Where a page begins: at an end of the list, past a position, or with it.

    Or only what has the position's first value, past or with it; or only what has another: the two in turn are a page
    where SQLite would look for the position among all that have its value.
    """

    NONE = 0
    BEYOND = 1
    FROM = 2
    TIED_BEYOND = 3
    TIED_FROM = 4
    PAST_TIED = 5


class _Test(NamedTuple):
    """What a row is asked; `of_record` when that stands in the record itself, not beside the order."""

    condition: ColumnElement[bool]
    of_record: bool


def leads_of(asked: ListAsked, *, also_in_order: bool = False) -> list[Lead]:
    """Everything that may narrow the list; a filter that an index of the order has only if that is asked for."""
    leads = list(range(asked.words))
    if asked.of_parent:
        leads.append(PARENT)
    chosen = asked.chosen
    if chosen is None or not (chosen.facet or chosen.ids is not None):
        return leads
    return [*leads, FILTER] if also_in_order or not _in_order(asked.order, chosen) else leads


@cache
def weight_of(name: str, lead: Lead, filtered: str, most: int) -> Prepared:
    """How many entries a lead has to be looked through, counted up to `most` or a little more."""
    kind = LISTS[name]
    if lead < 0:
        return Prepared(select(_counted(_ids(kind, lead, filtered), most)))
    counts = [
        # those of a customer lead to its records first
        _counted(select(index.record_id).where(*_begins(index, lead)), most) * (1 if _is_own(kind, index) else 2)
        for index in kind.words
    ]
    return Prepared(select(sum(counts[1:], counts[0])))


@cache
def page_of(asked: ListAsked, lead: Lead | None, descending: bool, bound: Bound, is_cut: bool, most: int) -> Prepared:
    """Rows in order, with what they are sorted by at the end: walked, or by the ids of a lead.

    `is_cut`: up to the position `until_` at most.
    """
    kind, order = asked.kind, asked.order
    begun = _begun(asked, lead)
    columns = _sorted_by(order, lead)
    if bound is not Bound.NONE:
        begun = begun.where(_beyond(order, lead, descending, bound))
    if is_cut:
        begun = begun.where(_up_to(order, descending))
    begun = begun.order_by(*_directed(columns, descending)).limit(_said(most))
    page = begun.subquery("page")
    source: FromClause = page.join(kind.table, kind.table.c.id == list(page.c)[-1])
    for other, on, outer in kind.joined:
        source = source.join(other, on, isouter=outer)
    statement = select(kind.table.c.id, kind.table.c.version, *kind.columns.values(), *page.c).select_from(source)
    return Prepared(statement.order_by(*_directed(list(page.c), descending)))


@cache
def stretch_of(asked: ListAsked, descending: bool, bound: Bound, rows: int) -> Prepared:
    """Where the order stands so many rows further on."""
    order, chosen = asked.order, asked.chosen
    statement = select(*order.columns).select_from(order.source)
    within = order.within if order.within is not None else asked.kind.always
    if within is not None:
        statement = statement.where(within)
    if chosen is not None and _in_order(order, chosen):
        statement = statement.where(_filtering(order, chosen).condition)
    if bound is not Bound.NONE:
        statement = statement.where(_beyond(order, None, descending, bound))
    statement = statement.order_by(*_directed(order.columns, descending))
    return Prepared(statement.limit(_said(1)).offset(_said(rows)))


@cache
def list_position(asked: ListAsked) -> Prepared:
    """Where a record stands in the list."""
    return Prepared(_begun(asked, None).where(asked.order.columns[-1] == bindparam("record")))


@cache
def list_count_of(asked: ListAsked, lead: Lead | None, is_cut: bool) -> Prepared:
    """How many records there are, up to COUNT_LIMIT + 1; those up to the position `until_` alone if `is_cut`."""
    begun = _begun(asked, lead)
    if is_cut:
        begun = begun.where(_up_to(asked.order, False))
    return Prepared(select(_counted(begun, COUNT_LIMIT + 1)))


def _begun(asked: ListAsked, lead: Lead | None) -> Select[Any]:
    """What rows are sorted by, of those that are asked for."""
    kind, order = asked.kind, asked.order
    tests = list(_tests(asked, lead))
    source = order.source
    if source is not kind.table and any(test.of_record for test in tests):
        source = source.join(kind.table, kind.table.c.id == order.columns[-1])
    statement = select(*order.columns).select_from(source)
    if order.within is not None:
        statement = statement.where(order.within)
    if lead is None:
        return statement.where(*(test.condition for test in tests))
    statement = statement.where(order.columns[-1].in_(_ids(kind, lead, asked.filter)))
    return statement.where(*(_hidden(test.condition) for test in tests))


def _tests(asked: ListAsked, lead: Lead | None) -> Iterator[_Test]:
    kind, order, chosen = asked.kind, asked.order, asked.chosen
    if kind.always is not None and order.within is None:
        yield _Test(kind.always, True)
    if chosen is not None and lead != FILTER:
        yield _filtering(order, chosen)
    if asked.of_parent and lead != PARENT and kind.parent is not None:
        yield _Test(kind.parent == bindparam("parent"), True)
    for place in range(asked.words):
        if place != lead:
            yield _Test(or_(*(_says(kind, order, index, place) for index in kind.words)), False)


def _in_order(order: Sort, chosen: Filter) -> bool:
    """Whether the index of the order has what is filtered by."""
    return (chosen.facet or chosen.but) in order.facets or (
        order.facet is not None and bool(chosen.facet or chosen.but)
    )


def _filtering(order: Sort, chosen: Filter) -> _Test:
    if order.facet is not None and (chosen.facet or chosen.but):
        return _Test(order.facet == chosen.facet if chosen.facet else order.facet != chosen.but, False)
    return _Test(chosen.condition, True)


def _is_own(kind: ListKind, index: WordIndex) -> bool:
    """Whether the words are the record's own, not those of another that it is of."""
    return index.matches is kind.table.c.id


def _begins(index: WordIndex, place: int) -> list[ColumnElement[bool]]:
    """The word begins with the typed one."""
    found = [index.word >= bindparam(f"low_{place}"), index.word < bindparam(f"high_{place}")]
    return [*([index.condition] if index.condition is not None else []), *found]


def _says(kind: ListKind, order: Sort, index: WordIndex, place: int) -> ColumnElement[bool]:
    """Whether the record has the word; only where its own words have it not is it asked whose it is."""
    mine, found = order.columns[-1], select(index.record_id).where(*_begins(index, place))
    if _is_own(kind, index):
        return _looked_up(found.where(index.record_id == mine))
    record = kind.table.alias()
    whose = index.record_id == record.c[index.matches.name]
    return _looked_up(found.where(record.c.id == mine, whose))


def _looked_up(found: Select[Any]) -> ColumnElement[bool]:
    """Whether there is one, by a look into the index for each row: planners gather all of them beforehand else."""
    return found.limit(_said(1)).offset(_said(0)).exists()


def _ids(kind: ListKind, lead: Lead, filtered: str) -> Any:
    """The ids that a lead has, some of them more than once."""
    if lead == PARENT:
        assert kind.parent is not None
        return select(kind.table.c.id).where(kind.parent == bindparam("parent"))
    if lead == FILTER:
        chosen = kind.filters[filtered]
        if chosen.ids is not None:
            return chosen.ids
        names = next(order for order in kind.sorts.values() if order.within is not None)
        assert names.within is not None
        assert names.facet is not None
        return select(names.columns[-1]).where(names.within, names.facet == chosen.facet)
    ways = []
    for index in kind.words:
        if _is_own(kind, index):
            ways.append(select(index.record_id).where(*_begins(index, lead)))
        else:
            found = select(kind.table.c.id).join(index.record_id.table, index.record_id == index.matches)
            ways.append(found.where(*_begins(index, lead)))
    return union_all(*ways) if len(ways) > 1 else ways[0]


def _said(number: int) -> ColumnElement[int]:
    """A number in the text of a statement, where planners look at it."""
    return literal_column(str(number), Integer)


def _counted(found: Any, most: int) -> Any:
    return select(func.count()).select_from(found.limit(_said(most)).subquery()).scalar_subquery()


def _hidden(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """The condition where no index is looked for to meet it."""
    return case((condition, 1), else_=0) == _said(1)


def _sorted_by(order: Sort, lead: Lead | None) -> list[ColumnElement[Any]]:
    """The order's columns; the first in a way that no index has, where the order is not to be walked."""
    first, *rest = order.columns
    if lead is None:
        return [first, *rest]
    return [first.concat("") if isinstance(first.type.python_type(), str) else first + _said(0), *rest]


def _directed(columns: Sequence[ColumnElement[Any]], descending: bool) -> list[ColumnElement[Any]]:
    return [column.desc() if descending else column for column in columns]


def _place(order: Sort, prefix: str) -> list[BindParameter[Any]]:
    return [bindparam(f"{prefix}_{place}", type_=column.type) for place, column in enumerate(order.columns)]


def _beyond(order: Sort, lead: Lead | None, descending: bool, bound: Bound) -> ColumnElement[bool]:
    """From the position on."""
    first, *rest = order.columns
    here, *further = _place(order, "at")
    if bound is Bound.PAST_TIED:
        return _follows(first, here, descending, False)
    if bound in (Bound.TIED_BEYOND, Bound.TIED_FROM):
        return and_(first == here, _follows(rest[0], further[0], descending, bound is Bound.TIED_FROM))
    passed = _follows(tuple_(first, *rest), tuple_(here, *further), descending, bound is Bound.FROM)
    return passed if lead is None else _hidden(passed)


def _up_to(order: Sort, descending: bool) -> ColumnElement[bool]:
    return _follows(tuple_(*order.columns), tuple_(*_place(order, "until")), not descending, True)


def _follows(one: Any, other: Any, descending: bool, or_equals: bool) -> ColumnElement[bool]:
    passes = (operator.le if or_equals else operator.lt) if descending else (operator.ge if or_equals else operator.gt)
    condition: ColumnElement[bool] = passes(one, other)
    return condition
