"""Service locations of a customer, with their site notes: the list, what can be done to a row, the form."""

from dataclasses import replace
from typing import TYPE_CHECKING

from industrack_core.domain.acts.drafts import JobDraft
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.customer import Location
from industrack_core.domain.records.listing import ListRow
from industrack_tui.commands.spoken import key_of
from industrack_tui.forms.job.open_form import open_job_form
from industrack_tui.forms.record import fields
from industrack_tui.forms.record.spec import RecordSpec, Said, across, beside, section
from industrack_tui.lists import drawing, opening
from industrack_tui.lists.record_acts import change_record
from industrack_tui.lists.spec import Column, ListSpec
from industrack_tui.office import looking_up

if TYPE_CHECKING:
    from industrack_core.desk.desk import Desk
    from industrack_tui.lists.spec import OpenList

_IN_USE = (("in use", "In use"), ("retired", "Deleted"))


LOCATION = RecordSpec(
    Kind.LOCATION, Kind.LOCATION.noun,
    (
        section(
            Kind.LOCATION, "Location",
            across(fields.text("address", "Address", placeholder="street, city")),
            across(fields.text("name", "Name", share=0.6, placeholder="warehouse, 2nd home"),
                 fields.tick_box("is_main", "", "the main location", share=0.4)),
        ),
        section(
            "note", "Site note",
            across(fields.long_text("site_note", "Site note", rows=5)),
            Said(lambda model: [(("Pinned: every job at this location shows it.", "panel_muted"),)]),
        ),
    ),
    title=lambda model: f"{'New location' if model.is_new else 'Location'}{looking_up.of_customer(model)}",
    first="address", readings=beside(looking_up.fetch_customer), keeps=(Location,),
)  # fmt: skip
"""The form of a location."""


def new_job_there(screen: "OpenList", row: ListRow) -> None:
    """Add Job at this location."""
    begun = JobDraft(customer=screen.query_now.parent, location_id=row.id)
    open_job_form(screen.session, None, begun=begun, closed=screen.after_form)


def why_no_job_there(screen: "OpenList", row: ListRow) -> str:
    """No work at a location that is deleted."""
    return "it is deleted" if row.values["retired"] else ""


def make_main(screen: "OpenList", row: ListRow) -> None:
    """The customer's main location."""
    change_record(screen, row, lambda place: replace(place, is_main=True), "make it the main location")


def why_not_main(screen: "OpenList", row: ListRow) -> str:
    """A deleted one cannot be the main one; nor need it be made so twice."""
    if row.values["retired"]:
        return f"it is deleted: {key_of('list.bring-back')} brings it back"
    return "it is the main location already" if row.values["is_main"] else ""


def _weigh_location(desk: "Desk", row: ListRow) -> tuple[str, tuple[str, ...]]:
    return "the main location stays; it can be changed" if row.values["is_main"] else "", ()


LOCATIONS = ListSpec(
    Kind.LOCATION, "Locations", Kind.LOCATION.noun,
    (
        Column("address", "Address", 20, 1.6),
        Column("name", "Name", 12, 1.0),
        Column("is_main", "", 4, draw=drawing.as_flag("main"), sort="-"),
        Column("site_note", "Site note", 14, 1.4, rank=1, draw=drawing.as_line, sort="-"),
    ),
    sort="address", filters=_IN_USE, can_retire=True, deleting=_weigh_location, kinds=(Kind.CUSTOMER,),
    called=lambda row: str(row.values["name"] or row.values["address"]),
    open=opening.opens("office.locations:LOCATION"),
    add=opening.adds("office.locations:LOCATION", lambda screen: Location(customer_id=screen.query_now.parent)),
    nothing="No locations here. [list.add] adds one.",
)  # fmt: skip
