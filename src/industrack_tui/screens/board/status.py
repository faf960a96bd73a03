"""The work status, said from the board: the next one by a key, any by a menu."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from industrack_core.domain.acts import SetStatus
from industrack_core.domain.job import WorkStatus, next_status
from industrack_tui.screens.dialogs import Choice, Menu, Prompt

if TYPE_CHECKING:
    from industrack_tui.screens.schedule import ScheduleScreen

_LETTERS = {
    WorkStatus.NOT_STARTED: "n", WorkStatus.ON_TRAVEL: "t", WorkStatus.STARTED: "s", WorkStatus.PAUSED: "p",
    WorkStatus.COMPLETED: "c", WorkStatus.DECLINED: "d",
}  # fmt: skip


def go_on(screen: "ScheduleScreen") -> None:
    """The next status: started, then completed."""
    from industrack_tui.screens import schedule_acts

    job = screen.subject
    if job is None:
        return
    following = next_status(WorkStatus(job.status))
    if following is None:
        label = WorkStatus(job.status).label
        screen.status.say(f"{job.number} is {label}: nothing follows by itself. S sets any status.", "panel_muted")
        return
    screen.follow = job.job_id
    schedule_acts.perform(screen, SetStatus(job.job_id, job.version, following), "set it")


def menu(screen: "ScheduleScreen") -> None:
    """Any status; declining asks why."""
    job = screen.subject
    if job is None:
        return

    def chosen(status: WorkStatus, reason: str) -> None:
        from industrack_tui.screens import schedule_acts

        screen.follow = job.job_id
        schedule_acts.perform(screen, SetStatus(job.job_id, job.version, status, reason), "set it")

    choose(screen, f"Status of {job.number}", chosen)


def choose(screen: "ScheduleScreen", title: str, chosen: Callable[[WorkStatus, str], None]) -> None:
    """Ask for a status, and why where one needs a reason."""
    reasons = screen.office.hold_reasons if screen.office else ()
    choices = [Choice(status.value, letter, status.label, "") for status, letter in _LETTERS.items()]

    def status_chosen(value: str | None) -> None:
        if value is None:
            return
        status = WorkStatus(value)
        if status not in (WorkStatus.DECLINED, WorkStatus.PAUSED):
            chosen(status, "")
            return
        hint = ", ".join(reason.name for reason in reasons[:4]) or "why"
        prompt = Prompt(screen.look, screen.glyphs, f"{status.label}: why?", hint, lambda text: (text.strip(), True))
        screen.app.push_screen(prompt, lambda text: chosen(status, text.strip()) if text else None)

    screen.app.push_screen(Menu(screen.look, screen.glyphs, title, choices), status_chosen)
