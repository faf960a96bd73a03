"""All that is known of a job, on a page; and its text for the clipboard."""

from datetime import datetime

from industrack_core.domain.board.board import Block, QueueEntry
from industrack_core.domain.field.job_reports import JobReports
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.job_file import JobFile
from industrack_core.domain.records.office import Office
from industrack_core.domain.rights import by_whom, known_as
from industrack_core.domain.time.span import MONTH_NAMES, format_clock
from industrack_tui.board.field_told import field_told
from industrack_tui.board.schedule import Schedule
from industrack_tui.dialogs.dialog import READING, wrapped
from industrack_tui.dialogs.page import Page
from industrack_tui.widgets.card_text import job_lines

Parts = list[tuple[str, str]]


def show_details(screen: Schedule) -> None:
    """A page that says what the board knows of the job, and all of it once it is read."""
    job, office = screen.subject, screen.office
    if job is None or office is None:
        return
    lines = job_lines(job, office, screen.now, _overlaps(screen, job), screen.glyphs)
    page = Page(screen.look, screen.glyphs, f"Job {job.number}", [*lines, [("", "panel")], [(f" {READING}", "panel")]])
    screen.app.push_screen(page.of_jobs([job.job_id], screen.known))
    page.fill(_read(screen, page, job, office))


async def _read(screen: Schedule, page: Page, job: Block | QueueEntry, office: Office) -> None:
    """The job whole, with what became of it."""
    file = await screen.bridge.ask(lambda desk: desk.job_file(job.job_id))
    reports = await screen.bridge.ask(lambda desk: desk.reports_of(job.job_id))
    history = await screen.bridge.ask(lambda desk: desk.history(Kind.JOB, job.job_id))
    if file is None:
        screen.status.say(f"{job.number} was deleted meanwhile.", "panel_warning")
        page.action_leave()
        screen.reload()
        return
    width = min(90, screen.app.size.width - 8)
    lines = job_lines(job, office, screen.now, _overlaps(screen, job), screen.glyphs)
    lines += _parts(file, reports, office, screen.session.now, width)
    lines.append([("", "panel")])
    for entry in history[:30]:
        at = entry.at.astimezone(office.zone)
        when = f"{at.day} {MONTH_NAMES[at.month - 1]} {format_clock(entry.at, office.zone)}"
        told = f" {when}  {by_whom(known_as(office.person, entry.who), entry.via)}  {entry.line}"
        lines += [[(line, "panel_muted")] for line in wrapped(told, width)]
    page.lines_shown = tuple(lines)


def _overlaps(screen: Schedule, job: Block | QueueEntry) -> bool:
    from industrack_core.domain.board.board import overlapping

    row = screen.timeline.view.rows.get(job.employee_id) if isinstance(job, Block) else None
    return row is not None and job.job_id in overlapping(row)


def _parts(file: JobFile, reports: JobReports, office: Office, now: datetime, width: int) -> list[Parts]:
    """What the picture of the board does not hold: contact, items, forms, tasks, notes, and what phones say."""
    job, card = file.job, file.card
    lines: list[Parts] = [[("", "panel")]]

    def say(title: str, texts: list[str]) -> None:
        for place, text in enumerate(texts):
            broken = wrapped(text, max(10, width - 16)) or [""]
            for at, line in enumerate(broken):
                head = title if place == at == 0 else ""
                lines.append([(f" {head:<14} ", "panel_muted"), (line, "panel")])

    if card is not None:
        who = card.customer
        contact = [part for part in (who.contact, who.phone, who.mobile, who.email) if part]
        say("Contact", ["  ".join(contact)] if contact else [])
        say("Internal", [who.internal_note] if getattr(who, "internal_note", "") else [])
    say("From", [f"estimate {file.estimate}"] if file.estimate else [])
    say("Reason", [job.status_reason] if job.status_reason else [])
    say("Items", [f"{item.quantity / 1000:g} x {item.name}" for item in job.items])
    forms = office.forms_by_id
    say("Forms", [forms[each.form_id].name for each in job.forms if each.form_id in forms])
    filled = {answer.form_id for answer in file.answers}
    say("Filled", [forms[each].name for each in sorted(filled) if each in forms])
    say("Tasks", [f"[{'x' if task.done else ' '}] {task.text}" for task in job.tasks])
    say("Attached", [each.name for each in job.attachments])
    say("Orders", [f"{order.number} {order.vendor} {order.status.label}" for order in file.orders])
    people = office.employees_by_id
    notes = [
        f"{people[note.employee_id].short_name if note.employee_id in people else '?'}: {note.text}"
        for note in job.field_notes
    ]
    for title, texts in (("Field notes", notes), *field_told(reports, job, office, now)):
        say(title, texts)
    return lines


def text_of(screen: Schedule, job: Block | QueueEntry) -> str:
    """The job as plain lines."""
    office = screen.office
    assert office is not None
    lines = job_lines(job, office, screen.now, _overlaps(screen, job), screen.glyphs)
    texts = ("".join(text for text, _ in line).strip() for line in lines)
    return "\n".join(" ".join(text.split()) for text in texts if text)


def yank(screen: Schedule) -> None:
    """Send the job's text to the clipboard of the person's own terminal, through whatever is between."""
    job = screen.subject
    if job is None:
        return
    screen.app.copy_to_clipboard(text_of(screen, job))
    screen.status.say(f"Sent the text of {job.number} to the terminal's clipboard.", "panel_good")
