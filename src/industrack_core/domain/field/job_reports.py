"""What the office reads of the field work on one job."""

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.field.records import FieldFile, FieldNote, FieldReport, TimeEntry, Visit
from industrack_core.domain.records.outbox import OutboxEntry


@dataclass(frozen=True, slots=True)
class JobReports:
    """How far each member of the crew is, their times, notes that stand and files by when they were made, what is in
    review; and of each member, by id, what the office said last."""

    visits: tuple[Visit, ...] = ()
    times: tuple[TimeEntry, ...] = ()
    notes: tuple[FieldNote, ...] = ()
    files: tuple[FieldFile, ...] = ()
    in_review: tuple[FieldReport, ...] = ()
    said_last: tuple[OutboxEntry, ...] = ()
