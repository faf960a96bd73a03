"""Settings lists: one act for all, with versions, names that are the only ones, and undo. Forms are answered."""

from dataclasses import replace
from typing import Any

import pytest

from industrack_core.desk.desk import Desk
from industrack_core.desk.jobs.answering import answer_finding
from industrack_core.domain.acts.acts import AddJob, AnswerForm, SaveRecord, Undo
from industrack_core.domain.outcomes import Done, Refused, Stale
from industrack_core.domain.records.customer import Equipment
from industrack_core.domain.records.form import Form, FormQuestion, QuestionKind
from industrack_core.domain.records.inventory import InventoryItem
from industrack_core.domain.records.job_parts import JobItem
from industrack_core.domain.records.office import Calendar, Group, JobColor, ServiceType
from industrack_core.domain.records.purchase import OrderLine, PurchaseOrder
from industrack_core.domain.records.settings import HoldReason, JobTemplate, NumberSeries, Tag, TaskTemplate
from tests.desk.office import done
from tests.store.small_company import LINDQVIST, draft

GOOD: list[Any] = [
    Tag(name="VIP"),
    HoldReason(name="Rain"),
    TaskTemplate(name="Visit", lines=("Look",)),
    JobTemplate(name="Yearly", minutes=90, items=(JobItem(name="Filter"),), tasks=("Clean",)),
    Form(name="Report", questions=(FormQuestion(text="Well?", kind=QuestionKind.YES_NO),)),
    NumberSeries(kind="estimate", prefix="E"),
    InventoryItem(name="Filter", sku="F-1", price=100),
    Equipment(customer_id=LINDQVIST, name="Boiler"),
    PurchaseOrder(vendor="Halsey", lines=(OrderLine(name="Filter"),)),
    Calendar(name="Mine", group_ids=(8,)),
    Group(name="Crew"),
    ServiceType(name="Sweeping"),
    JobColor(name="Green", hue="green"),
]


ONE_CHOICE = FormQuestion(text="?", kind=QuestionKind.CHOICE, choices=("a",))


@pytest.mark.parametrize("record", GOOD, ids=lambda record: type(record).__name__)
def test_every_list_adds_changes_retires_and_undoes(desk: Desk, record: Any) -> None:
    outcome = done(desk.perform(SaveRecord(record)))
    saved = replace(record, id=outcome.changes[0].id, version=1)
    if isinstance(record, PurchaseOrder):
        saved = replace(saved, number="PO1001", vendor="Comfort")
    elif isinstance(record, NumberSeries):
        saved = replace(saved, automatic=False)
    else:
        saved = replace(saved, name="Other name")
    done(desk.perform(SaveRecord(saved)))
    stale = desk.perform(SaveRecord(saved))
    assert isinstance(stale, Stale)
    assert "this was not saved" in stale.sentence
    done(desk.perform(Undo()))
    done(desk.perform(Undo()))
    gone = desk.perform(SaveRecord(saved))
    assert isinstance(gone, Stale)
    assert gone.gone


@pytest.mark.parametrize(
    ("record", "field"),
    [
        (Tag(name=" "), "name"),
        (ServiceType(name="cleaning"), ""),
        (ServiceType(name="Cleaning"), "name"),
        (Calendar(name="No group"), "group_ids"),
        (Calendar(name="Backwards", opens=900, closes=600, group_ids=(8,)), "opens"),
        (Form(name="Empty"), "questions"),
        (Form(name="One", questions=(ONE_CHOICE,)), "questions.0.choices"),
        (Form(name="Blank", questions=(FormQuestion(text=" "),)), "questions.0.text"),
        (InventoryItem(name="Less", price=-1), "price"),
        (Equipment(customer_id=999, name="Whose"), "customer"),
        (PurchaseOrder(vendor=""), "vendor"),
        (PurchaseOrder(vendor="V", lines=(OrderLine(name="", quantity=0),)), "lines.0"),
        (NumberSeries(kind="dogs"), "kind"),
        (Tag(name="x" * 201), "name"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_at_its_field(desk: Desk, record: Any, field: str) -> None:
    outcome = desk.perform(SaveRecord(record))
    if not field:
        assert isinstance(outcome, Done)
        return
    assert isinstance(outcome, Refused), outcome
    assert [finding.field for finding in outcome.findings] == [field]


def test_what_is_retired_leaves_its_name_free(desk: Desk) -> None:
    tag = done(desk.perform(SaveRecord(Tag(name="VIP")))).changes[0].id
    done(desk.perform(SaveRecord(Tag(id=tag, version=1, name="VIP", retired=True))))
    done(desk.perform(SaveRecord(Tag(name="VIP"))))


@pytest.mark.parametrize(
    ("question", "good", "bad"),
    [
        (FormQuestion(text="T", required=True), "anything", ""),
        (FormQuestion(text="N", kind=QuestionKind.NUMBER), "-1.5", "NaN"),
        (FormQuestion(text="Y", kind=QuestionKind.YES_NO), "yes", "maybe"),
        (FormQuestion(text="C", kind=QuestionKind.CHOICE, choices=("a", "b")), "b", "c"),
        (FormQuestion(text="D", kind=QuestionKind.DATE), "2026-11-24", "30 Feb"),
    ],
)
def test_answers_fit_their_questions(question: FormQuestion, good: str, bad: str) -> None:
    assert answer_finding(question, good, "f") is None
    finding = answer_finding(question, bad, "f")
    assert finding is not None
    assert finding.text.startswith(question.text)


def test_a_form_is_filled_and_its_answers_are_kept(desk: Desk) -> None:
    form = Form(name="Report", questions=(FormQuestion(text="Well?", required=True), FormQuestion(text="Why?")))
    form_id = done(desk.perform(SaveRecord(form))).changes[0].id
    job_id = done(desk.perform(AddJob(draft()))).changed_id("job") or 0
    assert isinstance(desk.perform(AnswerForm(job_id, form_id, ("", ""))), Refused)
    assert isinstance(desk.perform(AnswerForm(job_id, form_id, ("one",))), Refused)
    assert isinstance(desk.perform(AnswerForm(999, form_id, ("one", ""))), Stale)
    done(desk.perform(AnswerForm(job_id, form_id, ("Yes\x1b", ""))))
    file = desk.job_file(job_id)
    assert file is not None
    (answer,) = file.answers
    assert (answer.answers, answer.who, answer.questions) == (("Yes", ""), "mika", form.questions)
