"""The log as a list: pages in both directions, what narrows it, and that its reader's own is told apart."""

from contextlib import closing

import pytest

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.acts import AddEmployee, AddJob, SetStatus, Undo
from industrack_core.domain.acts.log import LogQuery
from industrack_core.domain.errors import UsageError
from industrack_core.domain.records.job import WorkStatus
from industrack_core.domain.records.listing import ListQuery
from tests.desk.office import done
from tests.store.small_company import desk_at, draft

NEWEST_FIRST = ListQuery("log", "revision", True)


def filled(desk: Desk) -> list[int]:
    """Some acts more; the numbers of all, newest first."""
    for name in ("Ådahl", "50% Ltd", "x_y", "xzy"):
        done(desk.perform(AddEmployee("Kim", name)))
    job_id = done(desk.perform(AddJob(draft(description="Boiler")))).changed_id("job") or 0
    done(desk.perform(SetStatus(job_id, 1, WorkStatus.STARTED)))
    done(desk.perform(Undo()))
    return [each.revision for each in desk.log(LogQuery())]


def test_pages_follow_each_other_in_both_directions(desk: Desk) -> None:
    numbers = filled(desk)
    for query, wanted in (
        (NEWEST_FIRST, numbers),
        (ListQuery("log", "revision"), numbers[::-1]),
    ):
        found, place = list[int](), None
        while True:
            page = desk.list_page(query, place, limit=3)
            found += [row.id for row in page.rows]
            place = page.rows[-1].position
            if not page.more:
                break
        assert found == wanted
        ends = desk.list_page(query, backwards=True, limit=2)
        assert ([row.id for row in ends.rows], ends.more) == (wanted[-2:], True)
        around = desk.list_around(query, wanted[3], None, 2, 2)
        assert [row.id for row in around.rows] == wanted[1:5]
        assert (around.index, around.has_before, around.has_after) == (2, True, True)
    assert desk.list_count(NEWEST_FIRST) == len(numbers)


@pytest.mark.parametrize(
    ("typed", "count"), [("ådahl", 1), ("50%", 1), ("x_y", 1), ("boiler start", 1), ("boiler nothing", 0), ("  ", 9)]
)
def test_words_are_found_as_they_are_typed(desk: Desk, typed: str, count: int) -> None:
    filled(desk)
    found = desk.list_page(ListQuery("log", "revision", True, find=typed)).rows
    lines = [str(row.values["line"]).casefold() for row in found]
    if typed.strip():
        assert all(word in line for line in lines for word in typed.split())
        assert len({line.removeprefix("undid: ") for line in lines}) == count
    else:
        assert len(lines) == len(desk.log(LogQuery()))


def test_ones_own_is_told_apart_and_people_are_found_by_name(desk: Desk, company_url: str) -> None:
    filled(desk)
    with closing(desk_at(company_url, who="bo")) as bo:
        done(bo.perform(AddEmployee("Lu", "Chen")))
        mine = bo.list_page(ListQuery("log", "revision", True, filter="mine")).rows
        assert [row.values["line"] for row in mine] == ["Added employee Lu Chen."]
        assert len(bo.list_page(ListQuery("log", "revision", True, find="bo")).rows) >= 1
        assert bo.list_page(ListQuery("log", "revision", True, filter="phones")).rows == ()
        assert bo.list_count(ListQuery("log", "revision", True, filter="office")) == len(bo.log(LogQuery()))


def test_other_orders_and_filters_are_none(desk: Desk) -> None:
    for query in (ListQuery("log", "at"), ListQuery("log", "revision", filter="x")):
        with pytest.raises(UsageError, match="There is no list log by"):
            desk.list_page(query)
