"""A person's week, worked out once: each day's jobs and hours are what they are by themselves."""

import random
from itertools import pairwise

from industrack_core.domain.board.board import Row, Shade, lanes
from industrack_core.domain.board.working_hours import Load, load_of
from industrack_tui.widgets.period.person_week import person_week
from tests.widgets.boards import START, block

DAY = 24 * 60
BOUNDS = [START, START + DAY, START + 2 * DAY - 60, START + 3 * DAY - 60]
"""Three days, of which one is an hour shorter."""


def test_days_are_what_they_are_alone() -> None:
    dice = random.Random(17)
    for _ in range(200):
        jobs = []
        for number in range(dice.randrange(7)):
            start = dice.randrange(-DAY, 3 * DAY, 15)
            status = dice.choice(["not_started", "completed", "declined"])
            jobs.append(block(number, start, start + dice.choice([15, 90, 600, 3 * DAY]), status=status))
        shades = [Shade(at, at + dice.choice([60, 700, 2 * DAY]), "") for at in dice.sample(range(0, 3 * DAY, 30), 4)]
        row, has_hours = Row(1, lanes(jobs), tuple(shades)), dice.random() < 0.8
        week = person_week(row, BOUNDS, has_hours)
        for (low, high), cell, load in zip(pairwise(BOUNDS), week.cells, week.loads, strict=True):
            assert cell == [each for each in row.blocks if each.start < high and each.end > low]
            assert load == load_of(row, low, high, has_hours)
        assert week.load == load_of(row, BOUNDS[0], BOUNDS[-1], has_hours)


def test_of_somebody_who_is_not_read_yet_nothing_is_known() -> None:
    week = person_week(None, BOUNDS, has_hours=True)
    assert (week.blocks, list(week.cells), list(week.loads)) == ((), [[], [], []], [Load(0, None)] * 3)
