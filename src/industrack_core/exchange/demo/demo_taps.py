"""What the demo's technicians tapped on their phones in the past days, so that it comes to how their jobs are.

Pure: the jobs of one technician in, taps in the order of their minutes out. A minute is one since 1970 UTC.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import groupby
from zoneinfo import ZoneInfo

from industrack_core.domain.field.shifts import ShiftStep
from industrack_core.domain.field.steps import Step
from industrack_core.domain.kinds import Kind
from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.domain.records.held import Held
from industrack_core.domain.records.job import Billing, Job, WorkStatus
from industrack_core.domain.time.minute import instant_of, minute_of
from industrack_core.exchange.demo.demo_pictures import CAPTIONS, demo_picture

NOTES = (
    "Valve was seized, freed it", "Key is with the caretaker, back door", "Pressure 1.4 bar after filling",
    "Tenant wants to be called before the next visit", "Second visit needed: seal is not in the van",
)  # fmt: skip
HELD = ("part is not in the van", "tenant is not at home", "waiting for the electrician")
DECLINED = "no access before noon"
_AT_IT = (WorkStatus.STARTED, WorkStatus.PAUSED)
_BEGUN = (*_AT_IT, WorkStatus.COMPLETED, WorkStatus.ON_TRAVEL)
_LUNCH = range(11, 15)


class Tap(NamedTuple):
    """A report as a phone says it, of a job or of the day."""

    minute: int
    employee_id: int
    kind: str
    body: Mapping[str, Held]
    job: Job | None = None


def taps_of(
    employee_id: int, jobs: Sequence[Job], now: int, zone: ZoneInfo, rng: random.Random, *, for_all: Sequence[int] = ()
) -> list[Tap]:
    """All that was tapped before the minute `now`, each tap in a minute of its own.

    `jobs` are those that the phone has, by their start; of those in `for_all` this one completes the others' part too.
    """
    teller = _Teller(employee_id, now, zone, rng, for_all)
    told: list[Tap] = []
    for _, of_day in groupby(jobs, lambda job: job.starts_at.astimezone(zone).date() if job.starts_at else None):
        told += teller.day(list(of_day))
    return _in_turn(told, now)


def _in_turn(taps: Sequence[Tap], now: int) -> list[Tap]:
    """The taps in the order in which they are told: none before the one before it, none after now."""
    minutes: list[int] = []
    for tap in taps:
        minutes.append(max(tap.minute, minutes[-1] + 1) if minutes else tap.minute)
    latest = now - 1
    for place in range(len(minutes) - 1, -1, -1):
        minutes[place] = min(minutes[place], latest)
        latest = minutes[place] - 1
    return [tap._replace(minute=minute) for tap, minute in zip(taps, minutes, strict=True)]


class _Teller:
    """Tells the days of one technician."""

    def __init__(self, employee_id: int, now: int, zone: ZoneInfo, rng: random.Random, for_all: Sequence[int]) -> None:
        self._employee_id, self._now, self._zone, self._rng, self._for_all = employee_id, now, zone, rng, for_all

    def day(self, jobs: Sequence[Job]) -> Iterator[Tap]:
        """What was tapped on one day with these jobs."""
        begun = [job for job in jobs if job.status in _BEGUN]
        if any(job.status in _AT_IT for job in begun):  # nobody travels to one job while they are at another
            begun = [job for job in begun if job.status is not WorkStatus.ON_TRAVEL]
        if begun:
            yield self._of_day(_start(begun[0]) - 30, ShiftStep.START)
        rests = False
        for job, following in zip(begun, [*begun[1:], None][: len(begun)], strict=True):
            yield from self._job(job)
            if not rests and following is not None and self._is_lunch(_end(job), _start(following)):
                rests = True
                yield self._of_day(_end(job) + 4, ShiftStep.BREAK_START)
                yield self._of_day(_end(job) + 4 + self._rng.randint(8, 12), ShiftStep.BREAK_END)
        for job in jobs:
            if job.status is WorkStatus.DECLINED:
                yield self._step(min(_start(job) - 90, self._now - 20), job, Step.DECLINE, DECLINED)
        done = [job for job in begun if job.status is WorkStatus.COMPLETED]
        if done and len(done) == len(jobs) and _end(done[-1]) + 20 < self._now:
            yield self._of_day(_end(done[-1]) + 20, ShiftStep.END)

    def _is_lunch(self, since: int, until: int) -> bool:
        return until - since >= 30 and instant_of(since).astimezone(self._zone).hour in _LUNCH

    def _job(self, job: Job) -> Iterator[Tap]:
        rng, start, end = self._rng, _start(job), _end(job)
        yield self._step(min(start - rng.randint(10, 20), self._now - 3), job, Step.START_TRAVEL)
        if job.status is WorkStatus.ON_TRAVEL:
            return
        late = rng.randint(12, 25) if rng.random() < 1 / 7 else rng.randint(-2, 6)
        is_forgotten = job.billing is not Billing.NONE and rng.random() < 1 / 30
        if not is_forgotten:
            yield self._step(start + late, job, Step.START_JOB)
        if job.billing is Billing.NONE:  # what is billed was reported in earlier days, and is on paper
            yield from self._beside(job, (start + min(end, self._now)) // 2)
        if job.status is WorkStatus.PAUSED:
            is_held = rng.random() < 1 / 2
            yield self._step(start + 25, job, Step.HOLD if is_held else Step.PAUSE, rng.choice(HELD) if is_held else "")
        if job.status is WorkStatus.COMPLETED:
            over = rng.randint(8, 20) if rng.random() < 1 / 6 else rng.randint(-8, 5)
            yield self._step(end + over, job, Step.COMPLETE)

    def _beside(self, job: Job, minute: int) -> Iterator[Tap]:
        """A note, a picture, the job's report, what was used, a tick."""
        rng, is_done = self._rng, job.status is WorkStatus.COMPLETED
        if rng.random() < 1 / 3:
            yield self._tap(minute, "note", {"key": self._key(), "text": rng.choice(NOTES)}, job)
        if rng.random() < 1 / 4:
            yield self._tap(minute + 2, "photo", self._photo(), job)
        if not is_done and job.tasks:
            yield self._tap(minute + 3, "tick", {"task": job.tasks[0].id, "done": True}, job)
        if is_done and job.items and rng.random() < 2 / 3:
            used = {"line": job.items[0].id, "quantity": job.items[0].quantity}
            yield self._tap(_end(job) - 9, "used", used, job)
        if is_done and job.forms:
            asked = {Kind.FORM: job.forms[0].form_id, "answers": ["Done as ordered.", "yes", "", ""]}
            yield self._tap(_end(job) - 8, "answer", {"key": self._key(), **asked}, job)

    def _photo(self) -> dict[str, Held]:
        rng = self._rng
        caption, _ = rng.choice(CAPTIONS), rng.getrandbits(256)
        content, name, key = demo_picture(caption), f"IMG_{rng.randint(1000, 9999)}.png", self._key()
        rng.randint(
            180_000, 620_000
        )  # as much is drawn as for a photo of a camera: the rest of the day stays as it was
        return {
            "key": key, "digest": sha256(content).hexdigest(), "size": len(content), "type": "image/png",
            "name": name, "caption": caption,
        }  # fmt: skip

    def _key(self) -> str:
        return f"{self._rng.getrandbits(64):016x}"

    def _step(self, minute: int, job: Job, step: Step, reason: str = "") -> Tap:
        everybody = step is Step.COMPLETE and job.id in self._for_all
        body = {"step": step.value, "reason_id": None, "reason": reason, "all": everybody}
        return self._tap(minute, "step", body, job)

    def _of_day(self, minute: int, step: ShiftStep) -> Tap:
        return self._tap(minute, "shift", {"step": step.value}, None)

    def _tap(self, minute: int, kind: str, body: Mapping[str, Held], job: Job | None) -> Tap:
        return Tap(minute, self._employee_id, kind, body, job)


def _start(job: Job) -> int:
    assert job.starts_at is not None, "what a phone has begins at some time"
    return minute_of(job.starts_at)


def _end(job: Job) -> int:
    return _start(job) + job.minutes
