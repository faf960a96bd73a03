"""Connections to a PostgreSQL server: what is said in one go, and how long an answer is waited for.

A statement that is waited for costs a way there and back, and on a busy machine that is most of what an act costs. So
a transaction begins with its first statement and not before it; in one that writes, statements whose answer nobody
asks for are only sent, and the commit goes with the last of them. What was wrong with one of them is raised where the
next answer is read, at the latest by the commit, which the server then leaves undone.

A server that takes a statement and never answers (a machine that hangs, a process that was stopped): the server's own
limits do not help there, and those of TCP only where there is TCP. So the driver waits for an answer for some seconds,
and then gives the connection up, as if it had been cut.
"""

import select
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, suppress
from typing import TypeVar

from psycopg import Connection, Cursor, Error, InternalError, OperationalError, Pipeline
from psycopg.abc import PQGen
from psycopg.errors import _WaitTimeout
from psycopg.pq import ConnStatus, TransactionStatus
from psycopg.waiting import Ready, Wait

from industrack_core.store.engine.prepared import Row
from industrack_core.store.engine.speaking import Driver

_SLICE = 0.1
GREETING = 3.0
"""Seconds for an answer to the question whether the server is still there."""
_LATELY = 5.0
"""Seconds for which a connection that answered is not asked that."""
_MOST_UNHEARD = 500
"""How many statements are said before one listens: all their answers together must come while they are waited for."""
_UNHEARD_OF = (Error, IndexError)
"""What settling ends with; the second where more answers come at once than the driver knows of."""
_LAST_WORDS = 4
"""How often one may have to listen until nothing wrong is left: what comes while one speaks is told by itself."""
_PLANNED_ONCE = "SELECT set_config('plan_cache_mode', 'force_generic_plan', true)"
"""Plans for whatever values, up to the end of the transaction: planning a board takes longer than reading it."""
_PLANNED_ANEW = "SELECT set_config('plan_cache_mode', 'auto', true)"

_PLANS_AS_TOLD = 120_000  # from PostgreSQL 12 on
RV = TypeVar("RV")


class NoAnswer(OperationalError):
    """A server was waited for, and said nothing."""

    is_silence = True


class ServerCursor(Cursor[Row]):
    """A cursor that copies once all that was sent before is answered: a stream has a connection for itself."""

    connection: Driver  # a ServerConnection

    def copy(self, *arguments: Driver, **named: Driver) -> Driver:
        """A stream to or from a table, as of the driver's own cursor."""
        self.connection.settle()
        return super().copy(*arguments, **named)

    def executemany(self, query: Driver, params_seq: Sequence[Driver], **named: Driver) -> None:  # type: ignore[override]
        """Run it for each of many values, some at a time."""
        for first in range(0, len(params_seq), _MOST_UNHEARD):
            part = params_seq[first : first + _MOST_UNHEARD]
            super().executemany(query, part, **named)
            self.connection.said(len(part))

    def fetchall(self) -> list[Row]:
        """All rows, once they are answered."""
        self._hear()
        return super().fetchall()

    def __iter__(self) -> Iterator[Row]:  # type: ignore[override]
        """Row by row, once they are answered."""
        self._hear()
        return super().__iter__()

    def _hear(self) -> None:
        """The driver's own way to an answer leaves the server waiting without end for what is said next, and everybody
        else for the lock: only where a Sync was said does its limit for who is idle in a transaction hold."""
        if self.pgresult is None:
            self.connection.hear()


class ServerConnection(Connection[Row]):
    """A connection in autocommit: where a transaction begins and ends is said. No answer in time closes it."""

    patience = GREETING  # seconds for which an answer is waited for
    is_untold = False
    """Whether nothing was answered since the pool gave it out."""
    has_begun = False
    """Whether it is to be in a transaction."""
    given_by: object = None
    """The pool that gave it out."""
    asks_at_once = False
    """Whether all is asked before anything is read."""
    may_be_cut_off = False  # whether a server may yet hear to cut off what it is at, whoever reads it by then
    _begins = False
    _plans_once = False
    _sending: ExitStack | None = None
    _pipeline_sent: Pipeline | None = None
    _answered = 0.0
    _repeats = False
    _unheard = 0

    def wait(self, gen: PQGen[RV], interval: float = _SLICE, timeout: float | None = None) -> RV:
        """What the server answers, within the caller's time, or ours."""
        if timeout is not None:
            return super().wait(gen, interval=interval, timeout=timeout)
        try:
            answer = super().wait(gen, interval=interval, timeout=self.patience)
        except _WaitTimeout as error:
            self.pgconn.finish()
            raise NoAnswer("the server does not answer") from error
        self._answered = time.monotonic()
        return answer

    def is_alive(self) -> bool:
        """Whether it answered lately, and nothing says that it has ended since, or will. Nothing is sent."""
        if self.closed or self.may_be_cut_off or time.monotonic() - self._answered > _LATELY:
            return False
        watched = select.poll()
        watched.register(self.pgconn.socket, select.POLLIN)
        if watched.poll(0):
            with suppress(Error):
                self.pgconn.consume_input()
        return self.pgconn.status == ConnStatus.OK and not watched.poll(0)

    def begin(self, *, plans_once: bool = False) -> None:
        """Begin a transaction with the next statement, unless one is under way; one that `plans_once` what it asks."""
        if not self.has_begun:
            self.has_begun = self._begins = True
            self._plans_once = plans_once and self.pgconn.server_version >= _PLANS_AS_TOLD

    def send_from_here(self) -> None:
        """Up to the end of the transaction, send statements without waiting for their answers until they are read."""
        if self._sending is None:
            self._sending = ExitStack()
            self._pipeline_sent = self._sending.enter_context(self.pipeline())

    def ask_at_once(self) -> None:
        """Send what is asked, until the first answer is read: that is all of it, and one state is seen by all, since
        for a server what comes up to a Sync is a transaction."""
        self.asks_at_once = True
        self.send_from_here()
        if self.pgconn.server_version >= _PLANS_AS_TOLD:
            self.execute(_PLANNED_ONCE)

    def execute(self, query: Driver, params: Driver = None, **named: Driver) -> Driver:
        """A cursor with the answer of a statement, or one that waits for it when it is read."""
        if self.asks_at_once and self._sending is None:
            raise RuntimeError("all is to be asked before anything is read")
        if self._plans_once and named.get("prepare") is False:
            self._plans_once = False
            if not self._begins:
                self.cursor().execute(_PLANNED_ANEW)
        if self.asks_at_once or self._repeats or self._plans_once:
            named.setdefault("prepare", True)
        if self._begins and self._sending is None:
            answered = self._begun_with(query, params, **named)
        else:
            answered = self.cursor().execute(query, params, **named)
        self.is_untold = False
        self.said(1)
        return answered

    def said(self, many: int) -> None:
        """Count so many statements, and listen now and then: an answer to all of them might take too long."""
        self._unheard += many
        if self._unheard >= _MOST_UNHEARD:
            self.hear()

    def _begun_with(self, query: Driver, params: Driver, **named: Driver) -> Driver:
        self.send_from_here()
        try:
            return self.cursor().execute(query, params, **named)
        finally:
            self.settle()

    def cursor(self, *arguments: Driver, **named: Driver) -> Driver:
        """A cursor of the transaction."""
        begins, self._begins = self._begins, False
        if begins:
            super().cursor().execute("BEGIN", prepare=False)
            if self._plans_once:
                super().cursor().execute(_PLANNED_ONCE, prepare=True)
        return super().cursor(*arguments, **named)

    def settle(self) -> None:
        """Wait for all answers; from here on each statement is waited for. Raises what was wrong with the first."""
        sending, self._sending, self._pipeline_sent = self._sending, None, None
        if sending is not None:
            sending.close()

    def repeat_itself(self) -> None:
        """From now on it is asked the same again and again: each statement is planned once, for whatever values."""
        self._repeats = True
        if self.pgconn.server_version >= _PLANS_AS_TOLD:
            self.execute("SET plan_cache_mode = force_generic_plan")

    def hear(self) -> None:
        """Wait for all answers, and go on sending. Raises what was wrong with the first."""
        self._unheard = 0
        if self.asks_at_once:
            self.settle()
        elif self._pipeline_sent is not None:
            self.wait(self._flush())
            self._pipeline_sent.sync()

    def _flush(self) -> PQGen[None]:
        """Hand over what is said: the driver waits for the answer to a long text before all of it is sent."""
        while self.pgconn.flush():
            if (yield Wait.RW) & Ready.R:
                self.pgconn.consume_input()

    def forgive(self) -> None:
        """Take note of everything that was wrong, so that what is said next is heard again."""
        self._prepared.clear()  # what was to be prepared behind it is not, and the driver believes it is
        for _ in range(_LAST_WORDS):
            with suppress(Error):
                return self.hear()
        self.close()

    def commit(self) -> None:
        """Commit what was sent, and wait for it. Raises what was wrong; nothing is committed then."""
        self._begins = self.has_begun = self._plans_once = False
        if self._sending is None and self.pgconn.transaction_status == TransactionStatus.IDLE:
            return
        commit = super().cursor().execute("COMMIT", prepare=False)
        self.settle()
        if commit.statusmessage != "COMMIT":  # where something was wrong before, a server takes back without an error
            raise InternalError("what was wrong before the commit was not heeded, and nothing is saved")

    def rollback(self) -> None:
        """Undo what was done since `begin`."""
        self._begins = self.has_begun = self.asks_at_once = self._plans_once = False
        with suppress(*_UNHEARD_OF):
            self.settle()
        if self.pgconn.pipeline_status:
            self.close()  # more is to be answered than the driver knows of
        elif self.pgconn.transaction_status != TransactionStatus.IDLE:
            super().rollback()

    def close(self) -> None:
        """Close it, whatever was sent."""
        super().close()
        with suppress(*_UNHEARD_OF):
            self.settle()
