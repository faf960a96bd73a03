"""`make monkey`: random keys at the real console in a pseudo-terminal, on the demo, SQLite and PostgreSQL.

Writes benchmarks/monkey.md. Exit code 0 if no console ended by itself, showed a traceback, got stuck or answered late.
A seed plays the same keys again: `make monkey ARGS="--only 7"`.
"""

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from benchmarks.monkey_keys import ESC, Press, bursts, presses
from benchmarks.pty_driver import ProgramEnded, Session
from tests import postgres
from tests.exchange.offices import demo_desk

RESULTS = Path(__file__).with_name("monkey.md")
COMMAND = str(Path(sys.executable).with_name("industrack"))
NOW = datetime(2026, 11, 24, 15, 37, tzinfo=UTC)
ENGINES = ("demo", "SQLite", "PostgreSQL")
COLUMNS, LINES = 120, 40
HOME_EVERY = 400
_TO_HOME = 60
_STUCK = 20.0


class Result(NamedTuple):
    """What came of one seed. Sizes in bytes, times in seconds."""

    seed: int
    engine: str
    keys: int
    leaves: int
    slowest: float
    early_memory: int
    memory: int
    faults: list[str]


class Monkey:
    """One seed at one console, which is begun again whenever a key left it on purpose."""

    def __init__(self, engine: str, url: str, home: Path, seed: int, late: float) -> None:
        self.seed, self.engine, self.home, self.late = seed, engine, home, late
        self.command = [COMMAND, "demo"] if engine == "demo" else [COMMAND]
        self.environ = {
            "PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8", "TERM": "xterm-256color",
            "INDUSTRACK_NOW": NOW.isoformat(), "TZ": "America/New_York", **({"INDUSTRACK_DB": url} if url else {}),
        }  # fmt: skip
        self.recent: deque[Press] = deque(maxlen=40)
        self.faults: list[str] = []
        self.keys = self.leaves = 0
        self.slowest = 0.0
        self.painted = COLUMNS

    def play(self, count: int) -> Result:
        """Send that many keys."""
        source, sizes = presses(self.seed), bursts(self.seed)
        early = memory = 0
        session = self._open()
        try:
            while self.keys < count and not self.faults:
                group = [next(source) for _ in range(min(next(sizes), count - self.keys))]
                try:
                    self._send(session, group)
                    if self.keys // HOME_EVERY != (self.keys - len(group)) // HOME_EVERY:
                        self._go_home(session)
                    memory = _memory(session)
                except (ProgramEnded, OSError):
                    session = self._after_end(session)
                if not early and self.keys >= min(1000, count // 2):
                    early = memory
        finally:
            session.close()
        return Result(self.seed, self.engine, self.keys, self.leaves, self.slowest, early, memory, self.faults)

    def _open(self) -> Session:
        session = Session(self.command, self.environ, COLUMNS, LINES)
        session.wait_until(lambda each: "live" in each.screen_text(), 60)
        session.settle()
        return session

    def _send(self, session: Session, group: list[Press]) -> None:
        """Send presses in one piece, and see that the console goes on painting."""
        self.recent.extend(group)
        self.keys += len(group)
        sent = b""
        for press in group:
            if press.size is None:
                sent += press.sent
            else:
                session.resize(*press.size)
        began = time.perf_counter()
        if sent:
            session.send(sent)
        if len(group) > 1 or not session.read(0.03):
            self._answers(session, began)
        session.settle(0.004, 0.05)
        del session.seen[:-4096]

    def _answers(self, session: Session, began: float) -> None:
        """A terminal of another size gets a new picture, whatever the keys were."""
        # two sizes in quick succession may be one to the console: not the one that it has painted, nor the last asked
        self.painted = next(COLUMNS + n for n in range(3) if COLUMNS + n not in (session.columns, self.painted))
        session.resize(self.painted, LINES)
        answered = session.read(_STUCK)
        took = time.perf_counter() - began
        if answered is None:
            raise ProgramEnded("ended")
        self.slowest = max(self.slowest, took)
        if took > self.late:
            self._fault(f"no answer within {took:.1f} s")

    def _go_home(self, session: Session) -> None:
        """Back to the board by escape, as a person would; a console where that does not help is stuck."""
        for _ in range(_TO_HOME):
            text = self._picture(session)
            if (text.lstrip().startswith("Schedule") and "enter Open" in text) or "enter New" in text:
                return
            session.send(b"y" if "Leave the form?" in text else ESC)
            session.settle(0.2, 1.0)
        self._fault("escape does not lead back to the board:\n" + self._picture(session))

    def _picture(self, session: Session) -> str:
        """The whole screen, which a terminal of another size is given anew."""
        self.painted = COLUMNS
        for columns in (COLUMNS - 1 - (session.columns == COLUMNS - 1), COLUMNS):
            del session.seen[:]
            session.resize(columns, LINES)
            if session.read(_STUCK) is None:
                raise ProgramEnded("ended")
            session.settle(0.2, 2.0)
        return session.screen_text()

    def _after_end(self, session: Session) -> Session:
        """A console that a key left on purpose is begun again; any other end is a fault."""
        code = session.exit_code(10.0)
        text = bytes(session.seen).decode("utf-8", "replace")
        log = self.home / ".local/state/industrack/log/industrack.log"
        # the command to leave has a key, and stands in menus and in the palette
        meant = any(each.sent in (b"q", b"\r", b"\x1b[M   ") or b"<0;" in each.sent for each in self.recent)
        # keys that come when it has left are the system's: ctrl+c interrupts what is ending then
        interrupted = code in (-2, 130) and any(b"\x03" in each.sent for each in self.recent)
        if (code and not interrupted) or "Traceback" in text or log.exists() or not meant:
            told = log.read_text() if log.exists() else text[-3000:]
            self._fault(f"ended with exit code {code}:\n{told}")
        self.leaves += 1
        return self._open()

    def _fault(self, what: str) -> None:
        keys = " ".join(repr(each.size or each.sent) for each in self.recent)
        self.faults.append(f"seed {self.seed} ({self.engine}), after {self.keys} keys: {what}\n  last keys: {keys}")


def _memory(session: Session) -> int:
    """Resident size in bytes."""
    for line in Path(f"/proc/{session.pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    raise ProgramEnded("gone")


@contextmanager
def _office(engine: str, folder: Path) -> Iterator[str]:
    """URL of a fresh demo company; empty where the command makes its own."""
    if engine == "demo":
        yield ""
    elif engine == "SQLite":
        demo_desk(f"sqlite:///{folder / 'office.db'}", NOW).close()
        yield f"sqlite:///{folder / 'office.db'}"
    else:
        server = postgres.shared_server()
        name = server.create_database()
        demo_desk(server.url(name), NOW).close()
        yield server.url(name)
        server.drop_database(name)


def main() -> int:
    """Play all seeds, print and write the figures."""
    chosen = _arguments()
    seeds = [chosen.only] if chosen.only is not None else list(range(1, chosen.seeds + 1))
    end = postgres.begin_run()
    results = []
    try:
        for seed in seeds:
            engine = chosen.engine or ENGINES[seed % len(ENGINES)]
            home = Path(tempfile.mkdtemp(prefix="monkey-"))
            before = os.getcwd()
            os.chdir(home)  # files that it writes stay there
            try:
                with _office(engine, home) as url:
                    result = Monkey(engine, url, home, seed, chosen.late).play(chosen.keys // chosen.seeds)
            finally:
                os.chdir(before)
                shutil.rmtree(home, ignore_errors=True)
            results.append(result)
            print(_line(result), *result.faults, sep="\n", flush=True)
    finally:
        end()
    if chosen.only is None:
        _write(results, chosen.late)
    return 1 if any(_wrong(each) for each in results) else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.monkey", description="Random keys at the console.")
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--keys", type=int, default=100_000, help="keys of all seeds together")
    parser.add_argument("--late", type=float, default=2.0, help="seconds after which an answer is late")
    parser.add_argument("--only", type=int, help="play this seed alone")
    parser.add_argument("--engine", choices=ENGINES, help="on this engine, not on each in turn")
    return parser.parse_args()


def _wrong(result: Result) -> bool:
    return bool(result.faults) or result.memory > 1.5 * result.early_memory


def _line(each: Result) -> str:
    return (
        f"| {each.seed} | {each.engine} | {each.keys:,} | {each.leaves} | {each.slowest:.2f} s"
        f" | {each.early_memory / 2**20:.0f} MB | {each.memory / 2**20:.0f} MB | {len(each.faults)} |"
    )


def _write(results: list[Result], late: float) -> None:
    keys = sum(each.keys for each in results)
    lines = [
        "# Monkey",
        "",
        f"Made by `make monkey`: {keys:,} random keys (letters, function keys, pastes, mouse, other sizes, broken",
        "bytes, impossible key codes) at the console in a pseudo-terminal, half of them in bursts. *Left* counts how",
        "often a key or a menu left the console on purpose; it was begun again. *Slowest* is the longest time from a",
        "key, or a burst, to the next thing painted. A fault is a traceback, an end that nobody asked for, an answer",
        f"later than {late:.0f} s, or a screen that escape does not leave. A seed plays the same again (`--only`).",
        "",
        "| seed | engine | keys | left | slowest | memory after 1,000 keys | at the end | faults |",
        "|---|---|---|---|---|---|---|---|",
        *(_line(each) for each in results),
        "",
        *(f"- {fault.splitlines()[0]}" for each in results for fault in each.faults),
    ]
    RESULTS.write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
