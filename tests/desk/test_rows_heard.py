"""Rows that come with the news of a job, read over the connection that listens, which goes on to hear everything."""

from contextlib import closing
from dataclasses import replace
from queue import Queue

import pytest

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.acts import AddJob
from industrack_core.domain.acts.news import Changes, Found, Lost, News
from industrack_core.domain.board.places import RowsWanted
from industrack_core.domain.outcomes import Done, FindingKind
from industrack_core.domain.records.office import Calendar, Group
from industrack_core.store import feed
from tests.desk.office import saved, written
from tests.desk.test_people import users
from tests.desk.test_rights import staffed
from tests.store.listening import PATIENCE, heard
from tests.store.small_company import ANA, BEN, DAY, desk_at, draft, fill, rows

YES = frozenset(FindingKind)


def changes(news: "Queue[News]") -> Changes:
    item = news.get(timeout=PATIENCE)
    assert isinstance(item, Changes), item
    return item


def a_job(desk: Desk) -> int:
    """One of Ana's, in the window."""
    added = desk.perform(AddJob(draft(), YES))
    assert isinstance(added, Done)
    return added.changed_id("job") or 0


def test_wanted_rows_come_with_each_news(desk: Desk, company_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed, "POSTGRES_POLL_SECONDS", 3600.0)
    office, job_id = desk.office(), a_job(desk)
    wanted = RowsWanted(DAY, (ANA, BEN))
    with closing(desk_at(company_url, "noor")) as other, heard(desk, wants=lambda _: wanted) as news:
        for word in ("Valve", "Pump"):
            revision = written(other, job_id, word)
            found = changes(news).rows
            assert found is not None
            board = desk.board(office, DAY, (ANA, BEN))
            assert found.window == DAY
            assert found.lanes == {row.employee_id: row.lanes for row in board.rows}
            assert board.revision == revision


def test_what_is_done_between_news_and_rows_is_heard_of_and_rows_of_it_are_not_taken_for_older_ones(
    desk: Desk, company_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server tells of it while it is asked for the rows."""
    monkeypatch.setattr(feed, "POSTGRES_POLL_SECONDS", 3600.0)
    job_id, later = a_job(desk), list[int]()
    with closing(desk_at(company_url, "noor")) as other:

        def wants(_: Changes) -> RowsWanted:
            if not later:
                later.append(written(other, job_id, "Pump"))
            return RowsWanted(DAY, (ANA,))

        with heard(desk, wants=wants) as news:
            first = written(other, job_id, "Valve")
            item = changes(news)
            assert (item.revision, item.rows) == (first, None)
            item = changes(news)
            assert item.revision == later[0]
            assert item.rows is not None
            assert [[block.description for block in lane] for lane in item.rows.lanes[ANA]] == [["Pump"]]


def test_rows_that_somebody_may_not_see_do_not_come(desk: Desk, company_url: str) -> None:
    staffed(desk)
    group = saved(desk, Group(name="Ben's", member_ids=(BEN,)))
    calendar = saved(desk, Calendar(name="Ben's", group_ids=(group.id,)))
    saved(desk, replace(users(desk)["dora"], calendar_ids=(calendar.id,)))
    assert isinstance(desk.perform(AddJob(draft(crew=(BEN,)), YES)), Done)
    job_id, asked = a_job(desk), [(ANA,), (BEN,)]
    with closing(desk_at(company_url, "dora")) as dora:
        with heard(dora, wants=lambda _: RowsWanted(DAY, asked.pop(0))) as news:
            written(desk, job_id, "Valve")
            assert changes(news).rows is None
            written(desk, job_id, "Pump")
            seen = changes(news).rows
        assert seen is not None
        assert seen.lanes == {row.employee_id: row.lanes for row in dora.board(dora.office(), DAY, (BEN,)).rows}


def test_where_the_connection_is_lost_while_rows_are_read_the_news_come_without(postgres_url: str) -> None:
    fill(postgres_url)

    def wants(_: Changes) -> RowsWanted:
        others = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = current_database()"
        rows(postgres_url, f"{others} AND pid <> pg_backend_pid()")
        return RowsWanted(DAY, (ANA,))

    with closing(desk_at(postgres_url)) as desk:
        job_id = a_job(desk)
        with closing(desk_at(postgres_url, "noor")) as other, heard(desk, wants=wants) as news:
            first = written(other, job_id, "Valve")
            item = changes(news)
            assert (item.revision, item.rows) == (first, None)
            assert isinstance(news.get(timeout=PATIENCE), Lost)
            assert isinstance(news.get(timeout=PATIENCE), Found)
