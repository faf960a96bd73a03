"""The card of what is under the cursor: always in sight, drawn from what the board already holds."""

from collections.abc import Sequence
from datetime import datetime

from rich.segment import Segment

from industrack_core.domain.board import Block, QueueEntry, Row
from industrack_core.domain.entry import format_duration, format_when
from industrack_core.domain.job import Delivery, WorkStatus
from industrack_core.domain.minute import instant_of
from industrack_core.domain.office import Office
from industrack_core.domain.span import Span, format_span, local_day
from industrack_core.domain.text import clip
from industrack_tui.glyphs import mark_of
from industrack_tui.widgets.lines import LinePane

Parts = list[tuple[str, str]]


class JobCard(LinePane):
    """Two to four lines about a job, or about the free cell."""

    def show_parts(self, lines: Sequence[Parts]) -> None:
        """Lines of (text, role)."""
        width = self.size.width
        shown = []
        for parts in lines[: self.size.height]:
            shown.append([Segment(text, self.look[role]) for text, role in parts])
        self.show_lines([self._clipped(line, width) for line in shown])

    def _clipped(self, line: list[Segment], width: int) -> list[Segment]:
        if sum(len(piece.text) for piece in line) <= width:
            return line
        kept, room = [], width
        for piece in line:
            text = clip(piece.text, room, self.glyphs.ellipsis)
            kept.append(Segment(text, piece.style))
            room -= len(text)
            if room <= 0:
                break
        return kept

    def show_job(self, job: Block | QueueEntry, office: Office, now: int, overlaps: bool) -> None:
        """Everything the picture holds of a job on the board or in the queue."""
        glyph = self.glyphs.status[mark_of(job.status, job.delivery, getattr(job, "billing", "none"))]
        head: Parts = [(f" {glyph} {job.number} ", "panel_accent"), (f"{job.description}  ", "panel_strong")]
        head.append((job.customer, "panel"))
        if job.priority == "high":
            head.append((f"  {self.glyphs.high} High priority", "panel_error"))
        when: Parts = [(f"   {self._when(job, office)}", "panel"), (f"   {self._crew(job.crew_ids, office)}", "panel")]
        when.extend(self._state(job, now, overlaps))
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
        self.show_parts([head, when, where, notes])

    def _when(self, job: Block | QueueEntry, office: Office) -> str:
        if job.start is None:
            return f"{job.lacks}, {_duration(job)}"
        span = Span(instant_of(job.start), instant_of(_end(job)))
        day = local_day(span.starts_at, office.zone)
        return f"{day:%a} {day.day} {day:%b}  {format_span(span, office.zone)}  {_duration(job)}"

    def _crew(self, crew: tuple[int, ...], office: Office) -> str:
        people = (office.employee(each) for each in crew)
        names = [employee.short_name for employee in people if employee is not None]
        return ", ".join(names) or "nobody yet"

    def _state(self, job: Block | QueueEntry, now: int, overlaps: bool) -> Parts:
        status, delivery = WorkStatus(job.status), Delivery(job.delivery)
        role = {"declined": "panel_error", "completed": "panel_good", "started": "panel_good"}.get(status, "panel")
        parts: Parts = [(f"   {status.label}", role), (f", {delivery.label}", "panel_muted")]
        if status is WorkStatus.NOT_STARTED and job.start is not None and job.start < now:
            parts.append((f"   late {format_duration(min(now - job.start, 31 * 24 * 60))}", "panel_warning"))
        if overlaps:
            parts.append(("   overlaps", "panel_warning"))
        return parts

    def show_cell(self, minute: int, row: Row | None, office: Office, today: datetime) -> None:
        """A free cell: whose and when, and whether they work then."""
        employee = office.employee(row.employee_id) if row else None
        when = format_when(instant_of(minute), office.zone, today=local_day(today, office.zone))
        head: Parts = [(f"   {employee.short_name if employee else ''}", "panel_strong"), (f"  {when}", "panel")]
        shade = next((each for each in row.shades[::-1] if each.start <= minute < each.end), None) if row else None
        if shade is not None:
            head.append((f"   {shade.reason or 'outside working hours'}", "panel_warning"))
        about: Parts = []
        if employee:
            about = [("   " + "   ".join(part for part in (employee.role, employee.phone) if part), "panel_muted")]
            if employee.skills:
                about.append((f"   {', '.join(employee.skills)}", "panel_muted"))
        jobs = len({block.job_id for block in row.blocks}) if row else 0
        planned = f"   {jobs} job{'' if jobs == 1 else 's'} in sight of this row" if jobs else ""
        self.show_parts([head, about, [(planned, "panel_muted")]])


def _end(job: Block | QueueEntry) -> int:
    return job.end if isinstance(job, Block) else (job.start or 0) + job.minutes


def _duration(job: Block | QueueEntry) -> str:
    minutes = job.minutes if isinstance(job, QueueEntry) else job.end - job.start
    return format_duration(minutes)


def _line(text: str) -> str:
    return " ".join(text.split())
