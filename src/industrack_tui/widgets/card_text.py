"""What panes say about a job, a free cell, an entry of the queue: pure text with style roles.

A module of its own, loaded after the first frame: it brings the entry grammar with it.
"""

from datetime import datetime

from industrack_core.domain.board.board import Block, QueueEntry, Row
from industrack_core.domain.records.job import Delivery, WorkStatus
from industrack_core.domain.records.office import Office
from industrack_core.domain.records.outbox import Receipt
from industrack_core.domain.text.text import clip, pad
from industrack_core.domain.time.entry import format_duration, format_when
from industrack_core.domain.time.minute import instant_of
from industrack_core.domain.time.span import MONTH_NAMES, WEEKDAY_NAMES, Span, clock_text, format_span, local_day
from industrack_tui.glyphs import Glyphs, mark_of

Parts = list[tuple[str, str]]
_LONGEST_DELAY = 31 * 24 * 60
_CROWD_CELLS = 44
_RECEIPTS = {
    Receipt.SAVED: "Dispatched", Receipt.WAITING: "Dispatched, waits for a phone", Receipt.SENT: "Sent",
    Receipt.RECEIVED: "Received", Receipt.SEEN: "Seen",
}  # fmt: skip


def job_lines(job: Block | QueueEntry, office: Office, now: int, overlaps: bool, glyphs: Glyphs) -> list[Parts]:
    """Everything the picture holds of a job on the board or in the queue; `now` in minutes since 1970 UTC."""
    glyph = job_mark(job, glyphs)
    head: Parts = [(f" {glyph} {job.number} ", "panel_accent"), (f"{job.description}  ", "panel_strong")]
    head.append((job.customer, "panel"))
    if job.priority == "high":
        head.append((f"  {glyphs.high} High priority", "panel_strong"))
    when: Parts = [(f"   {when_text(job, office)}", "panel"), (f"   {crew_names(job.crew_ids, office)}", "panel")]
    when.extend(_state(job, now, overlaps))
    where: Parts = [(f"   {job.address or 'no address'}", "panel_muted")]
    if job.phone:
        where.append((f"   {job.phone}", "panel_muted"))
    service_type = office.service_types_by_id.get(job.service_type_id or 0)
    if service_type:
        where.append((f"   {service_type.name}", "panel_muted"))
    notes: Parts = []
    if job.site_note:
        notes.append((f"   Site: {_line(job.site_note)}", "panel_warning"))
    if job.note:
        notes.append((f"   Note: {_line(job.note)}", "panel"))
    return [head, when, where, notes]


def job_mark(job: Block | QueueEntry, glyphs: Glyphs) -> str:
    """The mark of how far a job is; what waits in the queue is on no phone."""
    if isinstance(job, Block):
        return glyphs.status[mark_of(job.status, job.delivery, job.billing, job.receipt)]
    return glyphs.status[mark_of(job.status, job.delivery, "none")]


def delivery_text(job: Block | QueueEntry) -> str:
    """What the crew knows: `Saved`, `Dispatched`, and how far that got where phones are connected."""
    if isinstance(job, Block) and job.delivery == Delivery.DISPATCHED and job.receipt:
        return _RECEIPTS[Receipt(job.receipt)]
    return Delivery(job.delivery).label


def when_text(job: Block | QueueEntry, office: Office) -> str:
    """`Wed 25 Nov  14:15-16:15  2h`, or what keeps it in the queue."""
    if job.start is None:
        return f"{job.lacks}, {_duration(job)}"
    end = job.end if isinstance(job, Block) else job.start + job.minutes
    span = Span(instant_of(job.start), instant_of(end))
    day = local_day(span.starts_at, office.zone)
    weekday = WEEKDAY_NAMES[day.weekday()]
    date = f"{weekday} {day.day} {MONTH_NAMES[day.month - 1]}"
    # over midnight the times name their days, of which the first is told already
    times = format_span(span, office.zone).removeprefix(f"{date} ").removeprefix(f"{weekday} ")
    lacks = f"  {job.lacks}" if isinstance(job, QueueEntry) else ""
    return f"{date}  {times}  {_duration(job)}{lacks}"


def crew_names(crew: tuple[int, ...], office: Office) -> str:
    """Who goes."""
    people = (office.employee(each) for each in crew)
    return ", ".join(employee.short_name for employee in people if employee is not None) or "nobody yet"


def _state(job: Block | QueueEntry, now: int, overlaps: bool) -> Parts:
    status = WorkStatus(job.status)
    role = {"declined": "panel_error", "completed": "panel_good", "started": "panel_good"}.get(status, "panel")
    parts: Parts = [(f"   {status.label}", role), (f", {delivery_text(job)}", "panel_muted")]
    if status is WorkStatus.NOT_STARTED and job.start is not None and job.start < now:
        parts.append((f"   late {format_duration(min(now - job.start, _LONGEST_DELAY))}", "panel_warning"))
    if overlaps:
        parts.append(("   overlaps", "panel_warning"))
    return parts


def cell_lines(minute: int, employee_id: int | None, row: Row | None, office: Office, today: datetime) -> list[Parts]:
    """A free cell: whose and when, and whether they work then. `today` is an aware instant of today."""
    employee = office.employee(employee_id) if employee_id is not None else None
    when = format_when(instant_of(minute), office.zone, today=local_day(today, office.zone))
    head: Parts = [(f" {employee.short_name if employee else ''}", "panel_strong"), (f"   {when}", "panel")]
    shade = next((each for each in row.shades[::-1] if each.start <= minute < each.end), None) if row else None
    if shade is not None:
        head.append((f"   {shade.reason or 'outside working hours'}", "panel_warning"))
    about: Parts = []
    if employee:
        about = [(" " + "   ".join(part for part in (employee.role, employee.phone) if part), "panel_muted")]
        if employee.skills:
            about.append((f"   {', '.join(employee.skills)}", "panel_muted"))
    jobs = len({block.job_id for block in row.blocks}) if row else 0
    planned = f" {jobs} job{'' if jobs == 1 else 's'} in sight of this row" if jobs else ""
    return [head, about, [(planned, "panel_muted")]]


def begin_in_hour(row: Row, minute: int) -> list[Block]:
    """The row's jobs that begin in the hour that holds a minute, in order."""
    hour = minute - minute % 60
    return [block for block in row.blocks if hour <= block.start < hour + 60]


def crowd_line(job: Block, office: Office, glyphs: Glyphs) -> str:
    """A job of a crowd in a line: its mark, its start, for whom, what."""
    mark = job_mark(job, glyphs)
    return f"{mark} {clock_text(instant_of(job.start).astimezone(office.zone))} {job.customer}  {job.description}"


def crowd_lines(row: Row, minute: int, width: int, lines: int, office: Office, glyphs: Glyphs) -> list[Parts]:
    """The jobs of a crowded row that begin in the hour under the cursor, side by side on so many lines of a card."""
    jobs = begin_in_hour(row, minute)
    employee = office.employee(row.employee_id)
    going_on = sum(block.start <= minute < block.end for lane in row.lanes for block in lane)
    hour = clock_text(instant_of(minute - minute % 60).astimezone(office.zone))
    head: Parts = [
        (f" {employee.short_name if employee else ''}", "panel_strong"), (f"   {hour} and the hour after: ", "panel"),
        (f"{len(jobs)} begin", "panel_strong"), (f", {going_on} go on at the cursor", "panel"),
        ("   enter", "panel_accent"), (" lists them", "panel"), ("   +", "panel_accent"), (" unfolds the row", "panel"),
    ]  # fmt: skip
    columns = max(1, width // _CROWD_CELLS)
    room = columns * (lines - 1)
    shown = jobs if len(jobs) <= room else jobs[: room - 1]
    cells: Parts = [
        (pad(clip(f" {crowd_line(job, office, glyphs)}", _CROWD_CELLS - 2, glyphs.ellipsis), _CROWD_CELLS), "panel")
        for job in shown
    ]
    if len(shown) < len(jobs):
        cells.append((f" +{len(jobs) - len(shown)} more", "panel_accent"))
    return [head, *(cells[at : at + columns] for at in range(0, len(cells), columns))]


def _duration(job: Block | QueueEntry) -> str:
    return format_duration(job.minutes if isinstance(job, QueueEntry) else job.end - job.start)


def _line(text: str) -> str:
    return " ".join(text.split())
