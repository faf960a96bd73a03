"""The forms of the settings' lists."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.office import Calendar
from industrack_core.domain.time.entry import format_duration
from industrack_tui.forms.candidates import color_candidates
from industrack_tui.forms.record import fields, picks
from industrack_tui.forms.record.spec import Content, RecordSpec, Said, across, section
from industrack_tui.office.employee_form import skills
from industrack_tui.palettes import HUES
from industrack_tui.widgets.calendar_text import ruler
from industrack_tui.widgets.form.pick import Candidate
from industrack_tui.widgets.form.sheet import Parts

if TYPE_CHECKING:
    from industrack_tui.forms.record.state import RecordState

_SLOTS = [Candidate(minutes, format_duration(minutes)) for minutes in (5, 10, 15, 20, 30, 60)]
_HUES = [Candidate(hue, hue.capitalize(), hue=hue) for hue in HUES if hue != "none"]


def form_of(kind: str, word: str, *content: Content) -> RecordSpec:
    """A form of one part that begins with the name."""
    label = word.capitalize()
    return RecordSpec(
        kind, word, (section("all", label, across(fields.text("name", "Name")), *content),), first="name",
        title=lambda model: f"New {word}" if model.is_new else f"{label} {model.original.name}{_deleted(model)}",
    )  # fmt: skip


def _deleted(model: "RecordState") -> str:
    return ", deleted" if model.original.retired else ""


def sentence_of(tell: "Callable[[RecordState], str]", role: str = "panel_muted") -> Said:
    """A sentence where there is something to say."""

    def say(model: "RecordState") -> list[Parts]:
        text = tell(model)
        return [((text, role),)] if text else []

    return Said(say)


# -- calendars ---------------------------------------------------------------------------------


def _groups(model: "RecordState") -> list[Candidate]:
    return [Candidate(each.id, each.name, f"{len(each.member_ids)} members") for each in model.office.groups]


def _hours(model: "RecordState") -> str:
    record: Calendar = model.record
    if not 0 <= record.opens < record.closes <= 1440:
        return "It must open before it closes, on one day."
    return f"The board shows {ruler(record)}"


def _rows(model: "RecordState") -> str:
    record: Calendar = model.record
    count = len(model.office.pool(record))
    if record.is_default:
        return f"The default calendar shows all {count} active employees."
    if not record.group_ids:
        return "It needs a group: it shows and offers that group's people."
    return f"Rows for {count} active employee{'s' if count != 1 else ''}."


CALENDAR = form_of(
    Kind.CALENDAR, Kind.CALENDAR.noun,
    across(fields.clock("opens", "From", share=0.5), fields.clock("closes", "To", share=0.5)),
    sentence_of(_hours),
    across(
        picks.chosen("slot_minutes", "Slot", lambda model: _SLOTS, share=0.5),
        fields.duration("job_minutes", "A job lasts", share=0.5),
    ),
    across(
        picks.ticks(
            "group_ids", "Groups", _groups, placeholder="whose people it shows",
            is_shown=lambda model: not model.record.is_default,
        )
    ),
    sentence_of(_rows),
)  # fmt: skip

# -- colors and kinds of work ------------------------------------------------------------------

COLOR = form_of(Kind.JOB_COLOR, "color", across(picks.chosen("hue", "Tint", lambda model: _HUES)))
SERVICE_TYPE = form_of(
    Kind.SERVICE_TYPE, "service type",
    across(picks.chosen("color_id", "Color", lambda model: color_candidates(model.office), placeholder="none")),
    across(picks.ticks("skills", "Takes", skills, new=True, placeholder="skills that its work takes")),
)  # fmt: skip
HOLD_REASON = form_of(
    Kind.HOLD_REASON,
    "hold reason",
    across(fields.tick_box("in_field_app", "Technicians", "may pick it in the field app")),
)
TASK_TEMPLATE = form_of(Kind.TASK_TEMPLATE, "task template", across(fields.lines("lines", "Tasks", 10)))

# -- tags --------------------------------------------------------------------------------------


def _tag(model: "RecordState") -> str:
    if model.is_new or model.record.name == model.original.name:
        return "Customers keep the words they were given, whatever becomes of this list."
    old = model.original.name
    return f"Customers who have {old} keep that word; from now on {model.record.name} is offered in its place."


TAG = form_of(Kind.TAG, Kind.TAG.noun, sentence_of(_tag))
