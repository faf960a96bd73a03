"""Saving a record of a settings list, of any kind: one act, one way to check a version, a rule per kind."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from industrack_core.desk.job_checks import stops
from industrack_core.desk.plan import Decision, Setting, plan_of
from industrack_core.domain.acts import SaveRecord
from industrack_core.domain.customer import Customer, Equipment
from industrack_core.domain.form import Form, QuestionKind
from industrack_core.domain.inventory import InventoryItem
from industrack_core.domain.limits import cleaned
from industrack_core.domain.office import Calendar, Group, JobColor, ServiceType
from industrack_core.domain.outcomes import Done, Finding, FindingKind, Stale, refusal
from industrack_core.domain.purchase import PurchaseOrder
from industrack_core.domain.settings import HoldReason, JobTemplate, NumberSeries, Tag, TaskTemplate
from industrack_core.store import journal
from industrack_core.store.codec import KINDS
from industrack_core.store.transaction import Transaction

WORDS: dict[type, str] = {
    Calendar: "calendar", Group: "group", ServiceType: "service type", JobColor: "color", Tag: "tag",
    HoldReason: "hold reason", TaskTemplate: "task template", JobTemplate: "job template", Form: "form",
    NumberSeries: "numbering", InventoryItem: "item", Equipment: "equipment", PurchaseOrder: "purchase order",
}  # fmt: skip
"""What people call a record of each kind."""
_NAMED_ALIKE = (Equipment, PurchaseOrder, NumberSeries)
"""Kinds of which several may have the same name, or none has one."""


def save_record(tx: Transaction, act: SaveRecord, setting: Setting) -> Decision:
    """Create the record (id 0), or replace it if it still has the version that the person saw."""
    record: Any = cleaned(act.record)
    record_type, words = type(record), WORDS[type(record)]
    before: Any = tx.get(record_type, record.id) if record.id else None
    if record.id and (before is None or before.version != record.version):
        return _stale(tx, record_type, record, before)
    findings = [*_name_findings(tx, record), *_CHECKS.get(record_type, _nothing)(tx, record)]
    refused = refusal(findings, act.accepted)
    if refused:
        return refused
    if before is None:
        record = replace(record, id=tx.reserve_ids(1), version=0)
    if record_type is PurchaseOrder:
        record = _numbered(tx, record)
    if record == before:
        return Done(tx.revision, "Nothing changed.")
    said = getattr(record, "name", "") or getattr(record, "number", "") or getattr(record, "kind", "")
    return plan_of([(before, record)], f"{'Added' if before is None else 'Changed'} {words} {said}.".replace(" .", "."))


def _stale(tx: Transaction, record_type: type, record: Any, before: Any) -> Stale:
    kind = KINDS[record_type]
    touch = journal.last_touch(tx, kind, record.id)
    label = f"The {WORDS[record_type]} {getattr(record, 'name', '')}".strip()
    version = before.version if before is not None else 0
    return Stale(
        kind, record.id, label, record.version, version, touch.who if touch else "", touch.at if touch else None
    )


def _name_findings(tx: Transaction, record: Any) -> list[Finding]:
    """A name is needed, and the only one of its kind among those in use."""
    if isinstance(record, PurchaseOrder | NumberSeries):
        return []
    name = record.name.strip()
    if not name:
        return [stops(FindingKind.MISSING, f"A {WORDS[type(record)]} needs a name.", "name")]
    if isinstance(record, _NAMED_ALIKE) or getattr(record, "retired", False):
        return []
    same = [
        other
        for other in tx.find(type(record), "name", [record.name, name])
        if other.id != record.id and not getattr(other, "retired", False)
    ]
    if same:
        return [stops(FindingKind.DUPLICATE, f"There is a {WORDS[type(record)]} {name} already.", "name")]
    return []


def _nothing(tx: Transaction, record: Any) -> Sequence[Finding]:
    return ()


def _calendar(tx: Transaction, record: Calendar) -> Sequence[Finding]:
    findings = []
    if not 0 <= record.opens < record.closes <= 1440:
        findings.append(stops(FindingKind.ORDER, "It must open before it closes, on one day.", "opens"))
    if not 1 <= record.slot_minutes <= 240 or not 1 <= record.job_minutes <= 1440:
        findings.append(stops(FindingKind.ENTRY, "Slot and duration must be sensible.", "slot_minutes"))
    if not record.is_default and not record.group_ids:
        findings.append(stops(FindingKind.MISSING, "A calendar of its own needs a group.", "group_ids"))
    return findings


def _form(tx: Transaction, record: Form) -> Sequence[Finding]:
    findings = []
    if not record.questions:
        findings.append(stops(FindingKind.MISSING, "A form needs a question.", "questions"))
    for place, question in enumerate(record.questions):
        if not question.text.strip():
            findings.append(stops(FindingKind.MISSING, "A question needs words.", f"questions.{place}.text"))
        if question.kind is QuestionKind.CHOICE and len(question.choices) < 2:
            text = f"{question.text}: a choice needs two answers at least."
            findings.append(stops(FindingKind.MISSING, text, f"questions.{place}.choices"))
    return findings


def _item(tx: Transaction, record: InventoryItem) -> Sequence[Finding]:
    if min(record.price, record.cost, record.counted, record.reorder_point) < 0:
        return [stops(FindingKind.ENTRY, "Prices and stock cannot be less than nothing.", "price")]
    return []


def _equipment(tx: Transaction, record: Equipment) -> Sequence[Finding]:
    if tx.get(Customer, record.customer_id) is None:
        return [stops(FindingKind.ENTRY, "This customer was deleted meanwhile.", "customer")]
    return []


def _order(tx: Transaction, record: PurchaseOrder) -> Sequence[Finding]:
    findings = []
    if not record.vendor.strip():
        findings.append(stops(FindingKind.MISSING, "A purchase order needs a vendor.", "vendor"))
    for place, line in enumerate(record.lines):
        if not (line.name.strip() and line.quantity > 0 and line.price >= 0 and 0 <= line.received <= line.quantity):
            findings.append(stops(FindingKind.ENTRY, f"Line {place + 1} cannot be.", f"lines.{place}"))
    return findings


def _series(tx: Transaction, record: NumberSeries) -> Sequence[Finding]:
    findings = []
    if record.kind not in ("job", "customer", "estimate", "purchase_order"):
        findings.append(stops(FindingKind.ENTRY, "Nothing of this kind is numbered.", "kind"))
    if any(other.id != record.id for other in tx.find(NumberSeries, "kind", [record.kind])):
        findings.append(stops(FindingKind.DUPLICATE, "This numbering is there already.", "kind"))
    return findings


def _numbered(tx: Transaction, order: PurchaseOrder) -> PurchaseOrder:
    lines = tuple(line if line.id else replace(line, id=tx.reserve_ids(1)) for line in order.lines)
    return replace(order, lines=lines, number=order.number or tx.take_numbers("purchase_order")[0])


_CHECKS: dict[type, Callable[[Transaction, Any], Sequence[Finding]]] = {
    Calendar: _calendar,
    Form: _form,
    InventoryItem: _item,
    Equipment: _equipment,
    PurchaseOrder: _order,
    NumberSeries: _series,
}
