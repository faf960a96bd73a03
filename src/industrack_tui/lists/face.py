"""What stands around the rows of a list: where one is, how many there are, filters, columns, keys."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.geometry import Offset

from industrack_core.domain.records.listing import COUNT_LIMIT, LookedTo
from industrack_core.domain.text.text import cell_width, clean_line
from industrack_core.domain.time.entry_moment import short_day
from industrack_core.domain.time.span import clock_text
from industrack_tui.commands.board import BY_ID
from industrack_tui.commands.lists import MODULE_COMMANDS, MODULE_TABS, keys_of_list
from industrack_tui.commands.spoken import key_of, with_keys
from industrack_tui.dialogs.dialog import Dialog, wrapped
from industrack_tui.lists.ordering import sort_by
from industrack_tui.lists.paint import placed_columns, unseen
from industrack_tui.terminal.output import DiffOutput
from industrack_tui.widgets.form.edit_paint import edit_pieces
from industrack_tui.widgets.header import RIGHT, HeaderPart, state_of, tabs, who_part
from industrack_tui.widgets.key_bar import KeyHint

if TYPE_CHECKING:
    from industrack_tui.lists.shown import ShownList

_ABOUT_LINES = 2
_FIND = "  find: "
_Pieces = list[Segment]


def draw_header(screen: "ShownList") -> None:
    """The modules, the one that is shown marked; who is here, and how fresh it is."""
    desk, office = screen.bridge.desk, screen.office
    title = screen.spec.title
    current = next((each for each in MODULE_COMMANDS if BY_ID[each].label == title), "")
    known = current in dict(MODULE_TABS)
    # a list of no module is told by its own name, before the modules
    left = [] if known else [HeaderPart(f" {title} ", "pick", 20)]
    left += tabs(MODULE_TABS, current, 18) if known else tabs(MODULE_TABS[:1], current, 3)
    session = screen.session
    state = state_of(
        office, session.lost_since, screen.glyphs, outdated=session.is_outdated, closed=bool(session.closed),
        read_only=desk.read_only,
    )  # fmt: skip
    right = [
        HeaderPart(f" {office.company.name}  ", "panel_muted"),
        who_part(session.who_is_here(screen.header.outer_size.width)),
        HeaderPart(" ", "panel", 30),
        state,
    ]
    wide = sum(cell_width(part.text) for part in (*left, *right[1:]))
    if wide > screen.header.outer_size.width:
        left = [
            HeaderPart(f" {title} ", "pick", RIGHT + 10),
            HeaderPart(f"   {key_of('go.menu')} goes elsewhere", "panel_muted", 2, does="go.menu"),
        ]
    screen.header.show((left, right))


def count_text(count: int | None) -> str:
    """How many records, as far as they are counted."""
    if count is None:
        return ""
    return f"over {COUNT_LIMIT:,}" if count > COUNT_LIMIT else f"{count:,}"


def draw_top(screen: "ShownList") -> None:
    """Title and sums, filters and what is found, columns: three lines, and more where it is narrow."""
    titles, filters = _titles(screen), _filters(screen)
    query, width = screen.query_now, screen.top.outer_size.width
    lines = [*titles, *filters, screen.painter.heading(width, query.sort, query.descending)]
    if screen.top.outer_size.height != len(lines):
        screen.top.styles.height = len(lines)
    screen.top.show_lines(lines)


def _titles(screen: "ShownList") -> list[_Pieces]:
    """What the list is of, what is marked, the sums."""
    spec, look = screen.spec, screen.look
    of = f" of {screen.of}" if screen.of else ""
    first = [Segment(f" {spec.title}{of}  ", look["panel_strong"]), Segment(count_text(screen.count), look["panel"])]
    looked = screen.window.looked_after
    if looked is not None and screen.window.rows:
        text = f"looked as far as {_moment(screen, looked)}: {key_of('list.down')} at the end goes on"
        first.append(Segment(text, look["panel_muted"]))
    if screen.marks:
        first.append(Segment(f"   {len(screen.marks)} marked (esc clears)", look["panel_accent"]))
    sums = [Segment(f"   {screen.summary}", look["panel"])] if screen.summary else []
    return _flowed(screen, first, sums)


def _filters(screen: "ShownList") -> list[_Pieces]:
    """The filters, the one that is on marked; what is looked for."""
    spec, look = screen.spec, screen.look
    first = [Segment(" ", look["panel"])]
    for name, label in spec.filters if len(spec.filters) > 1 else ():
        role = "pick_idle" if name == screen.query_now.filter else "panel_muted"
        first += [Segment(f" {label} ", look[role]), Segment(" ", look["panel"])]
    return _flowed(screen, first, _find_pieces(screen))


def _flowed(screen: "ShownList", first: _Pieces, more: _Pieces) -> list[_Pieces]:
    """Both in one line, or each in one of its own where they have no room together."""
    cells = sum(cell_width(piece.text) for piece in (*first, *more))
    return [[*first, *more]] if not more or cells <= screen.top.outer_size.width else [first, more]


def _find_pieces(screen: "ShownList") -> _Pieces:
    look, edit = screen.look, screen.edit
    if edit is None:
        found = screen.query_now.find
        return [Segment(f"  find: {found} (esc clears)", look["panel_warning"])] if found else []
    edit.width = min(cell_width(edit.text) + 1, max(8, screen.top.outer_size.width - cell_width(_FIND) - 1))
    draws_cursor = not (isinstance(screen.app, DiffOutput) and screen.app.shows_cursor)
    return [
        Segment(_FIND, look["panel_accent"]),
        *edit_pieces(edit, 0, edit.width, look, draws_cursor=draws_cursor),
    ]


def find_cell(screen: "ShownList") -> Offset | None:
    """Where the words to find are typed: at the end of the line of filters, or in a line of its own."""
    if screen.edit is None:
        return None
    lines, y = _filters(screen), len(_titles(screen)) + len(_filters(screen)) - 1
    before = 0
    for piece in lines[-1]:
        before += cell_width(piece.text)
        if piece.text == _FIND:
            break
    return screen.top.region.offset + Offset(before + screen.edit.cursor_cell()[1], y)


def filter_at(screen: "ShownList", x: int) -> str | None:
    """The filter that stands at a cell of the line of filters."""
    at = 1
    for name, label in screen.spec.filters if len(screen.spec.filters) > 1 else ():
        end = at + cell_width(label) + 2
        if at <= x < end:
            return name
        at = end + 1
    return None


def press_top(screen: "ShownList", x: int, y: int) -> None:
    """A filter or the name of a column was clicked."""
    filters = len(_titles(screen))
    if y == filters:
        name = filter_at(screen, x)
        if name is not None:
            screen.ask_again(replace(screen.query_now, filter=name))
    elif y == filters + len(_filters(screen)):
        for each in placed_columns(screen.spec.columns, screen.top.outer_size.width):
            if each.x <= x < each.x + each.width:
                sort_by(screen, each.column)


def nothing_text(screen: "ShownList") -> str:
    """What stands where no rows are: that the list is empty, or what hides its rows."""
    spec, query, window = screen.spec, screen.query_now, screen.window
    looked, on = (window.looked_after, "down") if window.looked_after else (window.looked_before, "up")
    if looked is not None:
        return with_keys(f"Nothing of that as far as {_moment(screen, looked)}. [list.{on}] looks further.")
    if query.find:
        return "Nothing is found here; esc shows everything again."
    if query.filter != spec.filters[0][0]:
        return f"Nothing is here under {dict(spec.filters).get(query.filter, query.filter)}; esc shows the others."
    return with_keys(spec.nothing)


def _moment(screen: "ShownList", looked: LookedTo) -> str:
    local = datetime.fromtimestamp(looked.at, UTC).astimezone(screen.office.zone)
    return f"{short_day(local.date())} {clock_text(local)}"


def draw_about(screen: "ShownList") -> None:
    """What the columns had no room for of the row under the cursor, or what its list says about it."""
    row, look = screen.current, screen.look
    if row is None:
        screen.about.show_lines([])
        return
    spec, office, width = screen.spec, screen.office, screen.about.outer_size.width
    text = spec.about(row, office) if spec.about else unseen(row, spec.columns, width, office)
    apart = f" {screen.glyphs.dot} ".join(clean_line(text, 1000).split("   "))  # blanks alone vanish in a wrapped line
    lines = wrapped(apart, max(10, width - 2))[:_ABOUT_LINES]
    screen.about.show_lines([[Segment(f" {line}", look["panel"])] for line in lines])


def whole_text(screen: "ShownList") -> str:
    """Every column of the row under the cursor, with its name."""
    row = screen.current
    if row is None:
        return ""
    said = ((column.label, column.draw(row.values.get(column.name), screen.office)) for column in screen.spec.columns)
    return "   ".join(f"{label}: {text}" for label, text in said if text)


def draw_keys(screen: "ShownList") -> None:
    """The keys that matter now; where nothing is ever added, not the one that adds. Under a dialog, those of it."""
    if screen.keys.is_covered:
        return
    over = screen.app.screen
    if isinstance(over, Dialog):
        screen.status.show_badge(over.mode_name, "chip", board_keys=False)
        screen.keys.show(over.mode_keys)
        return
    screen.status.hide_badge()
    adds, runs = screen.spec.add is not None, keys_of_list(screen.spec.name)
    shown = (
        each
        for each in screen.commands
        # a list's own key may be one of everywhere
        if each.rank and (each.id != "list.add" or adds) and runs.get((*each.keys, "")[0], each.id) == each.id
    )
    ranked = sorted(shown, key=lambda command: command.rank)
    screen.keys.show(
        [
            KeyHint(each.shown_key, screen.spec.labels.get(each.id, each.label), not screen.why_not(each), each.id)
            for each in ranked
        ]
    )
