"""Day sheets: what each employee does on a day, as plain text and as PDF with a page for each."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from industrack_core.desk.desk import Desk
from industrack_core.desk.values.money import quantity_text
from industrack_core.domain.board.board import Block
from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.job import Delivery, Job, WorkStatus
from industrack_core.domain.records.job_parts import AttachmentKind
from industrack_core.domain.records.office import Employee, Office
from industrack_core.domain.text.text import cell_width, how_many, pad
from industrack_core.domain.time.entry_duration import format_duration
from industrack_core.domain.time.minute import instant_of, minute_of
from industrack_core.domain.time.span import Span, day_span, format_span
from industrack_core.exchange.papers.documents_text import lines_within
from industrack_core.exchange.papers.letterhead import Letterhead, letterhead
from industrack_core.exchange.papers.reported import NOTHING, Reported, reported_on

SIGNATURE = ("From", "To", "Customer's name", "Signature")
"""What is written by hand under each job."""
_TEXT_WIDTH = 78
_WHEN = 13  # least cells of the column of times


@dataclass(frozen=True, slots=True)
class SheetJob:
    """One job on a sheet, all of it text; `parts` are what to bring and to do, each a heading and its lines.

    `signed` are signatures that were drawn, each what it says under it and its path.
    """

    when: str
    title: str
    customer: str
    place: str
    crew: str
    state: str
    parts: tuple[tuple[str, tuple[str, ...]], ...]
    signed: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class DaySheet:
    """One employee's day."""

    company: Letterhead
    country: str
    day: date
    employee: str
    jobs: tuple[SheetJob, ...]
    planned: int


def day_sheets(
    desk: Desk, office: Office, day: date, people: Sequence[Employee], every: bool = False
) -> list[DaySheet]:
    """Sheets of these people in their order; those without jobs are left out unless `every` is wanted."""
    window = day_span(day, office.zone)
    board = desk.board(office, window, [each.id for each in people])
    ids = sorted({block.job_id for row in board.rows for block in row.blocks})
    found = desk.records(Kind.JOB, ids)
    jobs = {each.id: each for each in found.values() if isinstance(each, Job)}
    reported = reported_on(desk, office, ids)
    above, sheets = letterhead(desk), []
    for employee, row in zip(people, board.rows, strict=True):
        mine = tuple(_sheet_job(block, office, jobs, reported.get(block.job_id, NOTHING)) for block in row.blocks)
        if mine or every:
            planned = _planned(row.blocks, window)
            sheets.append(DaySheet(above, office.company.country, day, employee.short_name, mine, planned))
    return sheets


def _planned(blocks: Iterable[Block], window: Span) -> int:
    low, high = minute_of(window.starts_at), minute_of(window.ends_at)
    return sum(min(each.end, high) - max(each.start, low) for each in blocks if each.status != "declined")


def _sheet_job(block: Block, office: Office, jobs: Mapping[int, Job], reported: Reported) -> SheetJob:
    people = (office.employee(each) for each in block.crew_ids)
    crew = ", ".join(person.short_name for person in people if person is not None and person.id != block.employee_id)
    high = " (high priority)" if block.priority == "high" else ""
    span = Span(instant_of(block.start), instant_of(block.end))
    job = jobs.get(block.job_id)
    return SheetJob(
        when=format_span(span, office.zone),
        title=f"{block.number} {block.description}{high}",
        customer=block.customer,
        place=" · ".join(part for part in (block.address, block.phone) if part),
        crew=f"with {crew}" if crew else "",
        state=f"{WorkStatus(block.status).label}, {Delivery(block.delivery).label}",
        parts=tuple(part for part in (*_notes(block, job, office), *_work(job), *reported.parts) if part[1]),
        signed=reported.signed,
    )


def _notes(block: Block, job: Job | None, office: Office) -> Iterable[tuple[str, tuple[str, ...]]]:
    yield "Site", _lines(block.site_note)
    yield "Note", _lines(block.note)
    written = []
    for note in job.field_notes if job else ():
        who = office.employee(note.employee_id)
        written.append(f"{who.short_name if who else 'Somebody'}: {' '.join(note.text.split())}")
    yield "From the field", tuple(written)


def _work(job: Job | None) -> Iterable[tuple[str, tuple[str, ...]]]:
    if job is None:
        return
    tools = (each for each in job.attachments if each.kind is AttachmentKind.TOOL)
    yield "Items", tuple(f"{quantity_text(each.quantity)} x {each.name}" for each in job.items)
    yield "To bring", tuple(f"{each.quantity} x {each.name}" for each in tools)
    yield "Tasks", tuple(f"[{'x' if each.done else ' '}] {each.text}" for each in job.tasks)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(" ".join(line.split()) for line in text.split("\n") if line.strip())


def sheet_heading(sheet: DaySheet) -> tuple[str, str]:
    """Whose sheet, and of what day with how much on it."""
    day = f"{sheet.day:%A} {sheet.day.day} {sheet.day:%B %Y}"
    planned = format_duration(sheet.planned) or "nothing"
    return sheet.employee, f"{day} · {how_many(len(sheet.jobs), Kind.JOB.noun)}, {planned} planned"


def day_sheets_text(sheets: Sequence[DaySheet]) -> str:
    """All sheets as plain lines, a blank line and a rule between them."""
    parts = []
    for sheet in sheets:
        name, about = sheet_heading(sheet)
        room = max([_WHEN, *(cell_width(job.when) for job in sheet.jobs)])
        lines = [f"{name}   {about}", "-" * 72]
        for job in sheet.jobs:
            lines += _job_lines(job, room)
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n" if parts else ""


def _job_lines(job: SheetJob, room: int) -> list[str]:
    lines = [f"{pad(job.when, room)}  {job.title}"]
    gap = " " * (room + 2)
    details = [text for text in (job.customer, job.place, job.crew, job.state) if text]
    for name, entries in job.parts:
        details += [f"{name}: {entries[0]}"] if len(entries) == 1 else [f"{name}:", *(f"  {each}" for each in entries)]
    for text in details:
        indent = text[: len(text) - len(text.lstrip())]
        lines += [f"{gap}{indent}{part}" for part in lines_within(text, max(_TEXT_WIDTH - len(gap), 40))]
    blanks = "  ".join(
        f"{name} {'_' * (5 if place < 2 else 16)}" for place, name in enumerate(("From", "to", "signed"))
    )
    return [*lines, f"{gap}{blanks}", ""]
