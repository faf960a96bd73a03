"""The job form's fields of when it is done and by whom: times, what repeats, crew."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from industrack_core.domain.acts.drafts import JobDraft
from industrack_core.domain.board.availability import lacks_skill
from industrack_core.domain.outcomes import Weight
from industrack_core.domain.records.held import Held
from industrack_core.domain.time.entry import EntryError
from industrack_core.domain.time.recurrence import format_recurrence, rule_text
from industrack_core.domain.time.recurrence_entry import parse_recurrence
from industrack_core.domain.time.recurrence_rrule import parse_rule_text
from industrack_core.domain.time.span import local_day
from industrack_tui.forms import candidates as ways
from industrack_tui.forms.job.model import TIMES, JobModel
from industrack_tui.forms.record.field_spec import FieldSpec
from industrack_tui.forms.record.spec import Beside, Entries, Said, across, section
from industrack_tui.forms.words import moment_text
from industrack_tui.widgets.form.pick import Candidate, matching
from industrack_tui.widgets.form.picture import Shown
from industrack_tui.widgets.form.sheet import Parts, SlotKind

OFF_A_LIST = frozenset({"delete", "backspace", "enter", "space"})
"""Keys that take an entry off, where it is nothing more than ticked."""


# -- times -------------------------------------------------------------------------------------


def _time(name: str, label: str, placeholder: str, share: float = 1.0) -> FieldSpec:
    """One of the three that mean one thing together. Half-typed text moves nothing: it is understood against what
    was planned before the typing began."""

    def show(model: JobModel, draft: JobDraft) -> Shown:
        clock = model.clock
        write = {"start": clock.start_text, "end": clock.end_text, "duration": clock.duration_text}
        return Shown(write[name](model.planned))

    def put(model: JobModel, draft: JobDraft, text: str) -> JobDraft:
        clock, before = model.clock, model.before_typing
        read = {"start": clock.start_typed, "end": clock.end_typed, "duration": clock.duration_typed}
        planned = read[name](replace(before, problems=()), text)
        if problem := planned.problem(name):
            model.set(starts_at=before.starts_at, minutes=before.minutes)
            raise EntryError(problem)
        for other in TIMES:
            if other != name:
                for said in (model.wrong, model.pending, model.problems):
                    said.pop(other, None)
        return replace(draft, starts_at=planned.starts_at, minutes=planned.minutes)

    def entered(model: JobModel) -> None:
        model.before_typing = model.planned

    return FieldSpec(
        name, label, show=show, put=put, entered=entered, rereads=("look",), share=share, placeholder=placeholder,
        replaces=True,
    )  # fmt: skip


def recurrence_text(rule: str, first_weekday: int) -> str:
    """A rule in words, in a company whose week begins on that day (Monday 0)."""
    return format_recurrence(parse_rule_text(rule), first_weekday) if rule else ""


def _put_recurrence(model: JobModel, draft: JobDraft, text: str) -> JobDraft:
    if text.strip().casefold() in ("", "none", "never"):
        return replace(draft, recurrence="")
    clock = model.clock
    if draft.starts_at is None:
        raise EntryError("A job that repeats needs a start.")
    start, today = local_day(draft.starts_at, clock.zone), local_day(clock.now, clock.zone)
    first_weekday = model.office.company.first_weekday
    rule = parse_recurrence(text, start, today, clock.day_first, first_weekday=first_weekday, zone=clock.zone)
    return replace(draft, recurrence=rule_text(rule))


def _can_repeat(model: JobModel) -> bool:
    return model.job is None or model.job.can_recur


def _repeats(model: JobModel) -> Sequence[Parts]:
    draft = model.record
    if not draft.recurrence:
        return ()
    if not _can_repeat(model):
        return ((("Repeats; a job that has begun keeps its rule.", "panel_muted"),),)
    return (((_next_dates(model, draft.starts_at), "panel_good"),),) if draft.starts_at is not None else ()


def _next_dates(model: JobModel, starts_at: datetime) -> str:
    """The next dates of the series: of a saved one as they are, of a new rule as it would make them."""
    from industrack_core.desk.jobs.occurrences import next_occurrences as found

    rule = model.record.recurrence
    if model.job is not None and model.job.series_id and rule == model.job.recurrence:
        dates = model.series_next
    else:
        dates = tuple(each.starts_at for each in found(parse_rule_text(rule), starts_at, model.clock.zone, 5))
    said = ", ".join(moment_text(model.clock, each) for each in dates)
    return f"Next: {said}" if said else "No more dates: this is the last job of the series."


def _hints(model: JobModel) -> list[Parts]:
    return [
        ((each.text, "panel_error" if each.weight is Weight.STOPS else "panel_warning"),)
        for each in model.hints
        if not each.field.startswith(("crew", "items"))
    ]


SCHEDULE = section(
    "schedule", "Schedule",
    across(
        _time("start", "Start", "mon 9, 14:00, 9-11", 0.44), _time("end", "End", "10:30", 0.3),
        _time("duration", "Takes", "1h30"),
    ),
    Said(lambda model: (((model.clock.meaning(model.planned), "panel_good"),),)),
    across(
        FieldSpec(
            "recurrence", "Repeats", put=_put_recurrence, is_shown=_can_repeat, replaces=True,
            show=lambda model, draft: Shown(recurrence_text(draft.recurrence, model.office.company.first_weekday)),
            placeholder="never; or: weekly mon wed 10 times",
        )
    ),
    Said(_repeats),
    Said(_hints),
    heading="Schedule: planned times", key="f7", letter="s", first="start",
)  # fmt: skip


# -- crew --------------------------------------------------------------------------------------


def toggled(crew: Sequence[int], picked: Held) -> tuple[int, ...]:
    """The crew with an employee ticked or taken off, or with a group's members ticked in; no one twice.

    An empty group clears the list.
    """
    if isinstance(picked, tuple):
        return tuple(dict.fromkeys([*crew, *picked])) if picked else ()
    if isinstance(picked, int):
        return tuple(each for each in crew if each != picked) if picked in crew else (*crew, picked)
    return tuple(crew)


def _offer_crew(model: JobModel, draft: JobDraft, typed: str) -> list[Candidate]:
    found = ways.crew_candidates(model.office, model.calendar, draft.crew, model.availability, draft.service_type_id)
    return matching(found, typed)


def _press_crew(model: JobModel, draft: JobDraft, key: str) -> JobDraft | None:
    return replace(draft, crew=draft.crew[:-1]) if key == "backspace" and draft.crew else None


def _name(model: JobModel, employee_id: int) -> Shown:
    employee = model.office.employee(employee_id)
    return Shown(employee.short_name if employee else f"employee {employee_id}")


def _has_on(model: JobModel, employee_id: int) -> Parts:
    """Free, busy until when, off; and what the job takes that they lack."""
    known, employee = model.availability.get(employee_id), model.office.employee(employee_id)
    service_type = model.office.service_types_by_id.get(model.record.service_type_id or 0)
    lacking = lacks_skill(employee, service_type) if employee is not None else ()
    parts = [(known.text, "panel_good" if known.is_free else "panel_warning")] if known else []
    if lacking:
        parts.append((f"{', ' if parts else ''}lacks {', '.join(lacking)}", "panel_warning"))
    return tuple(parts) or (("", "panel"),)


def _nobody(model: JobModel) -> Sequence[Parts]:
    return () if model.record.crew else ((("Nobody yet: the job waits in the queue.", "panel_muted"),),)


CREW = section(
    "crew", "Crew",
    across(
        FieldSpec(
            "crew", "Add", SlotKind.PICK, stays=True, placeholder="a name or a group", offer=_offer_crew,
            pick=lambda model, draft, value: replace(draft, crew=toggled(draft.crew, value)), press=_press_crew,
            rereads=("look",), entered=lambda model: model.asks.append("availability"),
        )
    ),
    Said(_nobody),
    Entries(
        "crew",
        (
            FieldSpec("", "", SlotKind.LINE, cells=26, role="panel_strong", show=_name, removed_by=OFF_A_LIST),
            Beside(_has_on),
        ),
        None,
    ),
    Said(lambda model: [((each.text, "panel_warning"),) for each in model.hints if each.field.startswith("crew")]),
    key="f9", letter="w", first="crew",
)  # fmt: skip
