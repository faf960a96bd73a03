"""What a phone reads while it is online, and the stream on which it is poked."""

from collections.abc import AsyncIterator

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from industrack_core.domain.text.text import clean_line
from industrack_field.answers import in_json
from industrack_field.errors import Wrong
from industrack_field.gateway import Gateway, token_hash_of, unknown
from industrack_field.headers import OF_DATA
from industrack_field.poke import Stream
from industrack_field.wire import ItemsAnswer, VisitsAnswer

_MOST_TYPED = 100
_HIGHEST = 2**31 - 1


async def history(gateway: Gateway, request: Request) -> Response:
    """Older visits of a job's place, the newest first; `before` is the last job that the phone has."""
    caller = await gateway.active(request)
    job, before = _number(request.path_params["job_id"]), request.query_params.get("before")
    at = None if before is None else _number(before)
    found = await gateway.work.read(lambda: gateway.desk.history(caller.device, job, at))
    if found is None:
        raise unknown()
    return in_json(request, VisitsAnswer(found))


async def found_items(gateway: Gateway, request: Request) -> Response:
    """Items of the inventory that are found by what is typed."""
    caller = await gateway.active(request)
    typed = clean_line(request.query_params.get("q", ""))
    if len(typed) > _MOST_TYPED:
        raise Wrong(400, "bad_request", f"At most {_MOST_TYPED} characters are looked for.", path="$.q")
    found = await gateway.work.read(lambda: gateway.desk.items(caller.device, typed))
    return in_json(request, ItemsAnswer(found))


async def poke(gateway: Gateway, request: Request) -> Response:
    """A stream of events: `data: sync` when there is something for the phone."""
    caller = await gateway.active(request)
    stream = gateway.poking.open(caller.device, caller.employee_id, token_hash_of(request))
    headers = {**OF_DATA, "X-Accel-Buffering": "no"}
    return StreamingResponse(_told(gateway, stream), 200, headers, "text/event-stream")


async def _told(gateway: Gateway, stream: Stream) -> AsyncIterator[bytes]:
    try:
        async for line in stream.lines():
            yield line
    finally:
        gateway.poking.close(stream)


def _number(given: str) -> int:
    """A number of a path or a query. Raises Wrong for what is none, as for what is not there."""
    if not (given.isascii() and given.isdecimal() and len(given) < 17 and int(given) <= _HIGHEST):
        raise unknown()
    return int(given)
