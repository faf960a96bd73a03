"""The installed command in a home of its own."""

import os
import subprocess
import sys
from pathlib import Path

COMMAND = str(Path(sys.executable).with_name("industrack"))
NOW = "2026-11-24T10:30-05:00"


class Shell:
    """Runs the command in a home of its own."""

    def __init__(self, home: Path) -> None:
        self.home = home
        kept = {name: os.environ[name] for name in ("PATH", "TMPDIR") if name in os.environ}
        self.environ = kept | {"HOME": str(home), "LANG": "C.UTF-8", "INDUSTRACK_NOW": NOW, "TERM": "xterm-256color"}

    def run(self, *arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
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

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [COMMAND, *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            text=True, env=self.environ, cwd=self.home,
        )  # fmt: skip


def failed(result: subprocess.CompletedProcess[str], code: int) -> str:
    """The one sentence of a command that ended with `code`."""
    assert result.returncode == code, result.stderr
    assert "Traceback" not in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1, result.stderr
    return result.stderr.strip()
