"""Customers: the list, and what can be done to a row; the card and what is theirs have modules of their own."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.listing import ListRow
from industrack_tui.lists.record_acts import with_record
from industrack_tui.lists.spec import Column, ListSpec, RowAction, Rows
from industrack_tui.office import customer_work as theirs
from industrack_tui.office.customer_form import open_customer, open_new_customer, several, work_text
from industrack_tui.office.customer_work import CustomerRef
from industrack_tui.office.importing import open_import
from industrack_tui.office.merging import open_merge

if TYPE_CHECKING:
    from industrack_core.desk.desk import Desk
    from industrack_tui.lists.spec import OpenList


def _for_row(deed: Callable[[CustomerRef], None]) -> "Callable[[OpenList, Rows], None]":
    """Something that is done for the customer of a row."""

    def run(screen: "OpenList", rows: Rows) -> None:
        deed(CustomerRef(rows[0].id, str(rows[0].values["name"]), screen, screen.after_form, screen.reload))

    return run


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
    actions=(
        RowAction("customer.job", _for_row(theirs.begin_job)),
        RowAction("customer.estimate", _for_row(theirs.begin_estimate)),
        RowAction("customer.work", _for_row(theirs.show_work), writes=False),
        RowAction("customer.estimates", _for_row(theirs.show_estimates), writes=False),
        RowAction("customer.locations", _for_row(theirs.show_locations), writes=False),
        RowAction("customer.equipment", _for_row(theirs.show_equipment), writes=False),
        RowAction("customer.merge", open_merge, many=True),
        RowAction("customer.import", partial(open_import, "customers"), needs_row=False),
    ),
    open=lambda screen, row: with_record(screen, row, lambda record: open_customer(screen, record)),
    add=open_new_customer, deleting=_weigh, called=lambda row: f"{row.values['number']} {row.values['name']}",
    nothing="No customers here. a adds one.",
)  # fmt: skip
