"""Archives: files with old jobs and an old part of the log, which the office does not have any more."""

from datetime import date
from zoneinfo import ZoneInfo

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.kinds import Kind
from industrack_core.domain.text.text import how_many
from industrack_core.domain.time.entry_moment import short_day
from industrack_core.domain.time.minute import instant_of
from industrack_core.domain.time.span import local_day

GOES_WITH_JOB = (
    Kind.FORM_ANSWER, Kind.OUTBOX, Kind.SNOOZE, Kind.VISIT, Kind.FIELD_REPORT, Kind.FIELD_NOTE, Kind.FIELD_FILE
)  # fmt: skip
"""What only its job uses. Times are also of somebody's day, and stay in the office; the file has them as well."""


@dataclass(frozen=True, slots=True)
class Archive:
    """A file, by its name, with `jobs` that ended before a minute (since 1970 UTC; 0: none), and with the log up to the
    act `log_to`. `digest` is the hash of the file; `done`: all of it is taken out of the office."""

    id: int
    name: str
    digest: str
    before_at: int
    jobs: int
    log_to: int
    done: bool = True

    def told(self, zone: ZoneInfo, jobs: int = 0) -> str:
        """`214 jobs before 2024 are in archive-2024.industrack.`; without a count `Jobs before ...`."""
        many = how_many(jobs, Kind.JOB.noun) if jobs else "Jobs"
        when = told_before(self.before_at, zone)
        return f"{many} before {when} {'is' if jobs == 1 else 'are'} in {self.name}."


def told_before(minute: int, zone: ZoneInfo) -> str:
    """`2024`, or `14 Mar 2024`: the day that begins at a minute."""
    day: date = local_day(instant_of(minute), zone)
    return str(day.year) if (day.month, day.day) == (1, 1) else short_day(day)


@dataclass(frozen=True, slots=True)
class ToArchive:
    """What is asked for: jobs that ended before a minute (0: none), and the log of before a second (0: none)."""

    before_at: int = 0
    log_before_s: int = 0


@dataclass(frozen=True, slots=True)
class Archived:
    """What became of it: how many jobs and entries of the log are in the file, and were taken out this time.

    `changed` jobs are in the file, too, but stay in the office: somebody changed them since the file was written.
    `files` are contents of attached files in it, which stay in the office as well.
    """

    name: str
    jobs: int
    entries: int
    files: int = 0
    size: int = 0
    went: int = 0
    entries_went: int = 0
    changed: int = 0
    resumed: bool = False
