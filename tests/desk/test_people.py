"""What the office's lists of people stand on: jobs to come, the next number, time off and answers as lists."""

from contextlib import closing
from dataclasses import replace

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.acts import AddJob, AnswerForm, SaveRecord
from industrack_core.domain.outcomes import Done, FindingKind, Refused
from industrack_core.domain.records.form import Form, FormQuestion
from industrack_core.domain.records.listing import ListQuery
from industrack_core.domain.records.office import Company, Employee, EmployeeState, TimeOff
from industrack_core.domain.records.settings import NumberSeries
from tests.desk.office import YES
from tests.store.small_company import ANA, BEN, DISPATCHED, OFF, RUNNING, at, desk_at, draft


def done(desk: Desk, record: Employee | Form | NumberSeries | TimeOff | Company) -> Done:
    outcome = desk.perform(SaveRecord(record))
    assert isinstance(outcome, Done), outcome
    return outcome


def test_jobs_to_come_are_those_that_are_not_over_and_those_without_a_time(company_url: str) -> None:
    with closing(desk_at(company_url)) as desk:
        waiting = desk.perform(AddJob(draft(starts_at=None, crew=(BEN,)), YES))
        over = desk.perform(AddJob(draft(starts_at=at("8:00", 20), crew=(BEN,)), YES))
        assert isinstance(waiting, Done)
        assert isinstance(over, Done)
        found = desk.jobs_ahead(BEN)
        assert [each.job_id for each in found] == [DISPATCHED, waiting.changed_id("job")]
        assert (found[0].number, found[0].customer, found[1].start) == ("11", "Mora", None)
        assert [each.job_id for each in desk.jobs_ahead(BEN, 1)] == [DISPATCHED]
        ben = desk.office().employees_by_id[BEN]
        outcome = done(desk, replace(ben, state=EmployeeState.INACTIVE))
        assert [each.kind for each in outcome.warnings] == [FindingKind.IN_USE]
        assert "Ben Okafor still has 2 jobs to come: 11, " in outcome.warnings[0].text


def test_the_next_number_is_the_first_free_one_and_none_is_taken(company_url: str) -> None:
    with closing(desk_at(company_url)) as desk:
        prefix, number = desk.next_number("job")
        assert desk.next_number("job") == (prefix, number)
        assert isinstance(desk.perform(AddJob(draft(number=f"{prefix}{number}"), YES)), Done)
        assert desk.next_number("job") == (prefix, number + 1)
        done(desk, NumberSeries(kind="job", prefix="J-", first_number=6000))
        assert desk.next_number("job") == ("J-", 6000)
        added = desk.perform(AddJob(draft(), YES))
        assert isinstance(added, Done)
        job = desk.job(added.changed_id("job") or 0)
        assert job is not None
        assert job.number == "J-6000"
        assert desk.next_number("job") == ("J-", 6001)


def test_time_off_tells_the_jobs_that_stand_in_it_and_is_a_list_of_its_employee(company_url: str) -> None:
    with closing(desk_at(company_url)) as desk:
        day = TimeOff(employee_id=BEN, starts_at=at("0:00", 25), ends_at=at("0:00", 26), reason="Driving school")
        outcome = done(desk, day)
        assert [each.text for each in outcome.warnings] == [
            "They have a job then: 11. Give them to others, or move them."
        ]
        [saved] = desk.records("time_off", [outcome.changed_id("time_off") or 0]).values()
        assert isinstance(saved, TimeOff)
        again = done(desk, replace(saved, reason="School"))
        assert again.warnings == (), "it was told"
        query = ListQuery("time_off", "starts_at", parent=BEN)
        assert [row.values["reason"] for row in desk.list_page(query).rows] == ["School"]
        assert [row.id for row in desk.list_page(replace(query, parent=ANA, find="dent")).rows] == [OFF]
        assert desk.list_page(replace(query, find="dent")).rows == ()


def test_answers_are_a_list_of_their_form_found_by_job_and_person(company_url: str) -> None:
    with closing(desk_at(company_url)) as desk:
        form = done(desk, Form(name="Check", questions=(FormQuestion(text="Fine?"),))).changed_id("form") or 0
        other = done(desk, Form(name="Other", questions=(FormQuestion(text="Fine?"),))).changed_id("form") or 0
        for job_id, form_id in ((RUNNING, form), (DISPATCHED, form), (RUNNING, other)):
            assert isinstance(desk.perform(AnswerForm(job_id, form_id, ("yes",))), Done)
        query = ListQuery("form_answer", "at", True, parent=form)
        rows = desk.list_page(query).rows
        assert [(row.values["job"], row.values["customer"], row.values["who"]) for row in rows] == [
            ("11", "Mora", "mika"), ("12", "Mora", "mika"),
        ]  # fmt: skip
        assert [row.values["job"] for row in desk.list_page(replace(query, find="boil")).rows] == ["11"]
        assert desk.list_count(replace(query, find="mik")) == 2
        assert desk.list_count(replace(query, find="nobody")) == 0


def test_a_country_is_two_letters(company_url: str) -> None:
    with closing(desk_at(company_url)) as desk:
        company = desk.office().company
        outcome = desk.perform(SaveRecord(replace(company, country="Norway")))
        assert isinstance(outcome, Refused)
        assert [each.field for each in outcome.findings] == ["country"]
        done(desk, replace(company, country="no"))
        assert desk.office().company.country == "NO"
