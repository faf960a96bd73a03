"""`make soak-past`: the board as of 1,000 moments is the board that was recorded then, on each engine.

Offices are worked in at random (jobs added, moved, deleted, dispatched, records, imports, undo and redo), what is shown
recorded after each; in the middle of each old jobs go to an archive. Then every recorded moment
is looked back at. At last the log of before one of the moments goes, too: what is after it must stay as it was, what is
before is refused in a sentence. Writes benchmarks/past_soak.md; exit code 0 if all was equal.
"""

import argparse
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple

from benchmarks.small_companies import Fresh, on_both_engines
from industrack_core.desk.archiving import archive_office
from industrack_core.desk.desk import Desk
from industrack_core.desk.past import past_desk
from industrack_core.domain.archives import ToArchive
from industrack_core.domain.errors import PastUnknown
from industrack_core.domain.upgrade import Upgrade
from tests.desk.moments import WINDOWS, Clock, Picture, picture, record
from tests.desk.old_jobs import BEFORE, JOBS, worked_in_2025
from tests.store.small_company import desk_at, rows

RESULTS = Path(__file__).with_name("past_soak.md")
OLD_JOBS, ACTS = 6, 60
"""How many jobs of 2025 there are, and how many acts are done before the archive, and after it."""


class Told(NamedTuple):
    """What came of an engine's moments: how long looking back at one took, in milliseconds; what was wrong."""

    times: list[float]
    faults: list[str]
    acts: Counter[str]
    refused: list[str]


def main() -> int:
    """Run it, print and write what came out."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.past_soak")
    parser.add_argument("--moments", type=int, default=1000, help="moments looked back at, on each engine")
    parser.add_argument("--engine", choices=("SQLite", "PostgreSQL"), help="on this one alone")
    given, lines, faults = parser.parse_args(), list[str](), list[str]()
    with on_both_engines() as engines, TemporaryDirectory() as folder:
        for engine, fresh in engines.items():
            if given.engine not in (None, engine):
                continue
            began, told, offices = time.perf_counter(), Told([], [], Counter(), []), 0
            while len(told.times) < given.moments:
                offices += 1
                _office(told, fresh, Path(folder, f"{engine}-{offices}"), offices)
            faults += [f"{engine}, {each}" for each in told.faults]
            lines.append(_line(engine, told, offices, time.perf_counter() - began))
            print(lines[-1], flush=True)
    print("\n".join(faults))
    head = (
        "# The board as of a moment\n\n`make soak-past`, last run. Board and queue, all forms of their jobs, the live"
        " day and the days' sums as of each moment, held against what was recorded at it; the time is that of opening"
        " the past and reading a week and the queue, at small offices. Load at the end:"
        f" {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors.\n\n"
    )
    RESULTS.write_text(head + "\n".join([*lines, *(f"- {each}" for each in faults)]) + "\n", encoding="utf-8")
    return 1 if faults else 0


def _line(engine: str, told: Told, offices: int, took: float) -> str:
    times, refused = sorted(told.times), len(told.refused)
    return (
        f"- {engine}: {len(times):,} moments of {offices} offices, {len(told.faults)} not equal; median"
        f" {median(times):.0f} ms, 95 of 100 within {times[len(times) * 95 // 100]:.0f} ms, longest {times[-1]:.0f} ms."
        f" {refused:,} of before an archive refused. Acts: "
        + ", ".join(f"{count:,} {act}" for act, count in told.acts.most_common())
        + f". {took:.0f} s."
    )


def _office(told: Told, fresh: Fresh, place: Path, seed: int) -> None:
    """Work in an office, archive in the middle, look back; archive the log as well, look back again."""
    url, dice, clock = fresh(), random.Random(seed), Clock()
    worked_in_2025(url, OLD_JOBS)
    with closing(desk_at(url, clock=clock)) as desk:
        recorded = record(desk, clock, dice, ACTS, 1)
        clock.now += timedelta(seconds=1)
        told.faults.extend(_archived(told, url, desk, place.with_suffix(".jobs.industrack"), JOBS, OLD_JOBS))
        clock.now = _after(clock.now)
        recorded |= record(desk, clock, dice, ACTS, 1)
        clock.now += timedelta(days=1)
        told.acts.update(str(act) for (act,) in rows(url, "SELECT act FROM journal"))
        for moment in sorted(recorded):
            told.faults.extend(_differing(told, desk, moment, recorded[moment], seed))
        told.faults.extend(_without_log(told, url, desk, place, recorded, dice))


def _after(moment: datetime) -> datetime:
    """A second later than all that was done: taking out says in the log when it really was."""
    return max(moment, datetime.now(UTC).replace(microsecond=0)) + timedelta(seconds=1)


def _archived(told: Told, url: str, desk: Desk, file: Path, asked: ToArchive, jobs: int) -> list[str]:
    """Archive; moments of before it are then refused with the file's name. Answers what is wrong."""
    gone = archive_office(url, file, asked, at=desk.now(), leave=Upgrade())
    if gone.jobs > jobs or (jobs and not gone.jobs):  # an undo in between can make one of them unfinished again
        return [f"{file.name}: {gone.jobs} jobs went, of {jobs}"]
    if not jobs:
        return []
    try:
        past_desk(desk, BEFORE - timedelta(days=1)).close()
    except PastUnknown as unknown:
        told.refused.append(str(unknown))
        return [] if file.name in str(unknown) else [f"said of before the archive: {unknown}"]
    return [f"{file.name}: there is a board of before it"]


def _differing(told: Told, desk: Desk, moment: datetime, was: Picture, seed: int) -> list[str]:
    began = time.perf_counter()
    with closing(past_desk(desk, moment)) as past:
        office = past.office()
        past.board(office, WINDOWS[1], [each.id for each in office.employees])
        past.queue()
        told.times.append((time.perf_counter() - began) * 1e3)
        shown = picture(past)
    return [
        f"office {seed}, {moment:%d %b %H:%M:%S}: part {part} of the picture differs"
        for part, (one, other) in enumerate(zip(shown, was, strict=True)) if one != other
    ]  # fmt: skip


def _without_log(
    told: Told, url: str, desk: Desk, place: Path, recorded: Mapping[datetime, Picture], dice: random.Random
) -> list[str]:
    """Take the log of before one of the moments out; some moments of after it are as before, one of before is none."""
    moments = sorted(recorded)
    cut = moments[len(moments) // 2]
    asked = ToArchive(log_before_s=int(cut.timestamp()))
    faults = _archived(told, url, desk, place.with_suffix(".log.industrack"), asked, 0)
    for moment in dice.sample([each for each in moments if each > cut], 3):
        with closing(past_desk(desk, moment)) as past:
            if picture(past) != recorded[moment]:
                faults.append(f"{moment:%d %b %H:%M:%S} differs after the log of before {cut:%H:%M:%S} went")
    try:
        past_desk(desk, moments[0]).close()
    except PastUnknown as unknown:
        told.refused.append(str(unknown))
        return faults
    return [*faults, f"there is a board of {moments[0]:%H:%M:%S} without its log"]


if __name__ == "__main__":
    sys.exit(main())
