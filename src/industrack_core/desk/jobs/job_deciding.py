"""The plan for a job's change, or what speaks against it; the sentence that says what happened."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from industrack_core.desk.jobs.dispatching import dispatch_findings, errands
from industrack_core.desk.jobs.edit_words import edit_said
from industrack_core.desk.jobs.job_checks import schedule_findings
from industrack_core.desk.jobs.move_words import moved_words, where_words
from industrack_core.desk.plan import Decision, Setting, plan_of
from industrack_core.domain.acts.acts import Accepted
from industrack_core.domain.acts.job_permits import Deed, deeds_of, permit_findings
from industrack_core.domain.kinds import Kind
from industrack_core.domain.outcomes import Done, Finding, FindingKind, Refused, Weight, refusal
from industrack_core.domain.records.job import Delivery, Job, WorkStatus, after_edit
from industrack_core.domain.records.office import Employee
from industrack_core.domain.records.record import Change
from industrack_core.domain.text.text import cell_width, clip
from industrack_core.store.writing.transaction import Transaction

EDITED = "Saved"
"""The deed of a form, whose sentence says which fields changed, and not where the job is."""

_WIDTH = 69
"""Cells for a sentence of a move: with what undoes it, it stays in one line of the narrowest console."""
_SHORTEST = 5


@dataclass(slots=True)
class Intent:
    """What an act would do to a job. `others` are written with it, `findings` were found on the way there.

    `deed` begins the sentence: `Saved`, `Placed`. `number` is the typed one, empty for the next.
    """

    before: Job | None
    after: Job
    deed: str
    accepted: Accepted
    dispatch: bool = False
    number: str = ""
    others: list[Change] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def same_schedule(before: Job | None, after: Job) -> bool:
    """Whether time and crew stay as they are."""
    return before is not None and (before.starts_at, before.minutes, set(before.crew)) == (
        after.starts_at,
        after.minutes,
        set(after.crew),
    )


def decide_job(tx: Transaction, setting: Setting, intent: Intent) -> Decision:
    """The plan, or the refusal; asks again about overlaps only when the schedule changed."""
    before, after = intent.before, intent.after
    findings = [*intent.findings, *against(tx, setting, before, after, dispatch=intent.dispatch)]
    if intent.dispatch:
        findings += dispatch_findings(after)
    refused = refusal(findings, intent.accepted)
    if refused:
        return refused
    after = settled_job(intent, findings)
    if before is None:
        after = replace(after, number=intent.number or tx.take_numbers(Kind.JOB)[0])
    if after == before and not intent.others:
        return _unchanged(tx, intent, after)
    records = [record for _, record in intent.others if record is not None]
    sent = errands(tx, setting, before, after, intent.dispatch, records)
    warnings = [finding for finding in findings if finding.weight is Weight.TELLS]
    changes: list[Change] = [*intent.others, (before, after)]
    if before is not None and (before.delivery, after.delivery) == (Delivery.DISPATCHED, Delivery.CHANGED):
        text = "Its crew was told it otherwise: dispatch it again."
        warnings.append(Finding(FindingKind.CHANGED, Weight.TELLS, text))
    line = _line(tx, setting, intent, after)
    return plan_of([*changes, *sent], line, warnings)


def against(
    tx: Transaction, setting: Setting, before: Job | None, after: Job, *, dispatch: bool = False
) -> list[Finding]:
    """What speaks against changing a job so: what it is already, then its time and crew."""
    findings = permit_findings(before, deeds_of(before, after)) if before is not None else []
    if dispatch and not findings:
        findings = permit_findings(after, (Deed.DISPATCH,))
    if not same_schedule(before, after):
        findings += schedule_findings(tx, after, setting, before)
    return findings


def settled_job(intent: Intent, findings: Sequence[Finding]) -> Job:
    """The job with what follows from its change: an overlap said yes to, its delivery, a dispatch."""
    before, after = intent.before, intent.after
    if not same_schedule(before, after):
        after = replace(after, overlap_accepted=any(each.kind is FindingKind.OVERLAP for each in findings))
    if before is not None:
        after = after_edit(before, after)
    if intent.dispatch:
        status = WorkStatus.NOT_STARTED if after.status is WorkStatus.DECLINED else after.status
        after = replace(after, delivery=Delivery.DISPATCHED, status=status)
    return after


def _unchanged(tx: Transaction, intent: Intent, job: Job) -> Done | Refused:
    if intent.dispatch:
        text = f"{job.number} is dispatched as it is: the crew has the latest version."
        return Refused((Finding(FindingKind.NOTHING, Weight.STOPS, text),))
    return Done(tx.revision, f"Nothing changed in {job.number}.")


def _line(tx: Transaction, setting: Setting, intent: Intent, after: Job) -> str:
    """What happened to the job, in a sentence: which fields, or from where to where."""
    before, deed = intent.before, _deed(intent)
    crew = dict.fromkeys((*after.crew, *(before.crew if before else ())))
    names = {each.id: each.short_name for each in tx.get_many(Employee, crew).values()}
    if intent.deed == EDITED:
        said = edit_said(tx, [(before, after), *intent.others], setting.zone)
        if intent.dispatch or not said:
            said = "; ".join(filter(None, (where_words(after, names, setting.zone), said)))
        return f"{deed} {after.number}{named(after)}: {said}."
    went = moved_words(before, after, names, setting.zone) if before is not None and not intent.dispatch else ""
    if not went:
        return f"{deed} {after.number}{named(after)}: {where_words(after, names, setting.zone)}."
    room = _WIDTH - cell_width(f"{deed} {after.number} {went}.")
    return f"{deed} {after.number}{named(after, room) if room > _SHORTEST else ''} {went}."


def _deed(intent: Intent) -> str:
    if not intent.dispatch:
        return intent.deed
    return "Dispatched" if intent.before is not None else "Added and dispatched"


def named(job: Job, room: int = 28) -> str:
    """The description, to follow a number, in so many cells at most."""
    return f" {clip(job.description, min(room, 28))}" if job.description else ""
