"""The description of the protocol, as OpenAPI 3.1, made from the table of routes and the types of what is said."""

import re
from collections.abc import Mapping
from typing import Any

import msgspec

from industrack_field.errors import ErrorAnswer
from industrack_field.routes import ALWAYS, ROUTES, WITH_TOKEN, Asked, Said

_PARAMETER = re.compile(r"{(\w+)}")
_SCHEMAS = {
    "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
    "job_id": {"type": "integer", "minimum": 0},
    "secret": {"type": "string", "pattern": "^[A-Za-z0-9_-]{22}$"},
}
Described = dict[str, Any]
"""A part of the description, as JSON has it."""


def described_protocol(version: str) -> Described:
    """The whole description."""
    types: list[type] = [ErrorAnswer, *(each for route in ROUTES for each in _types(route))]
    unique = list(dict.fromkeys(types))
    schemas, components = msgspec.json.schema_components(unique, ref_template="#/components/schemas/{name}")
    by_type = dict(zip(unique, schemas, strict=True))
    paths: dict[str, Described] = {}
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


def _types(route: Asked) -> list[type[msgspec.Struct]]:
    return [each for each in (route.body, *route.answers.values()) if isinstance(each, type)]


def _operation(route: Asked, schemas: Mapping[type, Described]) -> Described:
    responses: Described = {}
    for status, kind in route.answers.items():
        responses[str(status)] = {"description": route.told} | ({} if kind is None else _content(kind, schemas))
    errors = (*route.errors, *(WITH_TOKEN if route.with_token else ()), *ALWAYS)
    for status in sorted({status for status, _ in errors}):
        codes = ", ".join(sorted({code for each, code in errors if each == status}))
        told = {"description": f"Not done: {codes}."}
        responses[str(status)] = told if route.method == "HEAD" else told | _content(ErrorAnswer, schemas)
    described: Described = {"summary": route.told, "responses": responses}
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


def _content(said: Said, schemas: Mapping[type, Described]) -> Described:
    if isinstance(said, str):
        return {"content": {said: {}}}
    return {"content": {"application/json": {"schema": schemas[said]}}}
