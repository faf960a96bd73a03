"""What stands around the rows of a list: where one is, how many there are, filters, columns, keys."""

from dataclasses import replace
from typing import TYPE_CHECKING

from rich.segment import Segment

from industrack_core.domain.listing import COUNT_LIMIT
from industrack_core.domain.text import cell_width, clean_line
from industrack_tui.screens.dialogs import wrapped
from industrack_tui.screens.office.list_paint import placed, unseen
from industrack_tui.screens.office.modules import MODULES

if TYPE_CHECKING:
    from industrack_tui.screens.office.list_screen import ListScreen

_ABOUT_LINES = 2
_FILTER_LINE, _COLUMN_LINE = 1, 2


def draw_header(screen: "ListScreen") -> None:
    """The modules, the one that is shown marked; who is here, and how fresh it is."""
    desk, office = screen.bridge.desk, screen.office
    left = [(" ", "panel")]
    title = screen.spec.title
    known = [module.title for module in MODULES]
    for name in known if title in known else [title]:
        left += [(f"{name}", "panel_accent" if name == title else "panel_muted"), ("  ", "panel")]
    state = ("live ", "panel_good")
    if screen.schedule.lost_since is not None:
        state = (f"stale since {screen.schedule.lost_since.astimezone(office.zone):%H:%M} ", "panel_error")
    elif desk.read_only:
        state = ("read-only ", "panel_warning")
    right = [(f" {office.company.name}  ", "panel_muted"), (f"{desk.who}  ", "panel"), state]
    wide = sum(cell_width(text) for text, _ in (*left, *right[1:]))
    if wide > screen.header.outer_size.width:
        left = [(f" {title}", "panel_accent"), ("   g goes elsewhere", "panel_muted")]
    screen.header.show(left, right)


def count_text(count: int | None) -> str:
    """How many records, as far as they are counted."""
    if count is None:
        return ""
    return f"over {COUNT_LIMIT:,}" if count > COUNT_LIMIT else f"{count:,}"


def draw_top(screen: "ListScreen") -> None:
    """Three lines: title and sums, filters and what is found, columns."""
    spec, look, query = screen.spec, screen.look, screen.query_now
    of = f" of {screen.of}" if screen.of else ""
    first = [Segment(f" {spec.title}{of}  ", look["panel_strong"]), Segment(count_text(screen.count), look["panel"])]
    if screen.marks:
        first.append(Segment(f"   {len(screen.marks)} marked (esc clears)", look["panel_accent"]))
    if screen.summary:
        first.append(Segment(f"   {screen.summary}", look["panel"]))
    second = [Segment(" ", look["panel"])]
    for name, label in spec.filters if len(spec.filters) > 1 else ():
        role = "pick_idle" if name == query.filter else "panel_muted"
        second += [Segment(f" {label} ", look[role]), Segment(" ", look["panel"])]
    second += _find_pieces(screen)
    width = screen.top.outer_size.width
    screen.top.show_lines([first, second, screen.painter.heading(width, query.sort, query.descending)])


def _find_pieces(screen: "ListScreen") -> list[Segment]:
    look, edit = screen.look, screen.edit
    if edit is None:
        found = screen.query_now.find
        return [Segment(f"  find: {found} (esc clears)", look["panel_warning"])] if found else []
    low, high = edit.selection
    text = f"{edit.text} "
    pieces = [Segment("  find: ", look["panel_accent"])]
    for at, character in enumerate(text):
        role = "input_cursor" if at == edit.cursor else "input_selected" if low <= at < high else "input_focus"
        pieces.append(Segment(character, look[role]))
    return pieces


def filter_at(screen: "ListScreen", x: int) -> str | None:
    """The filter that stands at a cell of the line of filters."""
    at = 1
    for name, label in screen.spec.filters if len(screen.spec.filters) > 1 else ():
        end = at + cell_width(label) + 2
        if at <= x < end:
            return name
        at = end + 1
    return None


def press_top(screen: "ListScreen", x: int, y: int) -> None:
    """A filter or the name of a column was clicked."""
    if y == _FILTER_LINE:
        name = filter_at(screen, x)
        if name is not None:
            screen.ask_again(replace(screen.query_now, filter=name))
    elif y == _COLUMN_LINE:
        for each in placed(screen.spec.columns, screen.top.outer_size.width):
            if each.x <= x < each.x + each.width:
                from industrack_tui.screens.office import list_deeds

                list_deeds.sort_by(screen, each.column)


def draw_about(screen: "ListScreen") -> None:
    """What the columns had no room for of the row under the cursor, or what its list says about it."""
    row, look = screen.current, screen.look
    if row is None:
        screen.about.show_lines([])
        return
    spec, office, width = screen.spec, screen.office, screen.about.outer_size.width
    text = spec.about(row, office) if spec.about else unseen(row, spec.columns, width, office)
    lines = wrapped(clean_line(text, 1000), max(10, width - 2))[:_ABOUT_LINES]
    screen.about.show_lines([[Segment(f" {line}", look["panel"])] for line in lines])


def whole_text(screen: "ListScreen") -> str:
    """Every column of the row under the cursor, with its name."""
    row = screen.current
    if row is None:
        return ""
    said = ((column.label, column.draw(row.values.get(column.name), screen.office)) for column in screen.spec.columns)
    return "   ".join(f"{label}: {text}" for label, text in said if text)


def draw_keys(screen: "ListScreen") -> None:
    """The keys that matter now."""
    if screen.keys.is_covered:
        return
    ranked = sorted((command for command in screen.commands if command.rank), key=lambda command: command.rank)
    screen.keys.show([(each.shown_key, each.label, not screen.why_not(each)) for each in ranked])
