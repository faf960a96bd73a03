"""Whether jobs stand where they stood: only then no hours need to be read again."""

import pytest

from industrack_core.domain.board.places import Stand, stand_still

HERE, THERE, LATER = (7, 1, 600, 660), (7, 2, 600, 660), (7, 1, 615, 675)
OTHER = (8, 1, 600, 660)


@pytest.mark.parametrize(
    ("jobs", "before", "after", "still"),
    [
        ((7,), {HERE}, {HERE}, True),
        ((7,), {HERE, THERE}, {HERE, THERE}, True),
        ((7,), {HERE}, {LATER}, False),
        ((7,), {HERE}, {HERE, THERE}, False),
        ((7,), {HERE}, set[Stand](), False),
        ((7,), set[Stand](), set[Stand](), False),  # it may have moved where nobody looks
        ((7, 8), {HERE}, {HERE}, False),
        ((7, 8), {HERE, OTHER}, {HERE, OTHER}, True),
    ],
)
def test_jobs_stand_still_where_all_were_seen_and_are_there(
    jobs: tuple[int, ...], before: set[Stand], after: set[Stand], still: bool
) -> None:
    assert stand_still(jobs, before, after) is still
