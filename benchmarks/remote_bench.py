"""How soon another's save is painted: `python -m benchmarks.remote_bench [CONSOLES ...]`.

Somebody at a desk of their own writes another word into a job that stands on every console's board; timed is from the
answer `Done` to the word's last byte on a console's terminal. All processes share one machine.
"""

import os
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from benchmarks.company import NOW, make_company
from benchmarks.pty_driver import Session
from benchmarks.results import Row, write
from benchmarks.store_bench import postgres_server
from benchmarks.subjects import console
from industrack_core.desk.desk import Desk, open_desk
from industrack_core.domain.acts.acts import EditJob
from industrack_core.domain.acts.saved_draft import draft_of
from industrack_core.domain.outcomes import Done, FindingKind

RESULTS = Path(__file__).with_name("remote_results.md")
EMPLOYEES, JOBS = 200, 10_000
LONG = 480
"""Minutes of the job that is written into: a block in which customer and work have room."""
YES = frozenset(FindingKind)
_PATIENCE = 120.0
INTRODUCTION = """# Another's save, painted

Made by `make bench ARGS='--stage remote'`, and by `make bench` with the rest: consoles in pseudo-terminals of 200x50 on
one company of 200 employees and 10,000 jobs, and a desk that changes a job in sight of all. From the answer that it is
saved to the last byte of the new word on a terminal; the 95th percentile of all consoles and acts. {protocol}

"""


class Crowd(NamedTuple):
    """So many consoles, so many acts a second, for so many acts (650 at most); bounds in ms of the 95th percentile."""

    consoles: int
    a_second: float
    acts: int
    gates: dict[str, tuple[float, float]]


CROWDS = (
    Crowd(1, 2, 40, {"SQLite": (60, 30), "PostgreSQL": (20, 10)}),
    Crowd(10, 10, 200, {"SQLite": (150, 60), "PostgreSQL": (150, 60)}),
    Crowd(50, 1, 30, {"SQLite": (150, 60), "PostgreSQL": (150, 60)}),
)


class Watch:
    """A console's terminal, read by a thread of its own, and when each word was on it."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.seen: dict[bytes, float] = {}
        self._wanted: bytes | None = None
        self._ends = False
        self._thread = threading.Thread(target=self._read)
        self._thread.start()

    def want(self, word: bytes) -> None:
        """Which word comes next."""
        self._wanted = word

    def end(self) -> None:
        """Stop reading."""
        self._ends = True
        self._thread.join()

    def _read(self) -> None:
        late: list[bytes] = []
        while not self._ends:
            chunk = self.session.read(0.02)
            if chunk is None:
                return
            # after the read: a word may have been asked for and painted while it waited
            if self._wanted is not None and self._wanted not in self.seen and self._wanted not in late:
                late.append(self._wanted)
            for word in [each for each in late if each in self.session.seen[-len(chunk) - len(each) :]]:
                self.seen[word] = time.perf_counter()
                late.remove(word)


def main() -> int:
    """Measure, write, judge; with numbers of consoles behind the command only those, and nothing is written."""
    chosen, load, rows = [int(each) for each in sys.argv[1:]], os.getloadavg()[0], []
    for row in remote_rows(chosen):
        print(f"{row.quantity}: {row.measured:.1f} ms ({row.verdict}) {row.context}", flush=True)
        rows.append(row)
    if not chosen:
        write(RESULTS, rows, protocol(load), INTRODUCTION)
    return 0 if all(row.passed for row in rows) else 1


def protocol(load: float) -> str:
    """What the figures were taken on."""
    return f"{os.cpu_count()} cores; load before the run {load:.1f}."


def remote_rows(consoles: Sequence[int] = ()) -> Iterator[Row]:
    """Rows of results on both engines; with so many consoles only, if any are named."""
    crowds = [crowd for crowd in CROWDS if not consoles or crowd.consoles in consoles]
    with tempfile.TemporaryDirectory() as folder:
        yield from _measured("SQLite", f"sqlite:///{folder}/office.db", crowds)
    with postgres_server() as server:
        yield from _measured("PostgreSQL", server.url(server.create_database()), crowds)


def _measured(engine: str, url: str, crowds: Iterable[Crowd]) -> Iterator[Row]:
    filled = make_company(url, EMPLOYEES, JOBS)
    with closing(open_desk(url, who="another", clock=lambda: NOW)) as desk:
        office = desk.office()
        first = office.row_ids(office.default_calendar)[0]
        job = next(each.job for each in desk.jobs() if each.job.number == filled)
        assert job.crew == (first,)
        changed = desk.perform(EditJob(job.id, job.version, replace(draft_of(job), minutes=LONG), YES))
        assert isinstance(changed, Done), changed
        for crowd in crowds:
            took, missed = _painted(desk, url, filled, job.id, crowd)
            gate, aim = crowd.gates[engine]
            name = f"{engine}, {crowd.consoles} consoles, {crowd.a_second:g} acts a second: another's save painted"
            seen = f"median {statistics.median(took):.0f} ms, slowest {took[-1]:.0f} ms; {len(took)} seen, {missed} not"
            yield Row(name, took[int(0.95 * (len(took) - 1))], gate, aim, "ms", seen)


def _word(number: int) -> str:
    """Every letter another than in the word before, so that all of it is written; the same again after 650."""
    return "".join(chr(ord("a") + (number + 3 * place) % (26 - place % 2)) for place in range(9))


def _painted(desk: Desk, url: str, filled: str, job_id: int, crowd: Crowd) -> tuple[list[float], int]:
    """Milliseconds from Done to painted, sorted, and how many words a console never showed (it paints the newest)."""
    subject, done = console(url, filled), {}
    with ExitStack() as stack:
        sessions = [stack.enter_context(subject.start()) for _ in range(crowd.consoles)]
        for session in sessions:
            session.wait_until(subject.ready, _PATIENCE)
        for session in sessions:
            session.send(b"=")
            session.settle(0.3)
        watches = [Watch(session) for session in sessions]
        try:
            begun = time.perf_counter()
            for number in range(crowd.acts):
                time.sleep(max(0.0, begun + number / crowd.a_second - time.perf_counter()))
                word = _word(number)
                for watch in watches:
                    watch.want(word.encode())
                job = desk.job(job_id)
                assert job is not None
                outcome = desk.perform(EditJob(job.id, job.version, replace(draft_of(job), description=word), YES))
                assert isinstance(outcome, Done), outcome
                done[word.encode()] = time.perf_counter()
            time.sleep(1.0)
        finally:
            for watch in watches:
                watch.end()
    took = [(watch.seen[word] - at) * 1e3 for watch in watches for word, at in done.items() if word in watch.seen]
    return sorted(took), len(watches) * len(done) - len(took)


if __name__ == "__main__":
    sys.exit(main())
