"""`make soak-stock`: random acts on items, jobs and orders with undo and redo, and the stock counted anew.

Writes benchmarks/stock_soak.md. Exit code 0 if on hand, reserved and consumed were never out of balance.
"""

import argparse
import random
import sys
import time
from collections import Counter
from pathlib import Path

from benchmarks.small_companies import on_both_engines
from tests.desk.stock_acts import stockroom

RESULTS = Path(__file__).with_name("stock_soak.md")
COMPANY = 1000
"""Acts on one company; then another begins, with another hand."""
EVERY = 10


def main() -> int:
    """Run it on both engines, print and write what came out."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.stock_soak")
    parser.add_argument("--count", type=int, default=10_000, help="acts that are done, on each engine")
    count = parser.parse_args().count
    lines, fine = [], True
    with on_both_engines() as engines:
        for engine, fresh in engines.items():
            soak = Soak(count)
            while soak.done < count:
                soak.company(fresh())
            lines.append(f"- {engine}: {soak.line()}")
            print(lines[-1], flush=True)
            fine = fine and not soak.faults
    RESULTS.write_text("# Stock\n\n`make soak-stock`, last run:\n\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return 0 if fine else 1


class Soak:
    """Acts on one company after the other, and what was found."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.acted: Counter[str] = Counter()
        self.faults: list[str] = []
        self.recounts = self.seed = self.tried = 0
        self.seconds = 0.0

    @property
    def done(self) -> int:
        """How many acts were done so far."""
        return sum(self.acted.values())

    def company(self, url: str) -> None:
        """So many acts on a fresh company, recounted every few of them."""
        self.seed += 1
        with stockroom(url, random.Random(self.seed)) as room:
            wanted = min(COMPANY, self.count - self.done)
            while (done := sum(room.acted.values())) < wanted:
                began = time.perf_counter()
                room.act()
                self.seconds += time.perf_counter() - began
                if room.tried % EVERY == 0 or done + 1 == wanted:
                    self._recount(room.faults())
            self._recount(room.faults())
            self.acted += room.acted
            self.tried += room.tried

    def _recount(self, found: list[str]) -> None:
        self.recounts += 1
        self.faults += found
        for fault in found:
            print(f"company {self.seed}: {fault}", flush=True)

    def line(self) -> str:
        """What came out, in a sentence."""
        kinds = ", ".join(f"{count:,} {name}" for name, count in self.acted.most_common())
        return (
            f"{self.done:,} acts done of {self.tried:,} tried ({kinds}) in {self.seed} companies: recounted"
            f" {self.recounts:,} times from all jobs, orders and items, out of balance {len(self.faults)} times"
            f" ({self.seconds / self.tried * 1000:.1f} ms an act)."
        )


if __name__ == "__main__":
    sys.exit(main())
