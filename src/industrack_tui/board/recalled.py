"""What was read of other times, as long as nobody did anything since: who goes back to them need not wait for it. And
what was heard of and is not read yet."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Generic, TypeVar

from industrack_core.domain.board.board import Block, BoardPicture, DayStart, JobHours, Row
from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.domain.time.span import Span

if TYPE_CHECKING:
    from industrack_core.domain.board.day_sums import DaySum
    from industrack_tui.board.modes import CardParts, DayLoad, Watched

K = TypeVar("K")
T = TypeVar("T")
_MOST, _MOST_JOBS = 6, 100


class Recall(Generic[K, T]):
    """A few answers by what was asked, each good for the revision that it was read at."""

    def __init__(self, most: int = _MOST) -> None:
        self._answers: dict[K, tuple[int, T]] = {}
        self._most = most

    def keep(self, asked: K, revision: int, answer: T) -> None:
        """An answer; the oldest goes."""
        self._answers.pop(asked, None)
        self._answers[asked] = (revision, answer)
        if len(self._answers) > self._most:
            del self._answers[next(iter(self._answers))]

    def at(self, asked: K, revision: int) -> T | None:
        """What was answered, where `revision` is still that of then."""
        kept = self._answers.get(asked)
        return kept[1] if kept is not None and kept[0] == revision else None


class KeptRows(NamedTuple):
    """Rows of a window by employee; the hours of the jobs of a roster, where they were read."""

    rows: Mapping[int, Row]
    roster: Sequence[int] | None
    hours: tuple[JobHours, ...] | None


class KeptDay(NamedTuple):
    """When the jobs of a day begin, and what was read of them, in those blocks."""

    starts: Sequence[DayStart]
    read: Collection[int]
    blocks: Sequence[Block]


NO_ROWS = KeptRows({}, None, None)
MonthAsked = tuple[date, int, int, tuple[int, ...] | None, int]
"""From which day on, how many, for how many lines, of whom (None for everybody), at which minute."""
DayAsked = tuple[date, Sequence[int]]
"""Of which day, of whom."""
JobAsked = tuple[int, int, int]
"""Of which job, in which version, and how far its dispatch got."""


class Recalled:
    """Rows, days, months, hours, alarms, and what jobs are made of."""

    def __init__(self) -> None:
        self.rows: Recall[Span, KeptRows] = Recall()
        self.days: Recall[tuple[Span, tuple[int, ...] | None], KeptDay] = Recall()
        self.sums: Recall[MonthAsked, Sequence[DaySum]] = Recall()
        self.loads: Recall[DayAsked, DayLoad] = Recall()
        self.watched: Recall[tuple[Span, tuple[int, ...]], Watched] = Recall()
        self.parts: Recall[JobAsked, CardParts] = Recall(_MOST_JOBS)

    def keep_rows(self, board: BoardPicture, roster: Sequence[int]) -> None:
        """Rows that were read, beside those of the same window that were read before."""
        known = self.rows.at(board.window, board.revision) or NO_ROWS
        rows = {**known.rows, **{row.employee_id: row for row in board.rows}}
        whose, hours = (known.roster, known.hours) if board.hours is None else (roster, board.hours)
        self.rows.keep(board.window, board.revision, KeptRows(rows, whose, hours))


class WholeRead(NamedTuple):
    """A read of all that is shown: whether of the office as well, and whether of that not only what acts changed."""

    office_too: bool
    anew: bool


class Unread:
    """Jobs that were heard of: `jobs` changed up to `revision`, the last of them by `who`. Those that nobody reads are
    left over from a read that failed, as is all that a read of all did not come to."""

    def __init__(self) -> None:
        self.jobs: frozenset[int] = frozenset()
        self.revision, self.who = 0, ""
        self.is_read = False
        self._left: WholeRead | None = None

    @property
    def is_left_over(self) -> bool:
        """Whether something was not read: then all is to be read."""
        return (bool(self.jobs) or self._left is not None) and not self.is_read

    def hear_of(self, jobs: frozenset[int], revision: int, who: str) -> None:
        """These changed, maybe again."""
        self.jobs |= jobs
        self.revision, self.who = revision, who

    @contextmanager
    def all_being_read(self, asked: WholeRead) -> Iterator[WholeRead]:
        """All is read, of the office what is `asked` and what earlier reads failed at. Where this one fails, that is
        left over, whatever is read of a few jobs meanwhile."""
        left = self._left or asked
        whole = WholeRead(asked.office_too or left.office_too, asked.anew or left.anew)
        self.jobs, self._left = frozenset(), None
        try:
            yield whole
        except BaseException:
            self._left = whole
            raise

    @contextmanager
    def being_read(self) -> Iterator[frozenset[int]]:
        """These are read: what is heard of them meanwhile is read again. Where that fails, they are left over."""
        jobs, self.jobs, self.is_read = self.jobs, frozenset(), True
        try:
            yield jobs
        except BaseException:
            self.jobs |= jobs
            raise
        finally:
            self.is_read = False
