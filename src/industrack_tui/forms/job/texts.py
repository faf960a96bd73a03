"""What the job form's fields show of a draft, and what a typed text makes of it."""

from collections.abc import Callable
from dataclasses import replace

from industrack_core.domain.acts.drafts import NewCustomer, NewLocation
from industrack_core.domain.kinds import Kind
from industrack_core.domain.time.entry import EntryError
from industrack_core.domain.time.recurrence import format_recurrence, rule_text
from industrack_core.domain.time.recurrence_entry import parse_recurrence
from industrack_core.domain.time.recurrence_rrule import parse_rule_text
from industrack_core.domain.time.span import local_day
from industrack_tui.forms.job import lists
from industrack_tui.forms.job.names import NEW_CUSTOMER, TIMES, entry_of
from industrack_tui.forms.job.state import JobState
from industrack_tui.forms.schedule_entry import Planned
from industrack_tui.widgets.form.picture import Shown

_PLAIN = frozenset({"description", "number", "note"})
_CUSTOMERS_NOTES = frozenset({"internal_note", "site_note"})


def value_shown(model: JobState, name: str) -> Shown:
    """What a field shows."""
    entry = entry_of(name)
    if entry is not None:
        return lists.cell_shown(model, entry)
    if name in _PICKED:
        return _PICKED[name](model)
    return Shown(_text(model, name))


def _text(model: JobState, name: str) -> str:
    draft = model.draft
    if name in _PLAIN:
        value: str = getattr(draft, name)
        return value
    if name in _CUSTOMERS_NOTES:
        typed: str | None = getattr(draft, name)
        return _saved_note(model, name) if typed is None else typed
    if name in TIMES:
        return _time_text(model, name)
    if name == "recurrence":
        return recurrence_text(draft.recurrence, model.office.company.first_weekday)
    if name in NEW_CUSTOMER and isinstance(draft.customer, NewCustomer):
        return str(getattr(draft.customer, name))
    if name in ("location_name", "location_address") and draft.new_location is not None:
        return str(getattr(draft.new_location, name.removeprefix("location_")))
    if name == "work" and model.card is not None:
        jobs, estimates = (model.card.jobs, Kind.JOB.noun), (model.card.estimates, Kind.ESTIMATE.noun)
        return f"{_count(*jobs)}, {_count(*estimates)}: ctrl+o lists them"
    return ""


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def _saved_note(model: JobState, name: str) -> str:
    return model.saved_site_note if name == "site_note" else model.saved_internal_note


def recurrence_text(rule: str, first_weekday: int) -> str:
    """A rule in words, in a company whose week begins on that day (Monday 0)."""
    return format_recurrence(parse_rule_text(rule), first_weekday) if rule else ""


def _time_text(model: JobState, name: str) -> str:
    write = {"start": model.clock.start_text, "end": model.clock.end_text, "duration": model.clock.duration_text}
    return write[name](model.planned)


def _listed(model: JobState, record_id: int | None, records: str) -> str:
    found = getattr(model.office, records).get(record_id) if record_id is not None else None
    return found.name if found else ""


def _customer(model: JobState) -> Shown:
    customer = model.draft.customer
    if isinstance(customer, NewCustomer):
        return Shown(customer.name)
    return Shown(model.card.customer.name if model.card and customer is not None else "")


def _location(model: JobState) -> Shown:
    if model.draft.new_location is not None:
        return Shown("New location")
    return Shown(model.location.label if model.location else "")


def _kind(model: JobState) -> Shown:
    customer = model.draft.customer
    return Shown(customer.kind.value.title() if isinstance(customer, NewCustomer) else "")


def _color(model: JobState) -> Shown:
    color = model.office.colors_by_id.get(model.draft.color_id) if model.draft.color_id is not None else None
    return Shown(color.name, color.hue) if color else Shown()


def _service_type(model: JobState) -> Shown:
    return Shown(_listed(model, model.draft.service_type_id, "service_types_by_id"))


_PICKED: dict[str, Callable[[JobState], Shown]] = {
    Kind.CUSTOMER: _customer,
    Kind.LOCATION: _location,
    "kind": _kind,
    "color": _color,
    Kind.SERVICE_TYPE: _service_type,
    "priority": lambda model: Shown(model.draft.priority.label),
    "status": lambda model: Shown(model.draft.status.label),
    "status_reason": lambda model: Shown(model.draft.status_reason),
}


def type_value(model: JobState, name: str, text: str) -> None:
    """Put a typed text into the draft. Raises EntryError with a sentence when it cannot be understood."""
    entry = entry_of(name)
    if entry is not None:
        lists.type_cell(model, entry, text)
    elif name in _PLAIN:
        model.set(**{name: text if name == "note" else text.strip()})
    elif name in _CUSTOMERS_NOTES:
        _type_customers_note(model, name, text)
    elif name in TIMES:
        _type_time(model, name, text)
    elif name == "recurrence":
        model.set(recurrence=_recurrence(model, text))
    elif name in NEW_CUSTOMER and isinstance(model.draft.customer, NewCustomer):
        model.set(customer=replace(model.draft.customer, **{name: text.strip()}))  # type: ignore[arg-type]
    elif name in ("location_name", "location_address"):
        place = model.draft.new_location or NewLocation()
        model.set(new_location=replace(place, **{name.removeprefix("location_"): text.strip()}))


def _type_customers_note(model: JobState, name: str, text: str) -> None:
    model.set(**{name: None if text == _saved_note(model, name) else text}, **model.versions)


def _type_time(model: JobState, name: str, text: str) -> None:
    """Understand one of `TIMES` against what was planned before the typing began: half-typed text moves nothing."""
    clock = model.clock
    read = {"start": clock.start_typed, "end": clock.end_typed, "duration": clock.duration_typed}
    planned = read[name](replace(model.before_typing, problems=()), text)
    if problem := planned.problem(name):
        _take(model, model.before_typing)
        raise EntryError(problem)
    _take(model, planned)
    for other in TIMES:
        if other != name:
            model.wrong.pop(other, None)
            model.pending.pop(other, None)
            model.problems.pop(other, None)


def _take(model: JobState, planned: Planned) -> None:
    model.set(starts_at=planned.starts_at, minutes=planned.minutes)


def _recurrence(model: JobState, text: str) -> str:
    if text.strip().casefold() in ("", "none", "never"):
        return ""
    clock, starts_at = model.clock, model.draft.starts_at
    if starts_at is None:
        raise EntryError("A job that repeats needs a start.")
    start, today = local_day(starts_at, clock.zone), local_day(clock.now, clock.zone)
    first_weekday = model.office.company.first_weekday
    rule = parse_recurrence(text, start, today, clock.day_first, first_weekday=first_weekday, zone=clock.zone)
    return rule_text(rule)
