"""Papers for customers and vendors: an estimate or a purchase order, put together once, as text or as PDF."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import IO

from industrack_core.desk.desk import Desk
from industrack_core.desk.money import discount_text, money_text, quantity_text, rate_text
from industrack_core.domain.customer import Customer, Location
from industrack_core.domain.errors import UsageError
from industrack_core.domain.estimate import Discount, Estimate
from industrack_core.domain.job import Job
from industrack_core.domain.purchase import OrderStatus, PurchaseOrder
from industrack_core.domain.text import cell_width

WIDTH = 78
_NUMBERS = 11  # cells of a column of numbers
_BETWEEN = 2


@dataclass(frozen=True, slots=True)
class Document:
    """A paper, all of it text. Each line has a text for each column: the first is words, the others are numbers."""

    company: str
    title: str
    about: str
    address: tuple[str, ...]
    place: tuple[str, ...]
    words: str
    columns: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]
    sums: tuple[tuple[str, str], ...]
    note: str


def estimate_document(desk: Desk, estimate: Estimate) -> Document:
    """An estimate as its customer gets it. The sums are those of its lines."""
    company = desk.office().company
    customer = desk.records("customer", [estimate.customer_id]).get(estimate.customer_id)
    place = _location(desk, estimate.location_id)
    currency, sums = company.currency, estimate.sums
    whole = Discount(rate=estimate.discount_rate, amount=estimate.discount_amount)
    foot = [("Lines", sums.lines)] if sums.discount or sums.tax else []
    foot += [(f"Discount {rate_text(whole.rate)}".strip(), -sums.discount)] if sums.discount else []
    foot += [(f"Tax {rate_text(estimate.tax_rate)}", sums.tax)] if sums.tax else []
    return Document(
        company=company.name,
        title=f"Estimate {estimate.number}",
        about=f"{estimate.made_on:%Y-%m-%d}   {estimate.status.label}",
        address=_addressed(customer) if isinstance(customer, Customer) else (),
        place=_present("For work at", place.label if place else ""),
        words=estimate.description,
        columns=("Description", "Quantity", "Price", "Discount", "Total"),
        lines=tuple(
            (
                line.text,
                quantity_text(line.quantity),
                money_text(line.price, currency, symbol=False),
                discount_text(line.discount, currency),
                money_text(line.total, currency, symbol=False),
            )
            for line in estimate.lines
        ),
        sums=tuple((name, money_text(amount, currency)) for name, amount in [*foot, ("Total", sums.total)]),
        note=estimate.note,
    )


def order_document(desk: Desk, order: PurchaseOrder) -> Document:
    """A purchase order as its vendor gets it."""
    company = desk.office().company
    job = desk.job(order.job_id) if order.job_id is not None else None
    due = f"due {order.due_on:%Y-%m-%d}" if order.due_on else ""
    status = "" if order.status is OrderStatus.OPEN else order.status.label
    currency = company.currency
    return Document(
        company=company.name,
        title=f"Purchase order {order.number}",
        about="   ".join(part for part in (due, status) if part),
        address=(order.vendor,) if order.vendor else (),
        place=_present("For job", _job_words(desk, job)),
        words="",
        columns=("Item", "Quantity", "Price", "Total"),
        lines=tuple(
            (
                line.name,
                quantity_text(line.quantity),
                money_text(line.price, currency, symbol=False),
                money_text(line.total, currency, symbol=False),
            )
            for line in order.lines
        ),
        sums=(("Total", money_text(order.lines_total, currency)),),
        note=order.note,
    )


def numbered_document(desk: Desk, kind: str, number: str) -> Document:
    """The paper of the `estimate` or `order` with that number. Raises UsageError when there is none."""
    record = desk.numbered("purchase_order" if kind == "order" else kind, number.strip())
    if isinstance(record, Estimate):
        return estimate_document(desk, record)
    if isinstance(record, PurchaseOrder):
        return order_document(desk, record)
    raise UsageError(f"There is no {'purchase order' if kind == 'order' else kind} {number!r}.")


def as_text(document: Document) -> str:
    """The paper as plain lines of at most 78 cells; only what the record says in one word may be longer."""
    return "\n".join(line.rstrip() for line in _text_lines(document)) + "\n"


def write_pdf(document: Document, file: IO[bytes]) -> None:
    """The paper as PDF. Characters that the font does not have become `?`."""
    from industrack_core.exchange.documents_pdf import draw

    draw(document, file)


def _location(desk: Desk, location_id: int | None) -> Location | None:
    found = desk.records("location", [location_id]).get(location_id) if location_id is not None else None
    return found if isinstance(found, Location) else None


def _job_words(desk: Desk, job: Job | None) -> str:
    if job is None:
        return ""
    place = _location(desk, job.location_id)
    return ", ".join(part for part in (job.number, place.label if place else "") if part)


def _present(words: str, text: str) -> tuple[str, ...]:
    return (f"{words}: {text}",) if text else ()


def _addressed(customer: Customer) -> tuple[str, ...]:
    texts = (customer.name, customer.contact, customer.billing_address, customer.phone or customer.mobile)
    return tuple(text for text in (*texts, customer.email) if text)


def _text_lines(document: Document) -> Iterator[str]:
    yield from _between(document.title, document.company)
    yield document.about
    yield "-" * WIDTH
    for text in (*document.address, *document.place):
        yield from wrapped(text, WIDTH)
    if document.words:
        yield ""
        yield from wrapped(document.words, WIDTH)
    yield ""
    yield from _table_row(document.columns)
    yield "-" * WIDTH
    for line in document.lines:
        yield from _table_row(line)
    yield "-" * WIDTH
    for name, amount in document.sums:
        yield f"{name:>{WIDTH - _NUMBERS - 6}}{_right(amount, _NUMBERS + 6)}"
    if document.note:
        yield ""
        for paragraph in document.note.split("\n"):
            yield from wrapped(paragraph, WIDTH) or [""]


def _between(left: str, right: str) -> list[str]:
    gap = WIDTH - cell_width(left) - cell_width(right)
    return [left + " " * gap + right] if gap >= _BETWEEN else [left, right]


def _table_row(cells: Sequence[str]) -> Iterator[str]:
    room = WIDTH - _NUMBERS * (len(cells) - 1) - _BETWEEN
    first, *more = wrapped(cells[0], room) or [""]
    yield first + " " * (room - cell_width(first) + _BETWEEN) + "".join(_right(cell, _NUMBERS) for cell in cells[1:])
    yield from more


def _right(text: str, cells: int) -> str:
    """The text at the right; one that is too long keeps its blank, since a number must never be cut."""
    return " " * max(1, cells - cell_width(text)) + text


def wrapped(text: str, cells: int) -> list[str]:
    """The words of a text in lines of at most so many cells; a word that is longer is broken."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        if line and cell_width(line) + 1 + cell_width(word) <= cells:
            line += f" {word}"
            continue
        lines += [line] if line else []
        *full, line = _broken(word, cells)
        lines += full
    return [*lines, line] if line else lines


def _broken(word: str, cells: int) -> list[str]:
    parts, line = [], ""
    for character in word:
        if cell_width(line + character) > cells:
            parts.append(line)
            line = ""
        line += character
    return [*parts, line]
