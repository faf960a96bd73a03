"""What an import of customers would do, and whom it would probably make twice. Nothing is written."""

from collections.abc import Iterable, Sequence
from enum import StrEnum

from industrack_core.desk.records.customer_rows import KnownCustomers, filled, filled_place, row_findings
from industrack_core.domain.acts.imported import ImportedCustomer
from industrack_core.domain.acts.limits import cleaned
from industrack_core.domain.acts.who import PHONE_TAIL, Unclear, phone_key, same_phone
from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.records.customer import Customer, Location
from industrack_core.domain.text.text import fold
from industrack_core.store.reads.exchange_reads import read_alike
from industrack_core.store.writing.lookups import Lookups


class RowState(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class CustomerLook:
    """`problem` is why a row is refused; `alike` names a customer that a new one is probably the same as."""

    row: int
    state: RowState
    problem: str = ""
    alike: str = ""


def look_at_customers(tx: Lookups, rows: Sequence[ImportedCustomer]) -> list[CustomerLook]:
    """What importing these rows would come to, in their order."""
    rows = [cleaned(row) for row in rows]
    known, country = KnownCustomers(tx, rows), tx.home()[0]
    looks: list[CustomerLook] = []
    fresh: dict[int, ImportedCustomer] = {}
    for place, row in enumerate(rows):
        problem = next((finding.text for finding in row_findings(row)), "")
        try:
            before = known.match(row)
        except Unclear as several:
            problem, before = problem or str(several), None
        if problem:
            looks.append(CustomerLook(row.row, RowState.REFUSED, problem))
        elif before is None:
            fresh[place] = row
            known.add(*_imagined(-1 - place, row))
            looks.append(CustomerLook(row.row, RowState.NEW))
        else:
            main = known.main(before.id)
            after, main_after = filled(before, row, country), filled_place(main, row) if main else None
            same = after == before and main_after == main
            known.change(after, main_after)
            looks.append(CustomerLook(row.row, RowState.UNCHANGED if same else RowState.CHANGED))
    for place, words in _alike(tx, fresh).items():
        looks[place] = CustomerLook(rows[place].row, RowState.NEW, alike=words)
    return looks


def _imagined(customer_id: int, row: ImportedCustomer) -> tuple[Customer, Location]:
    """As much of a new customer as the rows after it are compared with."""
    customer = Customer(id=customer_id, number=row.number or f"{customer_id}", name=row.name)
    return customer, Location(id=customer_id, customer_id=customer_id, is_main=True, address=row.address or "")


def _alike(tx: Lookups, rows: dict[int, ImportedCustomer]) -> dict[int, str]:
    """By the place of a row, who is there already with its e-mail address, phone number or name."""
    if not rows:
        return {}
    numbers = {place: _numbers((row.phone, row.mobile)) for place, row in rows.items()}
    found = read_alike(
        tx.connection,
        [row.name for row in rows.values()],
        [row.email for row in rows.values() if row.email],
        [each[-PHONE_TAIL:] for theirs in numbers.values() for each in theirs],
    )
    named: dict[str, Customer] = {fold(each.name): each for each in found}
    mailed = {fold(each.email): each for each in found if each.email}
    called: dict[str, list[tuple[str, Customer]]] = {}
    for each in found:
        for number in _numbers((each.phone, each.mobile)):
            called.setdefault(number[-PHONE_TAIL:], []).append((number, each))
    answers = {}
    for place, row in rows.items():
        by_phone = next((each for number in numbers[place] for each in _called(called, number)), None)
        ways = ((mailed.get(fold(row.email or "")), "e-mail"), (by_phone, "phone"), (named.get(fold(row.name)), "name"))
        who = next(((customer, what) for customer, what in ways if customer), None)
        if who:
            answers[place] = f"customer {who[0].number} {who[0].name} has the same {who[1]}"
    return answers


def _numbers(phones: Iterable[str | None]) -> list[str]:
    """The digits of phone numbers; those that are long enough to tell anything."""
    return [key for phone in phones if (key := phone_key(phone or ""))]


def _called(called: dict[str, list[tuple[str, Customer]]], number: str) -> Iterable[Customer]:
    """Who has the number, with or without the codes before it."""
    return (customer for other, customer in called.get(number[-PHONE_TAIL:], ()) if same_phone(other, number))
