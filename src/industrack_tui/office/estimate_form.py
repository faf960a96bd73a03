"""The form of an estimate: whose, what is offered, line by line, and what it comes to."""

from dataclasses import replace
from typing import TYPE_CHECKING

from industrack_core.desk.values.money import discount_text, parse_discount
from industrack_core.domain.acts.drafts import NewCustomer
from industrack_core.domain.kinds import Kind
from industrack_core.domain.outcomes import Done
from industrack_core.domain.records.estimate import OPEN_STATUSES, Discount, Estimate, EstimateLine, new_estimate
from industrack_core.domain.records.held import Fields, Held
from industrack_core.domain.rights import Right
from industrack_core.domain.time.span import local_day
from industrack_tui.commands.command import Command, Pane
from industrack_tui.forms.record import fields, picks
from industrack_tui.forms.record.attaching import attachments
from industrack_tui.forms.record.entry import RecordEntry
from industrack_tui.forms.record.field_spec import FieldSpec, Opens, Owner
from industrack_tui.forms.record.form import RecordForm
from industrack_tui.forms.record.spec import BESIDE, Beside, Entries, RecordSpec, Said, across, beside, section
from industrack_tui.forms.record.state import RecordState
from industrack_tui.lists.shown import ShownList
from industrack_tui.office import looking_up
from industrack_tui.office.converting import convert_estimate, with_estimate
from industrack_tui.office.customer_form import CUSTOMER as CARD
from industrack_tui.office.customer_form import Entered
from industrack_tui.office.customer_work import CustomerRef, convert_here
from industrack_tui.widgets.form.pick import matching
from industrack_tui.widgets.form.picture import Shown
from industrack_tui.widgets.form.sheet import Parts, SlotKind

if TYPE_CHECKING:
    from industrack_core.desk.desk import Desk
    from industrack_tui.lists.spec import OpenList


def open_estimate(screen: "OpenList", estimate: Estimate) -> None:
    """The form over a list; what was saved is shown in it."""
    screen.app.push_screen(RecordForm(screen.session, ESTIMATE, estimate), screen.after_form)


def open_new_estimate(screen: "OpenList", customer_id: int = 0) -> None:
    """A new estimate, of a customer where one is known."""
    today = local_day(screen.bridge.desk.clock(), screen.office.zone)
    open_estimate(screen, new_estimate(customer_id, today, screen.office.company.estimate_days))


# -- fields ------------------------------------------------------------------------------------


def _pick_customer(model: RecordState, owner: Owner, value: int | NewCustomer) -> tuple[Owner, str] | Opens:
    if isinstance(value, NewCustomer):
        return Opens(lambda form: _enter_customer(form, value.name))
    return _of_customer(owner, value), "description"


def _of_customer(record: Estimate, customer_id: int) -> Estimate:
    same = customer_id == record.customer_id
    return replace(record, customer_id=customer_id, location_id=record.location_id if same else None)


def _enter_customer(form: RecordEntry, name: str) -> None:
    """A new customer in a card of their own; saved, the estimate is theirs."""

    def entered(done: Done | None) -> None:
        made = [change.id for change in done.changes if change.kind == Kind.CUSTOMER] if done is not None else []
        if made:
            form.state.set(customer_id=made[0], location_id=None)
            form.fetch()
            form.hand.enter("description")
        form.say(done.line if done is not None else "No customer was added.", "panel_good" if made else "panel_muted")

    form.app.push_screen(RecordForm(form.session, CARD, Entered(name=name)), entered)


CUSTOMER = FieldSpec(
    "customer_id", "Customer", SlotKind.PICK, show=lambda model, owner: Shown(looking_up.customer_name(model)),
    seek=looking_up.customers_or_new, pick=_pick_customer, rereads=BESIDE, placeholder="name, number, phone, address",
)  # fmt: skip


def _location_text(model: RecordState, owner: Owner) -> Shown:
    found = looking_up.card(model)
    places = found.locations if found else ()
    chosen = next((place for place in places if place.id == owner.location_id), None)
    return Shown((chosen or places[0]).label if places else "")


LOCATION = FieldSpec(
    "location_id", "Location", SlotKind.PICK, show=_location_text,
    offer=lambda model, owner, typed: matching(looking_up.locations(model), typed),
    pick=lambda model, owner, value: replace(owner, location_id=value),
)  # fmt: skip


def _add_line(model: RecordState, record: Estimate, value: Held) -> tuple[Estimate, str]:
    _, item = looking_up.item_of(value)
    added = EstimateLine(item_id=item.item_id, kind=item.kind, text=item.name, price=item.price)
    to = "quantity" if item.item_id else "price"
    return replace(record, lines=(*record.lines, added)), f"lines.{len(record.lines)}.{to}"


def _whole_discount(record: Estimate) -> Discount:
    return Discount(rate=record.discount_rate, amount=record.discount_amount)


def _put_discount(model: RecordState, record: Estimate, text: str) -> Estimate:
    found = parse_discount(text, model.currency, model.country)
    return replace(record, discount_rate=found.rate, discount_amount=found.amount)


def _put_line_discount(model: RecordState, owner: EstimateLine, text: str) -> EstimateLine:
    return replace(owner, discount=parse_discount(text, model.currency, model.country))


def _line_total(model: RecordState, owner: EstimateLine) -> Parts:
    return ((f"{model.money(owner.total):>12}", "panel"),)


def _sums(model: RecordState) -> list[Parts]:
    record: Estimate = model.record
    if not record.lines:
        return []
    sums = record.sums
    said = [("Lines", sums.lines), ("Discount", -sums.discount), ("Tax", sums.tax), ("Total", sums.total)]
    parts: list[tuple[str, str]] = []
    for label, amount in said:
        if amount or label in ("Lines", "Total"):
            role = "panel_strong" if label == "Total" else "panel"
            parts += [(f"{label} ", "panel_muted"), (f"{model.money(amount)}   ", role)]
    return [tuple(parts)]


def _fetch(desk: "Desk", record: Estimate) -> Fields:
    return {"card": desk.customer(record.customer_id) if record.customer_id else None}


def _title(model: RecordState) -> str:
    record: Estimate = model.record
    name = f"Estimate {record.number}" if not model.is_new else "New estimate"
    whose = looking_up.customer_name(model)
    return f"{name}  {whose}".rstrip()


def _fixed(record: Estimate) -> str:
    return "it is a job by now, and stands as it was offered" if record.status.is_converted else ""


def save_and_convert(form: RecordEntry) -> None:
    """Save, then Add Job with everything carried over."""
    app, record_id = form.app, form.state.original.id

    def go_on(done: Done) -> None:
        saved = [change.id for change in done.changes if change.kind == Kind.ESTIMATE]
        top, estimate_id = app.screen, saved[0] if saved else record_id
        if isinstance(top, ShownList):
            with_estimate(top, estimate_id, convert_estimate)
        elif isinstance(top, RecordEntry):
            convert_here(CustomerRef.of_form(top), estimate_id)

    form.save(then=go_on)


SAVE_AND_CONVERT = Command(
    "estimate.save-and-convert", ("f3",), "Save and convert", "save it, and go on in Add Job with all that it has",
    "office.estimate_form:save_and_convert", Pane.FORM, rank=2,
)  # fmt: skip

ESTIMATE = RecordSpec(
    Kind.ESTIMATE, Kind.ESTIMATE.noun,
    (
        section(
            Kind.CUSTOMER, "Customer",
            across(CUSTOMER), across(LOCATION),
        ),
        section(
            "details", "Details",
            across(fields.text("description", "Description")),
            across(
                replace(fields.text("number", "Number", share=0.34), placeholder="by itself"),
                picks.choice("status", "Status", OPEN_STATUSES, share=0.33),
                fields.date_of("made_on", "Date", needed=True, share=0.33),
            ),
            across(
                fields.date_of("valid_until", "Valid to", placeholder="the last day it holds; empty: it always does")
            ),
        ),
        section(
            "lines", "Lines",
            Entries(
                "lines",
                (
                    fields.entry(lambda model, owner: owner.kind.label.lower(), 9, "panel_muted"),
                    fields.text("text", "what", goes_when_empty=True),
                    fields.quantity_field("quantity", "quantity", cells=8),
                    fields.money_field("price", "price", cells=10),
                    FieldSpec("discount", "discount", cells=8, **fields.NUMBER, put=_put_line_discount, placeholder="-",
                              right=Right.SEE_PRICES,
                              show=lambda model, owner: Shown(discount_text(owner.discount, model.currency))),
                    Beside(_line_total, right=Right.SEE_PRICES),
                ),
                FieldSpec("lines", "Add line", SlotKind.PICK, seek=looking_up.items, pick=_add_line, stays=True,
                          placeholder="an item of the inventory, or any text"),
                captions=((f"{'total':>12}", "panel_muted"),),
            ),
            across(
                FieldSpec("discount", "Discount", share=0.5, **fields.NUMBER, put=_put_discount, right=Right.SEE_PRICES,
                          placeholder="none; or 10 %, or an amount",
                          show=lambda model, owner: Shown(discount_text(_whole_discount(owner), model.currency))),
                fields.percent("tax_rate", "Tax", share=0.5, placeholder="none; or 8.875 %"),
            ),
            Said(_sums, Right.SEE_PRICES),
        ),
        section("notes", "Note", across(fields.long_text("note", "Note"))),
        attachments(in_field_app=True),
    ),
    title=_title, first="customer_id", first_again="description", readings=beside(_fetch), fixed=_fixed,
    keys=(SAVE_AND_CONVERT,), keeps=(Estimate,),
)  # fmt: skip
"""The form of an estimate."""
