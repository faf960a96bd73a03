"""Backups into a folder: contents of attached files once, older ones taken away, nothing else touched."""

import gzip
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from industrack_core.desk.desk import Desk
from industrack_core.desk.keeping import back_up_into, restore_backup
from industrack_core.domain.acts.acts import AddJob
from industrack_core.domain.errors import DatabaseBusy
from industrack_core.domain.keep_policy import KeepPolicy
from industrack_core.domain.records.job_parts import Attachment
from industrack_core.domain.upgrade import Upgrade
from industrack_core.store.keeping.shelf import Shelf
from tests.desk.office import done
from tests.store.small_company import contents, desk_at, draft, rows

AT = datetime(2026, 11, 25, 2, 30, tzinfo=UTC)
TWO_DAYS = KeepPolicy(days=2)


def attached(desk: Desk, path: Path, content: bytes) -> Attachment:
    path.write_bytes(content)
    attachment = desk.attach(str(path))
    done(desk.perform(AddJob(draft(starts_at=None, crew=(), attachments=(attachment,)))))
    return attachment


def night(url: str, folder: Path, day: int, policy: KeepPolicy | None = TWO_DAYS) -> tuple[Path, int]:
    file, _, gone = back_up_into(url, folder, policy, at=AT + timedelta(days=day), leave=Upgrade())
    return file, gone


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "backups"


def test_backups_share_the_contents_of_attached_files(company_url: str, folder: Path, tmp_path: Path) -> None:
    with closing(desk_at(company_url)) as desk:
        attachment = attached(desk, tmp_path / "plan.txt", b"cellar, left")
    files = [night(company_url, folder, day)[0] for day in range(2)]
    assert files[0].name == "backup-2026-11-25-023000Z.industrack"
    assert [path.name for path in folder.glob("contents/*/*")] == [attachment.digest]
    assert all(b"cellar, left" not in file.read_bytes() for file in files)
    with closing(desk_at(str(files[0]))) as desk:
        assert desk.attachment_bytes(attachment) == b"cellar, left"
    restore_backup(files[1], str(tmp_path / "restored.db"), at=AT, leave=Upgrade())
    assert contents(str(tmp_path / "restored.db")) == contents(company_url)
    with closing(desk_at(str(tmp_path / "restored.db"))) as desk:
        assert desk.attachment_bytes(attachment) == b"cellar, left"


def test_a_backup_that_somebody_packed_finds_the_contents_beside_it(
    sqlite_company: str, folder: Path, tmp_path: Path
) -> None:
    with closing(desk_at(sqlite_company)) as desk:
        attachment = attached(desk, tmp_path / "plan.txt", b"cellar, left")
    file, _ = night(sqlite_company, folder, 0)
    packed = file.with_name(file.name + ".gz")
    packed.write_bytes(gzip.compress(file.read_bytes()))
    restored = restore_backup(packed, str(tmp_path / "restored.db"), at=AT, leave=Upgrade())
    assert (restored.files, restored.damaged) == (1, 0)
    with closing(desk_at(str(tmp_path / "restored.db"))) as desk:
        assert desk.attachment_bytes(attachment) == b"cellar, left"


def test_what_is_not_kept_goes_when_the_new_one_was_read_again(
    sqlite_company: str, folder: Path, tmp_path: Path
) -> None:
    with closing(desk_at(sqlite_company)) as desk:
        first = attached(desk, tmp_path / "plan.txt", b"cellar, left")
    oldest, _ = night(sqlite_company, folder, 0)
    (folder / "notes.txt").write_text("ours")
    (tmp_path / "company.db.files" / first.digest[:2] / first.digest).unlink()  # as no backup after it has it
    with closing(desk_at(sqlite_company)) as desk:
        second = attached(desk, tmp_path / "roof.txt", b"roof")
    files = [night(sqlite_company, folder, day) for day in (1, 2)]
    assert [gone for _, gone in files] == [0, 1]
    assert not oldest.exists()
    assert [path.name for path in folder.glob("contents/*/*")] == [second.digest]
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        ["contents", "notes.txt", *(file.name for file, _ in files)]
    )


def test_other_companies_and_what_cannot_be_read_are_left_alone(
    sqlite_company: str, folder: Path, tmp_path: Path
) -> None:
    other, _ = night(sqlite_company, folder, -9)
    rows(sqlite_company, "UPDATE company SET key = 'another'")
    with closing(desk_at(sqlite_company)) as desk:
        attached(desk, tmp_path / "plan.txt", b"cellar, left")
    damaged, _ = night(sqlite_company, folder, -8)
    content = next(folder.glob("contents/*/*"))
    damaged.write_bytes(b"SQLite format 3\0 no more")
    (tmp_path / "company.db.files" / content.parent.name / content.name).unlink()
    for day in range(3):
        night(sqlite_company, folder, day)
    assert other.exists()
    assert damaged.exists()
    assert content.exists()
    assert len(list(folder.glob("*.industrack"))) == 4


def test_one_backup_at_a_time_goes_into_a_folder(sqlite_company: str, folder: Path) -> None:
    with Shelf(folder).alone(), pytest.raises(DatabaseBusy, match="is under way"):
        night(sqlite_company, folder, 0)
    left = folder / ".backup-2026-11-25-023000Z.industrack.1234.part"
    left.write_bytes(b"half")
    night(sqlite_company, folder, 0, None)
    assert not left.exists()
    with pytest.raises(FileExistsError):
        night(sqlite_company, folder, 0, None)
