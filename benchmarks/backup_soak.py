"""`make soak-backup`: backups while people work, restored on both engines; moves there and back, killed and continued.

Writes benchmarks/backup_soak.md. Exit code 0 if all is equal and no act waited for longer than the gate.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import NamedTuple

from benchmarks.company import make_company
from industrack_core.desk.desk import open_desk
from industrack_core.desk.keeping import back_up, restore_backup
from industrack_core.domain.acts.acts import AddJob, Undo
from industrack_core.domain.acts.drafts import JobDraft
from industrack_core.domain.errors import DatabaseError
from industrack_core.domain.keeping import TableSum
from industrack_core.domain.outcomes import Done
from industrack_core.domain.upgrade import Upgrade
from industrack_core.store.keeping.backup_file import read_info
from tests import postgres

RESULTS = Path(__file__).with_name("backup_soak.md")
COMMAND = str(Path(sys.executable).with_name("industrack"))
FILES = 40
A_SECOND = 10
LONGEST_MS = 250.0
Sums = dict[str, TableSum]
NewPlace = Callable[[str], str]
"""A place where nothing is, by a name: its URL."""


class Backups(NamedTuple):
    """What came of one engine's backups."""

    engine: str
    seconds: list[float]
    size: int
    rows: int
    acts: list[float]
    alone: list[float]
    refused: int
    unequal: int


def main() -> int:
    """Run it, print and write what came out; or be the one who works."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.backup_soak")
    parser.add_argument("--count", type=int, default=50, help="backups of each engine")
    parser.add_argument("--kills", type=int, default=20, help="moments at which a move is killed")
    parser.add_argument("--jobs", type=int, default=5000, help="jobs of the company")
    parser.add_argument("--work", nargs=2, metavar=("URL", "LOG"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.work:
        return _work(given.work[0], Path(given.work[1]))
    end = postgres.begin_run()
    try:
        with tempfile.TemporaryDirectory(dir=os.environ.get("SOAK_FOLDER", "/var/tmp")) as name:
            folder, server = Path(name), postgres.shared_server()
            new = {
                "SQLite": lambda called: f"sqlite:///{folder / called}.db",
                "PostgreSQL": lambda _: server.url(server.create_database()),
            }
            done = [_backups(engine, new, folder, given) for engine in new]
            moves = _moves(new, folder, given)
    finally:
        end()
    fine = all(not each.unequal and not each.refused and max(each.acts) <= LONGEST_MS for each in done)
    lines = [*map(_line, done), moves[1]]
    print("\n".join(lines))
    RESULTS.write_text(_page(given, lines), encoding="utf-8")
    return 0 if fine and moves[0] else 1


def _page(given: argparse.Namespace, lines: list[str]) -> str:
    return (
        "# Backups and moves\n\n"
        f"`make soak-backup`, last run: a company of {given.jobs:,} jobs with {FILES} attached files, {A_SECOND} acts a"
        f" second by another process while {given.count} backups of each engine are made one after the other. Each is"
        " then restored on both engines, backed up again and compared, table by table. Gate for an act meanwhile:"
        f" {LONGEST_MS:.0f} ms. Load of the machine at the end: {os.getloadavg()[0]:.1f} on {os.cpu_count()}"
        " processors.\n\n" + "\n".join(lines) + "\n"
    )


def _line(found: Backups) -> str:
    held = "held" if max(found.acts) <= LONGEST_MS else "**missed**"
    return (
        f"- {found.engine}: {len(found.seconds)} backups of {found.rows:,} rows and {found.size / 1e6:.0f} MB, median"
        f" {median(found.seconds):.2f} s, longest {max(found.seconds):.2f} s; {2 * len(found.seconds)} restores,"
        f" {found.unequal} unequal; {len(found.acts):,} acts meanwhile, {found.refused} refused, median"
        f" {median(found.acts):.1f} ms, longest {max(found.acts):.0f} ms (gate {held}); without a backup median"
        f" {median(found.alone):.1f} ms, longest {max(found.alone):.0f} ms."
    )


# -- backups -----------------------------------------------------------------------------------


def _backups(engine: str, new: dict[str, NewPlace], folder: Path, given: argparse.Namespace) -> Backups:
    url = new[engine](f"office-{engine}")
    _company(url, given.jobs, folder)
    made, sizes, times = [], [], []
    with _somebody_works(url, folder / f"{engine}.alone") as alone:
        time.sleep(10)
    with _somebody_works(url, folder / f"{engine}.log") as log:
        for number in range(given.count):
            file, began = folder / f"{engine}-{number}.industrack", time.perf_counter()
            subprocess.run([COMMAND, "backup", str(file), "--db", url], check=True, capture_output=True)
            times.append(time.perf_counter() - began)
            info = read_info(file)
            made.append((file, dict(info.tables)))
            sizes.append((file.stat().st_size, info.rows))
            time.sleep(0.3)
    unequal = sum(
        _restored(file, sums, make(f"{file.stem}-restored"), folder) != sums
        for file, sums in made
        for make in new.values()
    )
    print(f"{engine}: {given.count} backups, {unequal} unequal", flush=True)
    acts, refused = _read(log)
    return Backups(engine, times, *sizes[-1], acts, _read(alone)[0], refused, unequal)


def _company(url: str, jobs: int, folder: Path) -> None:
    make_company(url, 50, jobs)
    rng, content = random.Random(1), folder / "plan.bin"
    with closing(open_desk(url)) as desk:
        for _ in range(FILES):
            content.write_bytes(rng.randbytes(50_000))
            attachment = desk.attach(str(content))
            customer = desk.find_customers("", 1)[0].id
            desk.perform(AddJob(JobDraft(customer=customer, description="Plan", attachments=(attachment,))))


def _restored(file: Path, sums: Sums, url: str, folder: Path) -> Sums:
    restore_backup(file, url, at=datetime.now(UTC), leave=Upgrade())
    return _sums(url, folder)


def _sums(url: str, folder: Path) -> Sums:
    return dict(back_up(url, folder / "again", at=datetime.now(UTC), leave=Upgrade(), replace=True).info.tables)


@contextmanager
def _somebody_works(url: str, log: Path) -> Iterator[Path]:
    command = [sys.executable, "-m", "benchmarks.backup_soak", "--work", url, str(log)]
    worker = subprocess.Popen(command)
    while not (log.exists() and log.stat().st_size):
        time.sleep(0.05)
    try:
        yield log
    finally:
        worker.send_signal(signal.SIGTERM)
        worker.wait(30)


def _read(log: Path) -> tuple[list[float], int]:
    lines = log.read_text("utf-8").splitlines()[1:]
    return [float(line) for line in lines if line != "refused"], lines.count("refused")


def _work(url: str, log: Path) -> int:
    """Add jobs and take some of them back, ten times a second, until told to stop; write down how long each took."""
    over = []
    signal.signal(signal.SIGTERM, lambda *_: over.append(True))
    with closing(open_desk(url)) as desk, log.open("w", buffering=1) as file:
        customer, last = desk.find_customers("", 1)[0].id, 0
        due = time.perf_counter()
        while not over:
            act = Undo(revision=last) if last % 3 == 1 else AddJob(JobDraft(customer=customer, description="More"))
            began = time.perf_counter()
            try:
                outcome = desk.perform(act)
                told = f"{1000 * (time.perf_counter() - began):.2f}" if isinstance(outcome, Done) else "refused"
                last = outcome.revision if isinstance(outcome, Done) else 0
            except DatabaseError:
                told, last = "refused", 0
            file.write(f"{told}\n")
            due += 1 / A_SECOND
            time.sleep(max(0.0, due - time.perf_counter()))
    return 0


# -- moves -------------------------------------------------------------------------------------


def _moves(new: dict[str, NewPlace], folder: Path, given: argparse.Namespace) -> tuple[bool, str]:
    """There and back, without a kill and then with as many as asked for; whether all came out equal, and a line."""
    rng, url = random.Random(2), new["SQLite"]("moving")
    _company(url, given.jobs, folder)
    took: list[float] = []
    before, kills, resumed, rounds, equal = _sums(url, folder), 0, 0, 0, True
    while not rounds or kills < given.kills:
        for engine in ("PostgreSQL", "SQLite"):
            target = new[engine](f"moved-{rounds}")
            killed, is_done = 0, False
            if rounds:
                whole = took[engine == "SQLite"]
                killed, is_done = _killed(url, target, folder, rng, whole, given.kills - kills)
            began = time.perf_counter()
            if not is_done:
                _copy(url, target, folder, *(["--resume"] if killed else []))
            took.append(time.perf_counter() - began)
            kills, resumed = kills + killed, resumed + bool(killed)
            url = target
            equal = equal and _sums(url, folder) == before
        rounds += 1
        print(f"moves: {rounds} there and back, {kills} kills, {'equal' if equal else 'NOT EQUAL'}", flush=True)
    verdict = "all equal" if equal else "**not equal**"
    return equal, (
        f"- Moves SQLite to PostgreSQL and back: {2 * rounds}, {kills} kills (-9) at random moments in {resumed} of"
        f" them, {verdict}; without a kill to PostgreSQL {took[0]:.1f} s, back {took[1]:.1f} s."
    )


def _killed(url: str, target: str, folder: Path, rng: random.Random, whole: float, most: int) -> tuple[int, bool]:
    """Begin a copy and kill it, up to three times; answers how often it was killed, and whether it came to its end."""
    kills = 0
    for _ in range(min(3, most)):
        more = ["--resume"] if kills else []
        process = subprocess.Popen(_command(url, target, *more), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                   env=_environ(folder))  # fmt: skip
        try:
            process.wait(rng.uniform(0.2, whole))
            return kills, True
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            kills += 1
    return kills, False


def _copy(url: str, target: str, folder: Path, *more: str) -> None:
    done = subprocess.run(
        _command(url, target, *more), capture_output=True, text=True, check=False, env=_environ(folder)
    )
    if done.returncode and "all of it is at" not in done.stderr:  # it was killed behind its last word
        raise SystemExit(f"copy {' '.join(more)} failed: {done.stderr}")


def _command(url: str, target: str, *more: str) -> list[str]:
    return [COMMAND, "copy", "--from", url, "--to", target, *more]


def _environ(folder: Path) -> dict[str, str]:
    return os.environ | {"HOME": str(folder), "XDG_STATE_HOME": str(folder / "state")}


if __name__ == "__main__":
    sys.exit(main())
