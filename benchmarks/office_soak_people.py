"""Those who work in `make soak-office`: a process each, which is begun again after it was killed."""

import json
import os
import signal
import subprocess
import sys
from itertools import count
from pathlib import Path

from benchmarks.office_soak_check import Said

_LIVES = count(1)


class Person:
    """Somebody with so many `acts` to do, who writes into a `log`."""

    def __init__(self, url: str, who: str, log: Path, acts: int) -> None:
        self.who, self.acts, self.kills = who, acts, 0
        self.said: list[Said] = []
        """What they wrote down, as far as it was read."""
        self._url, self._log, self._read, self._answered = url, log, 0, 0
        self._process: subprocess.Popen[bytes] | None = None
        self._may_end = False

    def begin(self) -> None:
        """Begin a process for the acts that are left."""
        self.read()
        if self._log.exists() and not self._log.read_bytes().endswith(b"\n"):
            with self._log.open("ab") as log:  # a line that the kill cut was told to nobody
                log.write(b"\n")
        left = max(0, self.acts - self._answered)
        command = [sys.executable, "-m", "benchmarks.office_soak_worker", self._url, str(self._log), self.who]
        until = subprocess.DEVNULL if self._may_end else subprocess.PIPE
        self._process = subprocess.Popen([*command, str(next(_LIVES)), str(left)], stdin=until, env=os.environ)

    def kill(self) -> None:
        """Kill their process, and begin another."""
        assert self._process is not None
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()
        self.kills += 1
        self._let_go()
        self.begin()

    def let_end(self) -> None:
        """Let them do their last act: nothing more goes wrong that they are to be there for."""
        self._may_end = True
        self._let_go()

    def _let_go(self) -> None:
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()

    @property
    def waits(self) -> bool:
        """Whether they keep their last act until they are let end."""
        return not self._may_end and self._answered >= self.acts - 1

    @property
    def works(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def code(self) -> int:
        """How the last process ended; 0: well."""
        return self._process.wait() if self._process else 0

    def read(self) -> int:
        """Read what they wrote since, and answer how many acts came to an answer."""
        if not self._log.exists():
            return 0
        with self._log.open("rb") as log:
            log.seek(self._read)
            lines, _, _ = log.read().rpartition(b"\n")
        self._read += len(lines) + bool(lines)
        for line in lines.splitlines():
            self._heard(line)
        return self._answered

    def _heard(self, line: bytes) -> None:
        try:
            one: Said = json.loads(line)
        except ValueError:  # cut by a kill
            return
        self.said.append(one)
        self._answered += one.get("answer", "error") != "error"

    def first_after(self, since: float) -> float:
        """When they were first told what became of an act, after a moment; seconds since 1970."""
        return min(float(one["at"]) for one in self.said if one.get("answer", "error") != "error" and one["at"] > since)
