"""A phone: what it was told, what it has to send, and how the two are made one by a sync."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

import msgspec

from industrack_core.domain.field.codes import secret_hash
from industrack_core.domain.field.job_document import JobDocument
from industrack_core.domain.field.phone_lists import Lists
from industrack_field.errors import ErrorAnswer
from industrack_field.simulated.wire import Unreachable
from industrack_field.wire import MOST_REPORTS, PairAnswer, PairAsked, ReportAsked, SyncAnswer, SyncAsked

MOST_BYTES = 240_000
_BUILD = "simulated"

T = TypeVar("T")


class SpeaksToGateway(Protocol):
    """What a phone needs of a wire."""

    def ask(self, method: str, path: str, token: str, body: bytes = b"") -> tuple[int, bytes]:
        """The status, and what is answered. Raises Unreachable."""


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
    kept: list[ReportAsked] = field(default_factory=list)
    """All its reports, also those that were acknowledged: a restored office asks for them again."""
    begins: int = 1
    """The number of the first of them."""
    last: int = 0
    """The last that the office has."""
    documents: dict[str, JobDocument] = field(default_factory=dict)
    """The jobs that it has, by their tags."""
    lists: Lists | None = None
    seen: set[int] = field(default_factory=set)

    def pair(self, code: str, name: str) -> PairAnswer:
        """Become a device; answers what the gateway says. Raises NotTaken and Unreachable."""
        return self._asked("/v1/pair", PairAsked(code, secret_hash(self.token), name, _BUILD), PairAnswer)

    def tap(self, kind: str, body: Mapping[str, object], document: JobDocument | None = None) -> int:
        """Keep a report of what the technician did now; answers its number. Nothing is sent."""
        number, said = self.begins + len(self.kept), msgspec.Raw(msgspec.json.encode(body))
        about = (document.job, document.entry) if document is not None else ()
        self.kept.append(ReportAsked(number, self.clock(), kind, said, *about))
        return number

    def unsent(self) -> list[ReportAsked]:
        """What the office does not have."""
        return self.kept[max(0, self.last + 1 - self.begins) :]

    def jobs(self) -> list[JobDocument]:
        """The jobs that it has, by their start."""
        return sorted(self.documents.values(), key=lambda each: (each.sent.get("starts_at") or 0, each.job))

    def open(self, document: JobDocument) -> None:
        """The technician looks at a job."""
        self.seen.add(int(document.entry.partition(".")[0]))

    def sync(self) -> None:
        """Send all, and fetch all. Raises NotTaken and Unreachable."""
        again = True
        while again:
            before = self.last
            said = self._asked("/v1/sync", self.request(), SyncAnswer)
            self.take(said)
            again = said.more or (bool(self.unsent()) and self.last > before)

    def request(self) -> SyncAsked:
        """What it says in its next sync."""
        unsent = self.unsent()
        return SyncAsked(
            1, self.clock(), _BUILD, first=self.begins, reports=list(_as_many(unsent)), have=sorted(self.documents),
            seen=sorted(self.seen), lists=self.lists.tag if self.lists is not None else "", unsent=(len(unsent), 0),
            storage=_BUILD,
        )  # fmt: skip

    def take(self, said: SyncAnswer) -> None:
        """Make what the gateway said its own."""
        self.last = said.last
        if not self.kept:
            self.begins = self.last + 1  # a phone that lost its store goes on behind what the office has
        for tag in said.gone:
            self.documents.pop(tag, None)
        for document in said.jobs:
            for tag in [tag for tag, old in self.documents.items() if old.job == document.job]:
                del self.documents[tag]
            self.documents[document.tag] = document
        if said.lists is not None:
            self.lists = said.lists

    def _asked(self, path: str, asked: object, answer: type[T]) -> T:
        status, said = self.wire.ask("POST", path, self.token, msgspec.json.encode(asked))
        if status >= 400 and not said:
            raise Unreachable(f"{status}")
        if status >= 400:
            raise NotTaken(status, msgspec.json.decode(said, type=ErrorAnswer).error)
        return msgspec.json.decode(said, type=answer)


def _as_many(reports: Iterable[ReportAsked]) -> Iterator[ReportAsked]:
    """The first of them that fit into one request."""
    size = 0
    for number, report in enumerate(reports):
        size += len(msgspec.json.encode(report)) + 2
        if number >= MOST_REPORTS or size > MOST_BYTES:
            return
        yield report
