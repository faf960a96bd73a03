"""Equipment of a customer: the list, and the form of a machine."""

from typing import TYPE_CHECKING

from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.customer import Equipment
from industrack_tui.forms.record import fields, picks
from industrack_tui.forms.record.spec import RecordSpec, across, beside, section
from industrack_tui.forms.record.state import RecordState
from industrack_tui.lists import drawing, opening
from industrack_tui.lists.spec import Column, ListSpec
from industrack_tui.office import looking_up
from industrack_tui.widgets.form.pick import Candidate

if TYPE_CHECKING:
    pass

_IN_USE = (("in use", "In use"), ("retired", "Deleted"))


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
    title=lambda model: f"{'New equipment' if model.is_new else 'Equipment'}{looking_up.of_customer(model)}",
    first="name", readings=beside(looking_up.fetch_customer), keeps=(Equipment,),
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
    open=opening.opens("office.equipment:EQUIPMENT_CARD"),
    add=opening.adds(
        "office.equipment:EQUIPMENT_CARD", lambda screen: Equipment(customer_id=screen.query_now.parent, name="")
    ),
    nothing="No equipment here. [list.add] adds a machine.",
)  # fmt: skip
