"""What is measured: a command, its environment, and how to tell that it is ready for keys."""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.company import NOW
from benchmarks.pty_driver import Session

COLUMNS, LINES = 200, 50

# Textual's choices that concern speed, for the floors too: ours sets them for itself.
_FAIR = {
    "TERM": "xterm-256color",
    "COLORTERM": "truecolor",
    "LANG": "C.UTF-8",
    "TEXTUAL_FPS": "120",
    "TEXTUAL_ANIMATIONS": "none",
}
_UNFAIR = (
    "NO_COLOR", "PYTHONUNBUFFERED", "TEXTUAL_DRIVER", "TEXTUAL_LOG", "TEXTUAL_THEME",
    "PYTHONDONTWRITEBYTECODE",  # what is installed is compiled: a start that compiles everything anew is nobody's
)  # fmt: skip


def fair_environment() -> dict[str, str]:
    """The environment that every subject is given."""
    environ = {name: value for name, value in os.environ.items() if name not in _UNFAIR}
    return environ | _FAIR


def painted(least: int) -> Callable[[Session], bool]:
    """Ready when so many bytes have been written."""
    return lambda session: session.total >= least


def shows(text: str) -> Callable[[Session], bool]:
    """Ready when the text, free of any style within, has been written."""
    wanted = text.encode()
    return lambda session: wanted in session.everything()


@dataclass(frozen=True)
class Subject:
    """A program under measurement: `first` holds when its first frame is there, `ready` when it is filled."""

    name: str
    command: Sequence[str]
    first: Callable[[Session], bool]
    ready: Callable[[Session], bool]
    env: Mapping[str, str] = field(default_factory=fair_environment)

    def start(self, columns: int = COLUMNS, lines: int = LINES) -> Session:
        """Run it in a terminal of its own."""
        # as a person who has chosen nothing yet: a view that was left open would be opened again
        nobody = tempfile.mkdtemp(prefix="industrack-bench-")
        return Session(self.command, {**self.env, "XDG_STATE_HOME": nobody}, columns, lines)


def floor(kind: str, *, with_output_stage: bool = False) -> Subject:
    """A bare Textual app: `cell` or `full`; with the console's output stage under it if wanted."""
    stage = ["--diff"] if with_output_stage else []
    command = [sys.executable, "-m", "benchmarks.floor", kind, *stage]
    name = f"floor_{kind}" + (" with the output stage" if with_output_stage else "")
    ready = painted(8000)
    return Subject(name, command, ready, ready)


def console(url: str, filled: str, heading: str = "Queue") -> Subject:
    """The installed command on a database. `heading` is text of the first frame, `filled` of the filled board."""
    beside = Path(sys.executable).with_name("industrack")
    command = str(beside) if beside.exists() else shutil.which("industrack") or "industrack"
    env = {**fair_environment(), "INDUSTRACK_NOW": NOW.isoformat()}
    return Subject("industrack", [command, "--db", url], shows(heading), shows(filled), env)
