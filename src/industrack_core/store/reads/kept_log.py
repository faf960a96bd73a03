"""Which acts of the log somebody sees who is kept to some calendars: their own, and those about what they see.

An act on jobs is about those: all of them must be theirs. An act on none is about the other records that are somebody's
(visits, times, times off, what phones have or are sent). Whose a record was that is not there any more nobody can say:
acts on it are for those who see everything, and for who did them.
"""

from collections.abc import Iterator, Sequence

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Table,
    and_,
    bindparam,
    case,
    func,
    literal_column,
    not_,
    or_,
    select,
)

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.kinds import Kind
from industrack_core.store.engine import schema
from industrack_core.store.engine.prepared import Prepared, one_of, parts_of
from industrack_core.store.reads.kept import KeptTo
from industrack_core.store.reads.kept_rows import BOTH, is_their_job, kept_values, of_people

_journal, _change, _job = schema.journal, schema.journal_change.alias(), schema.job
_ONE = literal_column("1", Integer)
_kind = _change.c.kind.concat(literal_column("''"))
"""As no index has it: SQLite would else go through all changes of a kind for each entry, not through its own."""
_OF_PEOPLE = (
    Kind.VISIT, Kind.TIME_ENTRY, Kind.OUTBOX, Kind.FIELD_REPORT, Kind.DEVICE, Kind.PAIRING, Kind.CALENDAR_LINK,
    Kind.TIME_OFF,
)  # fmt: skip
LOOKED = 20_000
"""Entries that are looked at for a page of theirs, at most."""
_ENDS = Prepared(
    select(  # each end by itself: asked for both at once SQLite goes through all
        func.coalesce(select(func.min(schema.journal.c.revision)).scalar_subquery(), 0),
        func.coalesce(select(func.max(schema.journal.c.revision)).scalar_subquery(), 0),
    )
)
AT = Prepared(select(_journal.c.at).where(_journal.c.revision == bindparam("place")))
"""When an entry that is here was written."""
_OF_JOBS = (Kind.FORM_ANSWER, Kind.SNOOZE, Kind.FIELD_NOTE, Kind.FIELD_FILE)


@dataclass(frozen=True, slots=True)
class LogReader:
    """Who reads the log, by their login, and what they are kept to; None: they see all of it."""

    who: str
    kept: KeptTo | None

    @property
    def lists(self) -> tuple[str, ...]:
        """The list parameters of what is asked of their entries."""
        return BOTH if self.kept is not None else ()

    @property
    def values(self) -> dict[str, object]:
        """What is asked of their entries."""
        return {} if self.kept is None else {"reader": self.who, **kept_values(self.kept)}


def ends_of_log(connection: Connection) -> tuple[int, int]:
    """The numbers of the first entry that is here and of the last, with all between; 0 where there is none."""
    first, last = _ENDS.one(connection)
    return first, last


def looked_after(connection: Connection, seen: int) -> tuple[int, bool]:
    """The number up to which is looked at once of the entries over `seen`, and whether the log goes on after it."""
    first, last = ends_of_log(connection)
    until = max(seen, first - 1) + LOOKED
    return until, until < last


def is_seen() -> ColumnElement[bool]:
    """Whether an entry of the journal is for a reader who is kept, in a way for which planners look for no index: few
    entries are looked at, one by one."""
    changed = select(_ONE).where(_change.c.revision == _journal.c.revision)
    told = case(
        (_journal.c.who == bindparam("reader"), 1),
        (changed.where(_is_not_theirs(_job, is_their_job(_job))).exists(), 0),
        (changed.where(_kind == _named(_job)).exists(), 1),
        (changed.where(or_(*_strange())).exists(), 0),
        else_=1,
    )
    return told == _ONE


def _strange() -> Iterator[ColumnElement[bool]]:
    """Whether a change is of somebody's record, and not theirs, by each kind of those."""
    for table in (schema.TABLES[each] for each in _OF_PEOPLE):
        yield _is_not_theirs(table, of_people(table.c.employee_id))
    for table in (schema.TABLES[each] for each in _OF_JOBS):
        yield _is_not_theirs(table, select(_ONE).where(_job.c.id == table.c.job_id, is_their_job(_job)).exists())


def _is_not_theirs(table: Table, theirs: ColumnElement[bool]) -> ColumnElement[bool]:
    found = select(_ONE).where(table.c.id == _change.c.record_id, theirs).exists()
    return and_(_kind == _named(table), not_(found))


def _named(table: Table) -> ColumnElement[str]:
    return literal_column(f"'{table.name}'")


_SEEN = Prepared(
    select(_journal.c.revision).where(one_of(_journal.c.revision, "revisions"), is_seen()), *BOTH, "revisions"
)


def seen_acts(connection: Connection, revisions: Sequence[int], reader: LogReader) -> set[int]:
    """Those of these acts, by their numbers, that the reader sees."""
    if reader.kept is None:
        return set(revisions)
    parts = parts_of(revisions)
    return {each for part in parts for each in _SEEN.column(connection, revisions=part, **reader.values)}
