"""Who is kept to some calendars: what they find, count and export are the jobs of the people of those."""

from collections.abc import Iterator
from contextlib import closing
from io import BytesIO

import pytest

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.acts import AddJob, SaveRecord
from industrack_core.domain.board.day_now import LiveAsked
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.office import Calendar, Group
from industrack_core.domain.records.settings import OfficeUser
from industrack_core.domain.time.span import Span
from industrack_core.exchange.exports.exports import export_list
from tests.desk.every_act import roles_of, saved
from tests.desk.office import YES, done
from tests.desk.test_rights import staffed
from tests.store.small_company import ANA, BEN, CHO, at, desk_at, draft

WEEK = Span(at("0:00"), at("0:00", 30))
PEOPLE = (ANA, BEN, CHO)


@pytest.fixture
def office(desk: Desk) -> Desk:
    """Mika's desk: Nora is kept to the north, which is Ben's; each has a job, and each calendar one that waits."""
    staffed(desk)
    group = saved(desk, Group(name="North", member_ids=(BEN,)))
    north = saved(desk, Calendar(name="North", group_ids=(group.id,)))
    others = saved(desk, Group(name="South", member_ids=(ANA,)))
    south = saved(desk, Calendar(name="South", group_ids=(others.id,)))
    role = next(each.id for each in roles_of(desk) if each.name == "dispatcher")
    done(desk.perform(SaveRecord(OfficeUser(name="Nora", login="nora", role_id=role, calendar_ids=(north.id,)))))
    for words, crew, calendar in (
        ("mine of Ben", (BEN,), None), ("theirs of Ana", (ANA,), None), ("mine of both", (ANA, BEN), None),
        ("mine in the north", (), north.id), ("theirs in the south", (), south.id), ("mine of nobody", (), None),
    ):  # fmt: skip
        when = at("13:00") if crew else None
        done(desk.perform(AddJob(draft(description=words, crew=crew, starts_at=when, calendar_id=calendar), YES)))
    return desk


@pytest.fixture
def nora(office: Desk, company_url: str) -> Iterator[Desk]:
    with closing(desk_at(company_url, "nora")) as opened:
        yield opened


def test_rows_are_those_of_ones_calendars(office: Desk, nora: Desk) -> None:
    board = nora.board(nora.office(), WEEK, PEOPLE)
    assert [row.employee_id for row in board.rows] == list(PEOPLE)
    assert {each.employee_id for row in board.rows for each in row.blocks} == {BEN}
    assert {each.employee_id for each in nora.all_blocks(WEEK)} == {BEN}
    jobs = [each.job_id for each in office.all_blocks(WEEK)]
    assert {each.employee_id for each in nora.blocks_beside(WEEK, jobs)} == {BEN}
    assert nora.day_now(WEEK, PEOPLE).planned.minutes == office.day_now(WEEK, (BEN,)).planned.minutes
    assert set(nora.availability(nora.office(), PEOPLE, WEEK)) == {BEN}
    assert len(nora.day_starts(WEEK)) == len(office.day_starts(WEEK, (BEN,))) < len(office.day_starts(WEEK))
    assert nora.days(nora.office(), WEEK.starts_at.date(), 3) == office.days(
        office.office(), WEEK.starts_at.date(), 3, employee_ids=(BEN,)
    )
    assert {each.block.employee_id for each in nora.exceptions(nora.office(), PEOPLE)} <= {BEN}
    assert nora.live_day(LiveAsked(PEOPLE, WEEK)).rows.keys() <= {BEN}
    assert nora.day_now(WEEK, (ANA,)).planned.minutes == 0
    assert not nora.jobs_ahead(ANA)
    assert nora.jobs_ahead(BEN) == office.jobs_ahead(BEN)


def test_the_queue_and_a_find_are_of_ones_calendars(office: Desk, nora: Desk) -> None:
    queue, whole = nora.queue(), office.queue()
    assert not [each for each in queue.entries if each.description.startswith("theirs")]
    assert {"mine in the north", "mine of nobody"} <= {each.description for each in queue.entries}
    assert queue.total == len(queue.entries) < whole.total
    north = nora.office().calendars[0]
    assert [each.description for each in nora.queue(calendar_id=north.id).entries] == ["mine in the north"]
    south = next(each.id for each in office.office().calendars if each.name == "South")
    assert nora.queue(calendar_id=south) == queue
    found = {each.description for each in office.find_jobs(office.office(), "theirs")}
    assert found == {"theirs of Ana", "theirs in the south"}
    assert not nora.find_jobs(nora.office(), "theirs")
    assert {each.description for each in nora.find_jobs(nora.office(), "mine")} == {
        "mine of Ben", "mine of both", "mine in the north", "mine of nobody",
    }  # fmt: skip
    job = next(each.job_id for each in whole.entries if each.description == "mine of nobody")
    assert {each.crew[0] for each in nora.best_slots(nora.office(), job, north)} <= {BEN}
    assert not nora.best_slots(office.office(), job, office.office().default_calendar)


def test_files_have_the_jobs_of_ones_calendars(office: Desk, nora: Desk) -> None:
    for desk in (office, nora):
        out = BytesIO()
        export_list(desk, Kind.JOB, out)
        text = out.getvalue().decode()
        assert all(each in text for each in ("mine of Ben", "mine of both", "mine in the north", "mine of nobody"))
        assert ("theirs of Ana" in text) is ("theirs in the south" in text) is (desk is office)


def test_whoever_opens_the_default_calendar_sees_all(office: Desk, company_url: str) -> None:
    with closing(desk_at(company_url, "dora")) as dora:
        assert dora.kept_to() is None
        assert dora.queue().total == office.queue().total
