"""Vendors by the beginning of their names, and what orders under way come to: both out of indexes."""

from dataclasses import replace
from pathlib import Path

import pytest

from industrack_core.desk.desk import Desk
from industrack_core.domain.records.inventory import InventoryItem
from industrack_core.domain.records.listing import ListQuery
from industrack_core.domain.records.purchase import OrderLine, OrderStatus, OrderSums, PurchaseOrder
from industrack_core.store.engine.prepared import Prepared
from industrack_core.store.reads import buying
from tests.desk.office import saved
from tests.store.small_company import copy_of_file, reading_engine

VENDORS = ("Halsey Supply", "halsey supply", "Harbor Plumbing", "Éclair & Co", "3M", "312 Supply", "")


def ordered(desk: Desk, vendor: str, *prices: int) -> PurchaseOrder:
    lines = tuple(OrderLine(name="Part", price=price) for price in prices)
    order: PurchaseOrder = saved(desk, PurchaseOrder(vendor=vendor, lines=lines))
    return order


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", ["3M", "312 Supply", "Éclair & Co", "Halsey Supply", "Harbor Plumbing", "Zorn"]),
        ("ha", ["Halsey Supply", "Harbor Plumbing"]),
        ("HALSEY  s", ["Halsey Supply"]),
        ("eclair", ["Éclair & Co"]),
        ("3", ["3M"]),
        ("zo", ["Zorn"]),
        ("supply", []),
        ("%", ["3M", "312 Supply", "Éclair & Co", "Halsey Supply", "Harbor Plumbing", "Zorn"]),
    ],
)
def test_vendors_are_found_by_how_their_names_begin(desk: Desk, typed: str, found: list[str]) -> None:
    for number, vendor in enumerate(VENDORS):
        saved(desk, InventoryItem(name=f"Part {number}", vendor=vendor))
    ordered(desk, "Zorn")
    ordered(desk, "Harbor Plumbing")
    assert desk.find_vendors(typed) == found
    assert desk.find_vendors(typed, 2) == found[:2]


def test_items_are_sorted_by_vendor(desk: Desk) -> None:
    for number, vendor in enumerate(("b", "", "A")):
        saved(desk, InventoryItem(name=f"Part {number}", vendor=vendor))
    rows = desk.list_page(ListQuery("inventory_item", "vendor")).rows
    assert [row.values["vendor"] for row in rows] == ["", "A", "b"]


def test_orders_under_way_are_summed_by_status(desk: Desk) -> None:
    ordered(desk, "Zorn", 1000, 234)
    for price in (500, 700):
        saved(desk, replace(ordered(desk, "Zorn", price), status=OrderStatus.SENT))
    saved(desk, replace(ordered(desk, "Zorn", 999), status=OrderStatus.VOID))
    assert desk.order_sums() == [
        OrderSums(OrderStatus.OPEN, 1, 1234), OrderSums(OrderStatus.SENT, 2, 1200),
        OrderSums(OrderStatus.PARTIALLY_RECEIVED, 0, 0),
    ]  # fmt: skip


def plan(url: str, statement: Prepared, **values: object) -> str:
    engine = reading_engine(url)
    with engine.begin() as connection:
        sql, arguments = statement.sql(connection, **values)
        rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", tuple(arguments)).fetchall()
    engine.dispose()
    return "\n".join(row[3] for row in rows)


def test_neither_walks_through_a_table(tmp_path: Path) -> None:
    url = copy_of_file(tmp_path)
    found = plan(url, buying._NEXT, which="inventory_item.vendor", low="h")
    assert "SEARCH list_key" in found
    found = plan(url, buying._SUMS, which="open")
    assert "SEARCH purchase_order USING" in found
