"""What phones say and are told, as it stands in JSON. Times are milliseconds since 1970 UTC."""

import re
from typing import Annotated, Literal, TypeVar

import msgspec

from industrack_core.domain.field.job_document import JobDocument, PastVisit
from industrack_core.domain.field.phone_lists import ListedItem, Lists
from industrack_core.domain.field.told import Me, PairedEmployee, Result
from industrack_field.errors import Wrong

VERSION = 1
MOST_REPORTS = 100
MOST_NAMED = 2000
"""Tags, and entries that were seen, in one request."""

Hash = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$", max_length=64)]
Tag = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{8}$", max_length=8)]
Instant = Annotated[int, msgspec.Meta(ge=0, le=253402300799999)]
"""To the end of the year 9999."""
Number = Annotated[int, msgspec.Meta(ge=0, le=2**53 - 1)]
Count = Annotated[int, msgspec.Meta(ge=0, le=1_000_000)]
Word = Annotated[str, msgspec.Meta(max_length=64, pattern=r"^[ -~]*(?!\n)$")]
"""Printable, of ASCII: it becomes no control code anywhere. `$` of Python's would let a line's end pass."""


class PairAsked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A phone that wants to become a device: the code that somebody told it, and the hash of its token."""

    code: Annotated[str, msgspec.Meta(max_length=40)]
    token_sha256: Hash
    name: Annotated[str, msgspec.Meta(max_length=200)] = ""
    build: Word = ""


class ReportAsked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing that a technician did. What `body` must be depends on the kind, and is no reason to refuse."""

    seq: Annotated[int, msgspec.Meta(ge=1, le=2**53 - 1)]
    at: Instant
    kind: Word
    body: msgspec.Raw
    job: Number = 0
    entry: Word = ""


class SyncAsked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All that a phone says in one sync."""

    v: Literal[1]
    now: Instant
    build: Word = ""
    key: Word = ""
    first: Annotated[int, msgspec.Meta(ge=1, le=2**53 - 1)] = 1
    reports: Annotated[list[ReportAsked], msgspec.Meta(max_length=MOST_REPORTS)] = []
    have: Annotated[list[Tag], msgspec.Meta(max_length=MOST_NAMED)] = []
    seen: Annotated[list[Number], msgspec.Meta(max_length=MOST_NAMED)] = []
    lists: Word = ""
    unsent: tuple[Count, Count] = (0, 0)
    storage: Word = ""
    next: Annotated[str, msgspec.Meta(pattern="^([0-9a-f]{64})?$", max_length=64)] = ""


class _Versioned(msgspec.Struct):
    v: object = None


class CompanyAnswer(msgspec.Struct, frozen=True):
    """The company that a phone is told when it is paired."""

    name: str
    zone: str
    clock24: bool


class PairAnswer(msgspec.Struct, frozen=True):
    """A device, whose it is, and of which company: one that meets another at the same address stops."""

    device: int
    employee: PairedEmployee
    company: CompanyAnswer
    key: str


class SyncAnswer(msgspec.Struct, frozen=True, omit_defaults=True):
    """All that a phone is told in one sync. What the desk reads is written as it is."""

    now: int
    key: str
    last: int
    wait: int
    results: tuple[Result, ...] = ()
    jobs: tuple[JobDocument, ...] = ()
    gone: tuple[str, ...] = ()
    me: Me | None = None
    lists: Lists | None = None
    more: bool = False
    next: bool = False


class VisitsAnswer(msgspec.Struct, frozen=True):
    """Visits of a place, the newest first."""

    visits: tuple[PastVisit, ...]


class ItemsAnswer(msgspec.Struct, frozen=True):
    """Items of the inventory."""

    items: tuple[ListedItem, ...]


T = TypeVar("T")
_PATH = re.compile(r" - at `(\$[^`]*)`$")


def read_pairing(content: bytes) -> PairAsked:
    """What a phone says to be paired. Raises Wrong."""
    return _read(content, PairAsked)


def read_sync(content: bytes) -> SyncAsked:
    """What a phone says in a sync; another version of the protocol is told before anything else. Raises Wrong."""
    if _read(content, _Versioned).v != VERSION:
        raise Wrong(426, "version", "This page and the office do not speak the same version: update the page.")
    asked = _read(content, SyncAsked)
    for report in asked.reports:
        _read(bytes(report.body), object)
    return asked


def _read(content: bytes, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(content, type=kind)
    except msgspec.ValidationError as error:
        found = _PATH.search(str(error))
        path = found[1] if found else "$"
        told = _PATH.sub("", str(error))
        raise Wrong(400, "bad_request", f"The office does not understand this: {told}.", path=path) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Wrong(400, "bad_json", "The office cannot read this: it is no JSON.") from error
