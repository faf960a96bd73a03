"""Who is kept to some calendars: whose rows they see, and which jobs."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.records.job import Job
from industrack_core.domain.records.office import Calendar, Group
from industrack_core.domain.time.minute import minute_of
from industrack_core.store.reads.by_id import records_by

if TYPE_CHECKING:
    from sqlalchemy import Connection

NOBODY = 0
"""An id that no employee has."""


@dataclass(frozen=True, slots=True)
class KeptTo:
    """The calendars that somebody may open, and the people of those."""

    calendar_ids: tuple[int, ...]
    people: frozenset[int]

    def of(self, employee_ids: Iterable[int] | None) -> list[int]:
        """Those of these employees whose rows they see, of all without them; never nobody at all."""
        asked = sorted(self.people) if employee_ids is None else [each for each in employee_ids if each in self.people]
        return asked or [NOBODY]

    def shows(self, job: Job) -> bool:
        """Whether they see a job: in somebody's row, or in the queue of their calendars, or of none."""
        return self.shows_found(minute_of(job.starts_at) if job.starts_at else None, job.crew, job.calendar_id)

    def shows_found(self, start: int | None, crew: Sequence[int], calendar_id: int | None) -> bool:
        """The same, of a job by what a find reads of it."""
        if start is None or not crew:
            return calendar_id is None or calendar_id in self.calendar_ids
        return any(each in self.people for each in crew)


def read_kept(connection: "Connection", calendar_ids: Sequence[int]) -> KeptTo | None:
    """What these calendars come to; None where they leave nothing out: the default one, or none that is in use."""
    calendars = [each for each in records_by(connection, Calendar, "id", calendar_ids) if not each.retired]
    if not calendars or any(each.is_default for each in calendars):
        return None
    ids = sorted({each for calendar in calendars for each in calendar.group_ids})
    groups = records_by(connection, Group, "id", ids) if ids else []
    people = frozenset(each for group in groups if not group.retired for each in group.member_ids)
    return KeptTo(tuple(each.id for each in calendars), people)
