"""Contents of files: by their SHA-256, whole or not at all."""

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from hashlib import sha256
from tempfile import SpooledTemporaryFile
from urllib.parse import quote

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from industrack_core.domain.field.told import StoredFile
from industrack_core.domain.records.job_parts import FILE_LIMIT
from industrack_field.errors import Wrong, a_while
from industrack_field.gateway import Gateway, unknown
from industrack_field.headers import OF_DATA
from industrack_field.limits import SECONDS, length_of
from industrack_field.sniffing import ANYTHING, FIRST_BYTES, PICTURES, type_of

_ALL_SECONDS = 600
"""In which a file must have come, or gone."""
_IN_MEMORY = 256 * 1024
MOST_ANSWERED = 8
"""Contents that are sent at once: each is in memory until it has gone."""
_DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)
_RANGE = re.compile(r"bytes=(\d{0,12})-(\d{0,12})", re.ASCII)


async def has_file(gateway: Gateway, request: Request) -> Response:
    """Whether the content is here, for a device that sent it or may see it."""
    caller = await gateway.caller(request)
    digest = _digest(request)
    if not await gateway.work.read(lambda: gateway.desk.has_file(caller.device, digest)):
        raise unknown()
    return Response(b"", 200, OF_DATA)


async def put_file(gateway: Gateway, request: Request) -> Response:
    """Keep a content that a report names; also when it is here already."""
    caller = await gateway.caller(request)
    digest, size = _digest(request), length_of(request, FILE_LIMIT)
    if not await gateway.work.read(lambda: gateway.desk.may_put(caller.device, digest)):
        raise unknown()
    with _alone(gateway, caller.device):
        gateway.quota.take(caller.device, size, gateway.desk.clock_ms())
        with SpooledTemporaryFile(_IN_MEMORY) as kept:
            await _receive(request, digest, kept)
            await gateway.work.write(lambda: gateway.desk.put_file(caller.device, _whole(kept), digest))
    return Response(b"", 204, OF_DATA)


@contextmanager
def _alone(gateway: Gateway, device: int) -> Iterator[None]:
    if gateway.sending[device]:
        raise Wrong(429, "slow_down", "One file at a time: this one follows.", retry=2)
    gateway.sending[device] += 1
    try:
        yield
    finally:
        del gateway.sending[device]


def _whole(kept: "SpooledTemporaryFile[bytes]") -> bytes:
    kept.seek(0)
    return kept.read()


async def _receive(request: Request, digest: str, kept: "SpooledTemporaryFile[bytes]") -> None:
    """Take a content in pieces. Raises Wrong: of no type that is taken, another content than was said, too slow."""
    hashed, first, gathered = sha256(), b"", bytearray()
    try:
        async with asyncio.timeout(_ALL_SECONDS):
            async for piece in _pieces(request):
                first += piece[: FIRST_BYTES - len(first)]
                if len(first) == FIRST_BYTES:
                    _require_type(first)
                hashed.update(piece)
                gathered += piece
                if len(gathered) >= _IN_MEMORY:
                    await asyncio.to_thread(kept.write, bytes(gathered))
                    gathered.clear()
    except TimeoutError as error:
        raise Wrong(408, "too_slow", "This file came too slowly: it is sent again.") from error
    _require_type(first)
    if hashed.hexdigest() != digest:
        raise Wrong(422, "digest", "This file changed on its way: it is sent again.")
    await asyncio.to_thread(kept.write, bytes(gathered))


async def _pieces(request: Request) -> AsyncIterator[bytes]:
    """What comes, as long as something comes."""
    coming = aiter(request.stream())
    while True:
        try:
            async with asyncio.timeout(SECONDS):
                piece = await anext(coming)
        except StopAsyncIteration:
            return
        except ClientDisconnect as error:
            raise Wrong(400, "bad_request", "This file ended before it was whole.", path="$") from error
        yield piece


def _require_type(first: bytes) -> None:
    if type_of(first) == ANYTHING:
        raise Wrong(415, "type", "Pictures (JPEG, PNG, WebP) and PDF can be sent, nothing else.")


async def get_file(gateway: Gateway, request: Request) -> Response:
    """A content that this device may see, or the part of it that was asked for."""
    caller = await gateway.active(request)
    digest = _digest(request)
    if gateway.answering >= MOST_ANSWERED:
        raise Wrong(503, "busy", "Many files are fetched now: this one comes in a moment.", retry=a_while())
    gateway.answering += 1
    try:
        found = await gateway.work.read(lambda: gateway.desk.file(caller.device, digest))
    finally:
        gateway.answering -= 1
    if found is None:
        raise unknown()
    return _Content(gateway, request, found, digest)


class _Content(Response):
    """The bytes of a file. It counts among those that are sent until it has gone, or has taken too long."""

    def __init__(self, gateway: Gateway, request: Request, found: StoredFile, digest: str) -> None:
        self._gateway = gateway
        etag, content, status = f'"{digest}"', found.content, 200
        headers = {**OF_DATA, "ETag": etag, "Accept-Ranges": "bytes"}
        asked = request.headers.get("Range", "")
        if request.headers.get("If-Range", etag) == etag:
            part = _part(asked, len(content))
            if part is not None:
                status, headers["Content-Range"] = 206, f"bytes {part.start}-{part.stop - 1}/{len(content)}"
                content = content[part]
        kind = type_of(found.content[:FIRST_BYTES])
        shown = "inline" if kind in PICTURES else "attachment"
        headers["Content-Disposition"] = f"{shown}; filename*=UTF-8''{quote(found.name, safe='')}"
        super().__init__(content, status, headers, kind)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._gateway.answering += 1
        try:
            async with asyncio.timeout(_ALL_SECONDS):
                await super().__call__(scope, receive, send)
        finally:
            self._gateway.answering -= 1


def _part(asked: str, size: int) -> slice | None:
    """Which bytes a Range asks for; None for several ranges, and for what is no range: then all of them are sent.
    Raises Wrong where there are none of them."""
    found = _RANGE.fullmatch(asked.strip())
    if found is None or not (found[1] or found[2]):
        return None
    if not found[1]:
        begin, end = max(size - int(found[2]), 0), size
    else:
        begin, end = int(found[1]), min(int(found[2]) + 1, size) if found[2] else size
        if found[2] and int(found[2]) < int(found[1]):
            return None
    if begin >= end:
        raise Wrong(416, "range", "This file is not so large.", content_range=f"bytes */{size}")
    return slice(begin, end)


def _digest(request: Request) -> str:
    """The digest in the path. Raises Wrong for what is none."""
    given = str(request.path_params["sha256"])
    if not _DIGEST.fullmatch(given):
        raise unknown()
    return given
