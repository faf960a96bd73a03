"""Commands that are run when something happens: each in a process of its own, without a shell, for so long at most."""

import asyncio
import json
import logging
import os
import signal
import subprocess
import tempfile
from collections import deque
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime

from industrack_core.desk.field.field_desk import FieldDesk
from industrack_core.domain.errors import DatabaseError
from industrack_core.domain.field.happened import Happened
from industrack_core.domain.kinds import Kind
from industrack_core.domain.text.text import clean_line
from industrack_field.field_file import GatewaySettings
from industrack_field.poke import Poking
from industrack_field.watch import Watch
from industrack_field.work import Threads

_SOON, _RESTS = 1.0, 300.0
"""Seconds between two looks: while something is not due yet, while nothing waits."""
_LONGEST, _TAIL = 160, 2000
_log = logging.getLogger(__name__)


class Hooks:
    """Runs what `field.toml` names, one command at a time, in the order in which things happened."""

    def __init__(self, desk: FieldDesk, work: Threads, poking: Poking, given: GatewaySettings) -> None:
        self._desk, self._work, self._poking, self._given = desk, work, poking, given
        self._runner = ThreadPoolExecutor(1, "field hooks")
        self.watch = Watch(self._look, "Commands wait", _SOON)
        self._started = False
        self._running: set[subprocess.Popen[bytes]] = set()
        self._found: deque[Happened] = deque()
        """What happened and was not told yet."""

    def start(self) -> None:
        """Begin to look, within the loop; where nothing is to be run, nothing is looked for."""
        if self._given.hooks:
            self.watch.start()

    async def stop(self) -> None:
        """Begin nothing more, and end what runs."""
        await self.watch.stop()
        self._runner.shutdown(wait=False, cancel_futures=True)
        for process in tuple(self._running):
            _end(process)
        with suppress(DatabaseError):
            await self._keep_untold()

    async def _keep_untold(self) -> None:
        """What was not told, or whose command was ended, waits in the outbox."""
        for each in self._found:
            if each.event in self._given.hooks:
                await self._note(each, await self._given_line(each), "The gateway was stopped.")
        self._found.clear()

    def run_again(self, event: str, given: str) -> str:
        """Run the command for an event once more, with what it was given; answers why it failed, or nothing."""
        command = self._given.hooks.get(event)
        return self._run(command, given) if command else f"field.toml has no command {event} under [hooks]."

    async def _look(self) -> float:
        """Run what has happened; answers the seconds until the next look."""
        if not self._started:
            await self._work.read(lambda: self._desk.happening.start(self._desk.clock_ms() // 1000))
            self._started = True
        now_s, heard = self._desk.clock_ms() // 1000, self._poking.heard()
        while True:
            while self._found:
                if self._found[0].event in self._given.hooks:
                    await self._run_one(self._found[0])
                self._found.popleft()
            self._found.extend(await self._work.read(lambda: self._desk.happening.fresh(now_s, heard)))
            if not self._found:
                return _SOON if self._desk.happening.waits() else _RESTS

    async def _given_line(self, happened: Happened) -> str:
        company = await self._work.read(self._desk.company)
        return happened_line(happened, {"name": company.name, "key": company.key})

    async def _note(self, happened: Happened, given: str, error: str) -> None:
        await self._work.write(lambda: self._desk.hook_failed(happened, given, error))

    async def _run_one(self, happened: Happened) -> None:
        given = await self._given_line(happened)
        loop, command = asyncio.get_running_loop(), self._given.hooks[happened.event]
        error = await loop.run_in_executor(self._runner, self._run, command, given)
        if error:
            _log.warning("The command for %s failed: %s", happened.event, error)
            await self._note(happened, given, error)

    def _run(self, command: tuple[str, ...], given: str) -> str:
        """Answers why it failed, in a sentence, or nothing."""
        try:
            said = tempfile.TemporaryFile()  # noqa: SIM115 - closed below; that it cannot be made is an answer
        except OSError as error:
            return f"{command[0]} cannot be run, for want of a temporary file: {error.strerror}."
        with said:
            try:
                process = subprocess.Popen(
                    command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=said, start_new_session=True
                )
            except (OSError, ValueError) as error:
                return f"{command[0]} cannot be run: {getattr(error, 'strerror', None) or error}."
            self._running.add(process)
            try:
                process.communicate(given.encode(), timeout=self._given.hook_seconds)
            except subprocess.TimeoutExpired:
                return f"{command[0]} took longer than {self._given.hook_seconds} s and was ended."
            finally:
                _end(process)
                self._running.discard(process)
            return "" if process.returncode == 0 else _why(command[0], process.returncode, said.fileno())


def happened_line(happened: Happened, company: Mapping[str, str]) -> str:
    """What a command is given on its standard input: JSON, in a line."""
    job = {"id": happened.job_id, "number": happened.job_number} if happened.job_id else None
    said = {
        "event": happened.event, "at": datetime.fromtimestamp(happened.at_s, UTC).isoformat(), Kind.COMPANY: company,
        Kind.EMPLOYEE: {"id": happened.employee_id, "name": happened.employee}, Kind.JOB: job, "text": happened.text,
        "said": happened.said,
    }  # fmt: skip
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")) + "\n"


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End it, and whatever it began that is still of its group."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _why(program: str, code: int, said: int) -> str:
    size = os.fstat(said).st_size
    tail = os.pread(said, _TAIL, max(0, size - _TAIL)).decode(errors="replace").strip().splitlines()
    return clean_line(f"{program} ended with {code}: {tail[-1] if tail else 'it said nothing.'}"[:_LONGEST])
