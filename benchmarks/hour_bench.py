"""An hour of others' acts on consoles that only look on: `python -m benchmarks.hour_bench [ACTS]`.

Ten consoles, and one desk that does acts as fast as it can: as many as ten in each second of an hour. Said is what a
console has of memory before, in the middle and at the end, what it takes of the processor for one act of another, and
what at rest. With ACTS only so many are done, and nothing is written.
"""

import os
import random
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path

from benchmarks.company import NOW, make_company
from benchmarks.pty_driver import Session
from benchmarks.results import Row, write
from benchmarks.store_bench import postgres_server
from benchmarks.subjects import console
from industrack_core.desk.desk import Desk, open_desk
from industrack_core.domain.acts.acts import AddJob, DeleteJob, EditJob, JobAct, SetStatus
from industrack_core.domain.acts.saved_draft import draft_of
from industrack_core.domain.outcomes import Done, FindingKind
from industrack_core.domain.records.job import Job, WorkStatus
from industrack_core.domain.time.span import day_span, local_day

RESULTS = Path(__file__).with_name("hour_results.md")
CONSOLES, ACTS = 10, 36_000
EMPLOYEES, JOBS = 200, 10_000
_JOBS_OF_THE_DAY = 160
"""So many there are at any time: with more of them a board is larger, and that is none of what is measured."""
YES = frozenset(FindingKind)
_PATIENCE, _SETTLED, _AT_REST, _SLOWLY = 120.0, 5.0, 20.0, 20
INTRODUCTION = """# An hour of others' acts

Made by `python -m benchmarks.hour_bench`: ten consoles in pseudo-terminals of 200x50 on one company of 200 employees
and 10,000 jobs, and a desk that edits, adds and deletes jobs of the day they show, 36,000 times: an hour of ten acts a
second, as fast as they can be done. The day has some 160 jobs all the time, and half of the acts give one a text that
nobody wrote before. Processor and memory are those of one console's process, as the kernel counts
them. {protocol}

"""


class Onlooker:
    """A console on which nobody presses a key; a thread of its own takes what it writes, as long as it is entered."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._ends = False
        self._thread = threading.Thread(target=self._read)
        self._thread.start()

    def memory(self) -> float:
        """What it has of memory now, in MiB."""
        with open(f"/proc/{self.session.pid}/status", encoding="ascii", errors="replace") as status:
            return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmRSS:"))

    def end(self) -> None:
        """Read no longer."""
        self._ends = True
        self._thread.join()

    def _read(self) -> None:
        while not self._ends and self.session.read(0.2) is not None:
            self.session.seen.clear()


def main() -> int:
    """Measure on both engines, write, judge."""
    acts, load, rows = int(sys.argv[1]) if sys.argv[1:] else ACTS, os.getloadavg()[0], list[Row]()
    for row in hour_rows(acts):
        print(f"{row.quantity}: {row.measured:.2f} {row.unit} ({row.verdict}) {row.context}", flush=True)
        rows.append(row)
    if acts == ACTS:
        write(RESULTS, rows, f"{os.cpu_count()} cores; load before the run {load:.1f}.", INTRODUCTION)
    return 0 if all(row.passed for row in rows) else 1


def hour_rows(acts: int) -> Iterator[Row]:
    """Rows of results on both engines."""
    with tempfile.TemporaryDirectory() as folder:
        yield from _measured("SQLite", f"sqlite:///{folder}/office.db", acts)
    with postgres_server() as server:
        yield from _measured("PostgreSQL", server.url(server.create_database()), acts)


def _measured(engine: str, url: str, acts: int) -> Iterator[Row]:
    filled = make_company(url, EMPLOYEES, JOBS)
    subject = console(url, filled)
    with ExitStack() as stack:
        desk = stack.enter_context(closing(open_desk(url, who="another", clock=lambda: NOW)))
        sessions = [stack.enter_context(subject.start()) for _ in range(CONSOLES)]
        for session in sessions:
            session.wait_until(subject.ready, _PATIENCE)
        onlookers = [Onlooker(session) for session in sessions]
        stack.callback(lambda: [each.end() for each in onlookers])
        hand = Hand(desk)
        time.sleep(_SETTLED)
        yield from _one_by_one(engine, sessions, hand)
        yield _an_hour(engine, onlookers, hand, acts)


def _one_by_one(engine: str, sessions: Sequence[Session], hand: "Hand") -> Iterator[Row]:
    """What the processor does at rest, and for one act."""
    before = _used(sessions)
    time.sleep(_AT_REST)
    idle = (_used(sessions) - before) / _AT_REST
    yield Row(f"{engine}: processor of a console at rest, {CONSOLES} there", idle * 100, 0.5, 0.3, "%", "of one core")
    before, began = _used(sessions), time.monotonic()
    for _ in range(_SLOWLY):
        hand.act()
        time.sleep(1.0)
    time.sleep(2.0)
    took = (_used(sessions) - before - idle * (time.monotonic() - began)) / _SLOWLY
    yield Row(f"{engine}: processor of a console for one act of another", took * 1e3, 15, 8, "ms", "one a second")


def _an_hour(engine: str, onlookers: Sequence[Onlooker], hand: "Hand", acts: int) -> Row:
    """How much memory grows while that many acts are done."""
    middle = begun = [each.memory() for each in onlookers]
    started = time.monotonic()
    for number in range(acts):
        hand.act()
        if number == acts // 2:
            middle = [each.memory() for each in onlookers]
    seconds = time.monotonic() - started
    time.sleep(_SETTLED)
    ended = [each.memory() for each in onlookers]
    most = max(now - then for now, then in zip(ended, middle, strict=True))
    means = ", ".join(f"{sum(each) / len(each):.1f}" for each in (begun, middle, ended))
    seen = f"begin, middle, end: mean {means} MiB; {acts:,} acts in {seconds:.0f} s"
    return Row(f"{engine}: memory that a console grew by in the second half of an hour", most, 2, 0.5, "MiB", seen)


class Hand:
    """Does one thing after the other to the jobs of the day that is shown."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._rng, self._number = desk, random.Random(1), 0
        office = desk.office()
        people = list(office.row_ids(office.default_calendar))[:40]
        day = day_span(local_day(NOW, office.zone), office.zone)
        self._jobs = [block.job_id for row in desk.board(office, day, people).rows for block in row.blocks]

    def act(self) -> None:
        """One act, which must be done."""
        self._number += 1
        chosen = self._rng.randrange(len(self._jobs))
        job = self._desk.job(self._jobs[chosen])
        assert job is not None
        outcome = self._desk.perform(self._made(job))
        assert isinstance(outcome, Done), outcome
        if outcome.changed_id("job") != job.id:
            self._jobs.append(outcome.changed_id("job") or 0)
        elif self._desk.job(job.id) is None:
            del self._jobs[chosen]

    def _made(self, job: Job) -> JobAct:
        kind, draft = self._rng.random(), draft_of(job)
        assert job.starts_at is not None
        if kind < 0.5:
            return EditJob(job.id, job.version, replace(draft, description=f"Word {self._number}"), YES)
        if kind < 0.8:
            return EditJob(job.id, job.version, replace(draft, minutes=(job.minutes + 15) % 240 or 15), YES)
        if kind < 0.9:
            other = WorkStatus.NOT_STARTED if job.status is not WorkStatus.NOT_STARTED else WorkStatus.ON_TRAVEL
            return SetStatus(job.id, job.version, other)
        if len(self._jobs) <= _JOBS_OF_THE_DAY:
            return AddJob(replace(draft, number=""), YES, dispatch=False)
        if job.status is WorkStatus.NOT_STARTED:
            return DeleteJob(job.id, job.version, accepted=YES)
        return SetStatus(job.id, job.version, WorkStatus.NOT_STARTED)


def _used(sessions: Sequence[Session]) -> float:
    """Processor seconds of one console, the mean of all."""
    return sum(session.cpu_seconds() for session in sessions) / len(sessions)


if __name__ == "__main__":
    sys.exit(main())
