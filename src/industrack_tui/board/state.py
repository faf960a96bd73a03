"""What the board shows: which day, how fine, through which filter, what is marked and what goes on.

Nobody writes its fields from outside: they are read, and changed by what is done to the board.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from industrack_core.domain.board.board import Block, QueueEntry
from industrack_core.domain.records.office import Calendar, Office
from industrack_tui.board.modes import CardParts, DayLoad, Mode, Told, Watched
from industrack_tui.board.recalled import Recalled, Unread
from industrack_tui.board.shown_time import ShownTime

if TYPE_CHECKING:  # what the first frame does without
    from industrack_core.domain.board.alarms import DayAlarms
    from industrack_core.domain.board.telling import ToldRows
    from industrack_tui.board.board_filter import BoardFilter
    from industrack_tui.board.found_jobs import FoundJobs

Marked = Block | QueueEntry
_TOLDS = 8
"""Of so many times the alarms are kept as they were told: going back judges no thousands of jobs again."""


class BoardState(ShownTime):
    """`follow` is the job onto which the cursor goes as soon as its row is there.

    `revision` is the newest that was read.
    """

    def __init__(self) -> None:
        super().__init__()
        self._revision, self._counts_anew = 0, False
        self._calendar_id = 0
        self._filter: BoardFilter | None = None
        self._marks: dict[int, Marked] = {}
        self._mode: Mode | None = None
        self._follow: int | None = None
        self._follow_after = 0
        self._found: FoundJobs | None = None
        self._load: DayLoad | None = None
        self._parts: CardParts | None = None
        self._watched: Watched | None = None
        self._tolds: list[tuple[Watched, Told]] = []
        self._told_rows: ToldRows[Block] | None = None
        self._recalled = Recalled()
        self._unread = Unread()

    # -- which rows and jobs ---------------------------------------------------------------------

    @property
    def calendar_id(self) -> int:
        return self._calendar_id

    def calendar(self, office: Office) -> Calendar:
        """The chosen calendar while it is there, else the default one."""
        return office.calendars_by_id.get(self._calendar_id) or office.default_calendar

    def choose_calendar(self, calendar_id: int) -> None:
        """Another calendar; 0 is the default one."""
        self._calendar_id = calendar_id

    @property
    def filter(self) -> "BoardFilter":
        """What the board is seen through; loaded after the first frame."""
        if self._filter is None:
            from industrack_tui.board.board_filter import BoardFilter

            self._filter = BoardFilter()
        return self._filter

    def look_through(self, chosen: "BoardFilter") -> None:
        """Another filter."""
        self._filter = chosen

    @property
    def marks(self) -> Mapping[int, Marked]:
        """The marked jobs by id, as they were read last."""
        return self._marks

    def mark(self, jobs: Iterable[Marked]) -> None:
        """Mark jobs, beside those that are marked; one that is marked already is known anew."""
        self._marks |= {job.job_id: job for job in jobs}

    def unmark(self, job_ids: Iterable[int]) -> None:
        """Take marks away."""
        self._marks = {each: job for each, job in self._marks.items() if each not in set(job_ids)}

    # -- what goes on ----------------------------------------------------------------------------

    @property
    def mode(self) -> Mode | None:
        return self._mode

    def enter(self, mode: Mode | None) -> Mode | None:
        """Begin something that takes the keys' meaning, None for nothing; answers what went on before."""
        before, self._mode = self._mode, mode
        return before

    @property
    def follow(self) -> int | None:
        return self._follow

    @property
    def follow_after(self) -> int:
        """The version of the followed job that an act is based on: where it stands in that one is not where it goes."""
        return self._follow_after

    def follow_job(self, job_id: int | None, after: int = 0) -> None:
        """The cursor goes onto this job as soon as it is there, in a newer version than `after`; None: it stays."""
        self._follow, self._follow_after = job_id, after

    @property
    def found(self) -> "FoundJobs | None":
        return self._found

    def keep_found(self, found: "FoundJobs") -> None:
        """What was found, to go on to the next one."""
        self._found = found

    # -- what was read ---------------------------------------------------------------------------

    @property
    def revision(self) -> int:
        return self._revision

    def read_up_to(self, revision: int) -> None:
        """What is shown is as of this revision, or of a newer one that was read before."""
        self._revision = revision if self._counts_anew else max(self._revision, revision)
        self._counts_anew = False

    def count_anew(self) -> None:
        """The database may know of less than was read: of a crash, or from a backup, it comes back with fewer acts."""
        self._counts_anew = True

    def is_unread(self, revision: int) -> bool:
        """Whether what is shown may be of before that revision."""
        return self._counts_anew or revision > self._revision

    @property
    def recalled(self) -> Recalled:
        """What was read of other times."""
        return self._recalled

    @property
    def unread(self) -> Unread:
        """Jobs that were heard of, and are not read yet."""
        return self._unread

    def forget(self, jobs: Collection[int] | None = None) -> None:
        """What was read of other times is not as it was: all is read again. What the job under the cursor is made of
        stands until then; where only `jobs` changed, it is read again for one of them."""
        self._recalled = Recalled()
        if self._parts is not None and (jobs is None or self._parts.job_id in jobs):
            self._parts = self._parts._replace(is_old=True)
        self._tolds = [each for each in self._tolds if each[0] is self._watched]  # it is told as it was read

    def distrust(self) -> None:
        """The database may be another one than what is known was read from: nothing is made of that."""
        self._hours = None
        if self._load is not None:
            self._load = self._load._replace(known=None)
        if self._watched is not None:
            self._watched = self._watched.alone()

    @property
    def load(self) -> DayLoad | None:
        return self._load

    def show_load(self, load: DayLoad) -> None:
        """The day's planned and working hours."""
        self._load = load

    @property
    def parts(self) -> CardParts | None:
        return self._parts

    def show_parts(self, parts: CardParts) -> None:
        """What the job under the cursor is made of."""
        self._parts = parts

    @property
    def watched(self) -> Watched | None:
        """What alarms are made of, and for which time and people it was read."""
        return self._watched

    def watch(self, watched: Watched) -> None:
        """What is not finished, read anew."""
        self._watched = watched

    def told(self, now: int) -> Told | None:
        """The alarms of the time shown at a minute since 1970 UTC; None until they are read."""
        if self._watched is None:
            return None
        for watched, told in self._tolds:
            if watched is self._watched and told.now == now:
                return told
        if self._told_rows is None:
            from industrack_core.domain.board.telling import ToldRows

            self._told_rows = ToldRows()
        told = self._watched.at(now, self._told_rows)
        self._tolds = [(self._watched, told), *self._tolds[: _TOLDS - 1]]
        return told

    def alarms(self, now: int) -> "DayAlarms | None":
        """How many of each kind."""
        told = self.told(now)
        return told.day if told is not None else None
