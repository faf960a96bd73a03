"""`industrack archive` killed at random moments, and what is where after each."""

import random
import signal
import subprocess
import sys
from contextlib import closing, suppress
from datetime import timedelta
from pathlib import Path

from sqlalchemy import text

from industrack_core.desk.upkeep import check_database
from industrack_core.domain.acts.imported import ImportedJob, ImportJobs
from industrack_core.domain.records.job import WorkStatus
from tests.desk.office import done
from tests.desk.old_jobs import THEN, worked_in_2025
from tests.store.small_company import desk_at, plain_engine, rows

_WENT = "SELECT count(*) FROM archived_job"
_KILLS_ITSELF = """
import os, signal, sys, threading
from industrack_core.domain.upgrade import Upgrade
from industrack_tui.__main__ import main

goal, seconds, sys.argv = int(sys.argv[1]), float(sys.argv[2]), sys.argv[2:]
tell = Upgrade.tell

def tell_or_die(leave, progress):
    if progress.what == "Taking jobs out" and progress.done >= goal:
        if not seconds:
            os.kill(os.getpid(), signal.SIGKILL)
        dying = threading.Timer(seconds, os.kill, (os.getpid(), signal.SIGKILL))
        dying.daemon = True
        dying.start()
    tell(leave, progress)

Upgrade.tell = tell_or_die
sys.exit(main())
"""
"""The program, which kills itself so many seconds after it took so many jobs out."""


def _rewrite(url: str, statement: str) -> None:
    engine = plain_engine(url)
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


class KilledArchive:
    """An office of so many old jobs on its way into a file. `faults` says what was found wrong, `kills` how often it
    was killed, `taking` how often while it took something out."""

    def __init__(self, url: str, file: Path, jobs: int) -> None:
        self._url, self._file = url, file
        worked_in_2025(url, 8)
        given = [
            ImportedJob(key=f"K-{each}", customer="Lindqvist", customer_number="C1", description=f"Old {each}",
                        starts_at=THEN + timedelta(hours=each), status=WorkStatus.DECLINED, employee="Ben Okafor")
            for each in range(jobs)
        ]  # fmt: skip
        with closing(desk_at(url, clock=lambda: THEN)) as desk:
            for first in range(0, jobs, 500):
                done(desk.perform(ImportJobs(tuple(given[first : first + 500]), "old.csv", "old")))
        for table, column in (("journal", "at"), ("ledger", "last_at")):  # as if all of it were of before 0.7
            _rewrite(url, f"UPDATE {table} SET {column} = {int(THEN.timestamp())}, chain = ''")  # noqa: S608
        self._all, self._stock = self._jobs(url), rows(url, "SELECT * FROM item_stock ORDER BY item_id")
        self._acts = {row[0] for row in rows(url, "SELECT revision FROM journal")}
        self.faults: list[str] = []
        self.kills = self.taking = 0

    def run(self, rng: random.Random, kills: int, longest: float) -> None:
        """Kill it that often, each time within so many seconds, every other time while it takes something out; then let
        it come to its end."""
        while self.kills < kills and not self._is_done():
            if self.kills % 2:
                program = self._begin()
                with suppress(subprocess.TimeoutExpired):
                    program.wait(rng.uniform(0.1, longest))
                self._kill(program)
            else:
                self._kill_while_it_takes(rng)
            self._look()
        program = self._begin()
        if program.wait(120):
            self.faults.append(f"it ended with {program.returncode}")
        self._look()
        for place in (self._url, str(self._file)):
            self.faults += [each.sentence for each in check_database(place, lambda progress: None)]
        if {row[0] for row in rows(self._url, "SELECT job_id FROM archived_job")} != self._jobs(str(self._file)):
            self.faults.append("not all that the file has was taken out")

    def _kill(self, program: "subprocess.Popen[bytes]") -> None:
        if program.poll() is not None:
            return
        program.send_signal(signal.SIGKILL)
        program.wait()
        self.kills += 1

    def _kill_while_it_takes(self, rng: random.Random) -> None:
        """Have it kill itself once some jobs more went: between two pieces, or in one that follows. Whoever kills it
        from without, by the clock or by what is there, may come before the first piece or after the last."""
        goal = rng.randrange(1, max(2, len(self._jobs(self._url)) // 2))
        seconds = rng.uniform(0, 0.02) if self.taking % 2 else 0
        code = self._begin("-c", _KILLS_ITSELF, str(goal), str(seconds)).wait(120)
        assert code in (0, -signal.SIGKILL), code
        self.kills += code != 0
        self.taking += code != 0 and self._went() > 0 and not self._is_done()

    def _went(self) -> int:
        return int(str(rows(self._url, _WENT)[0][0]))

    def _begin(self, *program: str) -> "subprocess.Popen[bytes]":
        command = [
            sys.executable,
            *(program or ("-m", "industrack_tui")),
            "archive",
            str(self._file),
            "--db",
            self._url,
        ]
        return subprocess.Popen([*command, "--before", "1/1/2026", "--journal"], stdout=subprocess.DEVNULL)

    def _is_done(self) -> bool:
        return rows(self._url, "SELECT 1 FROM archive WHERE done = 1") != []

    def _jobs(self, place: str) -> set[object]:
        return {row[0] for row in rows(place, "SELECT id FROM job")}

    def _look(self) -> None:
        """Every job is in the office or in the file, each act as well; none is nowhere, none is taken out twice."""
        here, away = self._jobs(self._url), {row[0] for row in rows(self._url, "SELECT job_id FROM archived_job")}
        there = self._jobs(str(self._file)) if self._file.exists() else set()
        acts = {row[0] for row in rows(self._url, "SELECT revision FROM journal")}
        if self._file.exists():
            acts |= {row[0] for row in rows(str(self._file), "SELECT revision FROM journal")}
        for what, wrong in (
            ("are in neither", self._all - here - there), ("are in both, and taken out", here & away),
            ("are gone unsaid", self._all - here - away), ("are taken out, and not in the file", away - there),
            ("are acts in neither", self._acts - acts),
        ):  # fmt: skip
            if wrong:
                self.faults.append(f"{len(wrong)} {what}")
        if rows(self._url, "SELECT * FROM item_stock ORDER BY item_id") != self._stock:
            self.faults.append("the stock is another")
        gaps = rows(self._url, "SELECT max(revision) - min(revision) + 1 - count(*) FROM journal")
        if gaps != [(0,)]:
            self.faults.append("revisions have gaps")
