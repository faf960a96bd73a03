"""Leaving just after a save, on PostgreSQL, many times: `make quits`.

Writes its part of benchmarks/monkey.md. Exit code 0 if the console ended with 0 each time and its log tells no failure.
"""

import argparse
import os
import random
import shutil
import sys
import tempfile
import traceback
from pathlib import Path

from benchmarks.monkey_results import write_quits
from benchmarks.pty_driver import ProgramEnded
from tests import postgres
from tests.console.seat import NOW
from tests.exchange.offices import demo_desk
from tests.terminal.test_ends import saved_and_left

_LONGEST_REST = 2.0
"""Seconds between the save and the key to leave, at most."""


def main() -> int:
    """Leave so often, print and write how often it went well."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quits", description="Leave just after a save.")
    parser.add_argument("--times", type=int, default=100)
    times = parser.parse_args().times
    end = postgres.begin_run()
    home = Path(tempfile.mkdtemp(prefix="quits-"))
    try:
        server = postgres.shared_server()
        name = server.create_database()
        try:
            well, unseen = _leave(server.url(name), home, times)
        finally:
            server.drop_database(name)
    finally:
        end()
        shutil.rmtree(home, ignore_errors=True)
    print(f"{well} of {times} went well, {unseen} could not be tried")
    write_quits(times, well, unseen, _LONGEST_REST)
    return 0 if well == times else 1


def _leave(url: str, home: Path, times: int) -> tuple[int, int]:
    """How often it went well, and how often the console never showed, in that time, that it had saved."""
    demo_desk(url, NOW).close()
    environ = {
        "PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8", "TERM": "xterm-256color",
        "INDUSTRACK_DB": url, "INDUSTRACK_NOW": NOW.isoformat(),
    }  # fmt: skip
    rng, well, unseen = random.Random(1), 0, 0
    for _ in range(times):
        rest = rng.choice((0.0, rng.uniform(0.0, _LONGEST_REST)))
        try:
            saved_and_left(environ, home / ".local/state/industrack/log/industrack.log", rest)
        except ProgramEnded as error:
            print(f"could not be tried: {error}", flush=True)
            unseen += 1
        except Exception:
            print(f"{rest:.2f} s after the save:\n{traceback.format_exc()}", flush=True)
        else:
            well += 1
    return well, unseen


if __name__ == "__main__":
    sys.exit(main())
