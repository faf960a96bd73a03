"""What an import of jobs would do, and whom and what it would make on the way. Nothing is written."""

from collections.abc import Mapping
from dataclasses import field

from industrack_core.desk.jobs.imports import import_job_rows
from industrack_core.desk.plan import Plan, Setting
from industrack_core.domain.acts.imported import ImportJobs
from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.outcomes import Done, Finding, Refused
from industrack_core.domain.records.customer import Customer
from industrack_core.domain.records.job import Job
from industrack_core.domain.records.office import Employee, ServiceType
from industrack_core.domain.records.record import kind_of, subject_of
from industrack_core.store.writing.rehearsal import Rehearsal


@dataclass(frozen=True, slots=True)
class JobsLook:
    """Counts of jobs; `refused` says by a row's key why it stays out, and then nothing else was looked at. `left` are
    rows of jobs that somebody edited, `made` kinds and names of what is new beside the jobs."""

    new: int = 0
    changed: int = 0
    refused: Mapping[str, str] = field(default_factory=dict)
    left: tuple[Finding, ...] = ()
    made: tuple[tuple[str, str], ...] = ()


def look_at_jobs(tx: Rehearsal, act: ImportJobs, setting: Setting) -> JobsLook:
    """What importing these rows would come to."""
    decision = import_job_rows(tx, act, setting)
    if isinstance(decision, Refused):
        return JobsLook(refused={finding.field: finding.text for finding in decision.findings})
    if not isinstance(decision, Plan):
        return JobsLook(left=decision.warnings if isinstance(decision, Done) else ())
    jobs = [before for before, after in decision.changes if isinstance(subject_of((before, after)), Job)]
    beside = (after for before, after in decision.changes if before is None)
    made = tuple((kind_of(each), _name(each)) for each in beside if isinstance(each, Employee | Customer | ServiceType))
    changed = sum(1 for before in jobs if before is not None)
    return JobsLook(len(jobs) - changed, changed, {}, decision.warnings, made)


def _name(record: Employee | Customer | ServiceType) -> str:
    return f"{record.first_name} {record.last_name}".strip() if isinstance(record, Employee) else record.name
