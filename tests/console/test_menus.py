"""A menu in little room: what is cut says so, what is cut of the choice it is on stands under it, and how many more."""

import pytest

from industrack_tui.dialogs.menu import Choice, Menu
from tests.console.seat import Seat, seated


def _lines(seat: Seat) -> list[str]:
    return [line.split("│")[-2].rstrip() for line in seat.lines if line.count("│") > 1]


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (50, 16)])
async def test_what_is_cut_has_an_ellipsis_and_stands_under_the_choices(demo: str, size: tuple[int, int]) -> None:
    async with seated(demo, size=size) as seat:
        await seat.press("w", "A")
        menu = seat.top(Menu)
        for _ in menu.choices:
            choice, text = menu.choices[menu.index], seat.text
            line = next(each for each in _lines(seat) if each.startswith(f" {choice.letter}  {choice.label[:12]}"))
            if line.endswith("…"):
                under = " ".join(each.strip() for each in _lines(seat)[-menu._said :])
                assert under.strip() == choice.help
            else:
                assert line.endswith(choice.help)
            below = len(menu.choices) - menu._top - menu._rows
            assert (f" {below} more" in text) is (below > 0)
            await seat.press("down")


async def test_with_room_nothing_is_cut_and_nothing_said(demo: str) -> None:
    async with seated(demo, size=(120, 40)) as seat:
        await seat.press("w", "A")
        assert not any(line.endswith("…") for line in _lines(seat) if line.startswith(" a "))
        assert not any(" more" in line for line in _lines(seat))


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 50)], ids=str)
@pytest.mark.parametrize("keys", [("g",), ("g", "s"), ("g", "h"), ("w", "A"), ("w", "S"), ("v",), ("F",)], ids=str)
async def test_no_row_of_a_menu_is_empty_but_above_a_sentence(
    demo: str, size: tuple[int, int], keys: tuple[str, ...]
) -> None:
    async with seated(demo, size=size) as seat:
        await seat.press(*keys)
        menu = seat.top(Menu)
        pane = menu.query_one("#choices")
        assert pane.size.height == menu._rows + menu._under
        assert menu._under == 0 or menu._said or menu._rows < len(menu.choices)
        assert pane.region.bottom < menu.query_one(".box").region.bottom <= size[1]
        assert [
            each.label for each in menu.choices[: menu._rows] if f" {each.letter}  {each.label} " not in seat.text
        ] == []
        if size[0] >= 120:
            assert not any(line.endswith("…") for line in _lines(seat))
            assert menu._rows == len(menu.choices)


async def test_why_not_is_read_whole_however_long(demo: str) -> None:
    async with seated(demo, size=(60, 20)) as seat:
        why = "It cannot be done now, since somebody else is at it, and what they do is not known here yet at all."
        choices = [Choice("a", "a", "First", "does it"), Choice("b", "b", "Second", "does not", why)]
        await seat.app.push_screen(Menu(seat.schedule.look, seat.schedule.glyphs, "Two", choices))
        await seat.press("b")
        assert why in " ".join(each.strip() for each in _lines(seat))
