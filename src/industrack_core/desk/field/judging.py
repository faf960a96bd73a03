"""What a report says, of which job, and what the rule of its kind says to it, now or when the office settles it."""

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from industrack_core.desk.field import effects, stepping
from industrack_core.desk.field.bodies import (
    OF_JOBS,
    AmendBody,
    AnswerBody,
    Body,
    NoteBody,
    PhotoBody,
    ShiftBody,
    SignBody,
    SiteNoteBody,
    StepBody,
    TickBody,
    UndoBody,
    UsedBody,
    read_body,
)
from industrack_core.desk.field.report_case import Against, Applied, Judged, ReportCase, Sent, SentForm
from industrack_core.desk.plan import Setting
from industrack_core.domain.acts.field_acts import TakeReport
from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.field.records import Device, FieldSettings
from industrack_core.domain.records.held import Held
from industrack_core.domain.records.job import Job
from industrack_core.domain.records.job_parts import Trigger
from industrack_core.domain.records.office import Employee
from industrack_core.domain.records.outbox import Channel, Errand, OutboxEntry
from industrack_core.store.reads.archives import archived_jobs
from industrack_core.store.writing.field_lookups import expect_newest_entry, expect_step, expect_under_way, newest_entry
from industrack_core.store.writing.transaction import Transaction

_RULES: Mapping[type[Body], Callable[[ReportCase, Any], Judged]] = {
    StepBody: stepping.judge_step,
    ShiftBody: stepping.judge_shift,
    AmendBody: stepping.amend_entry,
    UndoBody: stepping.undo_step,
    NoteBody: effects.take_note,
    SiteNoteBody: effects.take_site_note,
    TickBody: effects.take_tick,
    UsedBody: effects.take_used,
    AnswerBody: effects.take_answer,
    PhotoBody: effects.take_photo,
    SignBody: effects.take_sign,
}
_NO_SENT = Sent({}, ())
_NAME = re.compile(r"([0-9]{1,9})\.[0-9a-f]{4}")


@dataclass(frozen=True, slots=True)
class ReadReport:
    """The body of a report, and what it is about. `theirs`: the employee had the job from the office."""

    body: Body
    job: Job | None
    sent: Sent
    theirs: bool


def read_report(tx: Transaction, employee: Employee, act: TakeReport) -> ReadReport | None:
    """What a report says, and of which job; None where it cannot be read."""
    body = read_body(act.kind, act.body)
    if body is None or (act.kind in OF_JOBS and not act.job_id):
        return None
    expect_report(tx, employee.id, act.kind, act.job_id, act.entry)
    if act.kind not in OF_JOBS:
        return ReadReport(body, None, _NO_SENT, theirs=True)
    entry = _entry_named(tx, employee.id, act)
    job = tx.get(Job, act.job_id)
    return ReadReport(body, job, _sent_of(entry), theirs=entry is not None)


def judged_report(
    tx: Transaction,
    setting: Setting,
    settings: FieldSettings,
    device: Device,
    employee: Employee,
    act: TakeReport,
    read: ReadReport,
    *,
    forced: bool = False,
) -> Judged:
    """What the rule of its kind says to a report that can be read."""
    if act.kind in OF_JOBS and read.job is None:
        return Against(f"reported something ({act.kind})", where_archived(tx, act.job_id) or "The job is deleted.")
    case = ReportCase(tx, setting, settings, device, employee, act, read.body, read.job, read.sent, forced)
    judged = _RULES[type(read.body)](case, read.body)
    return judged if isinstance(judged, Against) else Applied(*judged)


def where_archived(tx: Transaction, job_id: int) -> str:
    """In which archive a job is that somebody reports about, as a sentence; empty where it is in none."""
    away = archived_jobs(tx.connection, [job_id])
    return f"Job {away[0][0]} is in {away[0][1]}." if away else ""


def entry_name(entry: OutboxEntry) -> str:
    """What a phone calls what it was sent: the id alone may be another's in a database that was restored."""
    return f"{entry.id}.{hashlib.sha256(entry.payload.encode()).hexdigest()[:4]}"


def expect_report(tx: Transaction, employee_id: int, kind: str, job_id: int, entry: str) -> None:
    """Ask at once for what a report of a kind looks up one after the other: of which job, named by which entry."""
    if kind in OF_JOBS:
        tx.expect(Job, [job_id])
        if not entry:
            expect_newest_entry(tx, job_id, employee_id)
        elif number := _number_of(entry):
            tx.expect(OutboxEntry, [number])
    if kind == "step":
        expect_step(tx, employee_id, job_id)
    elif kind == "shift":
        expect_under_way(tx, employee_id)


def _number_of(entry: str) -> int | None:
    """The id in the name of an entry; None where there is none."""
    named = _NAME.fullmatch(entry)
    return int(named[1]) if named else None


def _entry_named(tx: Transaction, employee_id: int, act: TakeReport) -> OutboxEntry | None:
    """What the phone had of the job, if the name that it gives fits; without a name, what it was sent last."""
    if not act.entry:
        entry = newest_entry(tx, act.job_id, employee_id)
    else:
        number = _number_of(act.entry)
        entry = tx.get(OutboxEntry, number) if number is not None else None
        if entry is not None and entry_name(entry) != act.entry:
            return None
    if entry is None or (entry.job_id, entry.employee_id) != (act.job_id, employee_id):
        return None
    if entry.channel is not Channel.PHONE:
        return None
    return entry if entry.errand is Errand.DISPATCH or not act.entry else None


def _sent_of(entry: OutboxEntry | None) -> Sent:
    said: dict[str, Held] = json.loads(entry.payload) if entry is not None and entry.payload else {}
    tasks = {each["id"]: each["text"] for each in said.get("tasks", ()) if each.get("id")}
    forms = tuple(
        SentForm(each["form_id"], each.get("name", ""), Trigger(each["trigger"]), bool(each.get("blocks")))
        for each in said.get("forms", ())
    )
    return Sent(tasks, forms)
