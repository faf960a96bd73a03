"""The people that rows of an import name: found among the records by every sign, those made on the way included."""

from collections.abc import Iterable, Sequence

from industrack_core.domain.acts.imported import ImportedJob
from industrack_core.domain.acts.who import (
    PHONE_TAIL,
    Known,
    Signs,
    Unclear,
    initials_fit,
    name_keys,
    phone_key,
    same_address,
    same_name,
    shared_contact,
    turned,
    who_is_meant,
)
from industrack_core.domain.records.customer import Customer, Location
from industrack_core.domain.records.office import Employee, EmployeeState
from industrack_core.domain.text.text import fold, words
from industrack_core.store.reads.exchange_reads import read_alike, read_main_locations, read_places_at
from industrack_core.store.writing.lookups import Lookups


def signs_of_row(row: ImportedJob) -> Signs:
    """What a row says of its customer."""
    return Signs(
        row.customer.strip(), (row.customer_number or "").strip(), (row.email or "").strip(),
        (row.phone,) if row.phone else (), (row.location,) if row.location else (),
    )  # fmt: skip


def known_customer(customer: Customer, places: Iterable[Location]) -> Known:
    """A customer as rows are compared with it."""
    addresses = tuple(dict.fromkeys(place.address for place in places if place.address))
    where = f" ({addresses[0]})" if addresses else ""
    phones = tuple(phone for phone in (customer.phone, customer.mobile) if phone)
    signs = Signs(customer.name, customer.number, customer.email, phones, addresses)
    return Known(customer.id, f"customer {customer.number} {customer.name}{where}", signs)


class Customers:
    """The customers and locations that rows may mean."""

    def __init__(self, tx: Lookups, rows: Sequence[ImportedJob]) -> None:
        signs = [signs_of_row(row) for row in rows]
        at = read_places_at(tx.connection, {place for each in signs for place in each.addresses})
        found = read_alike(
            tx.connection,
            {form for each in signs for form in (each.name, turned(each.name)) if form},
            {each.email for each in signs if each.email},
            {key[-PHONE_TAIL:] for each in signs for phone in each.phones if (key := phone_key(phone))},
            {each.number for each in signs if each.number},
            {place.customer_id for place in at},
        )
        self._places: dict[int, list[Location]] = {}
        mains = read_main_locations(tx.connection, [each.id for each in found])
        for place in {place.id: place for place in (*mains.values(), *at)}.values():
            self._places.setdefault(place.customer_id, []).append(place)
        self._known: dict[int, Known] = {}
        self._by_sign: dict[str, list[int]] = {}
        for each in found:
            self.add(each)

    def add(self, customer: Customer, place: Location | None = None) -> None:
        """A customer that is there, or that a row made with its main location."""
        if place is not None:
            self._places.setdefault(customer.id, []).append(place)
        known = known_customer(customer, self._places.get(customer.id, ()))
        self._known[customer.id] = known
        for sign in _sign_keys(known.signs):
            self._by_sign.setdefault(sign, []).append(customer.id)

    def meant(self, row: ImportedJob) -> int | None:
        """The id of the customer of a row; None for a new one. Raises Unclear."""
        signs = signs_of_row(row)
        ids = sorted({each for key in _sign_keys(signs) for each in self._by_sign.get(key, ())})
        found = who_is_meant(signs, [self._known[each] for each in ids])
        if found is None and signs.number and not signs.name:
            raise Unclear(f"there is no customer {signs.number}, and a new one needs a name")
        if found is None and not signs.name:
            raise Unclear("no customer has this phone or e-mail, and a new one needs a name")
        return found.id if found else None

    def alike(self, row: ImportedJob) -> str:
        """Who has the phone or e-mail address of a new customer, in a sentence; empty for nobody."""
        signs = signs_of_row(row)
        ids = sorted({each for key in _sign_keys(signs) for each in self._by_sign.get(key, ())})
        found = next(
            ((self._known[each], what) for each in ids if (what := shared_contact(signs, self._known[each].signs))),
            None,
        )
        return f"{signs.name} is a new customer, but {found[0].label} has the same {found[1]}" if found else ""

    def place(self, customer_id: int, address: str) -> Location | None:
        """The location of a customer at an address; the main one where none is said."""
        places = self._places.get(customer_id, [])
        if not fold(address):
            return next((place for place in places if place.is_main), None)
        exact = next((place for place in places if fold(place.address) == fold(address)), None)
        longer = [place for place in places if len(place.address) > len(address)]
        begun = [place for place in longer if same_address(place.address, address)]
        return exact or (begun[0] if len(begun) == 1 else None)

    def has_main(self, customer_id: int) -> bool:
        """Whether a customer has a main location."""
        return any(place.is_main for place in self._places.get(customer_id, ()))

    def add_place(self, place: Location) -> None:
        """A location that a row made."""
        self._places.setdefault(place.customer_id, []).append(place)


def _sign_keys(signs: Signs) -> set[str]:
    """By what one is looked up: whoever may be meant shares one of these."""
    keys = {f"name {key}" for key in name_keys(signs.name)}
    keys |= {f"phone {key[-PHONE_TAIL:]}" for phone in signs.phones if (key := phone_key(phone))}
    keys |= {f"place {' '.join(fold(place).split()[:2])}" for place in signs.addresses if fold(place)}
    if signs.email:
        keys.add(f"mail {signs.email.casefold()}")
    if signs.number:
        keys.add(f"number {signs.number.casefold()}")
    return keys


# -- employees ---------------------------------------------------------------------------------


def employee_meant(name: str, employees: Iterable[Employee]) -> Employee | None:
    """The employee of that name or e-mail address; None for a new one. Raises Unclear.

    A name that is turned without a comma (`Roe Kim`), and one with initials, mean who is named so alone. Among
    namesakes the one who is active is meant.
    """
    everybody, wanted = list(employees), name.strip()
    if "@" in wanted:
        found = [each for each in everybody if each.email.strip().casefold() == wanted.casefold()]
        if not found:
            raise Unclear(f"no employee has the e-mail address {wanted}, and a new one needs a name")
    else:
        ways = (
            lambda each: same_name(wanted, each.name) or same_name(wanted, each.short_name),
            lambda each: fold(wanted) == fold(f"{each.last_name} {each.first_name}"),
            lambda each: initials_fit(wanted, each.short_name),
        )
        found = next((some for way in ways if (some := list(filter(way, everybody)))), [])
    active = [each for each in found if each.state is EmployeeState.ACTIVE]
    found = active if len(active) == 1 else found
    if len(found) > 1:
        raise Unclear(f"it could be {' or '.join(map(_told_apart, found[:4]))}: which one is meant?")
    return found[0] if found else None


def _told_apart(employee: Employee) -> str:
    more = employee.phone or employee.email or employee.role
    return employee.short_name + (f" ({more})" if more else "")


def full_names(names: Iterable[str], employees: Iterable[Employee]) -> dict[str, str]:
    """For names that a file writes in several ways, the one that stands for all: wherever in the file each comes.

    The one with a comma, which says what is the last name; else one that is not all in capitals. For one with initials
    the full one, where it fits one alone.
    """
    given = sorted(dict.fromkeys(names), key=lambda name: ("," not in name, name in (name.upper(), name.lower()), name))
    answers: dict[str, str] = {}
    first: dict[str, str] = {}
    for name in given:
        same = next((first[key] for key in sorted(name_keys(name)) if key in first), name)
        first.update(dict.fromkeys(name_keys(name), same))
        answers[name] = same
    full = [*dict.fromkeys(answers.values()), *(each.short_name for each in employees)]
    for name, same in answers.items():
        if any(len(word) == 1 for word in words(name)):
            fitting = [other for other in full if other != same and initials_fit(name, other)]
            if fitting and all(same_name(other, fitting[0]) for other in fitting):
                answers[name] = fitting[0]
    return {name: same for name, same in answers.items() if name != same}
