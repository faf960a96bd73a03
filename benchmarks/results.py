"""The table of results, the same on every machine but for its numbers."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.tried import TRIED


class Row(NamedTuple):
    """One measured quantity. `context` is for reading only; the verdict is about `measured`."""

    quantity: str
    measured: float
    gate: float
    aim: float
    unit: str = ""
    context: str = ""

    @property
    def passed(self) -> bool:
        """Whether the gate holds."""
        return self.measured <= self.gate

    @property
    def verdict(self) -> str:
        """In a word: aim reached, gate held, or missed."""
        if self.measured <= self.aim:
            return "aim"
        return "gate" if self.passed else "**missed**"


INTRODUCTION = """# Benchmarks

Made by `make bench`: the installed command in a pseudo-terminal of 200x50, beside bare Textual apps of the same size
in the same run. Ratios are to `floor_cell` (a key changes 8 columns), `floor_full` (a key repaints the screen) or the
floor's start; the floors' lines are made before the key. A ratio without further word is of the clock, from writing
the key to the last byte of its answer; *processor until settled* is the processor time of all that the key brings
about, also what is read and painted after the answer, when the cursor rests. {protocol}
Ratios hold between machines; the milliseconds in the last column are of the machine that ran it.
"""
HEAD = """
| quantity | measured | gate | aim | verdict | seen |
|---|---|---|---|---|---|
"""


def write(path: Path, rows: Sequence[Row], protocol: str, introduction: str = INTRODUCTION) -> None:
    """Write the table to a file, under an introduction with a place for the protocol."""
    lines = [
        f"| {row.quantity} | {_number(row.measured, row.unit)} | {_number(row.gate, row.unit)} "
        f"| {_number(row.aim, row.unit)} | {row.verdict} | {row.context} |"
        for row in rows
    ]
    told = introduction.format(protocol=protocol) + HEAD + "\n".join(lines) + "\n" + _tried(rows)
    path.write_text(told, encoding="utf-8")


def _tried(rows: Sequence[Row]) -> str:
    """What was done about figures that are missed."""
    missed = [row.quantity for row in rows if not row.passed]
    told = [f"- *{kind}*: {what}" for kind, what in TRIED.items() if any(kind in each for each in missed)]
    return "\n## What is missed, and what was tried\n\n" + "\n".join(told) + "\n" if told else ""


def _number(value: float, unit: str) -> str:
    is_whole = value == int(value) or (unit and abs(value) >= 10)
    return (f"{value:,.0f} {unit}" if is_whole else f"{value:.2f} {unit}").strip()
