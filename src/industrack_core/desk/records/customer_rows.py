"""Rows of a file as customers: who is meant, and what becomes of them."""

from collections.abc import Sequence
from dataclasses import replace

from industrack_core.desk.jobs.import_people import known_customer
from industrack_core.desk.jobs.part_findings import email_finding
from industrack_core.desk.values.phones import formatted
from industrack_core.domain.acts.imported import ImportedCustomer
from industrack_core.domain.acts.limits import too_long
from industrack_core.domain.acts.who import Known, Signs, name_keys, turned, who_is_meant
from industrack_core.domain.outcomes import Finding, FindingKind, Weight
from industrack_core.domain.records.customer import Customer, CustomerKind, Location
from industrack_core.domain.records.held import Fields
from industrack_core.domain.records.record import Change
from industrack_core.domain.text.text import fold
from industrack_core.store.reads.exchange_reads import read_alike, read_main_locations
from industrack_core.store.writing.lookups import Lookups

_OF_CUSTOMER = (
    "name", "kind", "contact", "phone", "mobile", "email", "billing_address", "payment_terms", "tags", "internal_note",
)  # fmt: skip
"""What a file can say of a customer."""


def row_findings(row: ImportedCustomer) -> list[Finding]:
    """What keeps a row from becoming a customer; the field of each finding is the row's number."""
    texts = [finding.text for finding in too_long(row)]
    if not row.name.strip():
        texts.append("A customer needs a name.")
    if row.email and (found := email_finding(row.email)):
        texts.append(found.text)
    return [Finding(FindingKind.ENTRY, Weight.STOPS, text, str(row.row)) for text in texts]


def filled(customer: Customer, row: ImportedCustomer, country: str) -> Customer:
    """The customer with what the row says; where the name says who it is, how it is written says nothing."""
    said = _said(customer, row, _OF_CUSTOMER)
    if "name" in said and not row.number:
        del said["name"]
    for name in ("phone", "mobile"):
        if name in said:
            said[name] = formatted(said[name], country)
    said.setdefault("kind", customer.kind or CustomerKind.COMPANY)
    return replace(customer, **said)


def filled_place(place: Location, row: ImportedCustomer) -> Location:
    """The main location with what the row says; as with the name, how an address is written says nothing."""
    said = _said(place, row, ("address", "site_note"))
    if "address" in said and not row.number and fold(said["address"]) == fold(place.address):
        del said["address"]
    return replace(place, **said)


def _said(record: Customer | Location, row: ImportedCustomer, names: Sequence[str]) -> Fields:
    """What a row says that the record does not; blanks around a text, which no file keeps well, say nothing."""
    said: Fields = {}
    for name in names:
        value, before = getattr(row, name), getattr(record, name)
        if isinstance(value, str) and isinstance(before, str):
            before = before.strip()
            # a kind is a text too, and stays what it is
            value = value.strip() if type(value) is str else value
        if value is not None and value != before:
            said[name] = value
    return said


class KnownCustomers:
    """The customers that rows may mean, as they are and as they become."""

    def __init__(self, tx: Lookups, rows: Sequence[ImportedCustomer]) -> None:
        numbers = sorted({row.number for row in rows if row.number})
        names = {form for row in rows if not row.number for form in (row.name, turned(row.name))}
        numbered = tx.find(Customer, "number", numbers)
        found = read_alike(tx.connection, names, (), (), also=[each.id for each in numbered])
        self._customers = {each.id: each for each in found}
        self._places = read_main_locations(tx.connection, sorted(self._customers))
        self._before: dict[int, tuple[Customer, Location | None]] = {
            each.id: (each, self._places.get(each.id)) for each in found
        }
        self._by_number = {each.number: each.id for each in found}
        self._by_name: dict[str, list[int]] = {}
        for each in found:
            self._name(each)

    def _name(self, customer: Customer) -> None:
        for key in name_keys(customer.name):
            self._by_name.setdefault(key, []).append(customer.id)

    def match(self, row: ImportedCustomer) -> Customer | None:
        """Who a row is: by number, else by name, at the same main address where the row says one. Raises Unclear."""
        if row.number:
            found = self._by_number.get(row.number)
            return self._customers[found] if found is not None else None
        ids = sorted({each for key in name_keys(row.name) for each in self._by_name.get(key, ())})
        at = [each for each in ids if self._is_at(each, row.address)]
        signs = Signs(row.name, "", row.email or "", tuple(filter(None, (row.phone, row.mobile))))
        meant = who_is_meant(signs, [self._known(each) for each in at])
        return self._customers[meant.id] if meant else None

    def _is_at(self, customer_id: int, address: str | None) -> bool:
        place = self._places.get(customer_id)
        return address is None or place is None or fold(place.address) == fold(address)

    def _known(self, customer_id: int) -> Known:
        place = self._places.get(customer_id)
        return known_customer(self._customers[customer_id], [place] if place else ())

    def main(self, customer_id: int) -> Location | None:
        """The main location of a customer."""
        return self._places.get(customer_id)

    def add(self, customer: Customer, place: Location) -> None:
        """A customer that a row made."""
        self._by_number[customer.number] = customer.id
        self.change(customer, place)
        self._name(customer)

    def change(self, customer: Customer, place: Location | None) -> None:
        """What a customer and its main location become."""
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
