"""What the job form opens over itself: lists to look at, files to choose, view or save. The form stays as it is."""

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from industrack_core.domain.customer import WorkLine
from industrack_core.domain.errors import IndustrackError
from industrack_core.domain.job_parts import Attachment, AttachmentKind
from industrack_core.domain.purchase import PurchaseOrder
from industrack_core.domain.text import clean
from industrack_tui.screens.dialogs import Choice, Menu, Page, Parts, Prompt
from industrack_tui.screens.job.lists import drop, size_text
from industrack_tui.screens.job.words import crew_text, day_text, moment_text

if TYPE_CHECKING:
    from industrack_tui.screens.job.form import JobForm

_DURATIONS = (
    ("a", "15m"), ("b", "30m"), ("c", "45m"), ("d", "1h"), ("e", "1h30"), ("f", "2h"), ("g", "3h"), ("h", "4h"),
    ("i", "8h"),
)  # fmt: skip
_MOST_SHOWN = 64 * 1024
"""Most bytes of a text file that are shown."""


def open_request(form: "JobForm", word: str, about: object) -> None:
    """Open what a key in the form asked for."""
    if word == "work" and form.card is not None:
        form.tasks.spawn(_list_work(form, form.card.customer.id, form.card.customer.name))
    elif word == "order" and isinstance(about, PurchaseOrder):
        form.app.push_screen(Page(form.look, form.glyphs, f"Purchase order {about.number}", _order_lines(form, about)))
    elif word == "attachment" and isinstance(about, int):
        _attachment_menu(form, about)
    elif word == "pick file":
        _pick_file(form)


# -- the customer's work -----------------------------------------------------------------------


async def _list_work(form: "JobForm", customer_id: int, name: str) -> None:
    """The customer's jobs and estimates, newest first; enter looks at one."""
    from industrack_tui.screens.work_list import work_list

    lines = await form.bridge.customer_work(customer_id)

    def chosen(line: WorkLine | None) -> None:
        if line is not None:
            form.tasks.spawn(_look_at(form, line))

    form.app.push_screen(work_list(form.look, form.glyphs, name, lines, form.model.clock), chosen)


async def _look_at(form: "JobForm", line: WorkLine) -> None:
    title = f"{line.kind.title()} {line.number}"
    if line.kind != "job":
        parts: list[Parts] = [[(f" {line.description}", "panel_strong")], [(f" {line.status}", "panel")]]
        form.app.push_screen(Page(form.look, form.glyphs, title, parts))
        return
    file = await form.bridge.job_file(line.id)
    if file is None:
        form.say(f"{title} was deleted meanwhile.")
        return
    job, clock = file.job, form.model.clock
    when = moment_text(clock, job.starts_at) if job.starts_at else "no time"
    said = (
        ("Description", job.description), ("When", when), ("Crew", crew_text(form.office, job.crew) or "nobody"),
        ("Status", job.status.label), ("Priority", job.priority.label), ("Delivery", job.delivery.label),
        ("Note", job.note), *(("Item", f"{item.name}") for item in job.items),
        *(("Task", f"{'done: ' if task.done else ''}{task.text}") for task in job.tasks),
        *(("Field note", note.text) for note in job.field_notes),
    )  # fmt: skip
    lines: list[Parts] = [
        [(f" {label:<12}", "panel_muted"), (" ".join(text.split()), "panel")] for label, text in said if text
    ]
    form.app.push_screen(Page(form.look, form.glyphs, title, lines))


def _order_lines(form: "JobForm", order: PurchaseOrder) -> list[Parts]:
    from industrack_core.desk.money import money_text, quantity_text

    currency = form.office.company.currency
    lines: list[Parts] = [
        [(f" {order.status.label}  ", "panel_strong"), (order.vendor, "panel")],
        [(f" due {day_text(order.due_on)}" if order.due_on else " no due date", "panel_muted")],
    ]
    for each in order.lines:
        amount = f"{quantity_text(each.quantity):>8} x {money_text(each.price, currency):>10}"
        lines.append([(f" {amount}  ", "panel_muted"), (each.name, "panel")])
    return [*lines, [(f" Total {money_text(order.lines_total, currency)}", "panel_strong")]]


# -- times -------------------------------------------------------------------------------------


def pick_time(form: "JobForm", name: str) -> None:
    """Start and end from a calendar, the duration from a menu; what is picked is typed into the field."""
    model = form.model
    clock = model.clock
    if name == "duration":
        choices = [Choice(text, letter, text, "") for letter, text in _DURATIONS]
        menu = Menu(form.look, form.glyphs, "How long?", choices)
        form.app.push_screen(menu, lambda text: form.type_into(name, text) if text else None)
        return
    from industrack_tui.screens.moment_picker import MomentPicker

    now = clock.now.astimezone(clock.zone).replace(tzinfo=None)
    known = model.planned_span
    wall = now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    if known is not None:
        at = known.ends_at if name == "end" else known.starts_at
        wall = at.astimezone(clock.zone).replace(tzinfo=None)
    picker = MomentPicker(
        form.look, form.glyphs, "Start" if name == "start" else "End", wall, now, model.calendar.slot_minutes,
        form.office.company.first_weekday,
    )  # fmt: skip
    form.app.push_screen(picker, lambda at: form.type_into(name, f"{at:%Y-%m-%d %H:%M}") if at else None)


# -- attachments -------------------------------------------------------------------------------


def _attachment_menu(form: "JobForm", index: int) -> None:
    attachment = form.model.draft.attachments[index]
    choices = []
    if attachment.kind is AttachmentKind.FILE:
        choices += [Choice("view", "v", "View", "its text"), Choice("save", "s", "Save a copy", "to a folder of yours")]
    if attachment.kind is AttachmentKind.LINK:
        choices += [Choice("view", "v", "View", "the whole address")]
    choices += [Choice("remove", "x", "Take off", "from this job")]

    def chosen(deed: str | None) -> None:
        if deed == "remove":
            drop(form.model, "attachments", index)
            form.hand.refresh()
            form.draw()
        elif deed == "view":
            form.tasks.spawn(_view(form, attachment))
        elif deed == "save":
            _ask_where(form, attachment)

    form.app.push_screen(Menu(form.look, form.glyphs, attachment.name[:60], choices), chosen)


async def _view(form: "JobForm", attachment: Attachment) -> None:
    if attachment.kind is AttachmentKind.LINK:
        form.app.push_screen(Page(form.look, form.glyphs, "Link", [[(f" {attachment.url}", "panel")]]))
        return
    try:
        content = await form.bridge.attachment_bytes(attachment)
    except IndustrackError as error:
        form.say(str(error), "panel_error")
        return
    lines: list[Parts]
    text = _as_text(content)
    if text is None:
        lines = [[(f" {size_text(len(content))}; not a text. Save a copy to open it with a program.", "panel")]]
    else:
        lines = [[(f" {line}", "panel")] for line in text.split("\n")]
    form.app.push_screen(Page(form.look, form.glyphs, attachment.name, lines))


def _as_text(content: bytes) -> str | None:
    """The beginning of a text file, clean; None for what is no text."""
    head = content[:_MOST_SHOWN]
    if b"\0" in head:
        return None
    try:
        text = head.decode("utf-8", errors="ignore" if len(content) > _MOST_SHOWN else "strict")
    except UnicodeDecodeError:
        return None
    return clean(text.expandtabs(4), limit=_MOST_SHOWN, multiline=True).text


def _ask_where(form: "JobForm", attachment: Attachment) -> None:
    def explain(text: str) -> tuple[str, bool]:
        path = _target(text, attachment)
        if path.exists():
            return f"{path} is there already: choose another name.", False
        if not path.parent.is_dir():
            return f"There is no folder {path.parent}.", False
        return f"Saves {path}", True

    def typed(text: str | None) -> None:
        if text:
            form.tasks.spawn(_save_copy(form, attachment, _target(text, attachment)))

    hint = "a folder, or a path with a name"
    form.app.push_screen(Prompt(form.look, form.glyphs, f"Save {attachment.name}", hint, explain), typed)


def _target(text: str, attachment: Attachment) -> Path:
    path = Path(text.strip()).expanduser()
    return path / Path(attachment.name).name if path.is_dir() else path


async def _save_copy(form: "JobForm", attachment: Attachment, path: Path) -> None:
    try:
        await form.bridge.save_attachment(attachment, str(path))
    except IndustrackError as error:
        form.say(str(error), "panel_error")
    else:
        form.say(f"Saved {path}.", "panel_good")


def _pick_file(form: "JobForm") -> None:
    """Look through the folders. The file that comes back is checked like a typed one."""
    from textual_fspicker import FileOpen

    def chosen(path: Path | None) -> None:
        if path is not None:
            form.model.requests.append(("attach", str(path)))
            form.fetching.run_requests()

    form.app.push_screen(FileOpen(Path.home(), title="Attach a file"), chosen)
