"""What a draft says beside the job itself: its lists, the customer's tags and notes, what is created with it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from industrack_core.desk.jobs.job_checks import stale, stops
from industrack_core.desk.jobs.part_findings import content_findings
from industrack_core.domain.acts.drafts import JobDraft
from industrack_core.domain.kinds import Kind
from industrack_core.domain.outcomes import Finding, FindingKind, Stale
from industrack_core.domain.records.customer import Customer, Equipment, Location
from industrack_core.domain.records.estimate import EstimateLine
from industrack_core.domain.records.form import Form
from industrack_core.domain.records.inventory import InventoryItem
from industrack_core.domain.records.job import Job
from industrack_core.domain.records.job_parts import Attachment, FormOnJob, JobItem, JobTask
from industrack_core.domain.records.purchase import OrderLine, PurchaseOrder
from industrack_core.domain.records.record import Record
from industrack_core.domain.records.settings import Tag
from industrack_core.store.writing.transaction import Transaction

Change = tuple[Record | None, Record]


@dataclass(slots=True)
class MadeParts:
    """What is written beside the job, and what speaks against it. `job` has the draft's lists."""

    job: Job
    others: list[Change] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


# -- what is wrong with the lists by themselves ------------------------------------------------


# -- what they become --------------------------------------------------------------------------


def made_of(tx: Transaction, job: Job, draft: JobDraft, before: Job | None, created: Sequence[Change]) -> MadeParts:
    """The job with a draft's lists, new parts with ids; records created for them; what they name and is gone."""
    made = MadeParts(job)
    made.findings += _reference_findings(tx, draft, before)
    if made.findings:
        return made
    equipment = [
        Equipment(
            id=tx.new_id(), customer_id=job.customer_id, location_id=job.location_id, name=new.name.strip(),
            maker=new.maker.strip(), model=new.model.strip(), serial=new.serial.strip(),
        )
        for new in draft.new_equipment
    ]  # fmt: skip
    items = tuple(_with_item(tx, item, made) for item in draft.items)
    made.others += [(None, each) for each in equipment]
    made.job = replace(
        job,
        items=numbered(tx, items, before.items if before else ()),
        equipment=(*dict.fromkeys(draft.equipment), *(each.id for each in equipment)),
        attachments=numbered(tx, draft.attachments, before.attachments if before else ()),
        forms=numbered(tx, draft.forms, before.forms if before else ()),
        tasks=numbered(tx, draft.tasks, before.tasks if before else ()),
    )
    made.others += [(None, order) for order in _orders(tx, draft, made.job)]
    made.findings += _shortages(tx, made.job, before)
    return made


P = TypeVar("P", JobItem, Attachment, FormOnJob, JobTask, OrderLine, EstimateLine)


def numbered(tx: Transaction, parts: Sequence[P], had: Sequence[P]) -> tuple[P, ...]:
    """The parts, each with an id: its own when the job had it before, else a fresh one."""
    known = {part.id for part in had}
    taken: set[int] = set()
    result = []
    for part in parts:
        keeps = part.id in known and part.id not in taken
        result.append(part if keeps else replace(part, id=tx.new_id()))
        taken.add(result[-1].id)
    return tuple(result)


def _with_item(tx: Transaction, item: JobItem, made: MadeParts) -> JobItem:
    """A line without an inventory item gets the one of its name and kind, or a new one; unless it is a one-off."""
    if item.item_id is not None or item.one_off:
        return item
    for known in tx.find(InventoryItem, "name", [item.name.strip()]):
        if known.kind is item.kind and not known.retired:
            return replace(item, item_id=known.id, name=known.name)
    for _, other in made.others:
        if isinstance(other, InventoryItem) and (other.name, other.kind) == (item.name.strip(), item.kind):
            return replace(item, item_id=other.id)
    created = InventoryItem(id=tx.new_id(), name=item.name.strip(), kind=item.kind, price=item.price)
    made.others.append((None, created))
    return replace(item, item_id=created.id, name=created.name)


def _orders(tx: Transaction, draft: JobDraft, job: Job) -> list[PurchaseOrder]:
    numbers = tx.take_numbers(Kind.PURCHASE_ORDER, len(draft.new_orders)) if draft.new_orders else []
    new_items = {item.name: item.item_id for item in job.items}
    orders = []
    for number, order in zip(numbers, draft.new_orders, strict=True):
        lines = tuple(
            replace(line, id=tx.new_id(), item_id=line.item_id or new_items.get(line.name), received=0)
            for line in order.lines
        )
        made = PurchaseOrder(
            id=tx.new_id(), number=number, vendor=order.vendor.strip(), job_id=job.id, due_on=order.due_on,
            lines=lines, note=order.note.strip(),
        )  # fmt: skip
        orders.append(replace(made, total=made.lines_total))
    return orders


def _reference_findings(tx: Transaction, draft: JobDraft, before: Job | None) -> list[Finding]:
    """Records that the lists name and that are gone meanwhile; what the job had before may stay as it is."""
    findings: list[Finding] = []
    findings += item_findings(tx, draft.items, "items")
    customer = draft.customer if isinstance(draft.customer, int) else 0
    equipment = tx.get_many(Equipment, draft.equipment)
    for place, equipment_id in enumerate(draft.equipment):
        if equipment_id not in equipment or equipment[equipment_id].customer_id != customer:
            text = "This equipment is not the customer's."
            findings.append(stops(FindingKind.ENTRY, text, f"equipment.{place}"))
    forms = tx.get_many(Form, [each.form_id for each in draft.forms])
    for place, form in enumerate(draft.forms):
        if form.form_id not in forms:
            findings.append(stops(FindingKind.ENTRY, "This form was deleted meanwhile.", f"forms.{place}"))
    return [*findings, *content_findings(tx, draft.attachments, before.attachments if before else ())]


Line = JobItem | OrderLine | EstimateLine


def item_findings(tx: Transaction, lines: Sequence[Line], where: str, had: Sequence[Line] = ()) -> list[Finding]:
    """Lines whose item of the inventory is gone; what was named before may stay."""
    named = {each.item_id for each in lines if each.item_id is not None}
    gone = named.difference(tx.get_many(InventoryItem, named), (each.item_id for each in had))
    return [
        stops(FindingKind.ENTRY, f"{_said(line)} was deleted meanwhile.", f"{where}.{place}")
        for place, line in enumerate(lines)
        if line.item_id in gone
    ]


def _said(line: Line) -> str:
    return line.text if isinstance(line, EstimateLine) else line.name


def _shortages(tx: Transaction, job: Job, before: Job | None) -> list[Finding]:
    from industrack_core.desk.jobs.stock_checks import stock_findings

    return stock_findings(tx, job, before)


# -- the customer's own ------------------------------------------------------------------------


def customer_changes(tx: Transaction, draft: JobDraft, job: Job) -> list[Change] | Stale:
    """Tags and notes of customer and location that the draft changes; Stale when somebody else changed them too."""
    changes: list[Change] = []
    says = draft.tags is not None or draft.internal_note is not None
    customer = tx.get(Customer, job.customer_id) if says else None
    if customer is not None:
        tags = (
            customer.tags
            if draft.tags is None
            else tuple(dict.fromkeys(tag.strip() for tag in draft.tags if tag.strip()))
        )
        note = customer.internal_note if draft.internal_note is None else draft.internal_note.strip()
        after = replace(customer, tags=tags, internal_note=note)
        if after != customer:
            if customer.version != draft.customer_version:
                return stale(tx, Kind.CUSTOMER, customer.id, customer.name, draft.customer_version, customer.version)
            changes += [(customer, after), *new_tags(tx, [tag for tag in tags if tag not in customer.tags])]
    if draft.site_note is None or job.location_id is None:
        return changes
    location = tx.get(Location, job.location_id)
    if location is not None and draft.site_note.strip() != location.site_note:
        if location.version != draft.location_version:
            return stale(tx, Kind.LOCATION, location.id, location.label, draft.location_version, location.version)
        changes.append((location, replace(location, site_note=draft.site_note.strip())))
    return changes


def new_tags(tx: Transaction, tags: Iterable[str]) -> list[Change]:
    """Tags that the tag list does not have yet in any capitals, to be added to it."""
    wanted: dict[str, str] = {}
    for tag in tags:
        wanted.setdefault(tag.casefold(), tag)
    listed = {tag.name.casefold() for tag in tx.everything(Tag)} if wanted else set()
    return [(None, Tag(id=tx.new_id(), name=tag)) for key, tag in wanted.items() if key not in listed]
