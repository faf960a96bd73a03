"""A program under a pseudo-terminal: keys go in, frames come out, every byte and its time is known.

A key's answer has ended when the terminal has been silent for a moment, its repaint when the screen is settled: what
follows the answer by itself (a header, a card read when the cursor rests) belongs to it. The times reported are those
of the last bytes, so the waits themselves are not part of them. Times in seconds of the monotonic clock; processor
time from the kernel's clock of the process, in nanoseconds, all its threads.
"""

import errno
import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import pyte

SYNC_END = b"\x1b[?2026l"
_READ = 1 << 18
_PROCESS_CLOCK = (
    2  # in the id of a process's clock: the kernel's scheduler, not its ticks of 10 ms (man 3 clock_getcpuclockid)
)
# What a terminal answers to the questions a program asks at its start.
_ANSWERS = (
    (b"\x1b[?2026$p", b"\x1b[?2026;2$y"),  # synchronized output: known, off
    (b"\x1b[?2048$p", b"\x1b[?2048;0$y"),  # size reports in band: not known
    (b"\x1b[6n", b"\x1b[1;1R"),
    (b"\x1b[c", b"\x1b[?62;c"),
)


class ProgramEnded(Exception):
    """The program under measurement ended, or never showed what was waited for."""


class Repaint(NamedTuple):
    """What one key brought about: seconds to the first and the last byte of its answer and to the last byte before
    the screen was settled, processor seconds until then, and what was written."""

    first: float
    last: float
    settled: float
    cpu: float
    written: bytes

    @property
    def frames(self) -> int:
        """Frames in the repaint, told by their end marks; 0 if the program marks none."""
        return self.written.count(SYNC_END)


class Session:
    """One run of a program in a terminal of a given size."""

    def __init__(self, command: Sequence[str], env: Mapping[str, str], columns: int, lines: int) -> None:
        self.columns = columns
        self.lines = lines
        self.started = time.perf_counter()
        self.total = 0
        self._last_byte = self.started
        self._asked = b""
        self.seen = bytearray()
        self._ended_with: int | None = None
        self.pid, self._fd = _spawn(command, env, columns, lines)

    def __enter__(self) -> "Session":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the program, kindly and then not."""
        for sign, patience in ((signal.SIGTERM, 3.0), (signal.SIGKILL, 3.0)):
            try:
                os.kill(self.pid, sign)
            except ProcessLookupError:
                break
            if self._gone_within(patience):
                break
        os.close(self._fd)

    def wait_until(self, ready: Callable[["Session"], bool], patience: float) -> float:
        """Seconds from the start to the byte with which the condition held.

        Errors: ProgramEnded after `patience` seconds, or when the program ends first.
        """
        deadline = time.perf_counter() + patience
        while not ready(self):
            if time.perf_counter() > deadline or self.read(0.25) is None:
                raise ProgramEnded(f"not ready; the screen shows:\n{self.screen_text()}")
        return self.last_byte

    @property
    def last_byte(self) -> float:
        """Seconds from the start to the last byte so far."""
        return self._last_byte - self.started

    def settle(self, silence: float = 0.25, patience: float = 30.0) -> bytes:
        """Read until nothing has come for `silence` seconds; gives what came."""
        deadline = time.perf_counter() + patience
        written = bytearray()
        while time.perf_counter() < deadline:
            chunk = self.read(silence)
            if not chunk:
                break
            written += chunk
        return bytes(written)

    def listen(self, seconds: float) -> None:
        """Read for a fixed time, whatever comes."""
        until = time.perf_counter() + seconds
        while (left := until - time.perf_counter()) > 0 and self.read(left) is not None:
            pass

    def press(self, key: bytes, silence: float = 0.04, patience: float = 5.0, rest: float = 0.0) -> Repaint:
        """Send a key and follow its repaint to the end.

        In: the bytes of the key; how long a silence ends its answer; how long to wait for the first byte; how long a
        silence, after the answer, says that the screen is settled (0: with the answer).
        Errors: ProgramEnded if nothing is painted in that time.
        """
        used = self.cpu_seconds()
        sent = time.perf_counter()
        os.write(self._fd, key)
        chunk = self.read(patience)
        if not chunk:
            raise ProgramEnded(f"no answer to {key!r}; the screen shows:\n{self.screen_text()}")
        first = self._last_byte
        written = bytearray(chunk)
        while chunk := self.read(silence):
            written += chunk
        answered = self._last_byte
        while rest and (chunk := self.read(rest)):
            written += chunk
        used = self.cpu_seconds() - used
        return Repaint(first - sent, answered - sent, self._last_byte - sent, used, bytes(written))

    def send(self, key: bytes) -> None:
        """Send a key without waiting."""
        os.write(self._fd, key)

    def resize(self, columns: int, lines: int) -> None:
        """Give the terminal another size."""
        self.columns, self.lines = columns, lines
        _set_size(self._fd, columns, lines)

    def everything(self) -> bytes:
        """All bytes since the start."""
        return bytes(self.seen)

    def screen_text(self) -> str:
        """The screen as a person would read it."""
        return "\n".join(line.rstrip() for line in self.screen().display)

    def screen(self) -> pyte.Screen:
        """The terminal as it stands: its cells and its cursor."""
        screen = pyte.Screen(self.columns, self.lines)
        pyte.Stream(screen).feed(re.sub(r"\x1b\[[<>=][0-9;]*u", "", self.seen.decode("utf-8", "replace")))
        return screen

    def cursor(self) -> tuple[int, int] | None:
        """Column and line of the terminal's own cursor, counted from 0; None while it is hidden."""
        cursor = self.screen().cursor
        return None if cursor.hidden else (cursor.x, cursor.y)

    def exit_code(self, patience: float) -> int | None:
        """The exit code of a program that ends within `patience` seconds, else None; reads its last words."""
        deadline = time.perf_counter() + patience
        while time.perf_counter() < deadline:
            self.settle(0.02, 0.1)
            try:
                pid, status = os.waitpid(self.pid, os.WNOHANG)
            except ChildProcessError:
                return self._ended_with
            if pid:
                self._ended_with = os.waitstatus_to_exitcode(status)
                return self._ended_with
            time.sleep(0.01)
        return None

    def memory_peak(self) -> int:
        """Largest resident size so far, in bytes, from the kernel's books."""
        with open(f"/proc/{self.pid}/status", encoding="ascii", errors="replace") as status:
            for line in status:
                if line.startswith("VmHWM:"):
                    return int(line.split()[1]) * 1024
        return 0

    def cpu_seconds(self) -> float:
        """Processor time used so far by all threads of the program, in seconds, to the nanosecond."""
        return time.clock_gettime_ns(~self.pid << 3 | _PROCESS_CLOCK) / 1e9

    def read(self, timeout: float) -> bytes | None:
        """What came within the time: empty if nothing did, None if the program has closed the terminal."""
        if not select.select([self._fd], [], [], timeout)[0]:
            return b""
        try:
            chunk = os.read(self._fd, _READ)
        except OSError as error:
            if error.errno == errno.EIO:
                return None
            raise
        self._last_byte = time.perf_counter()
        self.total += len(chunk)
        self.seen += chunk
        self._answer(chunk)
        return chunk or None

    def _answer(self, chunk: bytes) -> None:
        self._asked = self._asked[-16:] + chunk if len(chunk) < 4096 else b""
        for question, answer in _ANSWERS:
            if question in self._asked:
                self._asked = self._asked.replace(question, b"")
                os.write(self._fd, answer)

    def _gone_within(self, patience: float) -> bool:
        deadline = time.perf_counter() + patience
        while time.perf_counter() < deadline:
            try:
                if os.waitpid(self.pid, os.WNOHANG)[0]:
                    return True
            except ChildProcessError:
                return True
            self.read(0.02)
        return False


def _spawn(command: Sequence[str], env: Mapping[str, str], columns: int, lines: int) -> tuple[int, int]:
    pid, fd = pty.fork()
    if pid == 0:
        try:
            _set_size(0, columns, lines)
            os.execvpe(command[0], list(command), dict(env))
        finally:
            os._exit(127)
    _set_size(fd, columns, lines)
    return pid, fd


def _set_size(fd: int, columns: int, lines: int) -> None:
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
