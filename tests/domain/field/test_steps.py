"""The steps of a technician: every step in every state, from the design's table and not from the code's."""

from dataclasses import replace

import pytest

from industrack_core.domain.field.entries import EntryKind, Mark
from industrack_core.domain.field.member import (
    NOTHING_CHANGED,
    UNTOUCHED,
    Effect,
    Member,
    Review,
    Spell,
    SpellChange,
    VisitChange,
    VisitState,
    Why,
    after,
)
from industrack_core.domain.field.shifts import ShiftStep, take_shift
from industrack_core.domain.field.steps import Step, complete_for_another, take_step
from industrack_core.domain.records.job import WorkStatus

JOB, OTHER = 7, 8
SHIFT = Spell(EntryKind.SHIFT, 0, 0)
TRAVEL = Spell(EntryKind.TRAVEL, JOB, 100)
WORK = Spell(EntryKind.JOB, JOB, 100)
REST = Spell(EntryKind.BREAK, JOB, 100)
AUTO, CLOCK = frozenset({Mark.AUTO}), frozenset({Mark.CLOCK})

FRESH = (VisitState(WorkStatus.NOT_STARTED, "", False, 100), ())
ARRIVED = (VisitState(WorkStatus.NOT_STARTED, "", True, 100), ())
ON_THE_WAY = (VisitState(WorkStatus.ON_TRAVEL, "", False, 100), (TRAVEL,))
AT_WORK = (VisitState(WorkStatus.STARTED, "", True, 100), (WORK,))
PAUSED = (VisitState(WorkStatus.PAUSED, "", True, 100), (REST,))
ON_HOLD = (VisitState(WorkStatus.PAUSED, "no part", True, 100), ())
DONE = (VisitState(WorkStatus.COMPLETED, "", True, 100), ())
DECLINED = (VisitState(WorkStatus.DECLINED, "ill", False, 100), ())
STATES = (FRESH, ARRIVED, ON_THE_WAY, AT_WORK, PAUSED, ON_HOLD, DONE, DECLINED)
SAID = ("Not Started", "an arrival", "On Travel", "Started", "Paused", "Paused", "Completed", "Declined")
SAME, REVIEW = "same", "review"

# of each step what it comes to in each of the STATES: the status after it, or nothing, or the office's eyes
NOT_STARTED, ON_TRAVEL, STARTED = WorkStatus.NOT_STARTED, WorkStatus.ON_TRAVEL, WorkStatus.STARTED
PAUSE, COMPLETED, DECLINE = WorkStatus.PAUSED, WorkStatus.COMPLETED, WorkStatus.DECLINED
TABLE = {
    Step.START_TRAVEL: (ON_TRAVEL, ON_TRAVEL, SAME, REVIEW, REVIEW, REVIEW, REVIEW, REVIEW),
    Step.END_TRAVEL: (REVIEW, SAME, NOT_STARTED, REVIEW, REVIEW, REVIEW, REVIEW, REVIEW),
    Step.START_JOB: (STARTED, STARTED, STARTED, SAME, REVIEW, REVIEW, REVIEW, REVIEW),
    Step.PAUSE: (REVIEW, REVIEW, REVIEW, PAUSE, SAME, SAME, REVIEW, REVIEW),
    Step.HOLD: (REVIEW, REVIEW, REVIEW, PAUSE, PAUSE, PAUSE, REVIEW, REVIEW),
    Step.RESUME: (REVIEW, REVIEW, REVIEW, SAME, STARTED, STARTED, REVIEW, REVIEW),
    Step.COMPLETE: (COMPLETED, COMPLETED, COMPLETED, COMPLETED, COMPLETED, COMPLETED, SAME, REVIEW),
    Step.DECLINE: (DECLINE, DECLINE, DECLINE, REVIEW, REVIEW, REVIEW, REVIEW, SAME),
}
OPENS = {Step.START_TRAVEL: EntryKind.TRAVEL, Step.START_JOB: EntryKind.JOB, Step.PAUSE: EntryKind.BREAK,
         Step.RESUME: EntryKind.JOB}  # fmt: skip


def member(state: tuple[VisitState, tuple[Spell, ...]]) -> Member:
    visit, running = state
    return Member({JOB: visit}, (SHIFT, *running))


@pytest.mark.parametrize("step", Step)
@pytest.mark.parametrize("place", range(len(STATES)))
def test_every_step_in_every_state(step: Step, place: int) -> None:
    state, expected = STATES[place], TABLE[step][place]
    visit, running = state
    taken = take_step(member(state), JOB, step, 200, reason="leak")
    if expected == SAME:
        assert taken == NOTHING_CHANGED
        return
    if expected == REVIEW:
        assert isinstance(taken, Review)
        assert taken.why is Why.OUT_OF_TURN
        assert taken.text == f"{step.label} does not follow {SAID[place]}."
        return
    assert isinstance(taken, Effect)
    (change,) = taken.visits
    assert (change.job, change.before, change.after.status) == (JOB, visit, expected)
    assert change.after.since == 200
    assert change.after.reason == ("leak" if step in (Step.HOLD, Step.DECLINE) else "")
    closed = tuple(change.before for change in taken.entries if change.before is not None)
    assert closed == running
    opened = [change.after for change in taken.entries if change.before is None]
    if step in OPENS:
        assert opened == [Spell(OPENS[step], JOB, 200)]
    elif step is Step.COMPLETE and visit.status in (NOT_STARTED, ON_TRAVEL):
        assert opened == [Spell(EntryKind.JOB, JOB, 200, 200, frozenset({Mark.START_MISSING}))]
    else:
        assert opened == []


@pytest.mark.parametrize(
    ("step", "state", "arrived"),
    [
        (Step.START_TRAVEL, ARRIVED, False), (Step.END_TRAVEL, ON_THE_WAY, True), (Step.START_JOB, FRESH, True),
        (Step.DECLINE, ARRIVED, True), (Step.DECLINE, FRESH, False), (Step.COMPLETE, FRESH, True),
    ],
)  # fmt: skip
def test_who_has_arrived(step: Step, state: tuple[VisitState, tuple[Spell, ...]], arrived: bool) -> None:
    taken = take_step(member(state), JOB, step, 200)
    assert isinstance(taken, Effect)
    assert taken.visits[0].after.arrived is arrived


def test_a_job_that_was_never_touched_is_not_started() -> None:
    taken = take_step(Member(open=(SHIFT,)), JOB, Step.START_JOB, 200)
    assert taken == Effect(
        (VisitChange(JOB, UNTOUCHED, VisitState(STARTED, "", True, 200)),),
        (SpellChange(None, Spell(EntryKind.JOB, JOB, 200)),),
    )


def test_the_same_reason_to_hold_changes_nothing() -> None:
    assert take_step(member(ON_HOLD), JOB, Step.HOLD, 200, reason="no part") == NOTHING_CHANGED
    held = take_step(member(PAUSED), JOB, Step.HOLD, 200)
    assert isinstance(held, Effect)
    assert [change.after.ends for change in held.entries if change.after] == [200], "the break is over without a reason"


@pytest.mark.parametrize("step", Step)
def test_the_first_step_opens_the_shift_but_not_declining(step: Step) -> None:
    state = STATES[TABLE[step].index(next(each for each in TABLE[step] if isinstance(each, WorkStatus)))]
    without = Member({JOB: state[0]}, state[1])
    taken = take_step(without, JOB, step, 200)
    assert isinstance(taken, Effect)
    shift = SpellChange(None, Spell(EntryKind.SHIFT, 0, 200))
    assert (shift in taken.entries) is (step is not Step.DECLINE)
    quiet = take_step(without, JOB, step, 200, opens_shift=False)
    assert isinstance(quiet, Effect)
    assert shift not in quiet.entries


@pytest.mark.parametrize(
    ("other", "running", "comes_to", "marks"),
    [
        (STARTED, EntryKind.JOB, VisitState(PAUSE, "", True, 200), AUTO),
        (ON_TRAVEL, EntryKind.TRAVEL, VisitState(NOT_STARTED, "", False, 200), AUTO),
        (ON_TRAVEL, EntryKind.BREAK, VisitState(NOT_STARTED, "", False, 200), frozenset()),
        (PAUSE, EntryKind.BREAK, None, frozenset()),
    ],
)
@pytest.mark.parametrize("step", [Step.START_TRAVEL, Step.START_JOB, Step.RESUME])
def test_a_second_job_pauses_the_first(
    step: Step, other: WorkStatus, running: EntryKind, comes_to: VisitState | None, marks: frozenset[Mark]
) -> None:
    state = ON_HOLD[0] if step is Step.RESUME else FRESH[0]
    at_other = Spell(running, OTHER, 100)
    there = Member({JOB: state, OTHER: VisitState(other, "", True, 100)}, (SHIFT, at_other))
    taken = take_step(there, JOB, step, 200)
    assert isinstance(taken, Effect)
    assert {change.job: change.after for change in taken.visits}.get(OTHER) == comes_to
    assert SpellChange(at_other, replace(at_other, ends=200, marks=marks)) in taken.entries
    assert len(after(there, taken).open) == 2


@pytest.mark.parametrize("step", [Step.COMPLETE, Step.DECLINE, Step.PAUSE, Step.HOLD])
def test_other_steps_leave_what_runs_elsewhere(step: Step) -> None:
    running = Spell(EntryKind.JOB, OTHER, 100)
    state = AT_WORK[0] if step in (Step.PAUSE, Step.HOLD) else FRESH[0]
    there = Member({JOB: state, OTHER: AT_WORK[0]}, (SHIFT, running))
    taken = take_step(there, JOB, step, 200)
    assert isinstance(taken, Effect)
    assert [change.job for change in taken.visits] == [JOB]
    assert running in after(there, taken).open
    assert len(after(there, taken).open) == 2


@pytest.mark.parametrize("step", [Step.PAUSE, Step.COMPLETE])
def test_what_was_before_what_is_known_goes_to_the_office(step: Step) -> None:
    early = take_step(member(AT_WORK), JOB, step, 99)
    assert isinstance(early, Review)
    assert early.why is Why.TOO_EARLY
    assert isinstance(take_step(member(AT_WORK), JOB, step, 100), Effect)
    at_other = Member({OTHER: AT_WORK[0]}, (SHIFT, Spell(EntryKind.JOB, OTHER, 150)))
    assert isinstance(take_step(at_other, JOB, Step.START_JOB, 149), Review)


def test_the_same_again_is_never_too_early() -> None:
    assert take_step(member(AT_WORK), JOB, Step.START_JOB, 1) == NOTHING_CHANGED


def test_a_corrected_clock_marks_what_it_opens_and_closes() -> None:
    taken = take_step(member(PAUSED), JOB, Step.RESUME, 200, marks=CLOCK)
    assert isinstance(taken, Effect)
    assert [change.after.marks for change in taken.entries if change.after] == [CLOCK, CLOCK]


@pytest.mark.parametrize(
    ("state", "closes"),
    [
        (FRESH, 0),
        (ARRIVED, 0),
        (ON_THE_WAY, 1),
        (AT_WORK, 1),
        (PAUSED, 1),
        (ON_HOLD, 0),
        (DONE, None),
        (DECLINED, None),
    ],
)
def test_one_completes_for_all(state: tuple[VisitState, tuple[Spell, ...]], closes: int | None) -> None:
    taken = complete_for_another(member(state), JOB, 200)
    if closes is None:
        assert taken == NOTHING_CHANGED
        return
    assert [change.after.status for change in taken.visits] == [COMPLETED]
    assert [change.after.marks for change in taken.entries if change.after] == [AUTO] * closes
    assert all(change.before for change in taken.entries), "nobody is given time that they did not work"


def test_who_went_on_later_is_not_completed_by_another() -> None:
    assert complete_for_another(member(AT_WORK), JOB, 99) == NOTHING_CHANGED


def test_the_shift_starts_once() -> None:
    started = take_shift(Member(), ShiftStep.START, 200, marks=CLOCK)
    assert started == Effect(entries=(SpellChange(None, Spell(EntryKind.SHIFT, 0, 200, None, CLOCK)),))
    assert take_shift(Member(open=(SHIFT,)), ShiftStep.START, 200) == NOTHING_CHANGED


@pytest.mark.parametrize("state", STATES)
def test_the_end_of_the_shift_ends_everything(state: tuple[VisitState, tuple[Spell, ...]]) -> None:
    there = member(state)
    taken = take_shift(there, ShiftStep.END, 200)
    assert isinstance(taken, Effect)
    left = after(there, taken)
    assert left.open == ()
    assert left.visit(JOB).status not in (STARTED, ON_TRAVEL)
    marks = {change.before.kind: change.after.marks for change in taken.entries if change.before and change.after}
    assert all(
        found == (AUTO if kind in (EntryKind.JOB, EntryKind.TRAVEL) else frozenset()) for kind, found in marks.items()
    )
    assert take_shift(left, ShiftStep.END, 300) == NOTHING_CHANGED


def test_a_shift_that_nobody_began_has_no_length() -> None:
    there = Member({JOB: AT_WORK[0]}, (WORK,))
    taken = take_shift(there, ShiftStep.END, 200)
    assert isinstance(taken, Effect)
    assert taken.entries[-1] == SpellChange(None, Spell(EntryKind.SHIFT, 0, 200, 200, frozenset({Mark.START_MISSING})))
    assert take_shift(Member(), ShiftStep.END, 200) == NOTHING_CHANGED


@pytest.mark.parametrize(
    ("state", "during", "job", "goes_on"),
    [
        (AT_WORK, PAUSE, JOB, EntryKind.JOB),
        (ON_THE_WAY, ON_TRAVEL, JOB, EntryKind.TRAVEL),
        (FRESH, NOT_STARTED, 0, None),
        (ON_HOLD, PAUSE, 0, None),
        (DONE, COMPLETED, 0, None),
    ],
)
def test_a_break_interrupts_and_what_it_interrupted_goes_on(
    state: tuple[VisitState, tuple[Spell, ...]], during: WorkStatus, job: int, goes_on: EntryKind | None
) -> None:
    there = member(state)
    begun = take_shift(there, ShiftStep.BREAK_START, 200)
    assert isinstance(begun, Effect)
    resting = after(there, begun)
    assert resting.visit(JOB).status is during
    assert resting.open == (SHIFT, Spell(EntryKind.BREAK, job, 200))
    assert take_shift(resting, ShiftStep.BREAK_START, 210) == NOTHING_CHANGED
    over = take_shift(resting, ShiftStep.BREAK_END, 300)
    assert isinstance(over, Effect)
    back = after(resting, over)
    assert back.visit(JOB).status is state[0].status
    assert back.open == (SHIFT, *([Spell(goes_on, JOB, 300)] if goes_on else []))
    assert take_shift(back, ShiftStep.BREAK_END, 400) == NOTHING_CHANGED


@pytest.mark.parametrize(("opens", "kinds"), [(True, ["shift", "break"]), (False, ["break"])])
def test_a_break_begins_the_shift_where_the_office_wants_it(opens: bool, kinds: list[str]) -> None:
    taken = take_shift(Member(), ShiftStep.BREAK_START, 200, opens_shift=opens)
    assert isinstance(taken, Effect)
    assert [change.after.kind.value for change in taken.entries if change.after] == kinds


def test_a_break_that_the_office_ended_by_completing_the_job_resumes_nothing() -> None:
    there = Member({JOB: DONE[0]}, (SHIFT, REST))
    taken = take_shift(there, ShiftStep.BREAK_END, 200)
    assert taken == Effect(entries=(SpellChange(REST, replace(REST, ends=200)),))


def test_a_break_whose_job_the_office_put_on_hold_resumes_nothing() -> None:
    there = Member({JOB: ON_HOLD[0]}, (SHIFT, REST))
    taken = take_shift(there, ShiftStep.BREAK_END, 200)
    assert taken == Effect(entries=(SpellChange(REST, replace(REST, ends=200)),))


def test_of_two_breaks_that_somebody_left_open_the_later_says_what_goes_on() -> None:
    there = Member({JOB: PAUSED[0]}, (SHIFT, Spell(EntryKind.BREAK, 0, 90), REST))
    taken = take_shift(there, ShiftStep.BREAK_END, 200)
    assert isinstance(taken, Effect)
    assert after(there, taken).open == (SHIFT, Spell(EntryKind.JOB, JOB, 200))
