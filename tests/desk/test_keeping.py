"""Backups are made while people work, opened, and put in place; what is damaged or in the way is told."""

import gzip
import os
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread

import pytest

from industrack_core.desk.desk import Desk, open_desk
from industrack_core.desk.keeping import back_up, restore_backup
from industrack_core.desk.upkeep import check_database
from industrack_core.domain.acts.acts import AddJob
from industrack_core.domain.errors import DatabaseBusy, DatabaseError, NotADatabase, UpgradeStopped, UsageError
from industrack_core.domain.keeping import BackupDamaged, BackupInfo, BackupMade, TableSum
from industrack_core.domain.records.job_parts import Attachment
from industrack_core.domain.upgrade import Progress, Upgrade
from industrack_core.store.engine.engine import database_place
from tests.desk.office import done, refused
from tests.store.listening import PATIENCE
from tests.store.old_office import office_of_0_3
from tests.store.small_company import ANA, at, contents, desk_at, draft, rows

AT = datetime(2026, 11, 25, 2, 30, tzinfo=UTC)
ENGINES = ("sqlite", "postgresql")


@pytest.fixture
def to_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a backup goes: nothing is there."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'restored.db'}"
        return
    server = request.getfixturevalue("postgres_server")
    name = server.create_database()
    yield server.url(name)
    server.drop_database(name)


def made(url: str, file: Path, **options: bool) -> BackupMade:
    return back_up(url, file, at=AT, leave=Upgrade(), **options)


def put(file: Path, url: str, **options: bool) -> str:
    return restore_backup(file, url, at=AT, leave=Upgrade(), **options).replaced


def attached(desk: Desk, folder: Path) -> Attachment:
    """A job with a file, which is answered."""
    path = folder / "plan.txt"
    path.write_bytes(b"cellar, left")
    attachment = desk.attach(str(path))
    done(desk.perform(AddJob(draft(description="Übergabe \N{GRINNING FACE}", attachments=(attachment,)))))
    return attachment


def sums(url: str, folder: Path) -> dict[str, TableSum]:
    """What a backup of it says of its tables."""
    file = folder / f"{os.urandom(4).hex()}.industrack"
    return dict(made(url, file).info.tables)


def nothing_found(url: str) -> bool:
    return not list(check_database(url, lambda progress: None))


@pytest.mark.parametrize("to_url", ENGINES, indirect=True)
def test_a_backup_is_put_in_place_on_either_engine(company_url: str, to_url: str, tmp_path: Path) -> None:
    with closing(desk_at(company_url)) as desk:
        attachment = attached(desk, tmp_path)
        revision = desk.revision()
    file = tmp_path / "office.industrack"
    backup = made(company_url, file)
    assert (backup.files, backup.damaged, backup.info.revision) == (1, 0, revision)
    assert file.stat().st_mode & 0o777 == 0o600
    assert put(file, to_url) == ""
    assert contents(to_url) == contents(company_url)
    assert sums(to_url, tmp_path) == dict(backup.info.tables)
    assert nothing_found(to_url)
    with closing(desk_at(to_url)) as desk:
        assert desk.attachment_bytes(attachment) == b"cellar, left"
        done(desk.perform(AddJob(draft(starts_at=at("14:00")))))
        assert desk.revision() == revision + 1


def test_a_backup_is_opened_and_not_written_to(company_url: str, tmp_path: Path) -> None:
    with closing(desk_at(company_url)) as desk:
        attachment = attached(desk, tmp_path)
    file = tmp_path / "office.industrack"
    made(company_url, file)
    before = file.read_bytes()
    with closing(open_desk(str(file))) as desk:
        assert {employee.id for employee in desk.office().employees} >= {ANA}
        assert desk.attachment_bytes(attachment) == b"cellar, left"
        assert "read-only" in refused(desk.perform(AddJob(draft())))
    assert file.read_bytes() == before
    with pytest.raises(UsageError, match="is a backup itself"):
        made(str(file), tmp_path / "second.industrack")


def test_the_hash_of_a_table_tells_what_is_in_it(sqlite_company: str, tmp_path: Path) -> None:
    before = sums(sqlite_company, tmp_path)
    rows(sqlite_company, "UPDATE job SET note = 'x' WHERE number = '11'")
    after = sums(sqlite_company, tmp_path)
    assert {name for name, table in after.items() if before[name] != table} == {"job"}


def test_what_is_damaged_is_not_put_in_place(sqlite_company: str, tmp_path: Path) -> None:
    file, target = tmp_path / "office.industrack", tmp_path / "restored.db"
    made(sqlite_company, file)
    connection = sqlite3.connect(file)
    connection.execute("UPDATE customer SET name = 'Lindquist' WHERE name = 'Lindqvist'")
    connection.commit()
    connection.close()
    with pytest.raises(BackupDamaged, match="what is in its table customer is not what was backed up"):
        put(file, str(target))
    packed = tmp_path / "cut.gz"
    packed.write_bytes(gzip.compress(file.read_bytes())[:-2000])
    with pytest.raises(BackupDamaged, match="cannot be unpacked"):
        put(packed, str(target))
    with pytest.raises(BackupDamaged, match="is no backup"):
        put(Path(database_place(sqlite_company).label), str(target))
    assert not list(tmp_path.glob("restored*"))


def test_an_attached_file_that_is_damaged_is_left_out_and_counted(company_url: str, tmp_path: Path) -> None:
    with closing(desk_at(company_url)) as desk:
        attachment = attached(desk, tmp_path)
    path = database_place(company_url).path
    if path is not None:
        (path.with_name(f"{path.name}.files") / attachment.digest[:2] / attachment.digest).write_bytes(b"rotten")
    else:
        rows(company_url, "UPDATE attachment_content SET content = 'rotten'")
    backup = made(company_url, tmp_path / "office.industrack")
    assert (backup.files, backup.damaged) == (0, 1)


def test_a_backup_is_compressed_and_takes_the_place_of_an_older_one(sqlite_company: str, tmp_path: Path) -> None:
    file = tmp_path / "office.industrack.gz"
    made(sqlite_company, file, packed=True)
    with pytest.raises(FileExistsError):
        made(sqlite_company, file)
    made(sqlite_company, file, packed=True, replace=True)
    with pytest.raises(NotADatabase, match="is compressed"):
        open_desk(str(file))
    put(file, str(tmp_path / "restored.db"))
    assert contents(str(tmp_path / "restored.db")) == contents(sqlite_company)


def test_what_is_packed_and_damaged_anywhere_is_told(sqlite_company: str, tmp_path: Path) -> None:
    file, broken = tmp_path / "office.industrack.gz", tmp_path / "broken.industrack.gz"
    made(sqlite_company, file, packed=True)
    whole = file.read_bytes()
    told = 0
    for place in range(200, len(whole), len(whole) // 60):  # behind the name, which nobody reads
        damaged = whole[:place] + bytes([whole[place] ^ 0x10]) + whole[place + 1 :]
        if _unpacked(damaged) == _unpacked(whole):
            continue  # a distance to another copy of the same bytes: it is damaged, and nothing of it is another
        broken.write_bytes(damaged)
        with pytest.raises(BackupDamaged):
            put(broken, str(tmp_path / "restored.db"))
        told += 1
    assert told > 50
    assert not (tmp_path / "restored.db").exists()


def _unpacked(packed: bytes) -> bytes | None:
    with suppress(EOFError, gzip.BadGzipFile, zlib.error):
        return gzip.decompress(packed)
    return None


@pytest.mark.parametrize("said", [("tables", "x"), ("tables", "[1]"), ("made_at", 2**63 - 1)])
def test_a_backup_that_says_nonsense_of_itself_is_damaged(
    sqlite_company: str, tmp_path: Path, said: tuple[str, object]
) -> None:
    file, (column, value) = tmp_path / "office.industrack", said
    made(sqlite_company, file)
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(f"UPDATE backup_info SET {column} = ?", (value,))  # noqa: S608 (a name of ours)
    with pytest.raises(BackupDamaged, match="what it says of itself cannot be read"):
        put(file, str(tmp_path / "restored.db"))


def test_what_was_there_is_put_aside_while_nobody_has_it_open(sqlite_company: str, tmp_path: Path) -> None:
    with closing(desk_at(sqlite_company)) as desk:
        attachment = attached(desk, tmp_path)
    file = tmp_path / "office.industrack"
    made(sqlite_company, file)
    backed_up = contents(sqlite_company)
    with closing(desk_at(sqlite_company)) as desk:
        done(desk.perform(AddJob(draft(starts_at=at("14:00")))))
        with pytest.raises(UsageError, match="--replace puts it aside"):
            put(file, sqlite_company)
        with pytest.raises(DatabaseBusy, match="is open in a console or a gateway"):
            put(file, sqlite_company, replace=True)
        done(desk.perform(AddJob(draft(starts_at=at("16:00")))))
    newer = contents(sqlite_company)
    aside = put(file, sqlite_company, replace=True)
    assert aside.endswith("company.db.replaced-20261125-023000")
    assert (contents(sqlite_company), contents(aside)) == (backed_up, newer)
    for url in (sqlite_company, aside):
        with closing(desk_at(url)) as desk:
            assert desk.attachment_bytes(attachment) == b"cellar, left"
    assert rows(aside, "PRAGMA journal_mode") == rows(sqlite_company, "PRAGMA journal_mode") == [("wal",)]


def test_a_server_is_filled_from_where_it_was_left(postgres_url: str, sqlite_company: str, tmp_path: Path) -> None:
    first, other = tmp_path / "office.industrack", tmp_path / "other.industrack"
    made(sqlite_company, first)
    with closing(desk_at(sqlite_company)) as desk:
        attached(desk, tmp_path)
    made(sqlite_company, other)
    for table in ("customer", "list_key", "job"):
        with pytest.raises(UpgradeStopped):
            restore_backup(first, postgres_url, at=AT, leave=stopping_at(f"Putting {table} in place"))
        with pytest.raises(DatabaseBusy, match=r"is being moved to postgresql://.* \(\d+ %\): wait"):
            open_desk(postgres_url)
        with pytest.raises(UsageError, match="Part of another backup"):
            put(other, postgres_url)
    put(first, postgres_url)
    with pytest.raises(UsageError, match=r"There is something at postgresql:.* already"):
        put(first, postgres_url)
    put(first, str(tmp_path / "restored.db"))
    assert contents(postgres_url) == contents(str(tmp_path / "restored.db"))
    assert nothing_found(postgres_url)


def stopping_at(what: str) -> Upgrade:
    """Leave that is taken back when it comes to that."""

    def tell(progress: Progress) -> None:
        if progress.what == what:
            leave.stop()

    leave = Upgrade(tell)
    return leave


def test_an_interrupted_backup_leaves_nothing(company_url: str, tmp_path: Path) -> None:
    begins = "Copying the database" if database_place(company_url).is_sqlite else "Copying job"
    for what in (begins, "Comparing job"):
        with pytest.raises(UpgradeStopped):
            back_up(company_url, tmp_path / "office.industrack", at=AT, leave=stopping_at(what))
    assert not [path for path in tmp_path.iterdir() if "industrack" in path.name]


def test_each_backup_is_one_moment_while_others_work(company_url: str, tmp_path: Path) -> None:
    over, acted, backups = Event(), Event(), list[BackupInfo]()

    def work() -> None:
        with closing(desk_at(company_url, who="ben")) as desk:
            while not over.is_set():
                done(desk.perform(AddJob(draft(description="More", starts_at=None, crew=()))))
                acted.set()

    worker = Thread(target=work)
    worker.start()
    try:
        for number in range(4):
            acted.clear()  # something is done between any two of them, however seldom it is the worker's turn
            assert acted.wait(PATIENCE)
            backups.append(made(company_url, tmp_path / f"{number}.industrack").info)
    finally:
        over.set()
        worker.join()
    assert len({info.revision for info in backups}) > 1
    for number, info in enumerate(backups):
        file = str(tmp_path / f"{number}.industrack")
        assert rows(file, "SELECT count(*), max(revision) FROM journal") == [(info.revision, info.revision)]
        assert nothing_found(file)


@pytest.mark.parametrize("to_url", ENGINES, indirect=True)
def test_a_backup_of_an_older_version_is_brought_up_to_date(sqlite_url: str, to_url: str, tmp_path: Path) -> None:
    office_of_0_3(sqlite_url)
    file = tmp_path / "office.industrack"
    assert made(sqlite_url, file).info.schema == "0003"
    with pytest.raises(DatabaseError, match="a backup of an older version of the program: industrack restore"):
        open_desk(str(file), upgrade=Upgrade())
    put(file, to_url)
    open_desk(sqlite_url, upgrade=Upgrade()).close()
    there, upgraded = contents(to_url), contents(sqlite_url)
    assert there | {"company": upgraded["company"]} == upgraded  # each upgrade makes a key up
    assert rows(to_url, "SELECT count(*) FROM job") == [(3,)]


def test_where_nothing_may_be_put(sqlite_company: str, tmp_path: Path) -> None:
    file = tmp_path / "office.industrack"
    made(sqlite_company, file)
    target = tmp_path / "restored.db"
    beside = target.with_name("restored.db-wal")
    beside.write_bytes(b"left")
    with pytest.raises(NotADatabase, match="is left of a database that is gone"):
        put(file, str(target))
    with pytest.raises(UsageError, match="is a backup, and no company's database"):
        put(file, str(file), replace=True)
    with pytest.raises(BackupDamaged, match="There is no file"):
        put(tmp_path / "missing.industrack", str(target))
