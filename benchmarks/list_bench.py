"""Every list at 100,000 records beside the same list at 1,000: pages, finding, filters, counting; and memory.

Run as `python -m benchmarks.list_bench`. Both sizes take turns in the same run; a case's ratio is that of the medians.
A list's row shows its worst case. Ratios are of pages that are full at either size, so that only the size differs;
the milliseconds are of all cases: also of counting, and of words and filters that few or very many records have.
"""

import tempfile
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from functools import partial
from statistics import median
from typing import NamedTuple

from benchmarks.big_office import COMMON, RARE, SEASON, big_office, big_settings
from benchmarks.results import Row
from benchmarks.store_bench import postgres_server, seconds_of
from industrack_core.desk.desk import Desk, open_desk
from industrack_core.domain.acts.founding import LoadRecords
from industrack_core.domain.records.listing import ListQuery, Position
from industrack_core.store.lists.list_kinds import LISTS

NOW = datetime(2026, 11, 24, 10, 37, tzinfo=UTC)
SMALL, LARGE = 1000, 100_000
PAGE = 50
"""Rows of a page: the rarest of the filters still fills it at 1,000 records."""
PAGES_ON = 100
OF_OFFICE = ("customer", "location", "equipment", "inventory_item", "estimate", "purchase_order", "job")
OF_SETTINGS = (
    "employee", "employee_group", "calendar", "job_color", "service_type", "tag", "hold_reason", "task_template",
    "job_template", "form",
)  # fmt: skip
TURNS = 9
INTRODUCTION = """# Lists

Made by `make bench ARGS='--stage lists'`, and by `make bench` with the rest: every list in each of its orders, both
directions, at 100,000 records beside 1,000, by turns in the same run. First, next, hundredth and last page; words that
five records have, half of them, none; each filter; counting. A row shows a list's worst case. Ratios are of pages that
are full at either size; the longest is of all cases, also those of which a larger office has more to look through.
{protocol} Ratios hold between machines; the milliseconds are of the machine that ran it.
"""
RATIO, LONGEST = (2.0, 1.3), (20.0, 10.0)
_GROWTH = (1.0, 0.25)
"""MiB that paging through 100,000 records may add to paging through the first thousands."""

Founding = Callable[[Desk], Iterator[LoadRecords]]
Pair = tuple[Desk, Desk]


class Case(NamedTuple):
    """Something that is asked of a list at either size; `is_fair` where the same is answered at both."""

    name: str
    ask: Callable[[Desk, Position | None], object]
    is_fair: bool = True
    place: Callable[[Desk], Position | None] = lambda desk: None


class Seen(NamedTuple):
    """What a case took: seconds at either size."""

    name: str
    is_fair: bool
    small: float
    large: float

    @property
    def ratio(self) -> float:
        return self.large / self.small


FOUNDINGS: tuple[tuple[Sequence[str], Callable[[int], Founding]], ...] = (
    (OF_OFFICE, lambda each: lambda desk: big_office(desk.reserve_ids, NOW, each)),
    (OF_SETTINGS, lambda each: lambda desk: big_settings(desk.reserve_ids, each)),
)


def list_rows(turns: int = TURNS, only: Sequence[str] = ()) -> Iterator[Row]:
    """Rows of results, on SQLite and on PostgreSQL. Makes the offices first, which takes minutes."""
    with tempfile.TemporaryDirectory() as folder:
        names = (f"sqlite:///{folder}/{number}.db" for number in range(100))
        yield from _engine_rows("SQLite", lambda: next(names), lambda url: None, turns, only)
    with postgres_server() as server:
        fresh = lambda: server.url(server.create_database())  # noqa: E731
        yield from _engine_rows("PostgreSQL", fresh, _analyze, turns, only)


def _engine_rows(
    engine: str, fresh: Callable[[], str], settle: Callable[[str], None], turns: int, only: Sequence[str]
) -> Iterator[Row]:
    for lists, founding in FOUNDINGS:
        if not set(only or lists) & set(lists):
            continue
        with ExitStack() as stack:
            desks = []
            for each in (SMALL, LARGE):
                url = fresh()
                fill(url, founding(each))
                settle(url)
                desks.append(stack.enter_context(closing(open_desk(url, clock=lambda: NOW))))
            for name in lists:
                if name in (only or lists):
                    yield from rows_of(name, engine, (desks[0], desks[1]), turns)
            yield memory_row(lists[0], engine, desks[1])


def fill(url: str, founding: Founding) -> None:
    """Make an office at `url`, in parts."""
    parts: Iterator[LoadRecords] = iter(())

    def first(desk: Desk) -> LoadRecords:
        nonlocal parts
        parts = founding(desk)
        return next(parts)

    with closing(open_desk(url, create=True, clock=lambda: NOW, founding_act=first)) as desk:
        for part in parts:
            desk.perform(part)


def _analyze(url: str) -> None:
    """What a server does by itself soon after a load; the one of the tests is told not to."""
    import psycopg

    with psycopg.connect(url.replace("postgresql+psycopg", "postgresql"), autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")


def cases_of(name: str, sort: str, descending: bool) -> Iterator[Case]:
    """What is asked of a list in one order."""
    way = f"by {sort}{' descending' if descending else ''}"
    query = partial(ListQuery, name, sort, descending)

    def page(desk: Desk, place: Position | None, asked: ListQuery, backwards: bool = False) -> object:
        return desk.list_page(asked, place, backwards=backwards, limit=PAGE)

    def after(pages: int) -> Callable[[Desk], Position | None]:
        return lambda desk: _place(desk, query(), pages)

    plain = partial(page, asked=query())
    yield Case(f"first page {way}", plain)
    yield Case(f"next page {way}", plain, place=after(1))
    yield Case(f"page {PAGES_ON} pages on {way}", plain, place=after(PAGES_ON))
    yield Case(f"last page {way}", partial(plain, backwards=True))
    for typed, is_fair in (
        (RARE, True), (COMMON, True), (f"{COMMON} {RARE}", True), ("zzz", True), ("lot05", False), ("lot0", False),
        ("a", False), (SEASON, False), (f"{COMMON} lot07", False),
    ):  # fmt: skip
        yield Case(f"find `{typed}` {way}", partial(page, asked=query(find=typed)), is_fair)
    yield Case(f"find `{COMMON}` {way}, last page", partial(page, asked=query(find=COMMON), backwards=True))
    for each in LISTS[name].filters:
        filtered = query(filter=each)
        # how many items are short is another share in a larger office
        is_fair = each != "short"
        yield Case(f"{each} {way}", partial(page, asked=filtered), is_fair)
        yield Case(f"{each} {way}, last page", partial(page, asked=filtered, backwards=True), is_fair)
        yield Case(f"{each}, find `{COMMON}` {way}", partial(page, asked=query(filter=each, find=COMMON)), False)


def counts_of(name: str) -> Iterator[Case]:
    """How many records there are: never fair, because more of them are counted in a larger office."""
    sort = next(iter(LISTS[name].sorts))
    asked = [ListQuery(name, sort, find=typed) for typed in ("", RARE, COMMON, f"{COMMON} lot07")]
    asked += [ListQuery(name, sort, filter=each) for each in LISTS[name].filters]
    for query in asked:
        yield Case(f"count {query.filter or query.find or 'all'}", lambda desk, _, q=query: desk.list_count(q), False)  # type: ignore[misc]


def _place(desk: Desk, query: ListQuery, pages: int) -> Position | None:
    """So many pages on, or in the middle where the list is not that long."""
    places: list[Position] = []
    while len(places) < pages:
        page = desk.list_page(query, places[-1] if places else None, limit=PAGE)
        places.append(page.rows[-1].position)
        if not page.more:
            return places[len(places) // 2]
    return places[-1]


def seen_of(case: Case, pair: Pair, turns: int) -> Seen:
    """A case measured, both sizes by turns."""
    places = [case.place(desk) for desk in pair]

    def timed(count: int) -> Seen:
        took: tuple[list[float], list[float]] = ([], [])
        for turn in range(count + 1):
            # now the one goes first, now the other: what runs second finds other things in the processor's cache
            for side in (0, 1) if turn % 2 else (1, 0):
                took[side].append(seconds_of(partial(case.ask, pair[side], places[side])))
        small, large = (median(each[1:]) for each in took)
        return Seen(case.name, case.is_fair, small, large)

    seen = timed(turns)
    # few turns on a busy machine say little: what looks missed is looked at for longer, and that counts
    return timed(5 * turns) if (seen.is_fair and seen.ratio > RATIO[0]) or seen.large * 1e3 > LONGEST[0] else seen


def rows_of(name: str, engine: str, pair: Pair, turns: int) -> Iterator[Row]:
    """The worst ratio and the longest case of a list."""
    cases = [
        case for sort in LISTS[name].sorts for descending in (False, True) for case in cases_of(name, sort, descending)
    ]
    seen = [seen_of(case, pair, turns) for case in (*cases, *counts_of(name))]
    worst = max((each for each in seen if each.is_fair), key=lambda each: each.ratio)
    longest = max(seen, key=lambda each: each.large)
    said = f"{worst.name}: {worst.large * 1e3:.2f} ms beside {worst.small * 1e3:.2f} ms; {len(seen)} cases"
    yield Row(f"{engine}, {name}: worst page at {LARGE:,} / at {SMALL:,}", worst.ratio, *RATIO, context=said)
    said = f"{longest.name}; half of the cases take {median(each.large for each in seen) * 1e3:.2f} ms at most"
    yield Row(f"{engine}, {name}: longest of all", longest.large * 1e3, *LONGEST, "ms", said)


def memory_row(name: str, engine: str, desk: Desk) -> Row:
    """What paging through a whole list, forwards and backwards, leaves or takes more than its beginning does."""
    query = ListQuery(name, next(iter(LISTS[name].sorts)))
    through(desk, query, 20)
    tracemalloc.start()
    through(desk, query, 20)
    begun = tracemalloc.get_traced_memory()[1]
    tracemalloc.reset_peak()
    rows = sum(through(desk, query, backwards=backwards) for backwards in (False, True))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    said = f"{rows:,} rows; {peak / 2**20:.2f} MiB at most beside {begun / 2**20:.2f} MiB for 20 pages"
    return Row(f"{engine}, {name}: memory grown by paging through all", (peak - begun) / 2**20, *_GROWTH, "MiB", said)


def through(desk: Desk, query: ListQuery, pages: int = 10**9, *, backwards: bool = False) -> int:
    """Page through a list from one end; answers how many rows came."""
    place, rows, more = None, 0, True
    while more and pages:
        page = desk.list_page(query, place, backwards=backwards, limit=PAGE)
        rows, more, pages = rows + len(page.rows), page.more, pages - 1
        if page.rows:
            place = page.rows[0 if backwards else -1].position
    return rows


def main() -> None:
    """Print the figures."""
    import sys

    for row in list_rows(only=sys.argv[1:]):
        print(f"{row.quantity:<60} {row.measured:8.2f} {row.unit:<3} {row.verdict:<12} {row.context}", flush=True)


if __name__ == "__main__":
    main()
