"""What is wrong with a job now, and how loud: the one truth for blocks, the lines below them, the header and the list.

Pure. A job has many things wrong with it at once; a block says the first of them. Minutes are those since 1970 UTC.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Final, Protocol, TypeVar

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.domain.records.outbox import Receipt
from industrack_core.domain.text.labelled import Labelled
from industrack_core.domain.time.entry_duration import format_duration

UNSENT_SOON: Final = 60
"""A job that nobody was told of hurts when it begins within so many minutes."""
CHANGED_SOON: Final = 4 * 60
"""One that its crew knows otherwise."""
PRESSES_AHEAD: Final = UNSENT_SOON
"""What begins later than in so many minutes has no alarm by the clock, unless its crew knows it otherwise."""
CALM_BELOW: Final = 15
"""Where most jobs are red, lateness below so many minutes is not."""
_DAY = 24 * 60
_MOST_MINUTES = 100


class ExceptionKind(Labelled):
    """All that a dispatcher's eye is needed for, the worst first.

    Alarms of a block are all but the last, and what is no job (see `matters`): reports to decide on, silent phones.
    """

    DECLINED = "declined"
    LATE_START = "late_start"
    OVERRUN = "overrun"
    OVERLAP = "overlap"
    NOT_DISPATCHED = "not_dispatched"
    NOT_RECEIVED = "not_received"
    FIELD = "field"
    SILENT = "silent"
    CHANGED = "changed"
    OFF_HOURS = "off_hours"


_TIMED: Final = (ExceptionKind.LATE_START, ExceptionKind.OVERRUN)
RED: Final = (ExceptionKind.DECLINED, ExceptionKind.LATE_START, ExceptionKind.OVERRUN)
RANK: Final = {kind: rank for rank, kind in enumerate(ExceptionKind)}
_WORDS = {
    ExceptionKind.DECLINED: "declined",
    ExceptionKind.LATE_START: "late",
    ExceptionKind.OVERRUN: "over",
    ExceptionKind.OVERLAP: "overlaps",
    ExceptionKind.NOT_DISPATCHED: "not sent",
    ExceptionKind.NOT_RECEIVED: "not received",
    ExceptionKind.FIELD: "to decide",
    ExceptionKind.SILENT: "silent",
    ExceptionKind.CHANGED: "changed",
    ExceptionKind.OFF_HOURS: "off hours",
}

QuietKey = tuple[int, ExceptionKind, int]
"""Job, kind and start of what somebody snoozed: a job that was moved is not quiet any more."""


class TimedJob(Protocol):
    """A job in somebody's row, as blocks are."""

    @property
    def job_id(self) -> int: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def status(self) -> str: ...
    @property
    def delivery(self) -> str: ...
    @property
    def receipt(self) -> int: ...
    @property
    def visit(self) -> str: ...
    @property
    def begun(self) -> int: ...


P = TypeVar("P", bound=TimedJob)


class Alarm(NamedTuple):
    """The worst of a job: `minutes` are those that it is late or over by, else 0; red is worse than amber."""

    kind: ExceptionKind
    minutes: int
    is_red: bool

    @property
    def words(self) -> str:
        """`40m late`, `1h40 late`, `25m over`, `declined`; its first word says most."""
        word = _WORDS[self.kind]
        return f"{short_duration(self.minutes)} {word}" if self.minutes else word


def short_duration(minutes: int) -> str:
    """How long, in one word: `85m`, `1h40`, `2d`."""
    if minutes >= _DAY:
        return f"{minutes // _DAY}d"
    return f"{minutes}m" if minutes < _MOST_MINUTES else format_duration(minutes)


def own_kinds(job: TimedJob, now: int) -> tuple[ExceptionKind, ...]:
    """What is wrong with a job itself, whatever else stands in its row; the worst first.

    A member of a crew who declined is told in their row, however far the others are.
    """
    if is_declined(job):
        return (ExceptionKind.DECLINED,)
    if job.status in ("not_started", "on_travel"):
        if job.start < now:
            return (ExceptionKind.LATE_START,)
        ahead = job.start - now
        if job.status == "not_started" and ahead <= UNSENT_SOON:
            if job.delivery == "saved":
                return (ExceptionKind.NOT_DISPATCHED,)
            if job.delivery == "dispatched" and Receipt.SAVED < job.receipt < Receipt.RECEIVED:
                return (ExceptionKind.NOT_RECEIVED,)
        return (ExceptionKind.CHANGED,) if job.delivery == "changed" and ahead <= CHANGED_SOON else ()
    return (ExceptionKind.OVERRUN,) if job.status in ("started", "paused") and due_end(job) < now else ()


def is_declined(job: TimedJob) -> bool:
    """Whether it was declined, by all or by whose row it stands in."""
    return job.status == "declined" or (job.visit == "declined" and job.status != "completed")


def due_end(job: TimedJob) -> int:
    """The minute by which it should be done: as long after it really began as was planned, else as planned."""
    return job.begun + job.end - job.start if job.begun else job.end


def doubled(row: Iterable[P], now: int) -> list[tuple[P, P]]:
    """Jobs of one row that begin while another goes on, each with that other; done and past ones do not count."""
    standing = sorted(
        (job for job in row if job.status != "completed" and not is_declined(job) and job.end > now),
        key=lambda job: (job.start, job.job_id),
    )
    found: list[tuple[P, P]] = []
    latest: P | None = None
    for job in standing:
        if latest is not None and job.start < latest.end:
            found.append((job, latest))
        if latest is None or job.end > latest.end:
            latest = job
    return found


def hurts_at(kind: ExceptionKind, job: TimedJob) -> int:
    """The minute from which on it hurts."""
    return due_end(job) if kind is ExceptionKind.OVERRUN else job.start


def alarm_of(
    job: TimedJob, now: int, twice: Collection[int] = (), quiet: Collection[QuietKey] = (), *, calm: bool = False
) -> Alarm | None:
    """The worst alarm of a job at `now`; None where there is none, or all of them are `quiet`.

    `twice` are the ids of the row's jobs that begin while another goes on (see `doubled`); with `calm` what is late by
    less than a quarter of an hour is amber (see `DayAlarms`).
    """
    kinds = own_kinds(job, now)
    if job.job_id in twice:
        kinds = tuple(sorted((*kinds, ExceptionKind.OVERLAP), key=RANK.__getitem__))
    for kind in kinds:
        if quiet and (job.job_id, kind, job.start) in quiet:
            continue
        minutes = now - hurts_at(kind, job) if kind in _TIMED else 0
        return Alarm(kind, minutes, kind in RED and not (calm and is_mild(kind, minutes)))
    return None


def is_mild(kind: ExceptionKind, minutes: int) -> bool:
    """Whether so many minutes late, or over, are amber where most jobs are red."""
    return kind in _TIMED and minutes < CALM_BELOW


def worst_first(kind: ExceptionKind, job: TimedJob) -> tuple[int, int, int, int]:
    """A key that sorts red before amber before the rest, each by when it hurts, earliest first."""
    tier = 0 if kind in RED else 2 if kind is ExceptionKind.OFF_HOURS else 1
    return (tier, hurts_at(kind, job), job.job_id, RANK[kind])


@dataclass(frozen=True, slots=True)
class DayAlarms:
    """The alarms of a time: how many jobs have which first; of how many that are not finished and begin until the day
    is over. `later` are those that their crew knows otherwise and that need no eye yet: marked, and no alarm.

    `is_calm` when more than half of those are red: then red is for what is late by a quarter of an hour or more.
    """

    counts: Mapping[ExceptionKind, int]
    live: int
    later: int = 0

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def is_calm(self) -> bool:
        return 2 * sum(self.counts.get(kind, 0) for kind in RED) > self.live
