"""A phone: what it was told, what it has to send, and how the two are made one by a sync."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

from industrack_core.domain.field.codes import secret_hash
from industrack_field.simulated.wire import Unreachable

MOST_REPORTS = 100
MOST_BYTES = 240_000


class SpeaksToGateway(Protocol):
    """What a phone needs of a wire."""

    def ask(self, method: str, path: str, token: str, body: bytes = b"") -> tuple[int, Any]:
        """The status, and what the answer says. Raises Unreachable."""


class NotTaken(Exception):
    """The gateway answered with an error; `code` is what it says, `retry` whether it may be asked again as it is."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(f"{status} {code}")
        self.status, self.code = status, code

    @property
    def is_passing(self) -> bool:
        """Whether it will be taken later, as it is."""
        return self.status in (408, 429, 503)


@dataclass
class Phone:
    """A phone of one technician. `clock` is its own, in milliseconds since 1970 UTC."""

    wire: SpeaksToGateway
    token: str
    clock: Callable[[], int]
    kept: list[dict[str, Any]] = field(default_factory=list)
    """All its reports, also those that were acknowledged: a restored office asks for them again."""
    begins: int = 1
    """The number of the first of them."""
    last: int = 0
    """The last that the office has."""
    documents: dict[str, dict[str, Any]] = field(default_factory=dict)
    lists: dict[str, Any] = field(default_factory=dict)
    seen: set[int] = field(default_factory=set)

    def pair(self, code: str, name: str) -> dict[str, Any]:
        """Become a device; answers what the gateway says. Raises NotTaken and Unreachable."""
        asked = {"code": code, "token_sha256": secret_hash(self.token), "name": name, "build": "simulated"}
        said: dict[str, Any] = self._asked("POST", "/v1/pair", asked)
        return said

    def tap(self, kind: str, body: dict[str, Any], document: dict[str, Any] | None = None) -> int:
        """Keep a report of what the technician did now; answers its number. Nothing is sent."""
        report: dict[str, Any] = {"seq": self.begins + len(self.kept), "at": self.clock(), "kind": kind, "body": body}
        if document is not None:
            report |= {"job": document["job"], "entry": document["entry"]}
        self.kept.append(report)
        return int(report["seq"])

    def unsent(self) -> list[dict[str, Any]]:
        """What the office does not have."""
        return self.kept[max(0, self.last + 1 - self.begins) :]

    def jobs(self) -> list[dict[str, Any]]:
        """The jobs that it has, by their start."""
        return sorted(self.documents.values(), key=lambda each: (each["sent"].get("starts_at") or 0, each["job"]))

    def open(self, document: dict[str, Any]) -> None:
        """The technician looks at a job."""
        self.seen.add(int(document["entry"].partition(".")[0]))

    def sync(self) -> None:
        """Send all, and fetch all. Raises NotTaken and Unreachable."""
        again = True
        while again:
            before = self.last
            said = self._asked("POST", "/v1/sync", self.request())
            self.take(said)
            again = bool(said.get("more")) or (bool(self.unsent()) and self.last > before)

    def request(self) -> dict[str, Any]:
        """What it says in its next sync."""
        unsent = self.unsent()
        return {
            "v": 1, "now": self.clock(), "build": "simulated", "first": self.begins,
            "reports": list(_as_many(unsent)), "have": sorted(self.documents), "seen": sorted(self.seen),
            "lists": self.lists.get("tag", ""), "unsent": [len(unsent), 0], "storage": "simulated",
        }  # fmt: skip

    def take(self, said: dict[str, Any]) -> None:
        """Make what the gateway said its own."""
        self.last = int(said["last"])
        if not self.kept:
            self.begins = self.last + 1  # a phone that lost its store goes on behind what the office has
        for tag in said.get("gone", ()):
            self.documents.pop(tag, None)
        for document in said.get("jobs", ()):
            for tag in [tag for tag, old in self.documents.items() if old["job"] == document["job"]]:
                del self.documents[tag]
            self.documents[document["tag"]] = document
        if said.get("lists"):
            self.lists = said["lists"]

    def _asked(self, method: str, path: str, asked: object) -> Any:
        status, said = self.wire.ask(method, path, self.token, json.dumps(asked).encode())
        if status >= 400:
            raise NotTaken(status, (said or {}).get("error", "")) if said else Unreachable(f"{status}")
        return said


def _as_many(reports: Iterable[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    """The first of them that fit into one request."""
    size = 0
    for number, report in enumerate(reports):
        size += len(json.dumps(report)) + 2
        if number >= MOST_REPORTS or size > MOST_BYTES:
            return
        yield report
