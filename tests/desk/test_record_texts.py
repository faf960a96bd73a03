"""Texts in every record of the office: hostile ones are stored clean, long ones refused; guests change nothing."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import fields, replace
from datetime import timedelta
from typing import Any

from industrack_core.desk.desk import Desk, open_desk
from industrack_core.domain.acts.acts import Act, DeleteRecord, MergeCustomers, SaveRecord, SetBilling
from industrack_core.domain.acts.founding import BeginRoles
from industrack_core.domain.acts.imported import (
    ImportCustomers,
    ImportedCustomer,
    ImportedEmployee,
    ImportedItem,
    ImportRecords,
)
from industrack_core.domain.acts.limits import limit_of
from industrack_core.domain.field.entries import EntryKind
from industrack_core.domain.field.records import FieldSettings, TimeEntry
from industrack_core.domain.outcomes import Done, FindingKind, Refused
from industrack_core.domain.records.customer import Customer, Equipment, Location
from industrack_core.domain.records.estimate import Estimate, EstimateLine
from industrack_core.domain.records.form import Form, FormQuestion, QuestionKind
from industrack_core.domain.records.inventory import InventoryItem
from industrack_core.domain.records.job import Billing
from industrack_core.domain.records.job_parts import Attachment, AttachmentKind, JobItem
from industrack_core.domain.records.office import Calendar, Company, Employee, Group, JobColor, ServiceType, TimeOff
from industrack_core.domain.records.purchase import OrderLine, PurchaseOrder
from industrack_core.domain.records.settings import (
    HoldReason,
    Holiday,
    JobTemplate,
    NumberSeries,
    OfficeRole,
    OfficeUser,
    Tag,
    TaskTemplate,
)
from tests.desk.office import current, done, fields_refused, refused
from tests.desk.test_texts import HOSTILE, KEPT, stored_texts, unwanted
from tests.store.list_office import shadow_of
from tests.store.small_company import ANA, BEN, COMPANY, DISPATCHED, GROUP, LINDQVIST, MORA, TODAY, at, contents

Maker = Callable[[str], Any]


def link(text: str) -> Attachment:
    return Attachment(kind=AttachmentKind.LINK, name="N" + text, url=text)


MAKERS: dict[str, Maker] = {
    "holiday": lambda text: Holiday(day=TODAY, name="N" + text, country=text[:20]),
    "tag": lambda text: Tag(name="N" + text),
    "hold_reason": lambda text: HoldReason(name="N" + text),
    "job_color": lambda text: JobColor(name="N" + text, hue="red"),
    "service_type": lambda text: ServiceType(name="N" + text, skills=(text, "x" + text)),
    "task_template": lambda text: TaskTemplate(name="N" + text, lines=(text, "x" + text)),
    "job_template": lambda text: JobTemplate(
        name="N" + text, description=text, note=text, tasks=(text,), items=(JobItem(name="I" + text),)
    ),
    "form": lambda text: Form(
        name="N" + text,
        questions=(FormQuestion(text="Q" + text, kind=QuestionKind.CHOICE, choices=("a" + text, "b" + text)),),
    ),
    "calendar": lambda text: Calendar(name="N" + text, group_ids=(GROUP,)),
    "employee_group": lambda text: Group(name="N" + text),
    "employee": lambda text: Employee(first_name=text, last_name="N" + text, role=text, skills=(text,)),
    "time_off": lambda text: TimeOff(
        employee_id=BEN, starts_at=at("9:00"), ends_at=at("9:00") + timedelta(hours=1), reason="N" + text
    ),
    "customer": lambda text: Customer(
        name="N" + text, contact=text, billing_address=text, payment_terms=text, tags=("T" + text,), internal_note=text
    ),
    "location": lambda text: Location(customer_id=LINDQVIST, name="N" + text, address=text, site_note=text),
    "equipment": lambda text: Equipment(
        customer_id=LINDQVIST, name="N" + text, maker=text, model=text, serial=text, service_note=text
    ),
    "inventory_item": lambda text: InventoryItem(name="N" + text, sku=text, vendor=text),
    "purchase_order": lambda text: PurchaseOrder(
        vendor="N" + text, note=text, number="P" + text, lines=(OrderLine(name="L" + text),)
    ),
    "estimate": lambda text: Estimate(
        customer_id=LINDQVIST, made_on=TODAY, description=text, note=text, number="E" + text,
        lines=(EstimateLine(text="L" + text),), attachments=(link(text),),
    ),
    "number_series": lambda text: NumberSeries(kind="estimate", prefix=text),
    "company": lambda text: Company(id=COMPANY, version=1, name="N" + text),
    "time_entry": lambda text: TimeEntry(employee_id=ANA, kind=EntryKind.SHIFT, starts_at=at("8:00", 20)),
    "field_settings": lambda text: FieldSettings(address="https://" + text),
}  # fmt: skip
"""By kind, a record with a text in every field that takes one."""
OF_ROLES: dict[str, Maker] = {
    "office_role": lambda text: OfficeRole(name="N" + text),
    "office_user": lambda text: OfficeUser(name="N" + text, login="L" + text, note=text),
}
"""What an office has once its roles were begun."""
ONCE = ("number_series", "field_settings")
"""Kinds of which there is one, or one for each kind of number."""


def test_every_kind_of_record_is_here() -> None:
    from typing import get_args

    from industrack_core.domain.records.record import SettingsRecord

    assert {type(make("x")) for make in {**MAKERS, **OF_ROLES}.values()} == set(get_args(SettingsRecord))


def test_hostile_texts_are_stored_clean(desk: Desk, company_url: str) -> None:
    """Each text meets each kind of record on one of the engines."""
    stored, turn = 0, int(company_url.startswith("sqlite"))
    for number, hostile in enumerate(HOSTILE):
        for kind, make in list(MAKERS.items())[(number + turn) % 2 :: 2]:
            record = make(f"{number}{hostile}"[:150])
            if kind == "company":
                record = replace(record, version=current(desk, record).version)
            outcome = desk.perform(SaveRecord(record, address=f"A{hostile}"[:150]))
            said = outcome.line if isinstance(outcome, Done) else outcome.sentence
            assert not unwanted(said), (kind, hostile)
            assert isinstance(outcome, Done) or kind in ONCE, (kind, hostile, outcome)
            stored += isinstance(outcome, Done)
        row = ImportedCustomer(
            row=2, name="I" + hostile[:150], contact=hostile[:150], address=hostile[:150], tags=("t" + hostile[:150],),
            site_note=hostile[:150], internal_note=hostile[:150],
        )  # fmt: skip
        assert not unwanted(done(desk.perform(ImportCustomers((row,), hostile, hostile))).line)
        person = ImportedEmployee(
            row=2, last_name="L" + hostile[:150], role=hostile[:150], skills=("s" + hostile[:150],)
        )
        assert not unwanted(done(desk.perform(ImportRecords((person,), hostile, hostile))).line)
    assert stored >= 9 * (len(MAKERS) - 1)
    assert not [text for text in stored_texts(company_url) if unwanted(text)]
    shadow = shadow_of(company_url)
    assert shadow.faults() == []
    listed = [str(value) for found in shadow.indexes.values() for row in found for value in row.values()]
    assert not [text for text in listed if unwanted(text)]


def test_hostile_texts_of_users_and_roles_are_stored_clean(desk: Desk, company_url: str) -> None:
    done(desk.perform(BeginRoles()))
    for number, hostile in enumerate(HOSTILE):
        text, role_id = f"{number}{hostile}"[:80], None
        for kind, make in OF_ROLES.items():
            record = make(text) if role_id is None else replace(make(text), role_id=role_id)
            outcome = done(desk.perform(SaveRecord(record)))
            assert not unwanted(outcome.line)
            role_id = outcome.changed_id(kind)
    assert not [text for text in stored_texts(company_url) if unwanted(text)]


def test_what_is_harmless_stays_as_typed(desk: Desk) -> None:
    for text in KEPT:
        for kind, make in MAKERS.items():
            if kind in ("company", *ONCE):
                continue
            record = make(text)
            outcome = done(desk.perform(SaveRecord(record)))
            kept = current(desk, record, outcome.changed_id(kind) or 0)
            for field in fields(record):
                typed = getattr(record, field.name)
                if isinstance(typed, str) and typed:
                    assert getattr(kept, field.name) == typed, (kind, field.name)


def test_too_long_is_refused_at_its_field_and_never_cut(desk: Desk, company_url: str) -> None:
    before = contents(company_url)
    tried = 0
    for kind, make in MAKERS.items():
        record = make("x")
        for field in fields(record):
            value = getattr(record, field.name)
            long = "y" * (limit_of(field.name) + 1)
            if type(value) is str:
                outcome = desk.perform(SaveRecord(replace(record, **{field.name: long})))
                assert field.name in fields_refused(outcome), (kind, field.name)
            elif type(value) is tuple and value and type(value[0]) is str:
                outcome = desk.perform(SaveRecord(replace(record, **{field.name: (long,)})))
                assert f"{field.name}.0" in fields_refused(outcome), (kind, field.name)
            else:
                continue
            assert "too long" in refused(outcome)
            tried += 1
    assert tried > 50
    assert contents(company_url) == before


def test_a_long_entry_of_a_list_is_not_let_in_uncleaned(desk: Desk) -> None:
    hostile = "\x1b]52;c;" * 40
    for record in (TaskTemplate(name="x", lines=(hostile,)), Employee(last_name="x", skills=(hostile,))):
        assert isinstance(desk.perform(SaveRecord(record)), Refused)


def test_a_guest_changes_nothing(company_url: str) -> None:
    before = contents(company_url)
    acts: list[Act] = [
        *(SaveRecord(make("x")) for make in MAKERS.values()),
        DeleteRecord("customer", LINDQVIST, 1),
        MergeCustomers(MORA, 1, LINDQVIST, 1),
        ImportCustomers((ImportedCustomer(row=2, name="x"),), "f.csv", "b"),
        ImportRecords((ImportedItem(row=2, name="x"),), "f.csv", "b"),
        SetBilling(DISPATCHED, 1, Billing.APPROVED),
    ]
    with closing(open_desk(company_url, read_only=True, who="guest")) as guest:
        for act in acts:
            outcome = guest.perform(act)
            assert isinstance(outcome, Refused)
            assert [finding.kind for finding in outcome.findings] == [FindingKind.PERMISSION]
            assert outcome.sentence == "This console is read-only: nothing can be changed here."
    assert contents(company_url) == before
