"""Lines of the timeline: blocks apart, clipped, counted; every line exactly as wide as the canvas."""

from hypothesis import given, settings
from hypothesis import strategies as st

from industrack_core.domain.board.board import Row, Shade
from industrack_core.domain.text.text import cell_width
from industrack_tui.glyphs import ASCII
from industrack_tui.widgets.timeline.axis import DAY_ZOOMS
from industrack_tui.widgets.timeline.canvas import Canvas, ground_of
from industrack_tui.widgets.timeline.paint import block_label, lane_pieces, row_lines
from tests.widgets.boards import CANVASES, START, block, canvas, row, rows, text_of


@given(rows(), CANVASES, st.integers(1, 9))
@settings(max_examples=300, deadline=None)
def test_every_line_is_as_wide_as_the_canvas(drawn: Row, on: Canvas, shown: int) -> None:
    lines = row_lines(drawn, shown, on)
    assert 1 <= len(lines) <= max(1, len(drawn.lanes))
    for line in lines:
        assert sum(cell_width(piece.text) for piece in line) == on.width
        assert all(piece.text for piece in line)


def test_blocks_stand_where_their_times_are_at_every_zoom() -> None:
    for zoom in DAY_ZOOMS:
        on = canvas(zoom, width=300)
        text = text_of(row_lines(row([block(1, 540, 660), block(2, 660, 780)]), 9, on)[0])
        first, second = on.axis.column(START + 540), on.axis.column(START + 660)
        assert text[first] == on.glyphs.edge
        assert text[second] == on.glyphs.edge
        assert text[:first].strip() == ""
        assert text[on.axis.column(START + 780) :].strip() == ""


def test_short_blocks_share_a_counted_cell() -> None:
    blocks = [block(each, 540 + 5 * each, 545 + 5 * each) for each in range(3)]
    assert "3" in text_of(row_lines(row(blocks), 9, canvas(60))[0])
    assert text_of(row_lines(row(blocks), 9, canvas(60))[0]).count("3") == 1


def test_a_number_is_shown_whole_or_not_at_all() -> None:
    for room in range(1, 30):
        label = block_label(block(234, 0, 60), canvas(), room)
        assert cell_width(label) == room
        assert "1234" in label or not any(letter.isdigit() for letter in label)


def test_what_goes_on_beyond_the_window_says_so() -> None:
    on = canvas(15, width=20, left=40)
    before = text_of(row_lines(row([block(1, 540, 660)]), 9, on)[0])
    assert before[0] == on.glyphs.before
    after = text_of(row_lines(row([block(1, 800, 1200)]), 9, on)[0])
    assert after[-1] == on.glyphs.after
    assert text_of(row_lines(row([block(1, 0, 60)]), 9, on)[0]).strip() == ""


def test_wide_letters_are_cut_by_cells() -> None:
    text = text_of(row_lines(row([block(1, 540, 700, description="東京タワー東京タワー")]), 9, canvas(15, 60))[0])
    assert cell_width(text) == 60


def test_time_off_is_hatched_with_its_reason_and_hours_off_are_not() -> None:
    shades = [Shade(START, START + 480, ""), Shade(START + 600, START + 900, "Training")]
    text = text_of(row_lines(row([], shades), 9, canvas(15, 96))[0])
    assert "// Training //" in text
    assert "/" not in text[:32]


def test_the_now_line_is_one_column() -> None:
    on = canvas(15, 96, now=600)
    text = text_of(row_lines(row(), 1, on)[0])
    assert [index for index, letter in enumerate(text) if letter != " "] == [40]
    assert text[40] == on.glyphs.now


def test_a_folded_row_counts_what_it_hides() -> None:
    drawn = row([block(each, 540, 600) for each in range(9)])
    lines = row_lines(drawn, 3, canvas(15, 96))
    assert len(lines) == 3
    assert "+7" in text_of(lines[2])


def test_blocks_differ_without_color() -> None:
    on = canvas(15, 96, glyphs=ASCII, theme="ansi")
    text = text_of(lane_pieces([block(1, 540, 660), block(2, 660, 780)], ground_of(on, ()), on))
    assert text.count("[") == 2
    assert text.count("]") == 2
    assert text.isascii()
