"""What is kept of phones and of what they report: devices, reports, visits, times, notes, files, and their settings.

Instants that end in `_at` are aware UTC in whole minutes; those that end in `_s` are seconds since 1970 UTC, where a
minute is too coarse; 0 says not yet. `key` is the name that a phone gave a thing it made: 16 hexadecimal digits.
"""

from datetime import datetime

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.field.entries import EntryKind, Mark
from industrack_core.domain.records.job import WorkStatus
from industrack_core.domain.text.labelled import Labelled


class DeviceState(Labelled):
    """Active; leaving: its reports are still taken, nothing is handed out; lost: refused."""

    ACTIVE = "active"
    LEAVING = "leaving"
    LOST = "lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """A phone of an employee. Of its token only the SHA-256 is kept; `next_hash` is the one it will use from now on."""

    id: int = 0
    version: int = 0
    employee_id: int
    name: str = ""
    token_hash: str
    next_hash: str = ""
    state: DeviceState = DeviceState.ACTIVE
    paired_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """A code with which one phone may become a device of an employee; the SHA-256 of it is kept."""

    id: int = 0
    version: int = 0
    employee_id: int
    code_hash: str
    expires_s: int
    device_id: int | None = None


class Verdict(Labelled):
    """What became of a report: applied at once, or laid before the office, which applied or dismissed it."""

    APPLIED = "applied"
    REVIEW = "review"
    SETTLED = "settled"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldReport:
    """What a phone said, whole. `at_s` is when it happened by the gateway's clock, `said_s` by the phone's.

    `job_id` is 0 for none, `entry` names what the phone had of the job (`815.9c2e`). `text` is the sentence that the
    office reads: what was said and, in review, what stands against it.
    """

    id: int = 0
    version: int = 0
    device_id: int
    seq: int
    employee_id: int
    job_id: int = 0
    entry: str = ""
    kind: str = ""
    at_s: int
    said_s: int
    received_s: int
    body: str = ""
    digest: str = ""
    verdict: Verdict = Verdict.APPLIED
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """How far one member of a crew is with a job."""

    id: int = 0
    version: int = 0
    job_id: int
    employee_id: int
    status: WorkStatus = WorkStatus.NOT_STARTED
    reason: str = ""
    arrived: bool = False
    since_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeEntry:
    """A stretch of an employee's time, open while `ends_at` is None; `device_id` is 0 where the office wrote it."""

    id: int = 0
    version: int = 0
    employee_id: int
    job_id: int | None = None
    kind: EntryKind
    starts_at: datetime
    ends_at: datetime | None = None
    mark: tuple[Mark, ...] = ()
    device_id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldNote:
    """What a technician wrote on a job; `gone` when they took it back."""

    id: int = 0
    version: int = 0
    job_id: int
    employee_id: int
    key: str
    at: datetime
    text: str = ""
    gone: bool = False


class FileKind(Labelled):
    """A picture that was taken, or another file."""

    PHOTO = "photo"
    FILE = "file"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldFile:
    """A file that a technician named, by the SHA-256 of its content, which follows: `stored` once it is here.

    `type` is what the phone says it is (`image/jpeg`), `answer_key` the answer of a form that it belongs to.
    """

    id: int = 0
    version: int = 0
    job_id: int
    employee_id: int
    key: str
    kind: FileKind = FileKind.PHOTO
    name: str = ""
    digest: str
    size: int = 0
    type: str = ""
    caption: str = ""
    at: datetime
    answer_key: str = ""
    stored: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarLink:
    """A secret address at which a calendar reads what an employee was sent; the SHA-256 of the secret is kept.

    `name` says where it is read, so that it is known which one is to end.
    """

    id: int = 0
    version: int = 0
    employee_id: int
    name: str
    secret_hash: str
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSettings:
    """How the office works with phones; there is one record, or none yet.

    `window_s`: seconds in which a dispatch is taken back before any phone has it. `days_back`, `days_ahead`: which days
    a phone has. `longest_edge`: pixels of a picture. `bodies_days`: then a report keeps its sentence only.
    `silent_minutes`: of a phone at work that was not heard of for so long the office is told, 0: never.

    The texts are those of messages beside phones: to who has a job, to who had it, to the customer; an empty one is
    not sent.
    """

    id: int = 0
    version: int = 0
    window_s: int = 10
    days_back: int = 1
    days_ahead: int = 7
    past_visits: int = 10
    sync_s: int = 60
    wifi_only: bool = False
    longest_edge: int = 2048
    amend_today: bool = True
    see_prices: bool = False
    completes_all: bool = False
    auto_shift: bool = True
    paid_breaks: bool = False
    bodies_days: int = 400
    address: str = ""
    language: str = ""
    dispatch_text: str = "{day} {time}: job {job}, {description}. {customer}, {address}."
    recall_text: str = "Job {job} for {customer} is not yours any more."
    travel_text: str = "{technician} of {company} is on the way to you, planned for {time}."
    silent_minutes: int = 30
