"""A menu in little room: what is cut says so, what is cut of the choice it is on stands under it, and how many more."""

import pytest

from industrack_tui.dialogs.menu import Menu
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
                assert _lines(seat)[-1].strip() == choice.help[: len(_lines(seat)[-1].strip())]
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
