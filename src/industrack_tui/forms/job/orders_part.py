"""Purchase orders in the job form: those that are saved, and new ones with their lines."""

from collections.abc import Sequence
from dataclasses import replace

from industrack_core.domain.acts.drafts import JobDraft, NewOrder
from industrack_core.domain.records.inventory import StockedItem
from industrack_core.domain.records.job_parts import JobItem
from industrack_core.domain.records.purchase import OrderLine, PurchaseOrder
from industrack_core.domain.rights import Right
from industrack_tui.forms import candidates as ways
from industrack_tui.forms.job.list_parts import items_offered
from industrack_tui.forms.job.model import JobModel
from industrack_tui.forms.record import fields
from industrack_tui.forms.record.field_spec import FieldSpec, Opens
from industrack_tui.forms.record.spec import Beside, Entries, across, section
from industrack_tui.forms.words import day_text
from industrack_tui.late import late
from industrack_tui.widgets.form.pick import Candidate, matching
from industrack_tui.widgets.form.picture import Shown
from industrack_tui.widgets.form.sheet import Parts, SlotKind


def short_items(model: JobModel) -> tuple[OrderLine, ...]:
    """What the job's items need beyond what is in stock, as lines of an order."""
    found = []
    for item in model.record.items:
        known = model.stock.get(item.item_id) if item.item_id is not None else None
        if item.one_off or not item.kind.is_stocked or (item.item_id is not None and known is None):
            continue
        available = known.stock.available if known else 0
        held = sum(each.quantity for each in (model.job.items if model.job else ()) if each.item_id == item.item_id)
        short = item.quantity - available - (held if item.item_id is not None else 0)
        if short > 0:
            cost = known.item.cost if known else 0
            found.append(OrderLine(item_id=item.item_id, name=item.name, quantity=short, price=cost))
    return tuple(found)


def _offer_order(model: JobModel, draft: JobDraft, typed: str) -> Sequence[Candidate]:
    return matching(ways.order_candidates(len(short_items(model))), typed)


def _add_order(model: JobModel, draft: JobDraft, value: str) -> tuple[JobDraft, str]:
    lines = short_items(model) if value == ways.FROM_SHORTAGE else ()
    vendors = {known.item.vendor for line in lines if line.item_id and (known := model.stock.get(line.item_id))}
    vendor = vendors.pop() if len(vendors) == 1 else ""
    added = NewOrder(vendor=vendor, lines=lines)
    return replace(draft, new_orders=(*draft.new_orders, added)), f"new_orders.{len(draft.new_orders)}.vendor"


def _add_line(model: JobModel, order: NewOrder, value: StockedItem | JobItem) -> tuple[NewOrder, str]:
    line = (
        OrderLine(name=value.name)
        if isinstance(value, JobItem)
        else OrderLine(item_id=value.item.id, name=value.item.name, price=value.item.cost)
    )
    return replace(order, lines=(*order.lines, line)), f"lines.{len(order.lines)}.quantity"


def _order(model: JobModel, order: PurchaseOrder) -> Shown:
    due = f"due {day_text(order.due_on)}" if order.due_on else ""
    total = model.money(order.lines_total)
    return Shown("  ".join(part for part in (order.number, order.vendor, order.status.label, due, total) if part))


def _press_order(model: JobModel, order: PurchaseOrder, key: str) -> Opens | None:
    if key not in ("enter", "space"):
        return None
    return Opens(lambda form: late("forms.job.opening:show_order")(form, order))


def _line_total(model: JobModel, line: OrderLine) -> Parts:
    return ((f"{model.money(line.total):>12}", "panel"),)


_LINES = Entries(
    "lines",
    (
        fields.entry(lambda model, line: line.name, role="panel"),
        fields.quantity_field("quantity", cells=7), fields.money_field("price", cells=10),
        Beside(_line_total, right=Right.SEE_PRICES),
    ),
    FieldSpec(
        "", "", SlotKind.PICK, stays=True, placeholder="add a line", pick=_add_line,
        seek=lambda desk, model, typed: items_offered(model, desk.find_items(typed), typed),
    ),
)  # fmt: skip
ORDERS = section(
    "orders", "Purchase orders",
    Entries("orders", (FieldSpec("", "", SlotKind.LINE, role="panel", show=_order, press=_press_order),), None),
    Entries(
        "new_orders",
        (
            fields.entry(lambda model, order: "New order", 9),
            Beside(lambda model, order: (("vendor ", "panel_muted"),)), fields.text("vendor"),
            Beside(lambda model, order: (("due ", "panel_muted"),)),
            replace(fields.date_of("due_on", "", cells=14, placeholder="fri, 1 dec"), name="due"),
        ),
        None,
        inner=_LINES,
        edge=False,
    ),
    across(
        FieldSpec(
            "orders.add", "Buy", SlotKind.PICK, stays=True, placeholder="buy what is short, or anything",
            offer=_offer_order, pick=_add_order,
        )
    ),
    heading="", key="f8", letter="o", first="orders.add",
)  # fmt: skip
