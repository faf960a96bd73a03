"""How often a program waits for a PostgreSQL server: counted on the wire, by what the driver itself writes down."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock

from sqlalchemy import event
from sqlalchemy.engine import Engine

from industrack_core.store.engine.server_reading import ServerReader
from industrack_core.store.engine.speaking import driver_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

_WAITED = re.compile(r"^F\t\d+\t(Query|Sync|Flush|CopyDone)\b")


class Wire:
    """What was said and answered on all connections since it is listened to."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("w+b")
        self._from = 0
        self._traced: list[Any] = []

    def trace(self, driver: Any, *_: object) -> None:
        """Write down what a connection says from now on."""
        if driver not in self._traced:
            self._traced.append(driver)
            driver.pgconn.trace(self._file.fileno())
            driver.pgconn.set_trace_flags(1)

    def lines(self) -> list[str]:
        """What was said since this was asked last."""
        self._file.seek(0)
        found = self._file.read().decode(errors="replace").splitlines()
        new, self._from = found[self._from :], len(found)
        return new

    def waits(self) -> int:
        """How often an answer was waited for since this was asked last."""
        count, waiting = 0, False
        for line in self.lines():
            if _WAITED.match(line):
                count += not waiting  # what is said again before any answer is the same wait
                waiting = True
            elif line.startswith("B"):
                waiting = False
        return count

    def end(self) -> None:
        """Listen no longer."""
        for driver in self._traced:
            if not driver.closed:
                driver.pgconn.untrace()
        self._file.close()


@contextmanager
def wire(path: Path) -> Iterator[Wire]:
    """Listens to every connection that is used meanwhile: those of the whole store, and those that only read."""
    listening, taken = Wire(path), ServerReader.taken

    @contextmanager
    def traced(reader: ServerReader) -> "Iterator[Connection]":
        with taken(reader) as connection:
            listening.trace(driver_of(connection))
            yield connection

    event.listen(Engine, "checkout", listening.trace)
    try:
        with mock.patch.object(ServerReader, "taken", traced):
            yield listening
    finally:
        event.remove(Engine, "checkout", listening.trace)
        listening.end()
