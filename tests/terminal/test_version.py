"""The program's version, which a console notes when it starts."""

import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from industrack_tui.version import program_version

_NOTED = """
import sys
from pathlib import Path
from industrack_tui.log import note_start
note_start(Path(sys.argv[1]), "here", "me")
print(*sys.modules)
"""


def test_the_version_is_that_of_what_is_installed() -> None:
    assert program_version() == version("industrack")


def test_a_console_notes_it_without_what_reads_packages(tmp_path: Path) -> None:
    """Sixty modules, more than a megabyte, which stayed for the day."""
    log = tmp_path / "industrack.log"
    command = [sys.executable, "-c", _NOTED, str(log)]
    loaded = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert f"started: industrack {version('industrack')} on here, me" in log.read_text(encoding="utf-8")
    assert {"importlib.metadata", "email", "zipfile"}.isdisjoint(loaded)
