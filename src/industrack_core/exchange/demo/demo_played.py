"""What reports of the demo's phones come to, by the rules by which every report is judged (domain/field)."""

from collections.abc import Iterator
from dataclasses import replace

from industrack_core.desk.field import field_words
from industrack_core.domain.field.job_status import job_reason, job_status
from industrack_core.domain.field.member import UNTOUCHED, Effect, Member, Review, Spell, VisitState, after
from industrack_core.domain.field.records import FieldFile, FieldNote, TimeEntry, Visit
from industrack_core.domain.field.shifts import ShiftStep, take_shift
from industrack_core.domain.field.steps import Step, complete_for_another, take_step
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.form import Form, FormAnswer
from industrack_core.domain.records.held import Fields, Held
from industrack_core.domain.records.job import Job
from industrack_core.domain.records.office import Employee
from industrack_core.domain.time.minute import instant_of
from industrack_core.exchange.demo.demo_known import DemoKnown
from industrack_core.exchange.demo.demo_taps import Tap

_MINUTE = 60


class DemoPlayed:
    """Takes taps in the order of their minutes; `finish` when all are taken."""

    def __init__(self, known: DemoKnown, ids: Iterator[int], devices: dict[int, int]) -> None:
        """`devices` are those of employees, by their ids."""
        self._known, self._ids, self._devices = known, ids, devices
        self._states: dict[int, dict[int, VisitState]] = {}
        self._open: dict[int, tuple[Spell, ...]] = {}
        self._spells: dict[int, tuple[int, Spell]] = {}
        self._begun: dict[int, int] = {}

    def take(self, tap: Tap) -> str:
        """Apply a tap; answers what was said, as sentences of reports go on after the name (field_words)."""
        body, job = tap.body, self._known.get(Job, tap.job.id) if tap.job is not None else None
        if job is None:
            step = ShiftStep(body["step"])
            self._note(tap.employee_id, take_shift(self._member(tap.employee_id), step, tap.minute * _MINUTE))
            return field_words.shift_said(step)
        if tap.kind == "step":
            self._begun.setdefault(job.id, tap.minute * _MINUTE)
            return self._step(tap, job, Step(body["step"]), body["reason"], everybody=body["all"])
        return self._beside(tap, job, body)

    def finish(self) -> None:
        """Put the visits and times among the records, and the status of each job that follows from them."""
        for job_id, since in self._begun.items():
            job = self._known.get(Job, job_id)
            assert job is not None, "nobody deletes a job of the demo"
            states = [self._states.get(each, {}).get(job_id, UNTOUCHED) for each in job.crew]
            for employee_id, state in zip(job.crew, states, strict=True):
                self._known.put(Visit(
                    id=next(self._ids), job_id=job_id, employee_id=employee_id, status=state.status,
                    reason=state.reason, arrived=state.arrived, since_at=instant_of((state.since or since) // _MINUTE),
                ))  # fmt: skip
            status = job_status(states) or job.status
            self._known.put(replace(job, status=status, status_reason=job_reason(states, status)))
        for spell_id, (employee_id, spell) in self._spells.items():
            self._known.put(TimeEntry(
                id=spell_id, employee_id=employee_id, job_id=spell.job or None, kind=spell.kind,
                starts_at=instant_of(spell.starts // _MINUTE), mark=tuple(sorted(spell.marks)),
                ends_at=None if spell.ends is None else instant_of(spell.ends // _MINUTE),
                device_id=self._devices.get(employee_id, 0),
            ))  # fmt: skip

    def _member(self, employee_id: int) -> Member:
        return Member(self._states.setdefault(employee_id, {}), self._open.get(employee_id, ()))

    def _step(self, tap: Tap, job: Job, step: Step, reason: str, *, everybody: bool) -> str:
        at = tap.minute * _MINUTE
        self._note(tap.employee_id, take_step(self._member(tap.employee_id), job.id, step, at, reason=reason))
        for other in job.crew if everybody else ():
            if other != tap.employee_id:
                self._note(other, complete_for_another(self._member(other), job.id, at))
        return field_words.step_said(step, reason)

    def _note(self, employee_id: int, effect: Effect | Review) -> None:
        assert isinstance(effect, Effect), f"nobody taps that on a phone of the demo: {effect}"
        named = []
        for change in effect.entries:
            spell = change.after
            assert spell is not None, "nothing is taken back in the demo"
            spell = replace(spell, id=spell.id or next(self._ids))
            self._spells[spell.id] = (employee_id, spell)
            named.append(replace(change, after=spell))
        member = after(self._member(employee_id), replace(effect, entries=tuple(named)))
        self._open[employee_id] = member.open
        self._states[employee_id] = dict(member.visits)

    def _beside(self, tap: Tap, job: Job, body: Held) -> str:
        made: Fields = {"job_id": job.id, "employee_id": tap.employee_id, "at": instant_of(tap.minute), **body}
        if tap.kind == "note":
            self._known.put(FieldNote(id=next(self._ids), **made))
            return field_words.note_said(body["text"])
        if tap.kind == "photo":
            self._known.put(FieldFile(id=next(self._ids), stored=True, **made))
            return field_words.photo_said(body["caption"], is_picture=True)
        return self._answered(tap, job, body) if tap.kind == "answer" else self._changed(job, tap.kind, body)

    def _answered(self, tap: Tap, job: Job, body: Held) -> str:
        form, (who,) = (
            self._known.get(Form, body[Kind.FORM]),
            self._known.get_many(Employee, [tap.employee_id]).values(),
        )
        assert form is not None, "the demo's jobs name what there is"
        self._known.put(FormAnswer(
            id=next(self._ids), form_id=form.id, job_id=job.id, who=who.short_name, at=instant_of(tap.minute),
            questions=form.questions, answers=tuple(body["answers"]), key=body["key"], employee_id=who.id,
            form_version=1,
        ))  # fmt: skip
        return field_words.answer_said(form.name)

    def _changed(self, job: Job, kind: str, body: Held) -> str:
        """A tick, or what was used of a line."""
        if kind == "tick":
            name = next(task.text for task in job.tasks if task.id == body["task"])
            tasks = (replace(task, done=task.done or task.id == body["task"]) for task in job.tasks)
            self._known.put(replace(job, tasks=tuple(tasks)))
            return field_words.tick_said(name, done=True)
        line = next(item for item in job.items if item.id == body["line"])
        used = (replace(item, used=body["quantity"]) if item is line else item for item in job.items)
        self._known.put(replace(job, items=tuple(used)))
        return field_words.used_said(line.name, body["quantity"])
