"""Random days of several technicians with common jobs, and an office that knows nothing but their reports."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from random import Random

from industrack_core.domain.field.job_status import job_status
from industrack_core.domain.field.member import Member, Review, Spell, after
from industrack_core.domain.field.shifts import ShiftStep, take_shift
from industrack_core.domain.field.steps import Step, take_step
from industrack_core.domain.records.job import WorkStatus

LIKELY = (
    *(Step.START_TRAVEL, Step.END_TRAVEL, Step.START_JOB, Step.PAUSE, Step.RESUME, Step.COMPLETE) * 3,
    Step.HOLD,
    Step.DECLINE,
)


@dataclass(frozen=True)
class Report:
    """What one technician tapped when."""

    person: int
    at: int
    job: int
    tap: Step | ShiftStep


@dataclass
class End:
    """What an office knows in the end: everybody, their closed times, each job's status, what it is to look at."""

    members: dict[int, Member] = field(default_factory=dict)
    closed: dict[int, list[Spell]] = field(default_factory=dict)
    statuses: dict[int, WorkStatus | None] = field(default_factory=dict)
    reviews: set[Report] = field(default_factory=set)


def days_of(chance: Random, *, people: int, jobs: int, reports: int) -> list[list[Report]]:
    """For each person their reports, each later than the one before."""
    days = []
    for person in range(1, people + 1):
        at, day = 0, []
        for _ in range(reports):
            at += chance.randint(0, 50)
            tap: Step | ShiftStep = chance.choice(LIKELY) if chance.random() < 0.85 else chance.choice([*ShiftStep])
            day.append(Report(person, at, chance.randint(1, jobs), tap))
        days.append(day)
    return days


def dealt(chance: Random, days: Sequence[Sequence[Report]]) -> list[Report]:
    """All reports in a random order of arrival that keeps that of each phone."""
    left = [list(day) for day in days if day]
    found = []
    while left:
        day = chance.choice(left)
        found.append(day.pop(0))
        left = [each for each in left if each]
    return found


def ended(reports: Iterable[Report]) -> End:
    """What the office knows when the reports have arrived in this order."""
    end = End()
    for report in reports:
        member = end.members.get(report.person, Member())
        if isinstance(report.tap, ShiftStep):
            taken = take_shift(member, report.tap, report.at)
        else:
            taken = take_step(member, report.job, report.tap, report.at)
        if isinstance(taken, Review):
            end.reviews.add(report)
            continue
        end.members[report.person] = after(member, taken)
        ended_now = [change.after for change in taken.entries if change.after and change.after.ends is not None]
        end.closed.setdefault(report.person, []).extend(ended_now)
    jobs = {job for member in end.members.values() for job in member.visits}
    for job in jobs:
        crew = [member.visit(job) for _, member in sorted(end.members.items())]
        end.statuses[job] = job_status(crew)
    return end
