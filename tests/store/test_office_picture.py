"""The office that was read before and again is the one that is read whole, and few rows are read for it."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.acts import (
    Act,
    AddEmployee,
    AddJob,
    DeleteRecord,
    Redo,
    RestoreRecord,
    SaveRecord,
    Undo,
)
from industrack_core.domain.acts.founding import LoadRecords
from industrack_core.domain.kinds import Kind
from industrack_core.domain.outcomes import Done, FindingKind
from industrack_core.domain.records.listing import ListQuery
from industrack_core.domain.records.office import (
    Calendar,
    Employee,
    EmployeeState,
    Group,
    JobColor,
    Office,
    ServiceType,
    TimeOff,
)
from industrack_core.domain.records.settings import (
    BaseRole,
    HoldReason,
    Holiday,
    NumberSeries,
    OfficeRole,
    OfficeUser,
    Tag,
    TaskTemplate,
    UserState,
)
from tests.desk.office import done
from tests.store.small_company import ANA, BEN, NOW, desk_at, draft
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


YES = frozenset(FindingKind)
NAMES = ("Abel", "ábel", "ABEL", "Zz", "[b]", "Ørsted", "Kim")
NEW: dict[str, Callable[[Random, Office], Any]] = {
    Kind.EMPLOYEE: lambda r, office: Employee(first_name=r.choice(("", "Ana", "bo")), last_name=r.choice(NAMES)),
    Kind.EMPLOYEE_GROUP: lambda r, office: Group(name=r.choice(NAMES), member_ids=(r.choice(office.employees).id,)),
    Kind.CALENDAR: lambda r, office: Calendar(
        name=r.choice(NAMES), group_ids=tuple(each.id for each in office.groups[:1])
    ),
    Kind.JOB_COLOR: lambda r, office: JobColor(name=r.choice(NAMES), hue=r.choice(("red", "blue"))),
    Kind.SERVICE_TYPE: lambda r, office: ServiceType(name=r.choice(NAMES), color_id=r.choice(office.colors).id),
    Kind.TIME_OFF: lambda r, office: TimeOff(
        employee_id=r.choice(office.employees).id, starts_at=NOW, ends_at=NOW + timedelta(hours=r.randrange(1, 9))
    ),
    Kind.HOLIDAY: lambda r, office: Holiday(day=date(2026, 12, r.randrange(1, 31)), name=r.choice(NAMES)),
    Kind.TAG: lambda r, office: Tag(name=r.choice(NAMES)),
    Kind.HOLD_REASON: lambda r, office: HoldReason(name=r.choice(NAMES)),
    Kind.TASK_TEMPLATE: lambda r, office: TaskTemplate(name=r.choice(NAMES), lines=("Look",)),
    Kind.OFFICE_ROLE: lambda r, office: OfficeRole(name=r.choice(NAMES), base=r.choice(list(BaseRole))),
    Kind.OFFICE_USER: lambda r, office: OfficeUser(
        name=r.choice(NAMES), login=r.choice(("mika", "tom", "eva")),
        role_id=r.choice([each.id for each in office.person.roles] if office.person else [None]),
        calendar_ids=r.choice(((), tuple(each.id for each in office.calendars[-1:]))),
    ),
}  # fmt: skip
"""A new record of each kind that the picture holds, or that decides what is in it."""
CHANGES: dict[str, Callable[[Any, Any, Office], Any]] = {
    Kind.EMPLOYEE: lambda r, record, office: r.choice(
        ({"last_name": r.choice(NAMES)}, {"phone": str(r.randrange(9))}, {"state": r.choice(list(EmployeeState))})
    ),
    Kind.COMPANY: lambda r, record, office: {"phone": str(r.randrange(9)), "clock24": r.choice((True, False))},
    Kind.CALENDAR: lambda r, record, office: r.choice(
        ({"name": r.choice(NAMES)}, {"retired": not record.retired}, {"is_default": True})
    ),
    Kind.TIME_OFF: lambda r, record, office: {"reason": r.choice(NAMES)},
    Kind.OFFICE_USER: lambda r, record, office: r.choice(
        ({"calendar_ids": tuple(each.id for each in office.calendars[-1:])}, {"calendar_ids": ()},
         {"state": r.choice(list(UserState))})
    ),
    Kind.HOLIDAY: lambda r, record, office: {"closed": not record.closed},
}  # fmt: skip


def any_act(desk: Desk, r: Random, ids: dict[str, list[int]]) -> Act:
    """Something that somebody does to a record that the office's picture tells of, or takes back."""
    office, kind = desk.office(), r.choice([*NEW, Kind.COMPANY])
    found = desk.records(kind, ids.get(kind, []))
    match r.randrange(8):
        case 0 | 1:
            return r.choice((Undo(YES), Undo(YES), Redo(YES)))
        case 2:
            rows = desk.list_page(ListQuery("deletion", "at", True)).rows
            return RestoreRecord(r.choice(rows).id, YES) if rows else AddEmployee("", r.choice(NAMES))
        case 3 if found:
            record: Any = r.choice(list(found.values()))
            return DeleteRecord(kind, record.id, record.version, YES)
        case 4 | 5 if found:
            record = r.choice(list(found.values()))
            change = CHANGES[kind](r, record, office) if kind in CHANGES else {"name": r.choice(NAMES)}
            if hasattr(record, "retired") and r.randrange(2):
                change = {"retired": not record.retired}
            return SaveRecord(replace(record, **change), YES)
        case _:
            return SaveRecord(NEW[kind](r, office), YES) if kind in NEW else AddJob(draft(), YES)


@pytest.mark.parametrize("seed", range(2))
def test_whatever_is_done_an_office_known_from_any_time_becomes_that_of_now(desk: Desk, seed: int) -> None:
    r, knowns = Random(seed), [desk.office()]
    first = knowns[0]
    ids: dict[str, list[int]] = {
        Kind.EMPLOYEE: [each.id for each in first.employees], Kind.COMPANY: [first.company.id],
        Kind.EMPLOYEE_GROUP: [each.id for each in first.groups], Kind.CALENDAR: [first.default_calendar.id],
        Kind.JOB_COLOR: [each.id for each in first.colors],
        Kind.SERVICE_TYPE: [each.id for each in first.service_types],
    }  # fmt: skip
    acts = 0
    for _ in range(40):
        act = any_act(desk, r, ids)
        outcome = desk.perform(act)
        if not isinstance(outcome, Done):
            continue
        acts += 1
        for change in outcome.changes:
            ids.setdefault(change.kind, []).append(change.id)
        fresh = desk.office()
        knowns = [*knowns[-6:], knowns[0], r.choice(knowns)]
        for known in knowns:
            assert desk.office(known) == fresh, (known.revision, act)
        knowns.append(desk.office(knowns[-1]))
    assert acts > 15
