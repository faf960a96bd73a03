"""How the columns of a list share its width: none reaches past it, what has no room goes, what is left is shared."""

from itertools import pairwise

import pytest

from industrack_tui.lists.paint import placed_columns
from industrack_tui.lists.spec import Column

COLUMNS = (
    Column("a", "A", 8),
    Column("b", "B", 10, 1.0),
    Column("c", "C", 12, 2.0, rank=1),
    Column("d", "D", 6, rank=2),
)


@pytest.mark.parametrize(
    ("width", "shown"),
    [(12, "b"), (21, "b"), (22, "ab"), (35, "ab"), (36, "abc"), (43, "abc"), (44, "abcd"), (120, "abcd")],
)
def test_columns_that_have_room_fill_the_width_and_stay_in_it(width: int, shown: str) -> None:
    placed = placed_columns(COLUMNS, width)
    assert "".join(each.column.name for each in placed) == shown
    assert placed[0].x == 2
    assert all(each.x + each.width <= width for each in placed)
    assert all(later.x == each.x + each.width + 2 for each, later in pairwise(placed))
    if len(placed) > 1:
        assert width - 1 <= placed[-1].x + placed[-1].width <= width
