"""How much of a day and of each row is in sight: minutes a column, closed hours, lines a row, crowds."""

from collections.abc import Callable

from industrack_tui.board.schedule import Schedule
from industrack_tui.widgets.timeline.axis import zoomed
from industrack_tui.widgets.timeline.row_layout import MOST_TALL


def _zoom(by: int) -> Callable[[Schedule], None]:
    def move(screen: Schedule) -> None:
        view, state, office = screen.timeline.view, screen.state, screen.office
        if office is None:
            return
        chosen, minute, place = state.zoom, view.minute, view.axis.column(view.minute) - view.left
        state.choose_zoom(0)
        fit = state.lay_out(view.width, office, screen.calendar, view.roster).rate
        state.choose_zoom(chosen)
        zooms = state.zooms(fit)
        index = [rate for rate, _ in zooms].index(zoomed(chosen) if chosen else fit) + by
        if not screen.in_timeline or not 0 <= index < len(zooms):
            far = f"{chosen} minutes a column" if chosen else "What fits"
            screen.status.say(f"{far} is as far as it goes.", "panel_muted")
            return
        state.choose_zoom(zooms[index][1])
        screen.show_period(minute)
        view.left = max(0, min(view.axis.column(view.minute) - place, view.axis.columns - view.width))
        view.reveal()
        screen.after_move()

    return move


def fold_hours(screen: Schedule) -> None:
    """Show the hours that are closed, or fold them again."""
    if not screen.in_timeline:
        screen.status.say("That is for the timeline: v t.", "panel_muted")
        return
    screen.state.unfold()
    screen.show_period(screen.timeline.view.minute)
    said = "All hours are shown, 0 folds them again." if screen.state.is_unfolded else "Closed hours are folded."
    screen.status.say(said, "panel_muted")


def unfold(screen: Schedule) -> None:
    """Show all jobs of a crowded row, or fold it again."""
    if screen.timeline.toggle_row():
        screen.after_move()
    else:
        screen.status.say("This row shows all its jobs already.", "panel_muted")


def change_height(screen: Schedule) -> None:
    """As many lines for each employee as fit, else one, two or three."""
    if not screen.in_timeline:
        screen.status.say("That is for the timeline: v t.", "panel_muted")
        return
    chosen = (screen.timeline.view.chosen + 1) % (MOST_TALL + 1)
    screen.timeline.show_tall(chosen)
    heights = {**screen.preferences.kept.heights, str(screen.outer_size.height): chosen}
    screen.preferences.keep(heights=heights)
    lines = ("As many lines as fit", "One line", "Two lines", "Three lines")[chosen]
    screen.status.say(f"{lines} for each employee.", "panel_muted")
    screen.after_move()


zoom_in, zoom_out = _zoom(-1), _zoom(1)
