"""The feed: what one console saves, the others hear."""

import os
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from queue import Queue

import pytest

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.acts import AddEmployee, AddJob, DeleteJob, EditJob, PlanJob, UnassignJob, Undo
from industrack_core.domain.acts.founding import LoadRecords
from industrack_core.domain.acts.news import Changes, Found, Lost, News
from industrack_core.domain.acts.saved_draft import draft_of
from industrack_core.domain.board.places import JobNews, JobStand
from industrack_core.domain.errors import NotADatabase
from industrack_core.domain.outcomes import Done, FindingKind
from industrack_core.domain.records.office import JobColor
from industrack_core.domain.time.minute import minute_of
from industrack_core.store import feed
from industrack_core.store.engine import file_watch
from tests.desk.cut_wire import CutWire, impatient
from tests.postgres import PostgresServer
from tests.store import small_company
from tests.store.listening import PATIENCE, heard
from tests.store.small_company import BEN, desk_at, draft

YES = frozenset(FindingKind)


def changes(news: "Queue[News]") -> Changes:
    item = news.get(timeout=PATIENCE)
    assert isinstance(item, Changes), item
    return item


def test_acts_of_another_console_arrive_one_after_another(desk: Desk, company_url: str) -> None:
    with closing(desk_at(company_url, "noor")) as other, heard(desk) as news:
        for turn in range(3):
            outcome = other.perform(AddJob(draft(crew=(), description=str(turn))))
            assert isinstance(outcome, Done)
            item = changes(news)
            assert (item.revision, item.who, item.line) == (outcome.revision, "noor", outcome.line)
            assert item.records == {"job": frozenset({outcome.changed_id("job")})}
            assert item.touches("job")
            assert not item.touches("employee")
            assert len(item.act_ids) == 1


def test_news_say_where_jobs_stood_and_stand(desk: Desk) -> None:
    with heard(desk) as news:
        added = desk.perform(AddJob(draft(), YES))
        assert isinstance(added, Done)
        job = desk.job(added.changed_id("job") or 0)
        assert job is not None
        assert job.starts_at is not None
        start = minute_of(job.starts_at)
        here = JobStand(frozenset(job.crew), start, start + job.minutes, "not_started")
        assert changes(news).jobs == {job.id: JobNews(None, here, waits=False)}
        desk.perform(EditJob(job.id, job.version, replace(draft_of(job), description="Other"), YES))
        assert changes(news).jobs == {job.id: JobNews(here, here, waits=False)}
        desk.perform(PlanJob(job.id, job.version + 1, (BEN,), job.starts_at + timedelta(hours=1), 30, YES))
        there = JobStand(frozenset({BEN}), start + 60, start + 90, "not_started")
        assert changes(news).jobs == {job.id: JobNews(here, there, waits=False)}
        desk.perform(UnassignJob(job.id, job.version + 2, YES))
        assert changes(news).jobs == {job.id: JobNews(there, None, waits=True)}
        desk.perform(DeleteJob(job.id, job.version + 3, accepted=YES))
        assert changes(news).jobs == {job.id: JobNews(None, None, waits=False)}
        desk.perform(Undo())
        assert changes(news).jobs == {job.id: JobNews(None, None, waits=True)}


def test_a_file_that_is_written_to_is_looked_at_at_once(sqlite_company: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not only when it is time to see whether listening has ended."""
    monkeypatch.setattr(feed, "STEP_SECONDS", 60.0)
    with (
        closing(desk_at(sqlite_company)) as desk,
        closing(desk_at(sqlite_company, "noor")) as other,
        heard(desk) as news,
    ):
        for turn in range(3):
            started = time.monotonic()
            other.perform(AddEmployee("Eva", str(turn)))
            assert changes(news).line == f"Added employee Eva {turn}."
            assert time.monotonic() - started < 30
        monkeypatch.setattr(feed, "STEP_SECONDS", 0.25)  # with the next news: nobody tells it to end
        other.perform(AddEmployee("Eva", "Last"))
        changes(news)


@pytest.mark.parametrize("why", ["no watches left", "another system"])
def test_without_word_from_the_system_the_file_is_looked_at(
    sqlite_company: str, monkeypatch: pytest.MonkeyPatch, why: str
) -> None:
    if why == "another system":
        monkeypatch.setattr(file_watch, "CDLL", lambda *_, **__: object())
    else:
        monkeypatch.setattr(file_watch, "_MODIFIED", 0)  # refused by the kernel, as a watch too many is
    with closing(desk_at(sqlite_company)) as desk, closing(desk_at(sqlite_company, "noor")) as other:
        assert file_watch.watch_of(Path(sqlite_company.removeprefix("sqlite:///"))) is None
        with heard(desk) as news:
            other.perform(AddEmployee("Eva", "Lund"))
            assert changes(news).line == "Added employee Eva Lund."


def test_own_acts_and_undos_arrive_too(desk: Desk) -> None:
    with heard(desk) as news:
        desk.perform(AddEmployee("Eva", "Lund"))
        assert changes(news).line == "Added employee Eva Lund."
        desk.perform(Undo())
        assert changes(news).line == "Undid: Added employee Eva Lund."


def test_what_came_before_listening_is_told_at_once(desk: Desk) -> None:
    for turn in range(3):
        desk.perform(AddEmployee("Eva", str(turn)))
    with heard(desk, revision=1) as news:
        item = changes(news)
        assert (item.revision, len(item.act_ids)) == (4, 3)
        assert item.records is not None
        assert len(item.records["employee"]) == 3


def test_very_many_are_everything(desk: Desk) -> None:
    for turn in range(201):
        desk.perform(AddEmployee("Eva", str(turn)))
    with heard(desk, revision=1) as news:
        assert changes(news).records is None
        assert changes(news).revision == 202


def test_records_loaded_whole_are_everything(desk: Desk) -> None:
    with heard(desk) as news:
        first = desk.reserve_ids(1)
        desk.perform(LoadRecords((JobColor(id=first, name="Teal", hue="teal"),), "One color."))
        item = changes(news)
        assert item.records is None
        assert item.touches("job")


def test_a_read_only_desk_hears(company_url: str, desk: Desk) -> None:
    from industrack_core.desk.desk import open_desk

    with closing(open_desk(company_url, read_only=True)) as reader, heard(reader) as news:
        desk.perform(AddEmployee("Eva", "Lund"))
        assert changes(news).who == "mika"


@pytest.fixture
def own_server() -> Iterator[PostgresServer]:
    """A PostgreSQL of the test's own, to be stopped and started."""
    with tempfile.TemporaryDirectory(prefix="industrack-own-", dir="/tmp") as home:
        if os.geteuid() == 0:
            shutil.chown(home, "nobody")
        server = PostgresServer(Path(home))
        server.start()
        server.stop()
        with (server.data / "postgresql.conf").open("a") as configuration:
            configuration.write("synchronous_commit = on\n")  # what was acknowledged must outlive a crash here
        server.start()
        yield server
        if server.is_running():
            server.stop("immediate")


@pytest.mark.parametrize("mode", ["fast", "immediate"])
def test_a_server_that_goes_is_lost_and_found(own_server: PostgresServer, mode: str) -> None:
    url = own_server.url(own_server.create_database())
    small_company.fill(url)
    with closing(desk_at(url)) as desk, heard(desk) as news:
        desk.perform(AddEmployee("Eva", "Lund"))
        assert changes(news).revision == 2
        own_server.stop(mode)
        lost = news.get(timeout=PATIENCE)
        assert isinstance(lost, Lost)
        assert lost.sentence.endswith("does not answer.")
        own_server.start()
        assert isinstance(news.get(timeout=PATIENCE), Found)
        assert isinstance(desk.perform(AddEmployee("Finn", "Holm")), Done)
        assert changes(news).line == "Added employee Finn Holm."


def test_a_server_that_falls_silent_is_lost_and_found(
    postgres_server: PostgresServer, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is asked every now and then, and an answer is waited for no longer than that takes."""
    monkeypatch.setattr(feed, "POSTGRES_POLL_SECONDS", 0.1)
    with (
        CutWire(postgres_server.home) as wire,
        closing(desk_at(postgres_server.url(database))) as other,
        closing(desk_at(wire.url(database).partition("?")[0])) as desk,
        heard(desk) as news,
    ):
        other.perform(AddEmployee("Eva", "Lund"))
        assert changes(news).revision == 2
        with impatient():
            wire.is_silent = True
            lost = news.get(timeout=PATIENCE)
        assert isinstance(lost, Lost)
        assert lost.sentence.endswith("does not answer.")
        other.perform(AddEmployee("Finn", "Holm"))
        wire.is_silent = False
        assert isinstance(news.get(timeout=PATIENCE), Found)
        assert changes(news).line == "Added employee Finn Holm."


def test_a_replaced_file_is_noticed_and_writing_stops(tmp_path: Path) -> None:
    url = small_company.copy_of_file(tmp_path)
    path = tmp_path / "company.db"
    with closing(desk_at(url)) as desk, heard(desk) as news:
        desk.perform(AddEmployee("Eva", "Lund"))
        changes(news)
        aside = tmp_path / "aside.db"
        path.rename(aside)
        lost = news.get(timeout=PATIENCE)
        assert isinstance(lost, Lost)
        assert lost.sentence == f"The database file {path} is gone: writing has stopped. Start the console again."
        shutil.copyfile(aside, path)
        with pytest.raises(NotADatabase, match="was replaced: writing has stopped"):
            desk.perform(AddEmployee("Finn", "Holm"))
        with closing(sqlite3.connect(aside)) as connection:
            assert connection.execute("SELECT count(*) FROM employee WHERE last_name = 'Holm'").fetchone() == (0,)
        path.unlink()
        aside.rename(path)
        assert isinstance(news.get(timeout=PATIENCE), Found)
        assert isinstance(desk.perform(AddEmployee("Finn", "Holm")), Done)
        assert changes(news).line == "Added employee Finn Holm."
