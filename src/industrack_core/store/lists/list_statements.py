"""The statements of lists, each made once for what is asked of it.

A list is either walked in the order of an index, or taken by the ids that a `Lead` has and sorted. Where it is walked,
what a row is asked stands beside the order's index as far as it can; where it is taken by ids, everything else is
hidden from the planner (`hidden_condition`), which would rather walk.
"""

from collections.abc import Sequence
from functools import cache

from sqlalchemy import ColumnElement, FromClause, bindparam, select, union_all

from industrack_core.domain.records.listing import COUNT_LIMIT
from industrack_core.store.engine.compiled import Query
from industrack_core.store.engine.prepared import Weighed
from industrack_core.store.lists.list_conditions import (
    FILTER,
    PARENT,
    THEIRS,
    WHOLE,
    Bound,
    Lead,
    ListAsked,
    beyond_position,
    counted_to,
    directed_columns,
    facets_of,
    filter_test,
    has_ids,
    has_own_words,
    hidden_condition,
    ids_of_lead,
    is_in_order,
    row_tests,
    sorting_columns,
    spelled,
    up_to_position,
    word_begins,
)
from industrack_core.store.lists.list_kinds import LISTS
from industrack_core.store.lists.list_parts import ListKind

A_HANDFUL = 200
"""What has fewer is looked for no further than that."""
A_PAGEFUL = 800
"""Fewer are taken by their ids, so many for each word, as several leave fewer; of more the list's order is walked
first, with all their ids at hand."""
FEW = 3000
"""And of more than that a little of it row by row."""
STRETCH = 400
"""So many rows of the order are tried for a page, each by itself."""
SEVERAL = 12_000
"""Of fewer all ids are had at hand where the order is walked further: most rows are passed by then at no cost."""
LONG_STRETCH = 12_000
"""How many rows are walked further, before those that are looked for are taken by their ids and sorted."""
MANY = 30_000
"""So far are several leads counted that all have many."""
COUNTED = 4 * COUNT_LIMIT
"""So many of what has very many are counted first: enough where every fourth has all that is looked for."""


def leads_of(asked: ListAsked, *, also_in_order: bool = False) -> list[Lead]:
    """Everything that may narrow the list; a filter that an index of the order has only if that is asked for."""
    leads = list(range(asked.words))
    if asked.of_parent:
        leads.append(PARENT)
    if asked.kind.ids is not None:
        leads.append(WHOLE)
    if asked.theirs is not None and asked.theirs.ids is not None:
        leads.append(THEIRS)
    chosen = asked.chosen
    if chosen is None or not has_ids(asked.kind, chosen):
        return leads
    return [*leads, FILTER] if also_in_order or not is_in_order(asked.order, chosen) else leads


@cache
def weights_of(name: str, leads: tuple[Lead, ...], filtered: str, most: int) -> Weighed:
    """How many entries each lead has to be looked through, counted up to `most` or a little more."""
    kind = LISTS[name]
    lists = kind.theirs.lists if THEIRS in leads and kind.theirs is not None else ()
    return Weighed(select(*(_weight_of(kind, lead, filtered, most) for lead in leads)), *lists)


def _weight_of(kind: ListKind, lead: Lead, filtered: str, most: int) -> ColumnElement[int]:
    if lead < 0:
        return counted_to(ids_of_lead(kind, lead, filtered), most)
    counts: list[ColumnElement[int]] = [
        # those of a customer lead to its records first
        counted_to(select(index.record_id).where(*word_begins(index, lead)), most)
        * (1 if has_own_words(kind, index) else 2)
        for index in kind.words
    ]
    return sum(counts[1:], counts[0])


@cache
def page_of(
    asked: ListAsked, lead: Lead | None, descending: bool, bound: Bound, is_cut: bool, most: int,
    among: Lead | None = None,
) -> Weighed:  # fmt: skip
    """Rows in order, with what they are sorted by at the end: walked, or by the ids of a lead.

    `is_cut`: up to the position `until_` at most. `among`: the lead whose ids are had at hand for a walk.
    """
    kind = asked.kind

    def ranged(facet: str = "") -> Query:
        return _range_of(asked, _begun(asked, lead, facet, among), lead, descending, bound, is_cut, most)

    facets = facets_of(asked.order, asked.chosen) if lead is None else ()
    begun = _merged([ranged(facet) for facet in facets], descending, most) if facets else ranged()
    page = begun.subquery("page")
    source: FromClause = page.join(kind.table, kind.table.c.id == list(page.c)[-1])
    for other, on, outer in kind.joined:
        source = source.join(other, on, isouter=outer)
    statement = select(kind.table.c.id, kind.table.c.version, *kind.columns.values(), *page.c).select_from(source)
    return Weighed(statement.order_by(*directed_columns(list(page.c), descending)), *asked.lists)


def _range_of(
    asked: ListAsked, begun: Query, lead: Lead | None, descending: bool, bound: Bound, is_cut: bool, most: int
) -> Query:
    """So many rows in order, from where the page begins."""
    order = asked.order
    if bound is not Bound.NONE:
        begun = begun.where(beyond_position(order, lead, descending, bound))
    if is_cut:
        begun = begun.where(up_to_position(order, descending))
    return begun.order_by(*directed_columns(sorting_columns(order, lead), descending)).limit(spelled(most))


def _merged(ranges: Sequence[Query], descending: bool, most: int) -> Query:
    """The first rows of several ranges, each of which is in order."""
    # one range over all of them would be walked past what is left out, which may stand together in front
    every = union_all(*(select(each.subquery()) for each in ranges)).subquery("every")
    return select(every).order_by(*directed_columns(list(every.c), descending)).limit(spelled(most))


@cache
def stretch_of(asked: ListAsked, descending: bool, bound: Bound, rows: int) -> Weighed:
    """Where the order stands so many rows further on."""
    order, chosen = asked.order, asked.chosen
    statement = select(*order.columns).select_from(order.source)
    within = order.within if order.within is not None else asked.kind.always
    if within is not None:
        statement = statement.where(within)
    if chosen is not None and is_in_order(order, chosen):
        statement = statement.where(filter_test(order, chosen).condition)
    if bound is not Bound.NONE:
        statement = statement.where(beyond_position(order, None, descending, bound))
    statement = statement.order_by(*directed_columns(order.columns, descending))
    return Weighed(statement.limit(spelled(1)).offset(spelled(rows)))


@cache
def list_position(asked: ListAsked) -> Weighed:
    """Where a record stands in the list."""
    return Weighed(_begun(asked, None).where(asked.order.columns[-1] == bindparam("record")), *asked.lists)


def by_records(asked: ListAsked) -> ListAsked:
    """The same in an order by the records' own columns, if there is one: what they are asked stands beside it."""
    own = (name for name, order in asked.kind.sorts.items() if order.source is asked.kind.table)
    return asked._replace(sort=next(own, asked.sort))


@cache
def list_count_of(asked: ListAsked, lead: Lead | None, first: int | None) -> Weighed:
    """How many records there are, up to COUNT_LIMIT + 1; among the `first` of the lead, or of all it has."""
    return Weighed(select(counted_to(_begun(asked, lead, first=first), COUNT_LIMIT + 1)), *asked.lists)


def _begun(
    asked: ListAsked, lead: Lead | None, facet: str = "", among: Lead | None = None, first: int | None = None
) -> Query:  # fmt: skip
    """What rows are sorted by, of those that are asked for; of one `facet` alone where it is named."""
    kind, order = asked.kind, asked.order
    tests = list(row_tests(asked, lead, facet, among))
    source = order.source
    if source is not kind.table and any(test.of_record for test in tests):
        source = source.join(kind.table, kind.table.c.id == order.columns[-1])
    statement = select(*order.columns).select_from(source)
    if order.within is not None:
        statement = statement.where(order.within)
    if lead is None:
        return statement.where(*(test.condition for test in tests))
    ids = ids_of_lead(kind, lead, asked.filter)
    if first is not None:
        ids = select(ids.limit(spelled(first)).subquery("first"))
    statement = statement.where(order.columns[-1].in_(ids))
    return statement.where(*(hidden_condition(test.condition) for test in tests))
