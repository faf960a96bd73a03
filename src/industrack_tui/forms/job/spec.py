"""The job form as a description for the one engine of forms: its parts, and what is read beside the draft."""

from typing import TYPE_CHECKING

from industrack_core.domain.acts.drafts import JobDraft, NewCustomer
from industrack_core.domain.acts.history import HistoryEntry
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.held import Fields
from industrack_core.domain.records.office import Office
from industrack_core.domain.rights import by_whom, known_as
from industrack_core.domain.time.span import Span
from industrack_tui.forms.job.customer_part import CUSTOMER, LOCATION, NOTES
from industrack_tui.forms.job.details_part import DETAILS
from industrack_tui.forms.job.list_parts import ATTACHMENTS, EQUIPMENT, FORMS, ITEMS, TASKS
from industrack_tui.forms.job.model import JobModel
from industrack_tui.forms.job.orders_part import ORDERS
from industrack_tui.forms.job.plan_part import CREW, SCHEDULE
from industrack_tui.forms.job.telling import LABELS, PLACES, SAYS
from industrack_tui.forms.record.field_spec import FieldSpec
from industrack_tui.forms.record.spec import Reading, RecordSpec, Said, across, section
from industrack_tui.forms.words import moment_text, new_name
from industrack_tui.widgets.form.sheet import Parts, SlotKind

if TYPE_CHECKING:
    from industrack_core.desk.desk import Desk

Plan = tuple[Office, list[int], Span | None, int]
"""The office, people, the planned time, and the job's id (0 for a new one): what free and busy are about."""


def _plan(model: JobModel) -> Plan:
    pool = model.office.pool(model.calendar)
    people = list(dict.fromkeys([*(each.id for each in pool), *model.record.crew]))
    return model.office, people, model.planned_span, model.job.id if model.job else 0


def _look(desk: "Desk", draft: JobDraft, plan: Plan) -> Fields:
    """What speaks against the job as it is planned now: said while it is typed, not only at the save."""
    return {"hints": desk.look(draft, plan[3] or None), **_availability(desk, draft, plan)}


def _availability(desk: "Desk", draft: JobDraft, plan: Plan) -> Fields:
    office, people, span, job_id = plan
    return {"availability": desk.availability(office, people, span, job_id) if span is not None else {}}


def _new_customer(model: JobModel) -> NewCustomer | None:
    customer = model.record.customer
    return customer if isinstance(customer, NewCustomer) else None


def _similar(desk: "Desk", draft: JobDraft, customer: NewCustomer) -> Fields:
    found = desk.similar_customers(customer)[:2]
    said = [", ".join(part for part in (each.name, each.number, each.phone) if part) for each in found]
    return {"similar": tuple(f"Probably the same as {each}" for each in said)}


def _known_customer(model: JobModel) -> int | None:
    customer = model.record.customer
    return customer if isinstance(customer, int) else None


def _items(model: JobModel) -> list[int]:
    return [item.item_id for item in model.record.items if item.item_id is not None]


def _history(model: JobModel) -> list[Parts]:
    lines: list[Parts] = []
    for entry in model.history:
        at = moment_text(model.clock, entry.at)
        lines.append(((f"{at}  {_by(model, entry)}  ", "panel_muted"), (entry.line, "panel")))
        for change in entry.changes:
            said = f"  {change.field}: {change.before or 'nothing'} -> {change.after or 'nothing'}"
            lines.append(((said, "panel_muted"),))
    return lines


def _by(model: JobModel, entry: HistoryEntry) -> str:
    return by_whom(known_as(model.office.person, entry.who), entry.via)


def _title(model: JobModel) -> str:
    name = f"Job {model.job.number}" if model.job else new_name(model.origin)
    return ", ".join(part for part in (name, model.record.description, model.customer_name) if part)


HISTORY = section(
    "history", "History", across(FieldSpec("history", "", SlotKind.LINE, role="panel_muted")), Said(_history),
    letter="h", first="history", is_shown=lambda model: bool(model.history),
)  # fmt: skip
JOB = RecordSpec(
    Kind.JOB, Kind.JOB.noun,
    (
        CUSTOMER, LOCATION, DETAILS, SCHEDULE, CREW, ITEMS, EQUIPMENT, ATTACHMENTS, FORMS, ORDERS, TASKS, NOTES,
        HISTORY,
    ),
    title=_title, first=Kind.CUSTOMER, first_again="description", keeps=(JobDraft,),
    readings={
        "look": Reading(_look, _plan, meanwhile=True, weighs=True),
        "availability": Reading(_availability, _plan, meanwhile=True),
        "similar": Reading(_similar, _new_customer, {"similar": ()}, meanwhile=True),
        "card": Reading(
            lambda desk, draft, customer_id: {"card": desk.customer(customer_id)}, _known_customer, meanwhile=True
        ),
        "stock": Reading(lambda desk, draft, items: {"stock": desk.stock(items)}, _items, meanwhile=True),
        "history": Reading(
            lambda desk, draft, job_id: {"history": desk.history(Kind.JOB, job_id)},
            lambda model: model.job.id if model.job else None, meanwhile=True,
        ),
    },
    rereads=("look",), labels=LABELS, places=PLACES, says=SAYS,
)  # fmt: skip
"""The form of a job."""
