"""A deleted record comes back as it was, or a sentence says what is in its way."""

from collections.abc import Sequence
from dataclasses import replace

from industrack_core.desk.jobs.estimating import after_restoring
from industrack_core.desk.jobs.job_checks import schedule_findings, stops
from industrack_core.desk.plan import Decision, Setting, plan_of
from industrack_core.desk.records.only_one import taken_meanwhile
from industrack_core.desk.records.settings_acts import save_record
from industrack_core.domain.acts.acts import RestoreRecord, SaveRecord
from industrack_core.domain.kinds import Kind
from industrack_core.domain.outcomes import Finding, FindingKind, Refused, Weight, refusal
from industrack_core.domain.records.customer import Customer, Location
from industrack_core.domain.records.deletions import PARTS, deleted_label, word_of
from industrack_core.domain.records.job import Delivery, Job
from industrack_core.domain.records.office import TimeOff
from industrack_core.domain.records.record import RECORD_TYPES, Change, Record, Retirable
from industrack_core.store.engine.codec import RowValues
from industrack_core.store.reads.kept import read_kept
from industrack_core.store.writing.deletions import Deletion, deleted_with, last_deletion, listed
from industrack_core.store.writing.taking_back import references, restored
from industrack_core.store.writing.transaction import Transaction

_PARTS_NAMING = (
    ("items", "item_id", Kind.INVENTORY_ITEM),
    ("lines", "item_id", Kind.INVENTORY_ITEM),
    ("forms", "form_id", Kind.FORM),
)
"""Lists of a record, and what their entries name."""


def restore_record(tx: Transaction, act: RestoreRecord, setting: Setting) -> Decision:
    """Bring back what a row of the list of deleted records names; what was retired is in use again."""
    entry = listed(tx, act.record_id)
    if entry is None:
        return Refused((stops(FindingKind.NOTHING, "It is not deleted any more."),))
    kind, record_id = entry.kind, act.record_id
    there = tx.get(RECORD_TYPES[kind], record_id)
    if isinstance(there, Retirable):
        return save_record(tx, SaveRecord(replace(there, retired=False), act.accepted), setting)
    gone = last_deletion(tx, kind, record_id)
    if gone is None:
        return Refused((stops(FindingKind.NOTHING, f"The journal does not know what {entry.label} was."),))
    if gone.act == "MergeCustomers":
        text = f"{entry.label} was merged into another customer, who has all that was theirs: it stays so."
        return Refused((stops(FindingKind.MERGE, text),))
    if not _is_theirs(tx, restored(tx, kind, gone.row), setting):
        return Refused((stops(FindingKind.PERMISSION, "It was of a calendar that you may not open."),))
    return _restored(tx, act, setting, kind, gone)


def _is_theirs(tx: Transaction, record: Record, setting: Setting) -> bool:
    """Whether who acts sees it among what is deleted; asked before anything is told of it, as what is in its way."""
    kept = read_kept(tx.connection, setting.person.calendar_ids) if setting.person is not None else None
    if kept is None:
        return True
    if isinstance(record, TimeOff):
        return record.employee_id in kept.people
    return not isinstance(record, Job) or kept.shows(record)


def _restored(tx: Transaction, act: RestoreRecord, setting: Setting, kind: str, gone: Deletion) -> Decision:
    record = restored(tx, kind, gone.row)
    owned: list[Record] = []
    if isinstance(record, Customer):
        owned = [restored(tx, each, row) for each, row in deleted_with(tx, gone.revision, record.id)]
    taken = taken_meanwhile(tx, [(None, record)])
    refused = refusal([*taken, *_missing(tx, kind, gone.row, record), *_main(record, owned)])
    if refused:
        return refused
    changes: list[Change] = [(None, record), *((None, each) for each in owned)]
    line = f"Restored {word_of(kind).lower()} {deleted_label(kind, gone.row)}".rstrip() + "."
    told: list[Finding] = []
    if isinstance(record, Job):
        told = schedule_findings(tx, record, setting)
        estimate = after_restoring(tx, record)
        refused = refusal([*told, *([estimate] if isinstance(estimate, Finding) else [])], act.accepted)
        if refused:
            return refused
        # whoever had it was told that it is gone
        overlaps = any(finding.kind is FindingKind.OVERLAP for finding in told)
        changes[0] = (None, replace(record, delivery=Delivery.SAVED, overlap_accepted=overlaps))
        changes += estimate if isinstance(estimate, list) else []
        line += " It is not dispatched any more." if record.delivery is not Delivery.SAVED else ""
    return plan_of(changes, line, [finding for finding in told if finding.weight is Weight.TELLS])


def _missing(tx: Transaction, kind: str, row: RowValues, record: Record) -> list[Finding]:
    """Records that it names, and that are gone by now."""
    named = references(kind, row)
    for name, attribute, other in _PARTS_NAMING:
        named += [(other, getattr(part, attribute, None)) for part in getattr(record, name, ())]
    if isinstance(record, Job):
        named += [(Kind.EQUIPMENT, each) for each in record.equipment] + [(Kind.EMPLOYEE, each) for each in record.crew]
    meant = [(other, each) for other, each in named if each is not None]
    gone = dict.fromkeys(each for each in meant if tx.get(RECORD_TYPES[each[0]], each[1]) is None)
    return [_gone_finding(tx, other, other_id) for other, other_id in gone]


def _gone_finding(tx: Transaction, kind: str, record_id: int) -> Finding:
    gone = last_deletion(tx, kind, record_id)
    label = f" {deleted_label(kind, gone.row)}" if gone is not None and kind in PARTS else ""
    return stops(
        FindingKind.IN_USE, f"The {word_of(kind).lower()}{label} that it needs is deleted: restore that first."
    )


def _main(record: Record, owned: Sequence[Record]) -> list[Finding]:
    if not isinstance(record, Customer) or any(isinstance(each, Location) and each.is_main for each in owned):
        return []
    return [stops(FindingKind.MISSING, f"The main location of {record.name} is not known any more.")]
