"""Receiving what was ordered: all of it by one key, or how much of each line has come, in a form."""

from dataclasses import replace
from typing import TYPE_CHECKING

from industrack_core.desk.values.money import parse_quantity, quantity_text, quantity_typed
from industrack_core.domain.acts.acts import SaveRecord
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.held import Held
from industrack_core.domain.records.purchase import OrderLine, OrderStatus, PurchaseOrder, received, received_status
from industrack_core.domain.text.text import clip
from industrack_core.domain.time.entry import EntryError
from industrack_tui.acting import perform
from industrack_tui.commands.spoken import with_keys
from industrack_tui.forms.record.field_spec import FieldSpec
from industrack_tui.forms.record.form import RecordForm
from industrack_tui.forms.record.spec import Beside, Entries, RecordSpec, section
from industrack_tui.forms.record.state import RecordState
from industrack_tui.widgets.form.picture import Shown
from industrack_tui.widgets.form.sheet import Parts

if TYPE_CHECKING:
    from industrack_tui.lists.spec import OpenList

_WHY_NOT = {
    OrderStatus.OPEN: "it is Open: [purchase_order.status] marks it Sent first",
    OrderStatus.RECEIVED: "all of it has come already",
    OrderStatus.BILLED: "it is Billed: all of it has come",
    OrderStatus.VOID: "it is Void: [purchase_order.status] brings it back first",
}


def why_not_receive(status: OrderStatus) -> str:
    """Why nothing can be received on an order; empty when something can."""
    return with_keys(_WHY_NOT.get(status, ""))


def outstanding(order: PurchaseOrder) -> dict[int, int]:
    """What is still to come, in thousandths by the place of the line."""
    return {at: line.quantity - line.received for at, line in enumerate(order.lines) if line.received < line.quantity}


def receive_all(screen: "OpenList", order: PurchaseOrder) -> None:
    """Everything that is still to come has come."""
    whole = received(order, outstanding(order))
    perform(screen, SaveRecord(whole), "receive it")


def receive_in_part(screen: "OpenList", order: PurchaseOrder) -> None:
    """Ask how much of each line has come."""
    screen.app.push_screen(RecordForm(screen.session, RECEIPT, order), screen.after_form)


# -- the form ----------------------------------------------------------------------------------


def _had(model: RecordState, owner: OrderLine) -> OrderLine:
    """The line as it is saved."""
    order: PurchaseOrder = model.original
    return next((each for each in order.lines if each.id == owner.id), owner)


def _show(model: RecordState, owner: OrderLine) -> Shown:
    return Shown(quantity_typed(owner.received - _had(model, owner).received))


def _put(model: RecordState, owner: OrderLine, text: str) -> OrderLine:
    had = _had(model, owner)
    came = parse_quantity(text, model.country, zero=True) if text.strip() else 0
    if had.received + came > owner.quantity:
        raise EntryError(f"Only {quantity_text(owner.quantity - had.received)} of {owner.name} are still to come.")
    return replace(owner, received=had.received + came)


def _about(model: RecordState, owner: OrderLine) -> Parts:
    had = _had(model, owner)
    figures = (owner.quantity - had.received, owner.quantity, had.received)
    said = "".join(f"{quantity_text(each):>10}" for each in figures)
    return ((said, "panel_muted"), (f"  {clip(owner.name, 60)}", "panel"))


def _begin(order: PurchaseOrder) -> PurchaseOrder:
    """All that is still to come is in the form: most often it has."""
    return replace(order, lines=received(order, outstanding(order)).lines)


def _act(model: RecordState) -> SaveRecord:
    order: PurchaseOrder = model.record
    return SaveRecord(replace(order, status=received_status(order.lines)))


def _fixed(order: Held) -> str:
    return why_not_receive(order.status)


RECEIPT = RecordSpec(
    Kind.PURCHASE_ORDER, "purchase order",
    (
        section(
            "came", "What has come",
            Entries(
                "lines",
                (FieldSpec("received", "now", cells=10, replaces=True, show=_show, put=_put), Beside(_about)),
                None,
                captions=((f"{'to come':>9}{'ordered':>10}{'before':>10}  what", "panel_muted"),),
                is_listed=lambda model, owner: _had(model, owner).received < owner.quantity,
            ),
        ),
    ),
    title=lambda model: f"Receive purchase order {model.record.number}  {model.record.vendor}",
    first="lines.0.received", deed="receive", begin=_begin, act=_act, fixed=_fixed,
    labels={"lines": "Came", "status": "Status"},
)  # fmt: skip
"""How much of each line has come now."""
