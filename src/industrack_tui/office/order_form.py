"""The form of a purchase order: from whom, for which job, what is bought line by line, and what it comes to."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from industrack_core.desk.values.money import quantity_text
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.held import Fields, Held
from industrack_core.domain.records.inventory import StockedItem
from industrack_core.domain.records.purchase import OrderLine, OrderStatus, PurchaseOrder, next_statuses
from industrack_core.domain.rights import Right
from industrack_core.domain.time.entry import EntryError
from industrack_tui.forms.record import fields, picks
from industrack_tui.forms.record.field_spec import FieldSpec
from industrack_tui.forms.record.form import RecordForm
from industrack_tui.forms.record.spec import BESIDE, Beside, Entries, RecordSpec, Said, across, beside, section
from industrack_tui.forms.record.state import RecordState
from industrack_tui.widgets.form.pick import Candidate
from industrack_tui.widgets.form.picture import Shown
from industrack_tui.widgets.form.sheet import Parts, SlotKind
from industrack_tui.widgets.found_job_text import told_when

if TYPE_CHECKING:
    from industrack_core.desk.desk import Desk
    from industrack_tui.lists.spec import OpenList


def open_order(screen: "OpenList", order: PurchaseOrder) -> None:
    """The form over a list; what was saved is shown in it."""
    screen.app.push_screen(RecordForm(screen.session, ORDER, order), screen.after_form)


def open_order_by_id(screen: "OpenList", order_id: int) -> None:
    """The form of an order as it is saved now."""
    screen.bring(_open(screen, order_id))


async def _open(screen: "OpenList", order_id: int) -> None:
    found = (await screen.bridge.ask(lambda desk: desk.records(Kind.PURCHASE_ORDER, [order_id]))).get(order_id)
    if isinstance(found, PurchaseOrder):
        open_order(screen, found)
    else:
        screen.say("This purchase order was deleted.", "panel_error")


def line_of(stocked: StockedItem) -> OrderLine:
    """What is bought of an item: up to its reorder point, at what it costs."""
    item = stocked.item
    return OrderLine(item_id=item.id, name=item.name, quantity=stocked.lacking or 1000, price=item.cost)


# -- fields ------------------------------------------------------------------------------------


def _job_number(model: RecordState, owner: PurchaseOrder) -> Shown:
    number = model.extra.get("jobs", {}).get(owner.job_id, "") if owner.job_id is not None else ""
    return Shown(number)


def _find_jobs(desk: "Desk", model: RecordState, typed: str) -> list[Candidate]:
    found = [
        Candidate(job.job_id, job.number, f"{job.description}, {job.customer}  {told_when(job, model.office.zone)}")
        for job in desk.find_jobs(model.office, typed, 8)
    ]
    return found if typed.strip() else [Candidate(None, "none", "for the stock, not for a job")]


def _put_job(model: RecordState, owner: PurchaseOrder, text: str) -> PurchaseOrder:
    if text.strip():
        raise EntryError("Which job? Pick one from the list, or leave it empty.")
    return replace(owner, job_id=None)


def _statuses(model: RecordState) -> list[Candidate]:
    order: PurchaseOrder = model.original
    return [Candidate(each, each.label) for each in (order.status, *next_statuses(order))]


def _lines_stand(model: RecordState) -> str:
    order: PurchaseOrder = model.original
    if order.status is OrderStatus.OPEN:
        return ""
    way = " until it is saved as Open again" if OrderStatus.OPEN in next_statuses(order) else ""
    return f"the order is {order.status.label}, and its lines stand{way}"


def _find_items(desk: "Desk", model: RecordState, typed: str) -> list[Candidate]:
    found = []
    for each in desk.find_items(typed):
        cost = model.money(each.item.cost)
        left = f"{quantity_text(each.stock.available)} available" if each.item.kind.is_stocked else ""
        detail = "  ".join(part for part in (each.item.sku, cost, left, each.item.vendor) if part)
        found.append(Candidate(each, each.item.name, detail))
    words = " ".join(typed.split())
    return [*found, *([Candidate(words, f"+ {words}", "a line of its own, not of the inventory")] if words else [])]


def _add_line(model: RecordState, order: PurchaseOrder, value: Held) -> tuple[PurchaseOrder, str]:
    known = isinstance(value, StockedItem)
    added = line_of(value) if known else OrderLine(name=str(value))
    vendor = order.vendor or (value.item.vendor if known else "")
    return replace(order, lines=(*order.lines, added), vendor=vendor), f"lines.{len(order.lines)}.quantity"


def _came(model: RecordState, owner: OrderLine) -> Parts:
    came = quantity_text(owner.received) if owner.received else "-"
    return ((f"{came:>8}", "panel_muted"),)


def _line_total(model: RecordState, owner: OrderLine) -> Parts:
    return ((f"{model.money(owner.total):>12}", "panel"),)


def _sums(model: RecordState) -> Sequence[Parts]:
    order: PurchaseOrder = model.record
    if not order.lines:
        return ()
    total = model.money(order.lines_total)
    parts = [("Total ", "panel_muted"), (total, "panel_strong")] if total else []
    came = sum(each.received > 0 for each in order.lines)
    if came:
        missing = len(order.outstanding)
        parts.append(
            (f"   {missing} of {len(order.lines)} lines still to come" if missing else "   all has come", "panel")
        )
    return [tuple(parts)]


def _fetch(desk: "Desk", order: PurchaseOrder) -> Fields:
    job = desk.job(order.job_id) if order.job_id is not None else None
    return {"jobs": {job.id: job.number} if job is not None else {}}


def _title(model: RecordState) -> str:
    order: PurchaseOrder = model.record
    name = "New purchase order" if model.is_new else f"Purchase order {order.number}"
    return f"{name}  {order.vendor}".rstrip()


ORDER = RecordSpec(
    Kind.PURCHASE_ORDER, "purchase order",
    (
        section(
            "order", "Order",
            across(picks.suggested("vendor", "Vendor", lambda desk, typed: desk.find_vendors(typed), "a new vendor",
                                  placeholder="from whom")),
            across(
                replace(fields.text("number", "Number", share=0.32), placeholder="by itself"),
                fields.date_of("due_on", "Due", share=0.28),
                picks.chosen("status", "Status", _statuses, share=0.4, is_shown=lambda model: not model.is_new),
            ),
            across(FieldSpec("job_id", "For job", SlotKind.PICK, show=_job_number, seek=_find_jobs, put=_put_job,
                           pick=lambda model, owner, value: replace(owner, job_id=value), rereads=BESIDE,
                           placeholder="its number, customer, address; or none")),
        ),
        section(
            "lines", "Lines",
            Entries(
                "lines",
                (
                    replace(fields.entry(lambda model, owner: "stock" if owner.item_id else "free", 5, "panel_muted"),
                            why_not=_lines_stand),
                    fields.text("name", "what", why_not=_lines_stand, goes_when_empty=True),
                    fields.quantity_field("quantity", "quantity", cells=8, why_not=_lines_stand),
                    fields.money_field("price", "price", cells=9, why_not=_lines_stand),
                    Beside(_came), Beside(_line_total, right=Right.SEE_PRICES),
                ),
                FieldSpec("lines", "Add line", SlotKind.PICK, seek=_find_items, pick=_add_line, stays=True,
                          placeholder="an item of the inventory, or any text",
                          is_shown=lambda model: not _lines_stand(model)),
                captions=((f"{'came':>8}", "panel_muted"), (f"{'total':>12}", "panel_muted")),
            ),
            Said(_sums),
        ),
        section("notes", "Note", across(fields.long_text("note", "Note"))),
    ),
    title=_title, first="vendor", readings=beside(_fetch), labels={"job_id": "For job", "lines": "Line"},
    keeps=(PurchaseOrder,),
)  # fmt: skip
"""The form of a purchase order."""
