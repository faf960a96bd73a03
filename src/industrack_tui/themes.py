"""How the drawn panes and Textual's widgets are dressed: ready styles by role, and the six of a job's block.

Where there are colors they are a palette's (see `palettes`); in a terminal's own sixteen and without any they are
made by hand (see `few_colors`). Never color alone: glyph, text or edge says it too.
"""

from functools import lru_cache

from rich.style import Style
from textual.theme import Theme

from industrack_core.domain.named_tuple import NamedTuple
from industrack_tui.few_colors import few_card, few_role_styles
from industrack_tui.palettes import BUILT_IN, HEATS, Palette, built_in, hex_of, mark_on
from industrack_tui.surroundings import MILLIONS

ANSI = "ansi"
THEME_NAMES = (*BUILT_IN, ANSI)


def textual_theme(palette: Palette) -> Theme:
    """The theme that dresses Textual's own widgets. For `ansi` Textual brings one."""
    ink = {role: hex_of(color) for role, color in palette.roles.items()}
    return Theme(
        name=textual_theme_name(palette.name),
        primary=ink["accent"],
        secondary=ink["good"],
        warning=ink["warn_text"],
        error=ink["alarm"],
        success=ink["good"],
        accent=ink["accent"],
        foreground=ink["fg"],
        background=ink["ground"],
        surface=ink["panel"],
        panel=ink["panel"],
        dark=palette.is_dark,
    )


def textual_theme_name(name: str) -> str:
    """What Textual calls the theme."""
    return "ansi-dark" if name == ANSI else f"industrack-{name}"


class CardStyles(NamedTuple):
    """What a job is drawn with: its badge on line 1 and the badge's cell below, its first words and the others, and
    words of an alarm that is red or amber.
    """

    badge: Style
    bar: Style
    head: Style
    text: Style
    alarm: Style
    warn: Style


class Look:
    """Ready styles for the drawn panes, at one depth: those of a palette, else of 16 colors, else (`mono`) of none.

    `is_few` says that edges, glyphs and attributes must carry what colors do elsewhere.
    """

    def __init__(self, name: str, *, mono: bool = False, depth: int = MILLIONS, palette: Palette | None = None) -> None:
        self.name = name
        self.mono = mono
        self.palette = None if mono or name == ANSI else palette or built_in(name, depth)
        self.is_few = self.palette is None
        self._roles = few_role_styles(mono=mono) if self.palette is None else _role_styles(self.palette)

    def __getitem__(self, role: str) -> Style:
        return self._roles[role]

    @lru_cache(maxsize=256)  # noqa: B019 - a look lives as long as the program
    def card(self, hue: str, tone: str) -> CardStyles:
        """The styles of a block whose job has this color, `tone` being live, done, declined, dim, ghost or cursor."""
        if self.palette is None:
            return CardStyles(*few_card(hue, tone, mono=self.mono))
        return _card(self.palette, hue if hue in self.palette.body else "none", tone)

    def patch(self, hue: str) -> Style:
        """A job's color, to be shown beside its name."""
        if self.palette is None:
            return self.card(hue, "live").badge
        body = self.palette.body.get(hue, self.palette.body["none"])
        return Style(color=self.palette.roles["on_body"], bgcolor=body)

    def block(self, hue: str, tone: str) -> tuple[Style, Style]:
        """Styles of the edge and the words of a block on one line."""
        card = self.card(hue, tone if tone in _TONES else "live")
        if tone == "late":
            return card.alarm, card.text
        if self.palette is None:
            return card.badge, card.text
        edge = card.badge.bgcolor if tone in ("live", "plain", "high", "cursor") else card.badge.color
        return Style(color=edge, bgcolor=card.text.bgcolor), card.head if tone == "high" else card.text


_TONES = frozenset(["live", "done", "declined", "dim", "ghost", "cursor"])

# On which ground, and in what, a role writes; `!` after a role's name is bold.
_PLAIN = """
ground fg ground | muted muted ground | faint faint ground | strong! fg ground | name fg ground
accent! accent ground | warning! warn_text ground | error! alarm ground | good good ground
free fg free | free_muted muted free | line line free | now accent free
off faint off | off_text muted off | now_off accent off
cursor! on_cursor cursor | cursor_idle fg faint | name_cursor! on_cursor cursor
pick! on_cursor cursor | pick_idle fg faint
panel fg panel | panel_muted muted panel | panel_strong! fg panel | panel_accent! accent panel
panel_warning! warn_text panel | panel_error! alarm panel | panel_good good panel | panel_faint faint panel
toggle fg panel | input fg ground | input_hint muted ground | input_focus fg heat3
input_selected ground muted | input_cursor ground fg | list fg free | list_muted muted free
alarm! on_alarm alarm | warn! on_warn warn | chip! on_accent accent | came! on_accent good | idle! fg faint
done on_done done | dim dim free | tail alarm free
bar muted ground | bar_rest faint ground | bar_warn warn_text ground | bar_over alarm ground
panel_bar muted panel | panel_bar_rest faint panel | panel_bar_warn warn_text panel | panel_bar_over alarm panel
"""


def _role_styles(palette: Palette) -> dict[str, Style]:
    ink = palette.roles
    styles: dict[str, Style] = {}
    for line in _PLAIN.split("\n"):
        for entry in filter(None, line.split("|")):
            role, color, ground = entry.split()
            bold = True if role.endswith("!") else None
            styles[role.rstrip("!")] = Style(color=ink[color], bgcolor=ink[ground], bold=bold)
    for heat in HEATS:
        styles[heat] = Style(color=ink["fg"], bgcolor=ink[heat])
        styles[f"{heat}_strong"] = Style(color=ink["fg"], bgcolor=ink[heat], bold=True)
    return styles


def _card(palette: Palette, hue: str, tone: str) -> CardStyles:
    ink = palette.roles
    body, badge, edge = palette.body[hue], palette.badge[hue], palette.edge[hue]
    alarm = Style(color=ink["on_alarm"], bgcolor=ink["alarm"], bold=True)
    warn = Style(color=ink["on_warn"], bgcolor=ink["warn"], bold=True)
    mark = Style(color=mark_on(badge, palette.depth), bgcolor=badge, bold=True)
    if tone == "done":
        text, shown = Style(color=ink["on_done"], bgcolor=ink["done"]), Style(color=edge, bgcolor=ink["done"])
        return CardStyles(shown, shown, text, text, alarm, warn)
    if tone == "dim":
        text = Style(color=ink["dim"], bgcolor=ink["free"])
        return CardStyles(text, text, text, text, text, text)
    if tone == "declined":
        text = Style(color=ink["on_alarm"], bgcolor=ink["alarm"])
        return CardStyles(alarm, alarm, alarm, text, alarm, alarm)
    grounds = {"cursor": ("on_cursor", "cursor"), "ghost": ("on_accent", "accent")}
    color, ground = (ink[each] for each in grounds[tone]) if tone in grounds else (ink["on_body"], body)
    head = Style(color=color, bgcolor=ground, bold=True)
    return CardStyles(
        head if tone == "ghost" else mark, head if tone == "ghost" else mark, head,
        Style(color=color, bgcolor=ground), alarm, warn,
    )  # fmt: skip
