"""Hearing that a file is written to, by whichever process of this machine: Linux tells who asks (inotify); and that
something changed in a folder.

Elsewhere, or where the kernel has no more watches to give, there is none, and who waits looks now and then instead.
Our own few lines: the packages for it run a program at their start to find the C library, or bring a loop of their own.
"""

import os
import struct
from contextlib import suppress
from ctypes import CDLL, get_errno
from pathlib import Path
from select import POLLIN, poll
from socket import socketpair
from types import TracebackType

_MODIFIED = 0x2  # IN_MODIFY (inotify(7)): written to, or made shorter
_IN_FOLDER = 0x2 | 0x8 | 0x40 | 0x80 | 0x100 | 0x200  # that, closed after it, moved from and to, made, deleted
_BUFFER = 1 << 12
_EVENT = struct.Struct("iIII")
_LOST = -1  # IN_Q_OVERFLOW: of which watch it was is not known


class Bell:
    """Wakes the thread that waits, from any other one. Left, it rings for nobody."""

    def __init__(self) -> None:
        self._hears, self._rings = socketpair()
        for end in (self._hears, self._rings):
            end.setblocking(False)

    def fileno(self) -> int:
        """What can be read while it rings."""
        return self._hears.fileno()

    def ring(self) -> None:
        """Let nobody wait. Never blocks."""
        with suppress(OSError):  # it was rung more often than anybody could count, or nobody waits any more
            self._rings.send(b"!")

    def hush(self) -> None:
        """Whoever was to be woken is awake."""
        with suppress(OSError):
            self._hears.recv(64)

    def __enter__(self) -> "Bell":
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        self._hears.close()
        self._rings.close()


class FileWatch:
    """Hears of a file from now on, and of what changes in a `folder`. Raises OSError where that cannot be."""

    def __init__(self, path: Path, folder: Path | None = None, bell: Bell | None = None) -> None:
        kernel = CDLL(None, use_errno=True)
        start, add = getattr(kernel, "inotify_init1", None), getattr(kernel, "inotify_add_watch", None)
        if start is None or add is None:
            raise OSError("This system does not tell of files.")
        self._handle: int = start(os.O_CLOEXEC | os.O_NONBLOCK)
        if self._handle < 0:
            raise OSError(get_errno(), os.strerror(get_errno()))
        self._file: int = add(self._handle, os.fsencode(path), _MODIFIED)
        if self._file < 0:
            number = get_errno()
            os.close(self._handle)
            raise OSError(number, os.strerror(number), str(path))
        self.hears_folder = folder is not None and add(self._handle, os.fsencode(folder), _IN_FOLDER) >= 0
        self.is_folder_told = False
        """Whether something changed in the folder; whoever has seen to it takes it back."""
        self._poll, self._bell = poll(), bell
        self._poll.register(self._handle, POLLIN)
        if bell is not None:
            self._poll.register(bell, POLLIN)

    def __enter__(self) -> "FileWatch":
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        os.close(self._handle)

    def wait(self, seconds: float) -> bool:
        """Until somebody writes, for so long at most; whether somebody did since it was asked last. Ends early when
        something changed in the folder, and when the bell rings."""
        heard = [handle for handle, _ in self._poll.poll(seconds * 1000)]
        if self._bell is not None and self._bell.fileno() in heard:
            self._bell.hush()
        if self._handle not in heard:
            return False
        told, is_written, at = os.read(self._handle, _BUFFER), False, 0
        while at < len(told):
            watched, _, _, name_bytes = _EVENT.unpack_from(told, at)
            is_written |= watched in (self._file, _LOST)
            self.is_folder_told |= watched != self._file
            at += _EVENT.size + name_bytes
        return is_written


def watch_of(path: Path, folder: Path | None = None, bell: Bell | None = None) -> FileWatch | None:
    """A watch of a file, and of a folder where one can be had; None where there can be none."""
    try:
        return FileWatch(path, folder, bell)
    except OSError:
        return None
