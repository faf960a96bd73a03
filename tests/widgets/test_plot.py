"""The plot: bars as high as their values, of blocks or of ASCII, labels that never overlap."""

from industrack_core.domain.text.text import cell_width
from industrack_tui.glyphs import ASCII, UNICODE, Glyphs
from industrack_tui.themes import Look
from industrack_tui.widgets.plot import Bar, plot_lines

LOOK = Look("dark")
BARS = (Bar("1 Nov", 0), Bar("8 Nov", 1), Bar("15 Nov", 50), Bar("22 Nov", 100), Bar("29 Nov", None))


def drawn(
    bars: tuple[Bar, ...], here: int = 0, width: int = 60, height: int = 5, glyphs: Glyphs = UNICODE
) -> list[str]:
    lines = plot_lines(bars, here, "100.0 %", (width, height), LOOK, glyphs)
    texts = ["".join(piece.text for piece in line) for line in lines]
    assert all(cell_width(text) <= width + 1 for text in texts)
    return [text.rstrip() for text in texts]


def test_bars_are_as_high_as_their_values() -> None:
    top, third, second, first, labels = drawn(BARS)
    assert [line.count("█") for line in (top, third, second, first)] == [9, 9, 18, 18]
    assert first.count("▁") == 9  # what is not nothing is seen
    assert "?" in first  # what is not known is no zero
    assert top.startswith(" 100.0 % │")
    assert labels.split() == ["1", "Nov", "8", "Nov", "15", "Nov", "22", "Nov", "29", "Nov"]


def test_without_blocks_they_are_of_ascii() -> None:
    lines = drawn(BARS, glyphs=ASCII)
    assert all(line.isascii() for line in lines)
    assert [line.count("#") for line in lines] == [9, 9, 18, 27, 0]


def test_many_bars_are_seen_around_the_cursor_and_labels_stand_apart() -> None:
    many = tuple(Bar(f"Employee {place}", place) for place in range(200))
    lines = drawn(many, here=120)
    assert "Employee 120" in lines[-1]
    assert lines[-1].count("Employee") < 10


def test_where_nothing_fits_or_is_there_nothing_is_drawn() -> None:
    assert drawn(()) == []
    assert drawn(BARS, width=12) == []
    assert drawn((Bar("a", 0), Bar("b", 0)))[0] == " 100.0 % │"
