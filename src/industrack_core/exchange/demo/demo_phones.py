"""Phones of the demo's technicians: how far dispatches got on them, and what they reported in the past days.

Most have one. One was not heard of for a while, one reported on a job that had been given to somebody else: what a
dispatcher has to see of it. Nothing here is told that the rules of reports would not let be.
"""

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from industrack_core.desk.field.field_words import sentence, step_said
from industrack_core.desk.field.judging import entry_name
from industrack_core.desk.field.taking import report_digest
from industrack_core.desk.jobs.dispatching import payload
from industrack_core.domain.acts.founding import HeardOf
from industrack_core.domain.field.records import Device, FieldReport, FieldSettings, Verdict
from industrack_core.domain.field.standing import Standing, stands_against
from industrack_core.domain.field.steps import Step
from industrack_core.domain.field.told import Contact
from industrack_core.domain.records.job import Delivery, Job, WorkStatus
from industrack_core.domain.records.office import Employee, EmployeeState
from industrack_core.domain.records.outbox import Errand, OutboxEntry, Receipt
from industrack_core.domain.time.minute import instant_of, minute_of
from industrack_core.exchange.demo.demo_known import DemoKnown
from industrack_core.exchange.demo.demo_played import DemoPlayed
from industrack_core.exchange.demo.demo_taps import Tap, taps_of

_WITHOUT = ("Lindqvist", "Herrera", "Brandt")
"""Who has no phone: what they are sent waits."""
_MODELS = ("Pixel 7", "Galaxy A54", "iPhone 13", "Moto G", "Xperia 10")
_BUILD, _STORAGE = "3e1c0a7b", "persistent"
SILENT_AFTER = 90
"""Minutes without a word after which the office is told: longer than usual, as nobody answers for a demo's phones."""
_SILENT = SILENT_AFTER + 12
_DAY = 24 * 60
_DAYS_BACK = 3
"""From so many days before today on everything was on phones."""
_EVENING = time(15, 30)
"""From when on the office sends what there is to do on the next day, within two hours."""
_LATEST = 95
"""Minutes ago at which the newest of what phones have was sent."""
_WINDOW_S = 10
_OF_SILENT = {1: Receipt.SENT}
"""How far dispatches got on a phone that is silent since: of the first nobody knows whether it arrived."""


class DemoPhones:
    """Adds what phones know and said to the records of one demo company; use `add` once."""

    def __init__(self, known: DemoKnown, ids: Iterator[int], now: int, zone: ZoneInfo, rng: random.Random) -> None:
        """`now` is a minute since 1970 UTC."""
        self._known, self._ids, self._now, self._zone, self._rng = known, ids, now, zone, rng
        self._jobs: dict[int, list[Job]] = {}
        self._devices: dict[int, Device] = {}
        self._entries: dict[tuple[int, int], OutboxEntry] = {}
        self._numbers: dict[int, int] = {}
        self._last: dict[int, int] = {}

    def add(self) -> tuple[HeardOf, ...]:
        """Put all of it among the records; answers when the phones were heard of."""
        self._known.put(FieldSettings(id=next(self._ids), silent_minutes=SILENT_AFTER))
        self._sort_jobs()
        self._pair()
        taps = self._taps()
        silent_id = self._silent(taps)
        if silent_id:
            taps = [tap for tap in taps if tap.employee_id != silent_id or tap.minute <= self._now - _SILENT]
        self._set_back(taps)
        self._dispatch(taps, silent_id)
        played = DemoPlayed(self._known, self._ids, {each: device.id for each, device in self._devices.items()})
        for tap in taps:
            said = played.take(tap)
            self._report(tap, tap.job, said, "")
        self._too_late(silent_id)
        played.finish()
        return tuple(self._heard(silent_id))

    # -- who has what ------------------------------------------------------------------------------

    def _sort_jobs(self) -> None:
        today = instant_of(self._now).astimezone(self._zone).replace(hour=0, minute=0)
        since = today - timedelta(days=_DAYS_BACK)
        for job in self._known.all_of(Job):
            if job.starts_at is not None and job.starts_at >= since and job.delivery is not Delivery.SAVED:
                for each in job.crew:
                    self._jobs.setdefault(each, []).append(job)
        for jobs in self._jobs.values():
            jobs.sort(key=lambda job: (job.starts_at, job.id))

    def _pair(self) -> None:
        declines = {each for jobs in self._jobs.values() for job in jobs for each in job.crew
                    if job.status is WorkStatus.DECLINED}  # fmt: skip
        for place, person in enumerate(self._known.all_of(Employee)):
            has_one = person.last_name not in _WITHOUT or person.id in declines
            if has_one and person.state is EmployeeState.ACTIVE and person.id in self._jobs:
                device = Device(
                    id=next(self._ids), employee_id=person.id, token_hash=self._secret(),
                    name=f"{person.first_name}'s {_MODELS[place % len(_MODELS)]}",
                    paired_at=instant_of(self._now - (40 + 9 * place) * _DAY),
                )  # fmt: skip
                self._devices[person.id] = device
                self._known.put(device)

    def _secret(self) -> str:
        """The hash of a token that nobody has."""
        return sha256(self._rng.getrandbits(256).to_bytes(32, "big")).hexdigest()

    # -- what was said -----------------------------------------------------------------------------

    def _taps(self) -> list[Tap]:
        found: list[Tap] = []
        for employee_id in self._devices:
            jobs = self._jobs[employee_id]
            for_all = [job.id for job in jobs if self._speaks_for_all(employee_id, job)]
            found += taps_of(employee_id, jobs, self._now, self._zone, self._rng, for_all=for_all)
        return sorted(found, key=lambda tap: (tap.minute, tap.employee_id))

    def _speaks_for_all(self, employee_id: int, job: Job) -> bool:
        """The first of a crew with a phone completes a job for those who have none."""
        with_phones = [each for each in job.crew if each in self._devices]
        return with_phones[0] == employee_id and len(with_phones) < len(job.crew)

    def _silent(self, taps: Sequence[Tap]) -> int:
        """Who was at a job of their own when their phone was heard of last, was at no crew's since, and declined
        none; 0: nobody."""
        since = self._now - _SILENT
        last: dict[int, Tap] = {}
        shared: set[int] = set()
        for tap in taps:
            if tap.minute <= since:
                last[tap.employee_id] = tap
            elif tap.job is not None and (len(tap.job.crew) > 1 or tap.body.get("step") == Step.DECLINE):
                shared.add(tap.employee_id)
        for employee_id, tap in last.items():
            is_at_it = tap.job is not None and tap.body.get("step") == Step.START_JOB and len(tap.job.crew) == 1
            if is_at_it and tap.minute > since - 2 * 60 and employee_id not in shared:
                return employee_id
        return 0

    def _set_back(self, taps: Sequence[Tap]) -> None:
        """A job on phones of which nobody said anything is not begun."""
        told = {tap.job.id for tap in taps if tap.job is not None}
        for job in (job for each in self._devices for job in self._jobs[each] if job.id not in told):
            tasks = tuple(replace(task, done=False) for task in job.tasks)
            self._known.put(replace(job, status=WorkStatus.NOT_STARTED, tasks=tasks))

    def _report(self, tap: Tap, job: Job | None, said: str, against: str) -> None:
        device, entry = self._devices[tap.employee_id], None
        person = self._known.get(Employee, tap.employee_id)
        assert person is not None, "a phone is somebody's"
        if job is not None:
            entry = self._entries.get((job.id, tap.employee_id))
        seq = self._numbers[device.id] = self._numbers.get(device.id, 0) + 1
        at_s, job_id = tap.minute * 60, job.id if job is not None else 0
        body = json.dumps(tap.body, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        self._last[tap.employee_id] = tap.minute
        self._known.put(FieldReport(
            id=next(self._ids), device_id=device.id, seq=seq, employee_id=tap.employee_id, job_id=job_id,
            entry=entry_name(entry) if entry is not None else "", kind=tap.kind, at_s=at_s, said_s=at_s,
            received_s=at_s + 1 + seq % 3, body=body, digest=report_digest(tap.kind, job_id, body, at_s * 1000),
            verdict=Verdict.REVIEW if against else Verdict.APPLIED,
            text=f"{sentence(person.short_name, said, job)} {against}".strip(),
        ))  # fmt: skip

    def _too_late(self, silent_id: int) -> None:
        """A job of somebody's was given to another; a phone without a network learned it after its owner set out."""
        ahead = [
            (job, each) for each in self._devices for job in self._jobs[each]
            if each != silent_id and job.status is WorkStatus.NOT_STARTED and len(job.crew) == 1
            and job.delivery is Delivery.DISPATCHED and self._start(job) > self._now
        ]  # fmt: skip
        others = [each for each in self._devices if each != silent_id and self._last.get(each, 0) < self._now - 12]
        job, has_it = min(ahead, key=lambda each: self._start(each[0]), default=(None, 0))
        whose = next((each for each in others if each != has_it), 0)
        if job is None or not whose:
            return
        since, at = self._now - 25, self._now - 11
        self._send(job, whose, Errand.DISPATCH, self._now - 70, Receipt.SEEN)
        self._send(job, whose, Errand.RECALL, since, Receipt.RECEIVED, fetched=at + 3)
        against = stands_against(Standing(lost_at=since * 60), at * 60)
        assert against is not None, "it came too late"
        body = {"step": Step.START_TRAVEL.value, "reason_id": None, "reason": "", "all": False}
        self._report(Tap(at, whose, "step", body, job), job, step_said(Step.START_TRAVEL, ""), against.text)

    # -- how far dispatches got ----------------------------------------------------------------------

    def _start(self, job: Job) -> int:
        return minute_of(job.starts_at) if job.starts_at else 0

    def _dispatch(self, taps: Sequence[Tap], silent_id: int) -> None:
        """The entries of all that was dispatched: before somebody did something with it, it was looked at."""
        worked = {(tap.job.id, tap.employee_id): tap.minute for tap in reversed(taps) if tap.job is not None}
        for employee_id, jobs in self._jobs.items():
            ahead = 0
            for job in jobs:
                first = worked.get((job.id, employee_id))
                written = min(self._evening_before(job), self._now - _LATEST)
                ahead += first is None
                if first is not None:
                    self._send(job, employee_id, Errand.DISPATCH, min(written, first - 15), Receipt.SEEN)
                elif employee_id == silent_id:
                    written = self._now - _SILENT - 1 if ahead == 1 else self._now - 40
                    self._send(job, employee_id, Errand.DISPATCH, written, _OF_SILENT.get(ahead, Receipt.WAITING))
                else:
                    seen = ahead == 1 or self._rng.random() < 1 / 3
                    got = Receipt.SEEN if seen else Receipt.RECEIVED
                    self._send(job, employee_id, Errand.DISPATCH, written, got)

    def _evening_before(self, job: Job) -> int:
        day = instant_of(self._start(job)).astimezone(self._zone).date() - timedelta(days=1)
        return minute_of(datetime.combine(day, _EVENING, self._zone)) + self._rng.randint(0, 120)

    def _send(
        self, job: Job, employee_id: int, errand: Errand, written: int, got: Receipt, *, fetched: int = 0
    ) -> None:
        """The office says something of a job to somebody; `got` is how far it got, where they have a phone."""
        if employee_id not in self._devices:
            got = Receipt.WAITING
        due_s = written * 60 + (_WINDOW_S if errand is Errand.DISPATCH else 0)
        sent_s = (fetched * 60 or due_s) + self._rng.randint(1, 40)
        undone = replace(job, tasks=tuple(replace(task, done=False) for task in job.tasks))
        entry = OutboxEntry(
            id=next(self._ids), job_id=job.id, job_number=job.number, employee_id=employee_id, errand=errand,
            written_at=instant_of(written), due_s=due_s, sent_s=sent_s if got >= Receipt.SENT else 0,
            payload=payload(self._known, undone, {}) if errand is Errand.DISPATCH else "",
            received_s=sent_s + 3 if got >= Receipt.RECEIVED else 0, seen_s=sent_s + 200 if got is Receipt.SEEN else 0,
        )  # fmt: skip
        self._known.put(entry)
        if errand is Errand.DISPATCH:
            self._entries[job.id, employee_id] = entry

    def _heard(self, silent_id: int) -> Iterator[HeardOf]:
        """When phones were heard of: all lately but one, which has something that was not sent by then."""
        for place, (employee_id, device) in enumerate(self._devices.items()):
            minute, unsent, files = self._now - 1, 0, place % 5 == 2
            if employee_id == silent_id:
                minute, unsent = self._now - _SILENT, 1
            contact = Contact(_BUILD, self._rng.randint(-3, 3), unsent, int(files), _STORAGE)
            yield HeardOf(device.id, minute * 60 + place % 60, contact)
