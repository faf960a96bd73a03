"""The map of an import of customers: which column feeds which field; without one, columns are known by their names."""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from industrack_core.domain.errors import UsageError
from industrack_core.domain.records.customer import CustomerKind
from industrack_core.domain.text.text import fold
from industrack_core.exchange.exports.customer_columns import FIELDS
from industrack_core.exchange.imports.guessing import (
    FIRST_NAME,
    LAST_NAME,
    ColumnNames,
    by_folded_name,
    columns_named,
    names_in,
)
from industrack_core.exchange.imports.import_report import ImportFailed
from industrack_core.exchange.imports.map_file import Field, FieldSource, read_map, source_problems, sources_of

_COMPANY = names_in(
    "company, commercial, business, organization, organisation, corporate, industrial, b2b, "
    "firma, gewerblich, gewerbe, gewerbekunde, geschaftskunde, firmenkunde"
)
_PERSON = names_in(
    "person, residential, private, individual, home, homeowner, household, consumer, b2c, privat, "
    "privatkunde, privatperson"
)
CHOICES: Mapping[str, Mapping[str, str]] = {
    "kind": {**dict.fromkeys(_COMPANY, CustomerKind.COMPANY), **dict.fromkeys(_PERSON, CustomerKind.PERSON)}
}
"""Fields that hold one of a few words; the words that are known (folded), and which of them each stands for."""


class CustomerFields(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
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
    """A whole map.

    `company` and `person` are where a company's and a person's name are, in files that have columns for each: the
    company is the customer and the person its contact; without a company the person is the customer.
    """

    name: str
    fields: CustomerFields
    company: Field | None = None
    person: Field | None = None
    guessed: bool = False

    def sources(self) -> Iterator[tuple[str, FieldSource]]:
        """The fields that are mapped, `company` and `person`, each with where it comes from."""
        yield from sources_of(self.fields)
        for name, given in ((CustomerKind.COMPANY, self.company), (CustomerKind.PERSON, self.person)):
            if given is not None:
                yield name, FieldSource(column=given) if isinstance(given, str) else given

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


def _problems(name: str, source: FieldSource) -> Iterator[str]:
    yield from source_problems(name, source)
    for word in (*source.values.values(), source.default, source.constant):
        words = sorted(set(CHOICES[name].values())) if name in CHOICES else []
        if word and words and word not in words:
            yield f"fields.{name}: {word} is no {name}; there are {', '.join(words)}."


_COMPANIES = names_in("company name, company, business name, organization, firma, firmenname")
NAMES = ColumnNames(
    FIELDS,
    {
        "number": names_in("customer number, customer no, customer id, account number, no, id, kundennummer"),
        "name": names_in("customer name, customer, client, kunde, display name, full name"),
        "kind": names_in("type, customer type"),
        "contact": names_in("contact name, contact person, ansprechpartner"),
        "phone": names_in("phone number, telephone, tel, work phone, main phone, telefon"),
        "mobile": names_in("mobile phone, mobile number, cell, cell phone, handy, mobil"),
        "email": names_in("email, e mail address, email address, mail"),
        "billing_address": names_in("bill to, billing, invoice address, rechnungsadresse"),
        "payment_terms": names_in("terms, zahlungsbedingungen"),
        "tags": names_in("tag, labels, groups"),
        "internal_note": names_in("note, notes, comment, comments, internal notes, remarks, notiz"),
        "address": names_in("service address, location, site address, street address, full address, adresse"),
        "site_note": names_in("site notes, access notes, directions"),
    },
    (("address", ", ", (
        ("street", "address line 1", "address 1", "strasse"), ("address line 2", "address 2"),
        ("city", "town", "ort", "stadt"), ("state", "province"),
        ("zip", "zip code", "postal code", "postcode", "plz"), ("country", "land"),
    )),),
    (*FIRST_NAME, *LAST_NAME, *_COMPANIES),
)  # fmt: skip
"""What the columns of customers are called."""


def guessed_map(header: Sequence[str], file: str) -> CustomerMap:
    """A map by the names of the columns. Raises ImportFailed when no column can hold the name."""
    by_name = by_folded_name(header)
    found = NAMES.guessed(by_name)
    company = next((by_name[name] for name in _COMPANIES if name in by_name), None)
    person = _person(by_name, found)
    if "name" not in found and (company or person):
        found["name"] = company or person or ""
        company = company if person else None
    if "name" not in found:
        shown = ", ".join(column for column in header if column)[:200]
        raise ImportFailed(
            f"The first line of {file} has no column for the customer's name, only: {shown}. "
            "Name a column Name, or say with --map which one it is."
        )
    return CustomerMap(
        "by the names of the columns", msgspec.convert(found, CustomerFields), company, person, guessed=True
    )


def _person(by_name: Mapping[str, str], found: dict[str, Field]) -> FieldSource | None:
    """Where the name of a person is, if it is in columns of its own."""
    parts, name = columns_named(by_name, (FIRST_NAME, LAST_NAME)), found.get("name")
    if parts and isinstance(name, str) and fold(name) == "name" and not columns_named(by_name, (LAST_NAME,)):
        # a first name beside a name: that is the last one
        found["name"] = FieldSource(columns=(*parts, name), separator=" ")
        return None
    return FieldSource(columns=parts, separator=" ") if parts else None
