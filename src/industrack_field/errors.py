"""What the gateway answers where it does not do what was asked: a status, a code for the page, a sentence."""

from random import randint

import msgspec
from starlette.responses import Response

from industrack_field.headers import OF_DATA

_UNREAD = (400, 401, 404, 408, 411, 413, 415, 422, 429, 503)
"""What may be answered before the body was read."""


class ErrorAnswer(msgspec.Struct, frozen=True, omit_defaults=True):
    """Why not: a code for the page, a sentence for a person, and where in the request."""

    error: str
    text: str
    path: str = ""


class Wrong(Exception):
    """A request that is answered with an error. `retry` is in seconds: when it may be tried again; `path` says where
    in the request."""

    def __init__(
        self, status: int, code: str, text: str, *, retry: int = 0, path: str = "", content_range: str = ""
    ) -> None:
        super().__init__(f"{status} {code}: {text}")
        self.status, self.code, self.text, self.path = status, code, text, path
        told = {"Retry-After": str(retry) if retry else "", "Content-Range": content_range}
        self.headers = {name: value for name, value in told.items() if value}


def answer_of(wrong: Wrong) -> Response:
    """The error as an answer. What was not read of the request is not waited for: the connection ends."""
    headers = {**OF_DATA, **wrong.headers}
    if wrong.status in _UNREAD:
        headers["Connection"] = "close"
    body = msgspec.json.encode(ErrorAnswer(wrong.code, wrong.text, wrong.path))
    return Response(body, wrong.status, headers, "application/json")


def a_while() -> int:
    """Seconds after which to come again, not the same for all who are told."""
    return randint(5, 15)
