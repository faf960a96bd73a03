"""Answers in JSON, packed where it pays."""

import gzip

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from industrack_field.headers import OF_DATA

_PAYS = 600
"""Bytes under which an answer is not packed."""
_encoder = msgspec.json.Encoder()


def in_json(request: Request, value: object, status: int = 200) -> Response:
    """The value as an answer to the request."""
    content = _encoder.encode(value)
    headers = {**OF_DATA, "Vary": "Accept-Encoding"}
    if len(content) >= _PAYS and "gzip" in request.headers.get("Accept-Encoding", ""):
        content = gzip.compress(content, 6, mtime=0)
        headers["Content-Encoding"] = "gzip"
    return Response(content, status, headers, "application/json")
