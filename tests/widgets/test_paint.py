"""Lines of the timeline: blocks apart, clipped, counted; every line exactly as wide as the canvas."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from industrack_core.domain.board.board import Row, Shade
from industrack_core.domain.board.day_hours import Stretch
from industrack_core.domain.text.text import cell_width
from industrack_tui.glyphs import ASCII, UNICODE, Glyphs
from industrack_tui.themes import Look
from industrack_tui.widgets.timeline.axis import DAY_ZOOMS, fit_axis
from industrack_tui.widgets.timeline.block_paint import block_lines
from industrack_tui.widgets.timeline.canvas import Canvas
from industrack_tui.widgets.timeline.paint import lines_of_row
from industrack_tui.widgets.timeline.strip import strip_lines
from tests.widgets.boards import CANVASES, START, block, canvas, line_text, row, rows, text_of


@given(rows(), CANVASES, st.booleans(), st.sampled_from(["dark", "ansi"]), st.sampled_from([UNICODE, ASCII]))
@settings(max_examples=300)
def test_every_line_is_as_wide_as_the_canvas(drawn: Row, on: Canvas, dims: bool, theme: str, glyphs: Glyphs) -> None:
    on = on._replace(look=Look(theme), glyphs=glyphs, shines=(lambda block: not dims))
    lines = lines_of_row(drawn, on)
    assert len(lines) == on.tall * max(1, len(drawn.lanes))
    for line in [*lines, *strip_lines(drawn, on, 3)]:
        assert [run[0] for run in line] == [0, *(run[1] for run in line[:-1])]
        assert line[-1][1] == on.width
        for first, last, pieces in line:
            assert sum(cell_width(piece.text) for piece in pieces) == last - first
            assert all(piece.text for piece in pieces if last - first == 1)


def test_blocks_stand_where_their_times_are_at_every_zoom() -> None:
    for zoom in DAY_ZOOMS:
        on = canvas(zoom, width=300)
        text = line_text(lines_of_row(row([block(1, 540, 660), block(2, 660, 780)]), on)[0])
        first, second = on.axis.column(START + 540), on.axis.column(START + 660)
        assert text[first] == on.glyphs.status["saved"]
        assert text[second] == on.glyphs.status["saved"]
        assert text[:first].strip() == ""
        assert text[on.axis.column(START + 780) :].strip() == ""


def test_short_blocks_share_a_counted_cell() -> None:
    blocks = [block(each, 540 + 5 * each, 545 + 5 * each) for each in range(3)]
    assert "3" in line_text(lines_of_row(row(blocks), canvas(60))[0])
    assert line_text(lines_of_row(row(blocks), canvas(60))[0]).count("3") == 1


def test_what_goes_on_beyond_the_window_says_so() -> None:
    on = canvas(15, width=20, left=40)
    before = line_text(lines_of_row(row([block(1, 540, 660)]), on)[0])
    assert before[0] == on.glyphs.before
    after = line_text(lines_of_row(row([block(1, 800, 1200)]), on)[0])
    assert after[-1] == on.glyphs.after
    assert line_text(lines_of_row(row([block(1, 0, 60)]), on)[0]).strip() == ""


def test_wide_letters_are_cut_by_cells() -> None:
    text = line_text(lines_of_row(row([block(1, 540, 700, description="東京タワー東京タワー")]), canvas(15, 60))[0])
    assert cell_width(text) == 60


def test_time_off_is_hatched_with_its_reason_and_hours_off_are_not() -> None:
    shades = [Shade(START, START + 480, ""), Shade(START + 600, START + 900, "Training")]
    text = line_text(lines_of_row(row([], shades), canvas(15, 96))[0])
    assert "// Training //" in text
    assert "/" not in text[:32]


def test_the_now_line_is_one_column() -> None:
    on = canvas(15, 96, now=600)
    text = line_text(lines_of_row(row(), on)[0])
    assert [index for index, letter in enumerate(text) if letter != " "] == [40]
    assert text[40] == on.glyphs.now


def test_a_crowd_is_told_by_the_hour() -> None:
    drawn = row([block(each, 540 + each, 600 + each) for each in range(9)] + [block(10, 700, 760)])
    on = canvas(15, 96, now=0)
    bars, begins = strip_lines(drawn, on, 9)
    assert line_text(bars)[36:40] == on.glyphs.steps[8] * 4
    assert line_text(bars).strip(" │▏")
    assert line_text(begins)[36] == "9"
    assert line_text(begins)[44] == "1"
    late = strip_lines(drawn, on._replace(now=START + 1000), 9)[-1]
    assert "!9" in line_text(late)


def test_blocks_differ_without_color() -> None:
    on = canvas(15, 96, glyphs=ASCII, theme="ansi")
    text = line_text(lines_of_row(row([block(1, 540, 660, status="completed"), block(2, 660, 780)]), on)[0])
    assert "vSomeb~]oSomebo~" in text
    assert text.isascii()


BATTERIES: dict[str, object] = {
    "customer": "Hudson Valley Creamery", "description": "Replace starting batteries and coolant hoses",
    "number": "1303", "address": "12 Pier Road, Bronx",
}  # fmt: skip


@pytest.mark.parametrize(
    ("other", "now", "tall", "expected"),
    [
        ({}, 0, 1, ["○Hudson Valley"]),
        ({}, 0, 2, ["○Hudson Valley", " Starting     "]),
        ({}, 0, 3, ["○Hudson Valley", " Starting     ", " 12 Pier Road "]),
        ({"status": "completed"}, 0, 2, ["✓Hudson Valley", "▌Starting     "]),
        ({"priority": "high"}, 0, 2, ["○Hudson Valley", "▲Starting     "]),
        ({"delivery": "dispatched"}, 580, 2, ["●Hudson Valley", "!40m late Repl"]),
        ({"delivery": "dispatched", "priority": "high"}, 580, 3, ["●Hudson Valley", "!40m late", "▲"]),
        ({"delivery": "dispatched"}, 580, 1, ["!Hudson Valley"]),
        ({"status": "declined"}, 0, 2, ["✗Hudson Valley", "✗Starting"]),
        ({"delivery": "saved"}, 520, 2, ["○Hudson Valley", "?not sent"]),
        ({"delivery": "changed"}, 520, 2, ["◐Hudson Valley", "◐changed"]),
        ({"delivery": "changed"}, 520, 1, ["◐Hudson Valley"]),
        ({"status": "started"}, 640, 2, ["►Hudson Valley", "+30m over"]),
        ({"priority": "high"}, 0, 1, ["○Hudson▲"]),
    ],
)
def test_a_block_says_customer_then_work_and_its_mark_has_a_cell(
    other: dict[str, object], now: int, tall: int, expected: list[str]
) -> None:
    on = canvas(5, 200, now=now)._replace(tall=tall)
    job = block(1, 540, 610, 1, **{**BATTERIES, **other})
    first, last = on.axis.extent(job.start, job.end)
    lines = [text_of(pieces) for pieces in block_lines(job, on, first, last)]
    assert len(lines) == tall
    for line, begins in zip(lines, expected, strict=True):
        assert cell_width(line) == 14
        assert line.startswith(begins[:9])


def test_a_marked_job_and_one_that_a_filter_leaves_out() -> None:
    on = canvas(15, 96)._replace(marked=frozenset([1]), shines=lambda block: block.job_id == 1)
    assert "*" in line_text(lines_of_row(row([block(1, 540, 660)]), on)[0])
    ((_, _, pieces),) = [run for run in lines_of_row(row([block(2, 540, 660)]), on)[0] if "Some" in text_of(run[2])]
    assert {piece.style for piece in pieces} == {on.look["dim"]}


def test_the_night_before_is_told_in_the_fold() -> None:
    axis = fit_axis(START, START + 1440, 15, (Stretch(START + 420, START + 1140, 1),), 60)
    on = canvas(width=60)._replace(axis=axis, tall=2)
    one = lines_of_row(row([block(1, -120, 60)]), on)
    assert line_text(one[0])[0] == on.glyphs.before
    two = lines_of_row(row([block(1, -120, 60), block(2, 60, 120)]), on)
    assert line_text(two[0])[0] == "2"
    assert line_text(lines_of_row(row(), on)[0])[0] == on.glyphs.fold


def test_over_time_reaches_to_now_and_no_further_than_the_next() -> None:
    on = canvas(15, 96, now=700)
    text = line_text(lines_of_row(row([block(1, 540, 600, status="started")]), on)[0])
    assert text[40:46] == on.glyphs.tail * 6
    text = line_text(lines_of_row(row([block(1, 540, 600, status="started"), block(2, 630, 660)]), on)[0])
    assert text[40:42] == on.glyphs.tail * 2
    assert text[42] != on.glyphs.tail


def test_who_began_late_by_the_phone_is_there_for_as_long_as_it_should_take() -> None:
    def tail(now: int, begun: int) -> int:
        on = canvas(15, 96, now=now)
        told = block(1, 540, 600, status="started", begun=START + begun if begun else 0)
        return line_text(lines_of_row(row([told]), on)[0])[40:].count(on.glyphs.tail)

    assert [tail(580, begun) for begun in (0, 510, 540, 570)] == [0, 0, 0, 2]
    assert [tail(615, begun) for begun in (0, 510, 570, 600)] == [1, 1, 2, 4]
    assert tail(690, 600) == 6  # it is over by then


def test_hours_have_hair_lines_where_there_are_colors() -> None:
    on = canvas(15, 96)._replace(hours=(8, 12))
    assert [at for at, letter in enumerate(line_text(lines_of_row(row(), on)[0])) if letter == on.glyphs.grid] == [
        8,
        12,
    ]
    assert on.glyphs.grid not in line_text(lines_of_row(row(), on._replace(look=Look("ansi"), grounds={}))[0])
