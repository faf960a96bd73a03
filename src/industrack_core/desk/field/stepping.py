"""Steps on jobs, steps of the day, and their corrections: what the pure rules (domain/field) make of them."""

from datetime import datetime

from industrack_core.desk.field.bodies import AmendBody, ShiftBody, StepBody, UndoBody
from industrack_core.desk.field.field_words import shift_said, step_said
from industrack_core.desk.field.members import Crew, spell_of, visit_state
from industrack_core.desk.field.report_case import Against, Applied, Judged, ReportCase
from industrack_core.desk.jobs.messaging import on_the_way
from industrack_core.domain.acts.field_acts import FIELD_ACTS
from industrack_core.domain.field.amending import amend
from industrack_core.domain.field.member import UNTOUCHED, Effect, Review, SpellChange, VisitChange
from industrack_core.domain.field.records import FieldReport, TimeEntry, Visit
from industrack_core.domain.field.shifts import take_shift
from industrack_core.domain.field.standing import Standing, stands_against
from industrack_core.domain.field.steps import Step, complete_for_another, take_step
from industrack_core.domain.field.undoing import undone_step
from industrack_core.domain.records.form import FormAnswer
from industrack_core.domain.records.job import Delivery, Job
from industrack_core.domain.records.job_parts import Trigger
from industrack_core.domain.records.outbox import Errand, OutboxEntry
from industrack_core.domain.records.record import Change
from industrack_core.domain.records.settings import HoldReason
from industrack_core.domain.time.minute import minute_of
from industrack_core.domain.time.span import day_span
from industrack_core.store.writing.field_lookups import (
    changed_by,
    has_later_step,
    newest_entry,
    report_of,
    words_on,
)

_MINUTE = 60
_TRIGGERS = {step: Trigger(step.value) for step in Step if step.value in set(Trigger)} | {Step.HOLD: Trigger.PAUSE}


def report_act_id(device_id: int, seq: int) -> str:
    """The id of the act by which a report is taken."""
    return f"field:{device_id}:{seq}"


def judge_step(case: ReportCase, body: StepBody) -> Judged:
    """A step on a job."""
    reason = body.reason
    if body.reason_id is not None:
        known = case.tx.get(HoldReason, body.reason_id)
        reason = reason or (known.name if known is not None else "")
    said, job = step_said(body.step, reason), case.about
    against = None if case.forced else stands_against(_standing(case), case.at)
    if against is not None:
        return Against(said, against.text)
    crew = Crew(case.tx, case.device.id)
    member = crew.member(case.employee.id, job)
    effect = take_step(
        member, job.id, body.step, case.at, reason=reason, marks=case.marks, opens_shift=case.settings.auto_shift
    )
    if isinstance(effect, Review):
        return Against(said, effect.text)
    crew.take(case.employee.id, effect)
    if body.step is Step.COMPLETE and (body.all or case.settings.completes_all):
        for other in job.crew:
            if other != case.employee.id:
                crew.take(other, complete_for_another(crew.member(other, job), job.id, case.at))
    changes = crew.changes(case.at)
    if body.step is Step.START_TRAVEL and effect.visits and not case.forced:
        changes = [*changes, *on_the_way(case.tx, case.setting, job, case.employee, case.at)]
    return Applied(tuple(changes), said, _missing_form(case, body.step, job))


def _standing(case: ReportCase) -> Standing:
    job, lost_at = case.about, None
    if case.employee.id not in job.crew or job.delivery is Delivery.SAVED:
        newest = newest_entry(case.tx, job.id, case.employee.id)
        if newest is not None and newest.errand is Errand.RECALL:
            lost_at = newest.due_s or minute_of(newest.written_at) * _MINUTE
    words = (word for word in words_on(case.tx, job.id, "status") if word.act not in FIELD_ACTS)
    word = next(words, None)
    return Standing(lost_at=lost_at, office_at=word.at_s if word else None, billing=job.billing)


def _missing_form(case: ReportCase, taken: Step, job: Job) -> str:
    """Which form should have been filled before the step, by what the phone had of the job."""
    wanted = [form for form in case.sent.forms if form.blocks and form.trigger is _TRIGGERS.get(taken)]
    if not wanted or case.forced:
        return ""
    filled = {answer.form_id for answer in case.tx.find(FormAnswer, "job_id", [job.id])}
    missing = [form.name for form in wanted if form.form_id not in filled]
    return f"The form {', '.join(missing)} is missing." if missing else ""


def judge_shift(case: ReportCase, body: ShiftBody) -> Judged:
    """A step of the day."""
    crew = Crew(case.tx, case.device.id)
    member = crew.member(case.employee.id, None)
    for job in case.tx.get_many(Job, {spell.job for spell in member.open}).values():
        member = crew.member(case.employee.id, job)  # a break that ends goes on with the job that it interrupted
    opens = case.settings.auto_shift
    effect = take_shift(member, body.step, case.at, marks=case.marks, opens_shift=opens)
    if isinstance(effect, Review):
        return Against(shift_said(body.step), effect.text)
    crew.take(case.employee.id, effect)
    return Applied(tuple(crew.changes(case.at)), shift_said(body.step))


def amend_entry(case: ReportCase, body: AmendBody) -> Judged:
    """A correction of one's own time."""
    entry = case.tx.get(TimeEntry, body.entry)
    if entry is None or entry.employee_id != case.employee.id:
        return Against("corrected a time", "This time is not there, or is not theirs.")
    said = f"corrected the {entry.kind.label.lower()} of {entry.starts_at.astimezone(case.setting.zone):%Y-%m-%d}"
    said += f" ({body.why})" if body.why else ""
    if not (case.settings.amend_today or case.forced):
        return Against(said, "Technicians may not correct their times here.")
    now = max(int(case.setting.now.timestamp()), case.at)
    ends = None if body.ends is None else body.ends // 1000
    earliest = None if case.forced else _today(case.setting.now, case)
    effect = amend(spell_of(entry), body.starts // 1000, ends, now=now, earliest=earliest)
    if isinstance(effect, Review):
        return Against(said, effect.text)
    crew = Crew(case.tx, case.device.id, entries={entry.id: entry})
    crew.take(case.employee.id, effect)
    return Applied(tuple(crew.changes(case.at)), said)


def _today(now: datetime, case: ReportCase) -> int:
    """When the day on which it was said began: a report may come a day later than it was made."""
    said = min(now, datetime.fromtimestamp(case.at, now.tzinfo)).astimezone(case.setting.zone)
    return int(day_span(said.date(), case.setting.zone).starts_at.timestamp())


def undo_step(case: ReportCase, body: UndoBody) -> Judged:
    """A step of one's own, taken back."""
    taken = report_of(case.tx, case.device.id, body.seq)
    said = "took a step back"
    if taken is None or taken.kind not in ("step", "shift"):
        return Against(said, "There is no such step.")
    followed = has_later_step(case.tx, case.employee.id, taken.id)
    crew = Crew(case.tx, case.device.id)
    for employee_id, done in _effects(case, taken, crew).items():
        visits = {job_id: state for (job_id, whose), state in crew.states.items() if whose == employee_id}
        entries = {entry.id: spell_of(entry) for entry in crew.entries.values()}
        effect = undone_step(done, visits, entries, followed=followed)
        if isinstance(effect, Review):
            return Against(said, effect.text)
        crew.take(employee_id, effect)
    return Applied((*crew.changes(case.at), *_unsaid(case, taken)), said)


def _unsaid(case: ReportCase, taken: FieldReport) -> list[Change]:
    """The messages that a step wrote and that have not gone: nobody is told any more."""
    written = changed_by(case.tx, report_act_id(taken.device_id, taken.seq), OutboxEntry)
    return [(each.now, None) for each in written if each.now and not (each.now.sent_s or each.now.is_leaving)]


def _effects(case: ReportCase, taken: FieldReport, crew: Crew) -> dict[int, Effect]:
    """What a report changed, by employee, from the journal; `crew` has these records as they are now."""
    visits: dict[int, list[VisitChange]] = {}
    spells: dict[int, list[SpellChange]] = {}
    act_id = report_act_id(taken.device_id, taken.seq)
    changed = changed_by(case.tx, act_id, Visit)
    for job in case.tx.get_many(Job, {visit.subject.job_id for visit in changed}).values():
        crew.read_job(job)
    for visit in changed:
        before = visit_state(visit.before) if visit.before is not None else UNTOUCHED
        after = visit_state(visit.after) if visit.after is not None else UNTOUCHED
        visits.setdefault(visit.subject.employee_id, []).append(VisitChange(visit.subject.job_id, before, after))
    for entry in changed_by(case.tx, act_id, TimeEntry):
        if entry.now is not None:
            crew.entries[entry.now.id] = entry.now
        was, then = (None if each is None else spell_of(each) for each in (entry.before, entry.after))
        spells.setdefault(entry.subject.employee_id, []).append(SpellChange(was, then))
    return {whose: Effect(tuple(visits.get(whose, ())), tuple(spells.get(whose, ()))) for whose in {*visits, *spells}}
