"""The work status, said from the board: the next one by a key, any by a menu."""

from collections.abc import Callable, Sequence

from industrack_core.domain.acts.acts import SetStatus
from industrack_core.domain.board.board import Block, QueueEntry
from industrack_core.domain.records.job import WorkStatus, next_status
from industrack_tui.acting import perform
from industrack_tui.board.schedule import Schedule
from industrack_tui.dialogs.menu import Choice, Menu
from industrack_tui.dialogs.prompt import Prompt

_LETTERS = {
    WorkStatus.NOT_STARTED: "n", WorkStatus.ON_TRAVEL: "t", WorkStatus.STARTED: "s", WorkStatus.PAUSED: "p",
    WorkStatus.COMPLETED: "c", WorkStatus.DECLINED: "d",
}  # fmt: skip
_REASON_LETTERS = "123456789abcdefghilmnprstuvwxyz"
"""Those by which a menu is not moved or left, nor another reason asked for."""

_WITH_REASON = (WorkStatus.DECLINED, WorkStatus.PAUSED)


def go_on(screen: Schedule) -> None:
    """The next status: started, then completed."""

    job = screen.subject
    if job is None:
        return
    following = next_status(WorkStatus(job.status))
    if following is None:
        label = WorkStatus(job.status).label
        screen.status.say(f"{job.number} is {label}: nothing follows by itself. S sets any status.", "panel_muted")
        return
    screen.state.follow_job(job.job_id, after=job.version)
    perform(screen, SetStatus(job.job_id, job.version, following), "set it")


def menu(screen: Schedule) -> None:
    """Any status; declining asks why."""
    job = screen.subject
    if job is None:
        return

    def chosen(status: WorkStatus, reason: str) -> None:

        screen.state.follow_job(job.job_id, after=job.version)
        perform(screen, SetStatus(job.job_id, job.version, status, reason), "set it")

    choose_status(screen, f"Status of {job.number}", chosen, [job])


def choose_status(
    screen: Schedule, title: str, chosen: Callable[[WorkStatus, str], None], jobs: Sequence[Block | QueueEntry]
) -> None:
    """Ask for a status, and why where one needs a reason. The menu stands on the one that all the jobs have."""
    present = {WorkStatus(job.status) for job in jobs}
    only = present.pop() if len(present) == 1 else None
    choices = [Choice(status.value, letter, status.label, "") for status, letter in _LETTERS.items()]

    def status_chosen(value: str | None) -> None:
        if value is None:
            return
        status = WorkStatus(value)
        if status is only and status not in _WITH_REASON:
            named = jobs[0].number if len(jobs) == 1 else "They"
            screen.status.say(f"{named} {'is' if len(jobs) == 1 else 'are'} {status.label} already.", "panel_muted")
            return
        if status not in _WITH_REASON:
            chosen(status, "")
            return
        _ask_why(screen, status, lambda reason: chosen(status, reason))

    menu = Menu(screen.look, screen.glyphs, title, choices, at=only.value if only else "")
    screen.app.push_screen(menu.of_jobs([job.job_id for job in jobs], screen.known), status_chosen)


def _ask_why(screen: Schedule, status: WorkStatus, said: Callable[[str], None]) -> None:
    """One of the reasons in the settings, by its letter, or another one, typed."""
    title = f"{status.label}: why?"

    def typed() -> None:
        prompt = Prompt(screen.look, screen.glyphs, title, "why", lambda text: (text.strip(), True))
        screen.app.push_screen(prompt, lambda text: said(text.strip()) if text else None)

    names = [reason.name for reason in (screen.office.hold_reasons if screen.office else ()) if not reason.retired]
    if not names:
        typed()
        return
    listed = [
        Choice(str(place), letter, name, "")
        for place, (letter, name) in enumerate(zip(_REASON_LETTERS, names, strict=False))
    ]
    other = Choice("", "o", "Another reason", "type it")
    menu = Menu(screen.look, screen.glyphs, title, [*listed, other])

    def taken(place: str | None) -> None:
        if place == "":
            typed()
        elif place is not None:
            said(names[int(place)])

    screen.app.push_screen(menu, taken)
