"""Steps beside what the office does with the job: from when on it counts, and what a settled step is dated."""

import pytest

from industrack_core.domain.acts.acts import PlanJob
from industrack_core.domain.acts.field_acts import RecallJob, Settle, SettleReport
from industrack_core.domain.records.job import WorkStatus
from industrack_core.domain.time.minute import minute_of
from tests.desk.office import YES, done
from tests.desk.phones import Phone, dispatched, field_of, job_now
from tests.store.small_company import BEN, rows


def texts(url: str) -> list[str]:
    """What the office reads of all reports."""
    return [str(text) for (text,) in rows(url, "SELECT text FROM field_report ORDER BY id")]


@pytest.mark.parametrize(("ago", "verdict"), [(720, "applied"), (600, "review"), (60, "review")])
@pytest.mark.parametrize("taken", ["recalled", "given to another"])
def test_a_step_counts_until_the_job_was_taken_away(company_url: str, taken: str, ago: int, verdict: str) -> None:
    with field_of(company_url) as (field, office, clock):
        job = dispatched(office, clock)
        phone = Phone(field, clock)
        phone.sync()
        clock.later(minutes=30)
        if taken == "recalled":
            done(office.perform(RecallJob(job.id, job_now(office, job.id).version)))
        else:
            done(office.perform(PlanJob(job.id, job.version, (BEN,), job.starts_at, 90, YES)))
        clock.later(minutes=10)
        assert phone.send(phone.report("step", job.id, step="start_travel", ago=ago)).results[0].verdict == verdict
        if verdict == "review":
            said = minute_of(clock()) - ago // 60
            ((report, version),) = rows(company_url, "SELECT id, version FROM field_report")
            clock.later(minutes=20)
            done(office.perform(SettleReport(int(str(report)), int(str(version)), Settle.APPLY, accepted=YES)))
            assert rows(company_url, "SELECT since_at FROM visit WHERE employee_id <> :ben", ben=BEN) == [(said,)]


def test_a_break_interrupts_a_job_which_goes_on_after_it(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        job = dispatched(office, clock)
        phone = Phone(field, clock)
        phone.sync()
        statuses = []
        for kind, number, step in (
            ("step", job.id, "start_job"), ("shift", 0, "break_start"), ("shift", 0, "break_end"),
        ):  # fmt: skip
            clock.later(minutes=10)
            assert phone.say(kind, number, step=step) == "applied"
            statuses.append(job_now(office, job.id).status)
        assert statuses == [WorkStatus.STARTED, WorkStatus.PAUSED, WorkStatus.STARTED]
        clock.later(minutes=10)
        assert phone.say("shift", step="break_start") == "applied"
        clock.later(minutes=10)
        assert phone.say("shift", step="end") == "applied"
        times = rows(company_url, "SELECT kind, ends_at - starts_at FROM time_entry ORDER BY starts_at, id")
    assert sorted((str(kind), int(str(minutes))) for kind, minutes in times) == [
        ("break", 10), ("break", 10), ("job", 10), ("job", 10), ("shift", 40),
    ]  # fmt: skip


def test_a_time_that_ended_keeps_an_end(company_url: str) -> None:
    with field_of(company_url) as (field, _, clock):
        phone = Phone(field, clock)
        began = int(clock().timestamp() * 1000)
        phone.say("shift", step="start")
        clock.later(minutes=30)
        ended = int(clock().timestamp() * 1000)
        phone.say("shift", step="end")
        clock.later(minutes=30)
        ((entry,),) = rows(company_url, "SELECT id FROM time_entry")
        assert phone.say("amend", entry=entry, starts=began) == "review"
        assert phone.say("amend", entry=entry, starts=began, ends=ended) == "applied"
        assert rows(company_url, "SELECT mark FROM time_entry") == [("[]",)], "it was so already"
        assert phone.say("amend", entry=entry, starts=began + 60_000, ends=ended) == "applied"
        assert rows(company_url, "SELECT ends_at - starts_at, mark FROM time_entry") == [(29, '["amended"]')]
    assert texts(company_url)[2].endswith("It takes the end from a time that had ended.")
