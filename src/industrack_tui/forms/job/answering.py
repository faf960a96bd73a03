"""Filling a form of a saved job, as the office: a question after the other, each answer checked as it is left."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from industrack_core.domain.acts.acts import AnswerForm
from industrack_core.domain.acts.limits import NOTE_LIMIT
from industrack_core.domain.outcomes import Done, Stale
from industrack_core.domain.records.form import Form, FormQuestion, QuestionKind
from industrack_core.domain.records.job import Job
from industrack_core.domain.time.entry import EntryError, parse_day
from industrack_tui import acting
from industrack_tui.forms.entry_form import EntryForm
from industrack_tui.forms.problems import placed
from industrack_tui.forms.schedule_entry import Clockwork
from industrack_tui.session import Session
from industrack_tui.terminal.awaiting import Coming
from industrack_tui.widgets.form.hand import FormHand
from industrack_tui.widgets.form.layout import Laying, Parts, Sheet, Slot, SlotKind
from industrack_tui.widgets.form.pick import Candidate, matching
from industrack_tui.widgets.form.picture import Shown

if TYPE_CHECKING:
    from industrack_tui.forms.job.form import JobForm

_LABELS = {
    QuestionKind.TEXT: "Answer", QuestionKind.NUMBER: "A number", QuestionKind.YES_NO: "Yes or no",
    QuestionKind.CHOICE: "One of these", QuestionKind.DATE: "A date", QuestionKind.PHOTO: "Photo",
    QuestionKind.SIGNATURE: "Signature",
}  # fmt: skip
_TAKEN_ELSEWHERE = "taken in the field app; or say here where it is"
_ROWS = 2


class AnswerModel:
    """The answers to a form being typed: one text per question."""

    def __init__(self, form: Form, answers: Sequence[str], clock: Clockwork) -> None:
        self.form, self.clock = form, clock
        self.original = tuple(answers)
        self.answers = list(answers)
        self.problems: dict[str, str] = {}
        self.wrong: dict[str, str] = {}

    @property
    def is_dirty(self) -> bool:
        return tuple(self.answers) != self.original

    def _question(self, name: str) -> tuple[int, FormQuestion]:
        place = int(name.partition(".")[2])
        return place, self.form.questions[place]

    def sheet(self, width: int) -> Sheet:
        lay = Laying(width, self.problems)
        lay.section("questions", self.form.name)
        for place, question in enumerate(self.form.questions):
            must = (("  has to be answered", "panel_muted"),) if question.required else ()
            lay.text((question.text, "panel_strong"), *must)
            lay.fields(_slot(f"answers.{place}", question))
        return lay.done()

    def shown(self, name: str) -> Shown:
        return Shown(self.answers[self._question(name)[0]])

    def begin(self, slot: Slot) -> str:
        return self.shown(slot.name).text

    def typed(self, slot: Slot, text: str) -> None:
        place, question = self._question(slot.name)
        self.problems.pop(slot.name, None)
        self.wrong.pop(slot.name, None)
        self.answers[place] = text
        if question.kind is QuestionKind.DATE and text.strip():
            clock = self.clock
            try:
                day = parse_day(text, now=clock.now, zone=clock.zone, day_first=clock.day_first)
            except EntryError as error:
                self.wrong[slot.name] = str(error)
            else:
                self.answers[place] = day.isoformat()

    def left(self, slot: Slot, text: str) -> None:
        place, _ = self._question(slot.name)
        said = self.all_problems().get(slot.name, "")
        if said and self.answers[place].strip():
            self.problems[slot.name] = said

    def all_problems(self) -> dict[str, str]:
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

    def picked(self, slot: Slot, candidate: Candidate) -> str | None:
        self.answers[self._question(slot.name)[0]] = candidate.text
        self.problems.pop(slot.name, None)
        return None

    def pressed(self, slot: Slot, key: str) -> bool:
        return False


def _slot(name: str, question: FormQuestion) -> Slot:
    label = _LABELS[question.kind]
    if question.kind in (QuestionKind.YES_NO, QuestionKind.CHOICE):
        return Slot(name, label, kind=SlotKind.PICK)
    if question.kind is QuestionKind.TEXT:
        return Slot(name, label, kind=SlotKind.NOTE, limit=NOTE_LIMIT, rows=_ROWS)
    media = question.kind in (QuestionKind.PHOTO, QuestionKind.SIGNATURE)
    return Slot(name, label, placeholder=_TAKEN_ELSEWHERE if media else "")


class AnswerScreen(EntryForm["Done | None"]):
    """Dismissed with what was saved, or None."""

    CSS_PATH: ClassVar[None] = None

    def __init__(self, session: Session, job: Job, model: AnswerModel) -> None:
        super().__init__(session)
        self.job, self._model = job, model
        self.hand = FormHand(model, 80)

    @property
    def model(self) -> AnswerModel:
        return self._model

    @property
    def form_keys(self) -> Sequence[tuple[str, str]]:
        return (("f2", "save"),)

    @property
    def problems(self) -> dict[str, str]:
        return self._model.problems

    @problems.setter
    def problems(self, said: dict[str, str]) -> None:
        self._model.problems = said

    @property
    def is_dirty(self) -> bool:
        return self._model.is_dirty

    def wrong(self, name: str) -> str:
        return self._model.wrong.get(name, "")

    def heading(self) -> Parts:
        state = "saving" if self.is_saving else "not saved yet"
        title = f" {self._model.form.name} of job {self.job.number} "
        return ((title, "panel_accent"), (f" {state} ", "panel_muted"))

    def on_mount(self) -> None:
        self.hand.refresh(self.form_width)
        if self.hand.sheet.spots:
            self.hand.enter(self.hand.sheet.spots[0].name)

    def command(self, key: str) -> bool:
        commands: dict[str, Callable[[], None]] = {
            "f1": self.show_keys, "f2": self.save, "escape": self.cancel, "ctrl+q": self.cancel,
        }  # fmt: skip
        run = commands.get(key)
        if run is not None:
            run()
        return run is not None

    def save(self) -> None:
        """Save, or show what is wrong with the typing; does nothing while a save is under way."""
        if self.is_saving:
            return
        problems = self._model.all_problems()
        if problems:
            self.show_problems(problems)
        else:
            self._model.problems = {}
            self.bring(self._save(), Coming.SAVES)

    async def _save(self) -> None:
        outcome = await acting.save(self, AnswerForm(self.job.id, self._model.form.id, tuple(self._model.answers)))
        if isinstance(outcome, Done):
            self.dismiss(outcome)
        elif isinstance(outcome, Stale):
            self.say(f"Not saved: job {self.job.number} was deleted meanwhile.", "panel_error")
        else:
            self.show_problems(*placed(outcome, self.field_names()))


def fill_form(form: "JobForm", place: int) -> None:
    """Fill a form of the saved job that is open; what was answered last is there to begin with."""
    model = form.model
    job = model.job
    asked = model.office.forms_by_id.get(model.draft.forms[place].form_id)
    if job is None or asked is None:
        form.say("Save the job first, then fill its forms." if job is None else "This form was deleted meanwhile.")
        return
    known = [each for each in model.answers if each.form_id == asked.id and each.questions == asked.questions]
    begun = max(known, key=lambda each: each.id).answers if known else ("",) * len(asked.questions)

    def filled(done: Done | None) -> None:
        if done is not None:
            form.bring(form.fetching.read_answers(job.id, done.line), Coming.FILLS)

    answering = AnswerModel(asked, begun, model.clock)
    form.app.push_screen(AnswerScreen(form.session, job, answering), filled)
