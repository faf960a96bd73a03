"""Whatever is done, undone and done again: the sums of days say what the blocks of those days come to."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from industrack_core.desk.desk import Desk
from industrack_core.desk.jobs import placing
from industrack_core.desk.upkeep import check_database
from industrack_core.domain.acts.acts import (
    Act,
    AddEmployee,
    AddJob,
    DeleteJob,
    DispatchJob,
    EditJob,
    PlaceJob,
    Redo,
    SaveRecord,
    SetStatus,
    UnassignJob,
    Undo,
)
from industrack_core.domain.acts.imported import ImportedJob, ImportJobs
from industrack_core.domain.board import exceptions as board_exceptions
from industrack_core.domain.board.alarms import RED, ExceptionKind, doubled, hurts_at, is_mild, own_kinds
from industrack_core.domain.board.board import Block
from industrack_core.domain.board.day_sums import DaySum
from industrack_core.domain.board.exceptions import exceptions
from industrack_core.domain.outcomes import FindingKind
from industrack_core.domain.records.job import WorkStatus
from industrack_core.domain.records.office import Company
from industrack_core.domain.time.minute import instant_of, minute_of
from industrack_core.domain.time.span import Span, day_span
from industrack_core.domain.upgrade import Upgrade
from industrack_core.store.derived.crew_sums import JOB, place_in_week
from industrack_core.store.reads import first_jobs
from industrack_core.store.reads.block_reads import read_all_blocks
from industrack_core.store.reads.day_reads import read_days
from industrack_core.store.store import open_store
from tests.desk.office import done
from tests.desk.test_undo_random import fresh_company
from tests.store.old_office import tables_of
from tests.store.small_company import ANA, BEN, NOW, ZONE, at, desk_at, draft, rows

YES = frozenset(FindingKind)
CHANGE = date(2026, 11, 1)
"""The clocks of New York go back."""
STARTS = st.builds(
    lambda day, minutes: day_span(date(2026, 10, 31) + timedelta(day), ZONE).starts_at + timedelta(minutes=minutes),
    st.sampled_from([0, 1, 2, 23, 24]), st.integers(0, 1500),
)  # fmt: skip
DRAFTS = st.builds(
    draft,
    starts_at=st.none() | STARTS,
    minutes=st.sampled_from([15, 60, 600, 3000]),
    crew=st.sampled_from([(), (ANA,), (BEN,), (BEN, ANA)]),
    recurrence=st.sampled_from(["", "", "FREQ=DAILY;COUNT=4", "FREQ=WEEKLY;COUNT=3"]),
)
EDITS = DRAFTS.map(lambda each: draft(starts_at=each.starts_at, minutes=each.minutes, crew=each.crew))
ROWS = st.builds(
    ImportedJob, key=st.sampled_from("abcd"), customer=st.just("Acme"), location=st.just("Main"),
    employee=st.sampled_from(["", "Ana Ruiz", "Ben Okafor"]), service_type=st.just("Repair"), starts_at=STARTS,
    minutes=st.sampled_from([10, 700]),
)  # fmt: skip
STEP = st.one_of(
    st.tuples(st.just("add"), DRAFTS),
    st.tuples(st.just("edit"), EDITS),
    st.tuples(st.just("place"), STARTS),
    st.tuples(st.just("status"), st.sampled_from(list(WorkStatus))),
    st.tuples(st.just("import"), st.lists(ROWS, min_size=1, max_size=4)),
    st.tuples(st.just("zone"), st.sampled_from(["Asia/Kathmandu", "Europe/London", "UTC"])),
    st.tuples(st.sampled_from(["dispatch", "delete", "send back", "undo", "redo"]), st.none()),
)


def act_of(desk: Desk, kind: str, value: object, pick: int) -> Act:
    """The act that a drawn step means in the company as it is now; any other where it needs a job and there is none."""
    plain: dict[str, Act] = {"undo": Undo(YES), "redo": Redo(YES)}
    if kind in plain:
        return plain[kind]
    if kind == "zone":
        zoned: Company = replace(desk.office().company, zone=str(value))
        return SaveRecord(zoned, YES)
    if kind == "import":
        return ImportJobs(tuple(value), "f.csv", str(pick // 20))  # type: ignore[arg-type]
    jobs = [listed.job for listed in desk.jobs()]
    if kind == "add" or not jobs:
        return AddJob(value if kind == "add" else draft(), YES)  # type: ignore[arg-type]
    job = jobs[pick % len(jobs)]
    acts: dict[str, Act] = {
        "dispatch": DispatchJob(job.id, job.version, YES),
        "delete": DeleteJob(job.id, job.version, accepted=YES),
        "send back": UnassignJob(job.id, job.version, YES),
    }
    if kind == "edit":
        return EditJob(job.id, job.version, value, YES)  # type: ignore[arg-type]
    if kind == "place":
        return PlaceJob(job.id, job.version, BEN, value, YES)  # type: ignore[arg-type]
    if kind == "status":
        return SetStatus(job.id, job.version, value, "Ill", YES)  # type: ignore[arg-type]
    return acts[kind]


def summed(blocks: Sequence[Block], day: Span, now: int) -> DaySum:
    """What a day comes to by the rules of blocks, without its first jobs."""
    rows: dict[int, list[Block]] = {}
    for block in blocks:
        rows.setdefault(block.employee_id, []).append(block)
    low, high = minute_of(day.starts_at), minute_of(day.ends_at)
    here = [block for block in blocks if low <= block.start < high]
    jobs = {block.job_id: block._replace(receipt=0) for block in here}
    told = [(kind, now - hurts_at(kind, job)) for job in jobs.values() for kind in own_kinds(job, now)]
    wrong: dict[ExceptionKind, int] = {}
    for kind, minutes in told:
        wrong[kind] = max(minutes, wrong.get(kind, minutes))
    if any(low <= job.start < high for row in rows.values() for job, _ in doubled(row, now)):
        wrong[ExceptionKind.OVERLAP] = 0
    kinds = tuple(kind for kind in ExceptionKind if kind in wrong)
    live = sum(job.status != "completed" for job in jobs.values())
    is_calm = 2 * sum(kind in RED for kind, _ in told) > live
    mild = tuple(kind for kind in kinds if is_calm and is_mild(kind, wrong[kind]))
    return DaySum(len(jobs), sum(each.end - each.start for each in here if each.status != "declined"), (), kinds, (),
                  mild)  # fmt: skip


def planned(blocks: Sequence[Block], day: Span) -> int:
    low, high = minute_of(day.starts_at), minute_of(day.ends_at)
    return sum(max(0, min(each.end, high) - max(each.start, low)) for each in blocks if each.status != "declined")


def agree(desk: Desk, nows: Sequence[int]) -> None:
    """The sums of days with a clock change, and of today, against the blocks of those days."""
    zone: ZoneInfo = desk.office().zone
    for first, count in ((CHANGE - timedelta(days=1), 4), (date(2026, 11, 22), 4)):
        days = [day_span(first + timedelta(days=each), zone) for each in range(count)]
        everything = desk.all_blocks(Span(days[0].starts_at, days[-1].ends_at))
        for whose in (None, [ANA], [ANA, BEN]):
            blocks = [block for block in everything if whose is None or block.employee_id in whose]
            for now in nows:
                with desk.store.reading() as connection:
                    found = read_days(connection, first, days, 0, now, whose)
                told = [DaySum(day.jobs, day.minutes, (), day.alarms, (), day.mild) for day in found]
                assert told == [summed(blocks, day, now) for day in days], (whose, now)
                assert {type(each) for day in told for each in (day.jobs, day.minutes)} == {int}
            with pytest.MonkeyPatch.context() as patch:
                shown = desk.days(desk.office(), first, count, 2, [ANA, BEN])
                patch.setattr(first_jobs, "_FEW", 0)  # as where it is of many people
                for walked in (20, 1):
                    patch.setattr(first_jobs, "_WALKED", walked)
                    assert desk.days(desk.office(), first, count, 2, [ANA, BEN]) == shown
            for day in days:
                assert desk.day_now(day, whose or [ANA, BEN]).planned.minutes == planned(blocks, day)


def eyes_agree(desk: Desk) -> None:
    """What needs an eye is what all blocks say, however few were read; and where one fits, however far was looked."""
    office, who = desk.office(), [ANA, BEN]
    window = Span(NOW - timedelta(days=1), NOW + timedelta(days=2))
    with desk.store.reading() as connection:
        blocks, time_off = read_all_blocks(connection, window)
    theirs = [block for block in blocks if block.employee_id in who]
    told = exceptions(theirs, office.employees_by_id, time_off, (), minute_of(NOW), office.zone)
    found = desk.exceptions(office, who)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(board_exceptions, "_FEW_HOURS", 0)  # as where many have hours of their own
        assert desk.exceptions(office, who) == found
    assert {(each.block.job_id, each.kind) for each in found} == {(each.block.job_id, each.kind) for each in told}
    for listed in list(desk.jobs())[:3]:
        for limit in (1, 7, 500):
            near = desk.best_slots(office, listed.job.id, office.default_calendar, limit)
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(placing, "FIRST_LOOK", 30 * 24 * 60)
                assert near == desk.best_slots(office, listed.job.id, office.default_calendar, limit)


@pytest.mark.parametrize(("engine", "examples"), [("sqlite", 15), ("postgresql", 3)])
def test_sums_and_overlaps_follow_every_act(engine: str, examples: int, request: pytest.FixtureRequest) -> None:
    phases = (Phase.explicit, Phase.reuse, Phase.generate)

    @settings(phases=phases, database=None, max_examples=examples, suppress_health_check=list(HealthCheck))
    @given(
        steps=st.lists(st.tuples(STEP, st.integers(0, 99)), min_size=4, max_size=14),
        nows=st.lists(STARTS.map(minute_of), min_size=2, max_size=2),
    )
    def after_each(steps: list[tuple[tuple[str, object], int]], nows: list[int]) -> None:
        with fresh_company(engine, request) as url, closing(desk_at(url)) as desk:
            for (kind, value), pick in steps:
                desk.perform(act_of(desk, kind, value, pick))
            agree(desk, [*nows, minute_of(at("10:00", 23)), minute_of(at("10:07", 23))])
            eyes_agree(desk)
            assert not list(check_database(url, lambda progress: None))

    after_each()


def test_a_job_of_many_counts_once_for_all_of_them_and_for_each(company_url: str) -> None:
    with closing(desk_at(company_url)) as desk:
        people = [
            int(done(desk.perform(AddEmployee("No", str(each)))).changed_id("employee") or 0) for each in range(9)
        ]
        done(desk.perform(AddJob(draft(starts_at=at("9:00", 30), minutes=60, crew=tuple(people)), YES)))
        done(desk.perform(AddJob(draft(starts_at=at("9:00", 30), minutes=60, crew=tuple(people[1::-1])), YES)))
        done(desk.perform(AddJob(draft(starts_at=at("12:00", 30), minutes=30, crew=tuple(people[:2])), YES)))
        for whose, jobs, minutes in ((people, 3, 9 * 60 + 180), (people[:1], 3, 150), (people[2:4], 1, 120)):
            (day,) = desk.days(desk.office(), date(2026, 11, 30), 1, 9, whose)
            assert (day.jobs, day.minutes, len(day.first)) == (jobs, minutes, jobs)
        assert not list(check_database(company_url, lambda progress: None))


@pytest.mark.parametrize("revision", ["0023", "0031"])
def test_a_company_from_before_there_were_such_sums_has_them_afterwards(database_url: str, revision: str) -> None:
    tables_of(database_url, revision)
    if revision == "0031":  # the sums were by the day
        rows(database_url, "INSERT INTO crew_sum VALUES (2, 739927, '2,3', 'not_started', 1, 90)")
    for statement in (
        "INSERT INTO company (id, version, name, zone, currency, first_weekday, clock24, day_first)"
        " VALUES (1, 1, 'Old', 'Asia/Kathmandu', 'NPR', 0, 1, 0)",
        "INSERT INTO employee (id, version, last_name) VALUES (2, 1, 'Rai'), (3, 1, 'Thapa')",
        "INSERT INTO customer (id, version, number, name) VALUES (4, 1, 'C1', 'Mora')",
        "INSERT INTO job (id, version, number, customer_id, description, status, priority, minutes, crew, delivery,"
        " billing, overlap_accepted, in_queue, starts_at) VALUES (5, 1, '1001', 4, 'Boiler', 'not_started', 'normal',"
        " 90, '3,2', 'saved', 'none', 0, 0, 29900000)",
        "INSERT INTO job_crew (job_id, employee_id, starts_at, ends_at) VALUES (5, 2, 29900000, 29900090),"
        " (5, 3, 29900000, 29900090)",
        "UPDATE ledger SET next_record_id = 9, longest_minutes = 90",
    ):
        rows(database_url, statement)
    open_store(database_url, upgrade=Upgrade(uncopied=True)).close()
    day = instant_of(29900000).astimezone(ZoneInfo("Asia/Kathmandu")).toordinal()
    week, place = place_in_week(day)
    days = [JOB + 90 if each == place else 0 for each in range(7)]
    told = [(each, week, "2,3", "not_started", *days) for each in (2, 3)]
    assert rows(database_url, "SELECT * FROM crew_sum ORDER BY employee_id") == told
