"""The board beside a form: it leaves room at its right, and shows where the job that is typed would be."""

from industrack_core.domain.named_tuple import NamedTuple
from industrack_tui.board.places import BoardPlace
from industrack_tui.board.schedule import Schedule
from industrack_tui.widgets.timeline.overlay import Ghost


class Aside(NamedTuple):
    """How many cells a form has, and where the person was before."""

    cells: int
    place: BoardPlace
    asked: frozenset[int]
    """Minutes whose hours were shown though they are closed."""


def make_room(screen: Schedule, cells: int) -> None:
    """Leave so many cells to a form; with 0 they come back, and with them the day, the scale, the cursor."""
    before = screen.aside
    if cells == (before.cells if before is not None else 0):
        return
    stood = before if isinstance(before, Aside) else Aside(cells, BoardPlace.of(screen), screen.state.asked)
    screen.aside = stood._replace(cells=cells) if cells else None
    screen.styles.padding = (0, cells, 0, 0)
    # no class: the toolkit would look through all style sheets for every pane, a sixth of the whole opening
    screen.queue.styles.display = "none" if cells else None
    if not cells:
        screen.timeline.show_ghost(None)
        screen.status.say("")
        stood.place.put_back(screen)
        screen.state.ask_only(stood.asked)
        screen.call_after_refresh(_stand_again, screen, stood.place)
    else:
        screen.call_after_refresh(screen.show_period)


def _stand_again(screen: Schedule, place: BoardPlace) -> None:
    """The whole width is there again: so is what was in sight of it."""
    view = screen.timeline.view
    screen.show_period(view.asked)
    view.line, view.top, view.left, view.job_id = place.line, place.top, place.left, place.job_id
    screen.after_move()


def show_draft(screen: Schedule, draft: Ghost | None, said: str, *, is_settled: bool) -> None:
    """The job that is typed, in the rows of its crew; the cursor goes with it. To hours and days that are not shown
    it goes once they are `is_settled`: of half a text it would go anywhere."""
    if screen.aside is None:
        return
    screen.timeline.show_ghost(draft)
    if draft is not None and screen.in_timeline:
        _follow(screen, draft, is_settled)
        roster = screen.timeline.view.roster
        if not _is_shown(screen, draft) or not set(draft.employee_ids) & set(roster):
            said = f"{said}  not shown here"
    if screen.status.sentence != said:
        screen.status.say(said, "panel_muted", lasting=True)


def _follow(screen: Schedule, draft: Ghost, is_settled: bool) -> None:
    view = screen.timeline.view
    if _is_shown(screen, draft):
        if view.asked == draft.start and view.employee_id == draft.employee_ids[0]:
            return
        view.to_minute(draft.start)
    elif is_settled:
        office = screen.session.known_office
        screen.state.go_to(screen.state.day_of(draft.start, office, screen.calendar, view.roster))
        screen.show_period(draft.start)
    view.to_employee(draft.employee_ids[0])
    screen.after_move()


def _is_shown(screen: Schedule, draft: Ghost) -> bool:
    axis = screen.timeline.view.axis
    return axis.start <= draft.start < axis.end and not axis.is_folded(draft.start, draft.start + 1)
