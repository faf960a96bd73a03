"""What came of the monkey's seeds and of the quits, and the page that tells it: benchmarks/monkey.md."""

from pathlib import Path
from typing import NamedTuple

RESULTS = Path(__file__).with_name("monkey.md")
GROWTH = 1.5
"""Memory at the end over that after 1,000 keys, at most."""
_QUITS = "## Leaving just after a save"


class Memory(NamedTuple):
    """Resident bytes of one console: after its first 1,000 keys, and at its end."""

    early: int
    last: int

    @property
    def growth(self) -> float:
        """How many times as much."""
        return self.last / self.early


class Result(NamedTuple):
    """What came of one seed. Times in seconds; `over` counts answers later than 2 s; `load` is the machine's."""

    seed: int
    engine: str
    keys: int
    leaves: int
    slowest: float
    over: int
    load: float
    memory: Memory
    faults: list[str]

    @property
    def is_wrong(self) -> bool:
        """Whether anything went as it must not."""
        return bool(self.faults) or self.memory.growth > GROWTH

    @property
    def line(self) -> str:
        """Its line of the table."""
        return (
            f"| {self.seed} | {self.engine} | {self.keys:,} | {self.leaves} | {self.slowest:.2f} s | {self.over}"
            f" | {self.load:.0f} | {self.memory.early / 2**20:.0f} MB | {self.memory.last / 2**20:.0f} MB"
            f" | {len(self.faults)} |"
        )


def written_seeds() -> list[Result]:
    """The seeds of the page as it is; memory in whole megabytes."""
    page = _parts()[0]
    faults = [line[2:] for line in page.splitlines() if line.startswith("- seed ")]
    return [_read(line, faults) for line in page.splitlines() if line[:3].startswith("| ") and line[2].isdigit()]


def _read(line: str, faults: list[str]) -> Result:
    seed, engine, *rest = (each.strip() for each in line.strip("|").split("|"))
    keys, leaves, slowest, over, load, early, last, _ = (each.split()[0].replace(",", "") for each in rest)
    return Result(
        int(seed), engine, int(keys), int(leaves), float(slowest), int(over), float(load),
        Memory(int(early) * 2**20, int(last) * 2**20), [each for each in faults if each.startswith(f"seed {seed} ")],
    )  # fmt: skip


def write_seeds(results: list[Result], seeds: int, late: float, cores: int) -> None:
    """Write the table of the seeds played so far, of so many."""
    keys, over = sum(each.keys for each in results), sum(each.over for each in results)
    lines = [
        "# Monkey",
        "",
        f"Made by `make monkey`: {keys:,} random keys (letters, function keys, pastes, mouse, other sizes, broken",
        "bytes, impossible key codes) at the console in a pseudo-terminal, half of them in bursts:",
        f"{len(results)} of {seeds} seeds. *Left* counts how often a key or a menu left the console on purpose; it was",
        "begun again. *Slowest* is the longest time from a key, or a burst, to the next thing painted. *Load* is what",
        f"the machine had to do at the end of the seed (processes that want a core; it has {cores}). Memory is that of",
        "the console, of those begun in the seed, that grew most. A fault is a traceback, a failure told in the log,",
        f"an end that nobody asked for, an answer later than {late:.0f} s, or a screen that escape does not leave.",
        "A seed plays the same keys again (`--only`).",
        "",
        f"{sum(len(each.faults) for each in results)} faults; {over} answers later than 2 s; memory grew to "
        f"{max(each.memory.growth for each in results):.2f} times at most (a fault over {GROWTH}).",
        "",
        "| seed | engine | keys | left | slowest | later than 2 s | load | after 1,000 keys | at the end | faults |",
        "|---|---|---|---|---|---|---|---|---|---|",
        *(each.line for each in results),
        "",
        *(f"- {fault.splitlines()[0]}" for each in results for fault in each.faults),
    ]
    _write("\n".join(lines).rstrip() + "\n", _parts()[1])


def write_quits(times: int, well: int, unseen: int, rest: float) -> None:
    """Write how often the console was left well after a save."""
    seen = f" {unseen} times the measuring program did not see in 30 s that it was saved, and did not leave." * (
        unseen > 0
    )
    _write(
        _parts()[0],
        f"{_QUITS}\n\nMade by `make quits`: on PostgreSQL a job saved by `f2`, and `q` at once or up to {rest:.0f} s"
        f"\nlater. Of {times} times {well} times exit code 0, no traceback and no failure told in the log."
        f"{seen} Any other end, a traceback or a failure told: {times - well - unseen} times.\n",
    )


def _parts() -> tuple[str, str]:
    """The page as it is: what tells of the seeds, and of the quits."""
    seeds, heading, quits = (RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else "").partition(_QUITS)
    return seeds, heading + quits


def _write(seeds: str, quits: str) -> None:
    RESULTS.write_text(
        "\n".join(each for each in (seeds.rstrip() + "\n" if seeds.strip() else "", quits) if each), encoding="utf-8"
    )
