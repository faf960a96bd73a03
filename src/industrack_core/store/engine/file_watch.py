"""Hearing that a file is written to, by whichever process of this machine: Linux tells who asks (inotify).

Elsewhere, or where the kernel has no more watches to give, there is none, and who waits looks now and then instead.
Our own few lines: the packages for it run a program at their start to find the C library, or bring a loop of their own.
"""

import os
from ctypes import CDLL, get_errno
from pathlib import Path
from select import POLLIN, poll
from types import TracebackType

_MODIFIED = 0x2  # IN_MODIFY (inotify(7)): written to, or made shorter
_BUFFER = 1 << 12


class FileWatch:
    """Hears of a file from now on. Raises OSError where that cannot be."""

    def __init__(self, path: Path) -> None:
        kernel = CDLL(None, use_errno=True)
        start, add = getattr(kernel, "inotify_init1", None), getattr(kernel, "inotify_add_watch", None)
        if start is None or add is None:
            raise OSError("This system does not tell of files.")
        self._handle: int = start(os.O_CLOEXEC | os.O_NONBLOCK)
        if self._handle < 0:
            raise OSError(get_errno(), os.strerror(get_errno()))
        if add(self._handle, os.fsencode(path), _MODIFIED) < 0:
            number = get_errno()
            os.close(self._handle)
            raise OSError(number, os.strerror(number), str(path))
        self._poll = poll()
        self._poll.register(self._handle, POLLIN)

    def __enter__(self) -> "FileWatch":
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        os.close(self._handle)

    def wait(self, seconds: float) -> bool:
        """Until somebody writes, for so long at most; whether somebody did since it was asked last."""
        if not self._poll.poll(seconds * 1000):
            return False
        os.read(self._handle, _BUFFER)
        return True


def watch_of(path: Path) -> FileWatch | None:
    """A watch of a file, or None where there can be none."""
    try:
        return FileWatch(path)
    except OSError:
        return None
