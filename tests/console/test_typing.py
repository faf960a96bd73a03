"""Typing in forms: the mouse selects, a selection is told apart in every theme and replaced, typing is undone."""

from typing import Any

import pytest
from textual import events
from textual.geometry import Offset

from industrack_tui.forms.form_screen import FormScreen
from industrack_tui.terminal.awaiting import PASTE_WAITS
from industrack_tui.terminal.driver import PasteWaits
from industrack_tui.themes import THEME_NAMES, Look
from industrack_tui.widgets.form.edit_paint import edit_pieces
from industrack_tui.widgets.form.line_edit import Edit
from tests.console.seat import Seat, seated


def form_of(seat: Seat) -> FormScreen[Any]:
    return seat.top(FormScreen)


def edit_of(seat: Seat) -> Edit:
    edit = form_of(seat).hand.edit
    assert edit is not None
    return edit


def text_of(seat: Seat) -> str:
    return edit_of(seat).text


def cell(seat: Seat) -> Offset:
    found = form_of(seat).typing_cell
    assert found is not None
    return found


async def test_the_mouse_selects_in_a_field(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("a")
        await seat.field("description")
        await seat.write("leak under the sink")
        x, y = cell(seat) - Offset(len("leak under the sink"), 0)
        await seat.pilot.click(offset=(x + 6, y), times=2)
        await seat.settle()
        assert edit_of(seat).selected == "under"
        await seat.write("above")
        assert text_of(seat) == "leak above the sink"
        for kind, column in ((events.MouseDown, 0), (events.MouseMove, 4), (events.MouseUp, 4)):
            await seat.pilot._post_mouse_events([kind], offset=(x + column, y), button=1)
        await seat.settle()
        assert edit_of(seat).selected == "leak"
        await seat.paste("hole")
        assert text_of(seat) == "hole above the sink"
        assert cell(seat) == Offset(x + 4, y)
        await seat.pilot.click(offset=(x + 2, y), times=3)
        await seat.settle()
        assert edit_of(seat).selected == "hole above the sink"


async def test_typing_in_a_field_is_undone_and_picks_follow(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("a")
        await seat.field("customer")
        await seat.write("lindq")
        found = form_of(seat).hand.picks.offered
        assert found
        await seat.press("ctrl+a", "ctrl+a")
        await seat.write("x")
        await seat.press("alt+u")
        assert text_of(seat) == "lindq"
        assert form_of(seat).hand.picks.offered == found
        await seat.press("ctrl+y")
        await seat.press("ctrl+z")
        assert text_of(seat) == "x", "ctrl+z is the terminal's"


@pytest.mark.parametrize("mono", [False, True])
@pytest.mark.parametrize("theme", THEME_NAMES)
@pytest.mark.parametrize("draws_cursor", [False, True])
def test_a_selection_is_told_apart_in_every_theme(theme: str, *, mono: bool, draws_cursor: bool) -> None:
    look = Look("ansi" if mono else theme, mono=mono)
    edit = Edit("one two", 20, 1, 12, 7, 4)
    pieces = [piece for piece in edit_pieces(edit, 0, 12, look, draws_cursor=draws_cursor) if piece.text.strip()]
    assert [piece.text for piece in pieces] == ["one ", "two"]
    plain, chosen = pieces[0].style, pieces[1].style
    assert plain is not None
    assert chosen is not None
    assert (plain.color, plain.bgcolor, plain.reverse) != (chosen.color, chosen.bgcolor, chosen.reverse)


@pytest.mark.parametrize("keys", [(), ("a",), ("slash",), ("g", "c"), ("A",)])
async def test_a_paste_without_an_end_is_said_wherever_one_is(demo: str, keys: tuple[str, ...]) -> None:
    async with seated(demo) as seat:
        await seat.press(*keys)
        for waits in (True, False):
            seat.app.post_message(PasteWaits(waits))
            await seat.settle()
            assert (PASTE_WAITS in seat.text) == waits
