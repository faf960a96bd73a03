"""A phone of the demo without a network between: the desk itself takes what it says and tells it what it lacks."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from industrack_core.desk.field.field_desk import FieldDesk
from industrack_core.domain.field.job_document import JobDocument
from industrack_core.domain.field.phone_lists import Lists
from industrack_core.domain.field.told import MOST_REPORTS, Contact, SentReport
from industrack_core.domain.records.held import Held

_CONTACT = Contact("3e1c0a7b", storage="persistent")


@dataclass
class DeskPhone:
    """A device that the office knows, in an employee's hand. Raises DatabaseError where it speaks to the office."""

    desk: FieldDesk
    device: int
    documents: dict[str, JobDocument] = field(default_factory=dict)
    """The jobs that it has, by their tags."""
    lists: Lists | None = None
    new: dict[int, int] = field(default_factory=dict)
    """What came and was not looked at yet: entries, and when they came (ms since 1970 UTC)."""
    is_curious: bool = True
    """Whether there is something to say or to ask that does not wait."""
    _looked_at: set[int] = field(default_factory=set)
    _unsent: list[SentReport] = field(default_factory=list)
    _next: int = 0

    def tap(self, kind: str, body: Mapping[str, Held], document: JobDocument | None = None) -> None:
        """Keep a report of what is done now; nothing is said yet."""
        number = self._following()
        job, entry = (document.job, document.entry) if document is not None else (0, "")
        said = json.dumps(body).encode()
        self._unsent.append(SentReport(number, self.desk.clock_ms(), kind, job, entry, said))
        self._next, self.is_curious = number + 1, True

    def jobs(self) -> list[JobDocument]:
        """The jobs that it has, by their start."""
        return sorted(self.documents.values(), key=lambda each: (each.sent.get("starts_at") or 0, each.job))

    def open(self, document: JobDocument) -> None:
        """The technician looks at a job."""
        self.look_at(int(document.entry.partition(".")[0]))

    def look_at(self, entry: int) -> None:
        """The technician looks at a job, by the entry with which it came."""
        self._looked_at.add(entry)
        self.new.pop(entry, None)
        self.is_curious = True

    def unsent(self) -> list[SentReport]:
        """What the office does not have."""
        return self._unsent

    def sync(self) -> None:
        """Say all, and read all."""
        while self._unsent:
            part = self._unsent[:MOST_REPORTS]
            taken = self.desk.take_reports(self.device, part, now_ms=self.desk.clock_ms())
            if not taken.results:
                self._unsent.clear()  # signed out, or somebody else's: it is not heard any more
            self._unsent = self._unsent[len(taken.results) :]
        found = self.desk.documents(self.device, sorted(self.documents))
        for tag in found.gone:
            self.documents.pop(tag, None)
        for new in found.jobs:
            self.documents = {tag: old for tag, old in self.documents.items() if old.job != new.job}
            self.documents[new.tag] = new
        self.desk.synced(self.device, found, seen=sorted(self._looked_at), state=_CONTACT)
        self._looked_at.clear()
        self.new |= dict.fromkeys(found.handed, self.desk.clock_ms())
        self.is_curious = found.more or bool(found.handed)
        self.lists = self.lists or self.desk.lists(self.device, "")

    def _following(self) -> int:
        if not self._next:
            self._next = self.desk.take_reports(self.device, (), now_ms=self.desk.clock_ms()).last + 1
        return self._next
