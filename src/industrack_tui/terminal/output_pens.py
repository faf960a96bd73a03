"""How a cell looks, and the shortest way for a terminal from one look to the next.

A *pen* is what a cell's style comes to on the wire: attributes, two colours, a link. Each pen is known by one
character, so that the pens of a whole line are a string which can be compared and searched at the speed of C.
"""

import re
from functools import cache

from rich.color import Color, ColorSystem
from rich.color_triplet import ColorTriplet
from rich.style import Style

from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.domain.text.late_pattern import late_pattern
from industrack_tui.palettes import triple

# Bit of a rich style -> code that switches it on, and the code that switches its group off again.
_ON = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "21", "51", "52", "53")
_OFF = (
    (0b0000000000011, "22"),
    (0b0000000000100, "23"),
    (0b0001000001000, "24"),
    (0b0000000110000, "25"),
    (0b0000001000000, "27"),
    (0b0000010000000, "28"),
    (0b0000100000000, "29"),
    (0b0110000000000, "54"),
    (0b1000000000000, "55"),
)
_ALL_BITS = (1 << len(_ON)) - 1
# Underline, reverse, strike, double underline, frame, circle, overline: what can be seen on a blank cell.
_BLANK_BITS = 0b1111101001000

_FIRST_PEN = 0x100
_MOST_PENS = 0xD000  # stays below the surrogates, which cannot be encoded
_MOST_STYLES = 8192
_MOST_CHANGES = 2048
"""So many ways from pen to pen are known: a day has ten times as many, a frame a hundred."""
_LINK = late_pattern(r"(?:https?://|mailto:|tel:|geo:)[!-~]{1,2000}")
_LINK_ID = late_pattern(r"[\w-]{1,80}", re.ASCII)


class Pen(NamedTuple):
    """Look of a cell. `fg` None and bits outside `mask`: cannot be seen on this cell, so any will do."""

    bits: int = 0
    fg: str | None = "39"
    bg: str = "49"
    link: str = ""
    mask: int = _ALL_BITS


KnownStyle = tuple[Style | None, str, str]

DEFAULT = Pen()
DEFAULT_BLANK = Pen(fg=None, mask=_BLANK_BITS)


class PenCase:
    """All pens in use with one colour system, each under one character."""

    def __init__(self, color_system: ColorSystem) -> None:
        self._color_system = color_system
        self._pens: list[Pen] = []
        self._names: dict[Pen, str] = {}
        self.known: dict[int, KnownStyle] = {}
        self.changes: dict[str, tuple[str, str]] = {}
        self.default = self._name(DEFAULT)
        self.blank = self._name(DEFAULT_BLANK)

    @property
    def full(self) -> bool:
        """Whether the case should be replaced by a fresh one before the next frame."""
        return len(self._pens) > _MOST_PENS // 2

    def names(self, style: Style) -> KnownStyle:
        """The style with the names of its pens for text and for blank cells; `known` holds what was asked before."""
        held = self.known.get(id(style))
        if held is None:
            if len(self.known) >= _MOST_STYLES:
                self.known.clear()
            pen = self._pen(style)
            visible_on_blank = pen.bits & _BLANK_BITS or pen.link
            blank = pen if visible_on_blank else Pen(fg=None, bg=pen.bg, mask=_BLANK_BITS)
            # The style is kept with its names: its id stays its own as long as the entry lives.
            held = self.known[id(style)] = (style, self._name(pen), self._name(blank))
        return held

    def ground(self, name: str) -> str:
        """What the ground of a pen comes to on the wire."""
        return self._of(name).bg

    def is_plain(self, name: str) -> bool:
        """Whether blanks of that pen show its ground and nothing else."""
        pen = self._of(name)
        return not pen.bits & _BLANK_BITS and not pen.link

    def change(self, held: str, wanted: str) -> tuple[str, str]:
        """From the pen in hand to the pen wanted: what to write, and the name of the pen then in hand."""
        key = held + wanted
        change = self.changes.get(key)
        if change is None:
            if len(self.changes) >= _MOST_CHANGES:
                self.changes.clear()
            text, pen = _change(self._of(held), self._of(wanted))
            change = self.changes[key] = (text, self._name(pen))
        return change

    def _of(self, name: str) -> Pen:
        return self._pens[ord(name) - _FIRST_PEN]

    def _name(self, pen: Pen) -> str:
        name = self._names.get(pen)
        if name is None:
            name = self._names[pen] = chr(_FIRST_PEN + len(self._pens))
            self._pens.append(pen)
        return name

    def _pen(self, style: Style) -> Pen:
        system = self._color_system
        fg, bg = style.color, style.bgcolor
        return Pen(
            style._attributes & style._set_attributes,
            "39" if fg is None else ";".join(_at(fg, system).get_ansi_codes()),
            "49" if bg is None else ";".join(_at(bg, system).get_ansi_codes(foreground=False)),
            _link(style),
        )


def _at(color: Color, system: ColorSystem) -> Color:
    """A color as the terminal has it. One of the 256 that is told by its parts is that one: greys would be rounded."""
    if system is ColorSystem.EIGHT_BIT and color.triplet is not None and color.triplet in _numbers():
        return Color.from_ansi(_numbers()[color.triplet])
    return color.downgrade(system)


@cache
def _numbers() -> dict[ColorTriplet, int]:
    return {ColorTriplet(*triple(f"color({number})")): number for number in range(255, 15, -1)}


def _link(style: Style) -> str:
    """Link parameters of a style; empty unless the target is an address that can do nothing but be followed."""
    link, link_id = style.link, style.link_id
    if not link or not _LINK.fullmatch(link):
        return ""
    return f"id={link_id};{link}" if _LINK_ID.fullmatch(link_id) else f";{link}"


def _change(held: Pen, wanted: Pen) -> tuple[str, Pen]:
    step = Pen(
        wanted.bits | (held.bits & ~wanted.mask),
        held.fg if wanted.fg is None else wanted.fg,
        wanted.bg,
        wanted.link,
    )
    fresh = Pen(wanted.bits, wanted.fg or "39", wanted.bg, wanted.link)
    stepwise = _codes(held, step)
    afresh = ["", *_codes(DEFAULT, fresh)]
    codes, pen = (stepwise, step) if len(";".join(stepwise)) <= len(";".join(afresh)) else (afresh, fresh)
    text = f"\x1b[{';'.join(codes)}m" if codes else ""
    if held.link != wanted.link:
        text += f"\x1b]8;{wanted.link or ';'}\x1b\\"
    return text, pen


def _codes(held: Pen, wanted: Pen) -> list[str]:
    """Codes from one fully known pen to another."""
    codes: list[str] = []
    bits = held.bits
    for group, off in _OFF:
        if bits & group & ~wanted.bits:
            codes.append(off)
            bits &= ~group
    codes.extend(on for place, on in enumerate(_ON) if (wanted.bits & ~bits) >> place & 1)
    if held.fg != wanted.fg and wanted.fg is not None:
        codes.append(wanted.fg)
    if held.bg != wanted.bg:
        codes.append(wanted.bg)
    return codes
