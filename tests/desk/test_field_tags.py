"""What names a job on a phone is of that job alone: also where one act dispatched several."""

from industrack_core.domain.acts.acts import AddJob, DispatchJob, Together
from industrack_core.domain.acts.field_acts import RecallJob
from tests.desk.office import YES, done
from tests.desk.phones import Phone, field_of, job_now
from tests.store.small_company import at, draft


def test_jobs_of_one_dispatch_are_fetched_and_taken_back_one_by_one(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        made = [done(office.perform(AddJob(draft(starts_at=at(f"{hour}:00"))))) for hour in (13, 15, 17)]
        jobs = [job_now(office, each.changed_id("job") or 0) for each in made]
        done(office.perform(Together(tuple(DispatchJob(each.id, each.version) for each in jobs))))
        clock.later(seconds=11)
        phone = Phone(field, clock)

        some = field.documents(phone.device, [], most_bytes=1)
        assert (len(some.jobs), some.more) == (1, True)
        rest = field.documents(phone.device, [each.tag for each in some.jobs])
        assert {each.job for each in (*some.jobs, *rest.jobs)} == {each.id for each in jobs}

        tags = {each.job: each.tag for each in (*some.jobs, *rest.jobs)}
        taken = job_now(office, jobs[1].id)
        done(office.perform(RecallJob(taken.id, taken.version, YES)))
        found = field.documents(phone.device, list(tags.values()))
        assert (found.gone, found.jobs) == ((tags[taken.id],), ())
