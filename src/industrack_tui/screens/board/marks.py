"""Which jobs are marked, to act on them all: as they are now, whoever changes them."""

from typing import TYPE_CHECKING, Any

from industrack_core.domain.board import Block, QueueEntry
from industrack_core.domain.job import Job
from industrack_core.domain.minute import minute_of
from industrack_tui.screens.awaiting import Coming

if TYPE_CHECKING:
    from industrack_tui.screens.schedule import ScheduleScreen

Marked = Block | QueueEntry


def toggle(screen: "ScheduleScreen") -> None:
    """Mark the job under the cursor, or take its mark away; then on to the next one in the queue."""
    job = screen.subject
    if job is None:
        return
    if job.job_id in screen.marks:
        del screen.marks[job.job_id]
    else:
        screen.marks[job.job_id] = job
    _show(screen)
    if isinstance(job, QueueEntry):
        screen.queue.move(1)
    screen.status.say(f"{len(screen.marks)} marked.", "panel", " keys act on all of them, esc clears")


def clear(screen: "ScheduleScreen") -> None:
    """No marks."""
    screen.marks = {}
    _show(screen)


def _show(screen: "ScheduleScreen") -> None:
    ids = frozenset(screen.marks)
    screen.timeline.show_marks(ids)
    screen.period.marked = screen.queue.marked = ids
    screen.period.redraw()
    screen.queue.repaint()
    screen.show_header()
    screen.show_card()


def mark_all(screen: "ScheduleScreen") -> None:
    """Mark every job of the period that the filter shows; when all are marked, none."""
    screen.bring(_mark_all(screen), Coming.FILLS)


async def _mark_all(screen: "ScheduleScreen") -> None:
    window = screen.period.scene.window if screen.period.scene is not None else screen.window
    if window is None:
        return
    blocks = await screen.bridge.all_blocks(window)
    people = set(screen.timeline.view.roster)
    shown = {each.job_id: each for each in blocks if each.employee_id in people and screen.filter.shines(each)}
    if shown and shown.keys() <= screen.marks.keys():
        clear(screen)
        screen.status.say("No marks.", "panel_muted")
        return
    screen.marks |= shown
    _show(screen)
    screen.status.say(f"{len(screen.marks)} marked.", "panel", " keys act on all of them, esc clears")


async def renew(screen: "ScheduleScreen") -> None:
    """The marked jobs as they are now; those that are gone are not marked any more."""
    ids = tuple(screen.marks)
    if not ids:
        return
    found: dict[int, Any] = await screen.bridge.ask(lambda desk: desk.records("job", ids))
    gone = [each for each in ids if each not in found]
    screen.marks = {
        each: _as_it_is(mark, found[each]) if each in found else mark
        for each, mark in screen.marks.items()
        if each not in gone
    }
    if gone:
        _show(screen)


def _as_it_is(mark: Marked, job: Job) -> Marked:
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
