"""Taking reports: up to 25 in one transaction, each whole or not at all, in its turn, exactly once.

What is asked, in order: is it a device, is the report known, is it its turn, can it be read, was the job ever theirs,
what do the rules say. Nothing but the turn keeps a report from being kept.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from time import monotonic

from industrack_core.desk.field.bodies import BODY_LIMIT, canonical
from industrack_core.desk.field.field_words import sentence
from industrack_core.desk.field.judging import judged_report, read_report, where_archived
from industrack_core.desk.field.report_case import Against
from industrack_core.desk.field.stepping import report_act_id
from industrack_core.desk.plan import Setting
from industrack_core.domain.acts.field_acts import BY_PHONE, TakeReport
from industrack_core.domain.field.clocks import corrected
from industrack_core.domain.field.records import Device, DeviceState, FieldReport, FieldSettings, Verdict
from industrack_core.domain.field.told import MOST_REPORTS, Result, SentReport, Taken
from industrack_core.domain.records.job import Job
from industrack_core.domain.records.office import Employee
from industrack_core.domain.records.record import Change
from industrack_core.store.store import Store
from industrack_core.store.writing import journal
from industrack_core.store.writing.field_lookups import expect_device, known_reports, last_report
from industrack_core.store.writing.transaction import Transaction

_HIGHEST = 2**31 - 1


def who_on_phone(employee: Employee) -> str:
    """Who a phone's acts are by, which no login can be."""
    return f"{employee.short_name}{BY_PHONE}"


def field_settings_of(tx: Transaction) -> FieldSettings:
    """How the office works with phones."""
    found = tx.everything(FieldSettings)
    return found[0] if found else FieldSettings()


def take_reports(
    store: Store,
    device_id: int,
    reports: Sequence[SentReport],
    *,
    now_ms: int,
    first: int,
    now: datetime,
    hold_s: float,
) -> Taken:
    """Take what a phone said in a request that it dated `now_ms`, and that came at `now`.

    `first` is the lowest number that it can still send: what is missing before that is written down as lost. The
    results stop where a number is not the next one, or came before with another content, and where the lock was held
    for `hold_s` seconds: consoles wait for it. Raises DatabaseError; nothing is taken then.
    """
    if len(reports) > MOST_REPORTS:
        raise ValueError(f"{MOST_REPORTS} reports are the most at a time")
    with store.writing(lambda look: expect_device(look, device_id)) as tx:
        device = tx.get(Device, device_id)
        if device is None or device.state is DeviceState.LOST:
            return Taken(0, (), device.state if device is not None else None)
        intake = Intake(tx, device, now_ms, now)
        intake.note_gap(first)
        until = monotonic() + hold_s
        for number, report in enumerate(reports):
            if number and monotonic() > until:
                return replace(intake.taken(), paused=True)
            if not intake.take(report):
                break
        return intake.taken()


class Intake:
    """One transaction's reports of one device."""

    def __init__(self, tx: Transaction, device: Device, now_ms: int, now: datetime) -> None:
        self._tx = tx
        self._device = device
        self._now_ms, self._now = now_ms, now
        self._received_ms = int(now.timestamp() * 1000)
        employee = tx.get(Employee, device.employee_id)
        assert employee is not None, "a device names its employee"
        self._employee = employee
        self._setting = Setting(who_on_phone(employee), now, tx.clock())
        self._settings = field_settings_of(tx)
        self._last, self._previous_s = last_report(tx, device.id)
        self._results: list[Result] = []
        self._reused = False

    def taken(self) -> Taken:
        """What came of all."""
        return Taken(self._last, tuple(self._results), self._device.state, self._reused)

    def note_gap(self, first: int) -> None:
        """Reports that the phone cannot send any more are told to the office, and the device goes on after them."""
        if not self._last + 1 < first <= _HIGHEST:
            return
        seq, body = first - 1, json.dumps({"from": self._last + 1, "to": first - 1})
        act = self._act(SentReport(seq, self._now_ms, "lost"), body, report_digest("lost", 0, body, 0))
        many = first - 1 - self._last
        what = "1 report" if many == 1 else f"{many:,} reports"
        self._keep(act, (), f"has lost {what}", f"{what} of this phone never came, and cannot come any more.", None)

    def take(self, report: SentReport) -> bool:
        """Take the next report, or answer of a known one what was answered before; False where it stops."""
        body = canonical(report.body)
        digest = report_digest(report.kind, report.job, body, report.at)
        known = known_reports(self._tx, self._device.id, [report.seq]) if report.seq <= self._last else {}
        if report.seq in known:
            before, verdict = known[report.seq]
            if before != digest:
                self._put_aside(report.seq)
                return False
            self._answer(report.seq, Verdict(verdict))
            self._tx.prove()  # a phone forgets what it is told is here
            return True
        if report.seq != self._last + 1 or report.seq > _HIGHEST:
            return False
        act = self._act(report, body, digest)
        error = self._tx.attempt(lambda: self._decide(act))
        if error is not None:
            text = f"The program could not apply it ({type(error).__name__})."
            self._keep(act, (), f"reported something ({act.kind})", text, None)
        return True

    def _act(self, report: SentReport, body: str, digest: str) -> TakeReport:
        reading = corrected(report.at, self._now_ms, self._received_ms, self._previous_s)
        job_id = report.job if 0 <= report.job <= _HIGHEST else 0
        return TakeReport(
            self._device.id, report.seq, report.kind, job_id, report.entry, body[:BODY_LIMIT], digest, reading.at_s,
            report.at // 1000, reading.marked,
        )  # fmt: skip

    def _decide(self, act: TakeReport) -> None:
        read = read_report(self._tx, self._employee, act)
        if read is None:
            text = "It cannot be read: the page on the phone is newer than this program, or damaged."
            self._keep(act, (), f"reported something ({act.kind})", text, None)
            return
        if not read.theirs:
            # what they were sent of an archived job went with it
            why = where_archived(self._tx, act.job_id) or "They never had this job from the office."
            self._keep(act, (), f"reported something ({act.kind})", why, None)
            return
        judged = judged_report(self._tx, self._setting, self._settings, self._device, self._employee, act, read)
        if isinstance(judged, Against):
            self._keep(act, (), judged.said, judged.text, read.job)
        else:
            self._keep(act, judged.changes, judged.said, judged.but, read.job)

    def _keep(self, act: TakeReport, changes: Sequence[Change], said: str, against: str, job: Job | None) -> None:
        """Write what a report changes, the report, and the journal's entry."""
        line = sentence(self._employee.short_name, said, job)
        verdict = Verdict.REVIEW if against else Verdict.APPLIED
        report = FieldReport(
            id=self._tx.new_id(), device_id=act.device_id, seq=act.seq, employee_id=self._employee.id,
            job_id=act.job_id, entry=act.entry, kind=act.kind, at_s=act.at_s, said_s=act.said_s,
            received_s=self._received_ms // 1000, body=act.body, digest=act.digest, verdict=verdict,
            text=f"{line} {against}".strip(),
        )  # fmt: skip
        self._write(type(act).__name__, report_act_id(act.device_id, act.seq), [*changes, (None, report)], report.text)
        self._last, self._previous_s = act.seq, act.at_s
        self._answer(act.seq, verdict)

    def _answer(self, seq: int, verdict: Verdict) -> None:
        told = verdict if verdict in (Verdict.APPLIED, Verdict.SETTLED) else Verdict.REVIEW
        self._results.append(Result(seq, "applied" if told is not Verdict.REVIEW else "review"))

    def _put_aside(self, seq: int) -> None:
        """A number came with another content: two phones send as one. Nothing is handed out to either any more."""
        self._reused = True
        if self._device.state is DeviceState.LEAVING:
            return
        after = replace(self._device, state=DeviceState.LEAVING)
        line = (
            f"Put {self._device.name} of {self._employee.short_name} aside: report {seq} came twice, and not the same."
        )
        self._write(
            "TakeReport", f"field:{self._device.id}:aside:{self._device.version}", [(self._device, after)], line
        )
        self._device = after

    def _write(self, act: str, act_id: str, changes: Sequence[Change], line: str) -> None:
        written = self._tx.write(changes, act_id)
        journal.write(self._tx, act_id=act_id, at=self._now, who=self._setting.who, act=act, line=line, changes=written)


def report_digest(kind: str, job: int, body: str, at: int) -> str:
    """What a report says, in 32 hexadecimal digits."""
    return hashlib.sha256(json.dumps([kind, job, body, at]).encode()).hexdigest()[:32]
