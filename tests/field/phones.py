"""Phones as values, and a wire that loses, repeats, reorders and cuts: what is between technicians and an office."""

import hashlib
import json
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

from industrack_core.desk.field.field_desk import FieldDesk
from industrack_core.domain.acts.field_acts import OfferPairing
from industrack_core.domain.field.told import MOST_REPORTS, SentReport
from industrack_core.domain.outcomes import Done


def hashed(text: str) -> str:
    """As the protocol hashes codes and tokens."""
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass
class Phone:
    """One store of one phone: everything it ever reported, numbered from 1, and how far it was told that the office is.

    `notes` are the newest texts by key, of whatever it said.
    """

    employee_id: int
    token: str
    device: int = 0
    reports: list[SentReport] = field(default_factory=list)
    acked: int = 0
    first: int = 1
    store: int = 0
    on_the_way: list[tuple[int, list[SentReport]]] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)

    def say(self, kind: str, at_s: int, job: int = 0, **body: Any) -> None:
        """Keep a report."""
        text = json.dumps(body).encode()
        self.reports.append(SentReport(len(self.reports) + 1, at_s * 1000, kind, job, "", text))
        if kind == "note":
            self.notes[body["key"]] = body["text"]

    def clone(self) -> "Phone":
        """The same store on another phone: a backup of one phone that was put on a second."""
        return deepcopy(self)

    @property
    def unsent(self) -> Sequence[SentReport]:
        """What it was not told to have arrived."""
        return self.reports[self.acked :]


class Wire:
    """Between phones and one gateway's desk. With a `chance` of None nothing goes wrong."""

    def __init__(self, field_desk: FieldDesk, now_s: int, chance: Random | None, *, shuffles: bool = True) -> None:
        self._desk = field_desk
        self._now_s = now_s
        self._chance = chance
        self._shuffles = shuffles

    def pair(self, phone: Phone) -> None:
        """Make the phone a device; with its old token it stays the one that it was."""
        code = hashed(f"code of {phone.token}")
        offered = self._desk.desk.perform(OfferPairing(phone.employee_id, code, self._now_s + 600))
        assert isinstance(offered, Done), offered
        answers = [self._desk.pair(code, hashed(phone.token), f"phone {phone.token}") for _ in range(2)]
        assert answers[0] == answers[1], "the first answer may be lost"
        assert answers[0] is not None
        phone.device = answers[0].device

    def pair_anew(self, phone: Phone, token: str) -> None:
        """After the device was put aside: what is unsent is numbered anew."""
        unsent = [replace(report, seq=number) for number, report in enumerate(phone.unsent, 1)]
        phone.token, phone.reports, phone.acked, phone.first = token, unsent, 0, 1
        self.pair(phone)

    def send(self, phone: Phone) -> bool:
        """One request with some of what is unsent; False when the device was put aside, or nobody knows it."""
        batch = self._batch(phone)
        self._deliver_late(phone)
        if self._happens(0.2):
            phone.on_the_way.append((phone.device, batch))
            return True  # it arrives behind later ones
        answer = self._desk.take_reports(phone.device, batch, now_ms=self._now_s * 1000, first=phone.first)
        if self._happens(0.2):
            return True  # nobody heard the answer
        cloned = answer.last > len(phone.reports)  # it has what was never made here
        if answer.state is None or answer.reused or cloned:
            return False
        phone.acked = min(answer.last, max([phone.acked, *(report.seq for report in batch)]))  # no other store's
        self._read(phone)
        return True

    def _deliver_late(self, phone: Phone) -> None:
        """Requests that the phone gave up long ago arrive at last."""
        while phone.on_the_way and (self._chance is None or self._happens(0.5)):
            device, batch = phone.on_the_way.pop()
            self._desk.take_reports(device, batch, now_ms=self._now_s * 1000, first=1)

    def _batch(self, phone: Phone) -> list[SentReport]:
        start = phone.acked
        if self._chance is None:
            return list(phone.reports[start : start + MOST_REPORTS])
        if self._happens(0.3):
            start = max(phone.first - 1, start - self._chance.randint(1, 6))
        batch = list(phone.reports[start : start + self._chance.randint(1, MOST_REPORTS)])
        if self._shuffles and self._happens(0.15):
            self._chance.shuffle(batch)
        if self._happens(0.15):
            batch = batch[: self._chance.randint(0, len(batch))]
        return batch + batch[-1:] if self._happens(0.1) and len(batch) < MOST_REPORTS else batch

    def _read(self, phone: Phone) -> None:
        """The second half of a sync: the phone fetches its jobs, and says that it has them."""
        for _ in range(2):
            documents = self._desk.documents(phone.device, [])
            self._desk.synced(phone.device, documents)

    def _happens(self, likely: float) -> bool:
        return self._chance is not None and self._chance.random() < likely
