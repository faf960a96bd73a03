"""`make bench-peers`: other programs of the terminal, and the console, in one harness; writes benchmarks/peers.md.

Each is shown the same jobs where it can show them: a table of them, a calendar, a database. The keys are the cursor's
and the pager's, a size for all. What a program is for differs, so the figures say what such a thing costs in a
terminal, and not who is better. calcurse and htop are taken where the system has them; the others come in environments
of their own, since they want other versions of the same libraries.
"""

import argparse
import csv
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.company import NOW, make_company
from benchmarks.measure import REST
from benchmarks.pty_driver import ProgramEnded, Repaint
from benchmarks.scenarios import DOWN, LEFT, ONE_LINE, PAGE_DOWN, PAGE_UP, RIGHT, SIZES, UP
from benchmarks.subjects import Subject, console, fair_environment, floor, painted
from industrack_core.desk.desk import open_desk

RESULTS = Path(__file__).with_name("peers.md")
ENVIRONMENTS = Path(__file__).parents[1] / ".venv-peers"
VISIDATA, HARLEQUIN, POSTING = "visidata==3.4", "harlequin==2.17.0", "posting==2.11.1"
_PATIENCE, _SILENCE, _AT_REST = 60.0, 0.45, 5.0  # some blink twice a second
_ROWS = 6_000
"""So many bytes are rows, not an empty frame."""
COLUMNS = ("number", "starts", "minutes", "status", "priority", "description")
INTRODUCTION = """# Programs of the terminal, in one harness

`make bench-peers`: {size}, a pseudo-terminal of 200x50, one program after the other, {keys} keys of each kind.
*Start* is until nothing more was written for 0.45 s; the times of a key are of the clock to its last byte, and of the
processor until the screen is settled; memory is the largest resident size of the process started; rest is processor
time in 5 s. A page is the next field in posting, and a week in calcurse. The machine's load over the last minute was
{load} when it began, {later} when it ended.

| program | start | step | processor | bytes | page | processor | bytes | memory | rest |
|---|---|---|---|---|---|---|---|---|---|
"""


class Peer(NamedTuple):
    """A program, how it is readied for the keys, and which keys go a step and a page there and back."""

    subject: Subject
    step: tuple[bytes, bytes] = (DOWN, UP)
    page: tuple[bytes, bytes] = (PAGE_DOWN, PAGE_UP)
    before: tuple[bytes, ...] = ()


class Seen(NamedTuple):
    """What one program did: seconds and bytes."""

    start: float
    step: list[Repaint]
    page: list[Repaint]
    memory: int
    rest: float


def main() -> int:
    """Measure all that is there, and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keys", type=int, default=20)
    parser.add_argument("--size", type=int, default=len(SIZES) - 1)
    parser.add_argument("--table", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.table:
        table_app(Path(chosen.table)).run()
        return 0
    load = _load()
    with tempfile.TemporaryDirectory() as name:
        lines = []
        for peer in _peers(Path(name), chosen.size):
            lines.append(_line(peer, chosen.keys))
            print(lines[-1], flush=True)
    head = INTRODUCTION.format(size=SIZES[chosen.size].label, keys=chosen.keys, load=load, later=_load())
    RESULTS.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    return 0


def _load() -> str:
    return f"{os.getloadavg()[0]:.1f}"


def table_app(file: Path) -> Any:
    """A bare Textual DataTable of the jobs in a file."""
    from textual.app import App, ComposeResult
    from textual.widgets import DataTable

    class Jobs(App[None]):
        """All jobs, a row each."""

        def compose(self) -> ComposeResult:
            yield DataTable(cursor_type="row")

        def on_mount(self) -> None:
            table = self.query_one(DataTable)
            with file.open(newline="", encoding="utf-8") as opened:
                rows = csv.reader(opened)
                table.add_columns(*next(rows))
                table.add_rows(rows)

    return Jobs()


def _peers(folder: Path, size: int) -> Iterator[Peer]:
    url, jobs, table = f"sqlite:///{folder / 'office.db'}", folder / "jobs.db", folder / "jobs.csv"
    filled = make_company(url, SIZES[size].employees, SIZES[size].jobs)
    _written(url, table)
    _database(table, jobs)
    _calendar(table, folder / "calendar")
    yield Peer(floor("cell"), (RIGHT, RIGHT), (RIGHT, RIGHT))
    yield Peer(floor("full"), (RIGHT, RIGHT), (RIGHT, RIGHT))
    yield Peer(console(url, filled), before=ONE_LINE)
    shown = [sys.executable, "-m", "benchmarks.peers", "--table", str(table)]
    yield _peer("Textual DataTable", shown, least=_ROWS)  # its first frame has none, and it is busy then for long
    yield _peer("visidata", [_installed(VISIDATA), "--config", "/dev/null", str(table)])
    query = b"select * from job\x0a"
    yield _peer("harlequin", [_installed(HARLEQUIN), "-a", "sqlite", str(jobs)], before=(query, b"\x0a"))
    address, tab, back = b"https://example.org/jobs", b"\t", b"\x1b[Z"
    posting = [_installed(POSTING), "--collection", str(folder)]
    yield _peer("posting", posting, step=(LEFT, RIGHT), page=(tab, back), before=(b"\x0c", address))
    if shutil.which("htop"):
        yield _peer("htop", ["htop", "-d", "100"])
    if shutil.which("calcurse"):
        yield _peer("calcurse", ["calcurse", "-D", str(folder / "calendar")], step=(RIGHT, LEFT), page=(DOWN, UP))


def _peer(name: str, command: Sequence[str], least: int = 1, **ways: Any) -> Peer:
    env = {**fair_environment(), "HOME": tempfile.mkdtemp(prefix="industrack-peers-")}
    return Peer(Subject(name, command, painted(least), painted(least), env), **ways)


def _installed(package: str) -> str:
    """The program of a package, in an environment of its own."""
    name = package.partition("==")[0]
    home = ENVIRONMENTS / name
    program = home / "bin" / ("vd" if name == "visidata" else name)
    if not program.exists():
        venv.create(home, with_pip=True)
        pip = [str(home / "bin" / "python"), "-m", "pip", "install", "-qq", "--disable-pip-version-check", package]
        subprocess.run(pip, check=True)
    return str(program)


def _written(url: str, table: Path) -> None:
    with closing(open_desk(url, clock=lambda: NOW)) as desk, table.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(COLUMNS)
        for each in desk.jobs():
            job = each.job
            out.writerow(
                (job.number, job.starts_at, job.minutes, job.status.value, job.priority.value, job.description)
            )


def _database(table: Path, jobs: Path) -> None:
    import sqlite3

    with closing(sqlite3.connect(jobs)) as connection, table.open(newline="", encoding="utf-8") as file:
        rows = csv.reader(file)
        connection.execute(f"CREATE TABLE job ({', '.join(next(rows))})")
        connection.executemany("INSERT INTO job VALUES (?, ?, ?, ?, ?, ?)", rows)
        connection.commit()


def _calendar(table: Path, folder: Path) -> None:
    """The jobs as appointments of calcurse."""
    folder.mkdir()
    with table.open(newline="", encoding="utf-8") as file, (folder / "apts").open("w", encoding="utf-8") as out:
        for each in csv.DictReader(file):
            starts = datetime.fromisoformat(each["starts"])
            ends = starts + timedelta(minutes=int(each["minutes"]))
            out.write(f"{starts:%m/%d/%Y @ %H:%M} -> {ends:%m/%d/%Y @ %H:%M} |{each['description']}\n")


def _line(peer: Peer, keys: int) -> str:
    try:
        seen = _seen(peer, keys)
    except ProgramEnded as error:
        return f"| {peer.subject.name} | not measured: {str(error).splitlines()[0]} ||||||||||"
    told = [f"{seen.start:.2f} s"]
    for presses in (seen.step, seen.page):
        told.append(f"{_median(presses, lambda each: each.last) * 1e3:.1f} ms")
        told.append(f"{_median(presses, lambda each: each.cpu) * 1e3:.1f} ms")
        told.append(f"{_median(presses, lambda each: len(each.written)):,.0f}")
    told += [f"{seen.memory / 2**20:.0f} MiB", f"{seen.rest * 1e3:.0f} ms"]
    return f"| {peer.subject.name} | {' | '.join(told)} |"


def _median(presses: Sequence[Repaint], of: Callable[[Repaint], float]) -> float:
    return statistics.median(of(each) for each in presses)


def _seen(peer: Peer, keys: int) -> Seen:
    with peer.subject.start() as session:
        session.wait_until(peer.subject.ready, _PATIENCE)
        session.settle(_SILENCE, _PATIENCE)
        start = session.last_byte
        for key in peer.before:
            session.send(key)
            session.settle(_SILENCE)
        step = [session.press(peer.step[turn % 2], rest=REST) for turn in range(keys)]
        page = [session.press(peer.page[turn % 2], rest=REST) for turn in range(keys)]
        used = session.cpu_seconds()
        session.listen(_AT_REST)
        return Seen(start, step, page, session.memory_peak(), session.cpu_seconds() - used)


if __name__ == "__main__":
    sys.exit(main())
