"""Rows of who is kept to some calendars (`KeptTo`): a condition of the statement, and the index that leads to them.

Conditions take the list parameters `people` and `calendars`, which `kept_values` has.
"""

from dataclasses import field

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    FromClause,
    Integer,
    Table,
    Text,
    and_,
    cast,
    exists,
    func,
    literal_column,
    not_,
    or_,
    select,
    union_all,
)

from industrack_core.domain.dataclass import dataclass
from industrack_core.store.engine import schema
from industrack_core.store.engine.compiled import Query
from industrack_core.store.engine.json_text import said
from industrack_core.store.engine.prepared import Expression, Prepared, Rows, one_of
from industrack_core.store.reads.kept import KeptTo

PEOPLE, CALENDARS = "people", "calendars"
BOTH = (PEOPLE, CALENDARS)
_job, _answer = schema.job, schema.form_answer
_ONE = literal_column("1", Integer)


@dataclass(frozen=True)
class Theirs:
    """What a row must be, by the list parameters `lists`; `ids` lead to those rows, and maybe to more, by an index."""

    condition: ColumnElement[bool]
    lists: tuple[str, ...]
    ids: Query | CompoundSelect[tuple[int]] | None = field(default=None)


def kept_values(kept: KeptTo | None) -> dict[str, list[int]]:
    """What the conditions ask for."""
    return {} if kept is None else {PEOPLE: kept.of(None), CALENDARS: list(kept.calendar_ids)}


class ForAnybody:
    """A statement of all rows, or of those alone that meet what is asked of the rows of who is kept; lists that are
    `both`'s are values as others are."""

    def __init__(self, whole: Query, theirs: Query, *lists: str, both: tuple[str, ...] = ()) -> None:
        self._whole, self._theirs = Prepared(whole, *both), Prepared(theirs, *lists, *both)

    def rows(self, connection: Connection, kept: KeptTo | None, **values: object) -> Rows:
        """All rows, of who is kept or of everybody."""
        if kept is None:
            return self._whole.rows(connection, **values)
        return self._theirs.rows(connection, **values, **kept_values(kept))


def for_anybody(whole: Query, condition: ColumnElement[bool], *lists: str) -> ForAnybody:
    """A statement that has the condition, with its list parameters, for who is kept."""
    return ForAnybody(whole, whole.where(condition), *lists)


def of_people(employee_id: Expression) -> ColumnElement[bool]:
    """Of one of their people."""
    return one_of(employee_id, PEOPLE)


def is_their_job(job: FromClause) -> ColumnElement[bool]:
    """As `KeptTo.shows`: in one of their people's rows, or in the queue of their calendars, or of none."""
    crew = schema.job_crew.alias()
    # a look at the crew of each job: planners else gather the jobs of all these people beforehand
    in_a_row = select(_ONE).where(crew.c.job_id == job.c.id, of_people(crew.c.employee_id)).limit(_ONE)
    waits = job.c.in_queue == _ONE
    return or_(and_(waits, _is_at_home(job)), and_(not_(waits), in_a_row.exists()))


def _is_at_home(job: FromClause) -> ColumnElement[bool]:
    return or_(job.c.calendar_id.is_(None), one_of(job.c.calendar_id, CALENDARS))


def their_rows(table: Table) -> Theirs:
    """Rows that are an employee's each, of whom the table has an index."""
    condition = of_people(table.c.employee_id)
    return Theirs(condition, (PEOPLE,), select(table.c.id).where(condition))


def _their_jobs() -> Theirs:
    crew = schema.job_crew
    in_rows = select(crew.c.job_id).where(of_people(crew.c.employee_id))
    waiting = select(_job.c.id).where(_job.c.in_queue == _ONE, _is_at_home(_job))
    return Theirs(is_their_job(_job), BOTH, union_all(in_rows, waiting))


def _their_deletions() -> ColumnElement[bool]:
    """Of deleted jobs and times off those that were theirs, by what they were until then, and whatever else is gone."""
    gone, change, person = schema.deletion, schema.journal_change.alias(), schema.employee.alias()
    was = select(_ONE).where(
        change.c.kind == gone.c.kind, change.c.record_id == -gone.c.id, change.c.revision == gone.c.version
    )
    comma = literal_column("','", Text)
    crew = comma + said(change.c.before, "crew") + comma
    # the engines agree on no word for whether a text is in another one, but on what is left of it without that
    in_crew = func.replace(crew, comma + cast(person.c.id, Text) + comma, literal_column("''", Text)) != crew
    in_a_row = select(_ONE).where(of_people(person.c.id), in_crew).exists()
    waits, home = (cast(said(change.c.before, each), Integer) for each in ("in_queue", "calendar_id"))
    waiting = and_(waits == _ONE, or_(home.is_(None), one_of(home, CALENDARS)))
    theirs = or_(waiting, and_(waits != _ONE, in_a_row))
    job, off = literal_column("'job'", Text), literal_column("'time_off'", Text)
    of_theirs = of_people(cast(said(change.c.before, "employee_id"), Integer))
    return or_(
        gone.c.kind.not_in([job, off]),
        and_(gone.c.kind == job, was.where(theirs).exists()),
        and_(gone.c.kind == off, was.where(of_theirs).exists()),
    )


_other = _job.alias()
THEIR_DELETIONS = Theirs(_their_deletions(), BOTH)
THEIR_JOBS = _their_jobs()
THEIR_ANSWERS = Theirs(~exists().where(_other.c.id == _answer.c.job_id, not_(is_their_job(_other))), BOTH)
"""Filled forms of their jobs, and of such as are gone."""
