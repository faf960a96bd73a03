"""What `make soak-office` found, as its page tells it."""

import os
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from benchmarks.office_soak_check import BUSY, Said

BACK = 5.0
"""Seconds after a promotion within which everybody goes on."""


class Result(NamedTuple):
    """One run: what was `said` to people, what was done to it, and seconds from each promotion to each one's answer."""

    engine: str
    processes: int
    said: list[Said]
    kills: int
    restarts: int
    failovers: int
    seconds: float
    back: list[float]
    faults: list[str]


HEAD = (
    "| engine | processes | done | refused | stale | busy | away | kills | restarts | failovers | acts a second | p50"
    " | p99 | faults |\n|---|---|---|---|---|---|---|---|---|---|---|---|---|---|"
)


def line_of(run: Result) -> str:
    """A run as a line of the table."""
    answers = Counter(one["answer"] for one in run.said)
    busy = sum(one.get("error") == BUSY for one in run.said)
    took = sorted(1000 * one["took"] for one in run.said if one["answer"] == "done") or [0.0]
    told = sum(answers[each] for each in ("done", "refused", "stale"))
    return (
        f"| {run.engine} | {run.processes} | {answers['done']:,} | {answers['refused']:,} | {answers['stale']:,}"
        f" | {busy} | {answers['error'] - busy:,} | {run.kills} | {run.restarts} | {run.failovers}"
        f" | {told / run.seconds:.0f} | {took[len(took) // 2]:.0f} ms | {took[int(0.99 * (len(took) - 1))]:.0f} ms"
        f" | {len(run.faults)} |"
    )


def page_of(runs: Sequence[Result], load: float) -> str:
    """The whole page; `load`: that of the machine when it began."""
    back = sorted(each for run in runs for each in run.back)
    doubts = sum(bool(one.get("doubted")) for run in runs for one in run.said)
    found = sum(bool(one.get("found")) for run in runs for one in run.said)
    failed = sum(run.failovers for run in runs)
    told = sum(one["answer"] != "error" for run in runs for one in run.said)
    lines = [
        "# An office of many", "",
        f"`make soak-office`, last run: {told:,} random acts without a pause on 200 jobs, by admins, dispatchers,",
        "viewers, and people whose role is changed meanwhile; each writes down what was begun and what was told",
        "before going on. Processes are killed (-9) and begin again. Of two PostgreSQL servers, the first of",
        "which waits for the second with every commit, the first is killed (-9, all its processes), the second",
        "promoted and its name taken out, and the lost one comes back behind it; or the first is stopped, or",
        "falls, and starts again. *busy*: told that somebody else is writing; *away*: told that the server is.",
        "",
        "Then: every act that was told as done is in the journal, once, and no other, but such as a killed",
        "process had begun; the records are those of the journal replayed; nobody did what their role, as the",
        "journal has it at that act, does not let them; every refusal has a sentence; `industrack check` finds",
        f"nothing; the board as of now is the board. Load of the machine when it began: {load:.1f} on",
        f"{os.cpu_count()} processors.",
        "",
        HEAD, *map(line_of, runs), "",
    ]  # fmt: skip
    if back:
        verdict = "held" if back[-1] <= BACK else "**missed**"
        lines += [
            f"{failed} failovers: {doubts} acts in doubt, {found} of them found to be saved. From the promotion until"
            f" somebody is told of an act again: median {back[len(back) // 2]:.1f} s, longest {back[-1]:.1f} s of"
            f" {len(back):,} (gate {BACK:.0f} s {verdict}).", "",
        ]  # fmt: skip
    lines += [f"- {run.engine}, {run.processes} processes: {fault}" for run in runs for fault in run.faults[:20]]
    return "\n".join(lines).rstrip() + "\n"
