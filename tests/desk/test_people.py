"""Employees, groups, time off: who leaves keeps what was, and is no longer offered."""

from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts import AddJob, DeleteRecord, SaveRecord, Undo
from industrack_core.domain.office import Calendar, Employee, EmployeeState, Group, Shift, TimeOff
from industrack_core.domain.outcomes import FindingKind, Stale
from tests.desk.office import YES, current, done, fields_refused, refused, saved
from tests.store.small_company import ANA, BEN, CALENDAR, CHO, DEE, GROUP, OFF, at, contents, desk_at, draft


def person(desk: Desk, employee_id: int) -> Employee:
    found: Employee = current(desk, Employee(id=employee_id, last_name=""))
    return found


def test_an_e_mail_address_is_one_persons(desk: Desk) -> None:
    saved(desk, replace(person(desk, ANA), email="ana@x.org"))
    outcome = desk.perform(SaveRecord(replace(person(desk, BEN), email=" ANA@x.org ")))
    assert fields_refused(outcome) == ["email"]
    assert refused(outcome) == "Ana Ruiz has this e-mail address: it signs a person in."
    saved(desk, replace(person(desk, BEN), email="ben@x.org"))
    saved(desk, replace(person(desk, ANA), email="ana@x.org", role="Lead"))
    for _ in range(2):
        saved(desk, Employee(last_name="No mail"))


@pytest.mark.parametrize("state", [EmployeeState.INACTIVE, EmployeeState.ARCHIVED])
def test_who_leaves_keeps_the_history_and_the_jobs_to_come_are_told(desk: Desk, state: EmployeeState) -> None:
    first = done(desk.perform(AddJob(draft(crew=(BEN,), starts_at=at("9:00", 26)), YES)))
    outcome = done(desk.perform(SaveRecord(replace(person(desk, BEN), state=state))))
    (told,) = outcome.warnings
    job = desk.job(first.changed_id("job") or 0)
    assert job is not None
    assert told.kind is FindingKind.IN_USE
    assert told.text == f"Ben Okafor still has 2 jobs to come: 11, {job.number}. Give them to others."
    assert job.crew == (BEN,), "nothing is moved by itself"
    office = desk.office()
    assert BEN not in {each.id for each in office.pool(office.default_calendar)}
    assert office.employee(BEN) is not None
    says = refused(desk.perform(AddJob(draft(crew=(BEN,)), YES)))
    assert says == "Ben Okafor is not active any more."
    assert BEN in office.groups[0].member_ids
    done(desk.perform(SaveRecord(replace(person(desk, BEN), state=EmployeeState.ACTIVE))))
    done(desk.perform(AddJob(draft(crew=(BEN,)), YES)))


def test_who_has_nothing_to_come_leaves_without_a_word(desk: Desk) -> None:
    assert done(desk.perform(SaveRecord(replace(person(desk, ANA), state=EmployeeState.INACTIVE)))).warnings == ()


def test_many_jobs_to_come_are_counted(desk: Desk) -> None:
    done(desk.perform(AddJob(draft(crew=(ANA,), recurrence="FREQ=DAILY;COUNT=9"), YES)))
    (told,) = done(desk.perform(SaveRecord(replace(person(desk, ANA), state=EmployeeState.ARCHIVED)))).warnings
    assert told.text.startswith("Ana Ruiz still has 9 jobs to come: ")
    assert told.text.endswith(", .... Give them to others.")
    assert told.text.count(",") == 5


def test_a_person_is_not_deleted(desk: Desk) -> None:
    says = refused(desk.perform(DeleteRecord("employee", ANA, 1)))
    assert says == "Ana Ruiz keeps their history: make them inactive or archived instead."


BAD: list[tuple[Any, str]] = [
    (Employee(last_name=" "), "last_name"),
    (Employee(last_name="x", email="nobody"), "email"),
    (Employee(last_name="x", phone="+1 nonsense"), "phone"),
    (Employee(last_name="x", hours=(Shift(7, 480, 1020),)), "hours"),
    (Employee(last_name="x", hours=(Shift(0, 480, 480),)), "hours"),
    (Employee(last_name="x", hours=(Shift(0, 480, 2000),)), "hours"),
    (Employee(last_name="x", skills=("y" * 201,)), "skills.0"),
    (Employee(last_name="x", skills=("y",) * 201), "skills"),
    (TimeOff(employee_id=ANA, starts_at=at("9:00"), ends_at=at("9:00")), "ends_at"),
    (TimeOff(employee_id=999, starts_at=at("9:00"), ends_at=at("10:00")), "employee_id"),
    (TimeOff(employee_id=ANA, starts_at=at("9:00").replace(year=1890), ends_at=at("9:00")), "starts_at"),
    (TimeOff(employee_id=ANA, starts_at=at("9:00"), ends_at=at("9:00").replace(year=9999)), "starts_at"),
    (Group(name=" "), "name"),
    (Group(name="heating"), ""),
    (Group(name="Heating"), "name"),
    (Group(name="x", member_ids=(ANA, 999)), "member_ids"),
    (Group(name="x", supervisor_id=999), "supervisor_id"),
    (Group(name="x", supervisor_id=ANA), "supervisor_id"),
]


def test_what_cannot_be_is_refused_at_its_field(desk: Desk) -> None:
    for record, field in BAD:
        outcome = desk.perform(SaveRecord(record))
        if field:
            assert fields_refused(outcome) == [field], record
        else:
            done(outcome)


def test_nobody_heads_two_groups(desk: Desk) -> None:
    says = refused(desk.perform(SaveRecord(Group(name="Cooling", supervisor_id=ANA))))
    assert says == "They head the group Heating already: nobody heads two."
    heating = current(desk, Group(id=GROUP, name=""))
    saved(desk, replace(heating, name="Heating and cooling"))
    done(desk.perform(DeleteRecord("employee_group", GROUP, 2)))
    saved(desk, Group(name="Cooling", supervisor_id=ANA))
    again = desk.perform(SaveRecord(replace(current(desk, heating), retired=False)))
    assert fields_refused(again) == ["supervisor_id"]


def test_a_group_has_everybody_once(desk: Desk) -> None:
    group = saved(desk, Group(name="Cooling", member_ids=(BEN, ANA, BEN, CHO, DEE)))
    assert group.member_ids == (BEN, ANA, CHO, DEE)
    office = desk.office()
    assert next(each for each in office.groups if each.id == group.id).member_ids == group.member_ids


def test_a_group_that_a_calendar_shows_stays(desk: Desk) -> None:
    saved(desk, Calendar(name="Mine", group_ids=(GROUP,)))
    says = refused(desk.perform(DeleteRecord("employee_group", GROUP, 1)))
    assert says == "The calendar Mine shows this group: change the calendar first."
    assert fields_refused(desk.perform(SaveRecord(Calendar(name="Two", group_ids=(999,))))) == ["group_ids"]
    assert refused(desk.perform(DeleteRecord("calendar", CALENDAR, 1))) == "The default calendar stays."


def test_a_group_that_somebody_put_in_a_calendar_is_not_undone_away(desk: Desk, company_url: str) -> None:
    group = saved(desk, Group(name="Cooling"))
    with closing(desk_at(company_url, "bo")) as other:
        saved(other, Calendar(name="Mine", group_ids=(group.id,)))
    assert refused(desk.perform(Undo())) == "bo built on it: Added calendar Mine. Undo that first."


def test_time_off_is_saved_changed_and_taken_back(desk: Desk, company_url: str) -> None:
    before = contents(company_url)
    off = saved(desk, TimeOff(employee_id=BEN, starts_at=at("9:00"), ends_at=at("12:00"), reason="doctor"))
    (told,) = done(desk.perform(AddJob(draft(crew=(BEN,), starts_at=at("10:00"))))).warnings
    assert told.kind is FindingKind.TIME_OFF
    done(desk.perform(Undo()))
    off = saved(desk, replace(off, ends_at=at("10:00")))
    assert done(desk.perform(DeleteRecord("time_off", off.id, off.version))).line == "Deleted time off doctor."
    for _ in range(3):
        done(desk.perform(Undo()))
    assert contents(company_url) == before
    gone = desk.perform(DeleteRecord("time_off", OFF, 7))
    assert isinstance(gone, Stale)
