"""Papers: an estimate and a purchase order as text and as PDF, with every sum and every hostile letter."""

import base64
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.acts import SaveRecord
from industrack_core.domain.errors import UsageError
from industrack_core.domain.outcomes import Done
from industrack_core.domain.records.estimate import Discount, Estimate, EstimateLine, EstimateStatus
from industrack_core.domain.records.purchase import OrderLine, PurchaseOrder
from industrack_core.domain.text.text import cell_width
from industrack_core.exchange.papers.documents import estimate_document, numbered_document, order_document
from industrack_core.exchange.papers.documents_text import WIDTH, document_text, lines_within
from tests.exchange.test_paper import pages, written
from tests.store.small_company import DISPATCHED, LINDQVIST, MILL_ROAD

LINES = (
    EstimateLine(text="Boiler, 24 kW", quantity=1000, price=120_000, discount=Discount(rate=10_000)),
    EstimateLine(text="Copper pipe of a length that takes more than one line of the paper", quantity=2500, price=333),
)
ESTIMATE = Estimate(
    customer_id=LINDQVIST, location_id=MILL_ROAD, description="New boiler", made_on=date(2026, 11, 23), lines=LINES,
    discount_rate=5_000, tax_rate=8_875, note="Valid for 30 days.\nThank you.",
)  # fmt: skip

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def saved(desk: Desk, record: Estimate | PurchaseOrder) -> None:
    assert isinstance(desk.perform(SaveRecord(record)), Done)


def test_estimate_says_all_that_it_says(desk: Desk) -> None:
    company = desk.office().company
    assert isinstance(
        desk.perform(
            SaveRecord(
                replace(company, address="1 Yard Lane", phone="212 555 0100", email="a@b.example", tax_number="12-345")
            )
        ),
        Done,
    )
    saved(desk, replace(ESTIMATE, number="E-7", valid_until=date(2026, 12, 23)))
    document = numbered_document(desk, "estimate", "E-7")
    text = document_text(document)
    for part in ("Estimate E-7", "Small Company", "1 Yard Lane", "212 555 0100 · a@b.example", "Tax number 12-345",
                 "Lindqvist", "12 Oak St", "Date:         23 November 2026", "Valid until:  23 December 2026",
                 "For work at:  Mill, 9 Mill Rd", "555 0134", "New boiler", "10 %", "$1,080.00", "2.5", "$8.33",
                 "Valid for 30 days.\nThank you.", "Accepted by (name, signature)"):  # fmt: skip
        assert part in text
        assert part.partition(":")[0] in "\n".join(pages(written(document)[0]))
    foot = [line.split() for line in text.splitlines() if line.startswith(" " * 30) and "$" in line]
    assert foot == [
        ["Lines", "$1,088.33"],
        ["Discount", "5", "%", "-$54.42"],
        ["Tax", "8.875", "%", "$91.76"],
        ["Total", "$1,125.67"],
    ]
    assert max(map(cell_width, text.splitlines())) <= WIDTH


@pytest.mark.parametrize("status", [EstimateStatus.DRAFT, EstimateStatus.LOST])
def test_no_word_of_the_office_stands_on_a_paper(desk: Desk, status: EstimateStatus) -> None:
    document = estimate_document(desk, replace(ESTIMATE, number="E-8", status=status))
    assert status.label not in document_text(document) + "".join(pages(written(document)[0]))


def test_money_is_written_in_one_way(desk: Desk) -> None:
    dear = EstimateLine(text="Plant", quantity=1000, price=123_456_789, discount=Discount(amount=100_000))
    text = document_text(estimate_document(desk, replace(ESTIMATE, lines=(dear, *LINES))))
    amounts = re.findall(r"\S*\d\.\d\d\b(?! %)", text)
    assert len(amounts) > 8
    assert [each for each in amounts if not re.fullmatch(r"-?\$\d{1,3}(,\d{3})*\.\d\d", each)] == []


def test_logo_of_the_company_stands_above(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "logo.png"
    file.write_bytes(PNG)
    company = desk.office().company
    logo = desk.attach(str(file))
    assert isinstance(desk.perform(SaveRecord(replace(company, logo=(logo,)))), Done)
    document = estimate_document(desk, ESTIMATE)
    assert document.company.logo == PNG
    content, said = written(document)
    assert (said, b"/Image" in content) == ("", True)


def test_order_says_vendor_lines_and_job(desk: Desk) -> None:
    lines = (OrderLine(name="Pump", quantity=3000, price=4550), OrderLine(name="Valve", quantity=500, price=101))
    saved(desk, PurchaseOrder(number="P-1", vendor="Pipes & Co", job_id=DISPATCHED, due_on=date(2026, 12, 1),
                              lines=lines, note="To the yard"))  # fmt: skip
    text = document_text(numbered_document(desk, "order", "P-1"))
    for part in ("Purchase order P-1", "Pipes & Co", "Due:          1 December 2026", "For job:      11, 4 Elm Ave",
                 "$136.50", "$0.51", "$137.01", "To the yard"):  # fmt: skip
        assert part in text
    assert "Accepted by" not in text


def test_hostile_texts_are_drawn_as_they_are(desk: Desk) -> None:
    hostile = '<img src="file:///etc/passwd"/> [b] {0} 😀 שלום %s'
    estimate = replace(
        ESTIMATE, description=hostile, note=hostile * 20,
        lines=tuple(EstimateLine(text=f"{hostile} {number}", quantity=1000, price=10**11) for number in range(90)),
    )  # fmt: skip
    document = estimate_document(desk, estimate)
    assert hostile in document_text(document).replace("\n", " ")
    content, said = written(document)
    assert len(pages(content)) > 2
    assert said == ""
    assert '<img src="file:///etc/passwd"/> [b] {0}' in "\n".join(pages(content)).replace("\n", " ")
    assert written(document)[0] == content, "the same paper, whenever it is written"


def test_empty_papers_are_papers(desk: Desk) -> None:
    assert written(order_document(desk, PurchaseOrder()))[1] == ""
    assert "Total" in document_text(estimate_document(desk, Estimate(customer_id=0, made_on=date(2026, 1, 1))))


def test_unknown_number_is_said(desk: Desk) -> None:
    with pytest.raises(UsageError, match="There is no purchase order 'x'"):
        numbered_document(desk, "order", "x")


@pytest.mark.parametrize(
    ("text", "lines"),
    [("", []), ("ab cd ef", ["ab cd", "ef"]), ("abcdefgh i", ["abcde", "fgh i"]), ("日本語 x", ["日本", "語 x"])],
)
def test_words_are_wrapped_by_cells(text: str, lines: list[str]) -> None:
    assert lines_within(text, 5) == lines
