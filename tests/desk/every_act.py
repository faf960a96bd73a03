"""One of each act that a person can do, and what rights it takes: the table that roles are tried by."""

import typing
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from types import UnionType
from typing import Any, NamedTuple

from industrack_core.desk.desk import Desk
from industrack_core.desk.perform import perform_act
from industrack_core.domain.acts import acts
from industrack_core.domain.acts.acts import (
    Act,
    AddEmployee,
    AddJob,
    AnswerForm,
    CopyJob,
    DeleteJob,
    DeleteRecord,
    DispatchJob,
    EditJob,
    MergeCustomers,
    PlaceJob,
    PlanJob,
    RestoreRecord,
    SaveRecord,
    SetBilling,
    SetStatus,
    Snooze,
    Together,
    UnassignJob,
    Undo,
)
from industrack_core.domain.acts.drafts import JobDraft
from industrack_core.domain.acts.field_acts import (
    EndCalendarLink,
    MakeCalendarLink,
    OfferPairing,
    RecallJob,
    Settle,
    SettleMessage,
    SettleReport,
    SignOutDevice,
)
from industrack_core.domain.acts.founding import AskIn, BeginRoles, GiveRole, LoadRecords, MakeAdmin
from industrack_core.domain.acts.imported import (
    ImportCustomers,
    ImportedCustomer,
    ImportedItem,
    ImportedJob,
    ImportJobs,
    ImportRecords,
    TakeHolidays,
)
from industrack_core.domain.acts.saved_draft import draft_of
from industrack_core.domain.board.alarms import ExceptionKind
from industrack_core.domain.field.entries import EntryKind
from industrack_core.domain.field.records import CalendarLink, Device, FieldReport, FieldSettings, TimeEntry, Verdict
from industrack_core.domain.records.customer import Customer, Equipment, Location
from industrack_core.domain.records.estimate import Estimate, EstimateLine
from industrack_core.domain.records.form import Form, FormQuestion
from industrack_core.domain.records.inventory import InventoryItem
from industrack_core.domain.records.job import Billing, Job, Priority, WorkStatus
from industrack_core.domain.records.office import Calendar, Employee, Group, JobColor, ServiceType, TimeOff
from industrack_core.domain.records.outbox import Channel, Errand, OutboxEntry
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
from industrack_core.domain.rights import Right
from tests.desk.office import YES, done
from tests.store.small_company import ANA, BEN, CHO, GROUP, LINDQVIST, MORA, NOW, at, draft

Needs = tuple[Right | tuple[Right, ...], ...]
"""Rights that are all needed; of some, one is enough."""


class Tried(NamedTuple):
    """An act by what people call it: what it takes, and how it is made at an admin's desk, as often as one likes."""

    name: str
    needs: Needs
    make: Callable[[Desk], Act]

    def is_for(self, rights: frozenset[str]) -> bool:
        """Whether somebody with these rights may do it."""
        each = (need if isinstance(need, tuple) else (need,) for need in self.needs)
        return all(any(right in rights for right in need) for need in each)


def roles_of(desk: Desk) -> tuple[OfficeRole, ...]:
    """The roles that there are."""
    person = desk.office().person
    assert person is not None
    return person.roles


USUAL: dict[str, object] = {}
"""What jobs are made of besides: tests fill it in."""


def usual(**changes: object) -> JobDraft:
    """What is said of a new job."""
    return draft(**{**USUAL, **changes})


def a_job(desk: Desk, **changes: object) -> Job:
    """A new job in the queue."""
    made = done(desk.perform(AddJob(usual(starts_at=None, crew=(), **changes), YES)))
    found = desk.job(made.changed_id("job") or 0)
    assert found is not None
    return found


def planned(desk: Desk) -> Job:
    """A new job of Ben's, at a time of nobody else's."""
    job = a_job(desk)
    done(desk.perform(PlanJob(job.id, job.version, (BEN,), at("9:00", 27) + timedelta(days=job.id), 60, YES)))
    return now(desk, job)


def now(desk: Desk, job: Job) -> Job:
    found = desk.job(job.id)
    assert found is not None
    return found


def saved(desk: Desk, record: Any) -> Any:
    """A record as it is after it was saved."""
    change = done(desk.perform(SaveRecord(record))).changes[0]
    return desk.records(change.kind, [change.id])[change.id]


def loaded(desk: Desk, record: Any) -> Any:
    """A record that no form makes, put there."""
    made = replace(record, id=desk.reserve_ids(1))
    done(desk.perform(LoadRecords((made,), "Loaded.")))
    return made


def fresh(desk: Desk, word: str) -> str:
    """A name that nothing has."""
    return f"{word} {desk.reserve_ids(1)}"


def _completed(desk: Desk) -> Job:
    job = planned(desk)
    for status in (WorkStatus.STARTED, WorkStatus.COMPLETED):
        done(desk.perform(SetStatus(job.id, job.version, status, accepted=YES)))
        job = now(desk, job)
    return job


def _dispatched(desk: Desk) -> Job:
    job = planned(desk)
    done(desk.perform(DispatchJob(job.id, job.version, YES)))
    return now(desk, job)


def _deleted(desk: Desk) -> Job:
    job = a_job(desk)
    done(desk.perform(DeleteJob(job.id, job.version, accepted=YES)))
    return job


def _together(one: Job, other: Job) -> Act:
    begun = SetStatus(other.id, other.version, WorkStatus.STARTED, accepted=YES)
    return Together((UnassignJob(one.id, one.version, YES), begun))


def _edit(desk: Desk, **changes: Any) -> Act:
    job = planned(desk)
    return EditJob(job.id, job.version, replace(draft_of(job), **changes), YES)


def _on(make: Callable[[Desk], Job], act: Callable[[Job], Act]) -> Callable[[Desk], Act]:
    return lambda desk: act(make(desk))


def _saves(make: Callable[[Desk], Any]) -> Callable[[Desk], Act]:
    return lambda desk: SaveRecord(make(desk), YES)


def _gone(kind: str, make: Callable[[Desk], Any]) -> Callable[[Desk], Act]:
    def act(desk: Desk) -> Act:
        record = saved(desk, make(desk))
        return DeleteRecord(kind, record.id, record.version, YES)

    return act


def _form(desk: Desk) -> Form:
    found: Form = saved(desk, Form(name=fresh(desk, "Form"), questions=(FormQuestion(text="Done?"),)))
    return found


def _device(desk: Desk) -> Device:
    token = f"{desk.reserve_ids(1):064}"
    found: Device = loaded(desk, Device(employee_id=BEN, name="Phone", token_hash=token, paired_at=NOW))
    return found


def _report(desk: Desk) -> FieldReport:
    found: FieldReport = loaded(desk, FieldReport(
        device_id=_device(desk).id, seq=1, employee_id=BEN, job_id=a_job(desk).id, kind="note", at_s=5, said_s=5,
        received_s=6, verdict=Verdict.REVIEW, text="A note.",
    ))  # fmt: skip
    return found


def _message(desk: Desk) -> OutboxEntry:
    job = a_job(desk)
    found: OutboxEntry = loaded(desk, OutboxEntry(
        job_id=job.id, job_number=job.number, employee_id=BEN, errand=Errand.DISPATCH, written_at=NOW,
        channel=Channel.NOTIFY, address="mail:x", next_s=9,
    ))  # fmt: skip
    return found


def _customer(desk: Desk) -> Customer:
    return Customer(name=fresh(desk, "Customer"))


def _merge(desk: Desk) -> Act:
    one, other = (saved(desk, _customer(desk)) for _ in range(2))
    return MergeCustomers(one.id, one.version, other.id, other.version)


def _order(desk: Desk) -> PurchaseOrder:
    return PurchaseOrder(vendor="Pipes", lines=(OrderLine(name="Pipe", price=500),))


def _estimate(desk: Desk) -> Estimate:
    return Estimate(customer_id=MORA, made_on=NOW.date(), lines=(EstimateLine(text="Visit", price=100),))


def _settings(desk: Desk) -> FieldSettings:
    found = desk.field_settings()
    return replace(found, window_s=found.window_s + 1)


def _person(desk: Desk) -> OfficeUser:
    role = next(each.id for each in roles_of(desk) if each.name == "viewer")
    login = fresh(desk, "login")
    return OfficeUser(name=login, login=login, role_id=role)


def _link(desk: Desk) -> CalendarLink:
    secret = f"{desk.reserve_ids(1):064}"
    found: CalendarLink = loaded(desk, CalendarLink(employee_id=ANA, name="Link", secret_hash=secret, made_at=NOW))
    return found


def _import(desk: Desk) -> Act:
    row = ImportedJob(key=fresh(desk, "key"), customer="Mora", employee="Ben Okafor", description="Imported")
    return ImportJobs((row,), "f.csv", fresh(desk, "batch"))


def _off(desk: Desk) -> TimeOff:
    starts_at = at("9:00") + timedelta(days=100 + desk.reserve_ids(1))
    return TimeOff(employee_id=CHO, starts_at=starts_at, ends_at=starts_at + timedelta(hours=1), reason="away")


def _spell(desk: Desk) -> TimeEntry:
    starts_at = NOW - timedelta(days=desk.reserve_ids(1))
    return TimeEntry(employee_id=CHO, kind=EntryKind.SHIFT, starts_at=starts_at, ends_at=starts_at + timedelta(hours=1))


def _of_another(desk: Desk) -> Act:
    """What it takes to undo what a mate has just done."""
    login, job = _mate(desk), planned(desk)
    did = perform_act(desk.store, UnassignJob(job.id, job.version, YES), login, desk.now())
    return Undo(YES, done(did).revision, chosen=True)


def _mate(desk: Desk) -> str:
    """The login of somebody else, who may plan."""
    if desk.office().person is None:
        return "mate"
    role = next(each.id for each in roles_of(desk) if each.name == "dispatcher")
    login = fresh(desk, "mate")
    saved(desk, OfficeUser(name=login, login=login, role_id=role))
    return login


_REPORT_RIGHTS = (Right.JOB_STATUS, Right.JOB_PLAN)
EVERY_ACT = (
    Tried("add a job", (Right.JOB_ADD,), lambda desk: AddJob(usual(starts_at=None, crew=()), YES)),
    Tried("add and dispatch", (Right.JOB_ADD, Right.JOB_DISPATCH),
          lambda desk: AddJob(usual(starts_at=at("9:00", 27) + timedelta(days=desk.reserve_ids(1))), YES, True)),
    Tried("change a job", (Right.JOB_EDIT,), lambda desk: _edit(desk, priority=Priority.HIGH)),
    Tried("change and plan", (Right.JOB_EDIT, Right.JOB_PLAN), lambda desk: _edit(desk, note="x", minutes=75)),
    Tried("change the status by the form", (Right.JOB_STATUS,), lambda desk: _edit(desk, status=WorkStatus.STARTED)),
    Tried("dispatch", (Right.JOB_DISPATCH,), _on(planned, lambda job: DispatchJob(job.id, job.version, YES))),
    Tried("delete a job", (Right.JOB_DELETE,), _on(a_job, lambda job: DeleteJob(job.id, job.version, accepted=YES))),
    Tried("fill a form", (Right.JOB_ANSWER,), lambda desk: AnswerForm(a_job(desk).id, _form(desk).id, ("yes",))),
    Tried("place", (Right.JOB_PLAN,), _on(planned, lambda job: PlaceJob(job.id, job.version, ANA, at("9:00"), YES))),
    Tried("plan", (Right.JOB_PLAN,),
          _on(planned, lambda job: PlanJob(job.id, job.version, (ANA, BEN), job.starts_at, 90, YES))),
    Tried("status", (Right.JOB_STATUS,),
          _on(planned, lambda job: SetStatus(job.id, job.version, WorkStatus.STARTED, accepted=YES))),
    Tried("copy", (Right.JOB_ADD,), _on(a_job, lambda job: CopyJob(job.id, job.version, (), None, 60, YES))),
    Tried("to the queue", (Right.JOB_PLAN,), _on(planned, lambda job: UnassignJob(job.id, job.version, YES))),
    Tried("approve", (Right.JOB_BILL, Right.SEE_BILLING),
          _on(_completed, lambda job: SetBilling(job.id, job.version, Billing.APPROVED, YES))),
    Tried("together", (Right.JOB_PLAN, Right.JOB_STATUS), lambda desk: _together(planned(desk), planned(desk))),
    Tried("snooze", (Right.JOB_PLAN,),
          _on(planned, lambda job: Snooze(job.id, ExceptionKind.OVERLAP, job.starts_at or NOW, None))),
    Tried("recall", (Right.JOB_DISPATCH,), _on(_dispatched, lambda job: RecallJob(job.id, job.version, YES))),
    Tried("restore a job", (Right.JOB_ADD,), _on(_deleted, lambda job: RestoreRecord(job.id, YES))),
    Tried("add an employee", (Right.STAFF_EDIT,), lambda desk: AddEmployee("New", fresh(desk, "Hand"))),
    Tried("employee", (Right.STAFF_EDIT,), _saves(lambda desk: Employee(last_name=fresh(desk, "Hand")))),
    Tried("group", (Right.STAFF_EDIT,), _saves(lambda desk: Group(name=fresh(desk, "Group"), member_ids=(BEN,)))),
    Tried("time off", (Right.ABSENCE_EDIT,), _saves(_off)),
    Tried("delete time off", (Right.ABSENCE_EDIT,), _gone("time_off", _off)),
    Tried("times", ((Right.ABSENCE_EDIT, *_REPORT_RIGHTS),), _saves(_spell)),
    Tried("customer", (Right.CUSTOMER_EDIT,), _saves(_customer)),
    Tried("delete a customer", (Right.CUSTOMER_EDIT, Right.CUSTOMER_MERGE), _gone("customer", _customer)),
    Tried("merge", (Right.CUSTOMER_EDIT, Right.CUSTOMER_MERGE, Right.SEE_NOTES), _merge),
    Tried("location", (Right.CUSTOMER_EDIT,),
          _saves(lambda desk: Location(customer_id=LINDQVIST, address=fresh(desk, "Street")))),
    Tried("equipment", (Right.CUSTOMER_EDIT,),
          _saves(lambda desk: Equipment(customer_id=LINDQVIST, name=fresh(desk, "Boiler")))),
    Tried("new tag", ((Right.CUSTOMER_EDIT, Right.SETTING_EDIT),), _saves(lambda desk: Tag(name=fresh(desk, "tag")))),
    Tried("delete a tag", (Right.SETTING_EDIT,), _gone("tag", lambda desk: Tag(name=fresh(desk, "tag")))),
    Tried("estimate", (Right.ESTIMATE_EDIT,), _saves(_estimate)),
    Tried("delete an estimate", (Right.ESTIMATE_EDIT,), _gone("estimate", _estimate)),
    Tried("order", (Right.ORDER_EDIT,), _saves(_order)),
    Tried("delete an order", (Right.ORDER_EDIT,), _gone("purchase_order", _order)),
    Tried("item", (Right.ITEM_EDIT,), _saves(lambda desk: InventoryItem(name=fresh(desk, "Item")))),
    Tried("company", (Right.SETTING_EDIT,),
          _saves(lambda desk: replace(desk.office().company, address=fresh(desk, "Street")))),
    Tried("calendar", (Right.SETTING_EDIT,),
          _saves(lambda desk: Calendar(name=fresh(desk, "Calendar"), group_ids=(GROUP,)))),
    Tried("color", (Right.SETTING_EDIT,), _saves(lambda desk: JobColor(name=fresh(desk, "Color"), hue="red"))),
    Tried("service type", (Right.SETTING_EDIT,), _saves(lambda desk: ServiceType(name=fresh(desk, "Type")))),
    Tried("hold reason", (Right.SETTING_EDIT,), _saves(lambda desk: HoldReason(name=fresh(desk, "Reason")))),
    Tried("holiday", (Right.SETTING_EDIT,),
          _saves(lambda desk: Holiday(day=NOW.date(), name=fresh(desk, "Holiday")))),
    Tried("delete a holiday", (Right.SETTING_EDIT,),
          _gone("holiday", lambda desk: Holiday(day=NOW.date(), name=fresh(desk, "Holiday")))),
    Tried("take holidays", (Right.SETTING_EDIT,), lambda desk: TakeHolidays(
        (Holiday(day=NOW.date(), name=fresh(desk, "Holiday")),), fresh(desk, "DE"), NOW.year)),
    Tried("task template", (Right.SETTING_EDIT,), _saves(lambda desk: TaskTemplate(name=fresh(desk, "Tasks")))),
    Tried("job template", (Right.SETTING_EDIT,), _saves(lambda desk: JobTemplate(name=fresh(desk, "Job")))),
    Tried("numbering", (Right.SETTING_EDIT,),
          _saves(lambda desk: next((replace(each, prefix=fresh(desk, "P")) for each in desk.office().number_series),
                                   NumberSeries(kind="estimate", prefix="E")))),
    Tried("form", (Right.SETTING_EDIT,),
          _saves(lambda desk: Form(name=fresh(desk, "Form"), questions=(FormQuestion(text="?"),)))),
    Tried("settings of phones", (Right.SETTING_EDIT,), _saves(_settings)),
    Tried("load", (Right.SETTING_EDIT,),
          lambda desk: LoadRecords((HoldReason(id=desk.reserve_ids(1), name=fresh(desk, "Reason")),), "Loaded.")),
    Tried("pair a phone", (Right.SETTING_EDIT,),
          lambda desk: OfferPairing(ANA, f"{desk.reserve_ids(1):064}", int(NOW.timestamp()) + 600)),
    Tried("sign a phone out", (Right.SETTING_EDIT,),
          lambda desk: SignOutDevice(_device(desk).id, 1)),
    Tried("link a calendar", (Right.SETTING_EDIT,),
          lambda desk: MakeCalendarLink(ANA, f"{desk.reserve_ids(1):064}", fresh(desk, "Link"))),
    Tried("end a link", (Right.SETTING_EDIT,), lambda desk: EndCalendarLink(_link(desk).id, 1)),
    Tried("dismiss a report", (_REPORT_RIGHTS,),
          lambda desk: SettleReport(_report(desk).id, 1, Settle.DISMISS, "seen")),
    Tried("message again", (Right.JOB_DISPATCH,), lambda desk: SettleMessage(_message(desk).id, 1, True)),
    Tried("import jobs", (Right.IMPORT, Right.JOB_ADD), _import),
    Tried("import customers", (Right.IMPORT, Right.CUSTOMER_EDIT), lambda desk: ImportCustomers(
        (ImportedCustomer(row=2, name=fresh(desk, "Customer")),), "f.csv", fresh(desk, "batch"))),
    Tried("import items", (Right.IMPORT, Right.ITEM_EDIT), lambda desk: ImportRecords(
        (ImportedItem(row=2, name=fresh(desk, "Item")),), "f.csv", fresh(desk, "batch"))),
    Tried("take back what another did", (Right.UNDO_ANY, Right.JOB_PLAN), _of_another),
    Tried("user", (Right.OFFICE_USERS, Right.SEE_HISTORY), _saves(_person)),
    Tried("role", (Right.OFFICE_USERS, Right.JOB_PLAN, Right.SEE_HISTORY),
          _saves(lambda desk: OfficeRole(name=fresh(desk, "Role"), rights=("job.plan",)))),
)  # fmt: skip
"""Undo of one's own, redo, beginning roles and asking to be let in are tried by themselves; phones' acts are
nobody's."""

BY_THEMSELVES = {acts.Redo, BeginRoles, AskIn, MakeAdmin, GiveRole}


def act_types(act: Any = Act) -> Iterator[type]:
    """All types of acts there are."""
    if isinstance(act, UnionType):
        for each in typing.get_args(act):
            yield from act_types(each)
    else:
        yield act
