"""Contents of files: kept once, whole, checked, and on both engines the same; what is no file is refused."""

import os
import socket
from contextlib import closing
from pathlib import Path

import pytest

from industrack_core.desk.desk import Desk
from industrack_core.desk.records.attaching import plain_name
from industrack_core.domain.errors import AttachmentError
from industrack_core.domain.records.job_parts import FILE_LIMIT, Attachment
from industrack_core.store.engine.attachments import FolderContents, digest_of
from tests.store.small_company import desk_at, rows


def test_a_file_is_kept_and_given_out_on_another_console(desk: Desk, company_url: str, tmp_path: Path) -> None:
    path = tmp_path / "plan of the cellar.pdf"
    path.write_bytes(bytes(range(256)) * 100)
    attachment = desk.attach(f" '{path}' ")
    assert (attachment.name, attachment.size) == ("plan of the cellar.pdf", 25_600)
    path.unlink()
    with closing(desk_at(company_url, "bo")) as other:
        assert other.attachment_bytes(attachment) == bytes(range(256)) * 100
        out = tmp_path / "out"
        out.mkdir()
        saved = Path(other.save_attachment(attachment, str(out)))
    assert saved.read_bytes() == bytes(range(256)) * 100
    assert saved.stat().st_mode & 0o777 == 0o600


def test_the_same_content_is_kept_once(desk: Desk, company_url: str, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("same")
    one, other = desk.attach(str(tmp_path / "a.txt")), desk.attach(str(tmp_path / "b.txt"))
    assert one.digest == other.digest
    if company_url.startswith("postgresql"):
        assert rows(company_url, "SELECT count(*) FROM attachment_content") == [(1,)]
    else:
        kept = [path for path in (tmp_path / "company.db.files").rglob("*") if path.is_file()]
        assert [path.name for path in kept] == [one.digest]
        assert kept[0].stat().st_mode & 0o077 == 0


def test_an_empty_file_and_one_at_the_limit(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "empty").write_bytes(b"")
    assert desk.attachment_bytes(desk.attach(str(tmp_path / "empty"))) == b""
    (tmp_path / "most").write_bytes(b"x" * FILE_LIMIT)
    assert desk.attach(str(tmp_path / "most")).size == FILE_LIMIT


def bad_files(folder: Path) -> dict[str, str]:
    """Paths that cannot be attached, and what is said."""
    (folder / "large").write_bytes(b"x" * (FILE_LIMIT + 1))
    os.mkfifo(folder / "pipe")
    with closing(socket.socket(socket.AF_UNIX)) as made:
        made.bind(str(folder / "s"))
    (folder / "loop").symlink_to(folder / "loop")
    (folder / "dangling").symlink_to(folder / "nowhere")
    return {
        str(folder / "large"): "is too large: 15 MB at most",
        str(folder / "pipe"): "is not a file",
        str(folder / "s"): "",
        str(folder / "loop"): "",
        str(folder / "dangling"): "There is no file",
        str(folder / "missing"): "There is no file",
        str(folder): "is a folder",
        "/dev/zero": "is not a file",
        "": "Which file?",
        "a\0b": "Which file?",
        "~nobody_of_that_name/x": "There is no file",
        "x" * 5000: "",
    }


def test_what_is_no_file_is_refused_with_a_sentence(desk: Desk, tmp_path: Path) -> None:
    for path, said in bad_files(tmp_path).items():
        with pytest.raises(AttachmentError) as raised:
            desk.attach(path)
        assert said in str(raised.value), path
        assert str(raised.value).endswith((".", "path.")), path


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("/", "file"),
        ("..", "file"),
        (".bashrc", "bashrc"),
        ("a\x1b[2Jb\u202etxt.exe", "a[2Jbtxt.exe"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
        ("", "file"),
    ],
)
def test_a_name_is_nothing_but_a_name(name: str, plain: str) -> None:
    assert plain_name(name) == plain


def test_a_hostile_name_stays_in_the_folder(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "f").write_text("x")
    hostile = Attachment(name="../../outside", digest=desk.attach(str(tmp_path / "f")).digest)
    out = tmp_path / "out"
    out.mkdir()
    assert Path(desk.save_attachment(hostile, str(out))) == out / "outside"


def test_saving_out_never_overwrites_and_follows_no_link(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "f").write_text("new")
    attachment = desk.attach(str(tmp_path / "f"))
    (tmp_path / "there").write_text("old")
    (tmp_path / "link").symlink_to(tmp_path / "there")
    for target in ("there", "link", "no/such/folder/x"):
        with pytest.raises(AttachmentError):
            desk.save_attachment(attachment, str(tmp_path / target))
    with pytest.raises(AttachmentError):
        desk.save_attachment(attachment, str(tmp_path / "link"), replace=True)
    assert (tmp_path / "there").read_text() == "old"
    desk.save_attachment(attachment, str(tmp_path / "there"), replace=True)
    assert (tmp_path / "there").read_text() == "new"


def test_a_content_that_is_gone_or_damaged_is_said(desk: Desk, tmp_path: Path) -> None:
    for digest in ("0" * 64, "", "../../../etc/passwd"):
        with pytest.raises(AttachmentError):
            desk.attachment_bytes(Attachment(name="x", digest=digest))
    contents = FolderContents(tmp_path / "files")
    digest = contents.put(b"good")
    (tmp_path / "files" / digest[:2] / digest).write_bytes(b"bad")
    with pytest.raises(AttachmentError, match="damaged"):
        contents.get(digest)


def test_a_half_written_content_is_none(tmp_path: Path) -> None:
    contents = FolderContents(tmp_path / "files")
    digest = digest_of(b"whole")
    folder = tmp_path / "files" / digest[:2]
    folder.mkdir(parents=True)
    (folder / ".partial-killed").write_bytes(b"wh")
    assert contents.lacking([digest]) == {digest}
    contents.put(b"whole")
    assert contents.lacking([digest]) == set()
    assert contents.get(digest) == b"whole"


def test_a_full_or_forbidden_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "files").write_text("a file where the folder should be")
    with pytest.raises(AttachmentError, match="could not be kept"):
        FolderContents(tmp_path / "files").put(b"x")
