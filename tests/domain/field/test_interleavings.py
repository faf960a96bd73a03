"""However the reports of several phones arrive, how things end depends only on each phone's own order."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.field.crews import Report, days_of, dealt, ended
from tests.field.soaking import rounds

ROUNDS = rounds(500)


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_arrival_does_not_matter(seed: int) -> None:
    chance = Random(seed)
    for _ in range(ROUNDS // 5):
        days = days_of(chance, people=chance.randint(2, 4), jobs=chance.randint(1, 4), reports=chance.randint(3, 14))
        first = ended(dealt(chance, days))
        assert ended(dealt(chance, days)) == first
        assert ended([report for day in days for report in day]) == first


@given(st.randoms(use_true_random=False))
def test_one_shift_and_one_activity_at_a_time(chance: Random) -> None:
    (day,) = days_of(chance, people=1, jobs=3, reports=20)
    for stop in range(len(day)):
        end = ended(day[:stop])
        kinds = [spell.kind.value for member in end.members.values() for spell in member.open]
        assert kinds.count("shift") <= 1
        assert len([kind for kind in kinds if kind != "shift"]) <= 1
        running = [
            job
            for member in end.members.values()
            for job, visit in member.visits.items()
            if visit.status.value in ("started", "on_travel")
        ]
        assert len(running) <= 1


@given(st.randoms(use_true_random=False))
def test_a_report_that_comes_again_changes_nothing(chance: Random) -> None:
    (day,) = days_of(chance, people=1, jobs=2, reports=8)
    twice: list[Report] = [report for report in day for _ in range(2)]
    assert ended(twice).members == ended(day).members
