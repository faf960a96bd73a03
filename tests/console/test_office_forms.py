"""Forms by keys: edited as text over their list, two people at one form, and what was answered."""

from contextlib import closing
from dataclasses import replace
from typing import Any

from industrack_core.domain.acts.acts import AnswerForm, SaveRecord
from industrack_core.domain.outcomes import Done
from industrack_core.domain.records.form import Form, FormAnswer, FormPreset, FormQuestion, QuestionKind
from industrack_core.domain.records.job_parts import Trigger
from industrack_core.domain.records.listing import ListQuery
from industrack_tui.dialogs.page import Page
from industrack_tui.dialogs.question import Question as Asked
from industrack_tui.forms.conflict import ConflictDialog
from industrack_tui.office.form_editor import FormEditor
from tests.console.seat import Seat, other_desk, seated

BOILER = Form(
    name="Aaa boiler",
    questions=(
        FormQuestion(text="Pressure", kind=QuestionKind.NUMBER),
        FormQuestion(text="Leaks?", kind=QuestionKind.YES_NO),
    ),
)


def form(url: str, name: str) -> Form:
    """A form as somebody else sees it."""
    with closing(other_desk(url)) as desk:
        return next(each for each in desk.office().forms if each.name == name)


def saved(url: str, record: Any) -> int:
    """Somebody else saves a record; answers its id."""
    with closing(other_desk(url)) as desk:
        outcome = desk.perform(SaveRecord(record))
    assert isinstance(outcome, Done), outcome
    return outcome.changed_id("form") or 0


async def write_form(seat: Seat, text: str) -> None:
    """Put a text into the editor."""
    seat.top(FormEditor).entry.text = text
    await seat.settle()


def answered(url: str, form_id: int, count: int) -> list[str]:
    """Fill a form on some jobs; their numbers."""
    with closing(other_desk(url)) as desk:
        jobs = [each.job for each, _ in zip(desk.jobs(), range(count), strict=False)]
        for index, job in enumerate(jobs):
            outcome = desk.perform(AnswerForm(job.id, form_id, (str(index), "yes" if index % 2 else "no")))
            assert isinstance(outcome, Done), outcome
        return [job.number for job in jobs]


# -- editing -----------------------------------------------------------------------------------


async def test_a_form_is_written_as_text_and_jobs_can_have_it(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("g", "f", "a")
        await write_form(seat, "Boiler check\non complete, blocks\nPressure (number) *")
        await seat.press("f2")
        assert seat.row == "Boiler check"
        found = form(demo, "Boiler check")
        assert found.questions == (FormQuestion(text="Pressure", kind=QuestionKind.NUMBER, required=True),)
        assert found.presets == (FormPreset(trigger=Trigger.COMPLETE, blocks=True),)
        assert "1 question" in seat.text
        assert "Complete (blocks)" in seat.text
        await seat.until(lambda: any(each.name == "Boiler check" for each in seat.schedule.office.forms))  # type: ignore[union-attr]


async def test_the_actions_menu_leads_to_the_list_and_a_form_is_changed(demo: str) -> None:
    saved(demo, BOILER)
    async with seated(demo) as seat:
        await seat.press("A", "f")
        assert seat.row == "Aaa boiler"
        await seat.press("enter")
        assert seat.top(FormEditor).entry.text == "Aaa boiler\nPressure (number)\nLeaks? (yes/no)\n"
        await write_form(seat, "Aaa boiler\nPressure (number)\n")
        await seat.press("f2")
        assert [each.text for each in form(demo, "Aaa boiler").questions] == ["Pressure"]
        await seat.press("u")
        assert form(demo, "Aaa boiler").questions == BOILER.questions


async def test_what_is_refused_or_wrong_keeps_the_text(demo: str) -> None:
    saved(demo, BOILER)
    async with seated(demo) as seat:
        await seat.press("g", "f", "a")
        await write_form(seat, "Aaa boiler")
        await seat.press("f2")
        assert "A form needs a question" in seat.text
        await write_form(seat, "Aaa boiler\nAgain?")
        await seat.press("f2")
        assert "There is a form Aaa boiler already." in seat.text
        assert seat.top(FormEditor).entry.text == "Aaa boiler\nAgain?"
        await seat.press("escape")
        seat.top(Asked)
        await seat.press("y")
        assert seat.list.spec.title == "Forms"


async def test_two_people_at_one_form_lose_nothing(demo: str) -> None:
    saved(demo, BOILER)
    async with seated(demo) as seat:
        await seat.press("g", "f", "enter")
        await write_form(seat, "Aaa boiler\non manual\nPressure (number)\nLeaks? (yes/no)\nNoise?\n")
        theirs = form(demo, "Aaa boiler")
        saved(demo, replace(theirs, questions=(*theirs.questions, FormQuestion(text="Smell?"))))
        await seat.press("f2")
        seat.top(ConflictDialog)
        words = " ".join(seat.text.split())
        assert "Form could not be saved." in words
        assert "Smell?" in words
        assert "Noise?" in words
        assert [each.text for each in form(demo, "Aaa boiler").questions] == ["Pressure", "Leaks?", "Smell?"]
        await seat.press("escape")
        assert "Noise?" in seat.top(FormEditor).entry.text, "what was typed stays"
        await seat.press("f2", "r")
        assert "not saved yet" in seat.text
        await seat.press("f2")
        assert seat.row == "Aaa boiler"
        found = form(demo, "Aaa boiler")
        assert [each.text for each in found.questions] == ["Pressure", "Leaks?", "Smell?", "Noise?"]
        assert [each.trigger for each in found.presets] == [Trigger.MANUAL]


async def test_the_latest_version_of_a_form_is_loaded_when_asked_for(demo: str) -> None:
    saved(demo, BOILER)
    async with seated(demo) as seat:
        await seat.press("g", "f", "enter")
        await write_form(seat, "Aaa mine\nPressure (number)\n")
        saved(demo, replace(form(demo, "Aaa boiler"), name="Aaa theirs"))
        await seat.press("f2", "l")
        assert seat.top(FormEditor).entry.text.startswith("Aaa theirs\n")
        await seat.press("escape")
        assert seat.list.spec.title == "Forms"


async def test_a_form_is_retired_and_brought_back(demo: str) -> None:
    saved(demo, BOILER)
    async with seated(demo, (80, 24)) as seat:
        await seat.press("g", "f", "delete", "y")
        assert form(demo, "Aaa boiler").retired
        assert "Aaa boiler" not in seat.rows
        await seat.press("right")
        assert seat.row == "Aaa boiler"
        await seat.press("R")
        assert not form(demo, "Aaa boiler").retired


async def test_a_console_that_only_reads_keeps_what_was_typed(demo: str) -> None:
    saved(demo, BOILER)
    async with seated(demo, read_only=True) as seat:
        await seat.press("g", "f", "a")
        assert "read-only" in seat.said
        await seat.press("enter")
        await write_form(seat, "Aaa boiler\nOther?\n")
        await seat.press("f2")
        assert "read-only" in seat.text
        assert "Other?" in seat.top(FormEditor).entry.text


# -- answers -----------------------------------------------------------------------------------


async def test_answers_are_listed_newest_first_and_shown_with_their_questions(demo: str) -> None:
    numbers = answered(demo, saved(demo, BOILER), 3)
    saved(demo, replace(form(demo, "Aaa boiler"), questions=(FormQuestion(text="Something else"),)))
    async with seated(demo) as seat:
        await seat.press("g", "f", "w")
        assert seat.list.spec.title == "Answers"
        assert "Answers of Aaa boiler  3" in seat.text
        assert [row.values["job"] for row in seat.list.window.rows] == numbers[::-1]
        await seat.press("enter")
        page = seat.top(Page)
        assert numbers[-1] in page.heading
        assert "Filled by bo, Tue 24 Nov 2026 10:37" in seat.text
        assert "Pressure" in seat.text, "the questions as they were then"
        assert "Something else" not in seat.text
        assert "  2" in seat.text
        await seat.press("escape", "slash")
        await seat.write(numbers[0])
        await seat.press("enter")
        assert [row.values["job"] for row in seat.list.window.rows] == [numbers[0]]
        await seat.press("escape", "a")
        assert "a form is filled on its job" in seat.said
        await seat.press("delete")
        assert "nothing is deleted here" in seat.said


async def test_answers_of_two_forms_are_apart_and_new_ones_come_by_themselves(demo: str) -> None:
    first = saved(demo, BOILER)
    other = saved(demo, replace(BOILER, name="Aab other"))
    answered(demo, other, 2)
    async with seated(demo) as seat:
        await seat.press("g", "f", "w")
        assert "Nobody has filled this form yet." in seat.text
        answered(demo, first, 1)
        await seat.until(lambda: len(seat.list.window.rows) == 1)
        await seat.settle()


async def test_answers_are_paged_and_hostile_ones_are_data(demo: str) -> None:
    form_id = saved(demo, BOILER)
    with closing(other_desk(demo)) as desk:
        from industrack_core.domain.acts.founding import LoadRecords

        job = next(iter(desk.jobs())).job
        begin = desk.reserve_ids(1500)
        records = tuple(
            FormAnswer(
                id=begin + index, form_id=form_id, job_id=job.id, who="[red]bo\x1b[1m", at=desk.clock(),
                questions=BOILER.questions, answers=("\x1b[2J[b]1", "yes"),
            )
            for index in range(1500)
        )  # fmt: skip
        assert isinstance(desk.perform(LoadRecords(records, "Loaded.")), Done)
        query = ListQuery("form_answer", "at", True, parent=form_id)
        page = desk.list_page(query, limit=100)
        assert [row.id for row in page.rows] == [begin + 1499 - index for index in range(100)]
        following = desk.list_page(query, page.rows[-1].position, limit=100)
        assert following.rows[0].id == begin + 1399
    async with seated(demo) as seat:
        await seat.press("g", "f", "w")
        assert "over 1,000" in seat.text
        await seat.press("end")
        assert seat.list.current is not None
        assert seat.list.current.id == begin
        await seat.press("enter")
        assert "[b]1" in seat.text
        assert "\x1b" not in seat.text
