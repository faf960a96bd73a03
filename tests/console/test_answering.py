"""Forms of a job are filled on screen: from the job's form, every answer checked, seen there afterwards."""

from contextlib import closing

from industrack_core.domain.acts.acts import SaveRecord
from industrack_core.domain.outcomes import Done
from industrack_core.domain.records.form import Form, FormAnswer, FormQuestion, QuestionKind
from industrack_core.domain.records.job_parts import FormOnJob
from industrack_tui.dialogs.question import Question as Asked
from industrack_tui.forms.job.answering import AnswerScreen
from tests.console.seat import Seat, other_desk, seated
from tests.console.test_templates import to_job_with

QUESTIONS = (
    FormQuestion(text="What was done?", required=True),
    FormQuestion(text="Pressure in psi", kind=QuestionKind.NUMBER),
    FormQuestion(text="Is it tight?", kind=QuestionKind.YES_NO, required=True),
    FormQuestion(text="Next visit", kind=QuestionKind.DATE),
    FormQuestion(text="Protection", kind=QuestionKind.CHOICE, choices=("Gloves", "Full kit")),
    FormQuestion(text="Photo", kind=QuestionKind.PHOTO),
)


def with_form(url: str) -> Form:
    """A form with a question of every kind."""
    with closing(other_desk(url)) as desk:
        assert isinstance(desk.perform(SaveRecord(Form(name="Boiler check", questions=QUESTIONS))), Done)
        return next(each for each in desk.office().forms if each.name == "Boiler check")


async def to_form(seat: Seat, name: str) -> int:
    """The form of a job with the form put on it and saved; the hand on its line. Answers the job's id."""
    job = await to_job_with(seat, tasks=True)
    await seat.press("enter")
    await seat.field("forms.add")
    await seat.write(name)
    await seat.press("enter", "f2")
    while not seat.at_board:
        await seat.press("enter")
    await seat.press("enter")
    await seat.field(f"forms.{len(seat.job(job.number).forms) - 1}", selected=False)
    return job.id


def filled(url: str, job_id: int, form: Form) -> list[FormAnswer]:
    with closing(other_desk(url)) as desk:
        file = desk.job_file(job_id)
    assert file is not None
    return [each for each in file.answers if each.form_id == form.id]


def shown(seat: Seat) -> str:
    return " ".join(seat.text.split())


async def test_every_kind_of_question_is_answered_and_seen_in_the_job(demo: str) -> None:
    form = with_form(demo)
    async with seated(demo) as seat:
        job_id = await to_form(seat, "boiler check")
        await seat.press("enter")
        screen = seat.top(AnswerScreen)
        assert "What was done? has to be answered" in shown(seat)
        await seat.write("Cleaned")
        await seat.press("tab")
        await seat.write("12,5")
        await seat.press("tab")
        await seat.write("y")
        await seat.press("enter")
        await seat.write("1 dec")
        await seat.press("tab", "down", "down", "enter", "f2")
        assert seat.app.screen is not screen, seat.text
        (answer,) = filled(demo, job_id, form)
        assert answer.answers == ("Cleaned", "12,5", "yes", "2026-12-01", "Full kit", "")
        assert answer.who == "ana"
        assert "Filled Boiler check of" in shown(seat)
        assert "Boiler check, filled by ana" in shown(seat)
        await seat.press("escape")
        assert seat.at_board
        await seat.press("u")
        assert filled(demo, job_id, form) == []


async def test_what_is_wrong_is_said_at_the_answer_and_nothing_typed_is_lost(demo: str) -> None:
    form = with_form(demo)
    async with seated(demo) as seat:
        job_id = await to_form(seat, "boiler check")
        await seat.press("enter", "tab")
        await seat.write("lots")
        await seat.press("tab")
        assert "Pressure in psi: type a number." in shown(seat)
        await seat.press("tab")
        await seat.write("30 feb")
        await seat.press("tab", "f2")
        screen = seat.top(AnswerScreen)
        assert set(screen.problems) == {f"answers.{place}" for place in range(4)}
        assert screen.hand.focus == "answers.0"
        assert (screen.text("answers.1"), screen.text("answers.3")) == ("lots", "30 feb")
        await seat.press("tab", "tab", "tab", "home", "shift+end", "delete")
        await seat.write("1 dec")
        await seat.press("f2")
        assert set(screen.problems) == {f"answers.{place}" for place in range(3)}
        assert filled(demo, job_id, form) == []
        await seat.press("escape")
        assert seat.top(Asked).heading == "Leave the form?"
        await seat.press("y")
        assert seat.form.hand.focus is not None


async def test_what_was_answered_is_there_to_begin_with(demo: str) -> None:
    form = with_form(demo)
    async with seated(demo) as seat:
        job_id = await to_form(seat, "boiler check")
        for word, text in (("Cleaned", "Cleaned"), (" twice", "Cleaned twice")):
            await seat.press("enter")
            assert seat.top(AnswerScreen).hand.focus == "answers.0"
            await seat.press("end")
            await seat.write(word)
            await seat.press("tab", "tab")
            await seat.write("no")
            await seat.press("enter", "f2")
            assert text in {each.answers[0] for each in filled(demo, job_id, form)}
        assert len(filled(demo, job_id, form)) == 2


async def test_a_job_that_is_not_saved_has_nothing_to_fill(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("a")
        seat.form.model.set(forms=(FormOnJob(form_id=with_form(demo).id),))
        seat.form.draw()
        await seat.field("forms.0", selected=False)
        await seat.press("enter")
        assert "Save the job first, then fill its forms." in shown(seat)
