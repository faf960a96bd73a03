"""The installed command in a home of its own."""

import atexit
import json
import os
import pty
import signal
import subprocess
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.pty_driver import Session
from tests.terminal import forking

COMMAND = str(Path(sys.executable).with_name("industrack"))
NOW = "2026-11-24T10:30-05:00"


STARTING = ("LANG", "LC_", "PYTHON")
"""What an interpreter looks at when it starts."""


@cache
def _loaded() -> subprocess.Popen[bytes]:
    """The process that forks, one for each that runs tests; it ends when nobody is left to ask."""
    process = subprocess.Popen(
        [sys.executable, "-m", forking.__name__], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8"}, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    atexit.register(process.communicate)
    return process


def _forked(**asked: object) -> int:
    process = _loaded()
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(json.dumps(asked).encode() + b"\n")
    process.stdin.flush()
    return int(process.stdout.readline())


INTERRUPTS_ITSELF = """
import os, signal, sys
from industrack_tui.__main__ import main

class Told:
    def __init__(self, plain):
        self.plain = plain

    def __getattr__(self, name):
        return getattr(self.plain, name)

    def write(self, text):
        written = self.plain.write(text)
        if text.startswith("\\r["):
            os.kill(os.getpid(), signal.SIGINT)
        return written

sys.stderr = Told(sys.stderr)
sys.exit(main())
"""
"""A command that is interrupted as soon as its bar stands there: some is done then, and not all, however slowly."""


class Shell:
    """Runs the command in a home of its own."""

    def __init__(self, home: Path) -> None:
        self.home = home
        kept = {name: os.environ[name] for name in ("PATH", "TMPDIR") if name in os.environ}
        self.environ = kept | {"HOME": str(home), "LANG": "C.UTF-8", "INDUSTRACK_NOW": NOW, "TERM": "xterm-256color"}

    def run(self, *arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
        """Run the command in a process forked from one that has loaded it (`forking`)."""
        if any(name.startswith(STARTING) for name in environ):
            return self.start_and_wait(*arguments, **environ)
        with TemporaryDirectory() as directory:
            out, err = Path(directory, "out"), Path(directory, "err")
            code = _forked(
                arguments=arguments,
                environ=self.environ | environ,
                directory=str(self.home),
                out=str(out),
                err=str(err),
            )
            return subprocess.CompletedProcess(arguments, code, out.read_text("utf-8"), err.read_text("utf-8"))

    def start_and_wait(self, *arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
        """Run the command as it is installed, from the start of the interpreter."""
        return subprocess.run(
            [COMMAND, *arguments], stdin=subprocess.DEVNULL, capture_output=True, text=True, encoding="utf-8",
            env=self.environ | environ, cwd=self.home, timeout=60, check=False,
        )  # fmt: skip

    def run_into(self, output: Path, *arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
        """Run with standard output going to the file `output`."""
        with output.open("w") as stdout:
            return subprocess.run(
                [COMMAND, *arguments], stdin=subprocess.DEVNULL, stdout=stdout, stderr=subprocess.PIPE, text=True,
                env=self.environ | environ, cwd=self.home, timeout=60, check=False,
            )  # fmt: skip

    def interrupted(self, *arguments: str) -> tuple[int, str]:
        """Run the command at a terminal, interrupted under way; its exit code, and what stood there."""
        ours, theirs = pty.openpty()
        shown = bytearray()
        with subprocess.Popen(
            [sys.executable, "-c", INTERRUPTS_ITSELF, *arguments],
            stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs, env=self.environ, cwd=self.home,
        ) as running:  # fmt: skip
            os.close(theirs)
            with suppress(OSError):  # so the last one who wrote is gone
                while part := os.read(ours, 4096):
                    shown += part
        os.close(ours)
        return running.returncode, shown.decode()

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [COMMAND, *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            text=True, env=self.environ, cwd=self.home,
        )  # fmt: skip


def stop(session: Session) -> None:
    """Stop a program as ctrl+z does, and wait until it is stopped; what it wrote before is read."""
    os.kill(session.pid, signal.SIGTSTP)
    session.wait_until(lambda each: _state_of(each.pid) == "T", 30)
    session.settle()


def _state_of(pid: int) -> str:
    return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]


def failed(result: subprocess.CompletedProcess[str], code: int) -> str:
    """The one sentence of a command that ended with `code`."""
    assert result.returncode == code, result.stderr
    assert "Traceback" not in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1, result.stderr
    return result.stderr.strip()
