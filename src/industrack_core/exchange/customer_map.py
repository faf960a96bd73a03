"""The map of an import of customers: which column feeds which field; without one, columns are known by their names."""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from industrack_core.domain.customer import CustomerKind
from industrack_core.domain.errors import UsageError
from industrack_core.domain.text import fold
from industrack_core.exchange.customer_columns import FIELDS
from industrack_core.exchange.import_report import ImportFailed
from industrack_core.exchange.map_file import Field, Source, read_map, source_problems, sources_of

CHOICES: Mapping[str, frozenset[str]] = {"kind": frozenset(CustomerKind)}
"""Fields that hold one of a few words, and the words."""


class Fields(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The fields of a customer that an import can fill; those left out keep what a customer has."""

    name: Field
    number: Field | None = None
    kind: Field | None = None
    contact: Field | None = None
    phone: Field | None = None
    mobile: Field | None = None
    email: Field | None = None
    billing_address: Field | None = None
    payment_terms: Field | None = None
    tags: Field | None = None
    internal_note: Field | None = None
    address: Field | None = None
    site_note: Field | None = None


class CustomerMap(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A whole map."""

    name: str
    fields: Fields

    def sources(self) -> Iterator[tuple[str, Source]]:
        """The fields that are mapped, each with where it comes from."""
        return sources_of(self.fields)

    def columns(self) -> frozenset[str]:
        """Every column that the map reads."""
        return frozenset(column for _, source in self.sources() for column in source.used)


def load_customer_map(name: str) -> CustomerMap:
    """The map in the file at that path. Raises UsageError."""
    customer_map, place = read_map(name, CustomerMap)
    problems = [problem for name, source in customer_map.sources() for problem in _problems(name, source)]
    if problems:
        raise UsageError(f"The map {place}: {problems[0]}")
    return customer_map


def _problems(name: str, source: Source) -> Iterator[str]:
    yield from source_problems(name, source)
    for word in (*source.values.values(), source.default, source.constant):
        if word and name in CHOICES and word not in CHOICES[name]:
            yield f"fields.{name}: {word} is no {name}; there are {', '.join(sorted(CHOICES[name]))}."


_NAMES: Mapping[str, tuple[str, ...]] = {
    "number": ("customer number", "customer no", "customer id", "account number", "no", "id", "kundennummer"),
    "name": ("customer name", "customer", "company name", "company", "client", "display name", "full name", "firma",
             "kunde"),
    "kind": ("type", "customer type"),
    "contact": ("contact name", "contact person", "ansprechpartner"),
    "phone": ("phone number", "telephone", "tel", "work phone", "main phone", "telefon"),
    "mobile": ("mobile phone", "mobile number", "cell", "cell phone", "handy", "mobil"),
    "email": ("email", "e mail address", "email address", "mail"),
    "billing_address": ("bill to", "billing", "invoice address", "rechnungsadresse"),
    "payment_terms": ("terms", "zahlungsbedingungen"),
    "tags": ("tag", "labels", "groups"),
    "internal_note": ("note", "notes", "comment", "comments", "internal notes", "remarks", "notiz"),
    "address": ("service address", "location", "site address", "street address", "full address", "adresse"),
    "site_note": ("site notes", "access notes", "directions"),
}  # fmt: skip
"""Beside its own column, what a field is called elsewhere; compared without case, accents and punctuation."""
_JOINED = (
    ("name", " ", (("first name", "vorname"), ("last name", "surname", "nachname"))),
    ("address", ", ", (("street", "address line 1", "address 1", "strasse"), ("address line 2", "address 2"),
                       ("city", "town", "ort", "stadt"), ("state", "province"),
                       ("zip", "zip code", "postal code", "postcode", "plz"), ("country", "land"))),
)  # fmt: skip
"""Fields that are often in several columns: joined in this order where there is no column for the whole."""


_KNOWN = frozenset(
    [fold(own) for own in FIELDS.values()]
    + [name for names in _NAMES.values() for name in names]
    + [name for _, _, parts in _JOINED for names in parts for name in names]
)


def is_known(column: str) -> bool:
    """Whether `guessed_map` takes a column of that name for something."""
    return fold(column) in _KNOWN


def guessed_map(header: Sequence[str], file: str) -> CustomerMap:
    """A map by the names of the columns. Raises ImportFailed when no column can hold the name."""
    by_name: dict[str, str] = {}
    for column in header:
        by_name.setdefault(fold(column), column)
    found: dict[str, Field] = {}
    for field, own in FIELDS.items():
        known = [by_name[name] for name in (fold(own), *_NAMES[field]) if name in by_name]
        if known:
            found[field] = known[0]
    for field, separator, parts in _JOINED:
        given = tuple(
            next(by_name[name] for name in names if name in by_name) for names in parts if by_name.keys() & names
        )
        if field not in found and given:
            found[field] = Source(columns=given, separator=separator)
    if "name" not in found:
        shown = ", ".join(column for column in header if column)[:200]
        raise ImportFailed(
            f"The first line of {file} has no column for the customer's name, only: {shown}. "
            "Name a column Name, or say with --map which one it is."
        )
    return CustomerMap("by the names of the columns", msgspec.convert(found, Fields))


def told_map(customer_map: CustomerMap, header: Sequence[str]) -> str:
    """Which column is taken for what, and which for nothing, in one line."""
    taken = [f"{' + '.join(source.used)} as {name.replace('_', ' ')}" for name, source in customer_map.sources()]
    unused = [column for column in header if column and column not in customer_map.columns()]
    rest = f"; not read: {', '.join(unused)}" if unused else ""
    return f"Columns taken: {', '.join(taken)}{rest}."
