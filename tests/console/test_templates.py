"""Templates made from a job: by the menu and by name, refused names kept, loaded again into a new job."""

from contextlib import closing

from industrack_core.domain.records.job import Job
from industrack_core.domain.records.office import Office
from industrack_tui.dialogs.prompt import Prompt
from tests.console.seat import Seat, other_desk, seated
from tests.console.test_add_job import open_at


def office_of(url: str) -> Office:
    with closing(other_desk(url)) as desk:
        return desk.office()


async def to_job_with(seat: Seat, *, tasks: bool) -> Job:
    """The cursor onto a job that has tasks, and items with them, or no tasks."""
    for _ in range(120):
        block = await seat.to_block()
        job = seat.job(block.number)
        if bool(job.tasks) is tasks and bool(job.items) >= tasks:
            return job
    raise AssertionError("there is no such job")


async def test_a_job_template_has_what_is_of_the_work_and_is_loaded_again(demo: str) -> None:
    async with seated(demo) as seat:
        job = await to_job_with(seat, tasks=True)
        await seat.press("A", "m")
        assert seat.top(Prompt).heading == f"Job template from job {job.number}"
        assert job.description in seat.text
        await seat.press("ctrl+a", "ctrl+k")
        await seat.write("Like that one")
        assert f"Job template Like that one, from job {job.number}" in seat.text
        await seat.press("enter")
        assert "Added job template Like that one." in seat.status
        (template,) = [each for each in office_of(demo).job_templates if each.name == "Like that one"]
        assert (template.description, template.service_type_id, template.minutes, template.note) == (
            job.description, job.service_type_id, job.minutes, job.note,
        )  # fmt: skip
        assert template.tasks == tuple(task.text for task in job.tasks)
        assert [(item.item_id, item.quantity, item.price, item.id) for item in template.items] == [
            (item.item_id, item.quantity, item.price, 0) for item in job.items
        ]
        assert all(form.id == 0 for form in template.forms)
        await open_at(seat)
        await seat.write("russo")
        await seat.press("enter")
        await seat.field("template")
        await seat.write("like that")
        await seat.press("enter")
        assert seat.form.text("description") == job.description
        assert len(seat.form.model.record.items) == len(job.items)


async def test_a_name_that_is_taken_is_refused_and_stays_typed(demo: str) -> None:
    taken = office_of(demo).task_templates[0].name
    async with seated(demo) as seat:
        await to_job_with(seat, tasks=True)
        await seat.press("A", "t", "ctrl+a", "ctrl+k")
        await seat.write(taken)
        await seat.press("enter")
        assert seat.top(Prompt).entry.text == taken
        assert f"There is a task template {taken} already." in " ".join(seat.text.split())
        await seat.press("enter")
        seat.top(Prompt)
        await seat.press("end")
        await seat.write(" again")
        await seat.press("enter")
        assert f"Added task template {taken} again." in seat.status
        await seat.press("u")
        assert f"{taken} again" not in {each.name for each in office_of(demo).task_templates}


async def test_a_job_without_tasks_makes_no_task_template(demo: str) -> None:
    async with seated(demo) as seat:
        job = await to_job_with(seat, tasks=False)
        await seat.press("A", "t")
        assert seat.at_board
        assert f"Job {job.number} has no tasks to make a template of." in seat.status


async def test_leaving_the_question_makes_nothing(demo: str) -> None:
    before = office_of(demo).job_templates
    async with seated(demo) as seat:
        await seat.to_block()
        await seat.press("A", "m", "escape")
        assert seat.at_board
        assert office_of(demo).job_templates == before


async def test_on_a_free_cell_the_menu_says_what_is_needed(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.to_cell(4, "11:00")
        await seat.press("A", "m")
        assert "Job template:" in seat.text
