"""The third wall: the kernel refuses the process all files but those that it needs. Linux, from 5.13 on.

Landlock is three system calls. What they forbid stays forbidden for this thread, for the threads and processes that it
starts, and for whatever runs in them; root is no exception. So it is done before the console starts its threads.
"""

import ctypes
import os
import struct
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from pathlib import Path

_CREATE, _ADD, _RESTRICT = 444, 445, 446
_VERSION, _BENEATH, _NO_NEW_PRIVILEGES = 1, 1, 38
_EXECUTE, _WRITE, _READ, _LIST = 1, 2, 4, 8
_TRUNCATE, _IOCTL = 1 << 14, 1 << 15
_ALL = ((1, (1 << 13) - 1), (2, 1 << 13), (3, _TRUNCATE), (5, _IOCTL))
"""What a version of it knows of first, as bits."""
_OF_FILES = _EXECUTE | _WRITE | _READ | _TRUNCATE | _IOCTL
_REST = ~(_EXECUTE | _IOCTL)
"""All that may be done in a folder of one's own, but to run what lies there, or to talk to a device."""
_LIBRARIES = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/etc/ld.so.cache")
_LOADERS = ("/lib64/ld-linux-x86-64.so.2", "/lib/ld-linux-aarch64.so.1", "/lib/ld-musl-x86_64.so.1")
_MACHINES = (
    "/usr/share/zoneinfo", "/etc/localtime", "/usr/share/fonts", "/usr/local/share/fonts", "/usr/share/locale",
    "/usr/share/terminfo", "/etc/terminfo", "/etc/hosts", "/etc/resolv.conf", "/etc/nsswitch.conf", "/etc/gai.conf",
    "/etc/services", "/etc/ssl/certs", "/dev/urandom",
)  # fmt: skip
_DEVICES = ("/dev/null", "/dev/tty")


class NoWalls(Exception):
    """The kernel does not build them, and why."""


def landlock_version() -> int:
    """Which version of it the kernel has; 0 for none."""
    if sys.platform != "linux":
        return 0
    return max(0, int(ctypes.CDLL(None, use_errno=True).syscall(_CREATE, None, 0, _VERSION)))


def build_walls(read: Iterable[Path], write: Iterable[Path]) -> None:
    """From here on this thread, and what it starts, reaches what the program needs, `read` and `write`; nothing else.

    `write` is read, too. Raises NoWalls.
    """
    version = landlock_version()
    if not version:
        raise NoWalls("this kernel has no Landlock")
    handled = sum(bits for since, bits in _ALL if version >= since)
    kernel = ctypes.CDLL(None, use_errno=True)
    rules = _called(kernel, _CREATE, struct.pack("Q", handled), 8, 0)
    try:
        for path, allowed in _rules(read, write):
            _allow(kernel, rules, path, allowed & handled)
        if kernel.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0):
            raise NoWalls(os.strerror(ctypes.get_errno()))
        _called(kernel, _RESTRICT, rules, 0)
    finally:
        os.close(rules)


def _rules(read: Iterable[Path], write: Iterable[Path]) -> Iterator[tuple[str, int]]:
    program = {sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")}
    program |= {str(Path(__file__).parents[2]), f"{sys.base_prefix}/lib", f"{sys.prefix}/pyvenv.cfg"}
    for path in {*_LIBRARIES, *program, *_MACHINES, *map(str, read)}:
        yield path, _READ | _LIST
    for path in {*_LOADERS, sys.executable, os.path.realpath(sys.executable)}:
        yield path, _READ | _EXECUTE
    for path in _DEVICES:
        yield path, _READ | _WRITE | _IOCTL
    for each in write:
        yield str(each), _REST


def _allow(kernel: ctypes.CDLL, rules: int, path: str, allowed: int) -> None:
    try:
        handle = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return  # what is not there needs no leave
    try:
        if not os.path.isdir(path):
            allowed &= _OF_FILES
        _called(kernel, _ADD, rules, _BENEATH, struct.pack("=Qi", allowed, handle), 0)
    finally:
        os.close(handle)


def _called(kernel: ctypes.CDLL, number: int, *arguments: int | bytes) -> int:
    answer = int(kernel.syscall(number, *arguments))
    if answer < 0:
        raise NoWalls(os.strerror(ctypes.get_errno()))
    return answer
