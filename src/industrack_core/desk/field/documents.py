"""What a phone should have, as documents: each a job as it was dispatched, where it is, and what was done since.

That is a state, no log: the phone names what it has by tags, and is given what it lacks. A recall, a changed crew, an
undo, a day that passes, and a database from a backup are one case.
"""

import json
from collections.abc import Iterable
from datetime import datetime

from industrack_core.desk.field.effects import note_base
from industrack_core.desk.field.judging import entry_name
from industrack_core.domain.field.job_document import (
    JobDocument,
    JobPlace,
    Live,
    LiveAnswer,
    LiveFile,
    LiveNote,
    LiveUsed,
    LiveVisit,
    PastVisit,
)
from industrack_core.domain.field.member import UNTOUCHED, VisitState
from industrack_core.domain.field.records import FieldNote
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.held import Fields, Held
from industrack_core.domain.records.job import Job
from industrack_core.domain.records.office import Employee
from industrack_core.domain.records.outbox import OutboxEntry
from industrack_core.domain.time.minute import minute_of
from industrack_core.store.reads.phone_jobs import Related

_MINUTE_MS = 60_000
_ASIDE = {Kind.LOCATION: ("site_note",), "forms": ("questions", "name")}
"""What the phone has from elsewhere: the pinned note as it is now, questions once for all jobs."""


def ms_at(instant: datetime) -> int:
    """An instant as the protocol says it."""
    return minute_of(instant) * _MINUTE_MS


def ms_of(instant: datetime | None) -> int | None:
    """The same of one that may be missing."""
    return None if instant is None else ms_at(instant)


def document(about: Related, tag: str, job: Job, entry: OutboxEntry, employee_id: int) -> JobDocument:
    """A job as this employee's phone has it."""
    return JobDocument(
        tag, job.id, entry_name(entry), sent_of(entry), _place(about, job), _live(about, job, entry, employee_id)
    )


def sent_of(entry: OutboxEntry) -> Fields:
    """What was dispatched, without what is empty, its instants as the protocol has them."""
    said: Fields = json.loads(entry.payload) if entry.payload else {}
    if said.get("starts_at"):
        said["starts_at"] = ms_at(datetime.fromisoformat(said["starts_at"]))
    for name, aside in _ASIDE.items():
        if name in said:
            said[name] = _without(said[name], aside)
    return {name: value for name, value in ((name, _whole(value)) for name, value in said.items()) if _is_said(value)}


def _without(value: Held, names: Iterable[str]) -> Held:
    if isinstance(value, list):
        return [_without(each, names) for each in value]
    return {name: each for name, each in value.items() if name not in names}


def _whole(value: Held) -> Held:
    if isinstance(value, dict):
        return {name: each for name, each in value.items() if _is_said(each)}
    return [_whole(each) for each in value] if isinstance(value, list) else value


def _is_said(value: Held) -> bool:
    return value is not None and value != "" and value != [] and value != {}


def _place(about: Related, job: Job) -> JobPlace:
    location = job.location_id or 0
    place = about.places.get(location)
    note = place.site_note if place is not None else ""
    names = {each.id: each.short_name for each in about.people.values()}
    visits = tuple(past_visit(each, about.past_notes.get(each.id, ()), names) for each in about.past.get(job.id, ()))
    return JobPlace(location, note, note_base(note), visits)


def past_visit(job: Job, notes: Iterable[FieldNote], names: dict[int, str]) -> PastVisit:
    """An earlier job at the place."""
    return PastVisit(
        job.id, job.number, ms_of(job.starts_at), job.description, job.status.value,
        tuple(names[each] for each in job.crew if each in names), tuple(note.text for note in notes),
    )  # fmt: skip


def _live(about: Related, job: Job, entry: OutboxEntry, employee_id: int) -> Live:
    states = _states(about, job)
    mine = states.get(employee_id, UNTOUCHED)
    crew = list(dict.fromkeys([*job.crew, *states]))
    return Live(
        mine.status.value, mine.reason, mine.arrived, job.status.value,
        tuple(
            _visit(about.people[each], states.get(each, UNTOUCHED), each == employee_id)
            for each in crew if each in about.people
        ),
        tuple(
            LiveNote(each.key, ms_at(each.at), each.text, _name(about, each.employee_id),
                     each.employee_id == employee_id)
            for each in about.notes if each.job_id == job.id and not each.gone
        ),
        tuple((task.id, int(task.done)) for task in job.tasks),
        tuple(
            LiveUsed(each.id, each.key, each.item_id, each.name, each.used)
            for each in job.items if each.used is not None or each.by is not None
        ),
        tuple(
            LiveFile(each.key, each.digest, each.kind.value, each.name, each.caption, each.type, each.size,
                     _name(about, each.employee_id), each.employee_id == employee_id, each.stored, each.answer_key)
            for each in about.files if each.job_id == job.id
        ),
        tuple(
            LiveAnswer(each.key, each.form_id, each.form_version, ms_at(each.at), each.who,
                       each.employee_id == employee_id)
            for each in about.answers if each.job_id == job.id
        ),
        int(entry.receipt),
    )  # fmt: skip


def _states(about: Related, job: Job) -> dict[int, VisitState]:
    """How far everybody is; where nobody has a visit, all are as the job says. `since` is in milliseconds."""
    found = {
        each.employee_id: VisitState(each.status, each.reason, each.arrived, ms_at(each.since_at))
        for each in about.visits
        if each.job_id == job.id
    }
    if not found:
        return dict.fromkeys(job.crew, VisitState(job.status, job.status_reason))
    return found


def _visit(employee: Employee, state: VisitState, mine: bool) -> LiveVisit:
    return LiveVisit(employee.short_name, state.status.value, state.reason, state.since or None, mine)


def _name(about: Related, employee_id: int) -> str:
    employee = about.people.get(employee_id)
    return employee.short_name if employee is not None else ""
