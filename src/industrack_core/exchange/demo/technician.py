"""What a technician of the demo does with a phone, minute by minute: it follows from the seed, the job and how things
are, so that the same seed on the same company tells the same day."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from industrack_core.domain.field.job_document import JobDocument
from industrack_core.domain.field.phone_lists import ListedQuestion, Lists
from industrack_core.domain.field.steps import Step
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.held import Held
from industrack_core.exchange.demo.demo_temper import next_step, temper_of

MINUTE_MS = 60_000
_NOTES = (
    "Valve was seized, freed it", "Customer asks for a quote for a new one", "Filter cleaned, photo follows",
    "Key is with the caretaker", "Pressure 1.4 bar after filling", "Second visit needed: part is not in the van",
)  # fmt: skip
_BEFORE_SHIFT = 12


class TechniciansPhone(Protocol):
    """What a technician does with a phone."""

    @property
    def lists(self) -> Lists | None:
        """Forms and the like, once they came."""

    def jobs(self) -> list[JobDocument]:
        """The jobs that it has, by their start."""

    def open(self, document: JobDocument) -> None:
        """Look at a job."""

    def tap(self, kind: str, body: Mapping[str, Held], document: JobDocument | None = None) -> object:
        """Report something that is done now."""

    def unsent(self) -> Sequence[object]:
        """What the office does not have yet."""


P = TypeVar("P", bound=TechniciansPhone)


@dataclass
class Technician(Generic[P]):
    """Somebody with a phone. A dead spot is a stretch of minutes (since 1970 UTC) in which nothing gets through."""

    name: str
    phone: P
    seed: int
    dead: range = range(0)
    told: list[str] = field(default_factory=list)
    _status: dict[int, str] = field(default_factory=dict)
    _done: set[tuple[int, str]] = field(default_factory=set)

    def live(self, minute: int) -> bool:
        """Do what is done at this minute; answers whether something was."""
        if not self.phone.unsent():
            self._status.clear()  # the office's answer says more, also what others said
        before = len(self.phone.unsent())
        jobs = self.phone.jobs()
        self._shift(jobs, minute)
        for document in jobs:
            self._work(document, minute)
        return len(self.phone.unsent()) > before

    @property
    def is_done(self) -> bool:
        """Whether the day has ended, and all of it was sent."""
        return any(what == "shift end" for _, what in self._done) and not self.phone.unsent()

    def status(self, document: JobDocument) -> str:
        """How far a job is, as the technician knows."""
        known = document.live.status
        return self._status.get(document.job, known)

    def _shift(self, jobs: list[JobDocument], minute: int) -> None:
        todays = [each for each in jobs if _day(_start(each)) == _day(minute)]
        if not todays:
            return
        first = min(_start(each) - temper_of(self.seed, each.job).sets_out for each in todays)
        if minute >= first - _BEFORE_SHIFT and any(self.status(each) == "not_started" for each in todays):
            self._once(_day(minute), "shift", {"step": "start"}, "starts the day")
        is_over = all(self.status(each) in ("completed", "declined") for each in todays)
        if is_over and (_day(minute), "shift start") in self._done:
            self._once(_day(minute), "shift", {"step": "end"}, "ends the day")

    def _work(self, document: JobDocument, minute: int) -> None:
        temper, start, end = temper_of(self.seed, document.job), _start(document), _end(document)
        status, is_free = self.status(document), not self._busy(but=document.job)
        step = next_step(status, start, end, minute, temper, is_free=is_free) if _day(start) == _day(minute) else None
        if step is not None:
            self._tap(document, step)
        middle = (start + end) // 2 + temper.late
        rng = random.Random(f"{self.seed}:note:{self.name}:{document.job}")
        if rng.random() < 0.4 and self.status(document) == "started" and minute >= middle:
            key = f"{rng.getrandbits(64):016x}"
            self._once(document.job, "note", {"step": "", "key": key, "text": rng.choice(_NOTES)}, "notes", document)

    def _busy(self, but: int) -> bool:
        at_work = ("on_travel", "started", "paused")
        return any(self.status(each) in at_work for each in self.phone.jobs() if each.job != but)

    def _tap(self, document: JobDocument, step: Step) -> None:
        self.phone.open(document)
        if step is Step.COMPLETE:
            self._answer_forms(document)
        reason = "no access" if step is Step.DECLINE else ""
        everybody = step is Step.COMPLETE and len(document.sent.get("crew", ())) > 1
        self.phone.tap("step", {"step": step.value, "reason_id": None, "reason": reason, "all": everybody}, document)
        self._status[document.job] = _AFTER[step]
        self.told.append(f"{self.name}: {step.label.lower()} {document.sent.get('number', document.job)}")

    def _answer_forms(self, document: JobDocument) -> None:
        """Whatever must be answered before a job is completed is."""
        lists = self.phone.lists
        known = {(form.id, form.version): form for form in (lists.forms if lists is not None else ())}
        for asked in document.sent.get("forms", ()):
            form = known.get((asked["form_id"], asked.get("version")))
            rng = random.Random(f"{self.seed}:form:{self.name}:{asked['id']}")
            if form is not None:
                body = {
                    "key": f"{rng.getrandbits(64):016x}", Kind.FORM: form.id, "form_version": form.version,
                    "answers": [_answer(each) for each in form.questions],
                    "signatures": [],
                }  # fmt: skip
                self.phone.tap("answer", body, document)

    def _once(
        self, subject: int, kind: str, body: dict[str, object], told: str, document: JobDocument | None = None
    ) -> None:
        what = (subject, f"{kind} {body['step']}".strip())
        if what not in self._done:
            self._done.add(what)
            self.phone.tap(kind, {name: value for name, value in body.items() if value != ""}, document)
            self.told.append(f"{self.name}: {told}")


_AFTER = {
    Step.START_TRAVEL: "on_travel", Step.START_JOB: "started", Step.PAUSE: "paused", Step.RESUME: "started",
    Step.COMPLETE: "completed", Step.DECLINE: "declined",
}  # fmt: skip


def _answer(question: ListedQuestion) -> str:
    return question.choices[0] if question.choices else _TYPICAL.get(question.kind, "ok")


_TYPICAL = {"yes_no": "yes", "number": "1", "date": "2026-11-24", "signature": ""}


def _start(document: JobDocument) -> int:
    return int(document.sent.get("starts_at") or 0) // MINUTE_MS


def _end(document: JobDocument) -> int:
    return _start(document) + int(document.sent.get("minutes") or 0)


def _day(minute: int) -> int:
    return (minute - 10 * 60) // (24 * 60)
