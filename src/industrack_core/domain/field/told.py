"""What a gateway tells the desk of a phone, and what it is answered.

Names are those of the protocol, instants milliseconds since 1970 UTC, so that a gateway may write them as they are.
"""

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.field.phone_lists import FieldCompany
from industrack_core.domain.field.records import DeviceState

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
    again with another content, so that the device was put aside. `paused`: the time was up, what is left may come."""

    last: int
    results: tuple[Result, ...] = ()
    state: DeviceState | None = None
    reused: bool = False
    paused: bool = False


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
