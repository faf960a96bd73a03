"""Companies to measure on, made once per size and kept while the run lasts."""

from contextlib import closing
from datetime import UTC, datetime

from benchmarks.big_company import big_company
from industrack_core.desk.desk import Desk, open_desk
from industrack_core.domain.time.span import day_span, local_day

NOW = datetime(2026, 11, 24, 10, 37, tzinfo=UTC)
"""When every run takes place, so that the same part of the day is in sight."""

CUSTOMERS_A_JOB = 0.5


def make_company(url: str, employees: int, jobs: int, customers: int = 0) -> str:
    """Found a company of that size at `url`; answers a job number that stands on its filled board at `NOW`."""
    customers = customers or max(1, int(jobs * CUSTOMERS_A_JOB))
    parts = None

    def founding(desk):  # type: ignore[no-untyped-def]
        nonlocal parts
        parts = big_company(desk.reserve_ids, NOW, employees, jobs, customers)
        return next(parts)

    with closing(open_desk(url, create=True, clock=lambda: NOW, founding_act=founding)) as desk:
        for part in parts or ():
            desk.perform(part)
        return _number_on_board(desk)


def made_company(url: str) -> str:
    """A job number on the filled board of a company that was made so before."""
    with closing(open_desk(url, clock=lambda: NOW)) as desk:
        return _number_on_board(desk)


def _number_on_board(desk: Desk) -> str:
    office = desk.office()
    first = office.row_ids(office.default_calendar)[0]
    day = day_span(local_day(NOW, office.zone), office.zone)
    return desk.board(office, day, [first]).rows[0].blocks[1].number
