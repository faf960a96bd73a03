"""The plan for a job's change, or what speaks against it; the sentence that says what happened."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from industrack_core.desk.dispatching import dispatch_findings, errands
from industrack_core.desk.edit_words import edit_said
from industrack_core.desk.job_checks import schedule_findings
from industrack_core.desk.plan import Decision, Setting, plan_of
from industrack_core.domain.acts import Accepted, Record
from industrack_core.domain.job import Delivery, Job, WorkStatus, after_edit
from industrack_core.domain.job_permits import Deed, deeds_of, permit_findings
from industrack_core.domain.office import Employee
from industrack_core.domain.outcomes import Done, Finding, FindingKind, Refused, Weight, refusal
from industrack_core.domain.span import day_span, format_span, local_day
from industrack_core.domain.text import clip
from industrack_core.store.transaction import Transaction

Change = tuple[Record | None, Record | None]
EDITED = "Saved"
"""The deed of a form, whose sentence says which fields changed, and not where the job is."""


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


def decided(tx: Transaction, setting: Setting, intent: Intent) -> Decision:
    """The plan, or the refusal; asks again about overlaps only when the schedule changed."""
    before, after = intent.before, intent.after
    findings = [*intent.findings, *against(tx, setting, before, after, dispatch=intent.dispatch)]
    if intent.dispatch:
        findings += dispatch_findings(after)
    refused = refusal(findings, intent.accepted)
    if refused:
        return refused
    after = settled(intent, findings)
    if before is None:
        after = replace(after, number=intent.number or tx.take_numbers("job")[0])
    if after == before and not intent.others:
        return _unchanged(tx, intent, after)
    records = [record for _, record in intent.others if record is not None]
    sent = errands(tx, setting, before, after, intent.dispatch, records)
    warnings = [finding for finding in findings if finding.weight is Weight.TELLS]
    changes: list[Change] = [*intent.others, (before, after)]
    said = where(tx, after, setting)
    if intent.deed == EDITED:
        edit = edit_said(tx, [(before, after), *intent.others], setting.zone)
        said = f"{said}; {edit}" if edit and intent.dispatch else edit or said
    line = f"{_deed(intent)} {after.number}{named(after)}: {said}."
    return plan_of([*changes, *((None, entry) for entry in sent)], line, warnings)


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


def settled(intent: Intent, findings: Sequence[Finding]) -> Job:
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


def _deed(intent: Intent) -> str:
    if not intent.dispatch:
        return intent.deed
    return "Dispatched" if intent.before is not None else "Added and dispatched"


def named(job: Job) -> str:
    """The description, to follow a number."""
    return f" {clip(job.description, 28)}" if job.description else ""


def where(tx: Transaction, job: Job, setting: Setting) -> str:
    """`Ana Ruiz, Tue 24 Nov 09:00-10:00`, or what keeps it in the queue."""
    people = tx.get_many(Employee, job.crew)
    crew = ", ".join(people[employee_id].short_name for employee_id in job.crew if employee_id in people)
    when = ""
    if job.span:
        day = local_day(job.span.starts_at, setting.zone)
        when = f"{day.strftime('%a')} {day.day} {day.strftime('%b')} {format_span(job.span, setting.zone)}"
        if not day_span(day, setting.zone).contains(job.span.ends_at):
            when = format_span(job.span, setting.zone)
    if not job.in_queue:
        return f"{crew}, {when}"
    return ", ".join(part for part in ("in the queue", job.lacks, crew, when) if part)
