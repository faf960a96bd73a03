"""Saving and deleting a record of any kind: one act, one way to check a version, a rule per kind."""

from collections.abc import Sequence
from dataclasses import replace

from industrack_core.desk.jobs.edit_words import edit_said
from industrack_core.desk.jobs.job_checks import stale, stops
from industrack_core.desk.plan import Decision, Setting, plan_of
from industrack_core.desk.records.record_case import Case
from industrack_core.desk.records.record_rules import rule_findings
from industrack_core.desk.records.record_settling import others, settled_record
from industrack_core.domain.acts.acts import DeleteRecord, SaveRecord
from industrack_core.domain.acts.limits import cleaned, too_long
from industrack_core.domain.field.records import FieldSettings, TimeEntry
from industrack_core.domain.kinds import Kind
from industrack_core.domain.outcomes import Done, Finding, FindingKind, Refused, Stale, Weight, refusal
from industrack_core.domain.records.customer import Customer, Equipment, Location
from industrack_core.domain.records.estimate import Estimate
from industrack_core.domain.records.inventory import InventoryItem
from industrack_core.domain.records.job import Job
from industrack_core.domain.records.office import Employee, TimeOff
from industrack_core.domain.records.purchase import OrderStatus, PurchaseOrder
from industrack_core.domain.records.record import (
    KINDS,
    RECORD_TYPES,
    NamedRecord,
    Record,
    Retirable,
    SettingsRecord,
    kind_of,
)
from industrack_core.domain.records.settings import Holiday, NumberSeries, OfficeUser, Tag
from industrack_core.domain.text.text import clean_line, how_many
from industrack_core.store.writing.transaction import Transaction

_NAMELESS = (PurchaseOrder, NumberSeries, Estimate, TimeOff, Location, TimeEntry, FieldSettings)
"""Kinds that have a number or nothing instead of a name."""


def save_record(tx: Transaction, act: SaveRecord, setting: Setting) -> Decision:
    """Create the record (id 0), or replace it if it still has the version that the person saw."""
    record: SettingsRecord = cleaned(act.record)
    record_type = type(record)
    before = tx.get(record_type, record.id) if record.id else None
    if record.id and (before is None or before.version != record.version):
        return _stale(tx, record_type, record.id, record.version, before)
    if before is None:
        record = replace(record, version=0)
    case = Case(tx, before, record, setting)
    reason = clean_line(act.reason)
    findings = [*too_long(record), *_name_findings(tx, record), *rule_findings(case), *_reason_findings(case, reason)]
    refused = refusal(findings, act.accepted)
    if refused:
        return refused
    record = settled_record(case)
    if record == before:
        return Done(tx.revision, "Nothing changed.")
    if before is None:
        record = replace(record, id=tx.new_id())
    said = "; ".join(filter(None, (_now(before, record), _fields_said(tx, before, record, setting))))
    line = f"{_deed(before, record)} {KINDS[record_type].noun} {_called(record)}".rstrip()
    line += f": {said}" if said else ""
    line += f" ({reason})." if reason else "."
    told = [finding for finding in findings if finding.weight is Weight.TELLS]
    return plan_of([(before, record), *others(case, record, cleaned(act).address)], line, told)


def _reason_findings(case: Case[SettingsRecord], reason: str) -> list[Finding]:
    """What a technician said of their time is changed for a reason, which they may ask for."""
    if reason or not isinstance(case.before, TimeEntry) or not case.before.device_id:
        return []
    return [stops(FindingKind.MISSING, "Why is this time corrected?", "reason")]


def _deed(before: Record | None, after: Record) -> str:
    if before is None:
        return "Added"
    was, retired = getattr(before, "retired", False), getattr(after, "retired", False)
    if was != retired:
        return "Deleted" if retired else "Brought back"
    if (
        isinstance(after, InventoryItem)
        and isinstance(before, InventoryItem)
        and before == replace(after, counted=before.counted)
    ):
        return "Counted"
    if isinstance(after, PurchaseOrder) and any(each.received for each in after.lines):
        had = [each.received for each in before.lines] if isinstance(before, PurchaseOrder) else []
        return "Changed" if had == [each.received for each in after.lines] else "Received on"
    return "Changed"


def _now(before: Record | None, after: Record) -> str:
    """The status of an estimate or an order, where it is another one than before."""
    if not isinstance(after, Estimate | PurchaseOrder) or not isinstance(before, Estimate | PurchaseOrder):
        return ""
    return "" if before.status is after.status else after.status.label


def _fields_said(tx: Transaction, before: Record | None, after: Record, setting: Setting) -> str:
    """Which fields changed, from what to what; nothing of what comes, goes or is received."""
    if before is None or getattr(before, "retired", 0) != getattr(after, "retired", 0):
        return ""
    if _deed(before, after) != "Changed":
        return ""
    return edit_said(tx, [(before, after)], setting.zone, ("Status",) if _now(before, after) else ())


def _called(record: Record) -> str:
    if isinstance(record, Employee):
        return record.short_name
    if isinstance(record, NumberSeries):
        return f"of {record.kind.replace('_', ' ')}s"
    for name in ("name", "number", "kind", "address", "reason"):
        if getattr(record, name, ""):
            return str(getattr(record, name))
    return ""


def delete_record(tx: Transaction, act: DeleteRecord, setting: Setting) -> Decision:
    """Delete what nothing can refer to; retire what something may."""
    record_type = RECORD_TYPES[act.kind]
    before = tx.get(record_type, act.record_id)
    if before is None or before.version != act.version:
        return _stale(tx, record_type, act.record_id, act.version, before)
    if isinstance(before, Retirable):
        if before.retired:
            return Done(tx.revision, f"The {KINDS[record_type].noun} {_called(before)} is deleted already.")
        return save_record(tx, SaveRecord(replace(before, retired=True), act.accepted), setting)
    why_not = _why_not_delete(tx, before)
    if why_not:
        return Refused((stops(FindingKind.IN_USE, why_not),))
    gone: list[Record] = [before]
    if isinstance(before, Customer):
        gone += [*tx.find(Location, "customer_id", [before.id]), *tx.find(Equipment, "customer_id", [before.id])]
    line = f"Deleted {KINDS[record_type].noun} {_called(before)}".rstrip() + "."
    return plan_of([(each, None) for each in gone], line)


def _why_not_delete(tx: Transaction, record: Record) -> str:
    if isinstance(record, Customer):
        many = {kind: tx.how_many(kind, "customer_id", record.id) for kind in (Kind.JOB, Kind.ESTIMATE)}
        if any(many.values()):
            work = " and ".join(how_many(count, kind.noun) for kind, count in many.items())
            return f"{record.name} has {work}: merge the customer into another one instead."
        return ""
    if isinstance(record, Estimate):
        jobs = tx.find(Job, "estimate_id", [record.id])
        return f"Estimate {record.number} is job {jobs[0].number}: it stays." if jobs else ""
    if isinstance(record, PurchaseOrder):
        if any(each.received for each in record.lines):
            return f"Something of purchase order {record.number} has come: it stays."
        if record.status is OrderStatus.SENT:
            return f"Purchase order {record.number} is Sent: void it instead."
        return ""
    if isinstance(record, TimeOff | TimeEntry | Holiday):
        return ""
    if isinstance(record, Employee):
        return f"{record.short_name} keeps their history: make them inactive or archived instead."
    if isinstance(record, OfficeUser):
        return f"What {record.name} did stays under their name: switch them off instead."
    return f"A {kind_of(record).noun} cannot be deleted."


def _stale(tx: Transaction, record_type: type, record_id: int, seen: int, before: Record | None) -> Stale:
    kind = KINDS[record_type]
    label = f"The {KINDS[record_type].noun} {_called(before) if before is not None else ''}".strip()
    version = before.version if before is not None else 0
    return stale(tx, kind, record_id, label, seen, version)


def _name_findings(tx: Transaction, record: SettingsRecord) -> list[Finding]:
    """A name is needed, and the only one of its kind among those in use."""
    if isinstance(record, _NAMELESS):
        return []
    field = "last_name" if isinstance(record, Employee) else "name"
    name, words = getattr(record, field).strip(), kind_of(record).noun
    article = "an" if words[0] in "aeio" else "a"  # no kind begins with a u that is not said as in "user"
    if not name:
        return [stops(FindingKind.MISSING, f"{article.capitalize()} {words} needs a name.", field)]
    if not isinstance(record, NamedRecord) or record.retired:
        return []
    same = [each for each in _named_alike(tx, record, name) if each.id != record.id and not each.retired]
    if same:
        return [stops(FindingKind.DUPLICATE, f"There is {article} {words} {same[0].name} already.", "name")]
    return []


def _named_alike(tx: Transaction, record: NamedRecord, name: str) -> Sequence[NamedRecord]:
    """Records of the same name; tags are the same in any capitals."""
    if isinstance(record, Tag):
        return [each for each in tx.everything(Tag) if each.name.casefold() == name.casefold()]
    return tx.find(type(record), "name", [record.name, name])
