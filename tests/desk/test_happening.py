"""What happens is told once: reports as they come, a dispatch when its window has passed, none that was undone."""

from typing import Never

import pytest

from industrack_core.domain.acts.acts import AddJob, DispatchJob, Redo, Undo
from industrack_core.domain.acts.field_acts import RecallJob
from industrack_core.domain.errors import DatabaseError
from tests.desk.office import YES, done
from tests.desk.phones import KEY, Phone, dispatched, field_of, job_now
from tests.store.small_company import draft


def test_each_thing_is_told_once_with_who_and_what(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        happening = field.happening
        dispatched(office, clock, description="Before")
        happening.start()

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
        happening.start()
        job = dispatched(office, clock)
        with monkeypatch.context() as patch:
            patch.setattr("industrack_core.desk.field.happening.records_by", away)
            with pytest.raises(DatabaseError):
                happening.fresh(int(clock().timestamp()), ())
        assert [each.job_id for each in happening.fresh(int(clock().timestamp()), ())] == [job.id]


def test_a_dispatch_waits_for_its_window_and_one_that_was_undone_is_not_told(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        happening = field.happening
        happening.start()
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
        happening.start()

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
