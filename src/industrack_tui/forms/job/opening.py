"""What the job form opens over itself: lists to look at, files to choose, view or save. The form stays as it is."""

from datetime import timedelta

from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.customer import WorkLine
from industrack_core.domain.records.purchase import PurchaseOrder
from industrack_tui.dialogs.dialog import Parts
from industrack_tui.dialogs.menu import Choice, Menu
from industrack_tui.dialogs.page import Page
from industrack_tui.forms.job.base import JobEntry
from industrack_tui.forms.job.model import TIMES
from industrack_tui.forms.words import crew_text, day_text, moment_text

_DURATIONS = (
    ("a", "15m"), ("b", "30m"), ("c", "45m"), ("d", "1h"), ("e", "1h30"), ("f", "2h"), ("g", "3h"), ("h", "4h"),
    ("i", "8h"),
)  # fmt: skip


def show_order(form: JobEntry, order: PurchaseOrder) -> None:
    """A purchase order of the job, on a page."""
    form.app.push_screen(Page(form.look, form.glyphs, f"Purchase order {order.number}", _order_lines(form, order)))


# -- the customer's work -----------------------------------------------------------------------


def show_customers_work(form: JobEntry) -> None:
    """The picked customer's jobs and estimates."""
    if form.card is None:
        form.say("Pick a customer first: then their jobs and estimates are listed.")
    else:
        form.bring(_list_work(form, form.card.customer.id, form.card.customer.name))


async def _list_work(form: JobEntry, customer_id: int, name: str) -> None:
    """The customer's jobs and estimates, newest first; enter looks at one."""
    from industrack_tui.forms.work_list import work_list

    lines = await form.bridge.ask(lambda desk: desk.customer_work(customer_id))

    def chosen(line: WorkLine | None) -> None:
        if line is not None:
            form.bring(_look_at(form, line))

    dialog = work_list(
        form.look, form.glyphs, name, lines, form.model.clock,
        more=lambda below: form.bridge.ask(lambda desk: desk.customer_work(customer_id, below)),
    )  # fmt: skip
    form.app.push_screen(dialog, chosen)


async def _look_at(form: JobEntry, line: WorkLine) -> None:
    title = f"{line.kind.title()} {line.number}"
    if line.kind != Kind.JOB:
        parts: list[Parts] = [[(f" {line.description}", "panel_strong")], [(f" {line.status}", "panel")]]
        form.app.push_screen(Page(form.look, form.glyphs, title, parts))
        return
    file = await form.bridge.ask(lambda desk: desk.job_file(line.id))
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


def _order_lines(form: JobEntry, order: PurchaseOrder) -> list[Parts]:
    from industrack_core.desk.values.money import quantity_text

    money = form.model.money
    lines: list[Parts] = [
        [(f" {order.status.label}  ", "panel_strong"), (order.vendor, "panel")],
        [(f" due {day_text(order.due_on)}" if order.due_on else " no due date", "panel_muted")],
    ]
    for each in order.lines:
        price = money(each.price)
        amount = f"{quantity_text(each.quantity):>8}{f' x {price:>10}' if price else ''}"
        lines.append([(f" {amount}  ", "panel_muted"), (each.name, "panel")])
    total = money(order.lines_total)
    return [*lines, [(f" Total {total}", "panel_strong")]] if total else lines


# -- times -------------------------------------------------------------------------------------


def pick_time(form: JobEntry) -> None:
    """Start and end from a calendar, the duration from a menu; what is picked is typed into the field."""
    model = form.model
    clock, name = model.clock, form.hand.focus if form.hand.focus in TIMES else "start"
    if name == "duration":
        choices = [Choice(text, letter, text, "") for letter, text in _DURATIONS]
        menu = Menu(form.look, form.glyphs, "How long?", choices)
        form.app.push_screen(menu, lambda text: form.type_into(name, text) if text else None)
        return
    from industrack_tui.dialogs.moment_picker import MomentPicker

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
