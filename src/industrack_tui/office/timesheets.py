"""Timesheets: every stretch of somebody's time, their week on a page, and the form in which the office corrects one."""

from collections.abc import Iterable
from dataclasses import fields as fields_of
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from industrack_core.domain.acts.acts import Act, SaveRecord
from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.field.entries import EntryKind, Mark
from industrack_core.domain.field.records import TimeEntry
from industrack_core.domain.field.timesheet import DayTimes, day_times, marks_said, paid_minutes
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.held import Held
from industrack_core.domain.records.listing import ListRow
from industrack_core.domain.records.office import Office
from industrack_core.domain.time.entry import format_duration, format_when, parse_when
from industrack_core.domain.time.minute import instant_of
from industrack_core.domain.time.span import WEEKDAY_NAMES, clock_text, day_span, local_day
from industrack_tui.dialogs.page import Page
from industrack_tui.forms.record import fields, picks
from industrack_tui.forms.record.field_spec import FieldSpec, Owner
from industrack_tui.forms.record.spec import RecordSpec, across, section
from industrack_tui.lists import drawing, opening
from industrack_tui.lists.spec import Column, ListSpec, Value
from industrack_tui.widgets.form.picture import Shown

if TYPE_CHECKING:
    from industrack_tui.dialogs.dialog import Parts
    from industrack_tui.forms.record.state import RecordState
    from industrack_tui.lists.spec import OpenList

_DAYS = 7
_TYPED = "9:30, or tue 9:30"


# -- one stretch -------------------------------------------------------------------------------


def _moment(name: str, label: str, *, may_be_open: bool = False) -> FieldSpec:
    """A day and a time, as people type them; nothing typed is still open, where it may be."""

    def show(model: "RecordState", owner: Owner) -> Shown:
        value, office = getattr(owner, name), model.office
        return Shown(format_when(value, office.zone, today=local_day(model.clock.now, office.zone)) if value else "")

    def put(model: "RecordState", owner: Owner, text: str) -> Owner:
        if may_be_open and not text.strip():
            return replace(owner, **{name: None})
        clock, zone = model.clock, model.office.zone
        base = local_day(getattr(owner, name) or owner.starts_at, zone)
        when = parse_when(
            text, now=clock.now, zone=zone, base=base, day_first=clock.day_first,
            clock24=model.office.company.clock24,
        )  # fmt: skip
        return replace(owner, **{name: when.starts_at})

    placeholder = f"{_TYPED}; nothing: still open" if may_be_open else _TYPED
    return FieldSpec(name, label, show=show, put=put, replaces=True, placeholder=placeholder, share=0.5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected(TimeEntry):
    """A time while it is corrected: with why."""

    reason: str = ""

    def plain(self) -> TimeEntry:
        """The time by itself."""
        return TimeEntry(**{each.name: getattr(self, each.name) for each in fields_of(TimeEntry)})


def _begin(record: Held) -> Corrected:
    return Corrected(**{each.name: getattr(record, each.name) for each in fields_of(TimeEntry)})


def _act(model: "RecordState") -> Act:
    record: Corrected = model.record
    return SaveRecord(record.plain(), reason=record.reason)


def _title(model: "RecordState") -> str:
    employee = model.office.employee(model.record.employee_id)
    return f"{'New time' if model.is_new else 'Time'} of {employee.short_name if employee else 'nobody'}"


TIME_FORM = RecordSpec(
    Kind.TIME_ENTRY, "time",
    (
        section(
            "time", "Time",
            across(picks.choice("kind", "Kind", tuple(EntryKind))),
            across(_moment("starts_at", "From"), _moment("ends_at", "To", may_be_open=True)),
            across(fields.text("reason", "Why", replaces=True, placeholder="the technician may ask")),
        ),
    ),
    title=_title, first="starts_at", begin=_begin, act=_act,
)  # fmt: skip
"""The form of a stretch: what is corrected says why, and keeps what the phone said in its history."""


# -- the list ----------------------------------------------------------------------------------


def _ends(value: Value, office: Office) -> str:
    return "open" if value is None else clock_text(instant_of(int(value)).astimezone(office.zone))


def _marks(value: Value, office: Office) -> str:
    return marks_said(Mark(each) for each in drawing.kept_list(value))


def _role(row: ListRow) -> str:
    return "ground" if row.values["mark"] == "[]" else "error"


def _derived(row: ListRow, today: date) -> dict[str, Value]:
    start, end = int(row.values["starts_at"] or 0), row.values["ends_at"]
    return {"lasts": format_duration(int(end) - start) if end is not None and int(end) > start else ""}


def _called(row: ListRow) -> str:
    return f"{row.values['kind']} {row.values['number'] or ''}".rstrip()


def _about(row: ListRow, office: Office) -> str:
    values = row.values
    employee = office.employee(int(values["employee_id"] or 0))
    parts = (employee.name if employee else "?", _called(row), drawing.as_moment(values["starts_at"], office))
    return "   ".join(parts)


def show_timesheet(screen: "OpenList", row: ListRow) -> None:
    """The times of the employee under the cursor."""
    opening.show_list(screen.session, TIMES, parent=row.id, of=screen.spec.called(row))


def _new(screen: "OpenList") -> TimeEntry:
    """The hour before now, of the employee whose list it is, or of the row under the cursor."""
    now = screen.bridge.desk.clock().replace(second=0, microsecond=0)
    return TimeEntry(
        employee_id=screen.query_now.parent, kind=EntryKind.SHIFT, starts_at=now - timedelta(hours=1), ends_at=now
    )


def _add(screen: "OpenList") -> None:
    if screen.query_now.parent:
        opening.open_over(screen, TIME_FORM, _new(screen))
    else:
        screen.say("Whose time? Open an employee's timesheet (g p, then m), and add it there.", "panel_warning")


TIMES = ListSpec(
    Kind.TIME_ENTRY, "Timesheets", "time",
    (
        Column("starts_at", "From", 16, draw=drawing.as_moment),
        Column("ends_at", "To", 7, draw=_ends, sort="-"),
        Column("lasts", "Lasts", 7, sort="-"),
        Column("employee_id", "Who", 13, 0.5, draw=drawing.as_people, sort="-"),
        Column("kind", "Kind", 7, draw=drawing.as_words, sort="-"),
        Column("number", "Job", 8, sort="-", rank=1),
        Column("mark", "Look at", 14, 1.0, draw=_marks, sort="-", role=_role),
    ),
    sort="starts_at", descending=True,
    filters=(("", "All"), ("marked", "To look at"), (EntryKind.SHIFT, "Shifts"), (EntryKind.TRAVEL, "Travel"),
             (EntryKind.JOB, "Jobs"), (EntryKind.BREAK, "Breaks")),
    open=opening.opens("office.timesheets:TIME_FORM"), add=_add, called=_called, about=_about,
    derive=_derived, kinds=(Kind.EMPLOYEE, Kind.JOB), export=Kind.TIME_ENTRY, exported="timesheets",
    nothing="No times yet: they come from phones, or [list.add] adds one to an employee's list.",
)  # fmt: skip
"""The times of everybody, or of one employee."""


# -- the week ----------------------------------------------------------------------------------


def show_week(screen: "OpenList", row: ListRow) -> None:
    """The week of the row's employee, in which the row's time lies: a line a day, minutes by kind."""
    screen.bring(_show_week(screen, row))


async def _show_week(screen: "OpenList", row: ListRow) -> None:
    office, employee_id = screen.office, int(row.values["employee_id"] or 0)
    day = local_day(instant_of(int(row.values["starts_at"] or 0)), office.zone)
    first = day - timedelta(days=(day.weekday() - office.company.first_weekday) % _DAYS)
    window = day_span(first, office.zone, _DAYS)
    entries = await screen.bridge.ask(lambda desk: desk.times_of(employee_id, window))
    days = day_times(entries, first, _DAYS, screen.session.now, office.zone)
    paid_breaks = (await screen.bridge.ask(lambda desk: desk.field_settings())).paid_breaks
    employee = office.employee(employee_id)
    title = f"Week of {employee.name if employee else '?'} from {first:%d %b %Y}"
    screen.app.push_screen(Page(screen.look, screen.glyphs, title, week_lines(days, paid_breaks)))


def week_lines(days: "list[DayTimes]", paid_breaks: bool) -> "list[Parts]":
    """A line for each day, and one that sums them up; the last column is what is paid."""
    kinds = "".join(f"{kind.label:>9}" for kind in EntryKind)
    lines: list[Parts] = [[(f" {'':<10}{kinds}{'Paid':>9}", "panel_muted")]]
    for each in days:
        said = f" {WEEKDAY_NAMES[each.day.weekday()]} {each.day:%d %b}"
        amounts = [*each.minutes.values(), paid_minutes(each.minutes, paid_breaks)]
        line: Parts = [(f"{said:<11}", "panel_strong"), (_amounts(amounts), "panel")]
        lines.append([*line, (f"  {', '.join(each.marks)}", "panel_error")])
    sums = [sum(each.minutes[kind] for each in days) for kind in EntryKind]
    paid = sum(paid_minutes(each.minutes, paid_breaks) for each in days)
    return [*lines, [(f" {'Week':<10}", "panel_strong"), (_amounts([*sums, paid]), "panel_strong")]]


def _amounts(minutes: Iterable[int]) -> str:
    return "".join(f"{_clock(each):>9}" for each in minutes)


def _clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02}" if minutes else "-"
