"""A job as a phone has it. Names are those of the protocol, instants milliseconds since 1970 UTC."""

from collections.abc import Mapping

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.records.held import Held


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
