"""What the rule of a kind of report is given, and what it answers."""

from industrack_core.desk.field.bodies import Body
from industrack_core.desk.plan import Setting
from industrack_core.domain.acts.field_acts import TakeReport
from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.field.entries import Mark
from industrack_core.domain.field.member import NO_MARKS, Marks
from industrack_core.domain.field.records import Device, FieldSettings
from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.domain.records.job import Job
from industrack_core.domain.records.job_parts import Trigger
from industrack_core.domain.records.office import Employee
from industrack_core.domain.records.record import Change
from industrack_core.store.writing.transaction import Transaction


class SentForm(NamedTuple):
    """A form that a phone had with the job; with `blocks` its step waits for it."""

    form_id: int
    name: str
    trigger: Trigger
    blocks: bool


@dataclass(frozen=True, slots=True)
class Sent:
    """What the phone had of the job when it was reported: tasks by id, forms."""

    tasks: dict[int, str]
    forms: tuple[SentForm, ...]


@dataclass(frozen=True, slots=True)
class ReportCase:
    """A report that can be read, with what it is about. `forced`: the office wants it applied, whatever it set itself.

    `job` is None where the report is about none, or the job is gone.
    """

    tx: Transaction
    setting: Setting
    settings: FieldSettings
    device: Device
    employee: Employee
    act: TakeReport
    body: Body
    job: Job | None
    sent: Sent
    forced: bool = False

    @property
    def about(self) -> Job:
        """The job; a report about one that is gone is not judged."""
        assert self.job is not None, "a report about a job that is gone is not applied"
        return self.job

    @property
    def at(self) -> int:
        """When it was, in seconds."""
        return self.act.at_s

    @property
    def marks(self) -> Marks:
        """What comes to every time that it changes."""
        return frozenset({Mark.CLOCK}) if self.act.marked else NO_MARKS


class Applied(NamedTuple):
    """What a report changes; `said` follows the name of who said it. `but` is what the office should look at."""

    changes: tuple[Change, ...]
    said: str
    but: str = ""


class Against(NamedTuple):
    """Why a report is not applied, in a sentence; `said` as above."""

    said: str
    text: str


Judged = Applied | Against
