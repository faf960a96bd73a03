"""A copy of the sources that CONTRIBUTING's recipes are followed on, as a person would."""

import subprocess
import sys
from pathlib import Path
from shutil import copytree, ignore_patterns

ROOT = Path(__file__).parents[1]


class House:
    """The sources under a folder, to be changed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("src", "docs", "tests", "tools"):
            copytree(ROOT / name, folder / name, ignore=ignore_patterns("__pycache__", "*.svg", "*.raw"))
        for name in ("README.md", "pyproject.toml"):
            (folder / name).write_text((ROOT / name).read_text(encoding="utf-8"), encoding="utf-8")

    def file(self, path: str) -> Path:
        """A file of the sources."""
        return self.folder / "src" / path

    def add(self, path: str, before: str, text: str) -> None:
        """Put text before the first line that begins so."""
        lines = self.file(path).read_text(encoding="utf-8").splitlines(keepends=True)
        at = next(place for place, line in enumerate(lines) if line.startswith(before))
        self.file(path).write_text("".join([*lines[:at], text, *lines[at:]]), encoding="utf-8")

    def change(self, path: str, old: str, new: str) -> None:
        """Write something else in a place that is there once."""
        text = self.file(path).read_text(encoding="utf-8")
        assert text.count(old) == 1, (path, old, text.count(old))
        self.file(path).write_text(text.replace(old, new), encoding="utf-8")

    def write(self, path: str, text: str) -> None:
        """A new file."""
        self.file(path).write_text(text, encoding="utf-8")

    def asked(self, program: str) -> str:
        """What a program prints that runs on the changed sources."""
        paths = [str(self.folder), str(self.folder / "src")]
        run = subprocess.run(
            [sys.executable, "-c", f"import sys; sys.path[:0] = {paths!r}\n{program}"],
            capture_output=True, text=True, check=False, cwd=self.folder,
        )  # fmt: skip
        assert run.returncode == 0, run.stderr
        return run.stdout

    def at_the_console(self, lines: str, **more: str) -> None:
        """Do something at a console on a fresh demo company; `more` are further arguments of its seat, as source."""
        given = "".join(f", {name}={value}" for name, value in more.items())
        body = "".join(f"        {line}\n" for line in lines.strip().splitlines())
        self.asked(_AT_THE_CONSOLE.format(given=given, body=body))


_AT_THE_CONSOLE = """
import asyncio
from pathlib import Path
from tests.console.seat import NOW, other_desk, seated
from tests.exchange.offices import demo_desk

async def main():
    if not Path("demo.db").exists():
        demo_desk("demo.db", NOW).close()
    async with seated("demo.db"{given}) as seat:
{body}
asyncio.run(main())
"""
