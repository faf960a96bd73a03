"""The card of a customer: who they are, how they pay, notes, what is attached; and the ways to all that is theirs."""

from collections.abc import Callable
from dataclasses import fields as dataclass_fields
from dataclasses import replace
from typing import TYPE_CHECKING

from industrack_core.domain.acts.acts import Act, SaveRecord
from industrack_core.domain.acts.drafts import NewCustomer
from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.field.messages import NOTIFY_HINT
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.customer import Customer, CustomerCard
from industrack_core.domain.records.held import Fields
from industrack_core.domain.rights import Right
from industrack_tui.forms.candidates import kind_candidates
from industrack_tui.forms.record import fields, picks
from industrack_tui.forms.record.attaching import attachments
from industrack_tui.forms.record.form import RecordForm
from industrack_tui.forms.record.spec import BESIDE, FieldRow, RecordSpec, Said, across, beside, section
from industrack_tui.forms.record.state import RecordState
from industrack_tui.office.customer_work import (
    CustomerRef,
    begin_estimate,
    begin_job,
    show_equipment,
    show_estimates,
    show_locations,
    show_work,
)
from industrack_tui.widgets.form.pick import Candidate
from industrack_tui.widgets.form.sheet import Parts

if TYPE_CHECKING:
    from industrack_core.desk.desk import Desk
    from industrack_tui.lists.spec import OpenList

_MOST_SIMILAR = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered(Customer):
    """A new customer while it is entered: with the address of its main location."""

    address: str = ""

    def plain(self) -> Customer:
        """The customer as it is saved."""
        return Customer(**{each.name: getattr(self, each.name) for each in dataclass_fields(Customer)})


def open_customer(screen: "OpenList", customer: Customer) -> None:
    """The card over a list; what was saved is shown in it."""
    screen.app.push_screen(RecordForm(screen.session, CUSTOMER, customer), screen.after_form)


def open_new_customer(screen: "OpenList") -> None:
    """The card of a new customer."""
    open_customer(screen, Entered(name=""))


# -- what stands beside it ---------------------------------------------------------------------


def _fetch(desk: "Desk", record: Customer) -> Fields:
    """A saved customer's card; who a new one probably is."""
    if record.id:
        return {"card": desk.customer(record.id)}
    known = (record.name.strip(), record.phone.strip(), record.email.strip())
    asked = NewCustomer(name=known[0], phone=known[1], email=known[2])
    return {"similar": desk.similar_customers(asked)[:_MOST_SIMILAR] if any(known) else []}


def _similar(model: RecordState) -> list[Parts]:
    if not model.is_new:
        return []
    said = (
        ", ".join(part for part in (each.name, each.number, each.phone, each.address) if part)
        for each in model.extra.get("similar", ())
    )
    return [((f"Probably the same as {each}", "panel_warning"),) for each in said]


def _card(model: RecordState) -> CustomerCard | None:
    found = model.extra.get("card")
    return found if isinstance(found, CustomerCard) else None


def _archived(model: RecordState) -> list[Parts]:
    card = _card(model)
    return [((sentence, "panel_muted"),) for sentence in (card.archived if card is not None else ())]


def _count(model: RecordState, said: Callable[[CustomerCard], str]) -> str:
    card = _card(model)
    return said(card) if card is not None else ""


def many(count: int, word: str, words: str = "") -> str:
    """`1 job`, `12 jobs`."""
    return f"{count:,} {word if count == 1 else words or f'{word}s'}"


def _or_none(count: int, word: str) -> str:
    return many(count, word) if count else "none yet"


def work_text(card: CustomerCard) -> str:
    """`12 jobs, 1 estimate`."""
    return (
        several((card.jobs, Kind.JOB.noun, "jobs"), (card.estimates, Kind.ESTIMATE.noun, "estimates")) or "nothing yet"
    )


def several(*counts: tuple[int, str, str]) -> str:
    """`12 jobs, 1 estimate`: what there is none of is left out."""
    return ", ".join(many(*each) for each in counts if each[0])


def _places(card: CustomerCard) -> str:
    main = card.main_location
    return f"{many(len(card.locations), Kind.LOCATION.noun)}{f': {main.label}' if main else ''}"


def _link(name: str, label: str, said: Callable[[CustomerCard], str], opens: Callable[[CustomerRef], None]) -> FieldRow:
    """A line that leads to something of the customer's; a new one has nothing yet."""
    made = fields.link(name, label, lambda model: _count(model, said), lambda form: opens(CustomerRef.of_form(form)))
    return across(replace(made, is_shown=lambda model: not model.is_new, role="panel_accent"))


def _tags(model: RecordState) -> list[Candidate]:
    return [Candidate(tag.name, tag.name) for tag in model.office.tags if not tag.retired]


def _title(model: RecordState) -> str:
    record: Customer = model.record
    return "New customer" if model.is_new else f"Customer {record.number}  {model.original.name}"


def _act(model: RecordState) -> Act:
    record = model.record
    if isinstance(record, Entered):
        return SaveRecord(record.plain(), address=record.address)
    return SaveRecord(record)


CUSTOMER = RecordSpec(
    Kind.CUSTOMER, Kind.CUSTOMER.noun,
    (
        section(
            Kind.CUSTOMER, "Customer",
            across(
                fields.text("name", "Name", share=0.7, rereads=BESIDE),
                picks.chosen("kind", "Is a", lambda model: kind_candidates(), share=0.3),
            ),
            across(
                fields.text("contact", "Contact", share=0.7),
                replace(fields.text("number", "Number", share=0.3), placeholder="by itself"),
            ),
            across(
                fields.text("phone", "Phone", share=0.5, rereads=BESIDE),
                fields.text("mobile", "Mobile", share=0.5),
            ),
            across(fields.text("email", "E-mail", rereads=BESIDE)),
            across(fields.text("notify", "Messages", placeholder=NOTIFY_HINT)),
            Said(_similar),
        ),
        section(
            "billing", "Billing",
            across(fields.text("billing_address", "Address")),
            across(fields.text("payment_terms", "Terms", placeholder="30 days, on receipt", right=Right.SEE_BILLING)),
        ),
        section(
            "work", "Work",
            across(fields.text("address", "Works at", placeholder="the main location, if it is not the billing address",
                             is_shown=lambda model: isinstance(model.record, Entered))),
            _link("locations", "Locations", _places, show_locations),
            _link(Kind.EQUIPMENT, "Equipment", lambda card: _or_none(len(card.equipment), "piece"), show_equipment),
            _link("work", "Work", work_text, show_work),
            _link("estimates", "Estimates", lambda card: _or_none(card.estimates, Kind.ESTIMATE.noun), show_estimates),
            Said(_archived),
            _link("new_job", "New", lambda card: "+ New job", begin_job),
            _link("new_estimate", "", lambda card: "+ New estimate", begin_estimate),
        ),
        section(
            "notes", "Notes",
            across(picks.ticks("tags", "Tags", _tags, new=True, placeholder="tick, or type a new one")),
            across(fields.long_text("internal_note", "Internal", right=Right.SEE_NOTES)),
            Said(lambda model: [(("Only the office sees it. Site notes are the locations' own.", "panel_muted"),)]),
        ),
        attachments(),
    ),
    title=_title, first="name", readings=beside(_fetch), act=_act, keeps=(Customer, Entered),
)  # fmt: skip
"""The form of a customer."""
