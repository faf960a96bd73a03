"""An estimate becomes a job, once; what becomes of the estimate follows from the job."""

from collections.abc import Sequence
from dataclasses import replace

from industrack_core.domain.acts import JobDraft
from industrack_core.domain.estimate import Estimate, EstimateStatus
from industrack_core.domain.job import Billing, Job
from industrack_core.domain.outcomes import Finding, FindingKind, Stale, Weight
from industrack_core.store import journal
from industrack_core.store.transaction import Transaction

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
    touch = journal.last_touch(tx, "estimate", estimate_id)
    label, version = (f"Estimate {estimate.number}", estimate.version) if estimate else ("The estimate", 0)
    return Stale(
        "estimate", estimate_id, label, draft.estimate_version, version,
        touch.who if touch else "", touch.at if touch else None,
    )  # fmt: skip


def _converted(tx: Transaction, estimate: Estimate) -> str:
    jobs = tx.find(Job, "estimate_id", [estimate.id])
    if not jobs:
        return f"Estimate {estimate.number} was converted already."
    touch = journal.last_touch(tx, "estimate", estimate.id)
    by = f" by {touch.who}" if touch else ""
    return f"Estimate {estimate.number} was converted already{by}: it is job {jobs[0].number}."


def after_deletion(tx: Transaction, gone: Sequence[Job]) -> list[Change]:
    """Estimates whose last job goes are Won again."""
    ids = sorted({job.estimate_id for job in gone if job.estimate_id is not None})
    left = {job.estimate_id for job in tx.find(Job, "estimate_id", ids) if job not in gone} if ids else set()
    estimates = tx.get_many(Estimate, [each for each in ids if each not in left]).values()
    return [(each, replace(each, status=EstimateStatus.WON)) for each in estimates if each.status.is_converted]


def after_billing(tx: Transaction, job: Job, billing: Billing) -> list[Change]:
    """The estimate of an invoiced job is Invoiced; of one that is not any more, Scheduled again."""
    estimate = tx.get(Estimate, job.estimate_id) if job.estimate_id is not None else None
    if estimate is None or not estimate.status.is_converted:
        return []
    status = EstimateStatus.INVOICED if billing is Billing.INVOICED else EstimateStatus.SCHEDULED
    return [(estimate, replace(estimate, status=status))] if status is not estimate.status else []
