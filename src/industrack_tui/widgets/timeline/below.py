"""What stands below the last row where there is room: what needs an eye, the worst first, and what the marks say."""

from collections.abc import Callable, Mapping, Sequence
from datetime import tzinfo

from rich.segment import Segment

from industrack_core.domain.board.alarms import Alarm
from industrack_core.domain.board.board import Block
from industrack_core.domain.board.matters import Matter
from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.domain.records.office import Office
from industrack_core.domain.text.text import cell_width, clip, pad
from industrack_core.domain.time.minute import instant_of
from industrack_core.domain.time.span import clock_text
from industrack_tui.glyphs import Glyphs, legend_in
from industrack_tui.themes import Look
from industrack_tui.widgets.timeline.pieces import Pieces

LEAST_LINES = 3
_MOST = 12
_CHIP = 15
Wrong = Block | Matter
Worst = Sequence[tuple[Alarm, Wrong]]


class Below(NamedTuple):
    """The lines below the rows, and what is told on which of them."""

    lines: list[Pieces]
    told: dict[int, Wrong]


NOTHING = Below([], {})


class BelowRows:
    """Draws them again only when they say something new."""

    def __init__(self) -> None:
        self._worst: Worst | None = None
        self._about: tuple[object, ...] = ()
        self._drawn = NOTHING
        self._key = ""

    def show(self, worst: Worst, key: str) -> bool:
        """What needs an eye, and the key that lists it; answers whether that is not what it was."""
        changed = (worst, key) != (self._worst, self._key)
        self._worst, self._key = worst, key
        return changed

    def drawn(
        self, room: int, width: int, names: int, look: Look, glyphs: Glyphs, office: Office, now: int, zone: tzinfo,
        called: Mapping[int, str],
    ) -> Below:  # fmt: skip
        """The lines, once it is known what needs an eye; `now` in minutes since 1970 UTC, `called` is what people are
        called in the rows."""
        about = (self._worst, self._key, room, width, names, look, office, now, called)
        changed, self._about = about != self._about, about  # what is equal and not the same would be compared each time
        if changed:
            self._drawn = NOTHING
            if self._worst is not None:
                self._drawn = lines_below(
                    self._worst, room, width, names, look, glyphs, lambda each: called.get(each, "?"),
                    lambda block: _when(block, now, zone), self._key, phones=office.has_phones,
                )  # fmt: skip
        return self._drawn


def _when(block: Block, now: int, zone: tzinfo) -> str:
    """A job's times, its weekday before them when that is not today's."""
    start, end, today = (instant_of(each).astimezone(zone) for each in (block.start, block.end, now))
    times = f"{clock_text(start)}-{clock_text(end)}"
    return times if start.date() == today.date() else f"{start:%a} {times}"


def lines_below(
    worst: Worst, room: int, width: int, names: int, look: Look, glyphs: Glyphs,
    called: Callable[[int], str], when: Callable[[Block], str], key: str = "", *, phones: bool = False,
) -> Below:  # fmt: skip
    """`room` lines of `width` cells, the first `names` of them for who it is about; `called` names an employee, `when`
    writes a job's times; `key` lists them all, with `phones` their marks are explained. Nothing in less than three
    lines."""
    if room < LEAST_LINES:
        return Below([], {})
    shown = worst[: min(_MOST, room - 2)]
    blanks = room - 2 - len(shown)
    lines: list[Pieces] = [[] for _ in range(blanks > 0)]
    lines.append(_title(len(worst), names, look, key))
    told = {len(lines) + place: each for place, (_, each) in enumerate(shown)}
    lines += [_line(alarm, each, names, look, glyphs, called, when) for alarm, each in shown]
    lines += [[] for _ in range(room - 1 - len(lines))]
    lines.append(_legend(width, names, look, glyphs, phones))
    return Below([_fitted(line, width, look, glyphs) for line in lines], told)


def _title(count: int, names: int, look: Look, key: str) -> Pieces:
    if not count:
        return [Segment(pad("", names), look["ground"]), Segment("Nothing needs an eye.", look["muted"])]
    title = f" Needs an eye {count}"
    return [
        Segment(pad(title, max(names, cell_width(title) + 2)), look["strong"]),
        Segment(f"the worst first{f' ({key})' if key else ''}", look["muted"]),
    ]


def _line(
    alarm: Alarm, about: Wrong, names: int, look: Look, glyphs: Glyphs, called: Callable[[int], str],
    when: Callable[[Block], str],
) -> Pieces:  # fmt: skip
    chip = pad(clip(f" {glyphs.alarms[alarm.kind]} {alarm.words}", _CHIP - 1, glyphs.ellipsis), _CHIP)
    pieces = [
        Segment(pad(clip(f" {called(about.employee_id)}", names, glyphs.ellipsis), names), look["ground"]),
        Segment(chip, look["alarm" if alarm.is_red else "warn"]),
    ]
    if isinstance(about, Matter):
        return [*pieces, Segment(f" {about.text}", look["muted"])]
    return [
        *pieces,
        Segment(f" {when(about)} ", look["muted"]),
        Segment(about.customer, look["strong"]),
        Segment(f"   {about.description}", look["muted"]),
    ]


def _legend(width: int, names: int, look: Look, glyphs: Glyphs, phones: bool) -> Pieces:
    return [
        Segment(pad(" Marks", names), look["strong"]),
        Segment(legend_in(glyphs, width - names - 1, phones=phones), look["muted"]),
    ]


def _fitted(line: Pieces, width: int, look: Look, glyphs: Glyphs) -> Pieces:
    """The line in exactly `width` cells; words that have no room end in an ellipsis, a cell before the edge."""
    fitted, room = [], width
    for text, style, _ in line:
        told = text if cell_width(text) <= room else clip(text, max(room - 1, 0), glyphs.ellipsis)
        fitted.append(Segment(told, style))
        room -= cell_width(told)
        if told != text:
            break
    return [*fitted, Segment(" " * room, look["ground"])]
