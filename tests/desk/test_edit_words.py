"""What is said of an edit: which field, from what to what."""

import re
from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest

from industrack_core.desk.desk import Desk
from industrack_core.desk.records.field_words import TOLD
from industrack_core.domain.acts.acts import AddJob, EditJob, SaveRecord, Undo
from industrack_core.domain.acts.drafts import NewLocation
from industrack_core.domain.acts.history import LABELS
from industrack_core.domain.acts.saved_draft import draft_of
from industrack_core.domain.records.customer import Customer, CustomerKind
from industrack_core.domain.records.estimate import Estimate, EstimateLine, EstimateStatus
from industrack_core.domain.records.form import Form, FormPreset, FormQuestion
from industrack_core.domain.records.inventory import InventoryItem
from industrack_core.domain.records.job import Job, Priority, WorkStatus
from industrack_core.domain.records.job_parts import ItemKind, JobItem, JobTask, Trigger
from industrack_core.domain.records.office import Employee, EmployeeState, Group, JobColor, Shift, TimeOff
from industrack_core.domain.records.purchase import OrderLine, PurchaseOrder
from industrack_core.domain.records.record import KINDS, RECORD_TYPES
from industrack_core.domain.records.settings import HoldReason, TaskTemplate
from tests.desk.carries import YES
from tests.desk.office import done
from tests.store.small_company import ANA, BEN, MORA, REPAIR, at, draft

FILTER = JobItem(name="Filter", kind=ItemKind.PART, quantity=2000, one_off=True)


def added(desk: Desk, **changes: object) -> Job:
    job = desk.job(done(desk.perform(AddJob(draft(**changes), YES))).changed_id("job") or 0)
    assert job is not None
    return job


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"priority": Priority.HIGH}, "priority from Medium to High"),
        ({"note": "Ring twice"}, "note for the field Ring twice added"),
        ({"crew": (ANA, BEN)}, "crew from Ana Ruiz to Ana Ruiz, Ben Okafor"),
        ({"crew": ()}, "crew Ana Ruiz taken off"),
        ({"starts_at": at("13:00")}, "start from Tue 24 Nov 2026 09:00 to Tue 24 Nov 2026 13:00"),
        ({"minutes": 45}, "takes from 1h30 to 45m"),
        ({"service_type_id": REPAIR}, "service type Furnace repair added"),
        ({"items": (FILTER,)}, "item Filter x 2 added"),
        ({"new_location": NewLocation(address="1 Pier")}, "location from 12 Oak St to 1 Pier"),
        ({"internal_note": "Pays late", "customer_version": 1}, "internal note Pays late added"),
        (
            {"description": "Boiler", "priority": Priority.LOW, "note": "x", "tasks": (JobTask(text="Sweep"),)},
            "description from Furnace to Boiler; priority from Medium to Low; note for the field x added; "
            "and 1 change more",
        ),
    ],
)
def test_an_edit_names_its_fields(desk: Desk, changes: dict[str, Any], said: str) -> None:
    job = added(desk)
    line = done(desk.perform(EditJob(job.id, 1, replace(draft_of(job), **changes), YES))).line
    assert line == f"Saved 1001 {changes.get('description', 'Furnace')}: {said}."
    assert done(desk.perform(Undo())).line == f"Undid: {line}"


def test_an_edit_that_dispatches_says_both(desk: Desk) -> None:
    job = added(desk)
    act = EditJob(job.id, 1, replace(draft_of(job), priority=Priority.HIGH), YES, dispatch=True)
    where = "Ana Ruiz, Tue 24 Nov 09:00-10:30"
    assert done(desk.perform(act)).line == f"Dispatched 1001 Furnace: {where}; priority from Medium to High."


def test_a_status_and_its_reason_are_said(desk: Desk) -> None:
    job = added(desk)
    edit = replace(draft_of(job), status=WorkStatus.PAUSED, status_reason="no parts")
    line = done(desk.perform(EditJob(job.id, 1, edit, YES))).line
    assert line == "Saved 1001 Furnace: status from Not Started to Paused; reason no parts added."


def saved_again(desk: Desk, record: Any, **changes: Any) -> str:
    """The sentence of saving a record once, and then with these changes."""
    kind = KINDS[type(record)]
    record_id = record.id or done(desk.perform(SaveRecord(record))).changed_id(kind) or 0
    saved: Any = desk.records(kind, [record_id])[record_id]
    return done(desk.perform(SaveRecord(replace(saved, **changes)))).line


BELT = InventoryItem(name="Belt", price=1250, counted=3000)
PERSON = Customer(name="Ada Byron", phone="212-555-0142")
WORKER = Employee(first_name="Mo", last_name="Farah", skills=("gas",))


OFF = TimeOff(employee_id=ANA, starts_at=at("09:00"), ends_at=at("12:00"), reason="Ill")
TEAM = Group(name="Gas", member_ids=(ANA,))
REPORT = Form(name="Report", questions=(FormQuestion(text="Done?"),))
OFFER = Estimate(
    number="17", customer_id=MORA, made_on=date(2026, 11, 24), lines=(EstimateLine(id=1, text="Visit", price=10000),)
)
ORDER = PurchaseOrder(number="7", vendor="Pipes Ltd", lines=(OrderLine(id=1, name="Pipe", price=500),))


@pytest.mark.parametrize(
    ("record", "changes", "line"),
    [
        (PERSON, {"phone": "212-555-0199"}, "customer Ada Byron: phone from 212-555-0142 to 212-555-0199."),
        (PERSON, {"name": "Ada King"}, "customer Ada King: name from Ada Byron to Ada King."),
        (PERSON, {"kind": CustomerKind.PERSON}, "customer Ada Byron: kind from Company to Person."),
        (PERSON, {"tags": ("vip",), "payment_terms": "net 30"},
         "customer Ada Byron: tags vip added; payment terms net 30 added."),
        (PERSON, {"phone": ""}, "customer Ada Byron: phone 212-555-0142 taken off."),
        (BELT, {"price": 1300}, "item Belt: price from $12.50 to $13.00."),
        (BELT, {"price": 0, "reorder_point": 1500},
         "item Belt: price from $12.50 to $0.00; reorder point from 0 to 1.5."),
        (WORKER, {"skills": ("gas", "cooling")}, "employee Mo Farah: skills from gas to gas, cooling."),
        (WORKER, {"state": EmployeeState.INACTIVE}, "employee Mo Farah: state from Active to Inactive."),
        (WORKER, {"hours": (Shift(0, 480, 1020),)}, "employee Mo Farah: hours from none to mon 8-17."),
        (OFF, {"ends_at": at("13:00"), "reason": "Dentist"},
         "time off Dentist: end from 24 Nov 2026 12:00 to 24 Nov 2026 13:00; reason from Ill to Dentist."),
        (TEAM, {"member_ids": (ANA, BEN), "supervisor_id": BEN},
         "group Gas: members from Ana Ruiz to Ana Ruiz, Ben Okafor; supervisor Ben Okafor added."),
        (JobColor(name="Sea", hue="blue"), {"hue": "green"}, "color Sea: color from blue to green."),
        (HoldReason(name="Parts"), {"in_field_app": False}, "hold reason Parts: in the field app from yes to no."),
        (TaskTemplate(name="Tidy", lines=("Sweep",)), {"lines": ("Sweep", "Mop")},
         "task template Tidy: line Mop added."),
        (TaskTemplate(name="Tidy", lines=("Sweep", "Mop")), {"lines": ("Mop", "Sweep")},
         "task template Tidy: lines from one order to another."),
        (REPORT, {"questions": (FormQuestion(text="Done?", required=True),)},
         "form Report: question Done? * (text) added; question Done? (text) taken off."),
        (REPORT, {"presets": (FormPreset(trigger=Trigger.COMPLETE, blocks=True),)},
         "form Report: on new jobs complete, blocks added."),
        (OFFER, {"valid_until": date(2026, 12, 24), "tax_rate": 8000},
         "estimate 17: valid until 24 Dec 2026 added; tax 8 % added; total from $100.00 to $108.00."),
        (OFFER, {"status": EstimateStatus.PENDING, "note": "By post"},
         "estimate 17: Pending; note for the field By post added."),
        (ORDER, {"vendor": "Acme", "due_on": date(2026, 12, 1)},
         "purchase order 7: vendor from Pipes Ltd to Acme; due 1 Dec 2026 added."),
    ],
)  # fmt: skip
def test_an_edit_of_any_record_names_its_fields(desk: Desk, record: Any, changes: dict[str, Any], line: str) -> None:
    assert saved_again(desk, record, **changes) == f"Changed {line}"


def test_an_edit_of_the_company_names_its_fields(desk: Desk) -> None:
    company = desk.office().company
    said = done(desk.perform(SaveRecord(replace(company, phone="212-555-0100", clock24=False, estimate_days=14)))).line
    assert said.endswith("phone 212-555-0100 added; clock from 24 hours to 12 hours; "
                         "estimates are valid from 30 days to 14 days.")  # fmt: skip


def test_an_edit_of_a_line_says_what_it_was(desk: Desk) -> None:
    made = done(desk.perform(SaveRecord(OFFER))).changed_id("estimate") or 0
    offer: Any = desk.records("estimate", [made])[made]
    act = SaveRecord(replace(offer, lines=(replace(offer.lines[0], quantity=2000),)))
    assert done(desk.perform(act)).line == (
        "Changed estimate 17: line from Visit x 1 at $100.00 to Visit x 2 at $100.00; total from $100.00 to $200.00."
    )


def test_an_edit_of_a_calendar_names_its_fields(desk: Desk) -> None:
    calendar = desk.office().default_calendar
    said = done(desk.perform(SaveRecord(replace(calendar, opens=660, slot_minutes=30)))).line
    assert re.search(r"opens from \d\d:00 to 11:00; slot from 15m to 30m\.$", said)


def test_every_field_of_every_kind_can_be_said() -> None:
    unsaid = {"id", "version", "retired", "counted", "key", "device_id"}
    reported = {
        "form_answer",
        "outbox",
        "snooze",
        "device",
        "pairing",
        "field_report",
        "visit",
        "field_note",
        "field_file",
        "calendar_link",
    }
    for kind, record_type in RECORD_TYPES.items():
        if kind not in {"job", "form_answer", "outbox", "snooze"} | reported:
            names = {each.name for each in fields(record_type)}
            assert names <= LABELS.keys() | TOLD | unsaid, kind


def test_a_count_is_told_by_the_stock(desk: Desk) -> None:
    assert saved_again(desk, BELT, counted=5500) == "Counted item Belt."


def test_what_is_deleted_names_no_fields(desk: Desk) -> None:
    assert saved_again(desk, BELT, retired=True) == "Deleted item Belt."
