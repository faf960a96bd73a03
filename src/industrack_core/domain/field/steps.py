"""The steps of one technician with one job: from which status to which, and what they open and close of their time."""

from collections.abc import Mapping

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.field.entries import EntryKind, Mark
from industrack_core.domain.field.member import (
    NO_MARKS,
    NOTHING_CHANGED,
    Effect,
    Marks,
    Member,
    Review,
    VisitState,
    Why,
)
from industrack_core.domain.field.taking import AUTO, Taking
from industrack_core.domain.records.job import WorkStatus
from industrack_core.domain.text.labelled import Labelled


class Step(Labelled):
    """What a technician taps on a job."""

    START_TRAVEL = "start_travel"
    END_TRAVEL = "end_travel"
    START_JOB = "start_job"
    PAUSE = "pause"
    HOLD = "hold"
    RESUME = "resume"
    COMPLETE = "complete"
    DECLINE = "decline"


@dataclass(frozen=True, slots=True)
class _Rule:
    """From which statuses a step goes, to which, and what it begins, for the job alone or in place of all else."""

    starts_from: frozenset[WorkStatus]
    to: WorkStatus
    opens: EntryKind | None = None
    goes_first: bool = False


_FRESH = frozenset({WorkStatus.NOT_STARTED, WorkStatus.ON_TRAVEL})
_AT_IT = frozenset({WorkStatus.STARTED, WorkStatus.PAUSED})
_RULES: Mapping[Step, _Rule] = {
    Step.START_TRAVEL: _Rule(
        frozenset({WorkStatus.NOT_STARTED}), WorkStatus.ON_TRAVEL, EntryKind.TRAVEL, goes_first=True
    ),
    Step.END_TRAVEL: _Rule(frozenset({WorkStatus.ON_TRAVEL}), WorkStatus.NOT_STARTED),
    Step.START_JOB: _Rule(_FRESH, WorkStatus.STARTED, EntryKind.JOB, goes_first=True),
    Step.PAUSE: _Rule(frozenset({WorkStatus.STARTED}), WorkStatus.PAUSED, EntryKind.BREAK),
    Step.HOLD: _Rule(_AT_IT, WorkStatus.PAUSED),
    Step.RESUME: _Rule(frozenset({WorkStatus.PAUSED}), WorkStatus.STARTED, EntryKind.JOB, goes_first=True),
    Step.COMPLETE: _Rule(_AT_IT | _FRESH, WorkStatus.COMPLETED),
    Step.DECLINE: _Rule(_FRESH, WorkStatus.DECLINED),
}
_WITH_REASON = (Step.HOLD, Step.DECLINE)


def take_step(
    member: Member,
    job: int,
    step: Step,
    at: int,
    *,
    reason: str = "",
    marks: Marks = NO_MARKS,
    opens_shift: bool = True,
) -> Effect | Review:
    """What a step on a job changes of the technician who took it at `at`.

    `reason` counts for hold and decline. `marks` come to the times that it opens and closes. With `opens_shift` a shift
    begins with the step where none runs; declining can be done from home.
    """
    visit, rule = member.visit(job), _RULES[step]
    if _is_there(member, job, step, reason):
        return NOTHING_CHANGED
    if visit.status not in rule.starts_from:
        return Review(Why.OUT_OF_TURN, f"{step.label} does not follow {_told(visit)}.")
    taking = Taking(member, at, marks)
    if opens_shift and step is not Step.DECLINE:
        taking.open_shift()
    if rule.goes_first:
        taking.leave_others(job)
    taking.close_own(job)
    taking.put(job, rule.to, reason=reason if step in _WITH_REASON else "", arrived=_arrived(visit, step))
    if rule.opens is not None and not (step is Step.PAUSE and _rest(member, job)):
        taking.open(rule.opens, job)
    elif step is Step.COMPLETE and visit.status in _FRESH:
        taking.point(EntryKind.JOB, job, Mark.START_MISSING)
    return taking.taken()


def complete_for_another(member: Member, job: int, at: int) -> Effect:
    """What `complete` for all changes of another technician of the crew; who completed or declined stays as they are.

    What they reported later than `at` stands: they went on.
    """
    visit = member.visit(job)
    if visit.status in (WorkStatus.COMPLETED, WorkStatus.DECLINED):
        return NOTHING_CHANGED
    taking = Taking(member, at, AUTO)
    taking.close_own(job)
    taking.put(job, WorkStatus.COMPLETED, arrived=visit.arrived)
    taken = taking.taken()
    return taken if isinstance(taken, Effect) else NOTHING_CHANGED


def _is_there(member: Member, job: int, step: Step, reason: str) -> bool:
    """Whether the step says what is so already."""
    visit = member.visit(job)
    if step is Step.HOLD:
        runs = any(spell.job == job for spell in member.open)
        return visit.status is WorkStatus.PAUSED and visit.reason == reason and not runs
    if step is Step.END_TRAVEL:
        return visit.status is WorkStatus.NOT_STARTED and visit.arrived
    return visit.status is _RULES[step].to


def _rest(member: Member, job: int) -> bool:
    """Whether something else of theirs runs, so that this pause is no break."""
    return any(spell.job != job for spell in member.open if spell.kind is not EntryKind.SHIFT)


def _arrived(visit: VisitState, step: Step) -> bool:
    """They are there once the way has ended or work has begun, and until they leave again."""
    return visit.arrived if step is Step.DECLINE else step is not Step.START_TRAVEL


def _told(visit: VisitState) -> str:
    return "an arrival" if visit.status is WorkStatus.NOT_STARTED and visit.arrived else visit.status.label
