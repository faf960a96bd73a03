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
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from benchmarks.monkey_keys import ESC, Press, bursts, presses
from benchmarks.monkey_office import ENGINES, NOW, office
from benchmarks.monkey_results import Memory, Result, write_seeds, written_seeds
from benchmarks.pty_driver import ProgramEnded, Session
from tests import postgres

COMMAND = str(Path(sys.executable).with_name("industrack"))
COLUMNS, LINES = 120, 40
HOME_EVERY = 400
_TO_HOME = 60
_STUCK = 20.0
_PAINTS_SOON = 0.03
_MOST_SILENT = 10
"""Keys in a row that painted nothing at once, after which the console is asked whether it still paints."""
_EARLY = 1000
_SIZES = 50
_LEFT = b"\x1b[?1049l"
"""What a console writes when it gives the screen back."""
_PASTE_ENDS = b"\x1b[201~"


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
        self.keys = self.leaves = self.over = 0
        self.slowest = 0.0
        self.silent = 0
        self.silent_since = 0.0
        self.asked = 0
        self.opened_at = 0
        self.memories: list[Memory] = []

    def play(self, count: int) -> Result:
        """Send that many keys."""
        source, sizes = presses(self.seed), bursts(self.seed)
        session = self._open()
        try:
            while self.keys < count and not self.faults:
                group = [next(source) for _ in range(min(next(sizes), count - self.keys))]
                try:
                    self._send(session, group)
                    if self.keys // HOME_EVERY != (self.keys - len(group)) // HOME_EVERY:
                        self._go_home(session)
                        self.silent = 0
                    self._weigh(session)
                except (ProgramEnded, OSError):
                    session = self._after_end(session)
        finally:
            session.close()
        if story := self._story():
            self._fault(f"told in the log:\n{story}")
        most = max(self.memories, key=lambda each: each.growth)
        load = os.getloadavg()[0]
        return Result(
            self.seed, self.engine, self.keys, self.leaves, self.slowest, self.over, load, most, self.faults
        )  # fmt: skip

    def _weigh(self, session: Session) -> None:
        """Note the memory of this console: the first figure stands from its thousandth key on."""
        now = _memory(session)
        is_early = self.keys - self.opened_at <= _EARLY
        self.memories[-1] = Memory(now if is_early else self.memories[-1].early, now)

    def _open(self) -> Session:
        session = Session(self.command, self.environ, COLUMNS, LINES)
        session.wait_until(lambda each: "live" in each.screen_text(), 60)
        session.settle()
        self.opened_at, self.silent = self.keys, 0
        self.memories.append(Memory(_memory(session), _memory(session)))
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
        if len(group) == 1 and session.read(_PAINTS_SOON):
            self.silent = 0
        else:
            self.silent_since = self.silent_since if self.silent else began
            self.silent += 1
            if len(group) > 1 or self.silent >= _MOST_SILENT:
                self._answers(session, self.silent_since)
        session.settle(0.004, 0.05)
        if _LEFT in session.seen:  # keys that come now are the shell's, and echoed: they are not what ended it
            raise ProgramEnded("left")
        del session.seen[:-4096]

    def _answers(self, session: Session, began: float) -> None:
        """A terminal of another size gets a new picture, whatever the keys were."""
        self.silent = 0
        # a console that is behind may see the last of several sizes alone: none of those asked before it is asked again
        self.asked = (self.asked + 1) % _SIZES
        session.resize(COLUMNS + 1 + self.asked, LINES)
        answered = session.read(_STUCK)
        took = time.perf_counter() - began
        if answered is None:
            raise ProgramEnded("ended")
        self.slowest = max(self.slowest, took)
        self.over += took > 2.0
        if took > self.late:
            self._fault(f"no answer within {took:.1f} s")

    def _go_home(self, session: Session) -> None:
        """Back to the board by escape, as a person would; a console where that does not help is stuck."""
        session.send(_PASTE_ENDS)  # one whose end was lost takes all keys until a silence of seconds
        for _ in range(_TO_HOME):
            text = self._picture(session)
            if self.faults:
                return
            if (text.lstrip().startswith("Schedule") and "enter Open" in text) or "enter New" in text:
                return
            session.send(b"y" if "Leave the form?" in text else ESC)
            _rest(session)
        self._fault("escape does not lead back to the board:\n" + self._picture(session))

    def _picture(self, session: Session) -> str:
        """The whole screen, which a terminal of another size is given anew."""
        for columns in (COLUMNS - 1 - (session.columns == COLUMNS - 1), COLUMNS):
            del session.seen[:]
            session.resize(columns, LINES)
            answered = session.read(_STUCK)
            if answered is None:
                raise ProgramEnded("ended")
            if not answered:
                self._fault(f"no answer to another size within {_STUCK:.0f} s")
            _rest(session)
        return session.screen_text()

    def _after_end(self, session: Session) -> Session:
        """A console that a key left on purpose is begun again; any other end is a fault."""
        code = session.exit_code(10.0)
        text = bytes(session.seen).decode("utf-8", "replace")
        story = self._story()
        # the command to leave has a key, and stands in menus and in the palette
        meant = any(each.sent in (b"q", b"\r", b"\x1b[M   ") or b"<0;" in each.sent for each in self.recent)
        # keys that come when it has left are the system's: ctrl+c interrupts what is ending then
        interrupted = code in (-2, 130) and any(b"\x03" in each.sent for each in self.recent)
        if (code and not interrupted) or "Traceback" in text or story or not meant:
            self._fault(f"ended with exit code {code}:\n{story or text[-3000:]}")
        self.leaves += 1
        return self._open()

    def _story(self) -> str:
        """What the console's log tells of failures nobody expected; empty if it tells none."""
        log = self.home / ".local/state/industrack/log/industrack.log"
        told = log.read_text() if log.exists() else ""
        return told if "failed:" in told else ""

    def _fault(self, what: str) -> None:
        keys = " ".join(repr(each.size or each.sent) for each in self.recent)
        self.faults.append(f"seed {self.seed} ({self.engine}), after {self.keys} keys: {what}\n  last keys: {keys}")


def _rest(session: Session) -> None:
    """Wait until the console paints nothing more and waits itself: silence alone may be that of a busy machine."""
    until = time.perf_counter() + _STUCK
    while time.perf_counter() < until and (session.settle(0.15, 2.0) or _wants_to_run(session)):
        pass


def _wants_to_run(session: Session) -> bool:
    states = [
        each.read_text().rpartition(")")[2].split()[0] for each in Path(f"/proc/{session.pid}/task").glob("*/stat")
    ]
    return "R" in states


def _memory(session: Session) -> int:
    """Resident size in bytes."""
    for line in Path(f"/proc/{session.pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    raise ProgramEnded("gone")


def main() -> int:
    """Play all seeds, print and write the figures."""
    chosen = _arguments()
    seeds = chosen.only or list(range(1, chosen.seeds + 1))
    end = postgres.begin_run()
    results = [each for each in written_seeds() if each.seed not in seeds] if chosen.only else []
    try:
        with ProcessPoolExecutor(chosen.jobs) as pool:
            for done in as_completed([pool.submit(_play, seed, chosen) for seed in seeds]):
                result = done.result()
                results = sorted([*results, result])
                print(result.line, *result.faults, sep="\n", flush=True)
                write_seeds(results, chosen.seeds, chosen.late, os.cpu_count() or 1)
    finally:
        end()
    return 1 if any(each.is_wrong for each in results) else 0


def _play(seed: int, chosen: argparse.Namespace) -> Result:
    """One seed, in a folder of its own: files that the console writes stay there."""
    engine = chosen.engine or ENGINES[seed % len(ENGINES)]
    home = Path(tempfile.mkdtemp(prefix="monkey-"))
    os.chdir(home)
    try:
        with office(engine, home) as url:
            return Monkey(engine, url, home, seed, chosen.late).play(chosen.keys // chosen.seeds)
    finally:
        os.chdir(tempfile.gettempdir())
        shutil.rmtree(home, ignore_errors=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.monkey", description="Random keys at the console.")
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--keys", type=int, default=100_000, help="keys of all seeds together")
    parser.add_argument("--late", type=float, default=2.0, help="seconds after which an answer is late")
    parser.add_argument("--only", type=int, nargs="+", help="play these seeds alone; the others keep their lines")
    parser.add_argument("--engine", choices=ENGINES, help="on this engine, not on each in turn")
    parser.add_argument("--jobs", type=int, default=1, help="seeds played at the same time")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
