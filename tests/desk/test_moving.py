"""A company moves to another place: closed where it was, compared, continued after a kill, or given up."""

import re
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from threading import Event

import pytest

from industrack_core.desk.health import describe
from industrack_core.desk.keeping import back_up
from industrack_core.desk.moving import Move
from industrack_core.desk.upkeep import check_database
from industrack_core.domain.acts.acts import AddJob
from industrack_core.domain.acts.news import Changes, Closed
from industrack_core.domain.errors import DatabaseBusy, DatabaseClosed, DatabaseUnavailable, UpgradeStopped, UsageError
from industrack_core.domain.keeping import Restored, TableSum
from industrack_core.domain.upgrade import Progress, Upgrade
from industrack_core.store import feed
from industrack_core.store.engine.schema_state import HEAD
from tests.desk.office import done, refused
from tests.store.small_company import contents, desk_at, draft, rows

AT = datetime(2026, 11, 25, 2, 30, tzinfo=UTC)


@pytest.fixture
def spools(tmp_path: Path) -> Path:
    return tmp_path / "state"


@pytest.fixture
def served_url(sqlite_company: str, tmp_path: Path) -> str:
    """The small company on SQLite, with an attached file."""
    plan = tmp_path / "plan.txt"
    plan.write_bytes(b"cellar, left")
    with closing(desk_at(sqlite_company)) as desk:
        done(desk.perform(AddJob(draft(attachments=(desk.attach(str(plan)),)))))
    return sqlite_company


def go(move: Move, *, live: bool = False, resume: bool = False, leave: Upgrade | None = None) -> Restored:
    restored = move.go(at=AT, leave=leave or Upgrade(), live=live, resume=resume)
    move.finish()
    return restored


def sums(url: str, file: Path) -> dict[str, TableSum]:
    return dict(back_up(url, file, at=AT, leave=Upgrade(), replace=True).info.tables)


def stopping_at(what: str) -> Upgrade:
    def tell(progress: Progress) -> None:
        if progress.what == what:
            leave.stop()

    leave = Upgrade(tell)
    return leave


def test_there_and_back_it_is_the_same(served_url: str, postgres_url: str, tmp_path: Path, spools: Path) -> None:
    before, back = sums(served_url, tmp_path / "a"), f"sqlite:///{tmp_path / 'back.db'}"
    move = Move(served_url, postgres_url, spools)
    assert (go(move).files, sums(postgres_url, tmp_path / "b")) == (1, before)
    assert go(Move(postgres_url, back, spools)).files == 1
    assert sums(back, tmp_path / "c") == before
    assert contents(back) == contents(served_url)
    assert not list(spools.iterdir())
    assert not list(tmp_path.glob("*.moving*"))
    with closing(desk_at(back)) as desk:
        done(desk.perform(AddJob(draft(starts_at=None, crew=()))))
    assert not list(check_database(back, lambda progress: None))


def test_where_it_was_it_is_closed_and_says_where_it_goes_on(company_url: str, tmp_path: Path, spools: Path) -> None:
    target = tmp_path / "new.db"
    with closing(desk_at(company_url)) as desk:
        before = desk.revision()
        go(Move(company_url, str(target), spools))
        sentence = refused(desk.perform(AddJob(draft())))
        assert sentence == f"The office is moving to {target}; it goes on there."
        with pytest.raises(DatabaseClosed, match="it goes on there"):
            desk.reserve_ids(1)
        usable, facts = describe(company_url)
        assert (usable, dict(facts)["State"]) == (False, f"closed: {sentence}")
        assert desk.revision() == before
    with pytest.raises(UsageError, match="is closed already: The office is moving to"):
        go(Move(company_url, str(tmp_path / "third.db"), spools))
    assert Move(company_url, str(target), spools).give_up()
    with closing(desk_at(company_url)) as desk:
        done(desk.perform(AddJob(draft())))


def test_who_listens_is_told_that_it_is_closed_and_open_again(
    company_url: str, tmp_path: Path, spools: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed, "POSTGRES_POLL_SECONDS", 10**9)  # it is told, and not only seen by and by
    stop, move = Event(), Move(company_url, str(tmp_path / "new.db"), spools)
    with closing(desk_at(company_url)) as desk:
        news = desk.changes(desk.revision(), stop)
        with closing(desk_at(company_url, who="bo")) as bo:
            done(bo.perform(AddJob(draft(starts_at=None, crew=()))))
            assert isinstance(next(news), Changes)
            go(move)
            assert next(news) == Closed(move.sentence)
            assert list(islice(desk.changes(desk.revision(), stop), 1)) == [Closed(move.sentence)], "who comes later"
            move.give_up()
            assert next(news) == Closed("")
            done(bo.perform(AddJob(draft(starts_at=None, crew=()))))
            assert isinstance(next(news), Changes)
        stop.set()
        assert list(news) == []


def test_a_live_copy_leaves_it_open(company_url: str, tmp_path: Path, spools: Path) -> None:
    target = f"sqlite:///{tmp_path / 'new.db'}"
    go(Move(company_url, target, spools), live=True)
    assert contents(target) == contents(company_url)
    with closing(desk_at(company_url)) as desk:
        done(desk.perform(AddJob(draft())))


def test_what_was_interrupted_goes_on_or_is_given_up(served_url: str, postgres_url: str, spools: Path) -> None:
    move = Move(served_url, postgres_url, spools)
    with pytest.raises(UpgradeStopped):
        go(move, leave=stopping_at("Comparing customer"))  # of the spool
    with closing(desk_at(served_url)) as desk:
        done(desk.perform(AddJob(draft(starts_at=None, crew=()))))
    for table in ("customer", "job"):
        with pytest.raises(UpgradeStopped):
            go(move, leave=stopping_at(f"Putting {table} in place"), resume=table == "job")
    with closing(desk_at(served_url)) as desk:
        assert "it goes on there" in refused(desk.perform(AddJob(draft())))
    with pytest.raises(UsageError, match="was begun already: --resume goes on"):
        go(move)
    with pytest.raises(DatabaseBusy, match="is being moved to"):
        desk_at(postgres_url)
    rows(served_url, "UPDATE ledger SET closed = ''")
    with pytest.raises(UsageError, match="People went on working"):
        go(move, resume=True)
    rows(served_url, "UPDATE ledger SET closed = :sentence", sentence=move.sentence)
    move.go(at=AT, leave=Upgrade(), live=False, resume=True)
    assert contents(postgres_url) == contents(served_url)
    assert go(move, resume=True).files == 0  # all was there, and only the last word was not said
    with pytest.raises(UsageError, match="all of it is at postgresql"):
        go(move, resume=True)
    assert not list(spools.iterdir())


def test_health_says_how_far_it_is(served_url: str, postgres_url: str, spools: Path) -> None:
    with pytest.raises(UpgradeStopped):
        go(Move(served_url, postgres_url, spools), leave=stopping_at("Putting job in place"))
    usable, facts = describe(postgres_url)
    filled = r"a company is being put into it \(\d+ %\): it can be opened once all is there"
    assert (usable, dict(facts)["Schema"]) == (False, f"none (program: {HEAD})")
    assert re.fullmatch(filled, dict(facts)["State"])


def test_one_that_was_killed_goes_on(served_url: str, postgres_url: str, tmp_path: Path, spools: Path) -> None:
    script = tmp_path / "move.py"
    script.write_text(
        "import os, signal, sys\nfrom datetime import UTC, datetime\nfrom pathlib import Path\n"
        "from industrack_core.desk.moving import Move\nfrom industrack_core.domain.upgrade import Upgrade\n"
        "def tell(progress):\n    if progress.what == sys.argv[5]:\n        os.kill(os.getpid(), signal.SIGKILL)\n"
        "move = Move(sys.argv[1], sys.argv[2], Path(sys.argv[3]))\n"
        "move.go(at=datetime.now(UTC), leave=Upgrade(tell), live=False, resume=sys.argv[4] == 'resume')\n",
        "utf-8",
    )
    how = ("begin", "resume", "resume")
    for word, what in zip(how, ("Copying attached files", "Putting job in place", "Comparing job"), strict=True):
        given = [sys.executable, str(script), served_url, postgres_url, str(spools), word, what]
        assert subprocess.run(given, check=False, timeout=60).returncode == -9
    move = Move(served_url, postgres_url, spools)
    go(move, resume=True)
    assert contents(postgres_url) == contents(served_url)
    assert not list(spools.iterdir())


def test_no_copy_is_made_that_would_be_a_part_of_a_database(sqlite_company: str, spools: Path) -> None:
    for end in ("-wal", "-journal"):
        with pytest.raises(UsageError, match="would be a part of a company's database"):
            Move(sqlite_company, sqlite_company + end, spools).go(at=AT, leave=Upgrade(), live=False, resume=False)
    with closing(desk_at(sqlite_company)) as desk:
        done(desk.perform(AddJob(draft())))


def test_where_nothing_can_be_copied_to_it_stays_open(served_url: str, tmp_path: Path, spools: Path) -> None:
    with pytest.raises(UsageError, match="are the same place"):
        Move(served_url, served_url.removeprefix("sqlite:///"), spools)
    (tmp_path / "there.db").write_bytes((tmp_path / "company.db").read_bytes())
    with pytest.raises(UsageError, match="choose a name that is free"):
        go(Move(served_url, str(tmp_path / "there.db"), spools))
    with pytest.raises(DatabaseUnavailable):
        go(Move(served_url, "postgresql://127.0.0.1:1/office", spools))
    with closing(desk_at(served_url)) as desk:
        done(desk.perform(AddJob(draft(starts_at=None, crew=()))))
    assert not list(spools.glob("*"))
