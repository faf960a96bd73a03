"""What the feed tells a front end."""

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from typing import TYPE_CHECKING

from industrack_core.domain.dataclass import dataclass

if TYPE_CHECKING:  # the first frame does without
    from industrack_core.domain.board.places import JobNews, RowsHeard
    from industrack_core.domain.presence import Whereabouts


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything since the last time: the newest revision, and which records by kind.

    `records` is None when so much happened that everything may have changed. `who` and `line` are of
    the newest act, `act_ids` of all of them, `at` is aware UTC. `jobs` says where each job among the records stood and
    stands; `rows` are those that were wanted with such news.
    """

    revision: int
    who: str
    line: str
    at: datetime
    act_ids: tuple[str, ...]
    records: dict[str, frozenset[int]] | None
    jobs: "Mapping[int, JobNews]" = field(default_factory=dict)
    rows: "RowsHeard | None" = None

    def touches(self, *kinds: str) -> bool:
        """Whether records of one of these kinds may have changed."""
        return self.records is None or any(kind in self.records for kind in kinds)


@dataclass(frozen=True, slots=True)
class Lost:
    """The database does not answer; the feed goes on trying. `sentence` is for the person.

    `is_shut_out`: it does, and lets the login that listens no longer see anything.
    """

    sentence: str
    is_shut_out: bool = False


@dataclass(frozen=True, slots=True)
class Blocked:
    """The database answers, and lets nobody read what it holds for a while: Found follows. `sentence` is for the
    person."""

    sentence: str


@dataclass(frozen=True, slots=True)
class Found:
    """The database answers again, or can be read again."""

    sentence: str = "Connected again."


@dataclass(frozen=True, slots=True)
class Outdated:
    """Another version of the program has changed the database: it can be read on, but not written to."""

    sentence: str


@dataclass(frozen=True, slots=True)
class Closed:
    """The company goes on, or will, at another place: nothing is saved here any more, and `sentence` says where it is.
    Without one it is open here again."""

    sentence: str


@dataclass(frozen=True, slots=True)
class Here:
    """Who else is here now, by the consoles that are open: all of them but the one that listens."""

    people: "tuple[Whereabouts, ...]"


News = Changes | Lost | Blocked | Found | Outdated | Closed | Here
