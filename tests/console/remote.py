"""Somebody else changes jobs before every key of a person who moves jobs about: nothing else may be hit."""

import random

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.acts import PlanJob, UnassignJob
from industrack_core.domain.outcomes import FindingKind
from industrack_core.domain.records.job import Job
from industrack_core.domain.time.minute import instant_of
from industrack_tui.dialogs.question import Question
from tests.console.seat import Seat

YES = frozenset(FindingKind)
KEYS = ("shift+right", "shift+left", ">", "<", "shift+down", "shift+up", "x", "s")
MOVES = ("w", "W", "down", "up", "right", "left", "t")


def jobs_of(desk: Desk) -> dict[int, Job]:
    return {listed.job.id: listed.job for listed in desk.jobs()}


async def press_among_remote_edits(seat: Seat, desk: Desk, rng: random.Random, turns: int) -> tuple[int, int]:
    """Press so many acting keys, each just after somebody else's act; answers (acts done, acts on another job)."""
    done = wrong = 0
    for _ in range(turns):
        for _ in range(rng.randrange(1, 4)):
            await seat.press(rng.choice(MOVES))
        view = seat.schedule.timeline.view
        row = view.row_at(view.line.row)
        block = seat.block
        nearby = list(row.blocks) if row else []
        if nearby:
            other = rng.choice(nearby)
            if rng.random() < 0.4:
                desk.perform(UnassignJob(other.job_id, other.version, YES))
            else:
                start = instant_of(other.start + rng.choice((-30, -15, 15, 30)))
                minutes = other.end - other.start
                desk.perform(PlanJob(other.job_id, other.version, other.crew_ids, start, minutes, YES))
        before = jobs_of(desk)
        # what is highlighted when the key goes down, whether the news of the other's act is painted yet or not
        block = seat.block
        seat._send(rng.choice(KEYS), None)
        await seat.settle()
        while isinstance(seat.app.screen, Question):
            await seat.press("y")
        after = jobs_of(desk)
        changed = {each for each in after if before.get(each) != after[each]}
        done += bool(changed)
        wrong += bool(changed - ({block.job_id} if block is not None else set()))
    return done, wrong
