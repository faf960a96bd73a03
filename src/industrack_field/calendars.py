"""Calendars of employees, read at secret addresses. Whoever has no such secret learns nothing, not even that it was
one."""

import gzip
import re

from starlette.requests import Request
from starlette.responses import Response

from industrack_core.domain.field.codes import secret_hash
from industrack_core.domain.field.dispatched import LinkOwner
from industrack_core.exchange.exports.calendar_feed import feed_text
from industrack_field.gateway import Gateway, address_of, unknown
from industrack_field.headers import OF_DATA

_SECRET = re.compile(r"[A-Za-z0-9_-]{22}", re.ASCII)
TYPE = "text/calendar; charset=utf-8"


async def calendar(gateway: Gateway, request: Request) -> Response:
    """What the employee was sent, as a calendar; nothing where it is as it was. Raises Wrong."""
    secret = request.path_params["secret"]
    hashed = secret_hash(secret) if _SECRET.fullmatch(secret) else ""
    owner = await gateway.work.read(lambda: gateway.desk.feeding.owner(hashed)) if hashed else None
    if owner is None:
        gateway.limits.stranger(address_of(request))
        raise unknown()
    gateway.limits.calendar(owner.link)
    etag, packed = await gateway.work.read(lambda: _read(gateway, owner, request.headers.get("If-None-Match", "")))
    # kept by whoever asked, and asked for again each time: so 304 is all that goes over the wire most often
    headers = {**OF_DATA, "Cache-Control": "private, no-cache", "ETag": etag, "Vary": "Accept-Encoding"}
    if packed is None:
        return Response(b"", 304, headers)
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        return Response(packed, 200, {**headers, "Content-Encoding": "gzip"}, TYPE)
    return Response(gzip.decompress(packed), 200, headers, TYPE)


def _read(gateway: Gateway, owner: LinkOwner, known: str) -> tuple[str, bytes | None]:
    """The ETag, and the calendar packed; None where whoever asks has that."""
    feed = gateway.desk.feeding.feed(owner, gateway.poking.heard())
    etag = f'"{feed.name}"'
    if etag in known:
        return etag, None
    packed = gateway.feeds.get(etag)
    if packed is None:
        packed = gzip.compress(feed_text(feed, owner.employee, gateway.desk.feeding.jobs(feed)), 6, mtime=0)
        gateway.feeds.keep(etag, packed)
    return etag, packed
