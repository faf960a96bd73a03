"""How a job of the demo goes, and what its technician does next: by the seed, the job and how things are."""

import random

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.field.steps import Step
from industrack_core.domain.records.job import WorkStatus


@dataclass(frozen=True)
class Temper:
    """How a job goes, in minutes: sent so long before its start, the way begun so long before, begun so late, ended so
    far from the plan; whether there is a break in its middle, and whether it is declined."""

    sent_before: int
    sets_out: int
    late: int
    over: int
    pauses: bool
    declines: bool


def temper_of(seed: int, job_id: int) -> Temper:
    """Most jobs go as planned; one in seven begins late, one in six takes longer, one in twenty-five is declined."""
    rng = random.Random(f"{seed}:{job_id}")
    return Temper(
        sent_before=rng.choice((45, 90, 150, 240)),
        sets_out=rng.randint(10, 25),
        late=rng.randint(20, 50) if rng.random() < 1 / 7 else rng.randint(0, 4),
        over=rng.randint(15, 45) if rng.random() < 1 / 6 else rng.randint(-10, 6),
        pauses=rng.random() < 1 / 10,
        declines=rng.random() < 1 / 25,
    )


def next_step(status: str, start: int, end: int, minute: int, temper: Temper, *, is_free: bool) -> Step | None:
    """What a technician does at `minute` (since 1970 UTC) with a job that was sent; None: nothing yet. `is_free`: they
    are at no other job."""
    begins, ends = start + temper.late, end + temper.late + temper.over
    middle = (start + end) // 2 + temper.late
    if status == WorkStatus.NOT_STARTED:
        if temper.declines and start - 60 <= minute < start:
            return Step.DECLINE
        return Step.START_TRAVEL if is_free and minute >= begins - temper.sets_out else None
    if status == WorkStatus.ON_TRAVEL:
        return Step.START_JOB if is_free and minute >= begins else None
    if status == WorkStatus.STARTED:
        if temper.pauses and middle <= minute < middle + 10 and minute < ends:
            return Step.PAUSE
        return Step.COMPLETE if minute >= ends else None
    return Step.RESUME if status == WorkStatus.PAUSED and minute >= middle + 10 else None
