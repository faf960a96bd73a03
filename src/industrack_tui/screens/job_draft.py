"""What the job form shows of a job and its customer, as text and candidates: pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import fields, replace

from industrack_core.domain.acts import JobDraft, NewCustomer
from industrack_core.domain.customer import CustomerCard, CustomerMatch, Location
from industrack_core.domain.job import Job, Priority
from industrack_core.domain.office import Calendar, Office
from industrack_tui.widgets.fields.pick_field import Candidate

Parts = tuple[tuple[str, str], ...]


def customer_candidates(matches: Iterable[CustomerMatch], typed: str) -> list[Candidate]:
    """Matches best first, and at the end the way to a new customer of the typed name."""
    found = [
        Candidate(match.id, match.name, "  ".join(part for part in (match.number, match.phone, match.address) if part))
        for match in matches
    ]
    name = " ".join(typed.split())
    if name:
        found.append(Candidate(NewCustomer(name=name), f"+ New customer {name}", "create it with this job"))
    return found


def location_candidates(card: CustomerCard | None) -> list[Candidate]:
    """The customer's service locations, the main one first."""
    if card is None:
        return []
    return [Candidate(place.id, place.label, "main location" if place.is_main else "") for place in card.locations]


def service_type_candidates(office: Office) -> list[Candidate]:
    """The settings list, and a way to none."""
    return [
        *(
            Candidate(each.id, each.name, ", ".join(each.skills), office.hue(each.color_id, None) or "")
            for each in office.service_types
        ),
        Candidate(None, "none"),
    ]


def priority_candidates() -> list[Candidate]:
    return [Candidate(priority, priority.label) for priority in (Priority.HIGH, Priority.MEDIUM, Priority.LOW)]


def color_candidates(office: Office) -> list[Candidate]:
    """The named job colors, each shown as its color, and a way to the service type's."""
    return [
        *(Candidate(color.id, color.name, "", color.hue) for color in office.colors),
        Candidate(None, "none", "the service type's"),
    ]


def crew_candidates(office: Office, calendar: Calendar, crew: Sequence[int]) -> list[Candidate]:
    """Who may be ticked: the calendar's pool and the groups; picking a ticked one takes it off."""
    pool = office.pool(calendar)
    allowed = {employee.id for employee in pool}
    found = [
        Candidate(
            employee.id,
            ("x " if employee.id in crew else "") + employee.name,
            ", ".join(part for part in (employee.role, *employee.skills) if part),
        )
        for employee in pool
    ]
    for group in office.groups:
        members = tuple(member for member in group.member_ids if member in allowed)
        if members:
            found.append(Candidate(members, f"Group {group.name}", f"{len(members)} employees"))
    return found


def toggled(crew: Sequence[int], picked: object) -> tuple[int, ...]:
    """The crew with an employee ticked or taken off, or with a group's members ticked in; no one twice."""
    if isinstance(picked, tuple):
        return tuple(dict.fromkeys([*crew, *picked]))
    if isinstance(picked, int):
        return tuple(each for each in crew if each != picked) if picked in crew else (*crew, picked)
    return tuple(crew)


def crew_text(office: Office, crew: Sequence[int]) -> str:
    """The names of the crew in one line."""
    names = [employee.short_name for each in crew if (employee := office.employee(each)) is not None]
    return ", ".join(names)


def about_customer(card: CustomerCard, location: Location | None) -> list[Parts]:
    """What is known of the picked customer: contact, billing and service address, tags, the pinned site note."""
    customer = card.customer
    contact = "  ".join(part for part in (customer.number, customer.contact, customer.phone, customer.email) if part)
    lines: list[Parts] = [((contact, "panel"),)]
    if customer.billing_address:
        lines.append((("Billing  ", "panel_muted"), (customer.billing_address, "panel")))
    if location is not None and location.address and location.address != customer.billing_address:
        lines.append((("Service  ", "panel_muted"), (location.address, "panel")))
    if customer.tags:
        lines.append((("Tags     ", "panel_muted"), (", ".join(customer.tags), "panel")))
    if location is not None and location.site_note:
        note = " ".join(location.site_note.split())
        lines.append((("Site     ", "panel_muted"), (note, "panel_warning")))
    return lines


def draft_of(job: Job) -> JobDraft:
    """What a form holds of a saved job."""
    return JobDraft(
        customer=job.customer_id, location_id=job.location_id, description=job.description,
        service_type_id=job.service_type_id, priority=job.priority, color_id=job.color_id, starts_at=job.starts_at,
        minutes=job.minutes, crew=job.crew, note=job.note, calendar_id=job.calendar_id,
    )  # fmt: skip


def merged(before: JobDraft, typed: JobDraft, latest: JobDraft) -> JobDraft:
    """The latest version with what was typed, in fields that nobody else touched.

    `before` is what both started from. Nothing is saved by this: a person looks, and saves (domain 5).
    """
    kept: dict[str, object] = {}
    for field in fields(JobDraft):
        old, mine, theirs = (getattr(draft, field.name) for draft in (before, typed, latest))
        if mine != old and theirs == old:
            kept[field.name] = mine
    return replace(latest, **kept)  # type: ignore[arg-type]


FIELD_OF = {
    "customer": "customer", "location_id": "location", "description": "description",
    "service_type_id": "service_type", "priority": "priority", "color_id": "color", "starts_at": "start",
    "minutes": "duration", "crew": "crew",
}  # fmt: skip
"""Names of the form's fields by names in a draft."""


def displaced(before: JobDraft, typed: JobDraft, shown: JobDraft, words: Mapping[str, str]) -> dict[str, str]:
    """What a person had typed and the form does not show any more, in sentences by field name.

    `words` is how the fields said `typed`.
    """
    return {
        field: f"You had: {words[field] or 'nothing'}"
        for name, field in FIELD_OF.items()
        if getattr(typed, name) not in (getattr(before, name), getattr(shown, name))
    }


def clash_sentence(fields_lost: Collection[str]) -> str:
    """What to look at after the latest version was loaded; `fields_lost` are names of the form's fields."""
    if not fields_lost:
        return "The latest version, with what you typed: look, and save."
    names = ", ".join(name.replace("_", " ") for name in fields_lost)
    return f"Both of you changed: {names}. Theirs is shown, and what you had is under it."
