"""The status of a job follows from the visits of its crew, whatever the order in which these were reported."""

from collections.abc import Collection

from industrack_core.domain.field.member import VisitState
from industrack_core.domain.records.job import WorkStatus

_MOST_ADVANCED = (WorkStatus.STARTED, WorkStatus.PAUSED, WorkStatus.ON_TRAVEL)


def job_status(visits: Collection[VisitState]) -> WorkStatus | None:
    """The job's status from the visits of its crew as it is now, one for each member; None without a crew.

    Who declined counts no more, unless all did.
    """
    found = {visit.status for visit in visits} - {WorkStatus.DECLINED}
    if not found:
        return WorkStatus.DECLINED if visits else None
    if found == {WorkStatus.COMPLETED}:
        return WorkStatus.COMPLETED
    for status in _MOST_ADVANCED:
        if status in found:
            return status
    return WorkStatus.STARTED if WorkStatus.COMPLETED in found else WorkStatus.NOT_STARTED


def job_reason(visits: Collection[VisitState], status: WorkStatus) -> str:
    """Why the job is paused or declined: the first reason of those whose visits are; empty for any other status."""
    if status not in (WorkStatus.PAUSED, WorkStatus.DECLINED):
        return ""
    return next((visit.reason for visit in visits if visit.status is status and visit.reason), "")
