"""Everything a person can do to the records, each a small frozen value for `desk.perform`.

An act names the records it is based on with the versions the person saw. `accepted` lists the kinds
of asking findings that the person said yes to.
"""

from datetime import datetime

from industrack_core.domain.acts.drafts import JobDraft, Scope
from industrack_core.domain.acts.field_acts import FieldAct, OfficeFieldAct, RecallJob, SettleReport
from industrack_core.domain.acts.founding import AskIn, BeginRoles, GiveRole, LoadRecords, MakeAdmin
from industrack_core.domain.acts.imported import ImportCustomers, ImportJobs, ImportRecords, TakeHolidays
from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.outcomes import FindingKind
from industrack_core.domain.records.job import Billing, WorkStatus
from industrack_core.domain.records.record import SettingsRecord

Accepted = frozenset[FindingKind]
NONE_ACCEPTED: Accepted = frozenset()


@dataclass(frozen=True, slots=True)
class AddJob:
    """Create a job; its number is taken when it is saved. With `dispatch` the crew gets it in the same act. A draft
    with a recurrence makes all jobs of the series at once."""

    draft: JobDraft
    accepted: Accepted = NONE_ACCEPTED
    dispatch: bool = False


@dataclass(frozen=True, slots=True)
class EditJob:
    """Replace what the form holds of a job. In a series, `scope` says which other jobs get what was changed."""

    job_id: int
    version: int
    draft: JobDraft
    accepted: Accepted = NONE_ACCEPTED
    dispatch: bool = False
    scope: Scope = Scope.THIS


@dataclass(frozen=True, slots=True)
class DispatchJob:
    """Send the job as it is saved to each crew member."""

    job_id: int
    version: int
    accepted: Accepted = NONE_ACCEPTED


@dataclass(frozen=True, slots=True)
class DeleteJob:
    """Delete a job; `scope` as for an edit. The journal keeps it, and undo brings it back."""

    job_id: int
    version: int
    scope: Scope = Scope.THIS
    accepted: Accepted = NONE_ACCEPTED


@dataclass(frozen=True, slots=True)
class AnswerForm:
    """Fill a form on a job, as the office; one text per question of the form."""

    job_id: int
    form_id: int
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlaceJob:
    """Give the job to one employee at a time; its duration stays."""

    job_id: int
    version: int
    employee_id: int
    starts_at: datetime
    accepted: Accepted = NONE_ACCEPTED


@dataclass(frozen=True, slots=True)
class PlanJob:
    """Give the job this crew, start and duration: what moving, lengthening and a change of crew come to."""

    job_id: int
    version: int
    crew: tuple[int, ...]
    starts_at: datetime | None
    minutes: int
    accepted: Accepted = NONE_ACCEPTED


@dataclass(frozen=True, slots=True)
class SetStatus:
    """Set the work status from the office; declining and pausing may say why."""

    job_id: int
    version: int
    status: WorkStatus
    reason: str = ""
    accepted: Accepted = NONE_ACCEPTED


@dataclass(frozen=True, slots=True)
class CopyJob:
    """A new job like this one, for this crew at this time: Not Started, Saved, with a number of its own."""

    job_id: int
    version: int
    crew: tuple[int, ...]
    starts_at: datetime | None
    minutes: int
    accepted: Accepted = NONE_ACCEPTED


@dataclass(frozen=True, slots=True)
class UnassignJob:
    """Send the job back to the queue: the whole crew is taken off, the planned time stays as a wish."""

    job_id: int
    version: int
    accepted: Accepted = NONE_ACCEPTED


@dataclass(frozen=True, slots=True)
class SetBilling:
    """Approve a completed job, mark it invoiced, or take that back."""

    job_id: int
    version: int
    billing: Billing
    accepted: Accepted = NONE_ACCEPTED


JobAct = PlanJob | SetStatus | CopyJob | PlaceJob | UnassignJob | DispatchJob | DeleteJob | SetBilling
"""Acts on one saved job, in the version the person saw."""


@dataclass(frozen=True, slots=True)
class Together:
    """Several acts as one: all of them or none, one entry in the journal, one undo."""

    acts: tuple[JobAct, ...]


@dataclass(frozen=True, slots=True)
class Snooze:
    """Keep an exception of a job out of the list: until an instant (aware UTC), or for good (None). `starts_at` is the
    job's start: at another one the exception is a new one."""

    job_id: int
    kind: str
    starts_at: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class AddEmployee:
    """Take a field employee on the board."""

    first_name: str
    last_name: str


@dataclass(frozen=True, slots=True)
class Undo:
    """Take back this person's last act that still stands; what it takes from the phones of a crew is asked.

    `revision` is the act that was asked about, where a yes is for that one and not for one that came since; 0 for the
    last, whichever it is. One that was `chosen` among all of theirs is taken back also where others came after it.
    """

    accepted: Accepted = NONE_ACCEPTED
    revision: int = 0
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Redo:
    """Do again what this person took back last; what was asked before it was done first is asked again.

    `revision` is the undo that was asked about, as in `Undo`.
    """

    accepted: Accepted = NONE_ACCEPTED
    revision: int = 0


@dataclass(frozen=True, slots=True)
class SaveRecord:
    """Create a record (id 0), or replace it: its `version` is the one the person saw.

    A new customer gets its main location with it, at `address`. The `reason` is said with it; a time that a phone said
    needs one.
    """

    record: SettingsRecord
    accepted: Accepted = NONE_ACCEPTED
    address: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DeleteRecord:
    """Delete a record of a kind (as in `RecordChange`). What others may use is retired instead: it leaves the
    pickers and stays on what uses it."""

    kind: str
    record_id: int
    version: int
    accepted: Accepted = NONE_ACCEPTED


@dataclass(frozen=True, slots=True)
class RestoreRecord:
    """Bring back a record from the list of what was deleted, as it was; what was retired is in use again."""

    record_id: int
    accepted: Accepted = NONE_ACCEPTED


@dataclass(frozen=True, slots=True)
class MergeCustomers:
    """Make one customer of two: everything of `from_id` goes to `into_id`, what only the first has is kept too."""

    from_id: int
    from_version: int
    into_id: int
    into_version: int


AskingAct = (
    AddJob | EditJob | JobAct | SaveRecord | DeleteRecord | RestoreRecord | Undo | Redo | SettleReport | RecallJob
)
"""Acts that a person's yes lets through: they have `accepted`."""
Act = (
    AddJob | EditJob | JobAct | Together | Snooze | AnswerForm | SaveRecord | DeleteRecord | RestoreRecord
    | MergeCustomers | AddEmployee | Undo | Redo | ImportJobs | ImportCustomers | ImportRecords | TakeHolidays
    | LoadRecords | OfficeFieldAct | FieldAct | BeginRoles | AskIn | MakeAdmin | GiveRole
)  # fmt: skip
