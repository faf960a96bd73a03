"""What `job_crew` says of phones follows every act: the newest entry, how far it got, the visit, a tag."""

from contextlib import closing
from datetime import timedelta

import pytest

from industrack_core.desk.desk import Desk
from industrack_core.desk.upkeep import check_database
from industrack_core.domain.acts.acts import AddJob, DeleteJob, DispatchJob, PlanJob, SetStatus, Undo
from industrack_core.domain.outcomes import Done
from industrack_core.domain.records.job import Job, WorkStatus
from tests.desk.office import YES, done
from tests.store.small_company import ANA, BEN, DISPATCHED, at, desk_at, draft, rows

Phone = tuple[object, ...]


def phones(url: str, job_id: int) -> dict[int, Phone]:
    """By employee the entry, whether it is the newest of the outbox, and whether there is a tag."""
    found = rows(
        url,
        "SELECT employee_id, entry_id, receipt, status, tag, (SELECT max(id) FROM outbox o WHERE o.job_id = c.job_id"
        " AND o.employee_id = c.employee_id AND errand = 'dispatch') FROM job_crew c WHERE job_id = :job",
        job=job_id,
    )
    return {
        who: (entry is not None and entry == newest, receipt, status, bool(tag))
        for who, entry, receipt, status, tag, newest in found
        if isinstance(who, int)
    }


def tags(url: str, job_id: int) -> dict[object, object]:
    return dict(rows(url, "SELECT employee_id, tag FROM job_crew WHERE job_id = :job", job=job_id))  # type: ignore[arg-type]


def job_of(desk: Desk, outcome: object) -> Job:
    job_id = done(outcome).changed_id("job")
    assert job_id is not None
    return now(desk, job_id)


def now(desk: Desk, job_id: int) -> Job:
    """The job as it is."""
    job = desk.job(job_id)
    assert job is not None
    return job


NOTHING, WAITING = (False, 0, "", False), (True, 1, "", True)


def test_a_dispatch_is_waited_for_and_an_undo_takes_it_back(company_url: str) -> None:
    with closing(desk_at(company_url)) as desk:
        job = job_of(desk, desk.perform(AddJob(draft(crew=(ANA, BEN)))))
        assert phones(company_url, job.id) == {ANA: NOTHING, BEN: NOTHING}
        done(desk.perform(DispatchJob(job.id, job.version)))
        assert phones(company_url, job.id) == {ANA: WAITING, BEN: WAITING}
        first = tags(company_url, job.id)
        assert first[ANA] == first[BEN]
        done(desk.perform(Undo(YES)))
        assert phones(company_url, job.id) == {ANA: NOTHING, BEN: NOTHING}
        assert not list(check_database(company_url, lambda progress: None, repair=False))


def test_who_joins_has_nothing_and_who_comes_back_by_undo_has_it_again(company_url: str) -> None:
    with closing(desk_at(company_url)) as desk:
        job = job_of(desk, desk.perform(AddJob(draft(crew=(ANA,)), dispatch=True)))
        assert phones(company_url, job.id) == {ANA: WAITING}
        assert job.starts_at is not None
        done(desk.perform(PlanJob(job.id, job.version, (BEN,), job.starts_at, job.minutes, YES)))
        assert phones(company_url, job.id) == {BEN: NOTHING}
        done(desk.perform(Undo(YES)))
        assert phones(company_url, job.id) == {ANA: WAITING}
        job = now(desk, job.id)
        done(desk.perform(PlanJob(job.id, job.version, (ANA, BEN), at("11:00"), job.minutes, YES)))
        assert phones(company_url, job.id) == {ANA: WAITING, BEN: NOTHING}
        job = now(desk, job.id)
        done(desk.perform(DispatchJob(job.id, job.version, YES)))
        assert phones(company_url, job.id) == {ANA: WAITING, BEN: WAITING}
        done(desk.perform(DeleteJob(job.id, now(desk, job.id).version, accepted=YES)))
        assert phones(company_url, job.id) == {}
        done(desk.perform(Undo(YES)))
        assert phones(company_url, job.id) == {ANA: WAITING, BEN: WAITING}
        assert not list(check_database(company_url, lambda progress: None, repair=False))


def test_a_tag_changes_with_what_a_phone_shows_and_with_nothing_else(company_url: str) -> None:
    with closing(desk_at(company_url)) as desk:
        job = job_of(desk, desk.perform(AddJob(draft(crew=(ANA,)), dispatch=True)))
        first = tags(company_url, job.id)
        assert job.starts_at is not None
        moved = PlanJob(job.id, job.version, job.crew, job.starts_at + timedelta(hours=1), 90, YES)
        done(desk.perform(moved))
        assert tags(company_url, job.id) == first
        done(desk.perform(SetStatus(job.id, now(desk, job.id).version, WorkStatus.STARTED, accepted=YES)))
        assert tags(company_url, job.id) != first


@pytest.mark.parametrize("broken", ["UPDATE job_crew SET entry_id = 7", "UPDATE job_crew SET status = 'started'"])
def test_what_is_wrong_is_found_and_made_anew_with_tags_that_no_phone_has(company_url: str, broken: str) -> None:
    with closing(desk_at(company_url)) as desk:
        job = job_of(desk, desk.perform(AddJob(draft(crew=(ANA,)), dispatch=True)))
    before, first = phones(company_url, job.id), tags(company_url, job.id)
    rows(company_url, broken)
    assert list(check_database(company_url, lambda progress: None, repair=True))
    assert not list(check_database(company_url, lambda progress: None, repair=False))
    assert phones(company_url, job.id) == before
    assert tags(company_url, job.id) != first
    assert phones(company_url, DISPATCHED) == {BEN: NOTHING}


def test_an_act_with_an_id_is_done_once(company_url: str) -> None:
    with closing(desk_at(company_url)) as desk:
        first = desk.perform(AddJob(draft()), act_id="a" * 32)
        again = desk.perform(AddJob(draft()), act_id="a" * 32)
        assert isinstance(first, Done)
        assert isinstance(again, Done)
        assert (again.revision, again.line, set(again.changes)) == (first.revision, first.line, set(first.changes))
        assert isinstance(desk.perform(AddJob(draft(), YES), act_id="b" * 32), Done)
    assert rows(company_url, "SELECT count(*) FROM journal WHERE act = 'AddJob'") == [(2,)]
