"""Layouts of the schedule under a name: view, days, zoom, calendar, filter, heights, queue; saved, shown, renamed."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from industrack_core.domain.text.text import clean_line
from industrack_tui.board import queueing
from industrack_tui.board.board_filter import BoardFilter, FilterError, parse_filter
from industrack_tui.board.filtering import apply_filter
from industrack_tui.board.schedule import Schedule
from industrack_tui.board.views import MOST_DAYS, show_view
from industrack_tui.commands.board import BY_ID
from industrack_tui.dialogs.layouts import chosen_layout, layout_choices
from industrack_tui.dialogs.menu import Choice, Menu
from industrack_tui.dialogs.prompt import Prompt
from industrack_tui.preferences import MOST_LAYOUTS, Layout
from industrack_tui.terminal.awaiting import Coming
from industrack_tui.widgets.period.kind import PeriodKind

if TYPE_CHECKING:
    from industrack_tui.session import Session

_NAME = 40


def choose_layout(screen: Schedule) -> None:
    """The menu of layouts: save what is shown, go to one by its digit, rename or delete one."""
    none = "" if screen.preferences.layouts else "there is no layout yet"
    choices = [
        Choice("save", "s", "Save this layout", "view, calendar, filter, zoom, row height, queue"),
        *layout_choices(screen.preferences),
        Choice("rename", "r", "Rename a layout", "then choose which one", none),
        Choice("delete", "x", "Delete a layout", "then choose which one", none),
    ]
    further: dict[str, Callable[[Schedule], None]] = {"save": _save, "rename": _rename, "delete": _delete}

    def chosen(choice: str | None) -> None:
        if choice in further:
            further[choice](screen)
        elif choice:
            show_layout(screen, chosen_layout(choice))

    screen.app.push_screen(Menu(screen.look, screen.glyphs, "Layouts", choices), chosen)


def open_layout(session: "Session", name: str) -> None:
    """Go to a layout from wherever one is; not with a job in the hand."""
    screen = session.home
    assert isinstance(screen, Schedule)
    if screen.mode is None or not screen.mode.run(BY_ID["go.layouts"]):
        show_layout(screen, name)


# -- what is shown, and back -------------------------------------------------------------------


def layout_of(screen: Schedule) -> Layout:
    """How the schedule is looked at now."""
    state, kind = screen.state, screen.period.kind
    return Layout(
        view=kind.value if kind is not None else "",
        days=state.days,
        zoom=state.zoom,
        unfolded=state.is_unfolded,
        calendar="" if screen.calendar.is_default else screen.calendar.name,
        filter=state.filter.typed,
        hides=state.filter.hides,
        tall=screen.timeline.view.chosen,
        queue_hidden=queueing.is_hidden(screen),
    )


def show_layout(screen: Schedule, name: str) -> None:
    """Show the schedule so; what is not there any more is said, and left out."""
    layout, office = screen.preferences.layouts.get(name), screen.office
    if layout is None or office is None:
        screen.status.say(f"There is no layout {name} any more.", "panel_warning")
        return
    left_out = _show_calendar(screen, layout)
    screen.timeline.show_tall(layout.tall)
    screen.state.show_days(layout.days if 1 <= layout.days <= MOST_DAYS else 1)
    screen.state.choose_zoom(layout.zoom)
    if screen.state.is_unfolded != layout.unfolded:
        screen.state.unfold()
    left_out += _show_filter(screen, layout)
    show_view(screen, PeriodKind(layout.view) if layout.view in set(PeriodKind) else None)
    queueing.choose(screen, hidden=layout.queue_hidden)
    said = f"Layout {name}, without what is not there any more: {', '.join(left_out)}." if left_out else ""
    screen.bring(_read(screen, said or f"Layout {name}.", "panel_warning" if said else "panel_muted"), Coming.FILLS)


async def _read(screen: Schedule, said: str, role: str) -> None:
    """Rows and queue of the layout; it is said once the cursor stands in it."""
    await screen.read_again(False)
    screen.status.say(said, role)


def _show_calendar(screen: Schedule, layout: Layout) -> list[str]:
    """The layout's calendar; answers what is left out."""
    office = screen.session.known_office
    found = next((each for each in office.calendars if each.name == layout.calendar), None)
    can_be = found is not None and bool(office.pool(found))
    calendar_id = found.id if found is not None and can_be else 0
    screen.state.choose_calendar(calendar_id)
    screen.preferences.keep(calendar_id=calendar_id)
    return [f"the calendar {layout.calendar}"] if layout.calendar and not can_be else []


def _show_filter(screen: Schedule, layout: Layout) -> list[str]:
    """The layout's filter; answers what is left out."""
    if not layout.filter:
        apply_filter(screen, BoardFilter())
        return []
    try:
        chosen = parse_filter(layout.filter, screen.session.known_office)
    except FilterError:
        apply_filter(screen, BoardFilter())
        return [f"what the filter {layout.filter} names"]
    apply_filter(screen, replace(chosen, hides=layout.hides))
    return []


# -- saving ------------------------------------------------------------------------------------


def _save(screen: Schedule) -> None:
    """Under a name; one that is there already is written over."""

    def explain(text: str) -> tuple[str, bool]:
        name, known = clean_line(text, _NAME), screen.preferences.layouts
        if not name:
            return "A layout needs a name.", False
        if name in known:
            return f"In place of the layout {name}.", True
        if len(known) >= MOST_LAYOUTS:
            return f"There are {MOST_LAYOUTS} layouts already: delete one, or type the name of one.", False
        return f"g {len(known) + 1} will go to it.", True

    def named(text: str | None) -> None:
        name = clean_line(text or "", _NAME)
        if name:
            layouts = {**screen.preferences.layouts, name: layout_of(screen)}
            screen.preferences.keep_layouts(layouts)
            screen.status.say(f"Saved as {name}: g {list(layouts).index(name) + 1} goes to it.", "panel_good")

    prompt = Prompt(screen.look, screen.glyphs, "Save this layout as", "a name", explain)
    screen.app.push_screen(prompt, named)


def _which(screen: Schedule, title: str, then: Callable[[str], None]) -> None:
    """Ask for which of the layouts."""
    menu = Menu(screen.look, screen.glyphs, title, layout_choices(screen.preferences))
    screen.app.push_screen(menu, lambda choice: then(chosen_layout(choice)) if choice else None)


def _rename(screen: Schedule) -> None:
    """Another name, at the same digit."""

    def rename(old: str) -> None:
        def explain(text: str) -> tuple[str, bool]:
            name = clean_line(text, _NAME)
            if not name:
                return "A layout needs a name.", False
            taken = name != old and name in screen.preferences.layouts
            return (f"There is a layout {name} already.", False) if taken else (f"{old} will be {name}.", True)

        def named(text: str | None) -> None:
            name = clean_line(text or "", _NAME)
            if name:
                layouts = screen.preferences.layouts.items()
                screen.preferences.keep_layouts({name if each == old else each: layout for each, layout in layouts})
                screen.status.say(f"{old} is {name} now.", "panel_good")

        prompt = Prompt(screen.look, screen.glyphs, f"Another name for {old}", "a name", explain, text=old)
        screen.app.push_screen(prompt, named)

    _which(screen, "Rename a layout", rename)


def _delete(screen: Schedule) -> None:
    """Without a question: it is saved again as quickly."""

    def delete(name: str) -> None:
        layouts = {each: layout for each, layout in screen.preferences.layouts.items() if each != name}
        screen.preferences.keep_layouts(layouts)
        screen.status.say(f"The layout {name} is deleted; the others move up.", "panel_good")

    _which(screen, "Delete a layout", delete)
