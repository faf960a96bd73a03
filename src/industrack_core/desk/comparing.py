"""What became of the jobs of a window and of the queue from one moment to another, in words."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from industrack_core.desk.desk import Desk
from industrack_core.desk.jobs.edit_words import edit_said
from industrack_core.desk.jobs.move_words import moved_words, where_words
from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.job import Job
from industrack_core.domain.records.office import Office
from industrack_core.domain.time.span import Span
from industrack_core.store.reads.card_reads import lookups

_NO_LIMIT = 2**31 - 1
_BY_MOVES = frozenset({"Start", "Takes", "Crew", "Delivery"})
"""Fields that are said where a job is."""


class Fate(StrEnum):
    """What became of a job."""

    MOVED = "moved"
    CAME = "came"
    GONE = "gone"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class JobFate:
    """A job that was another one at one of two moments; None where it was not there. `line` is a sentence of it."""

    became: Fate
    before: Job | None
    after: Job | None
    line: str

    @property
    def job(self) -> Job:
        """As it was then, or, where it came later, as it is."""
        job = self.before or self.after
        assert job is not None, "a difference is of something"
        return job


def compare(then: Desk, now: Desk, office: Office, window: Span) -> tuple[JobFate, ...]:
    """How the jobs that touched a window, or waited, at one of two moments differ, by their starts.

    `office` is that of `now`: it names people. Raises DatabaseError.
    """
    versions = _versions(then, window), _versions(now, window)
    ids = sorted(
        each for each in versions[0].keys() | versions[1].keys() if versions[0].get(each) != versions[1].get(each)
    )
    before, after = _jobs(then, ids), _jobs(now, ids)
    names = {each.id: each.short_name for each in office.employees}
    found = []
    for each in ids:
        was, comes = before.get(each), after.get(each)
        if (was.version if was else 0) != (comes.version if comes else 0):
            found.append(_difference(now, office, names, was, comes))
    return tuple(sorted(found, key=lambda each: (each.job.starts_at is None, each.job.starts_at, each.job.id)))


def counted(differences: Iterable[JobFate]) -> str:
    """How many of each, in words: `3 moved, 1 came`; `nothing changed` for none."""
    every = [each.became for each in differences]
    told = [(every.count(each), each.value) for each in Fate]
    return ", ".join(f"{count} {word}" for count, word in told if count) or "nothing changed"


def _versions(desk: Desk, window: Span) -> Mapping[int, int]:
    found = {each.job_id: each.version for each in desk.all_blocks(window)}
    return {**found, **{each.job_id: each.version for each in desk.queue(_NO_LIMIT).entries}}


def _jobs(desk: Desk, ids: Sequence[int]) -> Mapping[int, Job]:
    return {each.id: each for each in desk.records(Kind.JOB, ids).values() if isinstance(each, Job)}


def _difference(now: Desk, office: Office, names: Mapping[int, str], before: Job | None, after: Job | None) -> JobFate:
    if before is None or after is None:
        job = before or after
        assert job is not None, "a job was there once"
        became, word = (Fate.CAME, "came") if before is None else (Fate.GONE, "is gone")
        return JobFate(became, before, after, f"{_called(job)} {word}: {where_words(job, names, office.zone)}.")
    became = Fate.MOVED if _place(before) != _place(after) else Fate.CHANGED
    moved = moved_words(before, after, names, office.zone) if became is Fate.MOVED else ""
    with now.store.reading() as connection:
        edited = edit_said(lookups(connection), [(before, after)], office.zone, _BY_MOVES)
    if became is Fate.CHANGED:
        return JobFate(became, before, after, f"{_called(after)} changed: {edited or 'saved again'}.")
    said = f"{_called(after)} moved {moved or where_words(after, names, office.zone)}"
    return JobFate(became, before, after, f"{said}; {edited}." if edited else f"{said}.")


def _place(job: Job) -> tuple[object, ...]:
    return job.starts_at, job.minutes, frozenset(job.crew)


def _called(job: Job) -> str:
    return f"{job.number} {job.description}".strip()
