"""The description of the protocol, as OpenAPI 3.1, made from the table of routes and the types of what is said."""

import re
from typing import Any

import msgspec

from industrack_field.errors import ErrorAnswer
from industrack_field.routes import ALWAYS, BYTES, ROUTES, WITH_TOKEN, Asked

_PARAMETER = re.compile(r"{(\w+)}")
_SCHEMAS = {"sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"}, "job": {"type": "integer", "minimum": 0}}
_FREE = (BYTES, "text/event-stream")


def described_protocol(version: str) -> dict[str, Any]:
    """The whole description."""
    types = [ErrorAnswer, *(each for route in ROUTES for each in _types(route))]
    unique = list(dict.fromkeys(types))
    schemas, components = msgspec.json.schema_components(unique, ref_template="#/components/schemas/{name}")
    by_type = dict(zip(unique, schemas, strict=True))
    paths: dict[str, dict[str, Any]] = {}
    for route in ROUTES:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route, by_type)
    return {
        "openapi": "3.1.0",
        "info": {"title": "IndusTrack field gateway", "version": version},
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _types(route: Asked) -> list[Any]:
    return [each for each in (route.body, *route.answers.values()) if each is not None and each not in _FREE]


def _operation(route: Asked, schemas: dict[Any, Any]) -> dict[str, Any]:
    responses: dict[str, Any] = {}
    for status, kind in route.answers.items():
        responses[str(status)] = {"description": route.told} | ({} if kind is None else _content(kind, schemas))
    errors = (*route.errors, *(WITH_TOKEN if route.with_token else ()), *ALWAYS)
    for status in sorted({status for status, _ in errors}):
        codes = ", ".join(sorted({code for each, code in errors if each == status}))
        told = {"description": f"Not done: {codes}."}
        responses[str(status)] = told if route.method == "HEAD" else told | _content(ErrorAnswer, schemas)
    described: dict[str, Any] = {"summary": route.told, "responses": responses}
    described["parameters"] = [
        *(
            {"name": name, "in": "path", "required": True, "schema": _SCHEMAS[name]}
            for name in _PARAMETER.findall(route.path)
        ),
        *(
            {"name": name, "in": "query", "required": False, "description": told, "schema": {"type": "string"}}
            for name, told in route.query.items()
        ),
    ]
    if route.body is not None:
        described["requestBody"] = {"required": True, **_content(route.body, schemas)}
    if route.with_token:
        described["security"] = [{"token": []}]
    return described


def _content(kind: Any, schemas: dict[Any, Any]) -> dict[str, Any]:
    if kind in _FREE:
        return {"content": {kind: {}}}
    return {"content": {"application/json": {"schema": schemas[kind]}}}
