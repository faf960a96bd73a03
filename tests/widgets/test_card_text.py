"""What the card says about when a job is."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from industrack_core.domain.board.board import Block
from industrack_core.domain.records.office import Company, Office
from industrack_core.domain.time.minute import minute_of
from industrack_tui.glyphs import UNICODE
from industrack_tui.widgets.card_text import job_lines
from tests.widgets.boards import START, block

ZONE = ZoneInfo("America/New_York")
OFFICE = Office(1, Company(name="Northwind", zone=ZONE.key))


def job_of(first: datetime, last: datetime) -> Block:
    """A job from one time to another."""
    start, end = (minute_of(local.astimezone(UTC)) - START for local in (first, last))
    return block(1, start, end)


@pytest.mark.parametrize(
    ("last", "told"),
    [
        (datetime(2011, 3, 2, 23, 56, tzinfo=ZONE), "Wed 2 Mar  23:26-23:56  30m"),
        (datetime(2011, 3, 3, 0, 26, tzinfo=ZONE), "Wed 2 Mar  23:26 - Thu 00:26  1h"),
        (datetime(2011, 3, 9, 23, 26, tzinfo=ZONE), "Wed 2 Mar  23:26 - Wed 9 Mar 23:26  7d"),
    ],
)
def test_the_day_is_said_once(last: datetime, told: str) -> None:
    job = job_of(datetime(2011, 3, 2, 23, 26, tzinfo=ZONE), last)
    when = "".join(text for text, _ in job_lines(job, OFFICE, job.start, False, UNICODE)[1])
    assert when.strip().startswith(told)
