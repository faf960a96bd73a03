"""From where to where an act took a job, in one line of the narrowest console."""

from dataclasses import replace
from datetime import timedelta

import pytest

from industrack_core.desk.jobs.move_words import moved_words, where_words
from industrack_core.domain.records.job import Job
from industrack_core.domain.time.zones import company_zone
from tests.store.small_company import at

ANA, BEN, CHO = 1, 2, 3
NAMES = {ANA: "Ana Ruiz", BEN: "Ben Okafor", CHO: "Cho Park"}
ZONE = company_zone("America/New_York", clock24=True)
JOB = Job(id=9, number="1303", customer_id=5, location_id=6, description="Leak", starts_at=at("09:00"), minutes=90,
          crew=(ANA,))  # fmt: skip
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"starts_at": at("10:00")}, "from 09:00 to 10:00, Ana Ruiz, Tue 24 Nov"),
        ({"starts_at": at("10:00") + DAY}, "from Tue 24 Nov 09:00 to Wed 25 Nov 10:00, Ana Ruiz"),
        ({"starts_at": at("10:00") + DAY, "crew": (BEN,)},
         "from Ana Ruiz, Tue 24 Nov 09:00 to Ben Okafor, Wed 25 Nov 10:00"),
        ({"starts_at": at("10:00"), "crew": (BEN,)}, "from Ana Ruiz, 09:00 to Ben Okafor, 10:00, Tue 24 Nov"),
        ({"crew": (ANA, CHO)}, "from Ana Ruiz to Ana Ruiz, Cho Park, Tue 24 Nov 09:00"),
        ({"minutes": 45}, "from 1h30 to 45m, Ana Ruiz, Tue 24 Nov 09:00"),
        ({"starts_at": at("10:00"), "minutes": 60},
         "from Tue 24 Nov 09:00-10:30 to Tue 24 Nov 10:00-11:00, Ana Ruiz"),
        ({"starts_at": at("23:30")}, "from 09:00 to 23:30, Ana Ruiz, Tue 24 Nov"),
        ({"starts_at": at("23:30"), "minutes": 60},
         "from Tue 24 Nov 09:00-10:30 to Tue 23:30 - Wed 00:30, Ana Ruiz"),
        ({"crew": ()}, "from Ana Ruiz to the queue, Tue 24 Nov 09:00"),
        ({"starts_at": None}, "from Tue 24 Nov 09:00-10:30 to the queue, Ana Ruiz"),
        ({"starts_at": None, "crew": ()}, "from Ana Ruiz, Tue 24 Nov 09:00-10:30 to the queue"),
        ({}, ""),
    ],
)  # fmt: skip
def test_a_move_says_from_where_to_where(changes: dict[str, object], said: str) -> None:
    assert moved_words(JOB, replace(JOB, **changes), NAMES, ZONE) == said  # type: ignore[arg-type]


def test_what_comes_out_of_the_queue_says_what_was_wished() -> None:
    waiting = replace(JOB, crew=())
    placed = replace(JOB, crew=(BEN,))
    assert moved_words(waiting, placed, NAMES, ZONE) == ""
    assert where_words(placed, NAMES, ZONE) == "Ben Okafor, Tue 24 Nov 09:00-10:30"
    assert moved_words(waiting, replace(placed, starts_at=at("11:00")), NAMES, ZONE) == (
        "from 09:00 to Ben Okafor, 11:00, Tue 24 Nov"
    )
    assert moved_words(replace(waiting, starts_at=None), placed, NAMES, ZONE) == ""


def test_a_company_that_reads_twelve_hours_reads_them_here() -> None:
    zone = company_zone("America/New_York", clock24=False)
    later = replace(JOB, starts_at=at("14:00"))
    assert moved_words(JOB, later, NAMES, zone) == "from 9:00am to 2:00pm, Ana Ruiz, Tue 24 Nov"
