"""Companies to measure on, made once per size and kept while the run lasts."""

from contextlib import closing
from datetime import UTC, datetime

from benchmarks.big_company import big_company
from industrack_core.desk.desk import Desk, open_desk
from industrack_core.domain.time.span import day_span, local_day

NOW = datetime(2026, 11, 24, 10, 37, tzinfo=UTC)
"""When every run takes place, so that the same part of the day is in sight."""

CUSTOMERS_A_JOB = 0.5


def make_company(url: str, employees: int, jobs: int, customers: int = 0, apart: int = 1) -> str:
    """Found a company of that size at `url`, everybody's days so many `apart`; answers what stands on its filled
    board at `NOW`: a job number, or a name where nobody works who is in sight."""
    customers = customers or max(1, int(jobs * CUSTOMERS_A_JOB))
    parts = None

    def founding(desk):  # type: ignore[no-untyped-def]
        nonlocal parts
        parts = big_company(desk.reserve_ids, NOW, employees, jobs, customers, apart)
        return next(parts)

    with closing(open_desk(url, create=True, clock=lambda: NOW, founding_act=founding)) as desk:
        for part in parts or ():
            desk.perform(part)
        return _told_on_board(desk)


def made_company(url: str) -> str:
    """What stands on the filled board of a company that was made so before."""
    with closing(open_desk(url, clock=lambda: NOW)) as desk:
        return _told_on_board(desk)


def _told_on_board(desk: Desk) -> str:
    office = desk.office()
    first = office.row_ids(office.default_calendar)[0]
    day = day_span(local_day(NOW, office.zone), office.zone)
    row = desk.board(office, day, [first]).rows[0]
    return row.blocks[1].number if row.blocks else office.employees_by_id[first].last_name
