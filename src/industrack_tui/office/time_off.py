"""Time off of an employee: the list, and the form of one stretch, typed as one line."""

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.listing import ListRow
from industrack_core.domain.records.office import Office, TimeOff
from industrack_core.domain.time.entry import format_off, parse_off
from industrack_core.domain.time.minute import instant_of
from industrack_core.domain.time.span import Span, clock_text, day_span, local_day
from industrack_tui.forms.record import fields
from industrack_tui.forms.record.field_spec import FieldSpec, Owner
from industrack_tui.forms.record.spec import RecordSpec, Said, across, section
from industrack_tui.lists import opening
from industrack_tui.lists.spec import Column, ListSpec, Value
from industrack_tui.widgets.form.picture import Shown
from industrack_tui.widgets.form.sheet import Parts

if TYPE_CHECKING:
    from industrack_tui.forms.record.state import RecordState
    from industrack_tui.lists.spec import OpenList

_TYPED = "24 dec - 2 jan, or fri 13-17"


def _span_of(record: TimeOff) -> Span:
    return Span(record.starts_at, record.ends_at)


def _begins(value: Value, office: Office) -> str:
    """A day, with its time where it does not begin at midnight."""
    local = instant_of(int(value or 0)).astimezone(office.zone)
    return (
        f"{local:%a %d %b %Y}" if (local.hour, local.minute) == (0, 0) else f"{local:%a %d %b %Y} {clock_text(local)}"
    )


def _ends(value: Value, office: Office) -> str:
    """The last day; with its time where it does not end at midnight."""
    local = instant_of(int(value or 0)).astimezone(office.zone)
    if (local.hour, local.minute) == (0, 0):
        return f"{local - timedelta(days=1):%a %d %b %Y}"
    return f"{local:%a %d %b %Y} {clock_text(local)}"


def _about(row: ListRow, office: Office) -> str:
    span = Span(instant_of(int(row.values["starts_at"] or 0)), instant_of(int(row.values["ends_at"] or 0)))
    return f"{stretch_said(span, office)}   {row.values['reason'] or ''}".rstrip()


def stretch_said(span: Span, office: Office) -> str:
    """A stretch as it is meant: `Thu 24 Dec 2026 - Sat 2 Jan 2027: 10 days`."""
    text = format_off(span, office.zone)
    first, last = local_day(span.starts_at, office.zone), local_day(span.ends_at - timedelta(minutes=1), office.zone)
    days = (last - first).days + 1
    if Span(day_span(first, office.zone).starts_at, day_span(last, office.zone).ends_at) == span:
        return f"{text}: {days} days" if days > 1 else f"{text}: the whole day"
    hours, minutes = divmod(span.minutes, 60)
    return f"{text}: {hours} h {minutes:02}" if minutes else f"{text}: {hours} h"


def _show(model: "RecordState", owner: Owner) -> Shown:
    return Shown(format_off(_span_of(owner), model.office.zone))


def _put(model: "RecordState", owner: Owner, text: str) -> Owner:
    clock = model.clock
    span = parse_off(
        text, now=clock.now, zone=clock.zone, day_first=clock.day_first, clock24=model.office.company.clock24
    )
    return replace(owner, starts_at=span.starts_at, ends_at=span.ends_at)


def _meaning(model: "RecordState") -> list[Parts]:
    return (
        [((stretch_said(_span_of(model.record), model.office), "panel_muted"),)]
        if "starts_at" not in model.wrong
        else []
    )


def _new(screen: "OpenList") -> TimeOff:
    """Somebody calls in ill: today, until something else is typed."""
    office = screen.office
    day = day_span(local_day(screen.bridge.desk.clock(), office.zone), office.zone)
    return TimeOff(employee_id=screen.query_now.parent, starts_at=day.starts_at, ends_at=day.ends_at)


def _title(model: "RecordState") -> str:
    employee = model.office.employee(model.record.employee_id)
    return f"{'New time off' if model.is_new else 'Time off'} of {employee.short_name if employee else 'nobody'}"


TIME_OFF_FORM = RecordSpec(
    Kind.TIME_OFF, "time off",
    (
        section(
            "off", "Time off",
            across(
                FieldSpec(
                    "starts_at", "When", show=_show, put=_put, replaces=True, placeholder=_TYPED,
                )
            ),
            Said(_meaning),
            across(fields.text("reason", "Reason", placeholder="vacation, ill, training")),
        ),
    ),
    title=_title, first="starts_at", labels={"ends_at": "Until"}, keeps=(TimeOff,),
)  # fmt: skip
"""The form of a stretch."""

TIME_OFF = ListSpec(
    Kind.TIME_OFF, "Time off", "time off",
    (
        Column("starts_at", "From", 21, draw=_begins),
        Column("ends_at", "Until", 21, draw=_ends, sort="-"),
        Column("reason", "Reason", 16, 1.0, sort="-"),
    ),
    sort="starts_at", descending=True,
    open=opening.opens("office.time_off:TIME_OFF_FORM"), add=opening.adds("office.time_off:TIME_OFF_FORM", _new),
    called=lambda row: str(row.values["reason"] or ""), about=_about, kinds=(Kind.EMPLOYEE,),
    nothing=f"No time off. [list.add] adds some: {_TYPED}.",
)  # fmt: skip
"""The list of one employee."""
