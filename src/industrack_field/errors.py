"""What the gateway answers where it does not do what was asked: a status, a code for the page, a sentence."""

from random import randint
from typing import Any

import msgspec
from starlette.responses import Response

from industrack_field.headers import OF_DATA


class Wrong(Exception):
    """A request that is answered with an error. `retry` is in seconds: when it may be tried again."""

    def __init__(self, status: int, code: str, text: str, *, retry: int = 0, **more: Any) -> None:
        super().__init__(f"{status} {code}: {text}")
        self.status, self.code, self.text, self.retry, self.more = status, code, text, retry, more


def answer_of(wrong: Wrong) -> Response:
    """The error as an answer. What was not read of the request is not waited for: the connection ends."""
    headers = {**OF_DATA, **({"Retry-After": str(wrong.retry)} if wrong.retry else {})}
    if wrong.status in (400, 401, 411, 413, 415, 422, 429, 503):
        headers["Connection"] = "close"
    body = msgspec.json.encode({"error": wrong.code, "text": wrong.text, **wrong.more})
    return Response(body, wrong.status, headers, "application/json")


def a_while() -> int:
    """Seconds after which to come again, not the same for all who are told."""
    return randint(5, 15)
