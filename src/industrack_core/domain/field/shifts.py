"""The working day of one technician: its start and end, and breaks that belong to no job."""

from industrack_core.domain.field.entries import EntryKind, Mark
from industrack_core.domain.field.member import NO_MARKS, NOTHING_CHANGED, Effect, Marks, Member, Review
from industrack_core.domain.field.taking import AUTO, Taking
from industrack_core.domain.records.job import WorkStatus
from industrack_core.domain.text.labelled import Labelled


class ShiftStep(Labelled):
    """What a technician taps on their day."""

    START = "start"
    END = "end"
    BREAK_START = "break_start"
    BREAK_END = "break_end"


def take_shift(
    member: Member, step: ShiftStep, at: int, *, marks: Marks = NO_MARKS, opens_shift: bool = True
) -> Effect | Review:
    """What a step of the day changes of the technician who took it at `at`.

    A break interrupts what runs, and keeps its job: at its end that goes on. The end of the shift ends everything. With
    `opens_shift` a break begins the shift where none runs.
    """
    taking = Taking(member, at, marks)
    if step is ShiftStep.START:
        taking.open_shift()
    elif step is ShiftStep.END:
        _end(taking)
    elif step is ShiftStep.BREAK_END:
        _go_on(taking)
    elif taking.breaks():
        return NOTHING_CHANGED
    else:
        _interrupt(taking, opens_shift)
    return taking.taken()


def _end(taking: Taking) -> None:
    """Everything ends. A shift that nobody began was there from what runs on, of no length."""
    shift, running = taking.shift(), taking.running()
    for spell in running:
        taking.close(spell, NO_MARKS if spell.kind is EntryKind.BREAK else AUTO)
    for job in taking.under_way():
        taking.halt(job)
    if shift is not None:
        taking.close(shift)
    elif running:
        taking.point(EntryKind.SHIFT, 0, Mark.START_MISSING)


def _interrupt(taking: Taking, opens_shift: bool) -> None:
    if opens_shift:
        taking.open_shift()
    for spell in taking.running():
        taking.close(spell)
    jobs = taking.under_way()
    for job in jobs:
        if taking.member.visit(job).status is WorkStatus.STARTED:
            taking.halt(job)
    taking.open(EntryKind.BREAK, jobs[0] if jobs else 0)


def _go_on(taking: Taking) -> None:
    """The break is over. What it interrupted goes on: a job that is paused by nothing else, a way that was begun."""
    breaks = taking.breaks()
    for spell in breaks:
        taking.close(spell)
    job = breaks[-1].job if breaks else 0
    visit = taking.member.visit(job)
    if visit.status is WorkStatus.PAUSED and not visit.reason:
        taking.put(job, WorkStatus.STARTED, arrived=True)
        taking.open(EntryKind.JOB, job)
    elif visit.status is WorkStatus.ON_TRAVEL:
        taking.open(EntryKind.TRAVEL, job)
