"""Themes: the only place with colors. A theme dresses Textual's widgets, and as a `Look` the drawn panes.

Five of them: dark, light, high contrast, color-blind safe, and the terminal's own 16 colors, which is
also what NO_COLOR and terminals with few colors get. Never color alone: glyph, text or edge says it too.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from rich.style import Style
from textual.color import Color
from textual.theme import Theme

Hues = Mapping[str, str]


@dataclass(frozen=True)
class Palette:
    """Colors of one theme by role. `hues` are the tints that paint jobs."""

    name: str
    dark: bool
    background: str
    foreground: str
    muted: str
    faint: str
    panel: str
    off: str
    accent: str
    on_accent: str
    warning: str
    error: str
    good: str
    now: str
    hues: Hues = field(default_factory=dict)
    on_hue: str = ""


_DARK_HUES = {
    "red": "#a63d40", "orange": "#a65a22", "yellow": "#8a6d12", "green": "#3b7a45", "teal": "#1f7a7a",
    "blue": "#2f66a8", "purple": "#6d4fa3", "pink": "#a34a7e", "brown": "#7a5a40", "grey": "#5b6472",
    "none": "#46566b",
}  # fmt: skip
_LIGHT_HUES = {
    "red": "#f2b8b5", "orange": "#f7cba4", "yellow": "#f0df9a", "green": "#bfe3bf", "teal": "#b3e0de",
    "blue": "#bcd6f5", "purple": "#d7c8f0", "pink": "#f3c3dc", "brown": "#ddc9b6", "grey": "#d3d8de",
    "none": "#cbd5e1",
}  # fmt: skip
_BOLD_HUES = {
    "red": "#d00000", "orange": "#c05000", "yellow": "#7a6000", "green": "#007a00", "teal": "#007878",
    "blue": "#0050d8", "purple": "#7000c8", "pink": "#b80078", "brown": "#704000", "grey": "#505050",
    "none": "#404040",
}  # fmt: skip
_SAFE_HUES = {  # Okabe and Ito's colors, darkened to carry white text
    "red": "#a8480a", "orange": "#8f6300", "yellow": "#6e6800", "green": "#006e50", "teal": "#1c6f8c",
    "blue": "#00568c", "purple": "#8a4f75", "pink": "#9c5a80", "brown": "#6b4a1f", "grey": "#5a5f66",
    "none": "#46566b",
}  # fmt: skip

PALETTES = {
    palette.name: palette
    for palette in (
        Palette(
            "dark", True, "#12161d", "#d8dee7", "#8a95a5", "#343d4b", "#1b212c", "#0b0e13", "#e8b04a",
            "#12161d", "#e8b04a", "#f07178", "#8fc98f", "#e06c75", _DARK_HUES, "#f4f6f9",
        ),
        Palette(
            "light", False, "#fbfbf9", "#20262e", "#5d6774", "#c9ced6", "#eceef0", "#eef0f2", "#1d5fb4",
            "#ffffff", "#9a5b00", "#b3261e", "#2e7d32", "#c62828", _LIGHT_HUES, "#1a1f26",
        ),
        Palette(
            "contrast", True, "#000000", "#ffffff", "#d0d0d0", "#808080", "#1a1a1a", "#262626", "#ffff00",
            "#000000", "#ffd700", "#ff6060", "#60ff60", "#ff6060", _BOLD_HUES, "#ffffff",
        ),
        Palette(
            "safe", True, "#12161d", "#d8dee7", "#8a95a5", "#343d4b", "#1b212c", "#0b0e13", "#f0e442",
            "#12161d", "#e69f00", "#f58a3c", "#56b4e9", "#e69f00", _SAFE_HUES, "#f4f6f9",
        ),
    )
}  # fmt: skip

ANSI = "ansi"
THEME_NAMES = (*PALETTES, ANSI)

_ANSI_HUES = {
    "red": "red", "orange": "yellow", "yellow": "yellow", "green": "green", "teal": "cyan", "blue": "blue",
    "purple": "magenta", "pink": "magenta", "brown": "yellow", "grey": "white", "none": "white",
}  # fmt: skip


def textual_theme(name: str) -> Theme | None:
    """The theme that dresses Textual's own widgets; None for `ansi`, which Textual brings."""
    if name == ANSI:
        return None
    palette = PALETTES[name]
    return Theme(
        name=f"industrack-{name}",
        primary=palette.accent,
        secondary=palette.good,
        warning=palette.warning,
        error=palette.error,
        success=palette.good,
        accent=palette.accent,
        foreground=palette.foreground,
        background=palette.background,
        surface=palette.panel,
        panel=palette.panel,
        dark=palette.dark,
    )


def textual_theme_name(name: str) -> str:
    """What Textual calls the theme."""
    return "ansi-dark" if name == ANSI else f"industrack-{name}"


class Look:
    """Ready styles for the drawn panes. `mono` means that edges, glyphs and attributes must carry everything."""

    def __init__(self, name: str, *, mono: bool = False) -> None:
        self.name = name
        self.mono = mono
        self._roles = _mono_roles() if mono else _ansi_roles() if name == ANSI else _palette_roles(PALETTES[name])

    def __getitem__(self, role: str) -> Style:
        return self._roles[role]

    @lru_cache(maxsize=256)  # noqa: B019 - a look lives as long as the program
    def block(self, hue: str, tone: str) -> tuple[Style, Style]:
        """Styles of a block's edge and body; `tone` is plain, high, late, done, declined, dim, ghost or cursor."""
        if self.mono:
            return _mono_block(tone)
        if self.name == ANSI:
            return _ansi_block(hue, tone)
        return _palette_block(PALETTES[self.name], hue, tone)


def _palette_roles(palette: Palette) -> dict[str, Style]:
    def style(color: str, ground: str = palette.background, bold: bool | None = None) -> Style:
        return Style(color=color, bgcolor=ground, bold=bold)

    entered = Color.parse(palette.background).blend(Color.parse(palette.accent), 0.25).hex
    listed = Color.parse(palette.background).blend(Color.parse(palette.foreground), 0.08).hex
    return {
        "ground": style(palette.foreground),
        "muted": style(palette.muted),
        "faint": style(palette.faint),
        "off": style(palette.faint, palette.off),
        "off_text": style(palette.muted, palette.off),
        "now": style(palette.now),
        "now_off": style(palette.now, palette.off),
        "cursor": style(palette.on_accent, palette.accent, bold=True),
        "cursor_idle": style(palette.foreground, palette.faint),
        "name": style(palette.foreground),
        "name_cursor": style(palette.accent, bold=True),
        "panel": style(palette.foreground, palette.panel),
        "panel_muted": style(palette.muted, palette.panel),
        "panel_strong": style(palette.foreground, palette.panel, bold=True),
        "panel_accent": style(palette.accent, palette.panel, bold=True),
        "panel_warning": style(palette.warning, palette.panel, bold=True),
        "panel_error": style(palette.error, palette.panel, bold=True),
        "panel_good": style(palette.good, palette.panel),
        "panel_faint": style(palette.faint, palette.panel),
        "toggle": style(palette.foreground, palette.panel),
        "input": style(palette.foreground),
        "input_hint": style(palette.muted),
        "input_focus": style(palette.foreground, entered),
        "input_selected": style(palette.background, palette.muted),
        "input_cursor": style(palette.background, palette.foreground),
        "list": style(palette.foreground, listed),
        "list_muted": style(palette.muted, listed),
        "strong": style(palette.foreground, bold=True),
        "accent": style(palette.accent, bold=True),
        "warning": style(palette.warning, bold=True),
        "error": style(palette.error, bold=True),
        "good": style(palette.good),
        "pick": style(palette.on_accent, palette.accent),
        "pick_idle": style(palette.foreground, palette.faint),
    }


def _palette_block(palette: Palette, hue: str, tone: str) -> tuple[Style, Style]:
    ground = palette.hues.get(hue, palette.hues["none"])
    edge = Color.parse(ground).blend(Color.parse(palette.on_hue), 0.55).hex
    if tone == "cursor":
        return Style(color=ground, bgcolor=palette.accent), Style(
            color=palette.on_accent, bgcolor=palette.accent, bold=True
        )
    if tone == "dim":
        faded = Color.parse(palette.background).blend(Color.parse(palette.foreground), 0.35).hex
        return Style(color=palette.faint, bgcolor=palette.background), Style(color=faded, bgcolor=palette.background)
    if tone == "ghost":
        held = Color.parse(palette.background).blend(Color.parse(palette.accent), 0.45).hex
        return Style(color=palette.accent, bgcolor=held, bold=True), Style(
            color=palette.foreground, bgcolor=held, bold=True
        )
    if tone == "done":
        dimmed = Color.parse(palette.background).blend(Color.parse(ground), 0.32).hex
        text = Color.parse(palette.background).blend(Color.parse(palette.foreground), 0.62).hex
        return Style(color=ground, bgcolor=dimmed), Style(color=text, bgcolor=dimmed)
    if tone == "declined":
        on_error = palette.background
        return Style(color=on_error, bgcolor=palette.error), Style(color=on_error, bgcolor=palette.error, bold=True)
    if tone in ("late", "high"):
        edge = palette.warning if tone == "late" else palette.error
    return Style(color=edge, bgcolor=ground), Style(color=palette.on_hue, bgcolor=ground, bold=tone == "high")


def _ansi_roles() -> dict[str, Style]:
    plain, dim, bold = Style(color="default", bgcolor="default"), Style(dim=True), Style(bold=True)
    reverse = Style(color="default", bgcolor="default", reverse=True, bold=True)
    return {
        "ground": plain, "muted": plain + dim, "faint": plain + dim, "off": plain + dim, "off_text": plain + dim,
        "now": plain + Style(color="red"), "now_off": plain + Style(color="red"), "cursor": reverse,
        "cursor_idle": Style(color="default", bgcolor="default", reverse=True), "name": plain,
        "name_cursor": plain + bold, "panel": plain, "panel_muted": plain + dim, "panel_strong": plain + bold,
        "panel_accent": plain + Style(color="cyan", bold=True),
        "panel_warning": plain + Style(color="yellow", bold=True),
        "panel_error": plain + Style(color="red", bold=True), "panel_good": plain + Style(color="green"),
        "panel_faint": plain + dim, "toggle": plain, "input": plain + Style(underline=True),
        "input_hint": plain + Style(dim=True, underline=True), "input_focus": plain + Style(underline=True, bold=True),
        "input_selected": Style(color="default", bgcolor="default", reverse=True, dim=True),
        "input_cursor": Style(color="default", bgcolor="default", reverse=True),
        "list": plain, "list_muted": plain + dim,
        "strong": plain + bold, "accent": plain + Style(color="cyan", bold=True),
        "warning": plain + Style(color="yellow", bold=True), "error": plain + Style(color="red", bold=True),
        "good": plain + Style(color="green"), "pick": reverse,
        "pick_idle": Style(color="default", bgcolor="default", underline=True),
    }  # fmt: skip


def _ansi_block(hue: str, tone: str) -> tuple[Style, Style]:
    color = _ANSI_HUES.get(hue, "white")
    if tone == "cursor":
        body = Style(color="default", bgcolor="default", reverse=True, bold=True)
        return body, body
    if tone == "dim":
        body = Style(color="default", bgcolor="default", dim=True)
        return body, body
    if tone == "ghost":
        body = Style(color="black", bgcolor="cyan", bold=True, underline=True)
        return body, body
    if tone == "done":
        body = Style(color=color, bgcolor="default")
        return body, body
    if tone == "declined":
        body = Style(color="bright_white", bgcolor="red", bold=True)
        return body, body
    body = Style(color="black", bgcolor=color, bold=tone == "high")
    return (Style(color="bright_white", bgcolor=color, bold=True) if tone == "late" else body), body


def _mono_roles() -> dict[str, Style]:
    roles = {role: Style(dim=style.dim, bold=style.bold, reverse=style.reverse, underline=style.underline)
             for role, style in _ansi_roles().items()}  # fmt: skip
    roles["off"] = roles["off_text"] = Style(dim=True)
    return roles


def _mono_block(tone: str) -> tuple[Style, Style]:
    if tone == "cursor":
        body = Style(reverse=True, bold=True)
    elif tone in ("done", "dim"):
        body = Style(dim=True)
    elif tone == "ghost":
        body = Style(reverse=True, underline=True)
    else:
        body = Style(bold=tone in ("declined", "late", "high"))
    return body, body
