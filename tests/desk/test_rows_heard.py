"""Rows that come with the news of a job, read over the connection that listens, which goes on to hear everything."""

from contextlib import closing
from dataclasses import replace
from queue import Queue

import pytest

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.acts import AddJob, EditJob
from industrack_core.domain.acts.news import Changes, News
from industrack_core.domain.acts.saved_draft import draft_of
from industrack_core.domain.board.places import RowsWanted
from industrack_core.domain.outcomes import Done, FindingKind
from industrack_core.store import feed
from tests.store.listening import PATIENCE, heard
from tests.store.small_company import ANA, BEN, DAY, desk_at, draft

YES = frozenset(FindingKind)


def changes(news: "Queue[News]") -> Changes:
    item = news.get(timeout=PATIENCE)
    assert isinstance(item, Changes), item
    return item


def written(desk: Desk, job_id: int, word: str) -> int:
    job = desk.job(job_id)
    assert job is not None
    done = desk.perform(EditJob(job.id, job.version, replace(draft_of(job), description=word), YES))
    assert isinstance(done, Done)
    return done.revision


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
            rows = changes(news).rows
            assert rows is not None
            board = desk.board(office, DAY, (ANA, BEN))
            assert rows.window == DAY
            assert rows.lanes == {row.employee_id: row.lanes for row in board.rows}
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
