"""Free slots and advice, against looking at every start one by one."""

import random
from collections.abc import Iterator

import pytest

from industrack_core.domain.board.slots import Change, Grid, Proposal, Worker, advice, as_one_worker, best_slots

DAY = 24 * 60


def random_worker(rng: random.Random, number: int, days: int) -> Worker:
    works, taken = [], []
    for day in range(days):
        if rng.random() < 0.8:
            opens = day * DAY + rng.choice((360, 420, 480, 485))
            works.append((opens, opens + rng.choice((240, 480, 540))))
        for _ in range(rng.randrange(5)):
            start = day * DAY + rng.randrange(DAY)
            taken.append((start, start + rng.choice((7, 30, 60, 95, 200, 1500))))
    return Worker((number,), tuple(works), tuple(taken))


def fits(worker: Worker, start: int, minutes: int) -> bool:
    inside = any(opens <= start and start + minutes <= closes for opens, closes in worker.works)
    return inside and not any(begin < start + minutes and end > start for begin, end in worker.taken)


def brute(workers: list[Worker], minutes: int, low: int, high: int, grid: Grid) -> Iterator[Proposal]:
    """Every start of the grid at which a job fits, and does not fit one step of free time earlier."""
    for start in range(grid.at_or_after(low), high, grid.step):
        for worker in workers:
            if start + minutes > high or not fits(worker, start, minutes):
                continue
            earlier = start - grid.step
            if earlier >= low and fits(worker, earlier, minutes) and _same_stretch(worker, earlier, start):
                continue
            yield Proposal(start, worker.crew)


def _same_stretch(worker: Worker, first: int, second: int) -> bool:
    works = any(opens <= first and second <= closes for opens, closes in worker.works)
    return works and not any(begin < second and end > first for begin, end in worker.taken)


def test_best_slots_are_those_of_looking_everywhere() -> None:
    rng = random.Random(4)
    for _ in range(1000):
        days = rng.randrange(1, 4)
        workers = [random_worker(rng, number, days) for number in range(rng.randrange(1, 5))]
        minutes, grid = rng.choice((15, 45, 60, 200)), Grid(rng.choice((0, 300)), rng.choice((5, 15, 30)))
        low = rng.randrange(DAY)
        expected = list(brute(workers, minutes, low, days * DAY, grid))
        assert best_slots(workers, minutes, low, days * DAY, grid, 10_000) == expected


def test_a_crew_is_free_when_all_of_it_is() -> None:
    rng = random.Random(5)
    for _ in range(200):
        workers = [random_worker(rng, number, 2) for number in range(3)]
        crew = as_one_worker(workers)
        for start in range(0, 2 * DAY, 15):
            assert fits(crew, start, 60) == all(fits(worker, start, 60) for worker in workers)


def test_advice_fits_and_no_start_of_the_same_person_is_nearer() -> None:
    rng = random.Random(6)
    told = 0
    for _ in range(1000):
        own, other = random_worker(rng, 1, 3), random_worker(rng, 2, 3)
        wanted, minutes, grid = rng.randrange(3 * DAY // 15) * 15, rng.choice((30, 60, 120)), Grid(0, 15)
        for each in advice(own, [other], wanted, minutes, 0, 3 * DAY, grid):
            told += 1
            worker = own if each.crew == own.crew else other
            assert fits(worker, each.start, each.minutes)
            if each.change is Change.SHORTER:
                assert (each.start, each.cost) == (wanted, minutes - each.minutes)
            if each.change is Change.TIME:
                for start in range(0, 3 * DAY, grid.step):
                    assert not fits(own, start, minutes) or abs(start - wanted) >= each.cost
    assert told > 1000


@pytest.mark.parametrize("minute", [-31, -30, -1, 0, 1, 29, 30])
def test_a_grid_goes_both_ways_from_its_base(minute: int) -> None:
    grid = Grid(0, 30)
    assert grid.at_or_before(minute) <= minute <= grid.at_or_after(minute)
    assert grid.at_or_after(minute) - grid.at_or_before(minute) in (0, 30)
