"""The lists of the settings. What is deleted leaves the pickers, stays on what uses it, and can be brought back."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.held import Held
from industrack_core.domain.records.listing import ListRow
from industrack_core.domain.records.office import Calendar, JobColor, Office, ServiceType
from industrack_core.domain.records.settings import HoldReason, JobTemplate, Tag, TaskTemplate
from industrack_core.domain.time.entry import format_duration
from industrack_tui.forms.record.fields import time_of_day
from industrack_tui.lists import drawing, opening
from industrack_tui.lists.spec import Column, ListSpec, Value
from industrack_tui.widgets.calendar_text import about_calendar

if TYPE_CHECKING:
    from industrack_tui.lists.spec import OpenList


def _clock(value: Value, office: Office) -> str:
    return time_of_day(int(value or 0))


def _duration(value: Value, office: Office) -> str:
    return format_duration(int(value or 0))


def _color(value: Value, office: Office) -> str:
    color = office.colors_by_id.get(value) if isinstance(value, int) else None
    return color.name if color else ""


def _color_hue(row: ListRow, office: Office) -> str:
    value = row.values["color_id"]
    color = office.colors_by_id.get(value) if isinstance(value, int) else None
    return color.hue if color else ""


def _about_calendar(row: ListRow, office: Office) -> str:
    calendar = office.calendars_by_id.get(row.id)
    name = str(row.values["name"])
    return f"{name}: {about_calendar(office, calendar)}" if calendar else f"{name}, deleted"


def _lines(row: ListRow, office: Office) -> str:
    return f"{row.values['name']}   {'   '.join(map(str, drawing.kept_list(row.values['lines'])))}"


def _list(
    name: str, title: str, word: str, columns: tuple[Column, ...], described: str,
    begin: "Callable[[OpenList], Held]", **more: Held,
) -> ListSpec:  # fmt: skip
    """A list by name; its form is at `settings_forms:NAME`."""
    return ListSpec(
        name, title, word, columns, sort="name", filters=drawing.IN_USE, can_retire=True,
        open=opening.opens(described), add=opening.adds(described, begin),
        nothing=f"No {title.lower()} here. [list.add] adds one.", **more,
    )  # fmt: skip


CALENDARS = _list(
    Kind.CALENDAR, "Calendars", Kind.CALENDAR,
    (
        Column("name", "Name", 28),
        Column("opens", "From", 5, draw=_clock, sort="-"),
        Column("closes", "To", 5, draw=_clock, sort="-"),
        Column("slot_minutes", "Slot", 6, draw=_duration, sort="-", rank=1),
        Column("job_minutes", "Job lasts", 9, draw=_duration, sort="-", rank=2),
        Column("is_default", "", 8, 1.0, draw=drawing.as_flag("default"), sort="-"),
    ),
    "office.settings_forms:CALENDAR", lambda screen: Calendar(name=""), about=_about_calendar,
    kinds=(Kind.EMPLOYEE_GROUP, Kind.EMPLOYEE),
)  # fmt: skip
COLORS = _list(
    Kind.JOB_COLOR, "Job colors", "color",
    (
        Column("name", "Name", 32, hue=lambda row, office: str(row.values["hue"])),
        Column("hue", "Tint", 8, 1.0, draw=drawing.as_words, sort="-"),
    ),
    "office.settings_forms:COLOR", lambda screen: JobColor(name="", hue="blue"),
)  # fmt: skip
SERVICE_TYPES = _list(
    Kind.SERVICE_TYPE, "Service types", "service type",
    (
        Column("name", "Name", 28),
        Column("color_id", "Color", 16, draw=_color, sort="-", hue=_color_hue),
        Column("skills", "Takes", 16, 1.0, draw=drawing.as_phrases, sort="-", rank=1),
    ),
    "office.settings_forms:SERVICE_TYPE", lambda screen: ServiceType(name=""), kinds=(Kind.JOB_COLOR,),
)  # fmt: skip
HOLD_REASONS = _list(
    Kind.HOLD_REASON, "Hold reasons", "hold reason",
    (
        Column("name", "Name", 32),
        Column("in_field_app", "Technicians", 12, 1.0, draw=drawing.as_flag("may pick it"), sort="-"),
    ),
    "office.settings_forms:HOLD_REASON", lambda screen: HoldReason(name=""),
)  # fmt: skip
TASK_TEMPLATES = _list(
    Kind.TASK_TEMPLATE, "Task templates", "task template",
    (Column("name", "Name", 28), Column("lines", "Tasks", 12, 1.0, draw=drawing.as_phrases, sort="-")),
    "office.settings_forms:TASK_TEMPLATE", lambda screen: TaskTemplate(name=""), about=_lines,
)  # fmt: skip
JOB_TEMPLATES = _list(
    Kind.JOB_TEMPLATE, "Job templates", "job template",
    (
        Column("name", "Name", 28),
        Column("minutes", "Lasts", 6, draw=_duration, sort="-"),
        Column("description", "Description", 16, 1.0, sort="-", rank=1),
    ),
    "office.job_template_form:JOB_TEMPLATE", lambda screen: JobTemplate(name=""),
)  # fmt: skip
TAGS = _list(
    Kind.TAG, "Tags", Kind.TAG, (Column("name", "Name", 24, 1.0),), "office.settings_forms:TAG",
    lambda screen: Tag(name=""),
)  # fmt: skip
