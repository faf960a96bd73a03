"""What a row of a list is asked, and where a page begins and ends: the conditions of `list_statements`."""

import operator
from collections.abc import Iterator, Sequence
from enum import Enum

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Integer,
    ScalarSelect,
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

from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.store.engine.compiled import Query
from industrack_core.store.engine.prepared import Expression, Row
from industrack_core.store.lists.list_kinds import LISTS
from industrack_core.store.lists.list_parts import Filter, ListKind, Sort, WordIndex
from industrack_core.store.reads.kept_rows import Theirs

Lead = int
"""What narrows a list: a typed word by its place, or one of the four below."""
PARENT, FILTER, WHOLE, THEIRS = -1, -2, -3, -4


class ListAsked(NamedTuple):
    """What statements depend on; `words` says how many are typed, `of_parent` whether it is a record's list, `kept`
    that who asks is kept to some calendars."""

    name: str
    sort: str
    filter: str
    words: int
    of_parent: bool
    kept: bool = False

    @property
    def kind(self) -> ListKind:
        return LISTS[self.name]

    @property
    def order(self) -> Sort:
        return self.kind.sorts[self.sort]

    @property
    def theirs(self) -> Theirs | None:
        """What they see of it; None where they see all."""
        return self.kind.theirs if self.kept else None

    @property
    def lists(self) -> tuple[str, ...]:
        """The list parameters of that."""
        return self.theirs.lists if self.theirs is not None else ()

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


def row_tests(
    asked: ListAsked, lead: Lead | None, facet: str = "", among: Lead | None = None
) -> Iterator[_Test]:  # fmt: skip
    """What a row is asked; of what is filtered by, that it is a `facet` where one is named.

    Whether it is among the records of a lead is found in all their ids at once.
    """
    kind, order, chosen = asked.kind, asked.order, asked.chosen
    if among is not None:
        yield _Test(hidden_condition(order.columns[-1].in_(ids_of_lead(kind, among, asked.filter))), False)
    if kind.always is not None and order.within is None:
        yield _Test(kind.always, True)
    if facet and order.facet is not None:
        yield _Test(order.facet == facet, False)
    elif chosen is not None and FILTER not in (lead, among):
        yield filter_test(order, chosen)
    if asked.of_parent and PARENT not in (lead, among) and kind.parent is not None:
        yield _Test(kind.parent == bindparam("parent"), True)
    if asked.theirs is not None:
        # of many rows the order is walked all the same: planners would rather find them by people, and sort them
        yield _Test(hidden_condition(asked.theirs.condition), True)
    for place in range(asked.words):
        if place not in (lead, among):
            yield _Test(or_(*(_says(kind, order, index, place) for index in kind.words)), False)


def is_in_order(order: Sort, chosen: Filter) -> bool:
    """Whether the index of the order has what is filtered by."""
    return (chosen.facet or chosen.but) in order.facets or (
        order.facet is not None and bool(chosen.facet or chosen.but)
    )


def facets_of(order: Sort, chosen: Filter | None) -> tuple[str, ...]:
    """What all but one facet of the order comes to, each with a range of its own; nothing where one range is all."""
    return chosen.others if chosen is not None and order.facet is not None else ()


def filter_test(order: Sort, chosen: Filter) -> _Test:
    if order.facet is not None and (chosen.facet or chosen.but):
        return _Test(order.facet == chosen.facet if chosen.facet else order.facet != chosen.but, False)
    return _Test(chosen.condition, True)


def has_own_words(kind: ListKind, index: WordIndex) -> bool:
    """Whether the words are the record's own, not those of another that it is of."""
    return index.matches is kind.table.c.id


def word_begins(index: WordIndex, place: int) -> list[ColumnElement[bool]]:
    """The word begins with the typed one."""
    found = [index.word >= bindparam(f"low_{place}"), index.word < bindparam(f"high_{place}")]
    return [*([index.condition] if index.condition is not None else []), *found]


def _says(kind: ListKind, order: Sort, index: WordIndex, place: int) -> ColumnElement[bool]:
    """Whether the record has the word; only where its own words have it not is it asked whose it is."""
    mine, found = order.columns[-1], select(index.record_id).where(*word_begins(index, place))
    if has_own_words(kind, index):
        return _looked_up(found.where(index.record_id == mine))
    if order.source is kind.table:
        return _looked_up(found.where(index.record_id == index.matches).correlate(kind.table))
    record = kind.table.alias()
    whose = index.record_id == record.c[index.matches.name]
    return _looked_up(found.where(record.c.id == mine, whose))


def _looked_up(found: Query) -> ColumnElement[bool]:
    """Whether there is one, by a look into the index for each row: planners gather all of them beforehand else."""
    return found.limit(spelled(1)).offset(spelled(0)).exists()


def has_ids(kind: ListKind, chosen: Filter) -> bool:
    """Whether what a filter leaves can be taken by ids: they have an index, or the key of a text says so."""
    return chosen.ids is not None or (
        chosen.facet != "" and any(each.within is not None and each.facet is not None for each in kind.sorts.values())
    )


def ids_of_lead(kind: ListKind, lead: Lead, filtered: str) -> Query | CompoundSelect[*Row]:
    """The ids that a lead has, some of them more than once."""
    if lead == WHOLE:
        assert kind.ids is not None
        return kind.ids
    if lead == THEIRS:
        assert kind.theirs is not None
        assert kind.theirs.ids is not None
        return kind.theirs.ids
    if lead == PARENT:
        assert kind.parent is not None
        return select(kind.table.c.id).where(kind.parent == bindparam("parent"))
    if lead == FILTER:
        chosen = kind.filters[filtered]
        if chosen.ids is not None:
            return chosen.ids
        names = next(order for order in kind.sorts.values() if order.within is not None and order.facet is not None)
        assert names.within is not None
        assert names.facet is not None
        return select(names.columns[-1]).where(names.within, names.facet == chosen.facet)
    ways = []
    for index in kind.words:
        if has_own_words(kind, index):
            ways.append(select(index.record_id).where(*word_begins(index, lead)))
        else:
            found = select(kind.table.c.id).join(index.record_id.table, index.record_id == index.matches)
            ways.append(found.where(*word_begins(index, lead)))
    return union_all(*ways) if len(ways) > 1 else ways[0]


def spelled(number: int) -> ColumnElement[int]:
    """A number in the text of a statement, where planners look at it."""
    return literal_column(str(number), Integer)


def counted_to(found: Query | CompoundSelect[*Row], most: int) -> ScalarSelect[int]:
    return select(func.count()).select_from(found.limit(spelled(most)).subquery()).scalar_subquery()


def hidden_condition(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """The condition where no index is looked for to meet it."""
    return case((condition, 1), else_=0) == spelled(1)


def sorting_columns(order: Sort, lead: Lead | None) -> list[Expression]:
    """The order's columns; the first in a way that no index has, where the order is not to be walked."""
    first, *rest = order.columns
    if lead is None:
        return [first, *rest]
    return [first.concat("") if isinstance(first.type.python_type(), str) else first + spelled(0), *rest]


def directed_columns(columns: Sequence[Expression], descending: bool) -> list[Expression]:
    return [column.desc() if descending else column for column in columns]


def _place(order: Sort, prefix: str) -> list[Expression]:
    return [bindparam(f"{prefix}_{place}", type_=column.type) for place, column in enumerate(order.columns)]


def beyond_position(order: Sort, lead: Lead | None, descending: bool, bound: Bound) -> ColumnElement[bool]:
    """From the position on."""
    first, *rest = order.columns
    here, *further = _place(order, "at")
    if bound is Bound.PAST_TIED:
        return _follows(first, here, descending, False)
    if bound in (Bound.TIED_BEYOND, Bound.TIED_FROM):
        return and_(first == here, _follows(rest[0], further[0], descending, bound is Bound.TIED_FROM))
    passed = _follows(tuple_(first, *rest), tuple_(here, *further), descending, bound is Bound.FROM)
    return passed if lead is None else hidden_condition(passed)


def up_to_position(order: Sort, descending: bool) -> ColumnElement[bool]:
    return _follows(tuple_(*order.columns), tuple_(*_place(order, "until")), not descending, True)


def _follows(one: Expression, other: Expression, descending: bool, or_equals: bool) -> ColumnElement[bool]:
    passes = (operator.le if or_equals else operator.lt) if descending else (operator.ge if or_equals else operator.gt)
    condition: ColumnElement[bool] = passes(one, other)
    return condition
