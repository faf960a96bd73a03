"""Steps, corrections and the office's word where one instant, one member or one word more decides."""

from dataclasses import replace

import pytest

from industrack_core.domain.acts.acts import DeleteJob, EditJob, SetBilling, SetStatus
from industrack_core.domain.acts.field_acts import RecallJob
from industrack_core.domain.acts.saved_draft import draft_of
from industrack_core.domain.field.entries import EntryKind
from industrack_core.domain.field.records import TimeEntry
from industrack_core.domain.records.job import Billing, WorkStatus
from tests.desk.field.reported import added
from tests.desk.office import YES, done, refused
from tests.desk.phones import KEY, Phone, dispatched, field_of, job_now
from tests.store.small_company import ANA, BEN, at, plain_engine, rows

BOTH = (ANA, BEN)
VISITS = "SELECT employee_id, status, version FROM visit ORDER BY employee_id"


def texts(url: str) -> list[str]:
    return [str(text) for (text,) in rows(url, "SELECT text FROM field_report ORDER BY id")]


@pytest.mark.parametrize("how", ["recalled", "off the crew"])
@pytest.mark.parametrize(
    ("ago", "due_known", "verdict"),
    [(11, True, "applied"), (9, True, "review"), (11, False, "review"), (41, False, "applied")],
)
def test_a_step_counts_until_the_second_in_which_the_job_was_taken(
    company_url: str, how: str, ago: int, due_known: bool, verdict: str
) -> None:
    """Entries of before seconds were written know the minute alone."""
    with field_of(company_url) as (field, office, clock):
        job = dispatched(office, clock, crew=BOTH)
        phone = Phone(field, clock)
        phone.sync()
        clock.later(minutes=5)
        clock.now = clock.now.replace(second=30)
        if how == "recalled":
            done(office.perform(RecallJob(job.id, job_now(office, job.id).version, YES)))
        else:
            now = job_now(office, job.id)
            done(office.perform(EditJob(job.id, now.version, replace(draft_of(now), crew=(BEN,)), YES, dispatch=True)))
        if not due_known:
            engine = plain_engine(company_url)
            with engine.begin() as connection:
                connection.exec_driver_sql("UPDATE outbox SET due_s = 0 WHERE errand = 'recall'")
            engine.dispose()
        clock.later(seconds=10)
        assert phone.send(phone.report("step", job.id, step="start_job", ago=ago)).results[0].verdict == verdict


def test_nobodys_visit_changes_but_whose_step_it_is(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        job = dispatched(office, clock, crew=BOTH)
        ana, ben = Phone(field, clock), Phone(field, clock, BEN, "ben's token")
        for phone in (ana, ben):
            phone.sync()
        ana.say("step", job.id, step="start_job")
        assert rows(company_url, VISITS) == [(ANA, "started", 1)]
        clock.later(minutes=3)
        ben.say("step", job.id, step="start_job")
        ana.say("step", job.id, step="start_job")
        assert rows(company_url, VISITS) == [(ANA, "started", 1), (BEN, "started", 1)]
        clock.later(minutes=3)
        ben.say("step", job.id, step="pause")
        assert rows(company_url, VISITS) == [(ANA, "started", 1), (BEN, "paused", 2)]
        made = rows(
            company_url,
            "SELECT id FROM visit UNION ALL SELECT id FROM time_entry UNION ALL SELECT id FROM field_report",
        )
        assert len(set(made)) == len(made), "an id is one thing's"


def test_a_job_that_is_approved_keeps_its_status(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        job = dispatched(office, clock)
        phone = Phone(field, clock)
        phone.sync()
        for step in ("start_job", "complete"):
            clock.later(minutes=5)
            assert phone.say("step", job.id, step=step) == "applied"
        done(office.perform(SetBilling(job.id, job_now(office, job.id).version, Billing.APPROVED, YES)))
        clock.later(minutes=1)
        assert phone.say("undo", seq=2) == "applied"
        assert rows(company_url, "SELECT status FROM visit") == [("started",)]
        assert job_now(office, job.id).status is WorkStatus.COMPLETED
        assert phone.say("step", job.id, step="pause") == "review"


def test_what_followed_a_step_and_what_is_gone_since(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        job, other = dispatched(office, clock), dispatched(office, clock)
        phone = Phone(field, clock)
        phone.sync()
        phone.say("step", job.id, step="start_job")
        clock.later(minutes=2)
        phone.say("step", job.id, step="pause")
        assert phone.say("undo", seq=1) == "review"
        assert "could not apply" not in texts(company_url)[-1]
        for step in ("start_job", "complete"):
            clock.later(minutes=2)
            phone.say("step", other.id, step=step)
        done(office.perform(DeleteJob(other.id, job_now(office, other.id).version, accepted=YES)))
        assert phone.say("undo", seq=5) == "review"
        assert phone.say("step", other.id, step="pause") == "review"
    assert not [each for each in texts(company_url) if "could not apply" in each]


@pytest.mark.parametrize(("starts", "verdict"), [("0:00", "applied"), ("23:59", "review")])
def test_todays_times_begin_at_midnight(company_url: str, starts: str, verdict: str) -> None:
    with field_of(company_url) as (field, _, clock):
        phone = Phone(field, clock)
        began = at(starts, 24 if starts == "0:00" else 23)
        entry = added(company_url, TimeEntry(employee_id=ANA, kind=EntryKind.SHIFT, starts_at=at("1:00")))
        said = int(began.timestamp()) * 1000
        assert phone.say("amend", entry=entry, starts=said, ends=said + 7_200_000, why="early") == verdict
    if verdict == "applied":
        assert rows(company_url, "SELECT starts_at * 60, ends_at * 60 FROM time_entry") == [
            (said // 1000, said // 1000 + 7200)
        ]


def test_a_gateway_whose_clock_goes_back_corrects_times_as_far_as_reports_went(company_url: str) -> None:
    with field_of(company_url) as (field, _, clock):
        phone = Phone(field, clock)
        phone.say("shift", step="start")
        ((entry,),) = rows(company_url, "SELECT id FROM time_entry")
        clock.later(hours=2)
        phone.say("note", 0, key=KEY, text="x")
        ends = int(clock().timestamp()) * 1000
        clock.later(hours=-1)
        assert phone.say("amend", entry=entry, starts=ends - 7_200_000, ends=ends) == "applied"


@pytest.mark.parametrize(
    ("seen", "wanted", "arrived"),
    [
        (("start_travel", "end_travel"), WorkStatus.PAUSED, True),
        (("start_travel", "end_travel"), WorkStatus.ON_TRAVEL, False),
        (("start_travel",), WorkStatus.PAUSED, False),
    ],
)
def test_the_offices_status_stands_for_the_visit(
    company_url: str, seen: tuple[str, ...], wanted: WorkStatus, arrived: bool
) -> None:
    with field_of(company_url) as (field, office, clock):
        job = dispatched(office, clock, crew=BOTH)
        phone = Phone(field, clock)
        phone.sync()
        for step in seen:
            clock.later(minutes=1)
            assert phone.say("step", job.id, step=step) == "applied"
        clock.later(minutes=1, seconds=20)
        now = job_now(office, job.id)
        done(office.perform(SetStatus(job.id, now.version, wanted, "Rain", accepted=YES)))
        assert job_now(office, job.id).status is wanted
        since = int(clock().timestamp()) // 60
    columns = "employee_id, status, reason, arrived, since_at, version"
    found = rows(company_url, f"SELECT {columns} FROM visit ORDER BY employee_id")  # noqa: S608
    assert found[0][:5] == (ANA, wanted.value, "Rain", arrived, since)
    assert found[1] == (BEN, wanted.value, "Rain", False, since, 1)


def test_whom_a_recall_asks_about_and_what_it_writes(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        job = dispatched(office, clock)
        phone = Phone(field, clock)
        phone.sync()
        phone.say("step", job.id, step="start_job")
        version = job_now(office, job.id).version
        assert "Started: its crew is at it already" in refused(office.perform(RecallJob(job.id, version)))
        assert job_now(office, job.id).version == version
        done(office.perform(RecallJob(job.id, version, YES)))
        assert "nobody has it" in refused(office.perform(RecallJob(job.id, version + 1, YES)))
        over = dispatched(office, clock)
        phone.sync()
        phone.say("step", over.id, step="complete")
        done(office.perform(RecallJob(over.id, job_now(office, over.id).version)))
    assert rows(company_url, "SELECT errand FROM outbox ORDER BY id") == [("dispatch",), ("recall",)] * 2
