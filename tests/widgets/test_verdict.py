"""Who a placement is for, in a sentence: three people by name, more as a number."""

from contextlib import closing
from pathlib import Path

import pytest

from industrack_core.domain.acts.acts import PlanJob
from industrack_tui.board.verdict import where
from tests.store.small_company import copy_of_file, desk_at


@pytest.mark.parametrize(("count", "ends"), [(0, "nobody"), (1, ""), (3, ""), (4, " and 1 more")])
def test_three_people_are_named_and_more_are_counted(tmp_path: Path, count: int, ends: str) -> None:
    with closing(desk_at(copy_of_file(tmp_path))) as desk:
        office = desk.office()
    people = list(office.employees)[:count]
    assert len(people) == count
    told = where("7", PlanJob(1, 1, tuple(each.id for each in people), None, 60), office)
    named = " and ".join(each.short_name for each in people[:3])
    assert told == f"7 to {named}{ends}"
