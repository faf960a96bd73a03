"""The one door for files that are written for a person: nothing that lies at the place is ever written into."""

import os
import socket
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from industrack_core.desk.values.new_file import new_private_file


def places(folder: Path) -> dict[str, Path]:
    """What is no place for a file."""
    os.mkfifo(folder / "pipe")
    with closing(socket.socket(socket.AF_UNIX)) as made:
        made.bind(str(folder / "socket"))
    (folder / "folder").mkdir()
    (folder / "to_null").symlink_to("/dev/null")
    (folder / "to_pipe").symlink_to(folder / "pipe")
    (folder / "to_folder").symlink_to(folder / "folder")
    names = ("pipe", "socket", "folder", "to_null", "to_pipe", "to_folder")
    return {name: folder / name for name in names} | {"null": Path("/dev/null")}


@pytest.mark.parametrize("replace", [False, True])
@pytest.mark.parametrize("name", ["pipe", "socket", "folder", "to_null", "to_pipe", "to_folder", "null"])
def test_what_is_no_file_is_refused_and_stays(tmp_path: Path, name: str, replace: bool) -> None:
    path = places(tmp_path)[name]
    before = sorted(os.listdir(tmp_path)), path.lstat().st_mode
    with pytest.raises(OSError, match=r"a directory|no file"), new_private_file(path, replace=replace) as file:
        file.write(b"never")
    assert (sorted(os.listdir(tmp_path)), path.lstat().st_mode) == before


def test_what_comes_to_the_place_meanwhile_is_not_written_into(tmp_path: Path) -> None:
    """A pipe that somebody puts there between the look and the name: it stays, or is replaced, and nothing waits."""
    place = tmp_path / "list.csv"
    with pytest.raises(FileExistsError), new_private_file(place):
        os.mkfifo(place)
    with new_private_file(tmp_path / "other.csv", replace=True) as file:
        file.write(b"whole")
        os.mkfifo(tmp_path / "other.csv")
    assert (tmp_path / "other.csv").read_bytes() == b"whole"


@pytest.mark.parametrize("to", ["mine", "nowhere"])
@pytest.mark.parametrize("replace", [False, True])
def test_a_link_is_not_followed(tmp_path: Path, to: str, replace: bool) -> None:
    (tmp_path / "mine").write_bytes(b"mine")
    (tmp_path / "link").symlink_to(tmp_path / to)
    with pytest.raises(OSError, match="it is a link"), new_private_file(tmp_path / "link", replace=replace) as file:
        file.write(b"list")
    assert (tmp_path / "mine").read_bytes() == b"mine"
    assert sorted(os.listdir(tmp_path)) == ["link", "mine"]


@pytest.mark.parametrize("replace", [False, True])
@pytest.mark.parametrize("end", ["", "-wal", "-shm", "-journal", ".turn", ".door"])
def test_a_companys_database_and_its_parts_stay(sqlite_company: str, end: str, replace: bool) -> None:
    whole = Path(sqlite_company.removeprefix("sqlite:///"))
    part, before = whole.with_name(whole.name + end), whole.read_bytes()
    if end and replace:
        part.write_bytes(b"what was just saved")
    with (
        pytest.raises(OSError, match="a company's database" if end or replace else "already"),
        new_private_file(part, replace=replace) as file,
    ):
        file.write(b"list")
    assert whole.read_bytes() == before
    assert not end or not part.exists() or part.read_bytes() == b"what was just saved"


def test_an_end_alone_is_a_name_like_others(tmp_path: Path) -> None:
    with new_private_file(tmp_path / "-wal") as file:
        file.write(b"list")
    assert (tmp_path / "-wal").read_bytes() == b"list"


SWAPPING = """
import os, sys
from pathlib import Path
from industrack_core.desk.values.new_file import new_private_file
folder, secret = map(Path, sys.argv[1:])
def swap(event, given):
    if event == "open" and str(given[0]).endswith(".part") and not (given[2] or 0) & os.O_CREAT:
        part = folder / os.path.basename(given[0])
        part.unlink()
        part.symlink_to(secret)
sys.addaudithook(swap)
with new_private_file(folder / "list.csv") as file:
    file.write(b"list")
"""


def test_what_is_written_is_never_opened_again_by_its_name(tmp_path: Path) -> None:
    """Who may write in the folder by other means could have put a link there by then: here each opening meets one."""
    folder, secret = tmp_path / "out", tmp_path / "secret"
    folder.mkdir()
    secret.write_bytes(b"mine")
    command = [sys.executable, "-c", SWAPPING, str(folder), str(secret)]
    subprocess.run(command, check=True, timeout=60)
    assert secret.read_bytes() == b"mine"
    assert (folder / "list.csv").read_bytes() == b"list"


@pytest.mark.parametrize("replace", [False, True])
def test_a_link_in_place_of_what_was_written_is_told(tmp_path: Path, replace: bool) -> None:
    folder, secret = tmp_path / "out", tmp_path / "secret"
    folder.mkdir()
    secret.write_bytes(b"mine")

    def written() -> None:
        with new_private_file(folder / "list.csv", replace=replace) as file:
            [part] = folder.iterdir()
            part.unlink()
            part.symlink_to(secret)
            file.write(b"list")

    with pytest.raises(OSError, match="somebody else writes there"):
        written()
    assert secret.read_bytes() == b"mine"
