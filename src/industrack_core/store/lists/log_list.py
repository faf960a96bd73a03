"""The log as a list: in the order of its numbers, from any of them on, however long it is.

For who is kept to some calendars each entry is looked at; few of them may be theirs. So a page of theirs looks at some
thousands, and says how far that was.
"""

from functools import lru_cache

from sqlalchemy import BindParameter, ColumnElement, Connection, Integer, bindparam, func, or_, select

from industrack_core.domain.errors import UsageError
from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.domain.records.listing import (
    COUNT_LIMIT,
    ListPage,
    ListQuery,
    ListRow,
    ListWindow,
    LookedTo,
    Position,
)
from industrack_core.store.engine import schema
from industrack_core.store.engine.prepared import Prepared, Row
from industrack_core.store.reads import kept_log
from industrack_core.store.reads.kept_log import LogReader, ends_of_log, is_seen
from industrack_core.store.writing.act_names import REPORTS

MINE, OFFICE, PHONES = "mine", "office", "phones"
FILTERS = ("", MINE, OFFICE, PHONES)
_MOST_WORDS = 5
_BEYOND_ALL = 2**31 - 1
_PHONES = sorted(REPORTS)
_journal, _user = schema.journal, schema.office_user
_COLUMNS = ("at", "who", "act", "line", "undoes", "undone_by")


class Asker(NamedTuple):
    """Who reads the log. Words are looked for in its sentences for those alone `sees_all` of them: for others, whether
    one is found would tell what they do not see."""

    reader: LogReader
    sees_all: bool


@lru_cache(maxsize=64)
def _statement(
    filter_: str, typed: int, sees_all: bool, descending: bool, counted: bool, lists: tuple[str, ...]
) -> Prepared:
    """Acts from number `low` to `high`, `most` of them: of a filter, with so many words in sentence or name; where
    there are `lists`, of who is kept."""
    by = _journal.c.revision.desc() if descending else _journal.c.revision
    asked = select(_journal.c.revision, *(_journal.c[name] for name in _COLUMNS)).where(
        _journal.c.revision >= bindparam("low"), _journal.c.revision <= bindparam("high")
    )
    if typed:
        asked = asked.select_from(_journal.outerjoin(_user, _user.c.login == _journal.c.who))
    if filter_ == MINE:
        asked = asked.where(_journal.c.who == bindparam("who"))
    elif filter_:
        asked = asked.where(_journal.c.act.in_(_PHONES) if filter_ == PHONES else _journal.c.act.not_in(_PHONES))
    for place in range(typed):
        asked = asked.where(or_(*_says(f"word_{place}", sees_all), *_says(f"name_{place}", sees_all)))
    if lists:
        asked = asked.where(is_seen())
    asked = asked.order_by(by).limit(bindparam("most", type_=Integer))
    return Prepared(select(func.count()).select_from(asked.subquery()) if counted else asked, *lists)


def _says(parameter: str, sees_all: bool) -> list[ColumnElement[bool]]:
    word: BindParameter[str] = bindparam(parameter)
    columns = (_journal.c.line, _journal.c.who, _user.c.name)[0 if sees_all else 1 :]
    return [each.ilike(word, escape="\\") for each in columns]


class _Asked:
    """What of the log is asked for, by whom. Raises UsageError for an order or a filter that does not exist."""

    def __init__(self, connection: Connection, query: ListQuery, asker: Asker) -> None:
        if query.sort != "revision" or query.filter not in FILTERS:
            raise UsageError(f"There is no list {query.name} by {query.sort} {query.filter}".rstrip() + ".")
        self._connection, self._filter, self._descending = connection, query.filter, query.descending
        typed = list(dict.fromkeys(query.find[:200].casefold().split()))[:_MOST_WORDS]
        self._typed, self._sees_all, self._lists = len(typed), asker.sees_all, asker.reader.lists
        self._values = asker.reader.values
        for place, word in enumerate(
            typed
        ):  # SQLite knows small letters of ASCII alone, and names begin with a capital
            self._values |= {f"word_{place}": f"%{_plain(word)}%", f"name_{place}": f"%{_plain(word.capitalize())}%"}
        if self._filter == MINE:
            self._values["who"] = asker.reader.who

    def page(self, place: int | None, *, backwards: bool, limit: int, inclusive: bool = False) -> ListPage:
        """Acts beyond a number, or from it on, in the list's direction or against it."""
        descending, beyond = self._descending != backwards, 0 if inclusive else 1
        low = 0 if place is None or descending else place + beyond
        high = _BEYOND_ALL if place is None or not descending else place - beyond
        low, high, edge = self._stretch(low, high, descending)
        statement = _statement(self._filter, self._typed, self._sees_all, descending, False, self._lists)
        rows = statement.rows(self._connection, low=low, high=high, most=limit + 1, **self._values)
        found, full = [_row(each) for each in rows[:limit]], len(rows) > limit
        looked = LookedTo((edge,), kept_log.AT.one(self._connection, place=edge)[0]) if edge and not full else None
        return ListPage(tuple(reversed(found) if backwards else found), full or looked is not None, looked)

    def _stretch(self, low: int, high: int, descending: bool) -> tuple[int, int, int]:
        """What of these numbers is looked through now, and the one at which that ends; 0 where it is all of them."""
        if not self._lists:
            return low, high, 0
        first, last = ends_of_log(self._connection)
        low, high, some = max(low, first), min(high, last), kept_log.LOOKED
        if high - low < some:
            return low, high, 0
        return (high - some + 1, high, high - some + 1) if descending else (low, low + some - 1, low + some - 1)

    def count(self) -> int | None:
        if self._stretch(0, _BEYOND_ALL, True)[2]:
            return None
        counted = _statement(self._filter, self._typed, self._sees_all, True, True, self._lists)
        found: int = counted.one(self._connection, low=0, high=_BEYOND_ALL, most=COUNT_LIMIT + 1, **self._values)[0]
        return found


def log_page(
    connection: Connection, query: ListQuery, asker: Asker, after: Position | None, *, backwards: bool, limit: int
) -> ListPage:
    """As `list_pages.read_page`; `asker` reads it."""
    return _Asked(connection, query, asker).page(_place(after), backwards=backwards, limit=limit)


def log_around(
    connection: Connection, query: ListQuery, asker: Asker, record_id: int, position: Position | None, before: int,
    after: int,
) -> ListWindow:  # fmt: skip
    """As `list_pages.read_around`: no act leaves the log but with an archive, so its number is its place."""
    asked, place = _Asked(connection, query, asker), record_id or _place(position)
    rest = asked.page(place, backwards=False, limit=after, inclusive=True)
    if not place:
        return ListWindow(rest.rows, 0, has_after=rest.more, looked_after=rest.looked)
    ahead = asked.page(place, backwards=True, limit=before)
    rows = ahead.rows + rest.rows
    index = min(len(ahead.rows), max(len(rows) - 1, 0))
    return ListWindow(rows, index, ahead.more, rest.more, ahead.looked, rest.looked)


def log_count(connection: Connection, query: ListQuery, asker: Asker) -> int | None:
    """As `list_pages.count`; None where too many would have to be looked at."""
    return _Asked(connection, query, asker).count()


def _place(position: Position | None) -> int | None:
    return int(position[0]) if position else None


def _plain(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _row(row: Row) -> ListRow:
    revision, *values = row
    return ListRow(revision, 0, dict(zip(_COLUMNS, values, strict=True)), (revision,))
