"""What a gateway tells the desk of a phone, and what it is answered.

Names are those of the protocol, instants milliseconds since 1970 UTC, so that a gateway may write them as they are.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from industrack_core.domain.field.records import DeviceState
from industrack_core.domain.records.held import Held

MOST_REPORTS = 25
"""So many reports are taken in one transaction."""


@dataclass(frozen=True, slots=True)
class SentReport:
    """A report as it came. `body` is its JSON; `job` is 0 for none; `at` is the phone's own time."""

    seq: int
    at: int
    kind: str
    job: int = 0
    entry: str = ""
    body: bytes = b"{}"


@dataclass(frozen=True, slots=True)
class Result:
    """What a phone hears of a report: `applied`, or `review`, which needs nothing more of it."""

    seq: int
    verdict: str


@dataclass(frozen=True, slots=True)
class Taken:
    """`last`: everything up to it is here. `state` is the device's, None where there is none. `reused`: a number came
    again with another content, so that the device was put aside."""

    last: int
    results: tuple[Result, ...] = ()
    state: DeviceState | None = None
    reused: bool = False


@dataclass(frozen=True, slots=True)
class FieldCompany:
    """The company as phones know it; `key` tells it from every other."""

    name: str
    zone: str
    clock24: bool
    first_weekday: int
    key: str


@dataclass(frozen=True, slots=True)
class PairedEmployee:
    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Paired:
    """A phone that has become a device."""

    device: int
    employee: PairedEmployee
    company: FieldCompany


@dataclass(frozen=True, slots=True)
class Caller:
    """Whose token it is; `by_next` when it is the one that replaces the device's."""

    device: int
    employee_id: int
    employee: str
    state: DeviceState
    by_next: bool = False


@dataclass(frozen=True, slots=True)
class Contact:
    """How a phone is, by its last sync."""

    build: str = ""
    skew_s: int = 0
    unsent_reports: int = 0
    unsent_files: int = 0
    storage: str = ""


@dataclass(frozen=True, slots=True)
class PastVisit:
    """An earlier job at a place."""

    job: int
    number: str
    at: int | None
    description: str
    status: str
    who: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class JobPlace:
    """Where the job is: its pinned note, `base` to name that by, and the last visits there."""

    location: int
    note: str
    base: str
    visits: tuple[PastVisit, ...]


@dataclass(frozen=True, slots=True)
class LiveVisit:
    who: str
    status: str
    reason: str
    since_at: int | None
    mine: bool


@dataclass(frozen=True, slots=True)
class LiveNote:
    key: str
    at: int
    text: str
    who: str
    mine: bool


@dataclass(frozen=True, slots=True)
class LiveUsed:
    line: int
    key: str
    item_id: int | None
    name: str
    quantity: int | None


@dataclass(frozen=True, slots=True)
class LiveFile:
    key: str
    digest: str
    kind: str
    name: str
    caption: str
    type: str
    size: int
    who: str
    mine: bool
    stored: bool
    answer_key: str


@dataclass(frozen=True, slots=True)
class LiveAnswer:
    key: str
    form: int
    form_version: int
    at: int
    who: str
    mine: bool


@dataclass(frozen=True, slots=True)
class Live:
    """What was done since the dispatch; `status`, `reason` and `arrived` are of the phone's own employee."""

    status: str
    reason: str
    arrived: bool
    job_status: str
    visits: tuple[LiveVisit, ...]
    notes: tuple[LiveNote, ...]
    ticks: tuple[tuple[int, int], ...]
    used: tuple[LiveUsed, ...]
    files: tuple[LiveFile, ...]
    answers: tuple[LiveAnswer, ...]
    receipt: int


@dataclass(frozen=True, slots=True)
class JobDocument:
    """A job as a phone has it: what was dispatched, where it is, and what was done."""

    tag: str
    job: int
    entry: str
    sent: Mapping[str, Held]
    place: JobPlace
    live: Live


@dataclass(frozen=True, slots=True)
class Documents:
    """What a phone lacks and what it has too much, by tags. `got` and `handed` are ids of entries that it turns out to
    have, or is given with this, for the first time. `more_at_ms`: when the next one becomes due."""

    jobs: tuple[JobDocument, ...] = ()
    gone: tuple[str, ...] = ()
    more: bool = False
    got: tuple[int, ...] = ()
    handed: tuple[int, ...] = ()
    more_at_ms: int | None = None


@dataclass(frozen=True, slots=True)
class OpenTime:
    id: int
    kind: str
    job: int | None
    starts_at: int


@dataclass(frozen=True, slots=True)
class DayTime:
    id: int
    kind: str
    job: int | None
    starts_at: int
    ends_at: int | None
    mark: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Me:
    """An employee's own times: the open shift, what else is open, and today's."""

    shift: OpenTime | None
    open: tuple[OpenTime, ...]
    today: tuple[DayTime, ...]


@dataclass(frozen=True, slots=True)
class ListedReason:
    id: int
    name: str


@dataclass(frozen=True, slots=True)
class ListedQuestion:
    text: str
    kind: str
    choices: tuple[str, ...]
    required: bool


@dataclass(frozen=True, slots=True)
class ListedForm:
    id: int
    version: int
    name: str
    questions: tuple[ListedQuestion, ...]


@dataclass(frozen=True, slots=True)
class ListedItem:
    """`price` is in minor units of the currency; None where technicians may not see prices."""

    id: int
    name: str
    sku: str
    price: int | None


@dataclass(frozen=True, slots=True)
class PageSettings:
    """What the page goes by; `wait` is seconds between syncs."""

    amend: str
    prices: bool
    wifi_only: bool
    edge: int
    complete_all: bool
    auto_shift: bool
    wait: int
    language: str


@dataclass(frozen=True, slots=True)
class Lists:
    """What is the same for every job."""

    tag: str
    reasons: tuple[ListedReason, ...]
    forms: tuple[ListedForm, ...]
    items: tuple[ListedItem, ...]
    settings: PageSettings
    company: FieldCompany


@dataclass(frozen=True, slots=True)
class WaitingEntry:
    """An entry of the outbox that no phone has fetched."""

    entry: int
    employee_id: int
    due_ms: int


@dataclass(frozen=True, slots=True)
class StoredFile:
    name: str
    type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Reach:
    """Where a dispatch goes: whether any phone is connected, and until when it is taken back before one has it
    (seconds since 1970 UTC)."""

    has_phones: bool
    due_s: int


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """A phone as the office sees it."""

    id: int
    version: int
    employee_id: int
    employee: str
    name: str
    state: DeviceState
    paired_at: int
    last_sync_ms: int
    build: str
    skew_s: int
    unsent_reports: int
    unsent_files: int
    storage: str
