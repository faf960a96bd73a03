"""The rows around a record of a list: found again by where it stands now, or by where it stood."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta

import pytest

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.acts import DeleteRecord
from industrack_core.domain.acts.founding import LoadRecords
from industrack_core.domain.errors import UsageError
from industrack_core.domain.outcomes import Done
from industrack_core.domain.records.customer import Customer
from industrack_core.domain.records.estimate import Estimate, EstimateStatus
from industrack_core.domain.records.inventory import InventoryItem
from industrack_core.domain.records.job_parts import ItemKind
from industrack_core.domain.records.listing import ListQuery, ListRow, ListWindow, Position
from industrack_core.domain.records.record import Record
from industrack_core.store.lists import list_statements
from industrack_core.store.lists.list_kinds import LISTS
from tests.store.small_company import desk_at

BUYERS, MADE = 7, 60
ORDERS = [
    ListQuery(name, sort, descending)
    for name in ("estimate", "inventory_item")
    for sort in LISTS[name].sorts
    for descending in (False, True)
]


def records(first: int) -> Iterator[Record]:
    """Estimates and items of which many are alike in what they are sorted by."""
    for index in range(BUYERS):
        yield Customer(id=first + index, number=f"W{index}", name=f"Buyer {index // 2}")
    statuses, kinds = list(EstimateStatus), list(ItemKind)
    for index in range(MADE):
        yield Estimate(
            id=first + BUYERS + index, number=f"E-{990 + index}", customer_id=first + index % BUYERS,
            description=("Boiler", "Pump", "pump", "")[index % 4], status=statuses[index % len(statuses)],
            made_on=date(2026, 11, 1) + timedelta(days=index % 5), total=index % 3 * 100,
        )  # fmt: skip
        yield InventoryItem(
            id=first + BUYERS + MADE + index, name=f"Valve {index // 3}", sku=f"V{index}",
            kind=kinds[index % len(kinds)], price=index % 4, cost=index % 2,
        )  # fmt: skip


@pytest.fixture
def office(company_url: str) -> Iterator[Desk]:
    """The small company with estimates and items."""
    with closing(desk_at(company_url)) as desk:
        outcome = desk.perform(LoadRecords(tuple(records(desk.reserve_ids(BUYERS + 2 * MADE))), "Loaded."))
        assert isinstance(outcome, Done)
        yield desk


@pytest.fixture(params=["by ids", "by a walk", "by a walk and then by ids", "by a walk and a longer one"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once in each of the ways in which what is found can be taken."""
    if request.param != "by ids":
        monkeypatch.setattr(list_statements, "A_PAGEFUL", 1)
        monkeypatch.setattr(list_statements, "FEW", 1)
        monkeypatch.setattr(list_statements, "STRETCH", 4000 if request.param == "by a walk" else 2)
    if "longer" in request.param:
        monkeypatch.setattr(list_statements, "LONG_STRETCH", 5)


def whole(desk: Desk, query: ListQuery) -> list[ListRow]:
    """The list from its beginning to its end."""
    page = desk.list_page(query, limit=1000)
    assert not page.more
    return list(page.rows)


def expected(rows: list[ListRow], place: int, before: int, after: int) -> ListWindow:
    """The window around the row at a place of the whole list, `place` past the end included."""
    first = max(place - before, 0)
    shown = tuple(rows[first : place + after])
    return ListWindow(shown, min(place - first, max(len(shown) - 1, 0)), first > 0, place + after < len(rows))


def test_the_window_is_a_part_of_the_list(office: Desk) -> None:
    for query in ORDERS:
        rows = whole(office, query)
        assert len(rows) == MADE
        for place in (0, 1, 4, MADE // 2, MADE - 3, MADE - 1):
            window = office.list_around(query, rows[place].id, None, 4, 6)
            assert window == expected(rows, place, 4, 6)
            assert window.rows[window.index].id == rows[place].id


def test_records_that_are_gone_leave_their_places(office: Desk) -> None:
    # an item that is deleted is retired: it leaves the list of those in use
    orders = [replace(each, filter="in use" if each.name == "inventory_item" else "") for each in ORDERS]
    before = {query: whole(office, query) for query in orders}
    gone = set()
    for query in (orders[0], orders[-1]):
        for row in (before[query][place] for place in (0, 1, MADE // 2, MADE - 1)):
            assert isinstance(office.perform(DeleteRecord(query.name, row.id, row.version)), Done)
            gone.add(row.id)
    for query, rows in before.items():
        left = [row for row in rows if row.id not in gone]
        assert left == whole(office, query)
        for row in (row for row in rows if row.id in gone):
            follows = sum(other not in gone for other in [each.id for each in rows[: rows.index(row)]])
            assert office.list_around(query, row.id, row.position, 4, 6) == expected(left, follows, 4, 6)
            assert office.list_around(query, row.id, None, 4, 6) == expected(left, 0, 4, 6)


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("query", [
    ListQuery("estimate", "customer", find="pump"),
    ListQuery("estimate", "total", descending=True, filter="won"),
    ListQuery("estimate", "number", find="buyer 0", filter="lost"),
    ListQuery("inventory_item", "reorder_point", find="valve 1"),
    ListQuery("inventory_item", "price", descending=True, filter="parts"),
])  # fmt: skip
def test_only_what_is_found_or_filtered_is_around(office: Desk, query: ListQuery) -> None:
    rows = whole(office, query)
    assert 1 < len(rows) < MADE
    for place in range(len(rows)):
        assert office.list_around(query, rows[place].id, None, 2, 3) == expected(rows, place, 2, 3)


@pytest.mark.usefixtures("way")
def test_a_record_that_the_filter_leaves_out_is_gone(office: Desk) -> None:
    everything = whole(office, ListQuery("estimate", "number"))
    won = ListQuery("estimate", "number", filter="won")
    rows = whole(office, won)
    lost = next(row for row in everything if row.values["status"] == "lost")
    follows = sum(row.position < lost.position for row in rows)
    assert office.list_around(won, lost.id, lost.position, 2, 3) == expected(rows, follows, 2, 3)


def test_a_record_that_moved_is_found_where_it_is(office: Desk) -> None:
    query = ListQuery("estimate", "number")
    stood: Position = ("e-041", 1)
    rows = whole(office, query)
    assert office.list_around(query, rows[50].id, stood, 2, 2) == expected(rows, 50, 2, 2)


def test_nothing_is_around_in_an_empty_list(office: Desk) -> None:
    assert office.list_around(ListQuery("estimate", "number", find="zzz"), 1, None, 5, 5) == ListWindow()
    assert office.list_around(ListQuery("estimate", "number", find="!"), 1, None, 5, 5) == ListWindow()
    assert office.list_around(ListQuery("purchase_order", "number"), 1, ("x", 1), 5, 5) == ListWindow()
    with pytest.raises(UsageError):
        office.list_around(ListQuery("nothing", "number"), 1, None, 5, 5)
