"""What stands against a step, clocks, a job's status from its visits, corrections and taking back: tables of values."""

from dataclasses import replace
from itertools import combinations_with_replacement, permutations

import pytest

from industrack_core.domain.field.amending import amend
from industrack_core.domain.field.clocks import ClockReading, corrected
from industrack_core.domain.field.entries import EntryKind, Mark
from industrack_core.domain.field.job_status import job_reason, job_status
from industrack_core.domain.field.member import (
    NOTHING_CHANGED,
    Effect,
    Member,
    Review,
    Spell,
    SpellChange,
    VisitState,
    Why,
    after,
)
from industrack_core.domain.field.standing import Standing, stands_against
from industrack_core.domain.field.steps import Step, take_step
from industrack_core.domain.field.undoing import undone_step
from industrack_core.domain.records.job import Billing, WorkStatus

FRESH, TRAVEL, STARTED = WorkStatus.NOT_STARTED, WorkStatus.ON_TRAVEL, WorkStatus.STARTED
PAUSED, DONE, DECLINED = WorkStatus.PAUSED, WorkStatus.COMPLETED, WorkStatus.DECLINED


@pytest.mark.parametrize(
    ("standing", "why"),
    [
        (Standing(), None),
        (Standing(deleted=True), Why.DELETED),
        (Standing(deleted=True, billing=Billing.APPROVED), Why.DELETED),
        (Standing(billing=Billing.APPROVED), Why.BILLED),
        (Standing(billing=Billing.INVOICED), Why.BILLED),
        (Standing(lost_at=99), Why.NOT_THEIRS),
        (Standing(lost_at=100), Why.NOT_THEIRS),
        (Standing(lost_at=101), None),  # the step was before it was taken away
        (Standing(office_at=99), None),  # judged against what the office said
        (Standing(office_at=100), None),
        (Standing(office_at=101), Why.OFFICE_LATER),
        (Standing(startable=False), Why.NOT_STARTABLE),
    ],
)
def test_what_stands_against_a_step(standing: Standing, why: Why | None) -> None:
    found = stands_against(standing, 100)
    assert (found.why if found else None) is why


@pytest.mark.parametrize(
    ("crew", "status"),
    [
        ((), None),
        ((FRESH,), FRESH), ((TRAVEL,), TRAVEL), ((STARTED,), STARTED), ((PAUSED,), PAUSED), ((DONE,), DONE),
        ((DECLINED,), DECLINED), ((DECLINED, DECLINED), DECLINED), ((DECLINED, DONE), DONE), ((DECLINED, FRESH), FRESH),
        ((DECLINED, TRAVEL), TRAVEL), ((DONE, DONE), DONE), ((DONE, FRESH), STARTED), ((DONE, TRAVEL), TRAVEL),
        ((DONE, PAUSED), PAUSED), ((DONE, STARTED), STARTED), ((STARTED, PAUSED, TRAVEL), STARTED),
        ((PAUSED, TRAVEL, FRESH), PAUSED), ((TRAVEL, FRESH), TRAVEL), ((DECLINED, DONE, FRESH), STARTED),
    ],
)  # fmt: skip
def test_a_jobs_status_from_its_visits(crew: tuple[WorkStatus, ...], status: WorkStatus | None) -> None:
    for order in permutations(crew):
        assert job_status([VisitState(each) for each in order]) is status


def test_every_crew_of_three_has_a_status_that_one_of_them_gave() -> None:
    for crew in combinations_with_replacement(WorkStatus, 3):
        status = job_status([VisitState(each) for each in crew])
        assert status in crew or (status is STARTED and DONE in crew)


def test_the_reason_is_that_of_who_paused_or_declined() -> None:
    crew = [VisitState(PAUSED), VisitState(PAUSED, "no part"), VisitState(DECLINED, "ill")]
    assert job_reason(crew, PAUSED) == "no part"
    assert job_reason(crew, DECLINED) == "ill"
    assert job_reason([*crew, VisitState(STARTED, "no part")], STARTED) == ""
    assert job_reason([], PAUSED) == ""


NOON = 1_800_000_000_000
DAY = 86_400_000


@pytest.mark.parametrize(
    ("said", "now", "previous", "clock"),
    [
        (-5_000, 0, 0, (-5, 0, False)),
        (-5_000, 120_000, 0, (-5, -120, False)),  # two minutes fast: as said
        (-5_000, -120_000, 0, (-5, 120, False)),
        (-5_000 + DAY, DAY, 0, (-5, -86_400, True)),  # a day fast
        (-5_000 - DAY, -DAY, 0, (-5, 86_400, True)),
        (115_999, 120_000, 0, (0, -120, False)),  # never later than the reception
        (DAY, 0, 0, (0, 0, True)),  # dated ahead before the clock was set right
        (-5_000, 0, NOON // 1000 - 3, (-3, 0, False)),  # never before the report before it
        (-DAY, 0, NOON // 1000 - 3, (-3, 0, True)),
        (-5_000, 0, NOON // 1000 + 60, (60, 0, False)),  # the gateway's clock was set back: the order holds
        (-120_001, -120_001, 0, (0, 120, True)),
        (-999, 0, 0, (-1, 0, False)),
        (-120_000, 0, NOON // 1000, (0, 0, False)),  # two minutes off by the report before it: as said
        (-60_000, 121_000, NOON // 1000 - 60, (-60, -121, True)),  # a wrong clock, though the order makes it as said
    ],
)
def test_clocks(said: int, now: int, previous: int, clock: tuple[int, int, bool]) -> None:
    at_s, skew_s, marked = clock
    assert corrected(NOON + said, NOON + now, NOON, previous) == ClockReading(NOON // 1000 + at_s, skew_s, marked)


ENTRY = Spell(EntryKind.JOB, 7, 100, 200, frozenset({Mark.START_MISSING}), id=5)
OPEN = Spell(EntryKind.JOB, 7, 100, None, id=5)
CUT = Spell(EntryKind.JOB, 7, 100, 200, frozenset({Mark.END_MISSING}), id=5)
AMENDED = frozenset({Mark.AMENDED})


@pytest.mark.parametrize(
    ("entry", "starts", "ends", "marks"),
    [
        (ENTRY, 90, 200, AMENDED),
        (ENTRY, 100, 150, AMENDED | {Mark.START_MISSING}),
        (ENTRY, 150, 150, AMENDED),
        (OPEN, 110, None, AMENDED),
        (OPEN, 100, 300, AMENDED),
        (ENTRY, 100, 200, None),
        (ENTRY, 50, 200, AMENDED),
        (CUT, 100, 250, AMENDED),
        (CUT, 90, 200, AMENDED | {Mark.END_MISSING}),
    ],
)
def test_a_corrected_time(entry: Spell, starts: int, ends: int | None, marks: frozenset[Mark] | None) -> None:
    taken = amend(entry, starts, ends, now=300, earliest=50)
    assert isinstance(taken, Effect)
    if marks is None:
        assert taken == NOTHING_CHANGED
        return
    (change,) = taken.entries
    assert change.before == entry
    assert change.after == Spell(EntryKind.JOB, 7, starts, ends, marks, id=5)


@pytest.mark.parametrize(
    ("entry", "starts", "ends", "earliest"),
    [
        (ENTRY, 201, 200, 50), (ENTRY, 100, 301, 50), (OPEN, 301, None, 50), (ENTRY, 100, None, 50),
        (ENTRY, 49, 200, 50), (ENTRY, 120, 200, 101),
    ],
)  # fmt: skip
def test_a_correction_that_cannot_be(entry: Spell, starts: int, ends: int | None, earliest: int) -> None:
    found = amend(entry, starts, ends, now=300, earliest=earliest)
    assert isinstance(found, Review)
    assert found.why is Why.TIMES


def test_any_time_may_be_corrected_where_the_office_lets_it() -> None:
    assert isinstance(amend(ENTRY, 1, 2, now=300, earliest=None), Effect)


def test_a_step_is_taken_back_while_all_is_as_it_left_it() -> None:
    running = Spell(EntryKind.TRAVEL, 7, 50, id=1)
    before = Member({7: VisitState(TRAVEL, "", False, 50)}, (Spell(EntryKind.SHIFT, 0, 50), running))
    taken = take_step(before, 7, Step.START_JOB, 100)
    assert isinstance(taken, Effect)
    closed, opened = taken.entries
    assert opened.after is not None
    done = replace(taken, entries=(closed, SpellChange(None, replace(opened.after, id=2))))
    visits = {change.job: change.after for change in done.visits}
    entries = {change.after.id: change.after for change in done.entries if change.after}
    back = undone_step(done, visits, entries)
    assert isinstance(back, Effect)
    assert [change.after for change in back.visits] == [before.visits[7]]
    assert [change.after for change in back.entries] == [running, None]
    assert undone_step(back, dict(before.visits), {1: running}) == done, "and an undo of the undo is the step"
    corrected_by_hand = {**entries, 1: replace(entries[1], ends=99)}
    for found in (
        undone_step(done, {}, entries),
        undone_step(done, visits, corrected_by_hand),
        undone_step(done, visits, {2: entries[2]}),
        undone_step(done, visits, entries, followed=True),
    ):
        assert isinstance(found, Review)
        assert found.why is Why.FOLLOWED


def test_a_step_that_moved_two_jobs_is_taken_back_only_if_both_stand() -> None:
    before = Member({7: VisitState(), 8: VisitState(STARTED, "", True, 50)}, (Spell(EntryKind.SHIFT, 0, 50),))
    taken = take_step(before, 7, Step.START_TRAVEL, 100)
    assert isinstance(taken, Effect)
    visits = {change.job: change.after for change in taken.visits}
    assert set(visits) == {7, 8}
    for moved_on in visits:
        found = undone_step(replace(taken, entries=()), {**visits, moved_on: VisitState(DONE)}, {})
        assert isinstance(found, Review)


def test_a_time_that_goes_is_open_no_more() -> None:
    shift = Spell(EntryKind.SHIFT, 0, 50)
    assert after(Member(open=(shift, OPEN)), Effect(entries=(SpellChange(OPEN, None),))).open == (shift,)
