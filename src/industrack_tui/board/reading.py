"""Reading for the schedule: what is in sight first, and only that; sums a moment later."""

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

from industrack_core.domain.board.board import Block
from industrack_core.domain.time.span import Span, day_span
from industrack_tui.board.marks import renew
from industrack_tui.board.modes import CardParts, DayLoad
from industrack_tui.board.schedule import Schedule
from industrack_tui.board.watching import is_watched, watch
from industrack_tui.widgets.period.kind import PeriodKind

if TYPE_CHECKING:
    from industrack_core.domain.board.board import BoardPicture
    from industrack_core.domain.records.job_file import JobFile
    from industrack_core.domain.records.office import Office
    from industrack_tui.widgets.period.scene import Scene

_LOAD_LATER = 0.15
_REST = 0.25
"""Seconds that the cursor rests before more is read of the job under it."""


async def read_again(screen: Schedule, office_too: bool, who: str = "") -> None:
    """Read the pictures again, rows in sight first; what `who` else changed is marked for a moment."""
    office, window = screen.office, screen.state.window
    if office is None or window is None:
        return
    if office_too:
        office = screen.session.office = await screen.bridge.ask(lambda desk: desk.office())
        screen.show_office()
    await _read_board(screen, office, window, who)
    await renew(screen)
    calendar_id, order = screen.queue_calendar, screen.preferences.queue_order
    queue = await screen.bridge.ask(lambda desk: desk.queue(calendar_id=calendar_id, order=order))
    screen.state.read_up_to(queue.revision)
    screen.queue.show_queue(queue, office, order, screen.now)
    follow(screen)
    screen.load_missing()
    screen.show_card()
    ask_load(screen, again=True)


async def _read_board(screen: Schedule, office: "Office", window: Span, who: str) -> None:
    """The view that is shown; the timeline's rows are forgotten while another one is."""
    scene = screen.period.scene
    if scene is not None:
        screen.timeline.view.rows = {}
        await _read_scene(screen, office, scene, replace=True)
        return
    people, roster = screen.timeline.view.in_sight(), screen.timeline.view.roster
    board = await screen.bridge.ask(lambda desk: desk.board(office, window, people, roster))
    screen.state.read_up_to(board.revision)
    if window == screen.state.window and screen.in_timeline:
        _fit(screen, board, roster)
        changed = screen.timeline.show_rows(board.rows, replace=True)
        if who and who != screen.bridge.desk.who:
            screen.flash(changed)


def _fit(screen: Schedule, board: "BoardPicture", roster: Sequence[int]) -> None:
    """The axis as the hours of the jobs of all rows want it, before the first of them is drawn."""
    if board.hours is not None:
        screen.state.know_hours(board.window, roster, board.hours)
        screen.fit()


def follow(screen: Schedule) -> None:
    """The cursor onto the job that was moved or looked for, as soon as its row is there."""
    if screen.state.follow is None or (screen.nudges is not None and screen.nudges.is_saving):
        return  # a job that is still being nudged is not yet where it is going: news of its first step is no end
    if screen.period.scene is not None:
        if screen.period.pick_job(screen.state.follow):
            screen.state.follow_job(None)
            screen.show_card()
        return
    view = screen.timeline.view
    block = view.find_job(screen.state.follow)
    if block is not None and block.version <= screen.state.follow_after:
        return  # read before the act was done: what shows where it goes is on its way
    if block is not None and block.end > view.axis.start and block.start < view.axis.end:
        screen.state.follow_job(None)
        view.to_block(block)
        screen.after_move()
    elif view.employee_id in view.rows:
        screen.state.follow_job(None)


def load_missing(screen: Schedule) -> bool:
    """Ask for what is in sight and not loaded; False when all is there."""
    office, window, scene = screen.office, screen.state.window, screen.period.scene
    if office is None or window is None:
        return False
    if scene is not None:
        if not _lacks(screen, scene):
            return False
        screen.bring_beside(_load_scene(screen, office, scene))
        return True
    missing = screen.timeline.view.missing()
    if not missing and screen.state.knows_hours(screen.timeline.view.roster):
        return False
    screen.bring_beside(_load_rows(screen, office, window, missing))
    return True


def _lacks(screen: Schedule, scene: "Scene") -> bool:
    if scene.kind is PeriodKind.WEEK:
        return bool(screen.period.missing())
    return scene.loaded_for != (scene.kind, scene.first_day)


async def _load_rows(screen: Schedule, office: "Office", window: Span, employee_ids: list[int]) -> None:
    roster = screen.timeline.view.roster
    hours_of = None if screen.state.knows_hours(roster) else roster
    board = await screen.bridge.ask(lambda desk: desk.board(office, window, employee_ids, hours_of))
    if window == screen.state.window:
        _fit(screen, board, roster)
        screen.timeline.show_rows(board.rows, replace=False)
        screen.paint()
        follow(screen)
        screen.load_missing()


async def _load_scene(screen: Schedule, office: "Office", scene: "Scene") -> None:
    await _read_scene(screen, office, scene, replace=False)
    if screen.period.scene is scene:
        screen.paint()
        follow(screen)
        if scene.kind is PeriodKind.WEEK:
            screen.load_missing()


async def _read_scene(screen: Schedule, office: "Office", scene: "Scene", replace: bool) -> None:
    """Read what a view shows; an answer for another period is dropped."""
    first, window, period = scene.first_day, scene.window, screen.period
    if scene.kind is PeriodKind.DAY:
        blocks = await screen.bridge.ask(lambda desk: desk.all_blocks(window))
        if period.scene is scene and scene.first_day == first:
            scene.loaded_for = (scene.kind, first)
            wanted = _shown_of_all(screen, scene)
            period.show_blocks([each for each in blocks if wanted is None or each.employee_id in set(wanted)])
    elif scene.kind is PeriodKind.WEEK:
        people = period.in_sight() if replace else period.missing()
        board = await screen.bridge.ask(lambda desk: desk.board(office, window, people))
        if period.scene is scene and scene.first_day == first:
            period.show_rows(board.rows, replace)
    else:
        theirs = _shown_of_all(screen, scene)
        count, most = len(scene.days), max(1, period.outer_size.height // 2)
        sums = await screen.bridge.ask(lambda desk: desk.days(office, first, count, most, theirs))
        if period.scene is scene and scene.first_day == first:
            scene.loaded_for = (scene.kind, first)
            period.show_sums(sums)


def _shown_of_all(screen: Schedule, scene: "Scene") -> Sequence[int] | None:
    """Who is shown, when it is not everybody."""
    state = screen.state
    return tuple(scene.roster) if state.calendar_id or state.filter.groups or state.filter.hides else None


def ask_load(screen: Schedule, *, again: bool = False) -> None:
    """Sum up the day's load a moment later: held keys must not pay for it. Without `again` only what is not known."""
    known = screen.state.load is not None and screen.state.load.is_of(screen.day, screen.timeline.view.roster)
    if screen.load_due is None and (again or not known or not is_watched(screen)):
        later = 0.0 if screen.app.is_headless else _LOAD_LATER
        # a handle of the loop: it needs no screen in front, and no context of the toolkit
        screen.load_due = asyncio.get_running_loop().call_later(later, _load_now, screen)


def _load_now(screen: Schedule) -> None:
    screen.load_due = None
    if screen.is_running:
        screen.spawn(_read_load(screen), quietly=True)  # what is in sight says so already
        screen.spawn(watch(screen), quietly=True)


async def _read_load(screen: Schedule) -> None:
    from industrack_core.domain.board.working_hours import working_minutes

    office, day, roster = screen.office, screen.day, screen.timeline.view.roster
    if office is None:
        return
    window = day_span(day, office.zone)
    planned = await screen.bridge.seek(lambda desk: desk.planned_minutes(window))
    people = (office.employee(each) for each in roster)
    working = sum(
        end - start
        for person in people
        if person is not None and person.hours
        for start, end in working_minutes(person.hours, window, office.zone)
    )
    screen.state.show_load(DayLoad(day, roster, sum(planned.get(each, 0) for each in roster), working))
    screen.show_header()


def ask_parts(screen: Schedule) -> None:
    """Read what the job under the cursor is made of once the cursor rests on it."""
    job, known = screen.subject, screen.state.parts
    if screen.parts_due is not None:
        screen.parts_due.cancel()
        screen.parts_due = None
    receipt = job.receipt if isinstance(job, Block) else 0
    if job is None or (known is not None and known.is_of(job.job_id, job.version, receipt)):
        return
    if screen.app.is_headless:
        screen.spawn(_read_parts(screen, job.job_id, job.version, receipt), quietly=True)
    else:
        # a handle of the loop: a timer of the toolkit is a task, and costs as much as drawing the step
        loop = asyncio.get_running_loop()
        screen.parts_due = loop.call_later(_REST, _rested, screen, job.job_id, job.version, receipt)


def _rested(screen: Schedule, job_id: int, version: int, receipt: int) -> None:
    if screen.is_running:
        screen.spawn(_read_parts(screen, job_id, version, receipt), quietly=True)


async def _read_parts(screen: Schedule, job_id: int, version: int, receipt: int) -> None:
    """What a job is made of; and what phones say of it, where one has heard of it."""
    file = await screen.bridge.ask(lambda desk: desk.job_file(job_id))
    begun = file is not None and file.job.status.value != "not_started"
    reports = await screen.bridge.ask(lambda desk: desk.reports_of(job_id)) if receipt or begun else None
    known = screen.state.parts
    if known is not None and known.is_of(job_id, version, receipt):
        return
    said = _parts_told(file) if file is not None else ""
    if reports is not None and screen.office is not None:
        from industrack_tui.board.field_told import card_said

        said = "   ".join(filter(None, (*card_said(reports, screen.office, screen.session.now), said)))
    screen.state.show_parts(CardParts(job_id, version, said, receipt))
    if screen.subject is not None and screen.subject.job_id == job_id:
        screen.show_card()


def _parts_told(file: "JobFile") -> str:
    """Contact, items, forms, tasks and files in a line."""
    job, card = file.job, file.card
    parts = [f"Contact {card.customer.contact}"] if card is not None and card.customer.contact else []
    if job.items:
        parts.append("Items " + ", ".join(f"{each.quantity / 1000:g} {each.name}" for each in job.items[:4]))
    if job.forms:
        filled = {answer.form_id for answer in file.answers} & {form.form_id for form in job.forms}
        parts.append(f"{len(filled)} of {len(job.forms)} forms filled")
    if job.tasks:
        parts.append(f"{sum(task.done for task in job.tasks)} of {len(job.tasks)} tasks done")
    parts += [f"{len(job.attachments)} attached"] if job.attachments else []
    if job.field_notes:
        parts.append(f"Field: {job.field_notes[-1].text}")
    return "   ".join(" ".join(part.split()) for part in parts)
