"""The office that was read before and again is the one that is read whole, and few rows are read for it."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace

import pytest

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.acts import Act, AddJob, DeleteRecord, SaveRecord, Undo
from industrack_core.domain.acts.founding import LoadRecords
from industrack_core.domain.records.office import Employee, EmployeeState, Group, JobColor, Office
from industrack_core.domain.records.settings import NumberSeries, Tag
from tests.desk.office import done
from tests.store.small_company import ANA, BEN, desk_at, draft
from tests.store.test_reads import queries, statements

SAVES: dict[str, Callable[[Office], Act]] = {
    "a phone number": lambda office: SaveRecord(replace(person(office, ANA), phone="1")),
    "a name": lambda office: SaveRecord(replace(person(office, ANA), last_name="Zz")),
    "somebody new": lambda office: SaveRecord(Employee(last_name="ábel")),
    "somebody leaves": lambda office: SaveRecord(replace(person(office, BEN), state=EmployeeState.INACTIVE)),
    "a group": lambda office: SaveRecord(Group(name="Roofs", member_ids=(ANA,))),
    "a calendar": lambda office: SaveRecord(replace(office.default_calendar, name="Late", opens=11 * 60)),
    "a color": lambda office: SaveRecord(JobColor(name="Sky", hue="blue")),
    "a tag": lambda office: SaveRecord(Tag(name="Key in the box")),
    "numbers": lambda office: SaveRecord(NumberSeries(kind="job", prefix="X")),
    "the company": lambda office: SaveRecord(replace(office.company, phone="2")),
    "nothing of it": lambda office: AddJob(draft()),
}


def person(office: Office, employee_id: int) -> Employee:
    found = office.employee(employee_id)
    assert found is not None
    return found


@pytest.mark.parametrize("what", SAVES)
def test_what_changed_is_read_as_if_all_were(desk: Desk, what: str) -> None:
    known = desk.office()
    done(desk.perform(SAVES[what](known)))
    first = desk.office(known)
    assert first == desk.office()
    if what != "nothing of it":
        done(desk.perform(Undo()))
    assert desk.office(first) == desk.office(known) == desk.office()


def test_a_color_that_is_gone_is_gone(desk: Desk) -> None:
    done(desk.perform(SaveRecord(JobColor(name="Sky", hue="blue"))))
    known = desk.office()
    color = known.colors[-1]
    done(desk.perform(DeleteRecord("job_color", color.id, color.version)))
    assert desk.office(known) == desk.office()


def test_of_a_company_that_was_loaded_anew_all_is_read(desk: Desk) -> None:
    known = desk.office()
    ids = desk.reserve_ids(2)
    done(desk.perform(LoadRecords((Employee(id=ids, last_name="A"), Tag(id=ids + 1, name="B")), "Loaded.")))
    assert desk.office(known) == desk.office()
    assert desk.office(replace(known, revision=10**6)).employees == desk.office().employees, "came from a backup"


def test_a_save_of_an_employee_reads_no_other(company_url: str) -> None:
    with statements() as sent, closing(desk_at(company_url)) as desk:
        known = desk.office()
        done(desk.perform(SAVES["a phone number"](known)))
        before = len(sent)
        again = desk.office(known)
        lists = [each for each in queries(sent[before:]) if "employee.last_name" in each]
    assert len(lists) == 1
    assert "WHERE employee.id" in lists[0]
    changed = [each.id for one, each in zip(known.employees, again.employees, strict=True) if one is not each]
    assert changed == [ANA]
