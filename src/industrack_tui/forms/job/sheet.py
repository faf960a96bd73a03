"""How the job form reads from top to bottom: headings, labels, sentences and where the fields stand. Pure."""

from industrack_core.domain.acts.limits import NOTE_LIMIT
from industrack_core.domain.kinds import Kind
from industrack_core.domain.outcomes import Weight
from industrack_core.domain.records.customer import CustomerCard, Location
from industrack_core.domain.records.job import WorkStatus
from industrack_tui.forms.job import item_sheet
from industrack_tui.forms.job.names import PARTS
from industrack_tui.forms.job.state import JobState
from industrack_tui.forms.words import moment_text
from industrack_tui.widgets.form.layout import Laying, Parts, Sheet, Slot, SlotKind

NOTE_ROWS = 3


def job_sheet(model: JobState, width: int) -> Sheet:
    """The form `width` cells wide, problems and notes under the fields that they name."""
    lay = Laying(width, model.problems, model.notes, frozenset(model.choices), model.understood)
    for part in (_customer, _location, _details, _schedule, _crew, item_sheet.lay_items, _notes, _history):
        part(model, lay)
    return lay.done()


def pick(name: str, label: str = "", share: float = 1.0, hint: str = "", *, keeps: bool = True) -> Slot:
    """A field that is picked from a list."""
    return Slot(name, label, share, SlotKind.PICK, hint, keeps=keeps)


def _customer(model: JobState, lay: Laying) -> None:
    lay.section(PARTS[Kind.CUSTOMER])
    hint = "name, number, phone, e-mail or address"
    if model.is_new_customer:
        lay.fields(pick(Kind.CUSTOMER, "Customer", 0.7, hint), pick("kind", "Is a", 0.3))
        lay.fields(Slot("contact", "Contact", 0.5), Slot("phone", "Phone", 0.5))
        lay.fields(Slot("email", "E-mail", 0.5), Slot("address", "Address", 0.5))
        for line in model.similar:
            lay.text((line, "panel_warning"))
        return
    lay.fields(pick(Kind.CUSTOMER, "Customer", hint=hint))
    if model.card is not None:
        for parts in about_customer(model.card, model.location):
            lay.text(*parts)
        lay.fields(pick("tags", "Tags", hint="add or take off", keeps=False))
        tags = model.tags
        if tags:
            lay.text((", ".join(tags), "panel_strong"))
        lay.row(Slot("work", kind=SlotKind.LINE, role="panel_accent"), label="Work")


def about_customer(card: CustomerCard, location: Location | None) -> list[Parts]:
    """What is known of the picked customer: contact, billing and service address, the pinned site note."""
    customer = card.customer
    contact = (customer.number, customer.contact, customer.phone, customer.mobile, customer.email)
    lines: list[Parts] = [(("  ".join(part for part in contact if part), "panel"),)]
    if customer.billing_address:
        lines.append((("Billing  ", "panel_muted"), (customer.billing_address, "panel")))
    if location is not None and location.address and location.address != customer.billing_address:
        lines.append((("Service  ", "panel_muted"), (location.address, "panel")))
    if location is not None and location.site_note:
        note = " ".join(location.site_note.split())
        lines.append((("Site     ", "panel_muted"), (note, "panel_warning")))
    return lines


def _location(model: JobState, lay: Laying) -> None:
    lay.section(PARTS[Kind.LOCATION])
    if not model.is_new_customer:
        lay.fields(pick(Kind.LOCATION, "Location", hint="the main location"))
    if model.draft.new_location is not None:
        lay.fields(Slot("location_address", "New address", 0.64), Slot("location_name", "Name"))


def _details(model: JobState, lay: Laying) -> None:
    lay.section(PARTS["details"], "Details")
    lay.fields(Slot("description", "Description"))
    if model.origin:
        lay.text((f"From {model.origin}", "panel_muted"))
    lay.fields(
        pick(Kind.SERVICE_TYPE, "Service type", 0.46, "none"), pick("priority", "Priority", 0.26),
        pick("color", "Color",
        hint="service type's"),
    )  # fmt: skip
    automatic = model.office.numbers_itself(Kind.JOB)
    number = Slot("number", "Number", 0.3, placeholder="automatic" if automatic else "type one", replaces=True)
    lay.fields(pick("status", "Status", 0.46), number, pick("template", "Template", hint="load one", keeps=False))
    if model.draft.status in (WorkStatus.PAUSED, WorkStatus.DECLINED):
        lay.fields(pick("status_reason", "Reason", hint="why it is on hold, or was declined"))


def _schedule(model: JobState, lay: Laying) -> None:
    lay.section(PARTS["schedule"], "Schedule: planned times")
    lay.fields(
        Slot("start", "Start", 0.44, placeholder="mon 9, 14:00, 9-11", replaces=True),
        Slot("end", "End", 0.3, placeholder="10:30", replaces=True),
        Slot("duration", "Takes", placeholder="1h30", replaces=True),
    )
    lay.text((model.clock.meaning(model.planned), "panel_good"))
    if model.job is None or model.job.can_recur:
        lay.fields(Slot("recurrence", "Repeats", placeholder="never; or: weekly mon wed 10 times", replaces=True))
        if model.draft.recurrence and model.draft.starts_at is not None:
            lay.text((next_dates(model), "panel_good"))
    elif model.draft.recurrence:
        lay.text(("Repeats; a job that has begun keeps its rule.", "panel_muted"))
    for finding in model.hints:
        if not finding.field.startswith(("crew", "items")):
            lay.text((finding.text, "panel_error" if finding.weight is Weight.STOPS else "panel_warning"))


def next_dates(model: JobState) -> str:
    """The next dates of the series: of a saved one as they are, of a new rule as it would make them."""
    from industrack_core.desk.jobs.occurrences import next_occurrences as found
    from industrack_core.domain.time.recurrence_rrule import parse_rule_text

    starts_at = model.draft.starts_at
    assert starts_at is not None
    if model.job is not None and model.job.series_id and model.draft.recurrence == model.job.recurrence:
        dates = model.series_next
    else:
        rule = parse_rule_text(model.draft.recurrence)
        dates = tuple(each.starts_at for each in found(rule, starts_at, model.clock.zone, 5))
    said = ", ".join(moment_text(model.clock, each) for each in dates)
    return f"Next: {said}" if said else "No more dates: this is the last job of the series."


def _crew(model: JobState, lay: Laying) -> None:
    lay.section(PARTS["crew"], "Crew")
    lay.fields(pick("crew", "Add", hint="a name or a group", keeps=False))
    if not model.draft.crew:
        lay.text(("Nobody yet: the job waits in the queue.", "panel_muted"))
    for index, employee_id in enumerate(model.draft.crew):
        known = model.availability.get(employee_id)
        beside = (known.text, "panel_good" if known.is_free else "panel_warning") if known else ("", "panel")
        lay.row(Slot(f"crew.{index}", kind=SlotKind.LINE, cells=26, role="panel_strong"), beside)
    for finding in model.hints:
        if finding.field.startswith("crew"):
            lay.text((finding.text, "panel_warning"))


def _notes(model: JobState, lay: Laying) -> None:
    lay.section(PARTS["notes"], "Notes")
    lay.fields(_note("note", "For the field"))
    for note in model.job.field_notes if model.job else ():
        who = model.office.employee(note.employee_id)
        at = moment_text(model.clock, note.at)
        lay.text((f"{who.short_name if who else '?'}, {at}: ", "panel_muted"), (note.text, "panel"))
    if model.card is not None and model.draft.new_location is None:
        lay.fields(_note("site_note", "Site note"))
        if model.draft.site_note is not None:
            lay.text(("Every job at this location will show it.", "panel_warning"))
        lay.fields(_note("internal_note", "Internal"))
        lay.text(("Of the customer; only the office sees it.", "panel_muted"))


def _note(name: str, label: str) -> Slot:
    return Slot(name, label, kind=SlotKind.NOTE, limit=NOTE_LIMIT, rows=NOTE_ROWS)


def _history(model: JobState, lay: Laying) -> None:
    if not model.history:
        return
    lay.section(PARTS["history"], "History")
    lay.row(Slot("history", kind=SlotKind.LINE, role="panel_muted"))
    for entry in model.history:
        at = moment_text(model.clock, entry.at)
        lay.text((f"{at}  {entry.who}  ", "panel_muted"), (entry.line, "panel"))
        for change in entry.changes:
            said = f"  {change.field}: {change.before or 'nothing'} -> {change.after or 'nothing'}"
            lay.text((said, "panel_muted"))
