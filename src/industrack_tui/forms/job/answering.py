"""Filling a form of a saved job, as the office: a question after the other, each answer checked as it is left."""

from collections.abc import Sequence
from typing import ClassVar

from industrack_core.domain.acts.acts import AnswerForm
from industrack_core.domain.acts.limits import NOTE_LIMIT
from industrack_core.domain.kinds import Kind
from industrack_core.domain.outcomes import Done, Stale
from industrack_core.domain.records.form import Form, FormQuestion, QuestionKind
from industrack_core.domain.records.job import Job
from industrack_core.domain.time.entry import parse_day
from industrack_tui.forms.entry_model import EntryModel
from industrack_tui.forms.job.base import JobEntry
from industrack_tui.forms.saved_form import SavedForm
from industrack_tui.forms.schedule_entry import Clockwork
from industrack_tui.session import Session
from industrack_tui.terminal.awaiting import Coming
from industrack_tui.widgets.form.hand import FormHand
from industrack_tui.widgets.form.layout import Laying
from industrack_tui.widgets.form.pick import Candidate, matching
from industrack_tui.widgets.form.picture import Shown
from industrack_tui.widgets.form.sheet import Parts, Section, Sheet, Slot, SlotKind

_LABELS = {
    QuestionKind.TEXT: "Answer", QuestionKind.NUMBER: "A number", QuestionKind.YES_NO: "Yes or no",
    QuestionKind.CHOICE: "One of these", QuestionKind.DATE: "A date", QuestionKind.PHOTO: "Photo",
    QuestionKind.SIGNATURE: "Signature",
}  # fmt: skip
_TAKEN_ELSEWHERE = "taken in the field app; or say here where it is"
_ROWS = 2


class AnswerModel(EntryModel):
    """The answers to a form being typed: one text per question."""

    def __init__(self, form: Form, answers: Sequence[str], clock: Clockwork) -> None:
        super().__init__()
        self.form, self.clock = form, clock
        self.original = tuple(answers)
        self.answers = list(answers)

    @property
    def is_dirty(self) -> bool:
        return tuple(self.answers) != self.original

    def _question(self, name: str) -> tuple[int, FormQuestion]:
        place = int(name.partition(".")[2])
        return place, self.form.questions[place]

    def sheet(self, width: int) -> Sheet:
        lay = Laying(width, self.problems)
        lay.section(Section("questions", self.form.name), self.form.name)
        for place, question in enumerate(self.form.questions):
            must = (("  has to be answered", "panel_muted"),) if question.required else ()
            lay.text((question.text, "panel_strong"), *must)
            lay.fields(_slot(f"answers.{place}", question))
        return lay.done()

    def field_shown(self, name: str) -> Shown:
        return Shown(self.answers[self._question(name)[0]])

    def seeks(self, slot: Slot) -> bool:
        return False

    def put(self, name: str, text: str) -> None:
        place, question = self._question(name)
        self.answers[place] = text
        if question.kind is QuestionKind.DATE and text.strip():
            clock = self.clock
            day = parse_day(text, now=clock.now, zone=clock.zone, day_first=clock.day_first)
            self.answers[place] = day.isoformat()

    def left(self, slot: Slot, text: str) -> None:
        place, _ = self._question(slot.name)
        said = self.typing_problems().get(slot.name, "")
        if said and self.answers[place].strip():
            self.problems[slot.name] = said

    def typing_problems(self) -> dict[str, str]:
        """What is wrong with the answers, by field: the same as the core would say."""
        from industrack_core.desk.jobs.answering import answer_finding

        said = {}
        for place, (question, answer) in enumerate(zip(self.form.questions, self.answers, strict=True)):
            finding = answer_finding(question, answer.strip(), f"answers.{place}")
            if finding is not None:
                said[finding.field] = finding.text
        return said | self.wrong

    def candidates(self, slot: Slot, typed: str) -> Sequence[Candidate] | None:
        _, question = self._question(slot.name)
        choices = ("yes", "no") if question.kind is QuestionKind.YES_NO else question.choices
        return matching([Candidate(each, each) for each in choices], typed)

    def pick(self, name: str, candidate: Candidate) -> str | None:
        self.answers[self._question(name)[0]] = candidate.text
        return None

    def press(self, name: str, key: str) -> bool:
        return False


def _slot(name: str, question: FormQuestion) -> Slot:
    label = _LABELS[question.kind]
    if question.kind in (QuestionKind.YES_NO, QuestionKind.CHOICE):
        return Slot(name, label, kind=SlotKind.PICK)
    if question.kind is QuestionKind.TEXT:
        return Slot(name, label, kind=SlotKind.NOTE, limit=NOTE_LIMIT, rows=_ROWS)
    media = question.kind in (QuestionKind.PHOTO, QuestionKind.SIGNATURE)
    return Slot(name, label, placeholder=_TAKEN_ELSEWHERE if media else "")


class AnswerScreen(SavedForm):
    """Dismissed with what was saved, or None."""

    CSS_PATH: ClassVar[None] = None

    def __init__(self, session: Session, job: Job, model: AnswerModel) -> None:
        super().__init__(session, keeps=False)
        self.job, self._model = job, model
        self.hand = FormHand(model, 80)

    @property
    def model(self) -> AnswerModel:
        return self._model

    @property
    def saves(self) -> Sequence[str]:
        return (Kind.FORM_ANSWER,)

    def heading(self) -> Parts:
        state = "saving" if self.is_saving else "not saved yet"
        title = f" {self._model.form.name} of job {self.job.number} "
        return ((title, "panel_accent"), (f" {state} ", "panel_muted"))

    def on_mount(self) -> None:
        self.hand.refresh(self.form_width)
        if self.hand.sheet.spots:
            self.hand.enter(self.hand.sheet.spots[0].name)

    def save(self) -> None:
        if self.may_save():
            self.save_by(AnswerForm(self.job.id, self._model.form.id, tuple(self._model.answers)))

    def show_conflict(self, stale: Stale) -> None:
        self.say(f"Not saved: job {self.job.number} was deleted meanwhile.", "panel_error")


def fill_form(form: JobEntry, form_id: int) -> None:
    """Fill a form of the saved job that is open; what was answered last is there to begin with."""
    model = form.model
    job = model.job
    asked = model.office.forms_by_id.get(form_id)
    if job is None or asked is None:
        form.say("Save the job first, then fill its forms." if job is None else "This form was deleted meanwhile.")
        return
    known = [each for each in model.answers if each.form_id == asked.id and each.questions == asked.questions]
    begun = max(known, key=lambda each: each.id).answers if known else ("",) * len(asked.questions)

    def filled(done: Done | None) -> None:
        if done is not None:
            form.bring(_show_answers(form, job.id, done.line), Coming.FILLS)

    answering = AnswerModel(asked, begun, model.clock)
    form.app.push_screen(AnswerScreen(form.session, job, answering), filled)


async def _show_answers(form: JobEntry, job_id: int, line: str) -> None:
    """The forms of the job as they are filled now; `line` says what was filled."""
    model, file = form.model, await form.bridge.ask(lambda desk: desk.job_file(job_id))
    if file is not None and model.job is not None and model.job.id == job_id:
        model.answers = file.answers
        form.say(f"{line} What else is in this form is not saved yet." if model.is_dirty else line, "panel_good")
