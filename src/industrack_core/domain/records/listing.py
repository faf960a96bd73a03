"""Lists of records: what is asked for, and a page of the answer. Pages follow by position, never by count."""

from dataclasses import field

from industrack_core.domain.dataclass import dataclass

COUNT_LIMIT = 1000
"""Beyond so many a list says `over 1,000`: counting more would cost what nobody reads."""


@dataclass(frozen=True, slots=True)
class ListQuery:
    """Which records, in which order. `filter` is one of the list's filters by name, empty for all.

    `parent` is the id of the record whose list it is (a customer's locations), 0 for the office's.
    """

    name: str
    sort: str
    descending: bool = False
    find: str = ""
    filter: str = ""
    parent: int = 0


Position = tuple[int | str, ...]
"""Where a row stands in the order: the values it is sorted by, its id last."""


@dataclass(frozen=True, slots=True)
class ListRow:
    """A line of a list; `values` by column name, as they are kept: money in minor units, dates as ISO text."""

    id: int
    version: int
    values: dict[str, int | str | None]
    position: Position


@dataclass(frozen=True, slots=True)
class LookedTo:
    """How far it was looked where that ended before there were rows enough: go on from this position; `at` in seconds
    since 1970 UTC."""

    position: Position
    at: int


@dataclass(frozen=True, slots=True)
class ListPage:
    """Rows in the order of the list; `more` says whether others follow, or may follow where it was only `looked` that
    far, in the direction that was asked for."""

    rows: tuple[ListRow, ...] = field(default=())
    more: bool = False
    looked: LookedTo | None = None


@dataclass(frozen=True, slots=True)
class ListWindow:
    """Rows around a record in the order of the list.

    `index` is where the record is among them; where it is gone, the row that follows its place, else the last one.
    """

    rows: tuple[ListRow, ...] = field(default=())
    index: int = 0
    has_before: bool = False
    has_after: bool = False
    looked_before: LookedTo | None = None
    looked_after: LookedTo | None = None
