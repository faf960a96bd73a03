"""How much a phone, or whoever has none, may ask for; and bodies, read in pieces against a limit."""

import asyncio
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

from starlette.requests import ClientDisconnect, Request

from industrack_field.errors import Wrong

MOST_BODY = 256 * 1024
MOST_CODE_BODY = 4 * 1024
SECONDS = 30
"""In which a body must have come."""
MOST_WAITING = 200
"""Requests that wait or are worked on; whoever comes beyond is told to come again."""
_KEPT = 10_000
"""Buckets after which the full ones are forgotten."""


@dataclass
class Buckets:
    """Buckets of tokens, one for each key: `burst` at first, `a_minute` more each minute. In memory: a restart
    forgives. `clock` is in seconds."""

    a_minute: float
    burst: float
    clock: Callable[[], float] = time.monotonic
    _left: dict[Hashable, tuple[float, float]] = field(default_factory=dict)

    def wait(self, key: Hashable) -> float:
        """Take one; answers 0, or the seconds after which there is one."""
        now = self.clock()
        left, since = self._left.get(key, (self.burst, now))
        left = min(self.burst, left + (now - since) * self.a_minute / 60)
        if left < 1:
            self._left[key] = (left, now)
            return (1 - left) * 60 / self.a_minute
        self._left[key] = (left - 1, now)
        if len(self._left) > _KEPT:
            self._forget(now)
        return 0.0

    def _forget(self, now: float) -> None:
        full = self.burst * 60 / self.a_minute
        self._left = {key: held for key, held in self._left.items() if now - held[1] < full}


class Limits:
    """All buckets of the gateway. `codes` may be tried from one address in a minute."""

    def __init__(self, codes: int = 10) -> None:
        self._devices = Buckets(60, 30)
        self._strangers = Buckets(60, 30)
        self._calendars = Buckets(6, 12)
        self._codes = Buckets(codes, codes)
        self._all_codes = Buckets(6 * codes, 6 * codes)

    def device(self, device: int) -> None:
        """A request of a device's. Raises Wrong."""
        _take(self._devices, device)

    def calendar(self, link: int) -> None:
        """A calendar is read at one of the addresses. Raises Wrong."""
        _take(self._calendars, link)

    def stranger(self, address: str) -> None:
        """A request with a token that nobody has. Raises Wrong."""
        _take(self._strangers, address)

    def code(self, address: str) -> None:
        """Somebody tries a code. Raises Wrong."""
        _take(self._codes, address)
        _take(self._all_codes, "")


def _take(buckets: Buckets, key: Hashable) -> None:
    seconds = buckets.wait(key)
    if seconds:
        raise Wrong(429, "slow_down", "This phone asks too often: it goes on by itself.", retry=int(seconds) + 1)


def length_of(request: Request, most: int) -> int:
    """How many bytes a request brings. Raises Wrong where it does not say, or says too many."""
    told = request.headers.get("Content-Length", "")
    if not told.isascii() or not told.isdecimal():
        raise Wrong(411, "too_large", "This request does not say how large it is.")
    if len(told) > 12 or int(told) > most:
        raise Wrong(413, "too_large", f"This is too large: {_size(most)} at most.")
    return int(told)


def _size(most: int) -> str:
    return f"{most // (1024 * 1024)} MB" if most >= 1024 * 1024 else f"{most // 1024} kB"


async def receive_body(request: Request, most: int) -> bytes:
    """The body of a request. Raises Wrong: no length, too large, too slow, cut off."""
    length_of(request, most)
    pieces = []
    try:
        async with asyncio.timeout(SECONDS):
            async for piece in request.stream():
                pieces.append(piece)
    except TimeoutError as error:
        raise Wrong(408, "too_slow", "This request took too long.") from error
    except ClientDisconnect as error:
        raise Wrong(400, "bad_request", "This request ended before it was whole.", path="$") from error
    return b"".join(pieces)
