"""How much of the board can be read: blocks in sight with a whole word of customer or work, at four sizes, counted.

The demo in the middle of a Wednesday, and a night of service requests of a city, with dozens at once in a row.
"""

import re
import shutil
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from industrack_core.domain.board.board import Block
from industrack_core.exchange.imports.job_import import import_jobs, open_jobs
from industrack_core.exchange.imports.job_map_check import load_job_map
from industrack_tui.widgets.timeline.canvas import visible_extent
from industrack_tui.widgets.timeline.grid import RULER_LINES
from tests.console.seat import Seat, seated
from tests.exchange.offices import demo_desk, empty_desk

AFTERNOON = datetime(2026, 11, 25, 19, 50, tzinfo=UTC)  # Wednesday, 14:50 in New York
NIGHT = datetime(2011, 3, 1, 5, 30, tzinfo=UTC)  # Tuesday, 0:30 in New York
REQUESTS = Path(__file__).with_name("nyc311-night.csv")
_WORD = re.compile(r"[^\W\d_]{3,}")
_FOUR = re.compile(r"[^\W\d_]{4,}")


class Sight(NamedTuple):
    """Blocks in sight: how many, with a whole word, with that or four letters of one, with a mark alone; and how many
    lines below the last row are empty."""

    blocks: int
    whole: int
    parts: int
    marks: int
    empty: int


@pytest.fixture(scope="module")
def afternoon(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("words") / "demo.sqlite"
    with closing(demo_desk(str(path), AFTERNOON)):
        return path


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("words") / "night.sqlite"
    with closing(empty_desk(str(path))) as desk, open_jobs(REQUESTS, load_job_map("nyc311")) as jobs:
        import_jobs(desk, jobs)
    return path


def text_of_block(seat: Seat, block: Block, y: int, extent: tuple[int, int]) -> str:
    """What stands on the block's lines, its badges left out."""
    timeline = seat.schedule.timeline
    first, last = (timeline.name_width + each for each in extent)
    lines = [
        timeline.render_line(y + RULER_LINES + each).crop(first + 1, last).text for each in range(timeline.view.tall)
    ]
    return "\n".join(lines)


def counted(seat: Seat) -> Sight:
    timeline = seat.schedule.timeline
    view, lines = timeline.view, timeline.view.lines()
    blocks = whole = parts = marks = 0
    for y, line in enumerate(lines):
        if line.lane % view.tall or y + view.tall > len(lines):
            continue
        for block in view.lane(line):
            extent = visible_extent(timeline.canvas, block.start, block.end)
            if extent is None:
                continue
            text = text_of_block(seat, block, y, extent) if extent[1] - extent[0] > 1 else ""
            said = {word.casefold() for word in _WORD.findall(f"{block.customer} {block.description}")}
            words = {word.casefold() for word in _WORD.findall(text)}
            begun = {word.casefold() for word in _FOUR.findall(text)}
            blocks += 1
            whole += bool(words & said)
            parts += bool(words & said) or any(each.startswith(word) for word in begun for each in said)
            marks += not re.search(r"\w", text)
    below = timeline.below.lines or [[]] * (view.height - len(lines))
    empty = sum(not "".join(piece.text for piece in pieces).strip() for pieces in below)
    return Sight(blocks, whole, parts, marks, empty)


@pytest.mark.parametrize(
    ("size", "share", "empty"), [((80, 24), 45, 0), ((120, 40), 88, 0), ((200, 50), 97, 6), ((250, 70), 98, 9)], ids=str
)
async def test_the_demos_blocks_say_whole_words(
    afternoon: Path, tmp_path: Path, size: tuple[int, int], share: int, empty: int
) -> None:
    url = str(shutil.copy(afternoon, tmp_path / "demo.sqlite"))
    async with seated(url, size, now=AFTERNOON) as seat:
        seen = counted(seat)
        print(size, seen)
        assert seen.blocks >= 30
        assert 100 * seen.whole >= share * seen.blocks, seen
        assert seen.marks <= 3, seen
        assert seen.empty <= empty, seen


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 50), (250, 70)], ids=str)
async def test_a_night_of_requests_can_be_read(night: Path, tmp_path: Path, size: tuple[int, int]) -> None:
    url = str(shutil.copy(night, tmp_path / "night.sqlite"))
    async with seated(url, size, now=NIGHT) as seat:
        seen = counted(seat)
        print(size, seen, seat.schedule.timeline.view.axis.rate, seat.schedule.timeline.view.tall)
        if size != (80, 24):
            assert 3 * seen.parts >= seen.blocks, seen


async def test_every_job_of_the_day_is_on_the_screen_or_counted(afternoon: Path, tmp_path: Path) -> None:
    url = str(shutil.copy(afternoon, tmp_path / "demo.sqlite"))
    async with seated(url, (80, 24), now=AFTERNOON) as seat:
        timeline = seat.schedule.timeline
        view = timeline.view
        rows = [view.rows[each] for each in view.in_sight()]
        every = {block.job_id for row in rows for block in row.blocks}
        low, high = view.axis.minute(view.left), view.axis.minute(view.left + view.width)
        before = {block.job_id for row in rows for block in row.blocks if block.end <= low}
        behind = {block.job_id for row in rows for block in row.blocks if block.start >= high}
        assert before
        assert f"‹{len(before)}" in timeline.render_line(0).text
        assert not behind
        assert len(every) >= 40
        await seat.press("ctrl+home", "home", "home")
        behind = {
            block.job_id
            for row in rows
            for block in row.blocks
            if block.start >= view.axis.minute(view.left + view.width)
        }
        assert f"{len(behind)}›" in timeline.render_line(0).text
