"""Day sheets: what each employee does on a day, as plain text and as PDF with a page for each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from industrack_core.desk.desk import Desk
from industrack_core.domain.board import Block
from industrack_core.domain.entry_duration import format_duration
from industrack_core.domain.job import Delivery, WorkStatus
from industrack_core.domain.minute import instant_of, minute_of
from industrack_core.domain.office import Employee, Office
from industrack_core.domain.span import Span, day_span, format_span
from industrack_core.domain.text import pad


@dataclass(frozen=True, slots=True)
class SheetJob:
    """One job on a sheet, all of it text."""

    when: str
    title: str
    customer: str
    place: str
    crew: str
    state: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One employee's day."""

    company: str
    day: date
    employee: str
    jobs: tuple[SheetJob, ...]
    planned: int


def day_sheets(desk: Desk, office: Office, day: date, people: Sequence[Employee], every: bool = False) -> list[Sheet]:
    """Sheets of these people in their order; those without jobs are left out unless `every` is wanted."""
    window = day_span(day, office.zone)
    board = desk.board(office, window, [each.id for each in people])
    sheets = []
    for employee, row in zip(people, board.rows, strict=True):
        jobs = tuple(_sheet_job(block, office) for block in row.blocks)
        if jobs or every:
            sheets.append(Sheet(office.company.name, day, employee.short_name, jobs, _planned(row.blocks, window)))
    return sheets


def _planned(blocks: Iterable[Block], window: Span) -> int:
    low, high = minute_of(window.starts_at), minute_of(window.ends_at)
    return sum(min(each.end, high) - max(each.start, low) for each in blocks if each.status != "declined")


def _sheet_job(block: Block, office: Office) -> SheetJob:
    people = (office.employee(each) for each in block.crew_ids)
    crew = ", ".join(person.short_name for person in people if person is not None and person.id != block.employee_id)
    high = " (high priority)" if block.priority == "high" else ""
    notes = [f"Site: {_line(block.site_note)}"] if block.site_note else []
    notes += [f"Note: {_line(block.note)}"] if block.note else []
    span = Span(instant_of(block.start), instant_of(block.end))
    return SheetJob(
        when=format_span(span, office.zone),
        title=f"{block.number} {block.description}{high}",
        customer=block.customer,
        place="  ".join(part for part in (block.address, block.phone) if part),
        crew=f"with {crew}" if crew else "",
        state=f"{WorkStatus(block.status).label}, {Delivery(block.delivery).label}",
        notes=tuple(notes),
    )


def _line(text: str) -> str:
    return " ".join(text.split())


def heading(sheet: Sheet) -> tuple[str, str]:
    """Whose sheet, and of what day with how much on it."""
    day = f"{sheet.day:%A} {sheet.day.day} {sheet.day:%B %Y}"
    return sheet.employee, f"{day}   {len(sheet.jobs)} jobs, {format_duration(sheet.planned) or 'nothing'} planned"


def as_text(sheets: Sequence[Sheet]) -> str:
    """All sheets as plain lines, a blank line and a rule between them."""
    parts = []
    for sheet in sheets:
        name, about = heading(sheet)
        lines = [f"{name}   {about}", "-" * 72]
        for job in sheet.jobs:
            lines.append(f"{pad(job.when, 13)}  {job.title}")
            details = (job.customer, job.place, job.crew, job.state, *job.notes)
            lines += [f"{'':15}{text}" for text in details if text]
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n" if parts else ""
