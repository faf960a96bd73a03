"""Acts of the board: plan, status, copy, several at once; the verdict before them; best slots and advice."""

import random
from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.acts import (
    AddEmployee,
    AddJob,
    CopyJob,
    DeleteJob,
    DispatchJob,
    EditJob,
    PlanJob,
    SaveRecord,
    SetStatus,
    Snooze,
    Together,
    UnassignJob,
    Undo,
)
from industrack_core.domain.board.alarms import ExceptionKind, doubled
from industrack_core.domain.board.board import Block
from industrack_core.domain.board.day_now import LiveAsked
from industrack_core.domain.board.day_sums import DaySum
from industrack_core.domain.board.slots import Change
from industrack_core.domain.outcomes import Done, FindingKind, Refused, Stale
from industrack_core.domain.records.job import Delivery, WorkStatus
from industrack_core.domain.records.office import TimeOff
from industrack_core.domain.time.minute import instant_of, minute_of
from industrack_core.domain.time.span import day_span
from industrack_core.store.reads import job_search
from tests.desk.carries import YES, check_verdicts, crowded
from tests.desk.office import done
from tests.store.small_company import ANA, BEN, DISPATCHED, MORA, NOW, REPAIR, RUNNING, ZONE, at, contents, draft


def added(desk: Desk, **changes: object) -> int:
    outcome = desk.perform(AddJob(draft(**changes), YES))
    assert isinstance(outcome, Done)
    return outcome.changed_id("job") or 0


@pytest.mark.parametrize(
    ("crew", "start", "minutes", "line"),
    [
        ((ANA,), "10:00", 90, "Moved 1001 Furnace from 09:00 to 10:00, Ana Ruiz, Tue 24 Nov."),
        ((BEN,), "9:00", 90, "Reassigned 1001 Furnace from Ana Ruiz to Ben Okafor, Tue 24 Nov 09:00."),
        ((ANA,), "9:00", 105, "Lengthened 1001 Furnace from 1h30 to 1h45, Ana Ruiz, Tue 24 Nov 09:00."),
        ((ANA,), "9:00", 30, "Shortened 1001 Furnace from 1h30 to 30m, Ana Ruiz, Tue 24 Nov 09:00."),
        ((BEN, ANA), "9:00", 90, "Reassigned 1001 from Ana Ruiz to Ben Okafor, Ana Ruiz, Tue 24 Nov 09:00."),
    ],
)
def test_a_plan_says_what_it_did_and_is_undone(
    desk: Desk, crew: tuple[int, ...], start: str, minutes: int, line: str
) -> None:
    job_id = added(desk)
    before = desk.job(job_id)
    outcome = desk.perform(PlanJob(job_id, 1, crew, at(start), minutes))
    assert isinstance(outcome, Done)
    assert outcome.line == line
    job = desk.job(job_id)
    assert job is not None
    assert (job.crew, job.starts_at, job.minutes) == (crew, at(start), minutes)
    assert isinstance(desk.perform(Undo()), Done)
    after = desk.job(job_id)
    assert before is not None
    assert after is not None
    assert (after.crew, after.starts_at, after.minutes) == (before.crew, before.starts_at, before.minutes)


@pytest.mark.parametrize(
    ("crew", "start", "minutes", "kind"),
    [
        ((ANA, ANA), "9:00", 90, FindingKind.DUPLICATE),
        ((ANA,), "9:00", 0, FindingKind.ORDER),
        ((ANA,), "9:00", 31 * 1440 + 1, FindingKind.ORDER),
        ((99,), "9:00", 90, FindingKind.ENTRY),
    ],
)
def test_a_plan_that_cannot_be_is_refused(
    desk: Desk, crew: tuple[int, ...], start: str, minutes: int, kind: FindingKind
) -> None:
    job_id = added(desk)
    outcome = desk.perform(PlanJob(job_id, 1, crew, at(start), minutes, YES))
    assert isinstance(outcome, Refused)
    assert [each.kind for each in outcome.findings] == [kind]


def test_a_job_under_way_keeps_crew_and_time_and_a_recall_asks(desk: Desk) -> None:
    outcome = desk.perform(PlanJob(RUNNING, 1, (), at("8:00", 23), 120, YES))
    assert isinstance(outcome, Refused)
    assert [each.kind for each in outcome.findings] == [FindingKind.STARTED]
    outcome = desk.perform(PlanJob(DISPATCHED, 1, (), None, 60))
    assert isinstance(outcome, Refused)
    assert outcome.asks_only
    assert isinstance(desk.perform(PlanJob(DISPATCHED, 1, (), None, 60, YES)), Done)


def test_status_goes_on_and_is_refused_where_it_cannot_be(desk: Desk) -> None:
    job_id = added(desk)
    outcome = desk.perform(SetStatus(job_id, 1, WorkStatus.STARTED))
    assert isinstance(outcome, Done)
    assert outcome.line == "1001 Furnace is Started, was Not Started."
    assert isinstance(desk.perform(SetStatus(job_id, 2, WorkStatus.DECLINED)), Refused)
    assert isinstance(desk.perform(SetStatus(job_id, 1, WorkStatus.COMPLETED)), Stale)
    queued = added(desk, crew=())
    refused = desk.perform(SetStatus(queued, 1, WorkStatus.STARTED))
    assert isinstance(refused, Refused)
    assert refused.sentence == "1002 has no crew: it cannot have begun."


def test_a_copy_has_a_number_of_its_own_and_nothing_of_what_happened(desk: Desk) -> None:
    outcome = desk.perform(CopyJob(RUNNING, 1, (ANA,), at("11:00"), 30))
    assert isinstance(outcome, Done)
    copy = desk.job(outcome.changed_id("job") or 0)
    assert copy is not None
    assert (copy.customer_id, copy.description, copy.minutes) == (MORA, "Leak", 30)
    assert (copy.status, copy.delivery, copy.version) == (WorkStatus.NOT_STARTED, Delivery.SAVED, 1)
    assert copy.number not in ("", "12")


def test_several_at_once_are_one_act_with_one_undo(desk: Desk, company_url: str) -> None:
    ids = [added(desk, starts_at=at(f"{hour}:00"), minutes=60) for hour in (8, 10, 12)]
    before, revision = contents(company_url), desk.revision()
    later = tuple(PlanJob(each, 1, (ANA,), at(f"{9 + 2 * place}:00"), 60) for place, each in enumerate(ids))
    outcome = desk.perform(Together(later))
    assert isinstance(outcome, Done)
    assert outcome.line == "3 jobs: Moved 1001 Furnace from 08:00 to 09:00, Ana Ruiz, Tue 24 Nov. And 2 more."
    assert desk.revision() == revision + 1
    assert isinstance(desk.perform(Undo()), Done)
    assert contents(company_url) == before


def test_of_several_one_refusal_refuses_all(desk: Desk, company_url: str) -> None:
    ids = [added(desk, starts_at=at(f"{hour}:00"), minutes=60) for hour in (8, 10)]
    before = contents(company_url)
    stale = Together((UnassignJob(ids[0], 1), UnassignJob(ids[1], 7)))
    assert isinstance(desk.perform(stale), Stale)
    assert contents(company_url) == before
    twice = desk.perform(Together((UnassignJob(ids[0], 1), DispatchJob(ids[0], 1))))
    assert isinstance(twice, Refused)
    assert isinstance(desk.perform(Together(())), Refused)


def test_a_rehearsal_says_of_each_what_it_would_become_and_writes_nothing(desk: Desk, company_url: str) -> None:
    first, second = (added(desk, starts_at=at(f"{hour}:00"), minutes=60) for hour in (8, 10))
    queued = added(desk, starts_at=None, crew=())
    before = contents(company_url)
    trials = desk.rehearse(
        [
            PlanJob(first, 1, (ANA,), at("10:30"), 60),
            DeleteJob(RUNNING, 1),
            DispatchJob(queued, 1),
            UnassignJob(second, 9),
        ]
    )
    assert [each.would_do for each in trials] == [True, False, False, False]
    assert trials[0].accepted == {FindingKind.OVERLAP}
    assert "Dispatch needs a crew" in trials[2].sentence
    assert contents(company_url) == before


def test_the_verdict_is_what_then_happens(desk: Desk) -> None:
    assert check_verdicts(desk, random.Random(7), 40, 400) > 50


def alarmed(desk: Desk) -> dict[int, ExceptionKind]:
    """The alarms of the 23rd, by job."""
    _, worst = desk.live_day(LiveAsked([ANA, BEN], day_span(date(2026, 11, 23), ZONE))).alarms(minute_of(NOW))
    return {block.job_id: alarm.kind for alarm, block in worst if isinstance(block, Block)}


def test_the_alarms_of_a_day_are_those_of_its_people_that_are_not_finished(desk: Desk) -> None:
    late = added(desk, starts_at=at("9:00", 23), minutes=60, crew=(ANA,))
    crowded = [added(desk, starts_at=at("15:00", 23), minutes=60, crew=(BEN,)) for _ in range(2)]
    added(desk, starts_at=at("9:00", 24), minutes=60, crew=(BEN,))
    assert alarmed(desk) == {late: ExceptionKind.LATE_START, crowded[1]: ExceptionKind.OVERLAP}
    listed = {(each.block.job_id, each.kind) for each in desk.exceptions(desk.office(), [ANA, BEN])}
    assert listed >= set(alarmed(desk).items()), "the list names at least what the board does"
    whole = day_span(date(2026, 11, 23), ZONE)
    day, _ = desk.live_day(LiveAsked([ANA], whole)).alarms(minute_of(NOW))
    assert day.counts == {ExceptionKind.LATE_START: 1}
    assert day.live == 1


def test_snoozing_is_kept_and_undone(desk: Desk) -> None:
    from industrack_core.domain.records.office import Office

    office: Office = desk.office()

    def kinds() -> list[tuple[int, ExceptionKind]]:
        return [(each.block.job_id, each.kind) for each in desk.exceptions(office, [ANA, BEN])]

    # it is 10:00 on the 23rd, and the job that runs was to be done at 10:00
    late = added(desk, starts_at=at("9:00", 23), minutes=60, crew=(ANA,))
    assert (late, ExceptionKind.LATE_START) in kinds()
    word = Snooze(late, ExceptionKind.LATE_START, at("9:00", 23), NOW + timedelta(minutes=30))
    outcome = desk.perform(word)
    assert isinstance(outcome, Done)
    assert outcome.line == "Snoozed until 10:30: 1001 late start."
    assert (late, ExceptionKind.LATE_START) not in kinds()
    assert late not in alarmed(desk)
    assert isinstance(desk.perform(Undo()), Done)
    assert (late, ExceptionKind.LATE_START) in kinds()
    assert late in alarmed(desk)
    assert isinstance(desk.perform(Snooze(late, "nonsense", NOW, None)), Refused)


def test_best_slots_are_free_of_findings_and_go_by_skill(desk: Desk) -> None:
    job_id = added(desk, starts_at=None, crew=(), service_type_id=REPAIR, minutes=120)
    office = desk.office()
    proposals = desk.best_slots(office, job_id, office.default_calendar)
    assert {each.crew for each in proposals} == {(ANA,)}, "only Ana knows gas"
    # it is 10:00 on Monday
    assert [instant_of(each.start) for each in proposals[:2]] == [at("10:00", 23), at("8:00", 24)]
    assert instant_of(proposals[2].start) == at("8:00", 25)
    assert instant_of(proposals[3].start) == at("8:00", 27), "Ana is off on the 26th"


def test_following_the_advice_leaves_nothing_against_it(desk: Desk) -> None:
    rng = random.Random(9)
    ids = crowded(desk, rng, 40)
    office = desk.office()
    told = 0
    for _ in range(150):
        job = desk.job(rng.choice(ids))
        assert job is not None
        start = at("0:00", rng.randrange(23, 28)) + timedelta(minutes=rng.randrange(0, 1440, 15))
        act = PlanJob(job.id, job.version, rng.choice(((ANA,), (BEN,), (ANA, BEN))), start, job.minutes)
        findings, advice = desk.advise(office, act, office.default_calendar)
        assert advice, "somebody has time within 14 days"
        for each in advice:
            told += 1
            better = desk.judge(PlanJob(job.id, job.version, each.crew, instant_of(each.start), each.minutes))
            assert isinstance(better, Done), (act, each, better)
            assert not better.warnings, (act, each, better)
        if not findings:
            assert advice[0].change is Change.TIME
            assert advice[0].start == minute_of(start)
    assert told > 250


def test_jobs_are_found_by_all_that_is_known_of_them(desk: Desk) -> None:
    furnace = added(desk, service_type_id=REPAIR)
    office = desk.office()

    def found(query: str) -> list[int]:
        return [each.job_id for each in desk.find_jobs(office, query)]

    for query in ("1001", "furn", "lindq", "oak 12", "5550134", "furnace repair", "ana ruiz", "ruiz oak furnace"):
        assert furnace in found(query), query
    assert found("boiler") == [DISPATCHED]
    assert found("ben") == [RUNNING, DISPATCHED], "by start"
    assert not found("furnace mora")
    assert not any(found(query) for query in ("", "%", "nobody"))
    job = desk.job(furnace)
    assert job is not None
    assert isinstance(desk.perform(EditJob(furnace, 1, draft(description="Radiator"))), Done)
    assert found("radia") == [furnace]
    assert not found("furnace 1001")
    version = job.version + 1
    assert isinstance(desk.perform(DeleteJob(furnace, version)), Done)
    assert not found("1001")
    assert isinstance(desk.perform(Undo()), Done)
    assert found("1001") == [furnace]


def test_people_of_one_name_share_what_is_looked_through(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of them with the jobs nearest to now, however many they have; two words look deeper."""
    monkeypatch.setattr(job_search, "_PROBE", 12)
    monkeypatch.setattr(job_search, "_DEEP_PROBE", 60)
    people = [done(desk.perform(AddEmployee("Max", f"Quint {each}"))).changed_id("employee") for each in range(3)]
    jobs: dict[tuple[int | None, int], int] = {}
    for who in people:
        for day in (*range(2, 12), *range(25, 30)):
            jobs[who, day] = added(desk, starts_at=at("9:00", day), crew=(who,), description=f"Roof {day}")
    office = desk.office()
    found = {each.job_id for each in desk.find_jobs(office, "quint")}
    assert found == {job for (_, day), job in jobs.items() if day in (8, 9, 10, 11, 25, 26, 27, 28)}
    assert {each.job_id for each in desk.find_jobs(office, "quint roof")} == set(jobs.values())
    assert len(desk.find_jobs(office, "quint", limit=5)) == 5


def test_days_sum_what_begins_on_them(desk: Desk) -> None:
    added(desk, starts_at=at("23:30"), minutes=60, crew=(ANA, BEN))
    added(desk, starts_at=at("9:00"), minutes=30)
    sums = desk.days(desk.office(), at("12:00", 23).date(), 3, most=1)
    assert [(each.jobs, each.minutes) for each in sums] == [(1, 120), (2, 150), (1, 60)]
    assert [each.first[0].number for each in sums] == ["12", "1002", "11"]
    of_ana = desk.days(desk.office(), at("12:00", 23).date(), 3, 4, [ANA])
    assert [(each.jobs, each.minutes, len(each.first)) for each in of_ana] == [(0, 0, 0), (2, 90, 2), (0, 0, 0)]
    assert desk.days(desk.office(), at("12:00", 23).date(), 3, 4, []) == (DaySum(0, 0),) * 3


def test_days_say_where_somebody_is_twice(desk: Desk) -> None:
    """As rows do: done and past ones do not count, declined ones neither; one of the evening before does."""
    days = {day: date(2026, 11, day) for day in range(24, 30)}
    for start, minutes, crew, other in (
        (at("22:00", 23), 300, (ANA,), {}), (at("0:30", 24), 60, (ANA, BEN), {}),
        (at("9:00", 25), 60, (ANA,), {}), (at("10:00", 25), 60, (ANA,), {}), (at("9:30", 25), 60, (BEN,), {}),
        (at("9:00", 26), 300, (ANA,), {}), (at("9:10", 26), 10, (BEN,), {}), (at("13:00", 26), 30, (BEN, ANA), {}),
        (at("9:00", 27), 60, (ANA,), {"status": WorkStatus.DECLINED, "status_reason": "Ill"}),
        (at("9:00", 27), 60, (ANA,), {}),
    ):  # fmt: skip
        added(desk, starts_at=start, minutes=minutes, crew=crew, **other)
    for whom, twice in ((None, {24, 26}), ([ANA], {24, 26}), ([BEN], set())):
        sums = desk.days(desk.office(), days[24], 6, 4, whom)
        found = {day for day, total in zip(days, sums, strict=True) if ExceptionKind.OVERLAP in total.alarms}
        rows: dict[int, Sequence[Block]] = {}
        for block in desk.all_blocks(day_span(days[24], ZONE, 6)):
            rows[block.employee_id] = [*rows.get(block.employee_id, ()), block]
        told = {
            instant_of(job.start).astimezone(ZONE).day
            for who, row in rows.items() if whom is None or who in whom
            for job, _ in doubled(row, minute_of(NOW))
        }  # fmt: skip
        assert found == told == twice, whom
    gone = desk.days(desk.office(), date(2026, 11, 2), 7)
    assert not any(total.alarms for total in gone)


def test_a_day_on_which_most_is_late_by_little_is_amber(desk: Desk) -> None:
    for each in range(3):
        added(desk, starts_at=at(f"9:4{each + 6}", 23), minutes=10, crew=(ANA,))
    (today,) = desk.days(desk.office(), at("12:00", 23).date(), 1)
    assert (today.alarms, today.mild) == ((ExceptionKind.LATE_START,), (ExceptionKind.LATE_START,))
    assert not today.is_red(ExceptionKind.LATE_START)
    added(desk, starts_at=at("9:45", 23), minutes=10, crew=(BEN,))
    (today,) = desk.days(desk.office(), at("12:00", 23).date(), 1)
    assert today.is_red(ExceptionKind.LATE_START), "a quarter of an hour"


def test_days_say_what_is_wrong_and_who_is_off(desk: Desk) -> None:
    added(desk, starts_at=at("8:00", 23), minutes=30, status=WorkStatus.COMPLETED)
    added(desk, starts_at=at("8:00", 23), minutes=30, status=WorkStatus.DECLINED, status_reason="Ill")
    added(desk, starts_at=at("8:05", 23), minutes=30, status=WorkStatus.STARTED)
    added(desk, starts_at=at("9:00", 23), minutes=30)
    off = TimeOff(employee_id=BEN, starts_at=at("20:00", 23), ends_at=at("1:00", 24), reason="Training")
    assert isinstance(desk.perform(SaveRecord(off, YES)), Done)
    today, tomorrow = desk.days(desk.office(), at("12:00", 23).date(), 2)
    kinds = ExceptionKind
    assert today.alarms == (kinds.DECLINED, kinds.LATE_START, kinds.OVERRUN)
    assert (today.off, tomorrow.off, tomorrow.alarms) == ((BEN,), (BEN,), ())
