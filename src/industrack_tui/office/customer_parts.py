"""What a customer has: service locations with their site notes, and equipment; lists and forms of both."""

from dataclasses import replace
from typing import TYPE_CHECKING

from industrack_core.domain.acts.drafts import JobDraft
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.customer import Equipment, Location
from industrack_core.domain.records.held import Fields, Held
from industrack_core.domain.records.listing import ListRow
from industrack_core.domain.records.office import Office
from industrack_tui.forms.job.open_form import open_job_form
from industrack_tui.forms.record import fields, picks
from industrack_tui.forms.record.spec import RecordSpec, Said, across, section
from industrack_tui.forms.record.state import RecordState
from industrack_tui.lists import drawing, opening
from industrack_tui.lists.record_acts import change_record
from industrack_tui.lists.spec import Column, ListSpec, RowAction, Rows
from industrack_tui.office import looking_up
from industrack_tui.widgets.form.pick import Candidate

if TYPE_CHECKING:
    from industrack_core.desk.desk import Desk
    from industrack_tui.lists.spec import OpenList

_IN_USE = (("in use", "In use"), ("retired", "Deleted"))


def _fetch(desk: "Desk", record: Held) -> Fields:
    return {"card": desk.customer(record.customer_id)}


def _of_customer(model: RecordState) -> str:
    name = looking_up.customer_name(model)
    return f" of {name}" if name else ""


# -- locations ---------------------------------------------------------------------------------


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
    title=lambda model: f"{'New location' if model.is_new else 'Location'}{_of_customer(model)}",
    first="address", fetch=_fetch, keeps=(Location,),
)  # fmt: skip
"""The form of a location."""


def _new_job(screen: "OpenList", rows: Rows) -> None:
    begun = JobDraft(customer=screen.query_now.parent, location_id=rows[0].id)
    open_job_form(screen.session, None, begun=begun, closed=screen.after_form)


def _why_not_main(row: ListRow, office: Office) -> str:
    if row.values["retired"]:
        return "it is deleted: R brings it back"
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
    actions=(
        RowAction("location.job", _new_job, lambda row, office: "it is deleted" if row.values["retired"] else ""),
        RowAction("location.main", lambda screen, rows: change_record(
            screen, rows[0], lambda place: replace(place, is_main=True), "make it the main location"), _why_not_main),
    ),
    open=opening.opens("office.customer_parts:LOCATION"),
    add=opening.adds("office.customer_parts:LOCATION", lambda screen: Location(customer_id=screen.query_now.parent)),
    nothing="No locations here. a adds one.",
)  # fmt: skip


# -- equipment ---------------------------------------------------------------------------------


def _offered_places(model: RecordState) -> list[Candidate]:
    return [*looking_up.locations(model), Candidate(None, "not known")]


EQUIPMENT_CARD = RecordSpec(
    Kind.EQUIPMENT, Kind.EQUIPMENT.noun,
    (
        section(
            Kind.EQUIPMENT, "Equipment",
            across(fields.text("name", "Name", placeholder="boiler, rooftop unit")),
            across(fields.text("maker", "Maker", share=0.5), fields.text("model", "Model", share=0.5)),
            across(fields.text("serial", "Serial number")),
            across(picks.chosen("location_id", "Stands at", _offered_places)),
        ),
        section("note", "Service note", across(fields.long_text("service_note", "Service note", rows=5))),
    ),
    title=lambda model: f"{'New equipment' if model.is_new else 'Equipment'}{_of_customer(model)}",
    first="name", fetch=_fetch, keeps=(Equipment,),
)  # fmt: skip
"""The form of a machine."""

EQUIPMENT = ListSpec(
    Kind.EQUIPMENT, "Equipment", Kind.EQUIPMENT.noun,
    (
        Column("name", "Name", 14, 1.2),
        Column("maker", "Maker", 10, 0.8),
        Column("model", "Model", 10, 0.8, rank=1),
        Column("serial", "Serial", 10, 0.8, rank=2),
        Column(Kind.LOCATION, "Stands at", 12, 1.0, rank=4, sort="-"),
        Column("service_note", "Service note", 14, 1.4, rank=3, draw=drawing.as_line, sort="-"),
    ),
    sort="name", filters=_IN_USE, can_retire=True, kinds=(Kind.CUSTOMER, Kind.LOCATION),
    open=opening.opens("office.customer_parts:EQUIPMENT_CARD"),
    add=opening.adds(
        "office.customer_parts:EQUIPMENT_CARD", lambda screen: Equipment(customer_id=screen.query_now.parent, name="")
    ),
    nothing="No equipment here. a adds a machine.",
)  # fmt: skip
