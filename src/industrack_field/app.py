"""The gateway as one application: every route, and around all of them what holds for every answer."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from time import perf_counter

import msgspec
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from industrack_core.domain.errors import AttachmentError, DatabaseError
from industrack_field.description import described_protocol
from industrack_field.errors import Wrong, a_while, answer_of
from industrack_field.gateway import Gateway
from industrack_field.headers import OF_DATA, OF_THE_SHELL, RAW_ALWAYS
from industrack_field.routes import ROUTES, Asked
from industrack_field.shell import Shell, ShellFile

_log = logging.getLogger(__name__)
Endpoint = Callable[[Request], Awaitable[Response]]


def application(shell: Shell, gateway: Gateway, version: str) -> ASGIApp:
    """The gateway as it is served."""
    described = msgspec.json.encode(described_protocol(version))

    async def description(request: Request) -> Response:
        return Response(described, 200, OF_DATA, "application/json")

    @asynccontextmanager
    async def alive(app: Starlette) -> AsyncIterator[None]:
        async with gateway.running():
            yield

    routes = [Route(path, _served(file), methods=["GET"]) for path, file in shell.files.items()]
    routes += [Route("/healthz", _healthy, methods=["GET"]), Route("/openapi.json", description, methods=["GET"])]
    # of two routes with one path, HEAD is that of its own and not the one that comes with GET
    routes += [Route(each.path, _asking(gateway, each), methods=[each.method]) for each in ROUTES]
    app = Starlette(routes=routes, exception_handlers={HTTPException: _no_such_thing}, lifespan=alive)
    app.router.redirect_slashes = False
    return Around(app)


def _asking(gateway: Gateway, asked: Asked) -> Endpoint:
    """A route's function, with what every route answers when things go wrong."""

    async def answer(request: Request) -> Response:
        try:
            with gateway.waiting():
                return await asked.run(gateway, request)
        except Wrong as wrong:
            return answer_of(wrong)
        except (DatabaseError, AttachmentError) as error:
            _log.warning("%s %s: %s", asked.method, asked.path, error)
            told = "The office's database does not answer: nothing is lost, it is tried again."
            return answer_of(Wrong(503, "database", told, retry=a_while()))
        except Exception:
            _log.exception("%s %s failed", asked.method, asked.path)
            return answer_of(failed())

    return answer


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
        except asyncio.CancelledError:  # it is stopped, and this took longer than it waits
            if not status:
                told = Wrong(503, "busy", "The gateway is being stopped: it is tried again.", retry=a_while())
                await answer_of(told)(scope, receive, sent)
        except Exception:
            _log.exception("%s %s failed", scope["method"], _pattern(scope))
            if not status:
                await answer_of(failed())(scope, receive, sent)
        finally:
            _log.info("%s %s %d %d ms", scope["method"], _pattern(scope), status, 1000 * (perf_counter() - began))


def failed() -> Wrong:
    """What is told of a fault of ours: that there is one, and nothing of it."""
    return Wrong(500, "failed", "The gateway failed at this: the office finds why in its log.")


def _pattern(scope: Scope) -> str:
    """The route, never the path or its query: there may be a secret in them."""
    route = scope.get("route")
    return route.path if isinstance(route, Route) else "?"
