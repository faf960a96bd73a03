"""What every route is given: the desk, its threads, the limits, who listens; and who it is that asks."""

import asyncio
import logging
import re
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field

from starlette.requests import Request

from industrack_core.desk.field.field_desk import FieldDesk
from industrack_core.domain.errors import DatabaseError
from industrack_core.domain.field.codes import secret_hash
from industrack_core.domain.field.messages import HOOK
from industrack_core.domain.field.records import DeviceState
from industrack_core.domain.field.told import Caller
from industrack_field.errors import Wrong, a_while
from industrack_field.field_file import NOTHING_SET, GatewaySettings
from industrack_field.hooks import Hooks
from industrack_field.kept_feeds import KeptFeeds
from industrack_field.limits import MOST_WAITING, Limits
from industrack_field.messaging import Messaging
from industrack_field.poke import Poking
from industrack_field.quota import Quota
from industrack_field.sending import send_message
from industrack_field.work import Threads

_TOKEN = re.compile(r"Bearer ([A-Za-z0-9_-]{43})", re.ASCII)

_CONTACTS = 5.0
"""Seconds after which what phones say of themselves is written."""
_log = logging.getLogger(__name__)


@dataclass
class Gateway:
    """One running gateway."""

    desk: FieldDesk
    work: Threads
    poking: Poking
    messaging: Messaging
    hooks: Hooks
    limits: Limits = field(default_factory=Limits)
    quota: Quota = field(default_factory=Quota)
    feeds: KeptFeeds = field(default_factory=KeptFeeds)
    sending: Counter[int] = field(default_factory=Counter)
    """Uploads that run, by device."""
    answering: int = 0
    """Contents of files that are being sent."""

    waits: int = 0
    """Requests that wait or are worked on."""

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """While a request is worked on. Raises Wrong where too many are."""
        if self.waits >= MOST_WAITING:
            raise Wrong(
                503, "busy", "Too many phones ask at once: it is tried again in a few seconds.", retry=a_while()
            )
        self.waits += 1
        try:
            yield
        finally:
            self.waits -= 1

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """While it serves: the feed is heard, and what phones say of themselves is written now and then."""
        self.poking.start()
        self.messaging.watch.start()
        self.hooks.start()
        writing = asyncio.create_task(self._write_contacts())
        try:
            yield
        finally:
            writing.cancel()
            with suppress(asyncio.CancelledError):
                await writing
            await self.hooks.stop()
            await self.messaging.stop()
            await self.poking.stop()
            with suppress(DatabaseError):
                await self.work.write(self.desk.flush_contacts)
            self.work.close()

    async def _write_contacts(self) -> None:
        while True:
            await asyncio.sleep(_CONTACTS)
            try:
                await self.work.write(self.desk.flush_contacts)
            except DatabaseError as error:
                _log.warning("What phones say of themselves waits: %s", error)

    async def caller(self, request: Request) -> Caller:
        """The device that asks, and that may ask now; it may be leaving. Raises Wrong."""
        token_hash = token_hash_of(request)
        found = await self.work.read(lambda: self.desk.caller(token_hash)) if token_hash else None
        if found is None:
            self.limits.stranger(address_of(request))
            raise unknown_device()
        self.limits.device(found.device)
        if found.state is DeviceState.LOST:
            raise lost()
        return found

    async def active(self, request: Request) -> Caller:
        """The device that asks, and that may see something. Raises Wrong."""
        found = await self.caller(request)
        if found.state is DeviceState.LEAVING:
            raise signed_out()
        return found


def unknown_device() -> Wrong:
    """What somebody is told whose token nobody has."""
    return Wrong(401, "unknown_device", "The office does not know this phone: pair it again.")


def lost() -> Wrong:
    """What a device that was lost is told."""
    return Wrong(401, "lost", "This phone was reported lost.")


def signed_out() -> Wrong:
    """What a device that was signed out is told."""
    return Wrong(401, "signed_out", "The office signed this phone out.")


def unknown() -> Wrong:
    """What is answered for what there is not, and for what this device may not see: there is no difference."""
    return Wrong(404, "unknown", "There is nothing here.")


def gateway_of(desk: FieldDesk, given: GatewaySettings = NOTHING_SET) -> Gateway:
    """A gateway over a desk, which stays its caller's to close; `given` says where messages go, and what is run."""
    work = Threads()
    poking = Poking(desk, work)
    hooks = Hooks(desk, work, poking, given)

    def send(address: str, title: str, text: str) -> str:
        way, _, to = address.partition(":")
        return hooks.run_again(to, text) if way == HOOK else send_message(address, title, text, given.ways)

    messaging = Messaging(desk, work, send)
    poking.tells = (messaging.watch.wake, hooks.watch.wake)
    return Gateway(desk, work, poking, messaging, hooks)


def token_hash_of(request: Request) -> str:
    """What is kept of the token that a request has; empty where it has none."""
    given = _TOKEN.fullmatch(request.headers.get("Authorization", ""))
    return secret_hash(given[1]) if given else ""


def address_of(request: Request) -> str:
    """From where a request comes; behind a proxy, as that says."""
    return request.client.host if request.client else ""
