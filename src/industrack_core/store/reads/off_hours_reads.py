"""Which jobs stand at times when those who do them are off, or do not work.

Most jobs of an office begin and end at the same few times of a day, at which everybody works: those times are read
once, and of the jobs only those at others.
"""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from industrack_core.domain.board.exceptions import odd_times, off_hours
from industrack_core.domain.records.office import Office, TimeOff
from industrack_core.domain.time.minute import minute_of
from industrack_core.domain.time.span import Span
from industrack_core.store.engine import schema
from industrack_core.store.engine.prepared import LONGEST_LIST, Prepared, Rows, one_of
from industrack_core.store.engine.statements import ANYBODY, in_window
from industrack_core.store.reads.board_reads import LONGEST, read_times

_crew = schema.job_crew
_start = _crew.c.starts_at
_SPANS = Prepared(select(_start, _crew.c.ends_at).distinct().where(ANYBODY, *in_window(_start)))
_AT = Prepared(
    select(_crew.c.employee_id, _start, _crew.c.ends_at, _crew.c.job_id).where(
        ANYBODY, one_of(_start, "starts"), *in_window(_start)
    ),
    "starts",
)


def read_off_hours(
    connection: Connection, office: Office, employee_ids: Sequence[int], window: Span, time_off: Sequence[TimeOff]
) -> set[tuple[int, int]]:
    """Who of these (by id) has which job in the window at times when they are off or do not work."""
    times = _times(connection, office, employee_ids, window, {each.employee_id for each in time_off})
    return off_hours(times, office.employees_by_id, time_off, office.zone)


def _times(connection: Connection, office: Office, employee_ids: Sequence[int], window: Span, away: set[int]) -> Rows:
    """The jobs that are to be looked at: employee, begin, end, job; some of them twice."""
    low, high = minute_of(window.starts_at), minute_of(window.ends_at)
    values = {"earliest": low - LONGEST.one(connection)[0], "low": low, "high": high}
    people = [person for each in employee_ids if (person := office.employee(each)) is not None]
    odd = odd_times(((start, end) for start, end in _SPANS.rows(connection, **values)), people, office.zone)
    if odd is None or len(odd) > LONGEST_LIST:
        return read_times(connection, employee_ids, window)
    found = read_times(connection, sorted(away.intersection(employee_ids)), window)
    if odd:
        wanted = set(employee_ids)
        at_odd = _AT.rows(connection, starts=sorted({start for start, _ in odd}), **values)
        found += [row for row in at_odd if row[0] in wanted]
    return found
