"""Papers: an estimate and a purchase order as text and as PDF, with every sum and every hostile letter."""

import io
from dataclasses import replace
from datetime import date

import pytest

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts import SaveRecord
from industrack_core.domain.errors import UsageError
from industrack_core.domain.estimate import Discount, Estimate, EstimateLine
from industrack_core.domain.outcomes import Done
from industrack_core.domain.purchase import OrderLine, PurchaseOrder
from industrack_core.domain.text import cell_width
from industrack_core.exchange.documents import (
    WIDTH,
    as_text,
    estimate_document,
    numbered_document,
    order_document,
    wrapped,
    write_pdf,
)
from tests.store.small_company import DISPATCHED, LINDQVIST, MILL_ROAD

LINES = (
    EstimateLine(text="Boiler, 24 kW", quantity=1000, price=120_000, discount=Discount(rate=10_000)),
    EstimateLine(text="Copper pipe of a length that takes more than one line of the paper", quantity=2500, price=333),
)
ESTIMATE = Estimate(
    customer_id=LINDQVIST, location_id=MILL_ROAD, description="New boiler", made_on=date(2026, 11, 23), lines=LINES,
    discount_rate=5_000, tax_rate=8_875, note="Valid for 30 days.\nThank you.",
)  # fmt: skip


def saved(desk: Desk, record: Estimate | PurchaseOrder) -> None:
    assert isinstance(desk.perform(SaveRecord(record)), Done)


def test_estimate_says_all_that_it_says(desk: Desk) -> None:
    saved(desk, replace(ESTIMATE, number="E-7"))
    text = as_text(numbered_document(desk, "estimate", "E-7"))
    for part in ("Estimate E-7", "Small Company", "Lindqvist", "12 Oak St", "For work at: Mill, 9 Mill Rd", "555 0134",
                 "New boiler", "10 %", "1080.00", "2.5", "8.33", "Valid for 30 days.\nThank you."):  # fmt: skip
        assert part in text
    foot = [line.split() for line in text.splitlines() if "$" in line]
    assert foot == [
        ["Lines", "$1,088.33"],
        ["Discount", "5", "%", "-$54.42"],
        ["Tax", "8.875", "%", "$91.76"],
        ["Total", "$1,125.67"],
    ]
    assert max(map(cell_width, text.splitlines())) <= WIDTH


def test_order_says_vendor_lines_and_job(desk: Desk) -> None:
    lines = (OrderLine(name="Pump", quantity=3000, price=4550), OrderLine(name="Valve", quantity=500, price=101))
    saved(desk, PurchaseOrder(number="P-1", vendor="Pipes & Co", job_id=DISPATCHED, due_on=date(2026, 12, 1),
                              lines=lines, note="To the yard"))  # fmt: skip
    text = as_text(numbered_document(desk, "order", "P-1"))
    for part in ("Purchase order P-1", "Pipes & Co", "due 2026-12-01", "For job: 11, 4 Elm Ave", "136.50", "0.51",
                 "$137.01", "To the yard"):  # fmt: skip
        assert part in text


def test_hostile_texts_are_drawn_as_they_are(desk: Desk) -> None:
    hostile = '<img src="file:///etc/passwd"/> [b] {0} 😀 שלום %s'
    estimate = replace(
        ESTIMATE, description=hostile, note=hostile * 20,
        lines=tuple(EstimateLine(text=f"{hostile} {number}", quantity=1000, price=10**11) for number in range(90)),
    )  # fmt: skip
    document = estimate_document(desk, estimate)
    assert hostile in as_text(document).replace("\n", " ")
    file = io.BytesIO()
    write_pdf(document, file)
    assert file.getvalue().startswith(b"%PDF")
    assert file.getvalue().count(b"/Type /Page\n") > 2
    again = io.BytesIO()
    write_pdf(document, again)
    assert again.getvalue() == file.getvalue(), "the same paper, whenever it is written"


def test_empty_papers_are_papers(desk: Desk) -> None:
    file = io.BytesIO()
    write_pdf(order_document(desk, PurchaseOrder()), file)
    assert "Total" in as_text(estimate_document(desk, Estimate(customer_id=0, made_on=date(2026, 1, 1))))


def test_unknown_number_is_said(desk: Desk) -> None:
    with pytest.raises(UsageError, match="There is no purchase order 'x'"):
        numbered_document(desk, "order", "x")


@pytest.mark.parametrize(
    ("text", "lines"),
    [("", []), ("ab cd ef", ["ab cd", "ef"]), ("abcdefgh i", ["abcde", "fgh i"]), ("日本語 x", ["日本", "語 x"])],
)
def test_words_are_wrapped_by_cells(text: str, lines: list[str]) -> None:
    assert wrapped(text, 5) == lines
