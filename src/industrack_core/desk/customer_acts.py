"""Acts on customers as a whole: two become one, many come from a file."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from industrack_core.desk.job_checks import stops
from industrack_core.desk.job_parts import email_finding, new_tags
from industrack_core.desk.phones import formatted
from industrack_core.desk.plan import Decision, Setting, plan_of
from industrack_core.domain.acts import ImportCustomers, ImportedCustomer, MergeCustomers, Record
from industrack_core.domain.customer import KEPT, Customer, CustomerKind, Equipment, Location, merged
from industrack_core.domain.estimate import Estimate
from industrack_core.domain.job import Job
from industrack_core.domain.job_parts import LIST_LIMIT
from industrack_core.domain.limits import NOTE_LIMIT, cleaned, too_long
from industrack_core.domain.outcomes import Done, Finding, FindingKind, Refused, Stale, Weight
from industrack_core.domain.text import clean_line, fold, how_many
from industrack_core.store import journal
from industrack_core.store.transaction import Transaction

Change = tuple[Record | None, Record | None]
_MOVED: tuple[type[Any], ...] = (Job, Estimate, Equipment)


def merge_customers(tx: Transaction, act: MergeCustomers, setting: Setting) -> Decision:
    """Jobs, estimates, locations and equipment of one customer become another's; the one is deleted."""
    found = tx.get_many(Customer, (act.from_id, act.into_id))
    gone, into = found.get(act.from_id), found.get(act.into_id)
    for customer, record_id, seen in ((gone, act.from_id, act.from_version), (into, act.into_id, act.into_version)):
        if customer is None or customer.version != seen:
            touch = journal.last_touch(tx, "customer", record_id)
            return Stale(
                "customer", record_id, customer.name if customer else "The customer", seen,
                customer.version if customer else 0, touch.who if touch else "", touch.at if touch else None,
            )  # fmt: skip
    if gone is None or into is None or gone.id == into.id:
        return Refused((stops(FindingKind.MERGE, "A customer cannot be merged with itself."),))
    after = merged(into, gone)
    if len(after.internal_note) > NOTE_LIMIT:
        text = f"Both notes together are longer than {NOTE_LIMIT:,} characters: shorten one first."
        return Refused((stops(FindingKind.MERGE, text),))
    if len(after.attachments) > LIST_LIMIT:
        text = f"Both together have more than {LIST_LIMIT} attachments: take some off first."
        return Refused((stops(FindingKind.MERGE, text),))
    changes: list[Change] = [(into, after)]
    changes += [
        (place, replace(place, customer_id=into.id, is_main=False))
        for place in tx.find(Location, "customer_id", [gone.id])
    ]
    counts = []
    for record_type in _MOVED:
        moved = tx.find(record_type, "customer_id", [gone.id])
        changes += [(each, replace(each, customer_id=into.id)) for each in moved]
        counts.append(len(moved))
    changes.append((gone, None))
    words = ("job", "estimate", "piece of equipment")
    what = ", ".join(how_many(count, word) for count, word in zip(counts, words, strict=True))
    return plan_of(changes, f"Merged customer {gone.number} {gone.name} into {into.number} {into.name}: {what}.")


# -- from a file -------------------------------------------------------------------------------


def import_customers(tx: Transaction, act: ImportCustomers, setting: Setting) -> Decision:
    """Create the rows' customers, or bring those that are there up to date; unchanged rows change nothing."""
    rows = [cleaned(row) for row in act.rows]
    wrong = [finding for row in rows for finding in _row_findings(row)]
    if wrong:
        return Refused(tuple(wrong))
    known = _Known(tx, rows)
    country = tx.home()[0]
    for row in rows:
        before = known.match(row)
        if before is None:
            known.add(*_made(tx, row, country))
        else:
            main = known.main(before.id)
            known.change(_filled(before, row, country), _place(main, row) if main else None)
    changes = known.changes()
    if not changes:
        return Done(tx.revision, "Nothing new to import.")
    new = sum(1 for before, after in changes if before is None and isinstance(after, Customer))
    changed = len({getattr(after, "customer_id", 0) or getattr(after, "id", 0) for before, after in changes if before})
    changes += new_tags(tx, [tag for row in rows for tag in row.tags or ()])
    line = f"Imported {new} new and {changed} changed customers from {clean_line(act.source)}."
    return plan_of(changes, line, (), clean_line(act.batch))


def _made(tx: Transaction, row: ImportedCustomer, country: str) -> tuple[Customer, Location]:
    number = row.number or tx.take_numbers("customer")[0]
    customer = _filled(Customer(id=tx.reserve_ids(1), number=number, name=row.name), row, country)
    place = Location(
        id=tx.reserve_ids(1), customer_id=customer.id, is_main=True, site_note=row.site_note or "",
        address=row.address or row.billing_address or "",
    )  # fmt: skip
    return customer, place


def _row_findings(row: ImportedCustomer) -> list[Finding]:
    texts = [finding.text for finding in too_long(row)]
    if not row.name.strip():
        texts.append("A customer needs a name.")
    if row.email and (found := email_finding(row.email)):
        texts.append(found.text)
    return [Finding(FindingKind.ENTRY, Weight.STOPS, text, str(row.row)) for text in texts]


def _filled(customer: Customer, row: ImportedCustomer, country: str) -> Customer:
    said = {
        name: value for name in ("kind", *KEPT, "tags", "internal_note") if (value := getattr(row, name)) is not None
    }
    for name in ("phone", "mobile"):
        if name in said and said[name] != getattr(customer, name):
            said[name] = formatted(said[name], country)
    said.setdefault("kind", customer.kind or CustomerKind.COMPANY)
    return replace(customer, name=row.name.strip(), **said)


def _place(place: Location, row: ImportedCustomer) -> Location:
    said = {name: value for name in ("address", "site_note") if (value := getattr(row, name)) is not None}
    return replace(place, **said)


class _Known:
    """The customers that rows may mean, as they are and as they become."""

    def __init__(self, tx: Transaction, rows: Sequence[ImportedCustomer]) -> None:
        numbers = sorted({row.number for row in rows if row.number})
        names = sorted({row.name.strip() for row in rows if not row.number})
        found = [*tx.find(Customer, "number", numbers), *tx.find(Customer, "name", names)]
        self._customers = {each.id: each for each in found}
        self._places: dict[int, Location] = {}
        for place in tx.find(Location, "customer_id", sorted(self._customers)):
            if place.is_main:
                self._places[place.customer_id] = place
        self._before: dict[int, tuple[Customer, Location | None]] = {
            each.id: (each, self._places.get(each.id)) for each in found
        }
        self._by_number = {each.number: each.id for each in found}
        self._by_name: dict[str, list[int]] = {}
        for each in found:
            self._by_name.setdefault(fold(each.name), []).append(each.id)

    def match(self, row: ImportedCustomer) -> Customer | None:
        """Who a row is: by number, else by name, at the same main address where the row says one."""
        if row.number:
            found = self._by_number.get(row.number)
            return self._customers[found] if found is not None else None
        for each in self._by_name.get(fold(row.name.strip()), ()):
            place = self._places.get(each)
            if row.address is None or place is None or fold(place.address) == fold(row.address):
                return self._customers[each]
        return None

    def main(self, customer_id: int) -> Location | None:
        return self._places.get(customer_id)

    def add(self, customer: Customer, place: Location) -> None:
        self._by_number[customer.number] = customer.id
        self._by_name.setdefault(fold(customer.name), []).append(customer.id)
        self.change(customer, place)

    def change(self, customer: Customer, place: Location | None) -> None:
        self._customers[customer.id] = customer
        if place is not None:
            self._places[customer.id] = place

    def changes(self) -> list[Change]:
        """What became different, customers before their locations."""
        found: list[Change] = []
        places: list[Change] = []
        for customer_id, customer in self._customers.items():
            before, place_before = self._before.get(customer_id, (None, None))
            place = self._places.get(customer_id)
            if customer != before:
                found.append((before, customer))
            if place is not None and place != place_before:
                places.append((place_before, place))
        return [*found, *places]
