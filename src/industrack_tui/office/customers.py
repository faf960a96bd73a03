"""Customers: the list, and what can be done to a row; the card and what is theirs have modules of their own."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.listing import ListRow
from industrack_tui.lists.record_acts import with_record
from industrack_tui.lists.spec import Column, ListSpec
from industrack_tui.office import customer_work as theirs
from industrack_tui.office.customer_form import open_customer, open_new_customer, several, work_text
from industrack_tui.office.customer_work import CustomerRef

if TYPE_CHECKING:
    from industrack_core.desk.desk import Desk
    from industrack_tui.lists.spec import OpenList


class _Theirs:
    """Something of the customer of a row that is opened over the list."""

    def __init__(self, opened: Callable[[CustomerRef], None]) -> None:
        self._opened = opened

    def open(self, screen: "OpenList", row: ListRow) -> None:
        """Open it."""
        self._opened(CustomerRef(row.id, str(row.values["name"]), screen, screen.after_form, screen.reload))


JOB, ESTIMATE, WORK = _Theirs(theirs.begin_job), _Theirs(theirs.begin_estimate), _Theirs(theirs.show_work)
ESTIMATES_OF, LOCATIONS_OF = _Theirs(theirs.show_estimates), _Theirs(theirs.show_locations)
EQUIPMENT_OF = _Theirs(theirs.show_equipment)


def _weigh(desk: "Desk", row: ListRow) -> tuple[str, tuple[str, ...]]:
    """A customer with work stays; what else they have goes with them."""
    card = desk.customer(row.id)
    if card is None:
        return "", ()
    if card.jobs or card.estimates:
        return f"{card.customer.name} has {work_text(card)}: m makes one customer of two", ()
    gone = several(
        (len(card.locations), Kind.LOCATION.noun, "locations"),
        (len(card.equipment), "piece of equipment", "pieces of equipment"),
    )  # fmt: skip
    return "", (f"With {gone}.",) if gone else ()


CUSTOMERS = ListSpec(
    Kind.CUSTOMER, "Customers", Kind.CUSTOMER.noun,
    (
        Column("number", "Number", 8),
        Column("name", "Name", 18, 1.4),
        Column("contact", "Contact", 12, 0.8, rank=3),
        Column("phone", "Phone", 15, rank=1),
        Column("email", "E-mail", 16, 1.0, rank=4),
        Column("billing_address", "Billing address", 18, 1.6, rank=2),
    ),
    export=Kind.CUSTOMER, sort="name",
    filters=(("", "All"), ("companies", "Companies"), ("people", "People")),
    open=lambda screen, row: with_record(screen, row, lambda record: open_customer(screen, record)),
    add=open_new_customer, deleting=_weigh, called=lambda row: f"{row.values['number']} {row.values['name']}",
    nothing="No customers here. [list.add] adds one.",
)  # fmt: skip
