"""Styles for a terminal's own 16 colors, and for none.

All text is the terminal's default, plain, bold or reversed: nobody knows on which ground it stands, and yellow on white
or blue on black cannot be read. Color is only ever a ground, with black or white on it that can be read in every usual
palette. Without colors, attributes alone.
"""

from rich.style import Style

from industrack_tui.palettes import HEATS

# A job's color as a ground, and what is written on it.
_GROUNDS = {
    "red": ("bright_white", "red"), "orange": ("black", "bright_yellow"), "yellow": ("black", "bright_yellow"),
    "green": ("black", "bright_green"), "teal": ("black", "bright_cyan"), "blue": ("bright_white", "blue"),
    "purple": ("bright_white", "magenta"), "pink": ("bright_white", "magenta"), "brown": ("black", "bright_yellow"),
    "grey": ("black", "white"), "none": ("black", "white"),
}  # fmt: skip


def _style(attributes: str = "") -> Style:
    return Style.parse(f"{attributes} default on default")


_DEFAULT, _BOLD, _REVERSE = _style(), _style("bold"), _style("reverse")
_BOLD_REVERSE, _UNDERLINED = _style("bold reverse"), _style("underline")
_STANDS_OUT = _style("bold underline")
_RED = Style(color="bright_white", bgcolor="red", bold=True)
_AMBER = Style(color="black", bgcolor="bright_yellow", bold=True)
_CYAN = Style(color="black", bgcolor="bright_cyan", bold=True)
_BLUE = Style(color="bright_white", bgcolor="blue", bold=True)
_LINE = _style("dim")
"""Lines and hatching are no text: they may be faint."""

_WITH_16 = {
    **dict.fromkeys(
        ["ground", "muted", "name", "free", "free_muted", "off_text", "now", "now_off", "panel", "panel_muted",
         "toggle", "list", "list_muted", "good", "panel_good", "done", "dim", "bar", "panel_bar", *HEATS], _DEFAULT),
    **dict.fromkeys(["strong", "accent", "panel_strong", "panel_accent", "bar_warn", "bar_over", "panel_bar_warn",
         "panel_bar_over", *(f"{heat}_strong" for heat in HEATS)], _BOLD),
    **dict.fromkeys(["faint", "line", "off", "panel_faint", "bar_rest", "panel_bar_rest"], _LINE),
    **dict.fromkeys(["warning", "panel_warning"], _STANDS_OUT),
    **dict.fromkeys(["error", "panel_error", "alarm"], _RED),
    **dict.fromkeys(["cursor", "pick", "name_cursor"], _CYAN),
    "warn": _AMBER, "chip": _BLUE, "came": _BOLD_REVERSE, "idle": _BOLD_REVERSE,
    "tail": Style(color="red", bgcolor="default"),
    "cursor_idle": _REVERSE, "pick_idle": _UNDERLINED,
    "input": _UNDERLINED, "input_hint": _UNDERLINED, "input_focus": _STANDS_OUT,
    "input_selected": _style("reverse underline"), "input_cursor": _REVERSE,
}  # fmt: skip


def _bare(style: Style) -> Style:
    """The attributes of a style alone."""
    return Style(bold=style.bold, dim=style.dim, reverse=style.reverse, underline=style.underline, strike=style.strike)


_WITHOUT = {role: _bare(style) for role, style in _WITH_16.items()} | {
    **dict.fromkeys(["alarm", "warn", "error", "panel_error"], _bare(_STANDS_OUT)),
    **dict.fromkeys(["cursor", "pick", "name_cursor", "chip", "came"], _bare(_BOLD_REVERSE)),
    "tail": Style(), "dim": Style(dim=True), "idle": Style(bold=True, underline=True),
}  # fmt: skip


def few_role_styles(*, mono: bool) -> dict[str, Style]:
    """The styles of all roles."""
    return _WITHOUT if mono else _WITH_16


def few_card(hue: str, tone: str, *, mono: bool) -> tuple[Style, Style, Style, Style, Style, Style]:
    """Badge, its cell below, first words, words, red and amber alarms: of a block in a tone (see `Look.card`)."""
    if mono:
        return _without_color(tone)
    if tone == "done":
        return (_DEFAULT, _DEFAULT, _DEFAULT, _DEFAULT, _RED, _AMBER)
    if tone == "dim":
        return (_DEFAULT,) * 6
    if tone == "declined":
        return (_RED,) * 6
    if tone == "ghost":
        return (_CYAN, _CYAN, _CYAN, _CYAN, _RED, _AMBER)
    color, ground = _GROUNDS.get(hue, _GROUNDS["none"])
    badge = Style(color=color, bgcolor=ground, bold=True)
    if tone == "cursor":
        return (badge, badge, _CYAN, _CYAN, _RED, _AMBER)
    return (badge, badge, _BOLD_REVERSE, _REVERSE, _RED, _AMBER)


def _without_color(tone: str) -> tuple[Style, Style, Style, Style, Style, Style]:
    """A live block is reversed, and an alarm a hole in it; the cursor and what is in the hand are underlined."""
    hole = _bare(_STANDS_OUT)
    if tone == "done":
        return (Style(), Style(), Style(), Style(), hole, hole)
    if tone == "dim":
        return (Style(dim=True),) * 6
    if tone == "declined":
        struck = Style(bold=True, strike=True)
        return (Style(bold=True), Style(bold=True), struck, struck, struck, struck)
    reverse = Style(reverse=True)
    if tone == "ghost":
        held = Style(reverse=True, underline=True)
        return (held, held, held, held, hole, hole)
    if tone == "cursor":
        here = Style(bold=True, underline=True, reverse=True)
        return (reverse, reverse, here, here, hole, hole)
    return (reverse, reverse, Style(reverse=True, bold=True), reverse, hole, hole)
