"""What technicians report of a job beside its steps: notes, ticks, what was used, answers, pictures, signatures."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from industrack_core.desk.field.bodies import (
    AnswerBody,
    NoteBody,
    PhotoBody,
    SignBody,
    SiteNoteBody,
    TickBody,
    UsedBody,
    read_body,
)
from industrack_core.desk.field.field_words import answer_said, in_quotes, note_said, photo_said, tick_said, used_said
from industrack_core.desk.field.report_case import Against, Applied, Judged, ReportCase
from industrack_core.domain.acts.field_acts import FIELD_ACTS
from industrack_core.domain.field.records import FieldFile, FieldNote, FileKind
from industrack_core.domain.records.customer import Location
from industrack_core.domain.records.form import Form, FormAnswer, FormQuestion, QuestionKind
from industrack_core.domain.records.inventory import InventoryItem
from industrack_core.domain.records.job_parts import LIST_LIMIT, ItemKind, JobItem
from industrack_core.domain.time.minute import instant_of
from industrack_core.store.writing.field_lookups import later_ticks, words_on
from industrack_core.store.writing.past_rows import past_record

_ANOTHERS = "Somebody else made it: nobody changes what another technician said."
_THEIRS = FieldNote | FieldFile | FormAnswer


def note_base(text: str) -> str:
    """What names a site note as it was seen: 8 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def _when(case: ReportCase) -> datetime:
    return instant_of(case.at // 60)


def _own(records: Sequence[_THEIRS], key: str) -> _THEIRS | None:
    return next((each for each in records if each.key == key), None)


def take_note(case: ReportCase, body: NoteBody) -> Judged:
    """A note; the same key again replaces it, or takes it back."""
    before = _own(case.tx.find(FieldNote, "job_id", [case.about.id]), body.key)
    said = note_said(body.text)
    if body.gone:
        said = "took a note back of {job}"
    if before is not None and before.employee_id != case.employee.id:
        return Against(said, _ANOTHERS)
    if isinstance(before, FieldNote):
        after = replace(before, text=before.text if body.gone else body.text, gone=body.gone)
        return Applied(((before, after),) if before != after else (), said)
    made = FieldNote(
        id=case.tx.new_id(), job_id=case.about.id, employee_id=case.employee.id, key=body.key, at=_when(case),
        text=body.text, gone=body.gone,
    )  # fmt: skip
    return Applied(((None, made),), said)


def take_site_note(case: ReportCase, body: SiteNoteBody) -> Judged:
    """The note of a place; where somebody changed it since it was seen, the office joins the two."""
    said = f"changed the site note of {{job}} to {in_quotes(body.text)}"
    place = case.tx.get(Location, body.location)
    if place is None or place.id != case.about.location_id:
        return Against(said, "The job is at another place now.")
    if place.site_note == body.text:
        return Applied((), said)
    if body.base != note_base(place.site_note) and not case.forced:
        return Against(said, f"The note was changed meanwhile: it says {in_quotes(place.site_note)} now.")
    return Applied(((place, replace(place, site_note=body.text)),), said)


def take_tick(case: ReportCase, body: TickBody) -> Judged:
    """A task is done, or not; who ticked last counts. One that the office removed is kept as a note."""
    job = case.about
    task = next((each for each in job.tasks if each.id == body.task), None)
    name = task.text if task is not None else case.sent.tasks.get(body.task, "a task that is not there")
    said = tick_said(name, done=body.done)
    if task is None:
        return Applied(((None, _tick_note(case, f"{'ticked' if body.done else 'unticked'}: {name}")),), said)
    if task.done == body.done or _ticked_later(case, body.task):
        return Applied((), said)
    tasks = tuple(replace(each, done=body.done) if each.id == body.task else each for each in job.tasks)
    return Applied(((job, replace(job, tasks=tasks)),), said)


def _tick_note(case: ReportCase, text: str) -> FieldNote:
    key = hashlib.sha256(f"tick {case.device.id} {case.act.seq}".encode()).hexdigest()[:16]
    return FieldNote(
        id=case.tx.new_id(), job_id=case.about.id, employee_id=case.employee.id, key=key, at=_when(case),
        text=text,
    )  # fmt: skip


def _ticked_later(case: ReportCase, task: int) -> bool:
    """Whether another report or the office said something of the task after this report was made."""
    job = case.about
    for text in later_ticks(case.tx, job.id, case.at):
        body = read_body("tick", text)
        if isinstance(body, TickBody) and body.task == task:
            return True
    for word in words_on(case.tx, job.id, "tasks"):
        if word.at_s <= case.at:
            return False
        if word.act not in FIELD_ACTS and _done(word.before, task) != _done(word.after, task):
            return True
    return False


def _done(columns: dict[str, str], task: int) -> bool | None:
    return next((each["done"] for each in json.loads(columns["tasks"]) if each["id"] == task), None)


def take_used(case: ReportCase, body: UsedBody) -> Judged:
    """What was used of a planned line, or a line that the technician adds."""
    job = case.about
    before = next((each for each in job.items if _is_meant(each, body)), None)
    if before is None and (body.line or not body.key):
        return Against(used_said(body.name, body.quantity), "This line is not there any more.")
    item = case.tx.get(InventoryItem, body.item_id) if body.item_id else None
    name = before.name if before is not None else item.name if item is not None else body.name or "Material"
    quantity = None if body.gone else body.quantity
    said = used_said(name, quantity)
    if before is not None and before.by is not None and before.by != case.employee.id:
        return Against(said, _ANOTHERS)
    if before is not None:
        gone = body.gone and before.by is not None
        items = tuple(
            replace(each, used=quantity) if each is before else each
            for each in job.items
            if not (gone and each is before)
        )
        after = replace(job, items=items)
    elif body.gone:
        return Applied((), said)
    elif len(job.items) >= LIST_LIMIT:
        return Against(said, f"The job has {LIST_LIMIT} lines already: take one off there, then apply it.")
    else:
        line = JobItem(
            id=case.tx.new_id(), item_id=item.id if item else None, name=name, quantity=0,
            kind=item.kind if item else ItemKind.PART, price=item.price if item else 0, one_off=item is None,
            used=quantity, by=case.employee.id, key=body.key or "",
        )  # fmt: skip
        after = replace(job, items=(*job.items, line))
    return Applied(((job, after),) if job != after else (), said)


def _is_meant(line: JobItem, body: UsedBody) -> bool:
    return line.id == body.line if body.line else bool(body.key) and line.key == body.key


def take_answer(case: ReportCase, body: AnswerBody) -> Judged:
    """A filled form, with the questions as the phone had them."""
    form = case.tx.get(Form, body.form)
    past = past_record(case.tx, Form, body.form, body.form_version) if body.form_version else None
    form = past[0] if past is not None else form
    said = answer_said(form.name if form is not None else "a form")
    if form is None:
        return Against(said, "This form is not there.")
    if len(body.answers) != len(form.questions):
        return Against(said, "The form had other questions by then.")
    texts = tuple(
        _signed(body, place) if question.kind is QuestionKind.SIGNATURE else text
        for place, (question, text) in enumerate(zip(form.questions, body.answers, strict=True))
    )
    return _answered(case, body.key, form.id, form.version, form.questions, texts, said)


def _signed(body: AnswerBody, place: int) -> str:
    """The path of a signature; the name alone, where somebody typed it instead."""
    path = body.signatures[place] if place < len(body.signatures) else None
    return path or body.answers[place]


def take_sign(case: ReportCase, body: SignBody) -> Judged:
    """A signature of its own: a form of two questions that nobody made."""
    what = body.what or "Signature"
    questions = (FormQuestion(text=what, kind=QuestionKind.SIGNATURE), FormQuestion(text="Name"))
    said = f"has a signature of {body.name or 'the customer'} for {{job}}"
    return _answered(case, body.key, 0, 0, questions, (body.path, body.name), said)


def _answered(
    case: ReportCase,
    key: str,
    form_id: int,
    version: int,
    questions: tuple[FormQuestion, ...],
    answers: tuple[str, ...],
    said: str,
) -> Judged:
    made = FormAnswer(
        id=case.tx.new_id(), form_id=form_id, job_id=case.about.id, who=case.employee.short_name, at=_when(case),
        questions=questions, answers=answers, key=key, employee_id=case.employee.id, form_version=version,
    )  # fmt: skip
    return _put(case, case.tx.find(FormAnswer, "job_id", [made.job_id]), made, said)


def _put(case: ReportCase, records: Sequence[_THEIRS], made: FormAnswer | FieldFile, said: str) -> Judged:
    """A thing of its key, made or put in the place of the one before; nobody's but its author's."""
    before = _own(records, made.key)
    if before is None:
        return Applied(((None, made),), said)
    if before.employee_id != case.employee.id:
        return Against(said, _ANOTHERS)
    after = replace(made, id=before.id, version=before.version)
    return Applied(((before, after),) if before != after else (), said)


def take_photo(case: ReportCase, body: PhotoBody) -> Judged:
    """A picture or another file, whose content follows."""
    said = photo_said(body.caption, is_picture=body.type.startswith("image/"))
    made = FieldFile(
        id=case.tx.new_id(), job_id=case.about.id, employee_id=case.employee.id, key=body.key, name=body.name,
        digest=body.digest, kind=FileKind.PHOTO if body.type.startswith("image/") else FileKind.FILE, size=body.size,
        type=body.type, caption=body.caption, at=_when(case), answer_key=body.answer_key,
        stored=not case.tx.contents.lacking([body.digest]),
    )  # fmt: skip
    return _put(case, case.tx.find(FieldFile, "job_id", [made.job_id]), made, said)
