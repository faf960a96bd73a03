"""Phones in a bad network: answers that are lost, requests that come twice or late, clocks that are a day off."""

import base64
import random
import threading
import time
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from industrack_field.simulated.phone import NotTaken, Phone
from industrack_field.simulated.wire import Unreachable, Wire

LOST, REPEATED, LATE = 0.20, 0.10, 0.10
SKEW_MS = 24 * 3600 * 1000
NOTES = 16
STEPS = ("start_travel", "start_job", "pause", "resume", "complete")
REPORTS = 2 + NOTES + len(STEPS) + 2
"""Of one phone: the shift's two ends, its notes, the steps of its job, and two lines of what was used."""


class BadWire(Wire):
    """A wire on which requests come again and late, and answers do not come."""

    def __init__(self, port: int, rng: random.Random) -> None:
        super().__init__(port)
        self._rng = rng
        self._late: list[bytes] = []
        self.asked = self.lost = self.again = 0

    def ask(self, method: str, path: str, token: str, body: bytes = b"") -> tuple[int, bytes]:
        if self._late and self._rng.random() < LATE:
            super().ask(method, path, token, self._late.pop(0))
            self.again += 1
        if self._rng.random() < REPEATED:
            super().ask(method, path, token, body)
            self.again += 1
        if self._rng.random() < LATE:
            self._late.append(body)
        answer = super().ask(method, path, token, body)
        self.asked += 1
        if self._rng.random() < LOST:
            self.lost += 1
            self.close()
            raise Unreachable("lost on the way")
        return answer


def token_of(number: int) -> str:
    """The token of a phone, by its number."""
    return base64.urlsafe_b64encode(sha256(f"storm {number}".encode()).digest()).decode().rstrip("=")


def taps(number: int) -> list[tuple[str, dict[str, Any], bool]]:
    """What a technician does on a day: kind, body, and whether it is about the job."""
    texts = [(f"{number:08x}{each:08x}", f"Note {each} of phone {number}") for each in range(NOTES)]
    notes = [("note", {"key": key, "text": text}, True) for key, text in texts]
    used = [
        ("used", {"key": f"{number:08x}{each:08x}", "item_id": None, "name": f"Gasket {each}", "quantity": 1000}, True)
        for each in (100, 101)
    ]
    steps: list[tuple[str, dict[str, Any], bool]] = [("step", {"step": step}, True) for step in STEPS]
    middle = [*steps[:2], *notes[:8], steps[2], *notes[8:], steps[3], *used, steps[4]]
    return [("shift", {"step": "start"}, False), *middle, ("shift", {"step": "end"}, False)]


class Storm:
    """All phones, each in a thread of its own."""

    def __init__(self, port: int, phones: int, seed: int) -> None:
        self._rngs = [random.Random(f"{seed}:{number}") for number in range(phones)]
        self.wires = [BadWire(port, rng) for rng in self._rngs]
        each = enumerate(zip(self.wires, self._rngs, strict=True))
        self.phones = [Phone(wire, token_of(number), _clock(rng)) for number, (wire, rng) in each]
        self.trouble: list[str] = []
        self._threads = [threading.Thread(target=self._day, args=(number,), daemon=True) for number in range(phones)]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def left(self) -> int:
        """How many phones are not done."""
        return sum(thread.is_alive() for thread in self._threads)

    def _day(self, number: int) -> None:
        phone, rng = self.phones[number], self._rngs[number]
        try:
            while not phone.documents:
                _sync(phone, rng)
            (document,) = phone.jobs()
            for kind, body, is_of_job in taps(number):
                phone.tap(kind, body, document if is_of_job else None)
                time.sleep(rng.random())
                if rng.random() < 0.4:
                    _sync(phone, rng)
            while phone.unsent():
                _sync(phone, rng)
        except Exception as error:  # whatever it is, it is told at the end
            self.trouble.append(f"phone {number}: {type(error).__name__}: {error}")


def _clock(rng: random.Random) -> Callable[[], int]:
    skew = rng.choice((0, 0, rng.randint(-SKEW_MS, SKEW_MS), rng.randint(-SKEW_MS, SKEW_MS)))
    return lambda: round(time.time() * 1000) + skew


def _sync(phone: Phone, rng: random.Random) -> None:
    """Try once; what cannot be sent is sent later."""
    try:
        phone.sync()
    except Unreachable:
        time.sleep(rng.random())
    except NotTaken as error:
        if not error.is_passing:
            raise
        time.sleep(1 + rng.random())


def expected_notes(phones: int) -> set[str]:
    """The texts of all notes that were typed."""
    return {str(body["text"]) for number in range(phones) for kind, body, _ in taps(number) if kind == "note"}
