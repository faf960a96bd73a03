"""Make or mend the project's environment so that it holds exactly what the locks say.

Run from the project's root as `install.py runtime`, `install.py dev` or `install.py tools`. With `--check` it
only answers by its exit code whether everything is in place. Standard library only, Python 3.11 or newer.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = {"runtime": ("build", "runtime"), "dev": ("build", "dev"), "tools": ("tools",)}
PURPOSE = {"runtime": "what the console needs", "dev": "what the tests and checks need", "tools": "the tools"}
INSTALL = ("-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-input")


def environment(kind: str) -> Path:
    """Directory of the environment that serves `kind`."""
    return ROOT / (".venv-tools" if kind == "tools" else ".venv")


def fingerprint(kind: str) -> str:
    """Changes whenever a lock, the project's own description or the project's place changes."""
    parts = [str(ROOT).encode()]
    parts += [(ROOT / "requirements" / f"{name}.txt").read_bytes() for name in LOCKS[kind]]
    if kind != "tools":
        parts.append((ROOT / "pyproject.toml").read_bytes())
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def is_ready(kind: str) -> bool:
    """True if the environment was completed for the present locks; that of `dev` serves `runtime` too."""
    where = environment(kind)
    if (where / ".unfinished").exists() or not runs(where):
        return False
    kinds = ("runtime", "dev") if kind == "runtime" else (kind,)
    return any(read(where / f".ready-{each}") == fingerprint(each) for each in kinds)


def read(path: Path) -> str:
    return path.read_text() if path.exists() else ""


def runs(where: Path) -> bool:
    """False if the Python the environment was made with has gone, or pip never arrived in it."""
    python = where / "bin" / "python"
    if Path(sys.prefix) == where:
        return find_spec("pip") is not None
    probe = [python, "-c", "import pip"]
    return python.exists() and subprocess.run(probe, capture_output=True, check=False).returncode == 0


def must_rebuild(where: Path) -> bool:
    """True if it was interrupted, moved, broken, or made by another Python than asked for."""
    made_for = f"{ROOT}\n{sys.version_info[:2]}\n"
    asked_for_another = bool(os.environ.get("PYTHON")) and read(where / ".made-for") != made_for
    moved = read(where / ".made-for").partition("\n")[0] != str(ROOT)
    return (where / ".unfinished").exists() or moved or asked_for_another or not runs(where)


def say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def create(where: Path) -> None:
    """A new, empty environment in `where`, marked unfinished."""
    if where.exists():
        say(f"The environment in {where.name} is incomplete or out of place: making it anew ...")
        shutil.rmtree(where)
    version = ".".join(map(str, sys.version_info[:3]))
    say(f"Making an environment in {where.name} with Python {version} ...")
    where.mkdir()
    (where / ".unfinished").touch()
    subprocess.run([sys.executable, "-I", "-m", "venv", where], check=True)
    (where / ".made-for").write_text(f"{ROOT}\n{sys.version_info[:2]}\n")


def fill(kind: str, where: Path) -> None:
    """Bring the environment to what the locks of `kind` say."""
    # The mark stays if this is interrupted: a package half written would look whole to pip.
    (where / ".unfinished").touch()
    python = where / "bin" / "python"
    locks = [part for name in LOCKS[kind] for part in ("-r", f"requirements/{name}.txt")]
    say(f"Installing {PURPOSE[kind]} (about a minute the first time) ...")
    subprocess.run([python, *INSTALL, "--require-hashes", *locks], cwd=ROOT, check=True)
    if kind != "tools":
        say("Installing the industrack command ...")
        project = ("--no-deps", "--no-build-isolation", "--editable", ".")
        subprocess.run([python, *INSTALL, *project], cwd=ROOT, check=True)
    (where / f".ready-{kind}").write_text(fingerprint(kind))
    (where / ".unfinished").unlink()


@contextmanager
def alone() -> Iterator[None]:
    """Only one setup at a time in this tree; a second waits for the first."""
    with open(ROOT / "requirements" / "install.py") as ours:
        fcntl.flock(ours, fcntl.LOCK_EX)
        yield


def install(kind: str) -> None:
    with alone():
        where = environment(kind)
        if must_rebuild(where):
            create(where)
        if not is_ready(kind):
            fill(kind, where)


def main(arguments: list[str]) -> int:
    kinds = [argument for argument in arguments if argument in LOCKS]
    if len(kinds) != 1:
        say(f"usage: install.py [--check] {'|'.join(LOCKS)}")
        return 2
    if "--check" in arguments:
        return 0 if is_ready(kinds[0]) else 1
    try:
        install(kinds[0])
    except subprocess.CalledProcessError as failure:
        say(f"Setting up failed at: {' '.join(map(str, failure.cmd))}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
