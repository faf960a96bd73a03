"""Keeping an exception out of the list, for a while or for good."""

from industrack_core.desk.jobs.job_checks import stops
from industrack_core.desk.plan import Decision, Setting, plan_of
from industrack_core.domain.acts.acts import Snooze
from industrack_core.domain.board.alarms import ExceptionKind
from industrack_core.domain.board.exceptions import SnoozedException
from industrack_core.domain.outcomes import FindingKind, Refused
from industrack_core.domain.records.job import Job
from industrack_core.domain.time.span import format_clock
from industrack_core.store.writing.transaction import Transaction


def snooze(tx: Transaction, act: Snooze, setting: Setting) -> Decision:
    """Write down until when an exception of a job keeps quiet; a later word replaces an earlier one."""
    job = tx.get(Job, act.job_id)
    if job is None or act.kind not in set(ExceptionKind):
        return Refused((stops(FindingKind.NOTHING, "This exception is gone meanwhile."),))
    kind = ExceptionKind(act.kind)
    known = [
        each for each in tx.find(SnoozedException, "job_id", [act.job_id])
        if (each.kind, each.starts_at) == (kind, act.starts_at)
    ]  # fmt: skip
    before = known[0] if known else None
    after = SnoozedException(
        id=before.id if before else tx.new_id(), version=before.version if before else 0,
        job_id=act.job_id, kind=kind, starts_at=act.starts_at, until=act.until,
    )  # fmt: skip
    how = f"Snoozed until {format_clock(act.until, setting.zone)}" if act.until else "Acknowledged"
    return plan_of([(before, after)], f"{how}: {job.number} {kind.label.lower()}.")
