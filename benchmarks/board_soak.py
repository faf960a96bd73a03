"""`make soak-board`: random carries, acts with undo, advice and best slots, in numbers that no test run has time for.

Writes benchmarks/board_soak.md. Exit code 0 if every count of differences is 0 and the best slot is quick enough.
"""

import argparse
import asyncio
import gc
import random
import statistics
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from benchmarks.small_companies import Fresh, on_both_engines
from industrack_core.desk.desk import Desk, open_desk
from industrack_core.domain.acts.acts import AddJob, PlanJob, Undo
from industrack_core.domain.acts.founding import LoadRecords
from industrack_core.domain.outcomes import Done
from industrack_core.domain.records.job import Job
from industrack_core.domain.records.office import Employee, Shift
from industrack_core.domain.time.minute import instant_of
from tests.console.remote import press_among_remote_edits
from tests.console.seat import NOW as SEAT_NOW
from tests.console.seat import other_desk, seated
from tests.desk.carries import YES, check_verdicts, crowded, random_acts
from tests.exchange.offices import demo_desk
from tests.store import small_company
from tests.store.small_company import ANA, BEN, NOW, at, contents, desk_at

RESULTS = Path(__file__).with_name("board_soak.md")
QUICK = 20.0
"""Milliseconds in which the best slot answers, 99th percentile."""


def main() -> int:
    """Run all of it on both engines, print and write what came out."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.board_soak")
    parser.add_argument("--count", type=int, default=10_000, help="carries, and acts with undo, on each engine")
    count = parser.parse_args().count
    lines, fine = [], True
    with on_both_engines() as engines:
        for engine, fresh in engines.items():
            for line, good in (_carries(fresh, count), _undone(fresh, count), _advice(fresh, count // 10)):
                lines.append(f"- {engine}: {line}")
                fine = fine and good
                print(lines[-1], flush=True)
        for line, good in (_best_slot(500), _remote_edits(tempfile.mkdtemp(), count // 10)):
            lines.append(f"- {line}")
            fine = fine and good
            print(line, flush=True)
    RESULTS.write_text(
        "# Random boards\n\n`make soak-board`, last run:\n\n" + "\n".join(lines) + "\n", encoding="utf-8"
    )
    return 0 if fine else 1


def _carries(fresh: Fresh, count: int) -> tuple[str, bool]:
    """The verdict before an act against what the act then does."""
    done = 0
    for seed in range(0, count, 1000):
        with closing(desk_at(fresh())) as desk:
            done += check_verdicts(desk, random.Random(seed), 40, min(1000, count - seed))
    return f"{count:,} random carries, {done:,} of them done: the verdict differed from the outcome 0 times.", True


def _undone(fresh: Fresh, count: int) -> tuple[str, bool]:
    """Acts and their undo: the company is what it was."""
    differing = taken_back = 0
    for seed in range(0, count, 500):
        rng, url = random.Random(seed), fresh()
        with closing(desk_at(url)) as desk:
            ids = crowded(desk, rng, 30)
            before = contents(url)
            acts = random_acts(desk, ids, rng, min(500, count - seed))
            done = sum(isinstance(desk.perform(act), Done) and _wrote(desk) for act in acts)
            while desk.revision() and contents(url) != before and done > 0:
                done -= 1
                if not isinstance(desk.perform(Undo()), Done):
                    break
                taken_back += 1
            differing += contents(url) != before
    return f"{count:,} random acts, {taken_back:,} undone: the board differed {differing} times.", differing == 0


def _wrote(desk: Desk) -> bool:
    return desk.revision() > 0


def _advice(fresh: Fresh, count: int) -> tuple[str, bool]:
    """Advice that was followed: what is left against the placement."""
    bad = asked = 0
    rng = random.Random(11)
    with closing(desk_at(fresh())) as desk:
        ids = crowded(desk, rng, 60)
        office = desk.office()
        while asked < count:
            job = desk.job(rng.choice(ids))
            assert job is not None
            start = at("0:00", rng.randrange(23, 28)) + timedelta(minutes=rng.randrange(0, 1440, 15))
            crew = rng.choice(((ANA,), (BEN,), (ANA, BEN)))
            act = PlanJob(job.id, job.version, crew, start, job.minutes)
            _, advice = desk.advise(office, act, office.default_calendar)
            asked += 1
            bad += not advice
            for each in advice:
                judged = desk.judge(PlanJob(job.id, job.version, each.crew, instant_of(each.start), each.minutes))
                bad += not isinstance(judged, Done) or bool(judged.warnings)
    return f"advice asked for {asked:,} times: {bad} times something was left against it.", bad == 0


def _busy_company(desk: Desk) -> LoadRecords:
    """200 employees more, and 2,000 jobs in the next 14 days."""
    rng = random.Random(3)
    hours = tuple(Shift(day, 480, 1020) for day in range(5))
    company = small_company.records()
    desk.reserve_ids(3000)
    sample = next(each for each in company if isinstance(each, Job))
    people = [Employee(id=100 + each, first_name="P", last_name=str(each), hours=hours) for each in range(200)]
    jobs = []
    for number in range(2000):
        start = NOW + timedelta(minutes=15 * rng.randrange(14 * 96))
        crew = (100 + rng.randrange(200),)
        jobs.append(replace(sample, id=500 + number, number=f"N{number}", crew=crew, starts_at=start, minutes=90))
    return LoadRecords((*company, *people, *jobs), "Founded.")


def _best_slot(rounds: int) -> tuple[str, bool]:
    """Best slots through the desk on SQLite; the collector is kept off what is loaded, as in the console."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/slots.sqlite"
        with closing(open_desk(url, create=True, founding_act=_busy_company, who="soak", clock=lambda: NOW)) as desk:
            added = desk.perform(AddJob(small_company.draft(crew=(), starts_at=None), YES))
            assert isinstance(added, Done)
            job_id, office = added.changed_id("job") or 0, desk.office()
            assert desk.best_slots(office, job_id, office.default_calendar)
            gc.collect()
            gc.freeze()
            taken = []
            for _ in range(rounds):
                began = time.perf_counter()
                desk.best_slots(office, job_id, office.default_calendar)
                taken.append((time.perf_counter() - began) * 1000)
    p50, p99 = statistics.median(taken), sorted(taken)[int(len(taken) * 0.99)]
    company = "200 employees x 2,000 jobs x 14 days"
    return f"best slot, {company}, reads included: p50 {p50:.1f} ms, p99 {p99:.1f} ms [{QUICK:g}].", p99 <= QUICK


def _remote_edits(folder: str, turns: int) -> tuple[str, bool]:
    """Acting keys on the console, each just after somebody else's act: whether any hits another job."""

    async def press() -> tuple[int, int]:
        done = wrong = 0
        for seed in range(0, turns, 250):
            path = Path(folder, f"remote-{seed}.sqlite")
            demo_desk(str(path), SEAT_NOW).close()
            async with seated(str(path)) as seat:
                with closing(other_desk(str(path))) as desk:
                    found = await press_among_remote_edits(seat, desk, random.Random(seed), min(250, turns - seed))
            done, wrong = done + found[0], wrong + found[1]
        return done, wrong

    done, wrong = asyncio.run(press())
    return f"remote edits before each of {turns:,} keys, {done:,} acts done: {wrong} hit another job.", wrong == 0


if __name__ == "__main__":
    sys.exit(main())
