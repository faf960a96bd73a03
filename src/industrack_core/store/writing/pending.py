"""Changes that are decided and not written yet, as lookups see them: several acts as one are decided on these."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from industrack_core.domain.board.checks import Booking
from industrack_core.domain.records.estimate import Estimate
from industrack_core.domain.records.held import Held
from industrack_core.domain.records.job import Job, WorkStatus
from industrack_core.domain.records.record import Change, Record, subject_of
from industrack_core.domain.time.minute import minute_of
from industrack_core.domain.time.span import Span

Key = tuple[type, int]
_LOOKED_UP = (Job, Estimate)
"""What an act on a job changes and another one may ask for."""


class Pending:
    """Records as they will be, by type and id; None for one that goes.

    `leaving` are jobs that have not been decided on yet, and will not be where they are now. Kept besides: by employee,
    the changed jobs that take their time, from one minute to another.
    """

    def __init__(self) -> None:
        self.leaving: set[int] = set()
        self._records: dict[Key, Record | None] = {}
        self._jobs_of: dict[int, dict[int, tuple[int, int]]] = {}

    def __bool__(self) -> bool:
        return bool(self._records or self.leaving)

    def add(self, changes: Sequence[Change]) -> None:
        """Take in what an act would write, each in the version it will have."""
        for before, after in changes:
            subject = subject_of((before, after))
            if not isinstance(subject, _LOOKED_UP):
                continue
            record = after
            if record is not None:
                record = replace(record, version=before.version + 1 if before else max(1, record.version))
            key = (type(subject), subject.id)
            self._index(key, self._records.get(key), record)
            self._records[key] = record

    def _index(self, key: Key, old: Record | None, new: Record | None) -> None:
        if isinstance(old, Job):
            for employee_id in old.crew:
                self._jobs_of.get(employee_id, {}).pop(old.id, None)
        if isinstance(new, Job) and new.starts_at is not None and new.status is not WorkStatus.DECLINED:
            start = minute_of(new.starts_at)
            for employee_id in new.crew:
                self._jobs_of.setdefault(employee_id, {})[new.id] = (start, start + new.minutes)

    def over(self, record_type: type, found: Sequence[Held], asked: Callable[[Held], bool]) -> list[Held]:
        """The found records as they will be, with those that `asked` holds for only then."""
        kept = [each for each in found if (record_type, each.id) not in self._records]
        changed = [each for (kind, _), each in self._records.items() if kind is record_type and each is not None]
        return [*kept, *(each for each in changed if asked(each))]

    def records(self, record_type: type, ids: Collection[int]) -> dict[int, Held]:
        """Those of these ids that change, as they will be."""
        return {each: self._records[record_type, each] for each in ids if (record_type, each) in self._records}

    def bookings(
        self, found: Sequence[Booking], employee_ids: Sequence[int], span: Span, except_job: int
    ) -> list[Booking]:
        """Who is booked in `span` when all is done, of what was `found` and what changes."""
        kept = [each for each in found if (Job, each.job_id) not in self._records and each.job_id not in self.leaving]
        low, high = minute_of(span.starts_at), minute_of(span.ends_at)
        for employee_id in employee_ids:
            for job_id, (start, end) in self._jobs_of.get(employee_id, {}).items():
                if start < high and low < end and job_id != except_job:
                    kept.append(self._booking(employee_id, job_id))
        return sorted(kept, key=lambda each: (each.employee_id, each.span.starts_at, each.job_id))

    def _booking(self, employee_id: int, job_id: int) -> Booking:
        job = self._records[Job, job_id]
        assert isinstance(job, Job)
        assert job.span is not None
        return Booking(employee_id, job_id, job.number, job.description, job.span, job.overlap_accepted)


def squashed(changes: Sequence[Change]) -> list[Change]:
    """Each record once, from how it is to how it will be; what was made and goes again is left out."""
    merged: dict[Key, Change] = {}
    for change in changes:
        subject = subject_of(change)
        key = (type(subject), subject.id)
        merged[key] = (merged[key][0] if key in merged else change[0], change[1])
    return [change for change in merged.values() if change != (None, None)]
