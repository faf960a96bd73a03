"""A phone of Ana's in the small company, as a gateway speaks for it."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from industrack_core.desk.desk import Desk
from industrack_core.desk.field.field_desk import FieldDesk
from industrack_core.domain.acts.acts import AddJob
from industrack_core.domain.acts.field_acts import OfferPairing
from industrack_core.domain.field.job_document import Documents
from industrack_core.domain.field.told import SentReport, Taken
from industrack_core.domain.records.job import Job
from tests.desk.office import YES, done
from tests.store.small_company import ANA, at, desk_at, draft

KEY = "0123456789abcdef"


def hashed(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def later(self, **by: float) -> None:
        self.now += timedelta(**by)


class Phone:
    """Keeps what it sent, as a page does."""

    def __init__(self, field: FieldDesk, clock: Clock, employee: int = ANA, token: str = "ana's token",
                 office: Desk | None = None) -> None:  # fmt: skip
        self.field, self.clock, self.token = field, clock, token
        expires = int(clock().timestamp()) + 600
        done((office or field.desk).perform(OfferPairing(employee, hashed(token), expires)))
        paired = field.pair(hashed(token), hashed(token), "Ana's Pixel")
        assert paired is not None
        self.device = paired.device
        self.sent: list[SentReport] = []
        self.tags: dict[int, str] = {}
        self.entries: dict[int, str] = {}

    def report(self, kind: str, job: int = 0, *, ago: int = 0, named: str | None = None, **body: object) -> SentReport:
        """The next report; said `ago` seconds before now."""
        said = int(self.clock().timestamp() * 1000) - ago * 1000
        name = self.entries.get(job, "") if named is None else named
        made = SentReport(len(self.sent) + 1, said, kind, job, name, json.dumps(body).encode())
        self.sent.append(made)
        return made

    def send(self, *reports: SentReport, first: int = 1) -> Taken:
        """Send these, or all."""
        now_ms = int(self.clock().timestamp() * 1000)
        return self.field.take_reports(self.device, reports or self.sent[-25:], now_ms=now_ms, first=first)

    def say(self, kind: str, job: int = 0, **body: object) -> str:
        """Report one thing; answers the verdict."""
        report = self.report(kind, job, **body)  # type: ignore[arg-type]
        return self.send(report).results[-1].verdict

    def sync(self, *, seen: tuple[int, ...] = ()) -> Documents:
        """Ask for what is lacking, and keep it."""
        found = self.field.documents(self.device, list(self.tags.values()))
        self.field.synced(self.device, found, seen=seen)
        self.tags = {job: tag for job, tag in self.tags.items() if tag not in found.gone}
        for each in found.jobs:
            self.tags[each.job], self.entries[each.job] = each.tag, each.entry
        return found


@contextmanager
def field_of(url: str) -> Iterator[tuple[FieldDesk, Desk, Clock]]:
    """A gateway's desk, the office's, and the clock of both: Tuesday 24 November, 8:00."""
    clock = Clock(at("8:00"))
    gateway, office = desk_at(url, "gateway", clock), desk_at(url, "mika", clock)
    try:
        yield FieldDesk(gateway), office, clock
    finally:
        gateway.close()
        office.close()


def dispatched(office: Desk, clock: Clock, **changes: object) -> Job:
    """A job of Ana's that phones may have already."""
    job_id = done(office.perform(AddJob(draft(**changes), YES, dispatch=True))).changed_id("job")
    assert job_id is not None
    clock.later(seconds=11)
    return job_now(office, job_id)


def job_now(office: Desk, job_id: int) -> Job:
    """A job as it is."""
    job = office.job(job_id)
    assert job is not None
    return job
