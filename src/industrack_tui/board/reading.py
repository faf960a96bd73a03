"""Reading for the schedule: what is in sight, and only that."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from industrack_core.domain.board.board import HoursKnown
from industrack_core.domain.time.span import Span
from industrack_tui.board.marks import renew
from industrack_tui.board.recalled import WholeRead
from industrack_tui.board.resting import ask_load
from industrack_tui.board.schedule import Schedule
from industrack_tui.late import late
from industrack_tui.widgets.period.kind import PeriodKind

if TYPE_CHECKING:
    from industrack_core.desk.desk import Desk
    from industrack_core.domain.board.board import BoardPicture
    from industrack_core.domain.records.office import Office
    from industrack_tui.widgets.period.scene import Scene


async def read_again(screen: Schedule, office_too: bool, who: str = "", *, anew: bool = False) -> None:
    """Read the pictures again, rows in sight first; what `who` else changed is marked for a moment.

    Of the office what acts changed is read, all of it `anew` where there may have been more.
    """
    if screen.office is None or screen.state.window is None:
        return
    screen.state.forget()
    with screen.state.unread.all_being_read(WholeRead(office_too, anew)) as asked:
        await _read_all(screen, screen.office, screen.state.window, asked, who)


async def _read_all(screen: Schedule, office: "Office", window: Span, asked: WholeRead, who: str) -> None:
    if asked.office_too:
        known = None if asked.anew else office
        office = screen.session.office = await screen.bridge.ask(partial(_office, known))
        if office.person is not None and not office.person.is_active:
            late("board.admitting:turn_away")(screen, office)
            return
        screen.show_office()
    if screen.in_timeline:
        await _read_board(screen, office, window, who)
        await renew(screen)
        await show_queue_again(screen, office)
    else:  # what is read last is as new as what was read first, or newer
        revision = await show_queue_again(screen, office)
        await _read_board(screen, office, window, who)
        await renew(screen)
        screen.state.read_up_to(revision)
    follow(screen)
    screen.load_missing()
    screen.show_card()
    ask_load(screen, again=True)


async def show_queue_again(screen: Schedule, office: "Office") -> int:
    """Read the queue and show it; answers as of which revision.

    It may be newer than rows that were read before: what came between is heard of, and read then.
    """
    calendar_id, order = screen.queue_calendar, screen.preferences.queue_order
    queue = await screen.bridge.ask(lambda desk: desk.queue(calendar_id=calendar_id, order=order))
    screen.queue.show_queue(queue, office, order, screen.now)
    return queue.revision


def _office(known: "Office | None", desk: "Desk") -> "Office":
    """The office, and what is asked of it first, worked out where no key waits for it."""
    office = desk.office(known)
    office.row_ids(office.default_calendar)
    office.employee(0)
    return office


async def _read_board(screen: Schedule, office: "Office", window: Span, who: str) -> None:
    """The view that is shown; the timeline's rows are forgotten while another one is."""
    scene = screen.period.scene
    if scene is not None:
        screen.timeline.view.rows = {}
        from industrack_tui.board import period_reading

        await period_reading.read_scene(screen, office, scene, replace=True)
        return
    people, roster = screen.timeline.view.in_sight(), screen.timeline.view.roster
    board = await screen.bridge.ask(lambda desk: desk.board(office, window, people, roster))
    screen.state.read_up_to(board.revision)
    screen.state.recalled.keep_rows(board, roster)
    if window == screen.state.window and screen.in_timeline:
        fit_hours(screen, board, roster)
        changed = screen.timeline.show_rows(board.rows, replace=True)
        if who and who != screen.bridge.desk.who:
            screen.flash(changed)


def fit_hours(screen: Schedule, board: "BoardPicture", roster: Sequence[int], *, heard: bool = False) -> None:
    """The axis as the hours of the jobs of all rows want it, before the first of them is drawn; of rows that were only
    heard of it stays where those hours did."""
    if board.hours is not None:
        known = HoursKnown(roster, board.hours, board.revision)
        if screen.state.know_hours(board.window, known) or not heard:
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
        from industrack_tui.board import period_reading

        if not period_reading.lacks(screen, scene) or period_reading.recall_scene(screen, scene):
            return False
        screen.bring_beside(_load_scene(screen, office, scene))
        return True
    missing = screen.timeline.view.missing()
    if not missing and screen.state.knows_hours(screen.timeline.view.roster):
        return False
    if _recall_rows(screen, window, missing):
        follow(screen)
        return load_missing(screen)
    _bring_rows(screen, office, window, missing)
    return True


def _bring_rows(screen: Schedule, office: "Office", window: Span, missing: list[int]) -> None:
    """Have rows read, once: the day and where the cursor goes in it both ask for them."""
    asked, coming = (window, missing, screen.timeline.view.roster, screen.known), screen.rows_coming
    if coming is None or coming[0] != asked or coming[1].done():
        screen.rows_coming = asked, screen.bring_beside(_load_rows(screen, office, window, missing))


def _recall_rows(screen: Schedule, window: Span, missing: Sequence[int]) -> bool:
    """Show rows as they were read before; whether there was one that was missing."""
    kept, roster = screen.state.recalled.rows.at(window, screen.known), screen.timeline.view.roster
    if kept is None:
        return False
    if not screen.state.knows_hours(roster):
        if kept.hours is None or kept.roster != roster:
            return False
        screen.state.know_hours(window, HoursKnown(roster, kept.hours, screen.known))
        screen.fit()
    rows = [kept.rows[each] for each in missing if each in kept.rows]
    if rows:
        screen.timeline.show_rows(rows, replace=False)
    return bool(rows)


async def _load_rows(screen: Schedule, office: "Office", window: Span, employee_ids: list[int]) -> None:
    roster = screen.timeline.view.roster
    hours_of = None if screen.state.knows_hours(roster) else roster
    board = await screen.bridge.ask(lambda desk: desk.board(office, window, employee_ids, hours_of))
    if screen.office is office:  # else hours may be others by now than those that were read by
        screen.state.recalled.keep_rows(board, roster)
    if window == screen.state.window:
        fit_hours(screen, board, roster)
        screen.timeline.show_rows(board.rows, replace=False)
        screen.paint()
        follow(screen)
        screen.load_missing()


async def _load_scene(screen: Schedule, office: "Office", scene: "Scene") -> None:
    from industrack_tui.board import period_reading

    await period_reading.read_scene(screen, office, scene, replace=False)
    if screen.period.scene is scene:
        screen.paint()
        follow(screen)
        if scene.kind is not PeriodKind.MONTH:
            screen.load_missing()
