"""Every theme at every depth can be read, and tells apart what it must, for every kind of sight."""

from collections.abc import Iterator
from itertools import combinations

import pytest
from rich.color import ColorType
from rich.style import Style

from industrack_tui.palettes import BUILT_IN, HEATS, HUES, Palette, built_in, contrast, hex_of, mark_on, triple
from industrack_tui.surroundings import MILLIONS, PALETTE
from industrack_tui.themes import ANSI, CardStyles, Look, textual_theme
from tests.widgets.seeing import MATRICES, ciede2000, distance

DEPTHS = (MILLIONS, PALETTE)
TONES = ("live", "done", "declined", "dim", "ghost", "cursor")
EVERY = pytest.mark.parametrize(("name", "depth"), [(name, depth) for name in BUILT_IN for depth in DEPTHS])
LINES = ("faint", "off", "line", "panel_faint", "now", "now_off", "tail", "bar_rest", "panel_bar_rest")
"""Roles of what is no text: hair lines, hatching, bars, the line of now."""


def color_of(style: Style, *, ground: bool = False) -> str:
    """A style's color as palettes name it."""
    color = style.bgcolor if ground else style.color
    assert color is not None, style
    if color.type is ColorType.EIGHT_BIT:
        return f"color({color.number})"
    assert color.triplet is not None, style
    return color.triplet.hex


def contrast_of(style: Style) -> float:
    return contrast(color_of(style), color_of(style, ground=True))


def cards(look: Look) -> Iterator[tuple[str, CardStyles]]:
    for hue in HUES:
        for tone in TONES:
            yield f"{hue} {tone}", look.card(hue, tone)


@EVERY
def test_every_text_can_be_read(name: str, depth: int) -> None:
    look, least = Look(name, depth=depth), 7.0 if name == "contrast" else 4.5
    for told, card in cards(look):
        for part, style in card._asdict().items():
            assert contrast_of(style) >= least, (told, part)
    for role, style in look._roles.items():
        if role not in LINES:
            assert contrast_of(style) >= least, role


@EVERY
def test_lines_can_be_seen_and_no_more(name: str, depth: int) -> None:
    look = Look(name, depth=depth)
    for role in LINES:
        assert contrast_of(look[role]) >= 1.1, role


@EVERY
def test_what_is_not_the_same_looks_different(name: str, depth: int) -> None:
    palette = built_in(name, depth)
    ink = {role: triple(color) for role, color in palette.roles.items()}
    body, badge = ([triple(table[hue]) for hue in HUES] for table in (palette.body, palette.badge))
    close = {("safe", MILLIONS): 10.0, ("safe", PALETTE): 8.9}.get((name, depth), 7.0 if depth == MILLIONS else 6.48)
    for sight in MATRICES:
        for one, other in combinations(badge, 2):
            assert distance(one, other, sight) >= close, (sight, "badges")
        for ground in body:
            assert distance(ink["alarm"], ground, sight) >= 16, (sight, "alarm on a body")
            assert distance(ink["done"], ground, sight) >= 5.5, (sight, "finished beside a body")
        assert distance(ink["alarm"], ink["warn"], sight) >= 12, sight


@EVERY
def test_an_alarm_is_the_opposite_lightness_of_what_is_live(name: str, depth: int) -> None:
    """Law 3: told apart by lightness alone, and so on paper."""
    palette = built_in(name, depth)
    black, alarm = "#000000", contrast(palette.roles["alarm"], "#000000")
    for hue in HUES:
        body = contrast(palette.body[hue], black)
        assert (alarm > body) == palette.is_dark, hue


@pytest.mark.parametrize("name", BUILT_IN)
def test_at_256_colors_nothing_is_left_to_the_terminal(name: str) -> None:
    palette = built_in(name, PALETTE)
    for table in (palette.roles, palette.body, palette.badge, palette.edge):
        for color in table.values():
            assert 16 <= int(color.removeprefix("color(").removesuffix(")")) <= 255


@pytest.mark.parametrize("name", BUILT_IN)
def test_a_job_without_a_color_or_with_one_of_another_version_is_drawn(name: str) -> None:
    look = Look(name)
    assert look.card("mauve", "live") == look.card("none", "live")
    assert look.patch("mauve") == look.patch("none")


@EVERY
def test_textual_is_dressed_in_the_same_colors(name: str, depth: int) -> None:
    theme = textual_theme(built_in(name, depth))
    assert theme.background == hex_of(built_in(name, depth).roles["ground"])
    assert theme.dark == (name != "light")


# -- few colors ------------------------------------------------------------------------------------

USUAL = {
    "xterm": """000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5
        7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff""",
    "VGA": """000000 aa0000 00aa00 aa5500 0000aa aa00aa 00aaaa aaaaaa
        555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff""",
    "Campbell": """0c0c0c c50f1f 13a10e c19c00 0037da 881798 3a96dd cccccc
        767676 e74856 16c60c f9f1a5 3b78ff b4009e 61d6d6 f2f2f2""",
    "Tango": """2e3436 cc0000 4e9a06 c4a000 3465a4 75507b 06989a d3d7cf
        555753 ef2929 8ae234 fce94f 729fcf ad7fa8 34e2e2 eeeeec""",
    "macOS": """000000 990000 00a600 999900 0000b2 b200b2 00a6b2 bfbfbf
        666666 e50000 00d900 e5e500 0000ff e500e5 00e5e5 e5e5e5""",
    "VS Code": """000000 cd3131 0dbc79 e5e510 2472c8 bc3fbc 11a8cd e5e5e5
        666666 f14c4c 23d18b f5f543 3b8eea d670d6 29b8db ffffff""",
}  # fmt: skip
"""What terminals make of their sixteen."""


def few_styles() -> Iterator[tuple[str, Style]]:
    look = Look(ANSI)
    yield from look._roles.items()
    for told, card in cards(look):
        yield from ((f"{told} {part}", style) for part, style in card._asdict().items())


def test_no_color_is_ever_the_color_of_text() -> None:
    for told, style in few_styles():
        assert style.color is not None
        assert style.bgcolor is not None
        if style.bgcolor.is_default:
            assert style.color.is_default or told == "tail", told
            assert not style.dim or told in LINES, told
        else:
            assert style.color.name in ("black", "bright_white"), told
            assert not style.reverse, told


@pytest.mark.parametrize("terminal", USUAL)
def test_sixteen_colors_can_be_read_in_every_usual_palette(terminal: str) -> None:
    colors = [f"#{each}" for each in USUAL[terminal].split()]
    for told, style in few_styles():
        if style.bgcolor is not None and not style.bgcolor.is_default and style.color is not None:
            least = 5.05 if "alarm" in told or "warn" in told else 4.5
            text, ground = style.color.number, style.bgcolor.number
            assert text is not None
            assert ground is not None
            assert contrast(colors[text], colors[ground]) >= least, told


def test_without_color_there_is_none() -> None:
    look = Look(ANSI, mono=True)
    for _, card in cards(look):
        assert all(style.color is None and style.bgcolor is None for style in card)
    assert all(style.color is None and style.bgcolor is None for style in look._roles.values())


@pytest.mark.parametrize("mono", [False, True])
def test_what_must_be_seen_is_told_apart_by_attributes_where_there_are_few_colors(*, mono: bool) -> None:
    look = Look(ANSI, mono=mono)
    live = look.card("none", "live")
    assert len({str(style) for style in (live.text, live.alarm, look.card("none", "done").text)}) == 3
    for tone in ("done", "declined", "ghost", "cursor"):
        assert look.card("red", tone).text != live.text, tone
    assert look["cursor"] != look["panel"]
    assert look["pick"] != look["pick_idle"] != look["panel"]
    assert len({str(look[role]) for role in ("input", "panel", "input_focus", "input_selected")}) == 4


# -- the ruler itself ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "away"),
    [((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425), ((50.0, -1.0, 2.0), (50.0, 0.0, 0.0), 2.3669),
     ((50.0, 2.5, 0.0), (61.0, -5.0, 29.0), 22.8977), ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
     ((22.7233, 20.0904, -46.694), (23.0331, 14.973, -42.5619), 2.0373)],
)  # fmt: skip
def test_the_difference_is_the_published_one(
    one: tuple[float, float, float], other: tuple[float, float, float], away: float
) -> None:
    assert ciede2000(one, other) == pytest.approx(away, abs=1e-4)


def test_contrast_is_the_published_one() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert [triple(f"color({number})") for number in (16, 231, 117, 232, 255)] == [
        (0, 0, 0), (255, 255, 255), (135, 215, 255), (8, 8, 8), (238, 238, 238),
    ]  # fmt: skip
    assert mark_on("#ffffff", MILLIONS) == "#000000"
    assert mark_on("color(16)", PALETTE) == "color(231)"


def test_a_palette_has_every_role_and_hue() -> None:
    for name in BUILT_IN:
        for depth in DEPTHS:
            palette: Palette = built_in(name, depth)
            assert set(palette.body) == set(palette.badge) == set(palette.edge) == set(HUES)
            assert set(HEATS) < set(palette.roles)
