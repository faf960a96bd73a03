"""Drawn panes that go the short way to the terminal show, cell for cell, what Textual's way would have shown.

With SHORT_WAY_KEYS=2000 in the environment so many keys are pressed (`make glass`).
"""

import os
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from rich.color import ColorSystem
from textual.events import Resize
from textual.geometry import Size
from textual.widget import Widget

from tests.console.glass import OnGlass
from tests.console.seat import Seat, seated

SIZES = ((80, 24), (120, 40), (200, 50), (97, 31), (40, 12), (161, 44))
KEYS = int(os.environ.get("SHORT_WAY_KEYS", "60"))
"""Keys of each of the ways to see."""

_MOVES = (
    "left", "right", "up", "down", "ctrl+right", "ctrl+left", "pageup", "pagedown", "home", "end", "w", "W", "n",
    "right_square_bracket", "left_square_bracket", "tab",
)  # fmt: skip
_ACTS = (*"pmxuUzZ=0f<>beDsyY!co1238v!", "shift+right", "shift+down", "space", "delete", "t")
_OPENS = ("enter", "a", "question_mark", "slash", "colon", "A", "ctrl+p", "g")
_TYPED = tuple("abcdelmnorst")
_BACK = ("escape", "escape", "escape", "enter")


def keys_of(dice: random.Random) -> Iterator[str]:
    """Keys without end: moves mostly, and what opens something is left again."""
    while True:
        kind = dice.choices((_MOVES, _ACTS, _OPENS, _TYPED, _BACK), (40, 22, 12, 8, 18))[0]
        yield dice.choice(kind)


@pytest.fixture(params=["truecolor", "256", "standard", "no colour", "terminal's own"])
def console(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> tuple[type[OnGlass], str]:
    """The console in one of the ways that terminals show colours, and its theme."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    if request.param == "no colour":
        monkeypatch.setenv("NO_COLOR", "1")
    systems = {"256": ColorSystem.EIGHT_BIT, "standard": ColorSystem.STANDARD}
    system = systems.get(request.param, ColorSystem.TRUECOLOR)
    theme = "ansi" if request.param in ("terminal's own", "no colour", "standard") else "dark"
    return type("Console", (OnGlass,), {"color_system": system}), theme


def widen(place: str) -> None:
    """Wide characters, and accents of their own, in what the board shows."""
    with closing(sqlite3.connect(place)) as connection, connection:
        connection.execute("UPDATE employee SET first_name = '東京' || first_name WHERE id % 3 = 0")
        connection.execute("UPDATE job SET description = '修理 한글' || description WHERE id % 4 = 0")
        connection.execute("UPDATE customer SET name = substr(name, 1, 3) || 'é漢字' || name WHERE id % 2 = 0")


def glass_of(seat: Seat) -> OnGlass:
    assert isinstance(seat.app, OnGlass)
    return seat.app


async def same(seat: Seat, did: object) -> None:
    """Until the terminal shows what Textual would have painted."""
    app = glass_of(seat)
    for _ in range(400):
        differing = app.differing()
        if not differing:
            return
        await seat.pilot.pause(0.005)
    raise AssertionError(f"after {did}: {len(differing)} cells, {differing[:12]}\n{seat.text}")


async def press_random_keys(seat: Seat, dice: random.Random, count: int) -> None:
    keys, pressed = keys_of(dice), list[str]()
    for at in range(count):
        if at % 25 == 24:
            size = dice.choice(SIZES)
            pressed.append(str(size))
            await seat.pilot.resize_terminal(*size)
            await seat.settle()
        else:
            pressed.append(next(keys))
            await seat.press(pressed[-1])
        await same(seat, pressed[-12:])


async def test_random_keys_show_the_same_either_way(console: tuple[type[OnGlass], str], demo: str) -> None:
    app_type, theme = console
    widen(demo)
    async with seated(demo, theme=theme, app_type=app_type) as seat:
        await same(seat, "the start")
        await press_random_keys(seat, random.Random(KEYS + len(theme)), KEYS)
        assert glass_of(seat).short_frames > KEYS // 4


async def test_a_step_goes_the_short_way_as_one_frame(demo: str) -> None:
    async with seated(demo, app_type=OnGlass) as seat:
        await seat.press("right")
        before, written = glass_of(seat).short_frames, glass_of(seat).frames
        await seat.press("right")
        assert (glass_of(seat).short_frames - before, glass_of(seat).frames - written) == (1, 1)
        await same(seat, "right")


async def test_under_a_dialog_nothing_goes_the_short_way(demo: str) -> None:
    async with seated(demo, app_type=OnGlass) as seat:
        await seat.press("A")
        before = glass_of(seat).short_frames
        seat.schedule.timeline.show_hints({}, "")
        seat.schedule.status.say("Somebody else moved it.")
        await seat.settle()
        await same(seat, "news under a dialog")
        assert glass_of(seat).short_frames == before
        await seat.press("escape")
        await same(seat, "escape")


async def test_what_is_laid_out_anew_is_painted_where_it_is_then(demo: str) -> None:
    async with seated(demo, app_type=OnGlass) as seat:
        for shown in (False, True):
            seat.schedule.queue.display = shown
            seat.schedule.timeline.restyle(seat.schedule.look)
            await seat.pilot.pause()
            seat.schedule.timeline.restyle(seat.schedule.look)
            await seat.settle()
            await same(seat, f"the queue is {'there' if shown else 'gone'}")


async def test_a_pane_that_shrinks_before_its_lines_are_drawn_draws_over_no_other(demo: str) -> None:
    async with seated(demo, app_type=OnGlass, size=(80, 40)) as seat:
        board, queue = seat.schedule.timeline, seat.schedule.queue
        board.refresh()
        queue.styles.height, board.styles.height = 20, 12
        for widget in (seat.schedule, *seat.schedule.query(Widget)):
            widget._clear_arrangement_cache()
        seat.schedule._refresh_layout()  # laid out and shown in the same turn of the loop
        glass_of(seat)._paint_due()
        assert not [cell for cell in glass_of(seat).differing() if cell[1] >= board.region.bottom]
        await seat.settle()
        await same(seat, "a smaller board")


async def test_a_terminal_that_was_small_for_a_moment_is_drawn_anew(demo: str) -> None:
    async with seated(demo, app_type=OnGlass, size=(120, 40)) as seat:
        glass_of(seat).terminals[0].screen.reset()
        for size in (Size(60, 20), Size(120, 40)):  # Textual makes one of the two
            seat.app.post_message(Resize(size, size))
        await seat.settle()
        await same(seat, "two sizes")


async def test_after_a_frame_was_left_out_all_is_painted_first(demo: str) -> None:
    async with seated(demo, app_type=OnGlass) as seat:
        app = glass_of(seat)
        app.left_out()
        before = app.short_frames
        await seat.press("right")
        assert app.short_frames == before
        app.screen.refresh()
        await seat.settle()
        await same(seat, "all is painted")
        await seat.press("right")
        assert app.short_frames == before + 1


async def test_what_cannot_be_drawn_ends_the_console_as_textual_does(demo: str) -> None:
    async def pressed() -> None:
        async with seated(demo, app_type=OnGlass) as seat:
            setattr(seat.schedule.timeline, "render_line", lambda y: 1 // 0)  # noqa: B010 (on this pane alone)
            await seat.press("right")

    with pytest.raises(ZeroDivisionError):
        await pressed()
