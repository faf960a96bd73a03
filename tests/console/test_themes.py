"""Themes are chosen from a list with a preview; one's own are TOML files, and what is wrong with one is said."""

from pathlib import Path

import pytest

from industrack_tui.app import ConsoleApp
from industrack_tui.own_themes import nearest, read_themes
from industrack_tui.palettes import built_in
from industrack_tui.settings import Settings
from industrack_tui.start import Start
from industrack_tui.surroundings import MILLIONS, PALETTE
from tests.console.seat import NOW, Seat, seated

MINE = """
base = "light"
[roles]
ground = "#FFF8E7"
[body]
red = "#ffc0b0"
[at256.roles]
ground = 230
"""


async def test_a_theme_is_seen_before_it_is_chosen_and_esc_goes_back(demo: str, tmp_path: Path) -> None:
    async with seated(demo, state=tmp_path) as seat:
        seat.schedule.action_command("view.theme")
        await seat.settle()
        await seat.press("down")
        assert seat.app.theme_name == "light"
        ground = built_in("light", MILLIONS).roles["panel"]
        shown = {str(each.style.bgcolor.name) for strip in seat.app.screen._compositor.render_strips() for each in strip
                 if each.style and each.style.bgcolor}  # fmt: skip
        assert ground in shown
        assert built_in("dark", MILLIONS).roles["panel"] not in shown, "nothing is left in the theme before"
        await seat.press("escape")
        assert seat.app.theme_name == "dark"
        assert not seat.schedule.preferences.kept.theme
        seat.schedule.action_command("view.theme")
        await seat.settle()
        await seat.press("3")
        assert (seat.app.theme_name, seat.schedule.preferences.kept.theme) == ("contrast", "contrast")
        assert "Theme: contrast" in seat.status


async def test_a_theme_of_ones_own_is_in_the_list_and_worn(demo: str, tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(MINE)
    start = Start(
        demo, False, False, None, Settings(theme="mine", glyphs="unicode"), lambda: NOW, "ana", themes=tmp_path
    )
    app = ConsoleApp(start)
    try:
        async with app.run_test(size=(120, 40)) as pilot:
            seat = Seat(app, pilot, demo)
            await seat.until(lambda: seat.schedule.office is not None)
            await seat.settle()
            assert app.theme_name == "mine"
            assert app.look.palette is not None
            assert app.look.palette.roles["ground"] == "#fff8e7"
            assert app.look.palette.roles["panel"] == built_in("light", MILLIONS).roles["panel"]
            seat.schedule.action_command("view.theme")
            await seat.settle()
            assert "your own" in seat.text
    finally:
        app.bridge.close()


def test_at_256_colors_it_is_what_was_said_or_the_nearest(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(MINE)
    palette = read_themes(tmp_path).themes["mine"].palette("mine", PALETTE)
    assert palette.roles["ground"] == "color(230)"
    assert palette.body["red"] == f"color({nearest((255, 192, 176))})"
    assert palette.badge == built_in("light", PALETTE).badge
    assert (nearest((0, 0, 0)), nearest((255, 255, 255)), nearest((135, 215, 255))) == (16, 231, 117)


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("mine", "base =", "Invalid value"),
        ("mine", 'base = "beige"', "base: there are dark, light, contrast, safe."),
        ("mine", '[roles]\nfloor = "#000000"', "roles.floor is nothing that has a color."),
        ("mine", '[roles]\nground = "black"', 'roles.ground is a color as "#8a1020".'),
        ("mine", '[body]\nmauve = "#000000"', "body.mauve is nothing that has a color."),
        ("mine", "[at256.roles]\nground = 7", "at256.roles.ground is a number from 16 to 255."),
        ("mine", 'ground = "#000000"', "unknown field `ground`"),
        ("mine", "[roles]\nground = 1.5", "Expected"),
        ("dark", "", "name it with small letters"),
        ("My Theme", "", "name it with small letters"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_and_it_is_no_theme(tmp_path: Path, name: str, text: str, told: str) -> None:
    (tmp_path / f"{name}.toml").write_text(text)
    found = read_themes(tmp_path)
    assert not found.themes
    assert found.told[0].startswith(f"The theme {name}.toml is left out: ")
    assert told in found.told[0]


def test_without_a_folder_there_are_none(tmp_path: Path) -> None:
    assert read_themes(None) == read_themes(tmp_path / "none") == ({}, ())


async def test_files_of_themes_are_read_when_one_is_chosen_or_the_list_is_opened(demo: str, tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text('base = "dark"\n')
    (tmp_path / "broken.toml").write_text("base = 1\n")
    start = Start(
        demo, False, False, None, Settings(theme="light", glyphs="unicode"), lambda: NOW, "ana", themes=tmp_path
    )
    app = ConsoleApp(start)
    try:
        async with app.run_test(size=(120, 40)) as pilot:
            seat = Seat(app, pilot, demo)
            await seat.until(lambda: seat.schedule.office is not None)
            await seat.settle()
            assert app._own_themes is None
            await seat.press("A", "T")
            assert "mine" in seat.text
            assert seat.status.startswith("The theme broken.toml is left out:")
            await seat.press("5")
            assert app.theme_name == "mine"
    finally:
        app.bridge.close()
