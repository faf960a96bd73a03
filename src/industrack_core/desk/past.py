"""A desk on the past: the board, the queue and the cards as they were at a moment that the journal knows."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from industrack_core.desk.desk import Desk
from industrack_core.desk.reads.board_reads import QUEUE_LIMIT
from industrack_core.desk.reads.sight import seen_by_person
from industrack_core.domain.acts.acts import Act
from industrack_core.domain.acts.history import HistoryEntry
from industrack_core.domain.board.board import Block, BoardPicture, DayStart, HoursKnown, Queue
from industrack_core.domain.board.day_now import DayKnown, DayNow, LiveAsked
from industrack_core.domain.board.day_sums import DaySum
from industrack_core.domain.board.exceptions import BoardException, LiveDay
from industrack_core.domain.board.matters import NO_PHONES, Matter
from industrack_core.domain.board.places import Stand
from industrack_core.domain.board.queue_order import QueueOrder
from industrack_core.domain.errors import PastUnknown
from industrack_core.domain.kinds import Kind
from industrack_core.domain.outcomes import Finding, FindingKind, Outcome, Refused, Unsure, Weight
from industrack_core.domain.records.found_job import FoundJob
from industrack_core.domain.records.job import Job
from industrack_core.domain.records.job_file import JobFile
from industrack_core.domain.records.office import Company, EmployeeState, Office
from industrack_core.domain.records.record import Record
from industrack_core.domain.rights import Sitter
from industrack_core.domain.time.entry import format_when
from industrack_core.domain.time.minute import minute_of
from industrack_core.domain.time.span import Span, day_span, local_day
from industrack_core.domain.time.zones import company_zone
from industrack_core.store.past.past_store import PastStore, log_begins, revision_at
from industrack_core.store.reads.archives import newest_archive_after
from industrack_core.store.reads.by_id import all_of
from industrack_core.store.reads.history_reads import read_history
from industrack_core.store.reads.kept import KeptTo
from industrack_core.store.reads.office_picture import read_office, read_touched
from industrack_core.store.reads.people_reads import read_person

_NOT_SAID = "Nothing can be changed in the past."


def past_desk(live: Desk, moment: datetime) -> "PastDesk":
    """The desk on how things were at a moment (aware UTC): everything that was done up to it, and nothing after.

    To be closed by whoever asks for it; `live` stays open, and must. Raises PastUnknown, NotAdmitted or
    DatabaseError.
    """
    live.require_history()
    with live.store.reading() as connection:
        revision = revision_at(connection, moment)
        begins = datetime.fromtimestamp(log_begins(connection), UTC)
        company = all_of(connection, Company)[0]
        archive = newest_archive_after(connection, minute_of(moment))
    zone = company_zone(company.zone, clock24=company.clock24)
    if moment > live.now():
        raise PastUnknown(f"{format_when(moment, zone, today=local_day(moment, zone))} is still to come.")
    if archive is not None:
        raise PastUnknown(f"{archive.told(zone)} There is no board of before: open that file.")
    if revision is None:
        since = format_when(begins, zone, today=local_day(live.now(), zone))
        raise PastUnknown(f"The log begins on {since}: there is no board of before.")
    return PastDesk(live, PastStore(live.store, revision), moment)


@seen_by_person
class PastDesk(Desk):
    """What `Desk` answers about the board, the queue and jobs, as of `moment` (aware UTC). Nothing can be done here."""

    def __init__(self, live: Desk, store: PastStore, moment: datetime) -> None:
        super().__init__(store, live.who, lambda: moment)
        self.moment = moment
        self._past, self._live = store, live

    def sitter(self) -> Sitter | None:
        """Who sits here may see what they may see now."""
        return self._live.sitter()

    def kept_to(self) -> KeptTo | None:
        """And whom they see now."""
        return self._live.kept_to()

    def perform(
        self, act: Act, act_id: str | None = None, *, doubted: Callable[[Unsure], None] = lambda _: None
    ) -> Outcome:
        """A refusal, whatever the act."""
        return Refused((Finding(FindingKind.PERMISSION, Weight.STOPS, _NOT_SAID),))

    # -- the board -------------------------------------------------------------------------------

    def office(self, known: Office | None = None) -> Office:
        """The office as it was, with those who had jobs though inactive; who sits here may what they may now."""
        with self._past.reading_now() as connection:
            person = read_person(connection, self.who)
        office = self._read_office(known)
        inactive = [each.id for each in office.employees if each.state is EmployeeState.INACTIVE]
        if inactive:
            self._past.know_jobs_ahead(inactive, minute_of(self.moment))
            office = self._read_office(office)
        return replace(office, person=person)

    def _read_office(self, known: Office | None) -> Office:
        """The office as it was; of one that is as new, or newer, what acts changed since then alone is read."""
        with self._past.reading() as connection:
            if known is None or not self._past.revision <= known.revision <= self._past.newest:
                return read_office(connection, self.moment, self.who)
            return read_touched(connection, self.moment, self.who, known, self._past.touched)

    def board(
        self, office: Office, window: Span, employee_ids: Sequence[int], hours_of: Sequence[int] | None = None
    ) -> BoardPicture:
        self._past.know_window(window, None if hours_of is not None else employee_ids)
        return super().board(office, window, employee_ids, hours_of)

    def rows_of_jobs(
        self,
        office: Office,
        window: Span,
        job_ids: Collection[int],
        before: Collection[Stand],
        roster: Sequence[int],
        known: HoursKnown | None = None,
    ) -> tuple[BoardPicture, frozenset[int]]:
        self._past.know_window(window)
        self._past.know_queue()
        return super().rows_of_jobs(office, window, job_ids, before, roster)

    def queue(self, limit: int = QUEUE_LIMIT, calendar_id: int = 0, order: QueueOrder = QueueOrder.PRIORITY) -> Queue:
        self._past.know_queue()
        return super().queue(limit, calendar_id, order)

    def all_blocks(self, window: Span) -> list[Block]:
        self._past.know_window(window)
        return super().all_blocks(window)

    def day_starts(self, window: Span, employee_ids: Collection[int] | None = None) -> list[DayStart]:
        self._past.know_window(window)
        return super().day_starts(window, employee_ids)

    def blocks_beside(self, window: Span, jobs: Sequence[int]) -> list[Block]:
        self._past.know_window(window)
        return super().blocks_beside(window, jobs)

    def exceptions(self, office: Office, employee_ids: Collection[int]) -> list[BoardException]:
        self._know_all(Span(self.moment - timedelta(days=1), self.moment + timedelta(days=2)))
        return super().exceptions(office, employee_ids)

    def matters(self, employee_ids: Collection[int]) -> list[Matter]:
        """None: when a phone was heard of is no act, so it is not known of the past."""
        return []

    def day_now(
        self, window: Span, employee_ids: Sequence[int], live: LiveAsked | None = None, known: DayKnown | None = None
    ) -> DayNow:
        """All of it: what was read of now is not of then, nor the other way round."""
        self._know_all(window)
        if live is not None:
            self._know_all(live.window)
        planned, found = super().day_now(window, employee_ids, live)
        return DayNow(planned._replace(revision=0), _unheard(found) if found is not None else None)

    def live_day(self, asked: LiveAsked, known: LiveDay | None = None) -> LiveDay:
        self._know_all(asked.window)
        return _unheard(super().live_day(asked))

    def days(
        self, office: Office, first: date, count: int, most: int = 4, employee_ids: Sequence[int] | None = None
    ) -> tuple[DaySum, ...]:
        self._know_all(day_span(first, office.zone, count))
        return super().days(office, first, count, most, employee_ids)

    def _know_all(self, window: Span) -> None:
        """Have the jobs of a window, and what they come to."""
        self._past.know_window(window)
        self._past.know_sums()

    def find_jobs(self, office: Office, query: str, limit: int = 200) -> list[FoundJob]:
        """Jobs that have every word now and had it then, and those that were deleted since."""
        self._past.know_found(office, query, minute_of(self.moment), limit)
        return super().find_jobs(office, query, limit)

    # -- a job -----------------------------------------------------------------------------------

    def job(self, job_id: int) -> Job | None:
        self._past.know_card(job_id)
        return super().job(job_id)

    def job_file(self, job_id: int) -> JobFile | None:
        self._past.know_card(job_id)
        return super().job_file(job_id)

    def records(self, kind: str, ids: Sequence[int]) -> dict[int, Record]:
        """Whole records of a kind as they were; of jobs, and of what belongs to a job that was looked at."""
        if kind == Kind.JOB:
            self._past.know_jobs(ids)
        return super().records(kind, ids)

    def history(self, kind: str, record_id: int, limit: int = 100) -> tuple[HistoryEntry, ...]:
        """What became of a record up to then, newest first."""
        with self._past.reading_now() as connection:
            return read_history(connection, kind, record_id, limit, below=self._past.revision + 1)


def _unheard(live: LiveDay) -> LiveDay:
    """Without what phones say, and nothing to go on from."""
    return replace(live, phones=NO_PHONES, revision=0)
