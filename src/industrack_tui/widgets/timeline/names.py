"""The frozen column of names: who it is, how much is planned against their working hours, when they are free next."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from copy import copy

from rich.segment import Segment

from industrack_core.domain.board.board import Row
from industrack_core.domain.board.next_free import next_free
from industrack_core.domain.board.working_hours import Load, load_of
from industrack_core.domain.records.office import Employee, Office
from industrack_core.domain.text.text import cell_width, clip, pad
from industrack_tui.glyphs import Glyphs
from industrack_tui.themes import Look
from industrack_tui.widgets.timeline.cursor import View
from industrack_tui.widgets.timeline.drawn_rows import Places
from industrack_tui.widgets.timeline.geometry import Line
from industrack_tui.widgets.timeline.pieces import Pieces

_LOAD_ROOM = 8
_ROUND_BAR = 5
_NEARLY_FULL = 90
_WIDTHS = 2
"""For so many widths of the column it is known what everybody is called: beside a form it has fewer cells."""
Clock = Callable[[int], str]


def load_text(load: Load) -> str:
    """`5.5/8` hours; planned hours alone where no working hours are known, nothing where nothing is planned then."""
    if load.working is None:
        return f"{hours_text(load.planned)}h" if load.planned else ""
    if not load.planned and not load.working:
        return "off"
    return f"{hours_text(load.planned)}/{hours_text(load.working)}"


def hours_text(minutes: int) -> str:
    """Hours with a decimal where there are some minutes over."""
    return f"{minutes / 60:.1f}".removesuffix(".0")


def name_forms(people: Sequence[Employee], cells: int) -> dict[int, str]:
    """What everybody is called in `cells`, all in one way: `Last, First`, `Last F.` or `Last`, by ids.

    Whoever does not fit so, or shares the name with somebody, is called by more of it, which is cut.
    """
    forms: tuple[Callable[[Employee], str], ...] = (lambda each: each.name, _with_initial, lambda each: each.last_name)
    for form in forms:
        called = {each.id: form(each) for each in people}
        if all(cell_width(text) <= cells for text in called.values()):
            break
    seen: dict[str, int] = {}
    for text in called.values():
        seen[text] = seen.get(text, 0) + 1
    return {each.id: called[each.id] if seen[called[each.id]] == 1 else _with_initial(each) for each in people}


def _with_initial(employee: Employee) -> str:
    first = employee.first_name
    return f"{employee.last_name} {first[0]}." if first else employee.last_name


def _place(view: View, width: int) -> Hashable:
    return view.axis, view.tall, width


class NameColumn:
    """Paints the cells beside the lanes of a view. What they say is worked out once for each row that changes, at each
    place that is looked at."""

    def __init__(self, view: View) -> None:
        self._view = view
        self.cells: Places[tuple[int, bool], tuple[Row | None, list[Pieces]]] = Places()
        self._forms: dict[int, Mapping[int, str]] = {}
        self._formed: tuple[Sequence[int], Office] | None = None

    def of(self, view: View, width: int) -> "NameColumn":
        """The same people beside what comes into sight next; what is worked out of it is kept until it is there."""
        other = copy(self)
        other._view, other.cells = view, Places()
        other.cells.here = self.cells.elsewhere(_place(view, width))
        return other

    def turn_to(self, width: int, *, is_new: bool) -> None:
        """The view is looked at with so wide a column; `is_new`: every cell looks otherwise. A scroll changes none."""
        self.cells.turn_to(_place(self._view, width), is_new=is_new)

    def cell(
        self, line: Line, index: int, width: int, look: Look, glyphs: Glyphs, office: Office | None, *,
        flashes: bool, now: int, clock: Clock,
    ) -> Pieces:  # fmt: skip
        """The cell of a line, which is the `index`-th in sight; `flashes` marks a row that somebody else changed."""
        view = self._view
        part = 0 if index == 0 else line.lane
        here = line.row == view.line.row and part == 0
        if part >= max(view.tall, 2 if view.is_strip(line.row) else 1):
            text = self._lane_note(line)
            pick = Segment(glyphs.pick, look["name_cursor"]) if line == view.line else Segment(" ", look["muted"])
            return [
                pick,
                Segment(pad(clip(f" {text}" if text else "", width - 2, glyphs.ellipsis), width - 1), look["muted"]),
            ]
        employee_id = view.employee_at(line.row) or 0
        key, row = (employee_id, here), view.row_at(line.row)
        kept = self.cells.here.get(key)
        if kept is None or kept[0] is not row:
            employee = office.employee(employee_id) if office else None
            kept = row, self._painted(employee, line.row, width, look, glyphs, office, here, now, clock)
            self.cells.here[key] = kept
        role = "name_cursor" if here else "name"
        mark = glyphs.pick if part == view.line.lane and line.row == view.line.row and here else " "
        if flashes and part == 0:
            mark, role = glyphs.dot, "accent"
        return [Segment(mark, look[role]), *kept[1][part]]

    def _painted(
        self, employee: Employee | None, row_index: int, width: int, look: Look, glyphs: Glyphs,
        office: Office | None, here: bool, now: int, clock: Clock,
    ) -> list[Pieces]:  # fmt: skip
        """All cells of a row without their first column, which holds marks."""
        view = self._view
        row = view.row_at(row_index)
        load = load_of(row, view.axis.start, view.axis.end, bool(employee.hours)) if employee and row else None
        text = load_text(load) if load else ""
        role = _role(load)
        name = self._called(employee, width, office)
        name_style = look["name_cursor" if here else "name" if view.tall == 1 else "strong"]
        if view.tall == 1 and not view.is_strip(row_index):
            room = width - 2 - len(text)
            tail = [Segment(f"{text} ", look[role])] if text else [Segment(" ", name_style)]
            return [[Segment(pad(clip(name, room, glyphs.ellipsis), room), name_style), *tail]]
        cells: list[Pieces] = [[Segment(pad(clip(name, width - 1, glyphs.ellipsis), width - 1), name_style)]]
        if row is not None and view.is_strip(row_index):
            jobs = sum(len(lane) for lane in row.lanes)
            crowd = f"{jobs} jobs, {len(row.lanes)} at once"
            crowd = crowd if len(crowd) < width - 1 else f"{jobs}, {len(row.lanes)} at once"
            cells.append(_said(crowd, width, look, glyphs))
        else:
            cells.append(_bar(load, text, width, look, glyphs))
        free = next_free(row, now, clock) if row is not None and view.axis.start <= now < view.axis.end else ""
        return [*cells, _said(free if free != text else "", width, look, glyphs)]

    def _called(self, employee: Employee | None, width: int, office: Office | None) -> str:
        if employee is None or office is None:
            return "?"
        return self.called(width, office).get(employee.id, employee.name)

    def called(self, width: int, office: Office) -> Mapping[int, str]:
        """What everybody of the roster is called in a column of so many cells, by ids."""
        cells = width - 1 if self._view.tall > 1 else width - 2 - _LOAD_ROOM + 1
        roster = self._view.roster
        if not self._is_formed(roster, office):
            self._forms = {}
        self._formed = (roster, office)
        forms = self._forms.get(cells)
        if forms is None:
            people = (office.employee(each) for each in roster)
            forms = name_forms([each for each in people if each is not None], cells)
            kept = list(self._forms.items())[-_WIDTHS + 1 :]
            self._forms = {**dict(kept), cells: forms}
        return forms

    def _is_formed(self, roster: Sequence[int], office: Office) -> bool:
        """Whether the names known are those of these people."""
        if self._formed is None:
            return False
        known, before = self._formed
        is_theirs = known is roster or known == roster
        return is_theirs and _are_called_alike(before, office)

    def _lane_note(self, line: Line) -> str:
        row = self._view.row_at(line.row)
        lanes = len(row.lanes) if row else 0
        return f"{lanes} at once" if line.lane == self._view.tall and lanes > 1 else ""


def _are_called_alike(one: Office, other: Office) -> bool:
    """Whether everybody has the same name in both; most people are the same values where one of them changed."""
    if one is other:
        return True
    pairs = zip(one.employees, other.employees, strict=False)
    return len(one.employees) == len(other.employees) and all(
        before is now or (before.id, before.name) == (now.id, now.name) for before, now in pairs
    )


def _role(load: Load | None) -> str:
    return "error" if load is not None and load.is_over else "muted"


def _said(text: str, width: int, look: Look, glyphs: Glyphs) -> Pieces:
    return [Segment(pad(clip(f" {text}", width - 1, glyphs.ellipsis), width - 1), look["muted"])]


def _bar(load: Load | None, text: str, width: int, look: Look, glyphs: Glyphs) -> Pieces:
    """How much of the working hours is planned, and the hours."""
    room = width - _ROUND_BAR - len(text)
    if load is None or not load.working or room < 3:
        blanks = pad("", width - 2 - len(text))
        return [Segment(blanks, look["muted"]), Segment(text, look[_role(load)]), Segment(" ", look["muted"])]
    percent = 100 * load.planned // load.working
    full = min(room, -(-room * percent // 100))
    role = "bar_over" if load.is_over else "bar_warn" if percent > _NEARLY_FULL else "bar"
    return [
        Segment(" ", look["ground"]), Segment(glyphs.load * full, look[role]),
        Segment((glyphs.load if not look.mono else " ") * (room - full), look["bar_rest"]),
        Segment("  ", look["muted"]), Segment(text, look[_role(load)]), Segment(" ", look["muted"]),
    ]  # fmt: skip
