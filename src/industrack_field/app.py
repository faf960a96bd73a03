"""The gateway as one application: every route, and around all of them what holds for every answer."""

import logging
from collections.abc import Awaitable, Callable
from time import perf_counter

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from industrack_field.errors import Wrong, answer_of
from industrack_field.headers import OF_DATA, OF_THE_SHELL, RAW_ALWAYS
from industrack_field.shell import Shell, ShellFile

_log = logging.getLogger(__name__)
Endpoint = Callable[[Request], Awaitable[Response]]


def application(shell: Shell) -> ASGIApp:
    """The gateway."""
    routes = [Route(path, _served(file), methods=["GET"]) for path, file in shell.files.items()]
    routes.append(Route("/healthz", _healthy, methods=["GET"]))
    app = Starlette(routes=routes, exception_handlers={HTTPException: _no_such_thing})
    app.router.redirect_slashes = False
    return Around(app)


def _served(file: ShellFile) -> Endpoint:
    async def answer(request: Request) -> Response:
        headers = {**OF_THE_SHELL, "ETag": file.etag}
        if file.etag in request.headers.get("If-None-Match", ""):
            return Response(b"", 304, headers)
        if file.packed and "gzip" in request.headers.get("Accept-Encoding", ""):
            return Response(file.packed, 200, {**headers, "Content-Encoding": "gzip"}, file.type)
        return Response(file.content, 200, headers, file.type)

    return answer


async def _healthy(request: Request) -> Response:
    return Response(b"ok\n", 200, OF_DATA, "text/plain; charset=utf-8")


async def _no_such_thing(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 405:
        answer = answer_of(Wrong(405, "method", "This is not asked for in this way."))
        answer.headers.update(error.headers or {})
        return answer
    return answer_of(Wrong(404, "unknown", "There is nothing here."))


class Around:
    """What holds for every answer: its headers, a line in the log, and that no failure is told to whoever asked."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, status = perf_counter(), 0

        async def sent(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message.get("headers", ()), *RAW_ALWAYS]
            await send(message)

        try:
            await self._app(scope, receive, sent)
        except Exception:
            _log.exception("%s %s failed", scope["method"], _pattern(scope))
            if not status:
                failed = Wrong(500, "failed", "The gateway failed at this: the office finds why in its log.")
                await answer_of(failed)(scope, receive, sent)
        finally:
            _log.info("%s %s %d %d ms", scope["method"], _pattern(scope), status, 1000 * (perf_counter() - began))


def _pattern(scope: Scope) -> str:
    """The route, never the path or its query: there may be a secret in them."""
    route = scope.get("route")
    return route.path if isinstance(route, Route) else "?"
