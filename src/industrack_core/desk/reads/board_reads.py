"""What the board shows and where a job fits: a part of `Desk`."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from industrack_core.desk.dating import Clock
from industrack_core.desk.reads.board_rows import board_rows
from industrack_core.domain.board.alarms import UNSENT_SOON
from industrack_core.domain.board.availability import Availability
from industrack_core.domain.board.board import Block, BoardPicture, DayStart, HoursKnown, Queue
from industrack_core.domain.board.day_now import DayKnown, DayNow, LiveAsked
from industrack_core.domain.board.day_sums import DaySum
from industrack_core.domain.board.exceptions import BoardException, LiveDay, exceptions
from industrack_core.domain.board.matters import Matter, matters
from industrack_core.domain.board.places import Stand, job_places, stand_still
from industrack_core.domain.board.queue_order import QueueOrder
from industrack_core.domain.late_module import late_module
from industrack_core.domain.records.found_job import FoundJob
from industrack_core.domain.records.office import Calendar, Office
from industrack_core.domain.time.minute import minute_of
from industrack_core.domain.time.span import Span, day_span
from industrack_core.store.reads import block_reads, queue_reads
from industrack_core.store.reads.board_at_once import BoardAnswer, BoardAsked, read_board_at_once
from industrack_core.store.reads.kept import KeptTo

if TYPE_CHECKING:
    from industrack_core.desk.jobs import placing
    from industrack_core.domain.board.slots import Proposal
    from industrack_core.store.reads import (
        board_reads,
        card_reads,
        day_now,
        day_page,
        day_reads,
        hours_again,
        job_search,
        live_reads,
        off_hours_reads,
        phone_reads,
    )
    from industrack_core.store.store import Store
else:
    placing = late_module("industrack_core.desk.jobs.placing")
    board_reads = late_module("industrack_core.store.reads.board_reads")
    card_reads = late_module("industrack_core.store.reads.card_reads")
    day_now = late_module("industrack_core.store.reads.day_now")
    day_page = late_module("industrack_core.store.reads.day_page")
    day_reads = late_module("industrack_core.store.reads.day_reads")
    hours_again = late_module("industrack_core.store.reads.hours_again")
    job_search = late_module("industrack_core.store.reads.job_search")
    live_reads = late_module("industrack_core.store.reads.live_reads")
    off_hours_reads = late_module("industrack_core.store.reads.off_hours_reads")
    phone_reads = late_module("industrack_core.store.reads.phone_reads")

QUEUE_LIMIT = 500
_LONGEST = 24 * 60
"""Until it is known that there are longer jobs."""


class BoardReads:
    """Reads for the board; every one blocks, and answers frozen values."""

    _store: "Store"
    clock: Clock
    _longest = _LONGEST

    def kept_to(self) -> KeptTo | None:
        """The calendars that who asks is kept to."""
        raise NotImplementedError

    def _seen_of(self, employee_ids: Iterable[int]) -> list[int]:
        """Those of these employees whose rows are seen."""
        kept = self.kept_to()
        return list(employee_ids) if kept is None else kept.of(employee_ids)

    def board(
        self, office: Office, window: Span, employee_ids: Sequence[int], hours_of: Sequence[int] | None = None
    ) -> BoardPicture:
        """Rows of these employees in this order, in two statements at once, whatever else the office holds.

        With a third one when `hours_of` names people: in which hours of the window their jobs begin, and end.
        """
        kept = self.kept_to()
        seen = employee_ids
        if kept is not None:
            # where nobody's hours are asked for, none are answered: an empty answer would say that nobody works
            seen, hours_of = kept.of(employee_ids), None if hours_of is None else kept.of(hours_of)
        found = self._at_once(BoardAsked(seen, window, hours_of), much=True)
        away = [each for each in found.time_off if kept is None or each.employee_id in kept.people]
        rows = board_rows(office, window, employee_ids, found.blocks, away)
        return BoardPicture(found.revision, window, rows, found.hours)

    def _at_once(self, asked: BoardAsked, *, much: bool = False) -> BoardAnswer:
        """What is asked for; asked again only where there is a longer job than was known of."""
        while True:
            longest = self._longest
            found = self._store.at_once(partial(read_board_at_once, asked=asked, longest=longest), much=much)
            if found.longest <= longest:
                return found
            self._longest = found.longest

    def rows_of_jobs(
        self,
        office: Office,
        window: Span,
        job_ids: Collection[int],
        before: Collection[Stand],
        roster: Sequence[int],
        known: HoursKnown | None = None,
    ) -> tuple[BoardPicture, frozenset[int]]:
        """The rows in which these jobs stood `before`, and of who does one of them now; and which are in the queue.

        With the hours of the roster's jobs, as `board` has them, where one of these does not stand where it stood; of
        those that are `known` only what acts changed is read again.
        """
        kept = self.kept_to()
        stood = {employee_id for _, employee_id, *_ in before}
        ids = sorted(stood if kept is None else stood & kept.people)
        found = self._at_once(BoardAsked(ids, window, job_ids=sorted(job_ids)))
        rows = board_rows(office, window, ids, found.blocks, found.time_off)
        if found.crew <= stood and stand_still(job_ids, before, job_places(job_ids, rows)):
            return BoardPicture(found.revision, window, rows, None), frozenset(found.queued)
        with self._store.reading() as connection:
            crew, queued = block_reads.ask_whereabouts(connection, sorted(job_ids))()
            theirs = crew | stood
            ids = sorted(theirs if kept is None else theirs & kept.people)
            revision, blocks, time_off = block_reads.read_board(connection, ids, window)
            rows = board_rows(office, window, ids, blocks, time_off)
            hours = None
            if not stand_still(job_ids, before, job_places(job_ids, rows)):
                whose = roster if kept is None else kept.of(roster)
                if known is not None and known.roster == roster:
                    hours = hours_again.read_hours_again(connection, known, whose, window)
                else:
                    hours = block_reads.read_hours(connection, whose, window)
        return BoardPicture(revision, window, rows, hours), frozenset(queued)

    def queue(self, limit: int = QUEUE_LIMIT, calendar_id: int = 0, order: QueueOrder = QueueOrder.PRIORITY) -> Queue:
        """The unassigned queue, high priority first unless another order is asked for: of all calendars (0), or of
        one.
        """
        kept = self.kept_to()
        calendars = () if kept is None or calendar_id in kept.calendar_ids else kept.calendar_ids
        return self._store.at_once(
            lambda connection: queue_reads.read_queue(connection, limit, calendar_id, order, calendars)
        )

    def all_blocks(self, window: Span) -> list[Block]:
        """Everybody's blocks in the window, by start."""
        with self._store.reading() as connection:
            blocks, _ = block_reads.read_all_blocks(connection, window)
        return sorted(self._seen(blocks), key=lambda block: (block.start, block.job_id, block.employee_id))

    def day_starts(self, window: Span, employee_ids: Collection[int] | None = None) -> list[DayStart]:
        """When the jobs of a day begin, in order: of everybody, or of some employees."""
        kept = self.kept_to()
        with self._store.reading() as connection:
            return day_page.read_starts(connection, window, employee_ids if kept is None else kept.of(employee_ids))

    def blocks_beside(self, window: Span, jobs: Sequence[int]) -> list[Block]:
        """The blocks in the window of everybody who does one of these jobs, in no order."""
        with self._store.reading() as connection:
            found = day_page.read_beside(connection, window, jobs)
        return self._seen(found)

    def _seen(self, blocks: list[Block]) -> list[Block]:
        kept = self.kept_to()
        return blocks if kept is None else [each for each in blocks if each.employee_id in kept.people]

    def exceptions(self, office: Office, employee_ids: Collection[int]) -> list[BoardException]:
        """What needs an eye now among these employees: from yesterday's to the end of tomorrow's jobs."""
        now = self.clock()
        minute, ids = minute_of(now), self._seen_of(employee_ids)
        window = Span(now - timedelta(days=1), now + timedelta(days=2))
        ahead = Span(now, window.ends_at)
        with self._store.reading(much=True) as connection:
            pressing = live_reads.read_pressing(connection, ids, window, minute, minute + UNSENT_SOON + 1, 0)
            time_off = board_reads.read_time_off(connection, window)
            found = {(block.employee_id, block.job_id): block for block in pressing.blocks}
            off = off_hours_reads.read_off_hours(connection, office, ids, ahead, time_off) - found.keys()
            for block in live_reads.read_blocks_of(connection, sorted({job for _, job in off}), ahead):
                found[block.employee_id, block.job_id] = block
            quiet = board_reads.read_snoozes(connection)
        wanted = set(ids)
        theirs = [block for block in found.values() if block.employee_id in wanted]
        return exceptions(theirs, office.employees_by_id, time_off, quiet, minute, office.zone)

    def matters(self, employee_ids: Collection[int]) -> list[Matter]:
        """What needs an eye now of these employees, and is no job: reports to decide on, phones that are silent."""
        now, employee_ids = minute_of(self.clock()), self._seen_of(employee_ids)
        with self._store.reading() as connection:
            phones = phone_reads.read_phones_now(connection, employee_ids, now)
        return [matter for _, matter in matters(phones, employee_ids, now)]

    def day_now(
        self, window: Span, employee_ids: Sequence[int], live: LiveAsked | None = None, known: DayKnown | None = None
    ) -> DayNow:
        """What is planned of these employees in the window (jobs at the same time count twice, declined ones do not),
        and the alarms that are asked for. Of what is `known` from before only what acts changed is read again."""
        kept = self.kept_to()
        with self._store.reading(again=known is not None) as connection:
            seen = employee_ids if kept is None else kept.of(employee_ids)
            asked = live if live is None or kept is None else live._replace(people=kept.of(live.people))
            return day_now.read_day_now(connection, window, seen, asked, minute_of(self.clock()), known)

    def live_day(self, asked: LiveAsked, known: LiveDay | None = None) -> LiveDay:
        """What of jobs may have an alarm within the hour, what of it keeps quiet, and phones now; as in `day_now`."""
        now, kept = minute_of(self.clock()), self.kept_to()
        seen = asked if kept is None else asked._replace(people=kept.of(asked.people))
        with self._store.reading(again=known is not None) as connection:
            return day_now.read_live_day(connection, seen, now, known, {})

    def days(
        self, office: Office, first: date, count: int, most: int = 4, employee_ids: Sequence[int] | None = None
    ) -> tuple[DaySum, ...]:
        """What `count` company days from `first` on hold: how many jobs, planned minutes, the first `most` jobs, what
        is wrong, who has time off; of everybody, or of some employees. A handful of statements, however many days."""
        spans = [day_span(first + timedelta(days=each), office.zone) for each in range(count)]
        kept = self.kept_to()
        seen = employee_ids if kept is None else kept.of(employee_ids)
        with self._store.reading(much=True) as connection:
            return day_reads.read_days(connection, first, spans, most, minute_of(self.clock()), seen)

    def find_jobs(self, office: Office, query: str, limit: int = 200) -> list[FoundJob]:
        """Jobs of any date that have every typed word, by start; those without a time come last."""
        kept = self.kept_to()
        shows = kept.shows_found if kept is not None else None
        with self._store.reading(much=True) as connection:
            return job_search.find_jobs(connection, office, query, minute_of(self.clock()), limit, shows)

    def best_slots(self, office: Office, job_id: int, calendar: Calendar, limit: int = 50) -> "list[Proposal]":
        """The next free slots for a job over everybody who may do it, earliest first; 14 days ahead at most."""
        kept = self.kept_to()
        if kept is not None and calendar.id not in kept.calendar_ids:
            return []
        with self._store.reading() as connection:
            return placing.find_best_slots(
                card_reads.lookups(connection), office, job_id, calendar, self.clock(), limit
            )

    def availability(
        self, office: Office, employee_ids: Sequence[int], span: Span, except_job: int = 0
    ) -> dict[int, Availability]:
        """What these employees have on in `span`, beside the job `except_job`; by employee id."""
        seen = self._seen_of(employee_ids)
        with self._store.reading() as connection:
            return card_reads.read_availability(connection, office, seen, span, except_job)
