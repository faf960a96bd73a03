"""What happens is told once: reports as they come, a dispatch when its window has passed, none that was undone."""

from collections.abc import Callable
from dataclasses import replace
from typing import Never

import pytest

from industrack_core.desk.field.field_desk import FieldDesk
from industrack_core.domain.acts.acts import AddJob, DispatchJob, EditJob, Redo, Undo
from industrack_core.domain.acts.field_acts import RecallJob, Settle, SettleReport
from industrack_core.domain.acts.saved_draft import draft_of
from industrack_core.domain.errors import DatabaseError
from industrack_core.domain.field.records import FieldReport
from tests.desk.office import YES, done
from tests.desk.phones import KEY, Clock, Phone, dispatched, field_of, job_now
from tests.store.small_company import draft


def test_each_thing_is_told_once_with_who_and_what(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        happening = field.happening
        dispatched(office, clock, description="Before")
        happening.start(int(clock().timestamp()))

        def fresh() -> list[tuple[str, str, int]]:
            found = happening.fresh(int(clock().timestamp()), ())
            return [(each.event, each.employee, each.job_id) for each in found]

        job = dispatched(office, clock)
        assert fresh() == [("dispatch", "Ana Ruiz", job.id)]
        phone = Phone(field, clock)
        phone.sync()
        phone.report("shift", step="start")
        phone.report("step", job.id, step="start_job")
        phone.report("note", job.id, key=KEY, text="x")
        phone.report("step", 999_999, step="start_job")
        phone.report("shift", step="break_start")
        phone.send()
        assert [event for event, _, _ in fresh()] == ["shift_start", "start_job", "note", "review", "break_start"]
        assert fresh() == []
        done(office.perform(RecallJob(job.id, job_now(office, job.id).version, YES)))
        assert fresh() == [("recall", "Ana Ruiz", job.id)]


def test_what_an_error_kept_from_being_read_is_told_the_next_time(
    company_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> Never:
        raise DatabaseError("The database is away.")

    with field_of(company_url) as (field, office, clock):
        happening = field.happening
        happening.start(int(clock().timestamp()))
        job = dispatched(office, clock)
        with monkeypatch.context() as patch:
            patch.setattr("industrack_core.desk.field.happening.records_by", away)
            with pytest.raises(DatabaseError):
                happening.fresh(int(clock().timestamp()), ())
        assert [each.job_id for each in happening.fresh(int(clock().timestamp()), ())] == [job.id]


def test_a_dispatch_waits_for_its_window_and_one_that_was_undone_is_not_told(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        happening = field.happening
        happening.start(int(clock().timestamp()))
        job = dispatched(office, clock)
        before = int(clock().timestamp()) - 11
        assert happening.fresh(before, ()) == []
        assert happening.waits()
        done(office.perform(Undo(YES)))
        assert happening.fresh(before + 11, ()) == []
        assert not happening.waits()
        job = dispatched(office, clock)
        assert happening.fresh(before, ()) == []
        (entry,) = (each.entry_id for each in happening.fresh(int(clock().timestamp()), ()))
        assert entry > job.id


def test_a_dispatch_that_was_undone_and_redone_is_told_when_it_is_due(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        happening = field.happening
        happening.start(int(clock().timestamp()))

        def told() -> list[int]:
            return [each.job_id for each in happening.fresh(int(clock().timestamp()), ()) if each.event == "dispatch"]

        job = done(office.perform(AddJob(draft(), YES))).changed_id("job") or 0
        done(office.perform(DispatchJob(job, 1, YES)))
        assert told() == []
        for _ in range(2):
            done(office.perform(Undo(YES)))
            assert told() == []
            done(office.perform(Redo(YES)))
            assert told() == []
            assert happening.waits()
        clock.later(seconds=11)
        assert told() == [job]
        assert told() == []
        done(office.perform(Undo(YES)))  # no phone has it: it was never said, and is said anew
        done(office.perform(Redo(YES)))
        clock.later(seconds=11)
        assert told() == [job]


def _watched(field: FieldDesk, clock: Clock) -> Callable[[], list[tuple[str, object]]]:
    """What is told from now on: the event, and what was said of the job."""
    field.happening.start(int(clock().timestamp()))

    def told() -> list[tuple[str, object]]:
        found = field.happening.fresh(int(clock().timestamp()), ())
        return [(each.event, each.said.get("description")) for each in found]

    return told


def test_an_undone_dispatch_that_was_told_is_told_as_a_recall(company_url: str) -> None:
    """No phone fetched it: the entry goes, and what stands then is told."""
    with field_of(company_url) as (field, office, clock):
        told = _watched(field, clock)
        dispatched(office, clock, description="One")
        assert told() == [("dispatch", "One")]
        done(office.perform(Undo(YES)))
        assert (told(), told()) == ([("recall", None)], [])
        done(office.perform(Redo(YES)))
        assert told() == []
        clock.later(seconds=11)
        assert told() == [("dispatch", "One")]
        assert not field.happening.waits()


def test_what_stood_before_is_told_again(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        job = dispatched(office, clock, description="One")
        told = _watched(field, clock)
        again = replace(draft_of(job), description="Two")
        done(office.perform(EditJob(job.id, job.version, again, YES, dispatch=True)))
        done(office.perform(Undo(YES)))
        assert told() == [], "it was never told"
        done(office.perform(Redo(YES)))
        clock.later(seconds=11)
        assert told() == [("dispatch", "Two")]
        done(office.perform(Undo(YES)))
        assert told() == [("dispatch", "One")]
        done(office.perform(RecallJob(job.id, job_now(office, job.id).version, YES)))
        assert told() == [("recall", None)]
        done(office.perform(Undo(YES)))
        assert told() == [("dispatch", "One")]
        done(office.perform(Redo(YES)))
        done(office.perform(Undo(YES)))
        assert told() == [], "nothing is different"


def test_taken_back_on_phones_is_told_by_what_they_hear(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        told = _watched(field, clock)
        phone = Phone(field, clock)
        job = dispatched(office, clock, description="One")
        phone.sync()
        assert told() == [("dispatch", "One")]
        done(office.perform(RecallJob(job.id, job_now(office, job.id).version, YES)))
        phone.sync()
        assert told() == [("recall", None)]
        done(office.perform(Undo(YES)))
        assert (told(), told()) == ([("dispatch", "One")], [])


def test_a_dispatch_that_was_recalled_before_it_was_due_is_not_told_after_its_recall(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        told = _watched(field, clock)
        job = done(office.perform(AddJob(draft(), YES, dispatch=True))).changed_id("job") or 0
        assert told() == []
        done(office.perform(RecallJob(job, job_now(office, job).version, YES)))
        assert [event for event, _ in told()] == ["recall"]
        clock.later(seconds=11)
        assert told() == []
        assert not field.happening.waits()


def test_what_is_not_due_when_a_gateway_starts_is_told_when_it_is(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        dispatched(office, clock, description="Before")
        for description in ("Now", "Gone"):
            done(office.perform(AddJob(draft(description=description), YES, dispatch=True)))
        told = _watched(field, clock)
        done(office.perform(Undo(YES)))
        assert told() == []
        clock.later(seconds=11)
        assert (told(), told()) == ([("dispatch", "Now")], [])


def test_a_step_that_is_taken_back_is_told_with_what_it_was(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        job = dispatched(office, clock)
        told = _watched(field, clock)
        phone = Phone(field, clock)
        phone.sync()
        phone.say("shift", step="start")
        assert phone.say("undo", seq=1) == "applied"
        phone.say("step", job.id, step="start_job")
        assert phone.say("undo", seq=3) == "applied"
        assert phone.say("undo", seq=99) == "review"
        found = field.happening.fresh(int(clock().timestamp()), ())
        assert [(each.event, each.said.get("seq"), each.said.get("event")) for each in found] == [
            ("shift_start", None, None), ("undo", 1, "shift_start"),
            ("start_job", None, None), ("undo", 3, "start_job"), ("review", 99, None),
        ]  # fmt: skip
        assert told() == []


def test_what_the_office_decides_on_a_report_is_told(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        job = dispatched(office, clock)
        phone = Phone(field, clock)
        phone.sync()
        done(office.perform(RecallJob(job.id, job_now(office, job.id).version, YES)))
        clock.later(minutes=1)
        told = _watched(field, clock)

        def settle(how: Settle) -> None:
            (report,) = [each for each in office.records("field_report", range(1, 9999)).values()]
            assert isinstance(report, FieldReport)
            done(office.perform(SettleReport(report.id, report.version, how, "No", YES)))

        assert phone.say("step", job.id, step="start_job") == "review"
        assert told() == [("review", None)]
        settle(Settle.APPLY)
        assert told() == [("start_job", None)]
        done(office.perform(Undo(YES)))
        assert told() == [("review", None)]
        settle(Settle.DISMISS)
        assert told() == []
        assert phone.say("step", job.id, step="complete") == "review"
        done(office.perform(Undo(YES)))
        assert [event for event, _ in told()] == ["review", "review"]
