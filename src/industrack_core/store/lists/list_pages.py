"""Pages of lists. A page begins where the one before ended, inside an index, whatever there is before it.

What narrows the list is weighed first: a word, a filter, the record whose list it is. Where one of them has few
records, those are taken by their ids and sorted. Where all have many, a stretch of the list's order most often holds
a page of them, found row by row or, further on, among all ids of the rarest; else they are taken by their ids.
"""

from collections.abc import Sequence

from sqlalchemy import Connection

from industrack_core.domain.errors import UsageError
from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.domain.records.listing import COUNT_LIMIT, ListPage, ListQuery, ListRow, ListWindow, Position
from industrack_core.domain.text.list_words import list_words
from industrack_core.domain.text.text import words
from industrack_core.store.engine.prepared import Row
from industrack_core.store.lists import list_statements
from industrack_core.store.lists.list_conditions import FILTER, WHOLE, Bound, Lead, ListAsked, is_in_order
from industrack_core.store.lists.list_kinds import LISTS
from industrack_core.store.reads.kept import KeptTo
from industrack_core.store.reads.kept_rows import kept_values

_MOST_WORDS = 5
_LONGEST_WORD = 32


def list_query_words(text: str) -> tuple[str, ...]:
    """The words to look for, the longest first: it is most often the rarest."""
    found = dict.fromkeys(word[:_LONGEST_WORD] for word in words(text[:200]))
    if len(text) <= _LONGEST_WORD and any(character.isdigit() for character in text) and " " not in text.strip():
        joined = [word for word in list_words([text]) if all(word not in each for each in found)]
        found = dict.fromkeys(joined[:1]) or found
    return tuple(sorted(found, key=lambda word: -len(word))[:_MOST_WORDS])


def read_page(
    connection: Connection,
    query: ListQuery,
    after: Position | None,
    *,
    backwards: bool,
    limit: int,
    kept: KeptTo | None = None,
) -> ListPage:
    """Rows after a position (None: from the beginning), or before it when `backwards` (None: from the end).

    They come in the list's order either way; with `kept` only what somebody sees who is kept to that.
    Raises UsageError for a list, order or filter that does not exist.
    """
    narrowed = _narrow(connection, query, kept)
    bound = Bound.BEYOND if after is not None else Bound.NONE
    return _page(connection, narrowed, after, bound, backwards=backwards, limit=limit)


def read_around(
    connection: Connection,
    query: ListQuery,
    record_id: int,
    position: Position | None,
    *,
    before: int,
    after: int,
    kept: KeptTo | None = None,
) -> ListWindow:
    """`after` rows from a record's on, and the `before` rows ahead of it, by where it stands now.

    A record that is gone, or that the list does not have any more, has stood at `position` (None: at the beginning).
    """
    narrowed = _narrow(connection, query, kept)
    place = _place(connection, narrowed, record_id) or position
    if place is None:
        page = _page(connection, narrowed, None, Bound.NONE, backwards=False, limit=after)
        return ListWindow(page.rows, 0, has_after=page.more)
    rest = _page(connection, narrowed, place, Bound.FROM, backwards=False, limit=after)
    ahead = _page(connection, narrowed, place, Bound.BEYOND, backwards=True, limit=before)
    rows = ahead.rows + rest.rows
    return ListWindow(rows, min(len(ahead.rows), max(len(rows) - 1, 0)), ahead.more, rest.more)


def count(connection: Connection, query: ListQuery, kept: KeptTo | None = None) -> int:
    """How many records the list has; counted up to COUNT_LIMIT + 1."""
    narrowed = _narrow(connection, query, kept)
    if narrowed.is_empty:
        return 0
    asked, values = narrowed.asked, narrowed.values
    lead, weight = narrowed.lead, narrowed.weight
    if lead is not None:
        asked = list_statements.by_records(asked)
    if lead is not None and weight >= list_statements.FEW:
        lead, weight = _lightest(connection, narrowed, list_statements.SEVERAL)
    if lead is not None and weight >= list_statements.SEVERAL:
        lead, _ = _lightest(connection, narrowed, list_statements.MANY)
        first = list_statements.list_count_of(asked, lead, list_statements.COUNTED)
        if (found := int(first.one(connection, **values)[0])) > COUNT_LIMIT:
            return found
    return int(list_statements.list_count_of(asked, lead, None).one(connection, **values)[0])


class _Narrowed(NamedTuple):
    """What is asked, and what narrows it most: `lead` with so many entries, counted up to FEW."""

    asked: ListAsked
    descending: bool
    values: dict[str, object]
    lead: Lead | None
    weight: int

    @property
    def is_empty(self) -> bool:
        return self.weight == 0


def _narrow(connection: Connection, query: ListQuery, kept: KeptTo | None) -> _Narrowed:
    kind = LISTS.get(query.name)
    if kind is None or query.sort not in kind.sorts or (query.filter and query.filter not in kind.filters):
        raise UsageError(f"There is no list {query.name} by {query.sort} {query.filter}".rstrip() + ".")
    typed = list_query_words(query.find)
    asked = ListAsked(query.name, query.sort, query.filter, len(typed), query.parent != 0, kept is not None)
    values: dict[str, object] = {"parent": query.parent, **kept_values(kept)}
    if query.find.strip() and not typed:
        return _Narrowed(asked, query.descending, values, None, 0)
    values.update(_ranges(typed))
    leads, few, weights = list_statements.leads_of(asked), list_statements.FEW, dict[Lead, int]()
    for most in (min(list_statements.A_HANDFUL, few), few):
        weights = _weights(connection, asked, leads, most, values)
        if min(weights.values(), default=0) < most:
            break
    if weights.get(WHOLE, 0) >= few:  # most of the order has what the list has
        del weights[WHOLE]
    if len(typed) > 1:
        # rows are asked for the rarest word first
        order = sorted(range(len(typed)), key=weights.__getitem__)
        values.update(_ranges([typed[place] for place in order]))
        weights.update(enumerate([weights[place] for place in order]))
    lead = min(weights, key=weights.__getitem__) if weights else None
    return _Narrowed(asked, query.descending, values, lead, few if lead is None else weights[lead])


def _ranges(typed: Sequence[str]) -> dict[str, object]:
    """From each word to the last that begins with it."""
    ends = {f"high_{place}": word + "\U0010ffff" for place, word in enumerate(typed)}
    return {**{f"low_{place}": word for place, word in enumerate(typed)}, **ends}


def _weights(
    connection: Connection, asked: ListAsked, leads: Sequence[Lead], most: int, values: dict[str, object]
) -> dict[Lead, int]:  # fmt: skip
    if not leads:
        return {}
    weights = list_statements.weights_of(asked.name, tuple(leads), asked.filter, most).one(connection, **values)
    return dict(zip(leads, weights, strict=True))


def _lightest(connection: Connection, narrowed: _Narrowed, most: int) -> tuple[Lead, int]:
    """The lead that has fewest, where all have many, and how many these are, counted up to so many."""
    asked = narrowed.asked
    leads = list_statements.leads_of(asked, also_in_order=True)
    weights = _weights(connection, asked, leads, most, narrowed.values)
    lead = min(leads, key=weights.__getitem__)
    return lead, weights[lead]


def _page(
    connection: Connection, narrowed: _Narrowed, place: Position | None, bound: Bound, *, backwards: bool, limit: int
) -> ListPage:
    if narrowed.is_empty:
        return ListPage()
    rows = _rows(connection, narrowed, place, bound, narrowed.descending != backwards, limit + 1)
    names = list(narrowed.asked.kind.columns)
    found = [_row(names, row) for row in rows[:limit]]
    return ListPage(tuple(reversed(found) if backwards else found), len(rows) > limit)


def _rows(
    connection: Connection, narrowed: _Narrowed, place: Position | None, bound: Bound, descending: bool, most: int
) -> Sequence[Row]:
    asked, lead, weight = narrowed.asked, narrowed.lead, narrowed.weight
    values = {**narrowed.values, **_at("at", place)}
    if lead is None and place is not None and asked.order.within is None and connection.dialect.name == "sqlite":
        tied = Bound.TIED_BEYOND if bound is Bound.BEYOND else Bound.TIED_FROM
        rows = list_statements.page_of(asked, None, descending, tied, False, most).rows(connection, **values)
        if len(rows) < most:
            rest = list_statements.page_of(asked, None, descending, Bound.PAST_TIED, False, most)
            rows += rest.rows(connection, **values)
        return rows[:most]
    if lead is None:
        return list_statements.page_of(asked, None, descending, bound, False, most).rows(connection, **values)
    if weight >= list_statements.A_PAGEFUL * max(asked.words, 1):
        walk = _Walk(connection, asked, descending, most, bound, values)
        if weight >= list_statements.FEW:
            if walk.goes_on(list_statements.STRETCH) or (
                2 * len(walk.rows) >= most and walk.goes_on(list_statements.STRETCH)
            ):
                return walk.rows[:most]
            lead, weight = _lightest(connection, narrowed, list_statements.SEVERAL)
        if walk.goes_on(list_statements.LONG_STRETCH, _at_hand(asked, lead, weight)):
            return walk.rows[:most]
        if weight >= list_statements.SEVERAL:
            lead, _ = _lightest(connection, narrowed, list_statements.MANY)
    return list_statements.page_of(asked, lead, descending, bound, False, most).rows(connection, **values)


def _at_hand(asked: ListAsked, lead: Lead, weight: int) -> Lead | None:
    """The lead, where all its ids are to be had at hand for a walk."""
    chosen = asked.chosen
    is_walked = lead == FILTER and chosen is not None and is_in_order(asked.order, chosen)
    return None if is_walked or weight >= list_statements.SEVERAL else lead


class _Walk:
    """The order of a list, walked for a page of what has the words: stretch by stretch, each where the last ended."""

    def __init__(
        self, connection: Connection, asked: ListAsked, descending: bool, most: int, bound: Bound,
        values: dict[str, object],
    ) -> None:  # fmt: skip
        self._connection, self._asked, self._descending, self._most = connection, asked, descending, most
        self._bound, self._values = bound, values
        self.rows: list[Row] = []

    def goes_on(self, stretch: int, among: Lead | None = None) -> bool:
        """Walk a stretch; answers whether that was the end, or the page is full.

        Each row is looked at by itself, or looked up `among` all ids that a lead has.
        """
        asked, descending, bound, values = self._asked, self._descending, self._bound, self._values
        end = list_statements.stretch_of(asked, descending, bound, stretch).first(self._connection, **values)
        page = list_statements.page_of(asked, None, descending, bound, end is not None, self._most, among)
        self.rows += page.rows(self._connection, **values, **_at("until", end))
        self._bound, self._values = Bound.BEYOND, {**values, **_at("at", end)}
        return end is None or len(self.rows) >= self._most


def _at(name: str, place: Position | None) -> dict[str, object]:
    return {f"{name}_{number}": value for number, value in enumerate(place or ())}


def _place(connection: Connection, narrowed: _Narrowed, record_id: int) -> Position | None:
    """Where a record stands in the list now; None when the list does not have it."""
    if narrowed.is_empty:
        return None
    statement = list_statements.list_position(narrowed.asked)
    return statement.first(connection, **narrowed.values, record=record_id)


def _row(names: Sequence[str], row: Row) -> ListRow:
    record_id, version, *rest = row
    return ListRow(record_id, version, dict(zip(names, rest, strict=False)), tuple(rest[len(names) :]))
