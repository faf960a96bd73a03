"""`industrack here`, and a console that the kernel keeps to its folders: it is seen all the same."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from industrack_tui.cli.landlock import landlock_version
from industrack_tui.cli.program import run
from tests.store import small_company
from tests.store.small_company import DISPATCHED, desk_at
from tests.store.test_here import until

_CONSOLE = """
import sys
from pathlib import Path
from threading import Event
url, walls = sys.argv[1:]
if walls:
    from industrack_tui.cli.landlock import build_walls
    build_walls([], [Path(url.removeprefix("sqlite:///")).parent])
from industrack_core.desk.desk import open_desk
desk = open_desk(url, who="cleo")
desk.say_where("job", int(sys.stdin.readline()), "description")
for news in desk.changes(0, Event(), present=True):
    print("hears", flush=True)
"""


@contextmanager
def console(url: str, *, walls: bool) -> Iterator[None]:
    with subprocess.Popen(
        [sys.executable, "-c", _CONSOLE, url, "walls" * walls], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        running.stdin.write(f"{DISPATCHED}\n")
        running.stdin.flush()
        try:
            assert running.stdout.readline() == "hears\n"
            with closing(desk_at(url)) as desk:
                until(desk.here)
            yield
        finally:
            running.kill()


@pytest.mark.parametrize("walls", [False, True])
def test_who_is_here_is_printed(walls: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if walls and not landlock_version():
        walls = False
    url = small_company.copy_of_file(tmp_path)
    assert run(["here", "--db", url]) == 0
    assert capsys.readouterr().err == "Nobody has a console open here.\n"
    with console(url, walls=walls):
        assert run(["here", "--db", url]) == 0
        said = capsys.readouterr().out
        assert said.startswith("cleo  has job ")
        assert said.endswith(", types in description\n")
        assert run(["here", "--json", "--db", url]) == 0
        told = json.loads(capsys.readouterr().out)
    assert (told["login"], told["kind"], told["id"], told["field"]) == ("cleo", "job", DISPATCHED, "description")
