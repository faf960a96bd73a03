"""How full a day is, as a step of color, a share in whole percent, and a glyph where there are no colors: pure."""

from collections.abc import Sequence
from typing import Final

from rich.segment import Segment
from rich.style import Style

from industrack_core.domain.board.working_hours import Load
from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.domain.text.text import cell_width
from industrack_tui.glyphs import Glyphs
from industrack_tui.themes import Look

FULL: Final = 100
_BELOW: Final = (0, 40, 65, 90)
_NEARLY: Final = 90
_MOST_SAID: Final = 999
_OVER: Final = 5


class Heat(NamedTuple):
    """`step` 0 (nothing) to 5 (more than there is); `percent` is None where no working hours are known."""

    step: int
    percent: int | None

    @property
    def is_over(self) -> bool:
        return self.step == _OVER

    @property
    def said(self) -> str:
        """`104%`; `off` where somebody works who does not work then; empty where no hours are known."""
        if self.percent is None:
            return "off" if self.is_over else ""
        return f"{min(self.percent, _MOST_SAID)}%"


def heat_of(load: Load) -> Heat:
    """Planned against working minutes. Of whom no hours are known, work is the first step."""
    if load.working is None:
        return Heat(1 if load.planned else 0, None)
    if not load.working:
        return Heat(_OVER if load.planned else 0, None)
    percent = round(FULL * load.planned / load.working)
    if load.is_over:
        return Heat(_OVER, max(percent, FULL + 1))
    percent = min(percent, FULL)
    step = sum(FULL * load.planned >= below * load.working for below in _BELOW) if load.planned else 0
    return Heat(step, percent)


def step_glyph(heat: Heat, glyphs: Glyphs) -> str:
    """One cell, as full as the day: told without colors."""
    if not heat.step:
        return glyphs.steps[0]
    most = len(glyphs.steps) - 1
    share = FULL if heat.is_over else heat.percent if heat.percent is not None else 1
    return glyphs.steps[max(1, min(most, round(most * share / FULL)))]


def bar_pieces(heat: Heat, cells: int, look: Look, glyphs: Glyphs) -> list[Segment]:
    """A bar of so many cells on plain ground: grey, amber when nearly all is taken, red when more."""
    if cells < 1 or heat.percent is None:
        return [Segment(" " * max(0, cells), look["ground"])]
    filled = min(cells, round(cells * heat.percent / FULL))
    role = "bar_over" if heat.is_over else "bar_warn" if heat.percent > _NEARLY else "bar"
    rest = glyphs.line if look.is_few else glyphs.load
    return [Segment(glyphs.load * filled, look[role]), Segment(rest * (cells - filled), look["bar_rest"])]


def marks_right(left: str, marks: Sequence[tuple[str, str]], cells: int, style: Style, look: Look) -> list[Segment]:
    """A line of so many cells: words, and at its right end marks of (text, role), the first of them for which the words
    leave room."""
    kept: list[Segment] = []
    room = cells - cell_width(left)
    for text, role in marks:
        if cell_width(text) > room:
            break
        kept.append(Segment(text, look[role]))
        room -= cell_width(text)
    return [Segment(left + " " * max(0, room), style), *kept]
