"""An estimate becomes a job, once; what becomes of the estimate follows from the job."""

from collections.abc import Sequence
from dataclasses import replace

from industrack_core.desk.jobs.job_checks import called, stale
from industrack_core.domain.acts.drafts import JobDraft
from industrack_core.domain.kinds import Kind
from industrack_core.domain.outcomes import Finding, FindingKind, Stale, Weight
from industrack_core.domain.records.estimate import Estimate, EstimateStatus
from industrack_core.domain.records.job import Billing, Job
from industrack_core.store.writing import journal
from industrack_core.store.writing.transaction import Transaction

Change = tuple[Estimate, Estimate]


def conversion(tx: Transaction, draft: JobDraft) -> tuple[list[Finding], list[Change]] | Stale:
    """What speaks against making a job of the draft's estimate, and the estimate's own change: it is Scheduled.

    Stale when somebody changed or deleted the estimate since the person saw it: its lines would not be those on the
    job.
    """
    if draft.estimate_id is None:
        return [], []
    estimate = tx.get(Estimate, draft.estimate_id)
    if estimate is None:
        return _stale(tx, draft, None)
    if estimate.why_not_convert:
        return [Finding(FindingKind.NOTHING, Weight.STOPS, _converted(tx, estimate))], []
    if draft.estimate_version and draft.estimate_version != estimate.version:
        return _stale(tx, draft, estimate)
    findings = []
    if estimate.status is not EstimateStatus.WON:
        text = f"Estimate {estimate.number} is {estimate.status.label}, not Won. It becomes Won, and a job."
        findings.append(Finding(FindingKind.NOT_WON, Weight.ASKS, text))
    return findings, [(estimate, replace(estimate, status=EstimateStatus.SCHEDULED))]


def _stale(tx: Transaction, draft: JobDraft, estimate: Estimate | None) -> Stale:
    estimate_id = draft.estimate_id or 0
    label, version = (f"Estimate {estimate.number}", estimate.version) if estimate else ("The estimate", 0)
    return stale(tx, Kind.ESTIMATE, estimate_id, label, draft.estimate_version, version)


def _converted(tx: Transaction, estimate: Estimate) -> str:
    jobs = tx.find(Job, "estimate_id", [estimate.id])
    if not jobs:
        return f"Estimate {estimate.number} was converted already."
    touch = journal.first_touch(tx, Kind.JOB, jobs[0].id)
    by = f" by {called(tx, touch.who)}" if touch else ""
    return f"Estimate {estimate.number} was converted already{by}: it is job {jobs[0].number}."


def after_deletion(tx: Transaction, gone: Sequence[Job]) -> list[Change]:
    """What becomes of the estimates of jobs that go: Won again, where it was the last."""
    ids = sorted({job.estimate_id for job in gone if job.estimate_id is not None})
    if not ids:
        return []
    dropped = {job.id for job in gone}
    left = [job for job in tx.find(Job, "estimate_id", ids) if job.id not in dropped]
    estimates = tx.get_many(Estimate, ids).values()
    return [change for each in estimates for change in _following(each, left)]


def after_restoring(tx: Transaction, job: Job) -> list[Change] | Finding:
    """What becomes of the estimate of a job that comes back: converted again; a finding where another job was made."""
    estimate = tx.get(Estimate, job.estimate_id) if job.estimate_id is not None else None
    if estimate is None:
        return []
    others = tx.find(Job, "estimate_id", [estimate.id])
    if any(other.series_id is None or other.series_id != job.series_id for other in others):
        text = f"Estimate {estimate.number} is job {others[0].number} by now: delete that one first."
        return Finding(FindingKind.DUPLICATE, Weight.STOPS, text)
    if estimate.status.is_converted:
        return _following(estimate, [*others, job])
    status = EstimateStatus.INVOICED if job.billing is Billing.INVOICED else EstimateStatus.SCHEDULED
    return [(estimate, replace(estimate, status=status))]


def after_billing(tx: Transaction, job: Job, billing: Billing) -> list[Change]:
    """The estimate of an invoiced job is Invoiced; Scheduled again, once none of its jobs is invoiced any more."""
    estimate = tx.get(Estimate, job.estimate_id) if job.estimate_id is not None else None
    if estimate is None:
        return []
    others = [each for each in tx.find(Job, "estimate_id", [estimate.id]) if each.id != job.id]
    return _following(estimate, [*others, replace(job, billing=billing)])


def _following(estimate: Estimate, jobs: Sequence[Job]) -> list[Change]:
    """The change of a converted estimate that follows from these jobs, as far as they are of it; none, most often."""
    billed = [job.billing for job in jobs if job.estimate_id == estimate.id]
    status = EstimateStatus.SCHEDULED if billed else EstimateStatus.WON
    if Billing.INVOICED in billed:
        status = EstimateStatus.INVOICED
    if not estimate.status.is_converted or status is estimate.status:
        return []
    return [(estimate, replace(estimate, status=status))]
