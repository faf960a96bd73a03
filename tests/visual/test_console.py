"""Pictures of the console, one per thing worth looking at: accepted by a person, compared byte for byte."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from textual.pilot import Pilot

from industrack_tui.app import ConsoleApp
from industrack_tui.settings import Settings
from industrack_tui.start import Start
from tests.console.seat import NOW, Seat
from tests.console.test_form import change
from tests.exchange.offices import demo_desk

Compare = Callable[..., bool]


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("visual") / "demo.sqlite"
    with closing(demo_desk(str(path), NOW)):
        pass
    return path


class Picture:
    """Takes one: opens a console, presses keys, compares."""

    def __init__(self, compare: Compare, url: str) -> None:
        self.compare, self.url = compare, url
        self.app: ConsoleApp | None = None

    def matches(self, *keys: str, size: tuple[int, int] = (120, 40), theme: str = "dark", they: str = "") -> bool:
        """Whether the console looks as accepted after these keys, `text:` ones typed; `they` changes a job before
        the last key."""
        app = self.app = ConsoleApp(
            Start(self.url, False, False, None, Settings(theme=theme, glyphs="unicode"), lambda: NOW, "ana")
        )

        async def run_before(pilot: Pilot[int]) -> None:
            seat = Seat(app, pilot, self.url)
            await seat.until(lambda: seat.schedule.office is not None)
            await seat.settle()
            for index, key in enumerate(keys):
                if they and index == len(keys) - 1:
                    app.bridge.closing.set()  # it is not heard of: the save itself meets it
                    change(self.url, seat.job(they), "Theirs")
                if key.startswith("text:"):
                    await seat.write(key.removeprefix("text:"))
                else:
                    await seat.press(key)

        return self.compare(app, terminal_size=size, run_before=run_before)


@pytest.fixture
def picture(snap_compare: Compare, founded: Path, tmp_path: Path) -> Iterator[Picture]:
    taken = Picture(snap_compare, str(shutil.copy(founded, tmp_path / "demo.sqlite")))
    yield taken
    if taken.app is not None:
        taken.app.bridge.close()


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 50)], ids=["80x24", "120x40", "200x50"])
def test_schedule(picture: Picture, size: tuple[int, int]) -> None:
    assert picture.matches(size=size)


def test_schedule_in_the_terminals_own_colors(picture: Picture) -> None:
    assert picture.matches(theme="ansi")


def test_a_job_in_the_hand(picture: Picture) -> None:
    assert picture.matches(*["w"] * 5, "m", "down", "right", "right")


@pytest.mark.parametrize("view", ["d", "w", "m"])
def test_view(picture: Picture, view: str) -> None:
    assert picture.matches("v", view, size=(80, 24) if view == "d" else (120, 40))


def test_form_of_a_job(picture: Picture) -> None:
    assert picture.matches("w", "enter")


def test_new_customer_in_the_form(picture: Picture) -> None:
    assert picture.matches("down", "down", "down", "down", "enter", "text:Zora's Bakery", "up", "enter")


SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
PARTS = ("f4", "f5", "f6", "f7", "f8", "f9", "f10")


@SIZES
@pytest.mark.parametrize("key", PARTS)
def test_part_of_the_form(picture: Picture, key: str, size: tuple[int, int]) -> None:
    assert picture.matches("w", "w", "w", "w", "w", "enter", key, size=size)


@SIZES
def test_conflict(picture: Picture, size: tuple[int, int]) -> None:
    assert picture.matches("enter", "text: again", "f2", they="1267", size=size)


def test_help(picture: Picture) -> None:
    assert picture.matches("question_mark")


# -- the office --------------------------------------------------------------------------------


def test_estimates(picture: Picture) -> None:
    assert picture.matches("g", "e", "down", "down")


def test_an_estimate_in_a_small_terminal(picture: Picture) -> None:
    assert picture.matches("g", "e", "right", "right", "enter", "f6", size=(80, 24))


def test_the_menu_of_a_row(picture: Picture) -> None:
    assert picture.matches("g", "e", "full_stop", size=(80, 24), theme="light")


def test_a_customers_card(picture: Picture) -> None:
    assert picture.matches("g", "c", "enter", theme="contrast")


def test_inventory_in_a_small_terminal(picture: Picture) -> None:
    assert picture.matches("g", "i", "down", size=(80, 24), theme="safe")
