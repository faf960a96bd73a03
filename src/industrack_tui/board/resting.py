"""What is read a moment later: the day's load, and once the cursor rests, what the job under it is made of."""

import asyncio
import os
from typing import TYPE_CHECKING

from industrack_core.domain.board.board import Block, QueueEntry
from industrack_core.domain.kinds import Kind
from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.domain.time.span import day_span
from industrack_tui.board.modes import CardParts, DayLoad, Watched
from industrack_tui.board.recalled import JobAsked
from industrack_tui.board.schedule import Schedule
from industrack_tui.board.watching import is_watched, known_live, live_asked, watched_people, watched_window

if TYPE_CHECKING:
    from industrack_core.desk.desk import Desk
    from industrack_core.domain.board.day_now import DayKnown
    from industrack_core.domain.field.job_reports import JobReports
    from industrack_core.domain.records.job import Job

_LOAD_LATER = 0.15
_HEARD_LATER, _SPREAD, _SPREAD_EACH = 0.5, 1.5, 0.06
"""After what others did, half a second and a share of so many seconds: of more where many are here, by so much each."""
_SHARE = os.getpid() % 16 / 16
"""That of this console: each of a machine has another."""
_REST = 0.25
"""Seconds that the cursor rests before more is read of the job under it."""


def heard_later(screen: Schedule) -> float:
    """Seconds after what others did: each console reads at another moment what is not shown first, and where many are
    here all that was done until then at once."""
    return _HEARD_LATER + _SHARE * max(_SPREAD, _SPREAD_EACH * len(screen.session.here))


def recall_load(screen: Schedule) -> None:
    """Hours and alarms of the time that is shown now, where they were read before and are still true."""
    recalled, known, roster = screen.state.recalled, screen.known, screen.timeline.view.roster
    load = recalled.loads.at((screen.day, roster), known)
    if load is not None:
        screen.state.show_load(load)
    window = watched_window(screen)
    watched = recalled.watched.at((window, watched_people(screen)), known) if window is not None else None
    if watched is not None and watched is not screen.state.watched and watched.is_good(screen.now):
        screen.state.watch(watched)


def ask_load(screen: Schedule, *, again: bool = False, heard: bool = False) -> None:
    """Sum up the day's load a moment later: held keys must not pay for it. Without `again` only what is not known.

    After what was only `heard`, later: other consoles of the machine are to paint it first.
    """
    known = screen.state.load is not None and screen.state.load.is_of(screen.day, screen.timeline.view.roster)
    screen.load_again |= again
    if again or not known or not is_watched(screen):
        loop, later = asyncio.get_running_loop(), heard_later(screen) if heard else _LOAD_LATER
        at = loop.time() + (0.0 if screen.app.is_headless else later)
        if screen.load_due is not None:
            if screen.load_due.when() <= at:
                return
            screen.load_due.cancel()
        # a handle of the loop: it needs no screen in front, and no context of the toolkit
        screen.load_due = loop.call_at(at, _load_now, screen)


def _load_now(screen: Schedule) -> None:
    again, screen.load_due, screen.load_again = screen.load_again, None, False
    if screen.is_running:
        # in a week the cursor changes the day, and not what is watched
        screen.spawn(_read_load(screen, watching=again or not is_watched(screen)), quietly=True)


async def _read_load(screen: Schedule, *, watching: bool) -> None:
    """The day's hours, and what needs an eye: in one turn of the thread that reads, and told in one frame."""
    from industrack_core.domain.board.holidays import closed_days
    from industrack_core.domain.board.working_hours import minutes_worked

    office, day, roster = screen.office, screen.day, screen.timeline.view.roster
    if office is None:
        return
    window, asked, known = day_span(day, office.zone), live_asked(screen) if watching else None, screen.known
    recalled = screen.state.recalled  # what is read of another moment than is looked at then goes with it
    now, before = screen.now, _known(screen)
    planned, live = await screen.bridge.seek(lambda desk: desk.day_now(window, roster, asked, before))
    is_closed = day in closed_days(office.holidays)
    working = 0 if is_closed else minutes_worked(screen.state.worked_hours(office, roster), window, office.zone)
    load = DayLoad(day, roster, planned.minutes, working, planned)
    screen.state.show_load(load)
    recalled.loads.keep((day, roster), known, load)
    if asked is not None and live is not None:
        watched = Watched(asked.window, tuple(asked.people), live, now)
        screen.state.watch(watched)
        recalled.watched.keep((watched.window, watched.people), known, watched)
    screen.show_header()


def _known(screen: Schedule) -> "DayKnown":
    """What was read last: of it only what acts changed is read again."""
    from industrack_core.domain.board.day_now import DayKnown

    load = screen.state.load
    return DayKnown(load.known if load is not None else None, known_live(screen))


def recall_parts(screen: Schedule, job: Block | QueueEntry | None) -> str:
    """What is known of what the job under the cursor is made of; it was read before, or is of an older version."""
    if job is None:
        return ""
    asked, known = _asked_of(job), screen.state.parts
    if known is None or not known.is_of(*asked):
        kept = screen.state.recalled.parts.at(asked, screen.known)
        if kept is not None:
            screen.state.show_parts(kept)
            known = kept
    return known.text if known is not None and known.job_id == job.job_id else ""


def _asked_of(job: Block | QueueEntry) -> JobAsked:
    return job.job_id, job.version, job.receipt if isinstance(job, Block) else 0


def ask_parts(screen: Schedule, job: Block | QueueEntry | None) -> None:
    """Read what the job under the cursor is made of once the cursor rests on it; later, where rows are just shown of
    which others were heard."""
    known = screen.state.parts
    due, screen.parts_due = screen.parts_due, None
    if due is not None:
        due.cancel()
    if job is None or (known is not None and known.is_of(*_asked_of(job))):
        return
    if screen.app.is_headless:
        screen.spawn(_read_parts(screen, _asked_of(job)), quietly=True)
    else:
        # a handle of the loop: a timer of the toolkit is a task, and costs as much as drawing the step
        loop, heard = asyncio.get_running_loop(), screen.state.unread.is_read
        at = loop.time() + (heard_later(screen) if heard else _REST)
        if heard and due is not None:  # news that follow each other closely do not put it off for ever
            at = min(at, due.when())
        screen.parts_due = loop.call_at(at, _rested, screen, _asked_of(job))


def _rested(screen: Schedule, asked: JobAsked) -> None:
    screen.parts_due = None
    if screen.is_running:
        screen.spawn(_read_parts(screen, asked), quietly=True)


class _Made(NamedTuple):
    """A job, whom one speaks to, which of its forms are filled; what phones say of it, where one has heard of it."""

    job: "Job"
    contact: str
    filled: frozenset[int]
    reports: "JobReports | None"


async def _read_parts(screen: Schedule, asked: JobAsked) -> None:
    """What a job is made of; and what phones say of it, where one has heard of it."""
    recalled, revision = screen.state.recalled, screen.known
    job_id, version, receipt = asked
    made = await screen.bridge.ask(lambda desk: _read_made(desk, job_id, receipt))
    known = screen.state.parts
    if known is not None and known.is_of(*asked):
        return
    said = _parts_told(made) if made is not None else ""
    if made is not None and made.reports is not None and screen.office is not None:
        from industrack_tui.board.field_told import card_said

        said = "   ".join(filter(None, (*card_said(made.reports, screen.office, screen.session.now), said)))
    # what was heard of meanwhile may have changed it since it was read
    parts = CardParts(job_id, version, said, receipt, is_old=recalled is not screen.state.recalled)
    screen.state.show_parts(parts)
    recalled.parts.keep(asked, revision, parts)
    if screen.subject is not None and screen.subject.job_id == job_id:
        screen.show_card()


def _read_made(desk: "Desk", job_id: int, receipt: int) -> _Made | None:
    """No more than the card says: all that a form shows of a job is three times as many statements."""
    job = desk.job(job_id)
    if job is None:
        return None
    customer = desk.records(Kind.CUSTOMER, [job.customer_id]).get(job.customer_id)
    contact = getattr(customer, "contact", "")
    answers = desk.reported_on([job_id])[0] if job.forms else ()
    reports = desk.reports_of(job_id) if receipt or job.status.value != "not_started" else None
    return _Made(job, contact, frozenset(answer.form_id for answer in answers), reports)


def _parts_told(made: _Made) -> str:
    """Contact, items, forms, tasks and files in a line."""
    job = made.job
    parts = [f"Contact {made.contact}"] if made.contact else []
    if job.items:
        parts.append("Items " + ", ".join(f"{each.quantity / 1000:g} {each.name}" for each in job.items[:4]))
    if job.forms:
        filled = made.filled & {form.form_id for form in job.forms}
        parts.append(f"{len(filled)} of {len(job.forms)} forms filled")
    if job.tasks:
        parts.append(f"{sum(task.done for task in job.tasks)} of {len(job.tasks)} tasks done")
    parts += [f"{len(job.attachments)} attached"] if job.attachments else []
    if job.field_notes:
        parts.append(f"Field: {job.field_notes[-1].text}")
    return "   ".join(" ".join(part.split()) for part in parts)
