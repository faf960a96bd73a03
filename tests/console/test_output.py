"""The output stage shows, cell for cell, what Textual's own output would have shown."""

import ast
import random
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import get_character_cell_size
from rich.color import ColorSystem
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.app import ComposeResult
from textual.color import Color
from textual.content import Content
from textual.geometry import Offset, Region
from textual.pilot import Pilot
from textual.screen import ModalScreen, Screen
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Footer, Header, Input, OptionList, Static

from industrack_tui.terminal.output import ControlFilter, DiffOutput
from industrack_tui.terminal.output_cells import NOT_NARROW, Glass, Image, shown
from industrack_tui.terminal.output_pens import PenCase
from industrack_tui.terminal.output_screen import Front
from tests.console.glass import Terminal, rendered

WIDTH, HEIGHT = 60, 16
TRUECOLOR = Console(color_system="truecolor", force_terminal=True)

STYLES = [
    Style(),
    Style.parse("bold red on blue"),
    Style.parse("underline #aabbcc on #102030"),
    Style.parse("reverse"),
    Style.parse("italic strike green"),
    Style.parse("dim default on #102030"),
    Style.parse("bold on #102030"),
    Style.parse("color(200) on color(17)"),
]
TEXTS = ["a", "Furnace tune-up", "        ", "┃▌▐ ●", "東京", "é", "1039", "한글x", "=" * 20, " "]


def _rendered(strip: Strip, console: Console) -> str:
    """What Textual writes for a strip."""
    return rendered(strip, console._color_system)


def fresh_glass() -> Glass:
    return Glass(PenCase(ColorSystem.TRUECOLOR))


def strip_of(parts: Sequence[tuple[str, Style | None]], width: int = WIDTH) -> Strip:
    return Strip([Segment(text, style) for text, style in parts]).adjust_cell_length(width, Style())


def layout(strips: list[Strip]) -> LayoutUpdate:
    return LayoutUpdate([[strip] for strip in strips], Region(0, 0, WIDTH, len(strips)))


parts = st.lists(st.tuples(st.sampled_from(TEXTS), st.sampled_from(STYLES)), max_size=6)
_GROUNDS = ("#aa1833", "#6d3900", "#00562d")
lines = st.builds(strip_of, parts)
frames = st.lists(lines, min_size=HEIGHT, max_size=HEIGHT)


@settings(max_examples=60)
@given(st.lists(frames, min_size=2, max_size=4), st.integers(-5, 5), st.booleans(), st.booleans())
def test_random_frames_look_the_same(screens: list[list[Strip]], shift: int, at_once: bool, may_erase: bool) -> None:
    screens.append(screens[-1][shift:] + screens[-1][:shift])  # and a scroll
    glass = fresh_glass()
    front = Front(WIDTH, HEIGHT, glass, may_move=True, may_erase=may_erase)
    plain, ours = Terminal(WIDTH, HEIGHT), Terminal(WIDTH, HEIGHT)
    for strips in screens:
        plain.feed("".join(f"\x1b[{y + 1}H{_rendered(strip, TRUECOLOR)}" for y, strip in enumerate(strips)))
        images = {y: glass.image(strip) for y, strip in enumerate(strips)}
        ours.feed(front.frame(images, (0, 0), at_once=at_once))
        assert ours.cells() == plain.cells()


@pytest.mark.parametrize("at_once", [False, True])
def test_colors_that_come_again_are_taken_up_once(at_once: bool) -> None:
    """In a frame that is shown at once; else once a line, since somebody sees how it grows."""
    glass = fresh_glass()
    front = Front(WIDTH, HEIGHT, glass, may_move=False)
    badges = [(Style(color="#000000", bgcolor=ground), Style(color="#ffffff", bgcolor=ground)) for ground in _GROUNDS]
    cells = [(mark, style) for pair in badges * 4 for mark, style in zip("ab", pair, strict=True)]
    plain, ours = Terminal(WIDTH, HEIGHT), Terminal(WIDTH, HEIGHT)
    strips = [strip_of(cells)] * HEIGHT
    plain.feed("".join(f"\x1b[{y + 1}H{_rendered(strip, TRUECOLOR)}" for y, strip in enumerate(strips)))
    text = front.frame({y: glass.image(strip) for y, strip in enumerate(strips)}, (0, 0), at_once=at_once)
    ours.feed(text)
    assert ours.cells() == plain.cells()
    assert text.count("48;2;") == len(_GROUNDS) * (1 if at_once else HEIGHT)


def test_blanks_of_one_ground_are_erased_where_the_terminal_keeps_the_ground() -> None:
    glass = fresh_glass()
    strip = strip_of([("x", STYLES[1]), (" " * 30, Style(bgcolor="#123456")), ("y", STYLES[1])])
    written = {}
    for may_erase in (False, True):
        front = Front(WIDTH, 1, glass, may_move=False, may_erase=may_erase)
        written[may_erase] = front.frame({0: glass.image(strip)}, (0, 0))
    assert "\x1b[30X\x1b[30C" in written[True]
    assert " " * 30 in written[False]
    underlined = strip_of([("x", STYLES[1]), (" " * 30, Style(bgcolor="#123456", underline=True)), ("y", STYLES[1])])
    front = Front(WIDTH, 1, glass, may_move=False, may_erase=True)
    assert " " * 30 in front.frame({0: glass.image(underlined)}, (0, 0))  # an erased column has no underline


def test_an_equal_frame_writes_nothing() -> None:
    glass = fresh_glass()
    front = Front(WIDTH, 1, glass, may_move=True)
    line = glass.image(strip_of([("1039", STYLES[1])]))
    assert front.frame({0: line}, (0, 0))
    assert front.frame({0: line}, (0, 0)) == ""


def test_a_changed_cell_writes_only_itself() -> None:
    glass = fresh_glass()
    front = Front(WIDTH, 2, glass, may_move=True)
    front.frame({1: glass.image(strip_of([("x" * 50, None)]))}, (0, 0))
    text = front.frame({1: glass.image(strip_of([("x" * 20 + "y" + "x" * 29, None)]))}, (0, 0))
    assert text == "\x1b[2;21Hy\x1b[H"


def test_a_scroll_moves_lines_instead_of_writing_them() -> None:
    glass = fresh_glass()
    dice = random.Random(7)
    board = [
        strip_of([(dice.choice(TEXTS), dice.choice(STYLES)) for _ in range(9)] + [(f"{n}", None)]) for n in range(40)
    ]
    images = [glass.image(strip) for strip in board]
    moved, rewritten = (Front(WIDTH, HEIGHT, glass, may_move=may) for may in (True, False))
    for front in moved, rewritten:
        front.frame(dict(enumerate(images[:HEIGHT])), (0, 0))
    down = dict(enumerate(images[1 : HEIGHT + 1]))
    assert len(moved.frame(down, (0, 0))) * 3 < len(rewritten.frame(down, (0, 0)))


def sideways(board: str, by: int, left: int, right: int, aside: str) -> list[Strip]:
    """Lines of a board between names and a queue, `by` columns on."""
    lines = []
    for y in range(HEIGHT):
        row = (f"{board[y:]}{y:>7} {board[: 3 * y]}" * 5)[by : by + right - left]
        first = [(f"{'name ' * 4}"[:left], STYLES[y % 4])]
        lines.append(strip_of([*first, *_blocks(row), (f"{aside}{y}"[: WIDTH - right], STYLES[3])]))
    return lines


def _blocks(row: str) -> list[tuple[str, Style | None]]:
    """Words are blocks, each in a style of its own; wide characters were cut by the edges as a canvas does."""
    return [(word, STYLES[len(word.strip()) % len(STYLES)] if word.strip() else None) for word in re.split("( +)", row)]


@settings(max_examples=150, deadline=None)
@given(
    st.text("abcdefgh   01┃▌é", min_size=24, max_size=60), st.lists(st.integers(0, 40), min_size=2, max_size=4),
    st.integers(0, 16), st.integers(34, WIDTH), st.sampled_from(["queue ", "東京 ", "          "]),
)  # fmt: skip
def test_lines_that_move_sideways_look_the_same(
    board: str, steps: list[int], left: int, right: int, aside: str
) -> None:
    glass = fresh_glass()
    front = Front(WIDTH, HEIGHT, glass, may_move=True)
    plain, ours = Terminal(WIDTH, HEIGHT), Terminal(WIDTH, HEIGHT)
    for step in steps:
        strips = sideways(board, step, left, right, aside)
        plain.feed("".join(f"\x1b[{y + 1}H{_rendered(strip, TRUECOLOR)}" for y, strip in enumerate(strips)))
        ours.feed(front.frame({y: glass.image(strip) for y, strip in enumerate(strips)}, (0, 0)))
        assert ours.cells() == plain.cells()


BOARD = "Furnace tune-up  Lindqvist 1039   Leak   Meter 1044 Quote"


@pytest.mark.parametrize("by", [8, -8])
@pytest.mark.parametrize(("aside", "right", "moves"), [
    ("queue ", 50, True), ("", WIDTH, True), ("東京 ", 50, False), ("👩\u200d🔧", 50, False),
])  # fmt: skip
def test_lines_slide_where_every_column_is_sure(aside: str, right: int, moves: bool, by: int) -> None:
    glass = fresh_glass()
    front = Front(WIDTH, HEIGHT, glass, may_move=True)
    written = ""
    for step in (20, 20 + by):
        strips = sideways(BOARD, step, 10, right, aside)
        written = front.frame({y: glass.image(strip) for y, strip in enumerate(strips)}, (0, 0))
    took_out, put_in = re.findall(r"\x1b\[(\d+)P", written), re.findall(r"\x1b\[(\d+)@", written)
    both = moves and right < WIDTH
    assert set(took_out) == ({"8"} if both or (moves and by > 0) else set())
    assert set(put_in) == ({"8"} if both or (moves and by < 0) else set())


@pytest.mark.parametrize("by", [8, -8, 30, -30])
def test_pieces_far_apart_that_moved_alike_slide_or_not_but_look_the_same(by: int) -> None:
    """What moved in one line ends before what moved in another begins: no span fits both closely."""
    width, dice = 140, random.Random(by)
    glass = fresh_glass()
    front = Front(width, 12, glass, may_move=True)
    plain, ours = Terminal(width, 12), Terminal(width, 12)
    pieces = ["".join(dice.choice("abcdefghij") for _ in range(30)) for _ in range(12)]
    grounds = ["".join(dice.choice("uvwxyz") for _ in range(width)) for _ in range(12)]
    for moved in (0, by):
        lines = []
        for y, piece in enumerate(pieces):
            at = (90 if y % 4 else 40) - moved
            row = grounds[y][:at] + piece + grounds[y][at + len(piece) :]
            lines.append(strip_of([(row, STYLES[y % 3])], width))
        plain.feed("".join(f"\x1b[{y + 1}H{_rendered(strip, TRUECOLOR)}" for y, strip in enumerate(lines)))
        ours.feed(front.frame({y: glass.image(strip) for y, strip in enumerate(lines)}, (0, 0)))
        assert ours.cells() == plain.cells()


def test_after_a_character_of_disputed_width_the_cursor_is_placed_anew() -> None:
    glass = fresh_glass()
    front = Front(10, 1, glass, may_move=True)
    text = front.frame({0: glass.image(strip_of([("a👩\u200d🔧b", None)], 10))}, (0, 0))
    assert "👩\u200d🔧\x1b[1;4Hb" in text


def drawn_by_us() -> Iterator[tuple[str, str]]:
    """(file, text) of every text in the console's source that could be drawn; what only describes is left out."""
    for path in sorted(Path("src/industrack_tui").rglob("*.py")):
        if path.name == "output_cells.py":  # tells characters apart, draws none
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        described = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in described:
                yield path.name, node.value


def test_no_mark_of_ours_is_of_unknown_width() -> None:
    """One such mark sends its whole line the slow way: found in a third of the lines of a busy board."""
    marks = {(name, mark) for name, text in drawn_by_us() for mark in NOT_NARROW.findall(text) if mark.isprintable()}
    assert not {(name, mark) for name, mark in marks if get_character_cell_size(mark)}


def test_half_a_wide_character_is_never_left() -> None:
    glass = fresh_glass()
    front = Front(6, 1, glass, may_move=True)
    front.frame({0: glass.image(strip_of([("東京東", None)], 6))}, (0, 0))
    over = front.laid_over(None, 0, 1, glass.image(strip_of([("ab", None)], 2)), 2)
    assert over.text == " ab 東\ufdd0"


@pytest.mark.parametrize(
    ("stored", "seen"),
    [
        ("\x1b]52;c;eA==\x07x", "]52;c;eA==x"),
        ("\x1b[2Jx", "[2Jx"),
        ("\x9b2Jx", "2Jx"),
        ("ab\u202ecd\u2066", "abcd"),
        ("a\u200bb\ufeff", "ab"),
        ("a\u00adb\u115fc", "a b  c"),
        ("\ud800x", " x"),
        pytest.param("e" + "\u0301" * 5000, "e" + "\u0301" * 4, id="5000 marks"),
        ("Straße 東京 עברית 👩\u200d🔧", "Straße 東京 עברית 👩\u200d🔧"),
        ("[/valve] [@click=app.quit]x[/]", "[/valve] [@click=app.quit]x[/]"),
    ],
)
def test_no_text_can_act_on_the_terminal(stored: str, seen: str) -> None:
    assert shown(stored) == seen
    filtered = ControlFilter().apply([Segment(stored, STYLES[1])], Color(0, 0, 0))
    assert [segment.text for segment in filtered] == [seen]
    glass = fresh_glass()
    front = Front(80, 1, glass, may_move=False)
    image = glass.image(Strip([Segment(stored)]))
    text = front.frame({0: front.laid_over(None, 0, 0, image, 80)}, (0, 0))
    assert not {"\x07", "\x9b", "\u202e", "\u200b", "\ud800"} & set(text)
    assert "\x1b]" not in text
    assert "\x1b[2J" not in text


def test_the_guard_leaves_harmless_segments_alone() -> None:
    segments = [Segment("Furnace tune-up", STYLES[1])]
    assert ControlFilter().apply(segments, Color(0, 0, 0)) is segments


@pytest.mark.parametrize(
    ("link", "written"),
    [
        ("https://example.com/a", True),
        ("https://x\x1b]0;t\x07", False),
        ("javascript:x", False),
        ("https://a b", False),
    ],
)
def test_only_plain_addresses_become_links(link: str, written: bool) -> None:
    glass = fresh_glass()
    image = glass.image(Strip([Segment("go", Style(link=link))]))
    text = Front(2, 1, glass, may_move=False).frame({0: image}, (0, 0))
    assert ("\x1b]8;" in text) is written


def test_many_styles_and_clusters_stay_bounded() -> None:
    pens = PenCase(ColorSystem.TRUECOLOR)
    for n in range(60_000):
        pens.names(Style.from_color(_colour(n)))
    assert pens.full
    glass = fresh_glass()
    for n in range(40_000):
        assert len(glass.image(Strip([Segment(chr(0x4E00 + n % 20_000) + "\u0301" * (1 + n // 20_000))])).text) == 2


def test_ways_from_pen_to_pen_stay_bounded_and_are_the_same_when_they_are_made_anew() -> None:
    """A console of a day has pens for thirty thousand of them, which were 10 MiB."""
    pens = PenCase(ColorSystem.TRUECOLOR)
    names = [pens.names(Style.from_color(_colour(n)))[1] for n in range(80)]
    ways = {(held, wanted): pens.change(held, wanted) for held in names for wanted in names}
    assert len(pens.changes) < len(ways) / 3
    assert ways == {(held, wanted): pens.change(held, wanted) for held, wanted in ways}


def _colour(n: int) -> Any:
    return Color(n % 256, n // 256 % 256, 7).rich_color


class Dice(Widget):
    """A line-drawing widget whose lines are drawn by lot."""

    can_focus = True

    def __init__(self, seed: int) -> None:
        super().__init__()
        self._dice = random.Random(seed)
        self._lines = [self._draw() for _ in range(80)]
        self._top = 0

    def _draw(self) -> Strip:
        dice = self._dice
        return strip_of([(dice.choice(TEXTS), dice.choice(STYLES)) for _ in range(dice.randint(1, 8))], 100)

    def render_line(self, y: int) -> Strip:
        return self._lines[(self._top + y) % 80].crop(0, self.size.width)

    def scroll_rows(self, rows: int) -> None:
        self._top += rows
        self.refresh()

    def change(self) -> None:
        y = self._dice.randrange(max(1, self.size.height))
        self._lines[(self._top + y) % 80] = self._draw()
        self.refresh(Region(self._dice.randrange(self.size.width), y, self._dice.randint(1, 30), 1))
        self.refresh(Region(0, y, self.size.width, 1))


class Question(ModalScreen[None]):
    DEFAULT_CSS = "Question { align: center middle; } Question > * { width: 30; height: 5; border: round red; }"

    def compose(self) -> ComposeResult:
        yield Static(Content("東京 [/valve]"))
        yield Input("typed")


class Twice(DiffOutput):
    """Writes every frame both ways, each to a terminal of its own, and compares them."""

    CSS = "Dice { height: 1fr; } OptionList { dock: right; width: 16; }"
    BINDINGS: ClassVar = [("q", "quit", "Quit")]

    def __init__(self, seed: int = 1) -> None:
        super().__init__()
        self.terminals = Terminal(WIDTH, HEIGHT), Terminal(WIDTH, HEIGHT)
        self.compared = 0
        self.settled = False
        self.bytes = [0, 0]

    def compose(self) -> ComposeResult:
        yield Header()
        yield Dice(3)
        yield OptionList(*[Content(f"option {n}") for n in range(30)])
        yield Footer()

    def on_resize(self, event: events.Resize) -> None:
        if (event.size.width, event.size.height) != (WIDTH, HEIGHT) or self.compared:
            self.terminals = (
                Terminal(event.size.width, event.size.height),
                Terminal(event.size.width, event.size.height),
            )
            self.invalidate()
            self.settled = False

    def _display(self, screen: Screen[Any], renderable: Any) -> None:
        if isinstance(renderable, LayoutUpdate | ChopsUpdate) and not self._batch_count:
            cursor = self.screen.outer_size.clamp_offset(self.cursor_position)
            plain = renderable.render_segments(self.console) + f"\x1b[{cursor.y + 1};{cursor.x + 1}H"
            ours = self.frame(renderable, cursor)
            for terminal, text in zip(self.terminals, (plain, ours), strict=True):
                terminal.feed(text)
            self.bytes[0] += len(plain)
            self.bytes[1] += len(ours)
            # Between a new size and the first whole frame of that size, Textual's own path leaves remnants.
            whole = isinstance(renderable, LayoutUpdate) and renderable.region.size == self.size
            self.settled = self.settled or whole
            if self.settled:
                self.compare(cursor if ours else None)
        super()._display(screen, renderable)

    def compare(self, cursor: Offset | None) -> None:
        plain, ours = self.terminals
        rows = enumerate(zip(ours.cells(), plain.cells(), strict=True))
        assert [(y, x, a, b) for y, row in rows for x, (a, b) in enumerate(zip(*row, strict=True)) if a != b] == []
        assert cursor is None or ours.cursor() == cursor
        self.compared += 1


@pytest.fixture(params=["truecolor", "256", "standard", "no colour", "terminal's own"])
def twice(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Twice:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    if request.param == "no colour":
        monkeypatch.setenv("NO_COLOR", "1")
    app = Twice()
    if request.param == "terminal's own":
        app.theme = "ansi-dark"
    # Textual keeps what it wrote for a strip in one colour system; here there are several in one process.
    monkeypatch.setattr(Strip, "render", _rendered)
    systems = {"256": ColorSystem.EIGHT_BIT, "standard": ColorSystem.STANDARD}
    app.console._color_system = systems.get(request.param, ColorSystem.TRUECOLOR)
    return app


async def test_an_app_at_work_looks_the_same(twice: Twice) -> None:
    async with twice.run_test(size=(WIDTH, HEIGHT), notifications=True) as pilot:
        await _scroll_and_change(twice, pilot)
        twice.query_one(OptionList).focus()
        await pilot.press("down", "down", "pagedown")
        await _ask_and_tell(twice, pilot)
        await pilot.resize_terminal(44, 12)
        await pilot.pause()
        twice.query_one(Dice).scroll_rows(1)
        await pilot.pause()
        await pilot.resize_terminal(WIDTH, HEIGHT)
        await pilot.pause()
        twice.repaint()
        await pilot.pause()
    assert twice.compared > 25
    assert twice.bytes[1] * 2 < twice.bytes[0]


async def _scroll_and_change(app: Twice, pilot: Pilot[Any]) -> None:
    dice = app.query_one(Dice)
    for step in (1, 1, -1, 3, -2, 20):
        dice.scroll_rows(step)
        await pilot.pause()
    for _ in range(12):
        dice.change()
        await pilot.pause()


async def _ask_and_tell(app: Twice, pilot: Pilot[Any]) -> None:
    app.push_screen(Question())
    await pilot.pause()
    await pilot.press("x", "left", "東")
    app.notify("saved 1039", markup=False, timeout=60)
    await pilot.pause()
    app.pop_screen()
    await pilot.pause()
    app.clear_notifications()


async def test_a_forgotten_terminal_is_drawn_in_full(twice: Twice) -> None:
    async with twice.run_test(size=(WIDTH, HEIGHT)) as pilot:
        await pilot.pause()
        twice.settled = False
        twice.terminals[1].screen.erase_in_display(2)
        twice.repaint()
        while not twice.settled:
            await pilot.pause()
        twice.compare(None)


def test_pen_changes_reach_every_pen_from_every_other() -> None:
    glass = fresh_glass()
    for one, other in pairwise(STYLES + STYLES[::-2] + STYLES[::3]):
        terminal, expected = Terminal(4, 1), Terminal(4, 1)
        line = Strip([Segment("ab", one), Segment("cd", other)])
        front = Front(4, 1, glass, may_move=False)
        image: Image = glass.image(line)
        terminal.feed(front.frame({0: image}, (0, 0)))
        expected.feed(_rendered(line, TRUECOLOR))
        assert terminal.cells() == expected.cells()
