"""Customers and their service locations."""

from dataclasses import replace
from datetime import date, datetime
from enum import StrEnum, auto

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.records.job_parts import Attachment


class CustomerKind(StrEnum):
    """A customer is a company or a person; kept by the name in small letters."""

    COMPANY = auto()
    PERSON = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """Who pays for the work. Addresses are one line of text each.

    `notify` is where messages about their jobs go, as an address of apprise; empty: nowhere.
    """

    id: int = 0
    version: int = 0
    number: str = ""
    kind: CustomerKind = CustomerKind.COMPANY
    name: str
    contact: str = ""
    phone: str = ""
    mobile: str = ""
    email: str = ""
    billing_address: str = ""
    payment_terms: str = ""
    tags: tuple[str, ...] = ()
    internal_note: str = ""
    attachments: tuple[Attachment, ...] = ()
    notify: str = ""


KEPT = ("contact", "phone", "mobile", "email", "billing_address", "payment_terms")
"""What is taken over from a customer that is merged into another one, where that one has nothing."""


def merged(into: Customer, gone: Customer) -> Customer:
    """The customer that is left: what only the other one has is taken over, tags, notes and attachments are joined."""
    taken = {name: getattr(gone, name) for name in (*KEPT, "notify") if not getattr(into, name)}
    tags = tuple(dict.fromkeys([*into.tags, *gone.tags]))
    lost = [
        f"{name.replace('_', ' ')}: {getattr(gone, name)}"
        for name in KEPT
        if getattr(gone, name) and getattr(into, name) and getattr(gone, name) != getattr(into, name)
    ]
    words = [
        into.internal_note,
        gone.internal_note,
        f"Merged with {gone.number} {gone.name}. {'; '.join(lost)}".strip(),
    ]
    note = "\n".join(word for word in words if word)
    return replace(into, tags=tags, internal_note=note, attachments=(*into.attachments, *gone.attachments), **taken)


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """A place where work is done. `site_note` is the pinned note every job there shows."""

    id: int = 0
    version: int = 0
    customer_id: int
    name: str = ""
    address: str = ""
    is_main: bool = False
    site_note: str = ""
    retired: bool = False

    @property
    def label(self) -> str:
        """Name and address in one line, for pickers and cards."""
        return ", ".join(part for part in (self.name, self.address) if part) or "no address"


@dataclass(frozen=True, slots=True, kw_only=True)
class Equipment:
    """A machine of the customer's that is looked after; `location_id` says where it stands, if that is known."""

    id: int = 0
    version: int = 0
    customer_id: int
    location_id: int | None = None
    name: str
    maker: str = ""
    model: str = ""
    serial: str = ""
    service_note: str = ""
    retired: bool = False

    @property
    def label(self) -> str:
        """Name, maker, model and serial number in one line."""
        made = " ".join(part for part in (self.maker, self.model) if part)
        return ", ".join(part for part in (self.name, made, self.serial) if part)


@dataclass(frozen=True, slots=True)
class CustomerCard:
    """A customer as a form shows it once picked; `locations` has the main one first.

    It and `equipment` leave out what is retired; `jobs` and `estimates` say how many there are, `archived` in sentences
    how many more jobs are in archives.
    """

    customer: Customer
    locations: tuple[Location, ...]
    equipment: tuple[Equipment, ...] = ()
    jobs: int = 0
    estimates: int = 0
    archived: tuple[str, ...] = ()

    @property
    def main_location(self) -> Location | None:
        return next((location for location in self.locations if location.is_main), None)


@dataclass(frozen=True, slots=True)
class CustomerMatch:
    """One line of the type-ahead: what to show, and how well it fits (0-100)."""

    id: int
    number: str
    name: str
    phone: str
    address: str
    score: float


@dataclass(frozen=True, slots=True)
class WorkLine:
    """One job or estimate of a customer, for a list; `kind` is `job` or `estimate`, `starts_at` aware UTC."""

    kind: str
    id: int
    number: str
    description: str
    status: str
    starts_at: datetime | None = None
    made_on: date | None = None
