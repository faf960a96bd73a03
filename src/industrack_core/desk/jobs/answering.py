"""Filling a form on a job, as the office: every answer checked against its question."""

from datetime import date

from industrack_core.desk.jobs.job_checks import stops
from industrack_core.desk.plan import Decision, Setting, plan_of
from industrack_core.domain.acts.acts import AnswerForm
from industrack_core.domain.acts.limits import NOTE_LIMIT
from industrack_core.domain.kinds import Kind
from industrack_core.domain.outcomes import Finding, FindingKind, Refused, Stale, refusal
from industrack_core.domain.records.form import Form, FormAnswer, FormQuestion, QuestionKind
from industrack_core.domain.records.job import Job
from industrack_core.domain.text.number_entry import Notation, NumberAsked, read_number
from industrack_core.domain.text.text import clean
from industrack_core.domain.time.entry import EntryError
from industrack_core.store.writing.transaction import Transaction

_YES_NO = {"yes": "yes", "y": "yes", "no": "no", "n": "no"}


def answer_form(tx: Transaction, act: AnswerForm, setting: Setting) -> Decision:
    """Keep the answers, with the questions as they are now."""
    job, form = tx.get(Job, act.job_id), tx.get(Form, act.form_id)
    if job is None:
        return Stale(Kind.JOB, act.job_id, "The job", 0, 0)
    if form is None:
        return Refused((stops(FindingKind.ENTRY, "This form was deleted meanwhile."),))
    if len(act.answers) != len(form.questions):
        return Refused((stops(FindingKind.ENTRY, "This form was changed meanwhile: open it again."),))
    texts = [clean(each, limit=NOTE_LIMIT, multiline=True).text.strip() for each in act.answers]
    findings = [
        found
        for place, (question, text) in enumerate(zip(form.questions, texts, strict=True))
        if (found := answer_finding(question, text, f"answers.{place}"))
    ]
    refused = refusal(findings)
    if refused:
        return refused
    answer = FormAnswer(
        id=tx.new_id(), form_id=form.id, job_id=job.id, who=setting.who,
        at=setting.minute, questions=form.questions, answers=tuple(texts),
    )  # fmt: skip
    return plan_of([(None, answer)], f"Filled {form.name} of {job.number}.")


def answer_finding(question: FormQuestion, text: str, field: str) -> Finding | None:
    """What is wrong with an answer; None when nothing."""
    said = ""
    if not text:
        said = f"{question.text}: this has to be answered." if question.required else ""
    elif question.kind is QuestionKind.NUMBER and (why_not := _why_no_number(text)):
        said = f"{question.text}: {why_not}"
    elif question.kind is QuestionKind.YES_NO and text.casefold() not in _YES_NO:
        said = f"{question.text}: type yes or no."
    elif question.kind is QuestionKind.CHOICE and text not in question.choices:
        said = f"{question.text}: one of {', '.join(question.choices)}."
    elif question.kind is QuestionKind.DATE and not _is_date(text):
        said = f"{question.text}: type a date such as 2026-11-24."
    return stops(FindingKind.ENTRY, said, field) if said else None


_ANSWER = NumberAsked(
    places=12, least=-(10**27), most=10**27, hint="type a number.", exact="type fewer decimals.",
    over="type a smaller number.",
)  # fmt: skip


def _why_no_number(text: str) -> str:
    """Why a text is no number, or not one alone; it is kept as it was typed."""
    try:
        read_number(text, Notation(), _ANSWER)
    except EntryError as error:
        return error.sentence[:1].lower() + error.sentence[1:]
    return ""


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
