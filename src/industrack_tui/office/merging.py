"""Making one customer of two: which stays, which goes, and what becomes of everything, before anything is done."""

from dataclasses import replace
from typing import TYPE_CHECKING

from industrack_core.domain.acts.acts import Act, MergeCustomers
from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.kinds import Kind
from industrack_core.domain.outcomes import Done
from industrack_core.domain.records.customer import KEPT, Customer, CustomerCard, merged
from industrack_core.domain.records.held import Fields
from industrack_core.domain.text.text import cell_width
from industrack_tui.commands.command import Command, Pane
from industrack_tui.forms.record.field_spec import FieldSpec
from industrack_tui.forms.record.form import RecordForm
from industrack_tui.forms.record.spec import BESIDE, RecordSpec, Said, across, beside, section
from industrack_tui.forms.record.state import RecordState
from industrack_tui.lists.spec import Rows
from industrack_tui.office import looking_up
from industrack_tui.office.customer_form import several
from industrack_tui.widgets.form.picture import Shown
from industrack_tui.widgets.form.sheet import Parts, SlotKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from industrack_core.desk.desk import Desk
    from industrack_tui.lists.spec import OpenList

_LABELS = {
    "contact": "Contact", "phone": "Phone", "mobile": "Mobile", "email": "E-mail", "billing_address": "Billing",
    "payment_terms": "Terms", "notify": "Messages to",
}  # fmt: skip
_ROOM = 50
"""Cells for a value and what is said beside it, in a form on a narrow terminal."""
_PICK_BOTH = "Pick a customer."


@dataclass(frozen=True, slots=True)
class Pair:
    """Two customers by id, 0 for one that is still to be picked."""

    stays: int = 0
    goes: int = 0
    id: int = 0
    version: int = 0


def open_merge(screen: "OpenList", rows: Rows) -> None:
    """The preview over the list: of the two rows that are marked, or of the row and one to be picked."""
    if len(rows) > 2:
        screen.say("Merge: mark two customers, or none and m asks for the other one.", "panel_warning")
        return
    ids = sorted(row.id for row in rows)
    pair = Pair(ids[0], ids[1]) if len(ids) == 2 else Pair(goes=ids[0])

    def left(done: Done | None) -> None:
        if done is not None:
            screen.marks = {}
        screen.after_form(done)

    screen.app.push_screen(MergeForm(screen.session, MERGE, pair), left)


class MergeForm(RecordForm):
    """Nothing is typed in it that could be lost: leaving does not ask."""

    @property
    def is_dirty(self) -> bool:
        return False

    def heading(self) -> Parts:
        state = "merging" if self.is_saving else "nothing is done yet"
        return ((f" {self.spec.title(self.model)} ", "panel_accent"), (f" {state} ", "panel_muted"))

    def save(self, then: "Callable[[Done], None] | None" = None) -> None:
        cards = cards_of(self.model)
        missing = {name: _PICK_BOTH for name in ("stays", "goes") if cards[name] is None}
        if missing:
            self.show_problems(missing)
        else:
            super().save(then)


def turn(form: MergeForm) -> None:
    """The other one stays."""
    pair: Pair = form.model.record
    form.model.set(stays=pair.goes, goes=pair.stays)
    form.hand.begin_again()
    form.fetch()


TURN = Command(
    "customer.turn-merge", ("f3",), "The other one stays", "and the one that was to stay goes", "office.merging:turn",
    Pane.FORM, rank=2,
)  # fmt: skip


# -- what is read and said ---------------------------------------------------------------------


def _fetch(desk: "Desk", record: Pair) -> Fields:
    return {name: desk.customer(each) if each else None for name, each in _sides(record)}


def _sides(pair: Pair) -> tuple[tuple[str, int], ...]:
    return ("stays", pair.stays), ("goes", pair.goes)


def cards_of(model: RecordState) -> dict[str, CustomerCard | None]:
    """Both cards; None for one that is not picked, or not read yet."""
    found: dict[str, CustomerCard | None] = {}
    for name, wanted in _sides(model.record):
        card = model.extra.get(name)
        found[name] = card if isinstance(card, CustomerCard) and card.customer.id == wanted else None
    return found


def _field(name: str, label: str) -> FieldSpec:
    def show(model: RecordState, owner: Pair) -> Shown:
        card = cards_of(model)[name]
        return Shown(card.customer.name if card else "")

    return FieldSpec(
        name, label, SlotKind.PICK, show=show, seek=looking_up.customers, rereads=BESIDE,
        pick=lambda model, owner, value: replace(owner, **{name: value}), placeholder="name, number, phone, address",
    )  # fmt: skip


def _told(name: str) -> "Callable[[RecordState], list[Parts]]":
    """Who it is, in a line under the field."""

    def say(model: RecordState) -> list[Parts]:
        card = cards_of(model)[name]
        if card is None:
            return []
        customer, main = card.customer, card.main_location
        known = (customer.number, customer.contact, customer.phone, customer.email, main.label if main else "")
        return [(("  ".join(part for part in known if part), "panel_muted"),)]

    return say


def moved_text(card: CustomerCard) -> str:
    """What goes from one customer to the other."""
    return several(
        (card.jobs, Kind.JOB.noun, "jobs"), (card.estimates, Kind.ESTIMATE.noun, "estimates"),
        (len(card.locations), Kind.LOCATION.noun, "locations"),
        (len(card.equipment), "piece of equipment", "pieces of equipment"),
        (len(card.customer.attachments), "attachment", "attachments"),
    )  # fmt: skip


def preview(stays: CustomerCard, goes: CustomerCard) -> list[Parts]:
    """What moves, and what is known of the one that stays, line by line, with what is only noted."""
    into, gone = stays.customer, goes.customer
    after = merged(into, gone)
    added = [tag for tag in after.tags if tag not in into.tags]
    note = " ".join(after.internal_note.removeprefix(into.internal_note).split())
    rows = (
        ("Moves", moved_text(goes), f"to {into.name}"),
        ("Name", f"{into.number} {into.name}", f"{gone.number} {gone.name} is deleted"),
        *((_LABELS[name], getattr(after, name), _origin(name, into, gone)) for name in KEPT),
        ("Tags", ", ".join(after.tags), f"{', '.join(added)} added" if added else ""),
        ("Note", note, "added to the internal note"),
    )
    return [each for row in rows for each in _row(*row)]


def _origin(name: str, into: Customer, gone: Customer) -> str:
    mine, theirs = getattr(into, name), getattr(gone, name)
    if not theirs or mine == theirs:
        return ""
    return f"{theirs} is noted" if mine else f"of {gone.number}"


def _row(label: str, value: str, beside: str) -> list[Parts]:
    """A line, and what is said beside it in one of its own where both are long."""
    if not value:
        return []
    said: Parts = ((f"{label:<9}", "panel_muted"), (value, "panel"))
    if not beside:
        return [said]
    if cell_width(value) + cell_width(beside) > _ROOM:
        return [said, ((" " * 9, "panel_muted"), (beside, "panel_warning"))]
    return [(*said, (f"  {beside}", "panel_warning"))]


def _preview(model: RecordState) -> list[Parts]:
    cards = cards_of(model)
    stays, goes = cards["stays"], cards["goes"]
    if stays is None or goes is None:
        return [(("Pick both customers: what becomes of them is shown here before anything is done.", "panel_muted"),)]
    if stays.customer.id == goes.customer.id:
        return [(("A customer cannot be merged with itself.", "panel_error"),)]
    return [*preview(stays, goes), (("One undo brings both back as they are.", "panel_muted"),)]


def _act(model: RecordState) -> Act:
    """In the versions that the preview shows."""
    cards = cards_of(model)
    stays, goes = cards["stays"], cards["goes"]
    assert stays is not None
    assert goes is not None
    return MergeCustomers(goes.customer.id, goes.customer.version, stays.customer.id, stays.customer.version)


MERGE = RecordSpec(
    "merge", "merge",
    (
        section("goes", "Goes", across(_field("goes", "Goes")), Said(_told("goes"))),
        section("stays", "Stays", across(_field("stays", "Stays")), Said(_told("stays"))),
        section("preview", "What becomes of it", Said(_preview)),
    ),
    title=lambda model: "Merge two customers", first="stays", deed="merge", keys=(TURN,),
    readings=beside(_fetch), act=_act,
)  # fmt: skip
