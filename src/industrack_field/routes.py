"""The table of routes: what is asked how, and what may be answered. The description and the tests are made from it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import field

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from industrack_core.domain.dataclass import dataclass
from industrack_field import calendars, files, pairing, reading, syncing
from industrack_field.gateway import Gateway
from industrack_field.wire import ItemsAnswer, PairAnswer, PairAsked, SyncAnswer, SyncAsked, VisitsAnswer

Said = type[msgspec.Struct] | str
"""What is said: JSON of a type, or what a media type names."""
Run = Callable[[Gateway, Request], Awaitable[Response]]
BYTES, LINES, CALENDAR = "application/octet-stream", "text/event-stream", "text/calendar"


@dataclass(frozen=True)
class Asked:
    """One route. `answers` has the statuses of what was done, with the type of the answer (None: no content); `errors`
    the codes besides those that every route with a token has. `query` names what may be asked for."""

    method: str
    path: str
    run: Run
    told: str
    answers: Mapping[int, Said | None]
    errors: tuple[tuple[int, str], ...] = ()
    body: Said | None = None
    query: Mapping[str, str] = field(default_factory=dict)
    with_token: bool = True


_BODY = ((400, "bad_json"), (400, "bad_request"), (408, "too_slow"), (411, "too_large"), (413, "too_large"))
_UNKNOWN = ((404, "unknown"),)
WITH_TOKEN = ((401, "unknown_device"), (401, "signed_out"), (401, "lost"))
ALWAYS = ((429, "slow_down"), (500, "failed"), (503, "busy"), (503, "database"))
_FILE = "/v1/files/{sha256}"

ROUTES = (
    Asked(
        "POST", "/v1/pair", pairing.pair, "A phone becomes a device.", {201: PairAnswer},
        (*_BODY, (410, "code_unknown")),
        body=PairAsked, with_token=False,
    ),
    Asked(
        "POST", "/v1/sync", syncing.sync, "Reports come, what the phone lacks goes.", {200: SyncAnswer},
        (*_BODY, (409, "reused"), (426, "version")), body=SyncAsked,
    ),
    Asked("HEAD", _FILE, files.has_file, "Whether a content is here.", {200: None}, _UNKNOWN),
    Asked(
        "PUT", _FILE, files.put_file, "Keep a content that a report names.", {204: None},
        (*_BODY, *_UNKNOWN, (415, "type"), (422, "digest")), body=BYTES,
    ),
    Asked(
        "GET", _FILE, files.get_file, "A content, or a part of it.", {200: BYTES, 206: BYTES},
        (*_UNKNOWN, (416, "range")),
    ),
    Asked(
        "GET", "/v1/jobs/{job_id}/history", reading.history, "Older visits of a place.", {200: VisitsAnswer}, _UNKNOWN,
        query={"before": "the last job that the phone has"},
    ),
    Asked(
        "GET", "/v1/items", reading.found_items, "Items of the inventory.", {200: ItemsAnswer}, ((400, "bad_request"),),
        query={"q": "what is typed"},
    ),
    Asked("GET", "/v1/poke", reading.poke, "A stream: sync now.", {200: LINES}),
    Asked(
        "GET", "/calendar/{secret}.ics", calendars.calendar, "What an employee was sent, as a calendar.",
        {200: CALENDAR, 304: None}, _UNKNOWN, with_token=False,
    ),
)  # fmt: skip
