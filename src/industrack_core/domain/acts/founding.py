"""Founding a company: acts that insert whole records; and how it begins to have users."""

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.field.told import Contact
from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.domain.records.record import Record


class HeardOf(NamedTuple):
    """When a device was last heard of (seconds since 1970 UTC), and how it was."""

    device_id: int
    at_s: int
    contact: Contact


@dataclass(frozen=True, slots=True)
class LoadRecords:
    """Found a company: insert whole records with the ids they carry, which `Desk.reserve_ids` handed out. The journal
    holds one entry for the act and no single records: there is nothing to go back to."""

    records: tuple[Record, ...]
    line: str


@dataclass(frozen=True, slots=True)
class InventCompany(LoadRecords):
    """Found a company that is invented, as the demo's: in no other does a told clock date what is done.

    `heard` says of its phones when they were last heard of, and how they were; `pictures` are the contents of files
    that its records name.
    """

    heard: tuple[HeardOf, ...] = ()
    pictures: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class BeginRoles:
    """From now on everybody may what their role lets them: the doer becomes an admin, everybody else who has done
    something in this office a dispatcher."""


@dataclass(frozen=True, slots=True)
class MakeAdmin:
    """Make a login an admin, known before or not: for whoever keeps the database, when no admin can be had."""

    login: str


@dataclass(frozen=True, slots=True)
class GiveRole:
    """Give a login the role of a name, known before or not, or switch it off where that is empty: for whoever keeps the
    database, beside the login on the server."""

    login: str
    role: str


@dataclass(frozen=True, slots=True)
class AskIn:
    """Somebody whom the office does not know asks to be let in, as `name`."""

    name: str = ""
