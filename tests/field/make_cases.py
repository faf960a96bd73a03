"""The table of cases of the technician's machine, made by the Python one: `python -m tests.field.make_cases`.

The page has the same rules in its own language and is held against the same file. A line is one case: how far the
technician is, what they tap and when, and what comes of it. Instants are plain numbers. A visit is [status, reason,
arrived, since], a time [kind, job, starts, ends or null, marks]; a change of a time [before or null, after or null].
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from industrack_core.domain.field.entries import EntryKind, Mark
from industrack_core.domain.field.member import Effect, Marks, Member, Review, Spell, VisitState
from industrack_core.domain.field.shifts import ShiftStep, take_shift
from industrack_core.domain.field.steps import Step, take_step
from industrack_core.domain.records.job import WorkStatus

CASES = Path(__file__).with_name("steps_cases.json")
JOB, OTHER = 1, 2
SINCE, NOW = 1_000, 2_000
SHIFT = Spell(EntryKind.SHIFT, 0, 500)
RESTING = Spell(EntryKind.BREAK, 0, SINCE)


@dataclass(frozen=True)
class Case:
    """A technician, a tap, and whether a shift opens with it."""

    member: Member
    tap: Step | ShiftStep
    at: int = NOW
    reason: str = ""
    marks: Marks = field(default_factory=frozenset)
    opens_shift: bool = True

    def outcome(self) -> Effect | Review:
        """What the machine says."""
        if isinstance(self.tap, ShiftStep):
            return take_shift(self.member, self.tap, self.at, marks=self.marks, opens_shift=self.opens_shift)
        return take_step(
            self.member, JOB, self.tap, self.at,
            reason=self.reason, marks=self.marks, opens_shift=self.opens_shift,
        )  # fmt: skip


AT_ANOTHER = ("travelling", "resting on the way", "at work", "started by the office", "paused")
Standing = tuple[VisitState | None, tuple[Spell, ...]]


def standings(job: int) -> dict[str, Standing]:
    """How a technician can be with a job: the visit, and what runs for it."""

    def running(kind: EntryKind) -> tuple[Spell, ...]:
        return (Spell(kind, job, SINCE),)

    def at(status: WorkStatus, reason: str = "", arrived: bool = True) -> VisitState:
        return VisitState(status, reason, arrived, SINCE)

    return {
        "untouched": (None, ()),
        "arrived": (at(WorkStatus.NOT_STARTED), ()),
        "travelling": (at(WorkStatus.ON_TRAVEL, arrived=False), running(EntryKind.TRAVEL)),
        "resting on the way": (at(WorkStatus.ON_TRAVEL, arrived=False), running(EntryKind.BREAK)),
        "at work": (at(WorkStatus.STARTED), running(EntryKind.JOB)),
        "started by the office": (at(WorkStatus.STARTED), ()),
        "paused": (at(WorkStatus.PAUSED), running(EntryKind.BREAK)),
        "paused by another job": (at(WorkStatus.PAUSED), ()),
        "on hold": (at(WorkStatus.PAUSED, "no part"), ()),
        "completed": (at(WorkStatus.COMPLETED), ()),
        "declined": (at(WorkStatus.DECLINED, "ill", arrived=False), ()),
    }


def members(*, shift: bool, others: bool) -> Iterator[Member]:
    """A technician in every standing with one job, and with `others` in every one with another besides."""
    besides: dict[str, Standing] = {"nothing": (None, ()), "a break": (None, (RESTING,))}
    besides |= {name: standings(OTHER)[name] for name in AT_ANOTHER} if others else {}
    for visit, running in standings(JOB).values():
        for other, others_running in besides.values():
            if running and others_running:
                continue  # one thing runs at a time
            visits = {job: each for job, each in ((JOB, visit), (OTHER, other)) if each is not None}
            yield Member(visits, (*((SHIFT,) if shift else ()), *running, *others_running))


def all_cases() -> Iterator[Case]:
    """Every tap in every standing; without a shift, early, with a reason and with a mark where that can matter."""
    taps: tuple[Step | ShiftStep, ...] = (*Step, *ShiftStep)
    for tap in taps:
        for member in members(shift=True, others=True):
            yield Case(member, tap)
        for member in members(shift=False, others=False):
            yield Case(member, tap)
            yield Case(member, tap, opens_shift=False)
        for member in members(shift=True, others=False):
            yield Case(member, tap, at=SINCE - 1)
            yield Case(member, tap, marks=frozenset({Mark.CLOCK}))
    for step in Step:
        for member in members(shift=True, others=False):
            yield Case(member, step, reason="no part")


def told(case: Case) -> dict[str, Any]:
    """A case and what comes of it, as a line of the table."""
    kind = "shift" if isinstance(case.tap, ShiftStep) else "step"
    line: dict[str, Any] = {
        "visits": {str(job): _visit(visit) for job, visit in case.member.visits.items()},
        "open": [_spell(spell) for spell in case.member.open],
        kind: case.tap.value,
        "at": case.at,
    }
    line |= {"job": JOB} if kind == "step" else {}
    line |= {"reason": case.reason} if case.reason else {}
    line |= {"marks": sorted(case.marks)} if case.marks else {}
    line |= {} if case.opens_shift else {"opens_shift": False}
    outcome = case.outcome()
    if isinstance(outcome, Review):
        return line | {"review": outcome.why.value}
    then = {
        "visits": {str(change.job): _visit(change.after) for change in outcome.visits},
        "entries": [[_spell(change.before), _spell(change.after)] for change in outcome.entries],
    }
    return line | {"then": then}


def table() -> str:
    """The file's text."""
    lines = dict.fromkeys(json.dumps(told(case), separators=(",", ":")) for case in all_cases())
    return "[\n" + ",\n".join(lines) + "\n]\n"


def _visit(visit: VisitState) -> list[Any]:
    return [visit.status.value, visit.reason, visit.arrived, visit.since]


def _spell(spell: Spell | None) -> list[Any] | None:
    if spell is None:
        return None
    return [spell.kind.value, spell.job, spell.starts, spell.ends, sorted(spell.marks)]


if __name__ == "__main__":
    CASES.write_text(table(), encoding="utf-8")
