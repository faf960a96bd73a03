"""The steps of a purchase order: what may follow what, by hand and by receiving."""

import itertools
from dataclasses import replace

import pytest

from industrack_core.domain.records.purchase import (
    OrderLine,
    OrderStatus,
    PurchaseOrder,
    next_statuses,
    received,
    received_status,
    step_problem,
)

OPEN, SENT, SOME, ALL, BILLED, VOID = OrderStatus
TWO = (OrderLine(id=1, name="Filter", quantity=2000, price=550), OrderLine(id=2, name="Valve", quantity=1, price=501))
BY_HAND = {
    (OPEN, SENT), (OPEN, VOID), (SENT, OPEN), (SENT, VOID), (SOME, VOID), (ALL, BILLED), (BILLED, ALL),
}  # fmt: skip
"""Steps with nothing received anew; from Void it depends on what has come."""


def order(status: OrderStatus, *came: int) -> PurchaseOrder:
    came = came or {SOME: (1, 0), ALL: (2000, 1), BILLED: (2000, 1)}.get(status, (0, 0))
    lines = tuple(replace(line, received=each) for line, each in zip(TWO, came, strict=True))
    return PurchaseOrder(id=9, version=1, vendor="Halsey", number="PO1", status=status, lines=lines)


@pytest.mark.parametrize(
    ("before", "after"), itertools.permutations([each for each in OrderStatus if each is not VOID], 2)
)
def test_steps_by_hand(before: OrderStatus, after: OrderStatus) -> None:
    problem = step_problem(order(before), replace(order(before), status=after))
    assert (problem == "") is ((before, after) in BY_HAND)
    assert (after in next_statuses(order(before))) is ((before, after) in BY_HAND)
    if problem:
        assert problem == f"An order that is {before.label} cannot become {after.label}."


@pytest.mark.parametrize("status", [status for status in OrderStatus])
def test_nothing_changed_is_no_step(status: OrderStatus) -> None:
    assert step_problem(order(status), replace(order(status), note="Call first")) == ""


@pytest.mark.parametrize(("came", "goes_on"), [((0, 0), OPEN), ((5, 0), SOME), ((2000, 1), ALL)])
def test_a_void_order_goes_on_where_it_stood(came: tuple[int, int], goes_on: OrderStatus) -> None:
    void = order(VOID, *came)
    assert next_statuses(void) == (goes_on,)
    for status in set(OrderStatus) - {VOID}:
        assert (step_problem(void, replace(void, status=status)) == "") is (status is goes_on)


def test_an_order_without_lines_is_not_sent() -> None:
    empty = PurchaseOrder(vendor="Halsey")
    assert next_statuses(empty) == (VOID,)
    assert step_problem(empty, replace(empty, status=SENT)) == "There is nothing to be sent: the order has no lines."


def test_a_new_order_is_open_and_empty_handed() -> None:
    assert step_problem(None, order(OPEN)) == ""
    for wrong in (order(SENT), order(VOID), order(OPEN, 1, 0)):
        assert step_problem(None, wrong) == "A new order is open, and nothing of it has come."


@pytest.mark.parametrize("status", [SENT, SOME, ALL])
def test_receiving_in_part_and_in_full(status: OrderStatus) -> None:
    empty = order(SENT)
    some = received(empty, {0: 500})
    assert (some.status, [line.received for line in some.lines]) == (SOME, [500, 0])
    assert [line.id for line in some.outstanding] == [1, 2]
    full = received(some, {0: 1500, 1: 1})
    assert (full.status, full.outstanding) == (ALL, ())
    before = order(status)
    for after in (some, full):
        assert step_problem(before, after) == ""


def test_what_was_received_by_mistake_is_taken_back() -> None:
    assert received(order(ALL), {1: -1}).status is SOME
    assert received(order(SOME), {0: -1}).status is SENT
    assert step_problem(order(ALL), received(order(ALL), {1: -1})) == ""


@pytest.mark.parametrize("status", [OPEN, VOID, BILLED])
def test_nothing_is_received_on_what_was_not_sent_or_is_billed(status: OrderStatus) -> None:
    before = order(status, 5, 0)
    problem = step_problem(before, received(before, {0: 10}))
    assert status.label in problem
    assert problem.endswith(("Send it first.", "stands."))


def test_the_status_says_what_was_received() -> None:
    lied = replace(received(order(SENT), {0: 500}), status=ALL)
    assert step_problem(order(SENT), lied) == "The status follows from what was received."
    assert received_status(()) is SENT


@pytest.mark.parametrize("status", [status for status in OrderStatus if status is not OPEN])
def test_lines_stand_once_the_order_is_out(status: OrderStatus) -> None:
    before = order(status)
    for lines in (before.lines[:1], (replace(before.lines[0], price=1), before.lines[1])):
        problem = step_problem(before, replace(before, lines=lines))
        way = " Open it again to change them." if status in (SENT, VOID) else ""
        assert problem == f"The order is {status.label}: its lines stand.{way}"
    opened = order(OPEN)
    assert step_problem(opened, replace(opened, lines=opened.lines[:1])) == ""


def test_totals_are_rounded_line_by_line() -> None:
    assert [line.total for line in TWO] == [1100, 1]
    assert order(OPEN).lines_total == 1101
