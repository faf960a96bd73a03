"""The log: which version ran when and on what, what was slow, and the whole story of what nobody expected.

For whoever looks into a fault afterwards: no names of customers and no words of jobs stand in it, and its owner alone
can read it. Several consoles write to one file, so it is locked for each line and put aside under that lock; the
standard library's rotating handler loses lines when two processes turn it over.
"""

import fcntl
import os
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from time import perf_counter
from typing import Concatenate, ParamSpec, TypeVar

MOST_BYTES = 1_000_000
"""A log larger than this is put aside before the next line."""
KEPT = 3
"""Logs put aside: `industrack.log.1` is the newest."""
SLOW_SECONDS = 1.0
T = TypeVar("T")
A = TypeVar("A")
P = ParamSpec("P")


def write_line(path: Path, text: str) -> None:
    """Add a line (or a story of several) with its time and the process's number. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = _opened(path)
    try:
        os.write(handle, f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC [{os.getpid()}] {text}\n".encode(errors="replace"))
    finally:
        os.close(handle)


def _opened(path: Path) -> int:
    """The log, locked and with room."""
    while True:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        fcntl.flock(handle, fcntl.LOCK_EX)
        with suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(handle), path.stat()):
                if os.fstat(handle).st_size <= MOST_BYTES:
                    return handle
                _put_aside(path)
        os.close(handle)  # somebody, perhaps we, put it aside meanwhile


def _put_aside(path: Path) -> None:
    for number in range(KEPT - 1, 0, -1):
        with suppress(FileNotFoundError):
            path.with_name(f"{path.name}.{number}").replace(path.with_name(f"{path.name}.{number + 1}"))
    path.replace(path.with_name(f"{path.name}.1"))


def note(path: Path | None, text: str) -> None:
    """Add a line where a log is kept. That it cannot be written is no reason not to work."""
    if path is not None:
        with suppress(OSError):
            write_line(path, text)


def note_start(path: Path | None, place: str, who: str) -> None:
    """Say which version runs on what. To be called when there is time: its number is looked up among all packages."""
    if path is None:
        return
    from industrack_tui.version import program_version

    note(path, f"started: industrack {program_version()} on {place}, {who}")


def watched(path: Path | None, call: Callable[Concatenate[A, P], T]) -> Callable[Concatenate[A, P], T]:
    """The call, of which a line tells when it takes longer than SLOW_SECONDS: its act's kind, and how long."""

    @wraps(call)
    def run(given: A, /, *args: P.args, **kwargs: P.kwargs) -> T:
        started = perf_counter()
        try:
            return call(given, *args, **kwargs)
        finally:
            seconds = perf_counter() - started
            if seconds >= SLOW_SECONDS:
                note(path, f"slow: {type(given).__name__} took {seconds:.1f} s")

    return run
