"""A console that is only a console: whatever is typed where a file is asked for, only two folders are reached."""

import os
from pathlib import Path

import pytest

from industrack_core.domain.errors import UsageError
from industrack_tui.forms.files import ADD_FIELD, attach
from industrack_tui.office_files import OfficeFiles, plain_name_of
from industrack_tui.terminal.awaiting import Coming
from tests.console.seat import seated

SECRET = "daemon:x:1:1"
NO_NAMES = (
    "/etc/passwd", "../passwd", "a/../../etc/passwd", "~/.bashrc", "~", "..", ".", ".hidden", "file:///etc/passwd",
    "/proc/self/environ", "/dev/stdin", "in/a.txt", "a\\b", "a\x1b]52;c;eA==\x07", "a\nb", "x" * 300, " ",
    "'/etc/passwd'", "-rf",
)  # fmt: skip


@pytest.fixture
def files(tmp_path: Path) -> OfficeFiles:
    """Two folders, and beside them what nobody may reach."""
    inbox, outbox, own = (tmp_path / name for name in ("in", "out", "own"))
    for folder in (inbox, outbox, own):
        folder.mkdir()
    (tmp_path / "secret").write_text(SECRET)
    return OfficeFiles(inbox, outbox, own)


@pytest.mark.parametrize("typed", NO_NAMES)
def test_a_file_is_a_name_and_nothing_else(files: OfficeFiles, typed: str) -> None:
    for reach in (plain_name_of, files.source, files.target):
        with pytest.raises(UsageError, match="a file is a name"):
            reach(typed)
    assert not files.explain(typed)[1]
    assert not files.explain_source(typed)[1]


def test_what_is_no_plain_file_of_the_folder_is_not_read(files: OfficeFiles, tmp_path: Path) -> None:
    (files.inbox / "link").symlink_to(tmp_path / "secret")
    (files.inbox / "proc").symlink_to("/proc/self/environ")
    os.mkfifo(files.inbox / "pipe")
    (files.inbox / "folder").mkdir()
    os.link(tmp_path / "secret", files.inbox / "second name")
    for name in ("link", "proc", "pipe", "folder", "second name", "missing"):
        with pytest.raises(UsageError, match=name):
            files.source(name)
    (files.inbox / "offer.txt").write_text("mine")
    assert files.source(" offer.txt ").read_text() == "mine"
    assert files.sources() == ["offer.txt", "second name"]


async def test_attach_reads_names_of_the_folder_only(demo: str, files: OfficeFiles, tmp_path: Path) -> None:
    (files.inbox / "link.txt").symlink_to(tmp_path / "secret")
    (files.inbox / "mine.txt").write_text("mine")
    async with seated(demo, files=files) as seat:
        await seat.press("w", "enter")
        for typed, told in ((f"{tmp_path}/secret", "a file is a name"), ("/proc/self/environ", "a file is a name")):
            await seat.field(ADD_FIELD)
            await seat.paste(typed)
            assert told in seat.prose
            assert "+ File" not in seat.text
            await seat.press("enter")
            assert not seat.form.state.record.attachments
        for name, told in (("link.txt", "is no file that can be read"), ("mine.txt", "Attached mine.txt.")):
            await seat.form.bring(attach(seat.form, name, lambda attachment: None), Coming.FILLS)
            await seat.settle()
            assert told in f"{seat.form.problems.get(ADD_FIELD)} {seat.form.notice[0]}"


async def test_a_name_of_the_folder_is_the_file_first(demo: str, files: OfficeFiles) -> None:
    """And no hint speaks of paths and folders to look through."""
    (files.inbox / "plan.txt").write_text("mine")
    async with seated(demo, files=files) as seat:
        await seat.press("w", "enter")
        await seat.field(ADD_FIELD)
        await seat.press("down")
        assert "a name in your folder in" in seat.text
        assert "path" not in seat.text
        assert "look through" not in seat.text
        await seat.write("plan")
        assert seat.text.index("+ Tool plan") < seat.text.index("+ File plan.txt")
        await seat.write(".txt")
        await seat.press("enter")
        assert "Attached plan.txt." in seat.form.notice[0]
        await seat.field(ADD_FIELD)
        await seat.write("ladder")
        assert "+ File" not in seat.text
        await seat.press("enter")
        tools = [each.name for each in seat.form.state.record.attachments]
        assert tools[-2:] == ["plan.txt", "ladder"]


async def test_exports_and_prints_go_out_by_name_only(demo: str, files: OfficeFiles, tmp_path: Path) -> None:
    async with seated(demo, files=files) as seat:
        await seat.press("g", "c", "X")
        for text in (f"{tmp_path}/stolen.csv", "../stolen.csv"):
            await seat.press("ctrl+u")
            await seat.write(text)
            assert "a file is a name" in seat.prose
            await seat.press("enter")
        await seat.press("ctrl+u")
        await seat.write("mine.csv")
        await seat.press("enter")
        assert "to out/mine.csv." in seat.prose
        assert str(tmp_path) not in seat.prose
        await seat.press("g", "h", "u", "X", "ctrl+u")
        await seat.write("report.csv")
        await seat.press("enter")
        assert "Wrote out/report.csv." in seat.prose
        assert str(tmp_path) not in seat.prose
    assert (files.outbox / "mine.csv").read_bytes()
    assert (tmp_path / "secret").read_text() == SECRET
    assert sorted(each.name for each in tmp_path.iterdir() if each.suffix == ".csv") == []


async def test_a_second_export_gets_the_next_free_name(demo: str, files: OfficeFiles, tmp_path: Path) -> None:
    (files.outbox / "taken.csv").symlink_to(tmp_path / "secret")
    async with seated(demo, files=files) as seat:
        await seat.press("g", "c")
        wrote = (("taken.csv", "taken-2.csv"), ("mine.csv", "mine.csv"), ("mine.csv", "mine-2.csv"))
        for name, written in wrote:
            await seat.press("X")
            await seat.write(name)
            assert f"out/{written}" in seat.prose, "said before it is written"
            await seat.press("enter")
            assert f"to out/{written}." in seat.prose
    assert (files.outbox / "mine-2.csv").read_bytes() == (files.outbox / "mine.csv").read_bytes()
    for name, second in (("a.tar.gz", "a-2.tar.gz"), ("b.2026.xlsx", "b.2026-2.xlsx"), ("plain", "plain-2")):
        (files.outbox / name).touch()
        assert files.target(f" {name} ").name == second
    assert (tmp_path / "secret").read_text() == SECRET
