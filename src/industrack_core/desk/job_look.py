"""What an import of jobs would do, and whom and what it would make on the way. Nothing is written."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from industrack_core.desk.imports import import_job_rows
from industrack_core.desk.plan import Plan, Setting
from industrack_core.domain.imported import ImportJobs
from industrack_core.domain.kinds import Kind
from industrack_core.domain.outcomes import Done, Finding, Refused
from industrack_core.store.codec import RowValues
from industrack_core.store.transaction import Rehearsal


@dataclass(frozen=True, slots=True)
class JobsLook:
    """Counts of jobs; `refused` says by a row's key why it stays out, and then nothing else was looked at. `left` are
    rows of jobs that somebody edited, `made` kinds and names of what is new beside the jobs."""

    new: int = 0
    changed: int = 0
    refused: Mapping[str, str] = field(default_factory=dict)
    left: tuple[Finding, ...] = ()
    made: tuple[tuple[str, str], ...] = ()


def name_in(kind: str, row: RowValues) -> str:
    """What a record is called, by its row."""
    if kind == Kind.EMPLOYEE:
        return f"{row['first_name']} {row['last_name']}".strip()
    return str(row["name"])


def look_at_jobs(tx: Rehearsal, act: ImportJobs, setting: Setting) -> JobsLook:
    """What importing these rows would come to."""
    decision = import_job_rows(tx, act, setting)
    if isinstance(decision, Refused):
        return JobsLook(refused={finding.field: finding.text for finding in decision.findings})
    if not isinstance(decision, Plan):
        return JobsLook(left=decision.warnings if isinstance(decision, Done) else ())
    jobs = [before for kind, (before, _) in decision.rows if kind == Kind.JOB]
    made = tuple(
        (kind, name_in(kind, after))
        for kind, (before, after) in decision.rows
        if before is None and after is not None and kind in (Kind.EMPLOYEE, Kind.CUSTOMER, Kind.SERVICE_TYPE)
    )
    changed = sum(1 for before in jobs if before is not None)
    return JobsLook(len(jobs) - changed, changed, {}, decision.warnings, made)
