"""A customer as a row of a file: the columns of an export, which an import reads by the same names."""

import re
from collections.abc import Sequence

from industrack_core.domain.records.customer import Customer, Location

FIELDS = {
    "number": "Number",
    "name": "Name",
    "kind": "Kind",
    "contact": "Contact",
    "phone": "Phone",
    "mobile": "Mobile",
    "email": "E-mail",
    "billing_address": "Billing address",
    "payment_terms": "Payment terms",
    "tags": "Tags",
    "internal_note": "Internal note",
    "address": "Address",
    "site_note": "Site note",
}
"""The fields of a row with their columns; address and site note are those of the main location."""
COLUMNS = tuple(FIELDS.values())

_SPECIAL = re.compile(r'[,;"\n]')
_TAG = re.compile(r'\s*(?:"((?:[^"]|"")*)"|([^,;]+))\s*(?:[,;]|$)')


def customer_cells(customer: Customer, place: Location | None) -> Sequence[str]:
    """The customer's texts in the order of the columns."""
    own = {
        "kind": customer.kind.value,
        "tags": joined_tags(customer.tags),
        "address": place.address if place else "",
        "site_note": place.site_note if place else "",
    }
    return [own[name] if name in own else str(getattr(customer, name)) for name in FIELDS]


def joined_tags(tags: Sequence[str]) -> str:
    """Tags in one text, a comma between them, in quotes where they hold one themselves."""
    return ", ".join('"' + tag.replace('"', '""') + '"' if _SPECIAL.search(tag) else tag for tag in tags)


def split_tags(text: str) -> tuple[str, ...]:
    """The tags of a text, between commas or semicolons; each once."""
    found = []
    for quoted, plain in _TAG.findall(text):
        found.append(quoted.replace('""', '"') if quoted else plain.strip())
    return tuple(dict.fromkeys(tag for tag in found if tag))
