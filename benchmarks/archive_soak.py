"""`make soak-archive`: offices on their way into a file, killed at random moments, on both engines.

Writes benchmarks/archive_soak.md. Exit code 0 if nothing was ever lost and all agreed at the end.
"""

import argparse
import os
import random
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.small_companies import on_both_engines
from tests.desk.archive_kills import KilledArchive

RESULTS = Path(__file__).with_name("archive_soak.md")


def main() -> int:
    """Run it, print and write what came out."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.archive_soak")
    parser.add_argument("--kills", type=int, default=20, help="moments at which it is killed, on each engine")
    parser.add_argument("--jobs", type=int, default=1000, help="old jobs of each office")
    parser.add_argument("--within", type=float, default=6.0, help="seconds within which it is killed")
    given = parser.parse_args()
    lines, faults = [], list[str]()
    with on_both_engines() as engines, TemporaryDirectory() as folder:
        for engine, fresh in engines.items():
            began, kills, taking, offices = time.perf_counter(), 0, 0, 0
            while kills < given.kills:
                offices += 1
                killed = KilledArchive(fresh(), Path(folder, f"{engine}-{offices}.industrack"), given.jobs)
                killed.run(random.Random(offices), given.kills - kills, given.within)
                kills, taking = kills + max(1, killed.kills), taking + killed.taking
                faults += [f"{engine}, office {offices}: {fault}" for fault in killed.faults]
            lines.append(
                f"- {engine}: killed {kills} times, {taking} of them while it took something out, in {offices} offices"
                f" of {given.jobs:,} old jobs; {len(faults)} faults. {time.perf_counter() - began:.0f} s."
            )
            print(lines[-1], flush=True)
    print("\n".join(faults))
    told = (
        "# Archives\n\n`make soak-archive`, last run. After each kill every job and every act of the log is in the"
        " office or in the file, what is taken out is in the file, and the stock is as before; in the end both"
        f" agree with themselves. Load at the end: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors.\n\n"
    )
    RESULTS.write_text(told + "\n".join([*lines, *(f"- {each}" for each in faults)]) + "\n", encoding="utf-8")
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
