"""Which jobs are marked, to act on them all: as they are now, whoever changes them."""

from typing import TYPE_CHECKING, Any

from industrack_core.domain.board.board import QueueEntry
from industrack_core.domain.kinds import Kind
from industrack_core.domain.time.minute import minute_of
from industrack_tui.board.schedule import Schedule
from industrack_tui.board.state import Marked
from industrack_tui.commands.board import COMMANDS
from industrack_tui.terminal.awaiting import Coming

if TYPE_CHECKING:
    from industrack_core.domain.records.job import Job


def toggle(screen: Schedule) -> None:
    """Mark the job under the cursor, or take its mark away; then on to the next one in the queue."""
    job = screen.subject
    if job is None:
        return
    if job.job_id in screen.state.marks:
        screen.state.unmark([job.job_id])
    else:
        screen.state.mark([job])
    _show(screen)
    if isinstance(job, QueueEntry):
        screen.queue.move(1)
    _say(screen)


def clear_marks(screen: Schedule) -> None:
    """No marks."""
    screen.state.unmark(screen.state.marks)
    _show(screen)


def _show(screen: Schedule) -> None:
    ids = frozenset(screen.state.marks)
    screen.timeline.show_marks(ids)
    screen.period.marked = screen.queue.marked = ids
    screen.period.redraw()
    screen.queue.repaint()
    screen.show_header()
    screen.show_card()


def mark_all(screen: Schedule) -> None:
    """Mark every job of the period that the filter shows; when all are marked, none."""
    screen.bring(_mark_all(screen), Coming.FILLS)


async def _mark_all(screen: Schedule) -> None:
    window = screen.period.scene.window if screen.period.scene is not None else screen.state.window
    if window is None:
        return
    blocks = await screen.bridge.ask(lambda desk: desk.all_blocks(window))
    people = set(screen.timeline.view.roster)
    shown = {each.job_id: each for each in blocks if each.employee_id in people and screen.state.filter.shines(each)}
    if shown and shown.keys() <= screen.state.marks.keys():
        clear_marks(screen)
        screen.status.say("No marks.", "panel_muted")
        return
    screen.state.mark(shown.values())
    _show(screen)
    _say(screen)


def _say(screen: Schedule) -> None:
    """How many are marked, and with which keys all of them are meant: every other key acts on the cursor's job."""
    keys = dict.fromkeys(command.shown_key for command in COMMANDS if command.marked)
    screen.status.say(
        f"{len(screen.state.marks)} marked.", "panel", f" {' '.join(keys)} act on all of them, esc clears"
    )


async def renew(screen: Schedule) -> None:
    """The marked jobs as they are now; those that are gone are not marked any more."""
    ids = tuple(screen.state.marks)
    if not ids:
        return
    found: dict[int, Any] = await screen.bridge.ask(lambda desk: desk.records(Kind.JOB, ids))
    gone = [each for each in ids if each not in found]
    screen.state.unmark(gone)
    screen.state.mark(_as_it_is(mark, found[each]) for each, mark in screen.state.marks.items() if each in found)
    if gone:
        _show(screen)


def _as_it_is(mark: Marked, job: "Job") -> Marked:
    """What an act needs to know of a job, from the record."""
    if job.version == mark.version:
        return mark
    known = {name: getattr(mark, name) for name in QueueEntry._fields if hasattr(mark, name)}
    now = {
        "version": job.version, "start": None if job.starts_at is None else minute_of(job.starts_at),
        "minutes": job.minutes, "number": job.number, "description": job.description, "status": job.status.value,
        "priority": job.priority.value, "delivery": job.delivery.value, "crew": ",".join(map(str, job.crew)),
    }  # fmt: skip
    return QueueEntry(**(known | now))
