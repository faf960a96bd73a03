"""Papers for customers and vendors: an estimate or a purchase order, put together once, as text or as PDF."""

from datetime import date

from industrack_core.desk.desk import Desk
from industrack_core.desk.values.money import money_text, quantity_text, rate_text
from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.errors import NotAdmitted, UsageError
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.customer import Customer, Location
from industrack_core.domain.records.estimate import Discount, Estimate
from industrack_core.domain.records.job import Job
from industrack_core.domain.records.office import Office
from industrack_core.domain.records.purchase import OrderStatus, PurchaseOrder
from industrack_core.domain.rights import Right, may
from industrack_core.exchange.papers.letterhead import Letterhead, letterhead

SIGNATURE = ("Accepted by (name, signature)", "Date")
"""What stands under the lines that a customer signs an estimate on."""


@dataclass(frozen=True, slots=True)
class Document:
    """A paper, all of it text. Each line has a text for each column: the first is words, the others are numbers."""

    company: Letterhead
    country: str
    title: str
    facts: tuple[tuple[str, str], ...]
    address: tuple[str, ...]
    words: str
    columns: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]
    sums: tuple[tuple[str, str], ...]
    note: str
    signed: bool = False


def estimate_document(desk: Desk, estimate: Estimate) -> Document:
    """An estimate as its customer gets it: nothing that only the office is to know. The sums are those of its lines."""
    company = _priced(desk).company
    customer = desk.records(Kind.CUSTOMER, [estimate.customer_id]).get(estimate.customer_id)
    place = _location(desk, estimate.location_id)
    currency, sums = company.currency, estimate.sums
    whole = Discount(rate=estimate.discount_rate, amount=estimate.discount_amount)
    foot = [("Lines", sums.lines)] if sums.discount or sums.tax else []
    foot += [(f"Discount {rate_text(whole.rate)}".strip(), -sums.discount)] if sums.discount else []
    foot += [(f"Tax {rate_text(estimate.tax_rate)}", sums.tax)] if sums.tax else []
    discounted = any(line.discount.of(line.full) for line in estimate.lines)
    return Document(
        company=letterhead(desk),
        country=company.country,
        title=f"Estimate {estimate.number}".rstrip(),
        facts=_facts(
            ("Date", _day(estimate.made_on)),
            ("Valid until", _day(estimate.valid_until)),
            ("For work at", place.label if place else ""),
        ),
        address=_addressed(customer) if isinstance(customer, Customer) else (),
        words=estimate.description,
        columns=("Description", "Quantity", "Price", *(["Discount"] if discounted else []), "Total"),
        lines=tuple(
            (
                line.text,
                quantity_text(line.quantity),
                money_text(line.price, currency),
                *([_discount(line.discount, currency)] if discounted else []),
                money_text(line.total, currency),
            )
            for line in estimate.lines
        ),
        sums=tuple((name, money_text(amount, currency)) for name, amount in [*foot, ("Total", sums.total)]),
        note=estimate.note,
        signed=True,
    )


def order_document(desk: Desk, order: PurchaseOrder) -> Document:
    """A purchase order as its vendor gets it."""
    company = _priced(desk).company
    job = desk.job(order.job_id) if order.job_id is not None else None
    currency = company.currency
    return Document(
        company=letterhead(desk),
        country=company.country,
        title=f"Purchase order {order.number}".rstrip(),
        facts=_facts(
            ("Void", "this order does not hold" if order.status is OrderStatus.VOID else ""),
            ("Due", _day(order.due_on)),
            ("For job", _job_words(desk, job)),
        ),
        address=(order.vendor,) if order.vendor else (),
        words="",
        columns=("Item", "Quantity", "Price", "Total"),
        lines=tuple(
            (
                line.name,
                quantity_text(line.quantity),
                money_text(line.price, currency),
                money_text(line.total, currency),
            )
            for line in order.lines
        ),
        sums=(("Total", money_text(order.lines_total, currency)),),
        note=order.note,
    )


def numbered_document(desk: Desk, kind: str, number: str) -> Document:
    """The paper of the `estimate` or `order` with that number. Raises UsageError when there is none."""
    record = desk.numbered(Kind.PURCHASE_ORDER if kind == "order" else kind, number.strip())
    if isinstance(record, Estimate):
        return estimate_document(desk, record)
    if isinstance(record, PurchaseOrder):
        return order_document(desk, record)
    raise UsageError(f"There is no {'purchase order' if kind == 'order' else kind} {number!r}.")


def _priced(desk: Desk) -> Office:
    """The office, for who sees prices: nobody else has a paper of them. Raises NotAdmitted."""
    office = desk.office()
    if office.person is not None and not may(office.person, Right.SEE_PRICES):
        raise NotAdmitted(office.person.may_not((Right.SEE_PRICES,)))
    return office


def _facts(*facts: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in facts if value)


def _day(day: date | None) -> str:
    """`1 December 2026`, which no country reads as another day."""
    return f"{day.day} {day:%B %Y}" if day else ""


def _discount(discount: Discount, currency: str) -> str:
    if discount.rate:
        return rate_text(discount.rate)
    return money_text(discount.amount, currency) if discount.amount else ""


def _location(desk: Desk, location_id: int | None) -> Location | None:
    found = desk.records(Kind.LOCATION, [location_id]).get(location_id) if location_id is not None else None
    return found if isinstance(found, Location) else None


def _job_words(desk: Desk, job: Job | None) -> str:
    if job is None:
        return ""
    place = _location(desk, job.location_id)
    return ", ".join(part for part in (job.number, place.label if place else "") if part)


def _addressed(customer: Customer) -> tuple[str, ...]:
    texts = (customer.name, customer.contact, customer.billing_address, customer.phone or customer.mobile)
    return tuple(text for text in (*texts, customer.email) if text)
