"""Employees and groups by keys: the card, weekly hours, time off, who leaves. As the database has it then."""

from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from industrack_core.domain.acts.acts import SaveRecord
from industrack_core.domain.outcomes import Done
from industrack_core.domain.records.found_job import FoundJob
from industrack_core.domain.records.listing import ListQuery
from industrack_core.domain.records.office import Employee, EmployeeState, Group, Office, Shift, TimeOff
from industrack_tui.dialogs.menu import Menu
from industrack_tui.dialogs.question import Question
from industrack_tui.forms.conflict import ConflictDialog
from industrack_tui.forms.job.form import JobForm
from industrack_tui.forms.record.form import RecordForm
from industrack_tui.office.jobs_ahead import JobsAhead
from tests.console.seat import Seat, other_desk, seated

HOSTILE = "\x1b[31m[red]Wong\u202e"


def office(url: str) -> Office:
    """The office as somebody else sees it."""
    with closing(other_desk(url)) as desk:
        return desk.office()


def employee(url: str, last_name: str) -> Employee:
    return next(each for each in office(url).employees if each.last_name == last_name)


def group(url: str, name: str) -> Group:
    return next(each for each in office(url).groups if each.name == name)


def saved(url: str, record: Any) -> None:
    """Somebody else saves a record."""
    with closing(other_desk(url)) as desk:
        outcome = desk.perform(SaveRecord(record))
    assert isinstance(outcome, Done), outcome


def time_off(url: str, employee_id: int) -> list[TimeOff]:
    """What somebody has off, the latest first."""
    with closing(other_desk(url)) as desk:
        rows = desk.list_page(ListQuery("time_off", "starts_at", True, parent=employee_id)).rows
        found: dict[int, Any] = dict(desk.records("time_off", [row.id for row in rows]))
        return [found[row.id] for row in rows]


def jobs_ahead(url: str, last_name: str) -> list[FoundJob]:
    """The jobs that somebody still has."""
    with closing(other_desk(url)) as desk:
        return desk.jobs_ahead(next(each.id for each in desk.office().employees if each.last_name == last_name))


async def on_employee(seat: Seat, last_name: str) -> None:
    """The list of employees, the cursor on one."""
    await seat.press("g", "p", "slash")
    await seat.write(last_name)
    await seat.press("enter")
    assert seat.row.endswith(last_name), seat.text


# -- the list and the card ---------------------------------------------------------------------


async def test_a_new_employee_is_offered_and_has_a_row_at_once(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("g", "p", "a")
        await seat.into("first_name", "Eva")
        await seat.into("last_name", "Aalto")
        await seat.into("phone", "555-0199")
        await seat.into("email", "eva@northwind.example")
        await seat.into("role", "Technician")
        await seat.into("hours", "mon-fri 8-12 13-17, sat 9-12:30")
        await seat.press("f2")
        assert seat.row == "Eva Aalto", "the cursor is on her"
        eva = employee(demo, "Aalto")
        assert (eva.first_name, eva.phone, eva.role, eva.state) == (
            "Eva",
            "555-0199",
            "Technician",
            EmployeeState.ACTIVE,
        )
        assert eva.hours[:3] == (Shift(0, 480, 720), Shift(0, 780, 1020), Shift(1, 480, 720))
        assert eva.hours[-1] == Shift(5, 540, 750)
        await seat.press("escape")
        assert seat.at_board
        assert any(" Aalto" in line for line in seat.lines), "the board has her row"


async def test_a_new_employee_has_the_usual_hours_and_a_name(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("g", "p", "a", "f2")
        assert "An employee needs a name." in seat.text
        assert "last_name" in seat.record.problems
        assert "mon-fri 8-17" in seat.text
        await seat.into("last_name", "Aalto")
        await seat.press("f2")
        assert employee(demo, "Aalto").hours == tuple(Shift(day, 480, 1020) for day in range(5))


async def test_hours_are_shown_as_they_are_meant_while_they_are_typed(demo: str) -> None:
    async with seated(demo) as seat:
        await on_employee(seat, "Byrne")
        await seat.press("enter")
        await seat.into("hours", "mon-thu 22-6")
        assert "Mon-Thu 22:00-06:00; 32 h a week" in seat.text
        await seat.field("hours")
        await seat.write("mon-fri 8-5")
        assert "type 8-17, or 8-5+1 for the next day" in " ".join(seat.text.split())
        await seat.press("f2")
        assert isinstance(seat.app.screen, RecordForm), "it is not saved"
        await seat.into("hours", "")
        assert "nothing is ever off hours" in seat.text
        await seat.press("f2")
        assert employee(demo, "Byrne").hours == ()


async def test_skills_are_ticked_from_those_that_work_takes_and_typed(demo: str) -> None:
    async with seated(demo) as seat:
        await on_employee(seat, "Byrne")
        before = employee(demo, "Byrne").skills
        await seat.press("enter")
        await seat.field("skills")
        await seat.write("gas")
        await seat.press("enter")
        await seat.write("diving")
        await seat.press("up", "enter", "f2")
        assert employee(demo, "Byrne").skills == (*before, "gas", "diving")


async def test_skills_with_commas_between_them_are_several(demo: str) -> None:
    async with seated(demo) as seat:
        await on_employee(seat, "Byrne")
        before = employee(demo, "Byrne").skills
        await seat.press("enter")
        await seat.field("skills")
        await seat.write(f"diving,,Gas , {before[0].upper()},  high   voltage")
        await seat.press("enter", "f2")
        assert employee(demo, "Byrne").skills == (*before, "diving", "gas", "high voltage"), "gas is known already"


async def test_two_with_one_address_and_a_wrong_address_are_refused_at_the_field(demo: str) -> None:
    async with seated(demo) as seat:
        await on_employee(seat, "Byrne")
        await seat.press("enter")
        await seat.into("email", "nowhere")
        await seat.press("f2")
        assert "email" in seat.record.problems
        await seat.into("email", "grace.kim@northwind.example")
        await seat.press("f2")
        assert "Grace Kim has this e-mail address" in seat.text
        await seat.press("escape", "y")
        assert seat.list.spec.title == "Employees"
        assert employee(demo, "Byrne").email.startswith("declan")


async def test_two_people_at_one_card_lose_nothing(demo: str) -> None:
    async with seated(demo) as seat:
        await on_employee(seat, "Byrne")
        await seat.press("enter")
        await seat.into("role", "Foreman")
        saved(demo, replace(employee(demo, "Byrne"), first_name="Dec", hours=(Shift(0, 480, 720),)))
        await seat.settle()
        await seat.press("f2")
        seat.top(ConflictDialog)
        assert "Employee could not be saved." in " ".join(seat.text.split())
        assert "Foreman" in seat.text
        await seat.press("r")
        assert seat.record.model.record.first_name == "Dec"
        await seat.press("f2")
        found = employee(demo, "Byrne")
        assert (found.first_name, found.role, found.hours) == ("Dec", "Foreman", (Shift(0, 480, 720),))


async def test_found_sorted_filtered_undone_and_not_deleted(demo: str) -> None:
    async with seated(demo) as seat:
        await on_employee(seat, "Byrne")
        await seat.press("delete")
        assert "nothing is deleted here" in seat.said
        await seat.press("escape", "o", "r")
        roles = [str(row.values["role"]) for row in seat.list.window.rows]
        assert roles == sorted(roles)
        await seat.press("s", "x")
        who = [each for each in office(demo).employees if each.state is EmployeeState.ARCHIVED]
        assert len(who) == 1
        if isinstance(seat.app.screen, JobsAhead):
            await seat.press("escape")
        await seat.press("F", "c")
        assert seat.rows == [who[0].short_name]
        await seat.press("u")
        assert seat.rows == []
        assert all(each.state is not EmployeeState.ARCHIVED for each in office(demo).employees)


async def test_hostile_names_are_data(demo: str) -> None:
    async with seated(demo, (80, 24)) as seat:
        await seat.press("g", "p", "a")
        await seat.field("last_name")
        await seat.paste(HOSTILE)
        await seat.press("f2")
        assert "[red]Wong" in seat.text
        assert "\x1b" not in seat.text
        assert "\u202e" not in seat.text
        assert all(len(line) == 80 for line in seat.lines)


# -- who leaves --------------------------------------------------------------------------------


async def test_who_leaves_has_their_jobs_listed_and_each_can_be_given_to_others(demo: str) -> None:
    async with seated(demo) as seat:
        await on_employee(seat, "Byrne")
        ahead = jobs_ahead(demo, "Byrne")
        await seat.press("s", "i")
        assert employee(demo, "Byrne").state is EmployeeState.INACTIVE
        assert seat.top(JobsAhead).records == ahead
        assert ahead[0].number in seat.text
        assert ahead[0].customer[:20] in seat.text
        await seat.press("down", "enter")
        moved = ahead[1].number
        assert seat.form.model.job == seat.job(moved)
        seat.form.model.record = replace(seat.form.model.record, crew=(employee(demo, "Okafor").id,))
        await seat.press("f2")
        while isinstance(seat.app.screen, Question):
            await seat.press("y")
        assert seat.top(JobsAhead).records == [ahead[0], *ahead[2:]], "it is not theirs any more"
        await seat.press("escape")
        assert "jobs to come" not in " ".join(seat.text.split()), "one of them went: the number is not so any more"
        await seat.press("F", "b")
        assert seat.rows == ["Declan Byrne"]


async def test_the_card_says_what_leaving_means_and_lists_the_jobs_after_saving(demo: str) -> None:
    async with seated(demo) as seat:
        await on_employee(seat, "Byrne")
        await seat.press("enter")
        await seat.field("state")
        await seat.write("arch")
        await seat.press("enter")
        assert "to come: they are listed after saving" in seat.text
        await seat.press("f2")
        seat.top(JobsAhead)
        assert employee(demo, "Byrne").state is EmployeeState.ARCHIVED
        await seat.press("enter")
        seat.top(JobForm)


async def test_the_state_that_somebody_has_is_dimmed_and_jobs_are_listed_without_leaving(demo: str) -> None:
    async with seated(demo) as seat:
        await on_employee(seat, "Byrne")
        await seat.press("s", "a")
        assert "Declan Byrne is active already." in seat.text
        seat.top(Menu)
        await seat.press("escape", "w")
        seat.top(JobsAhead)
        await seat.press("escape", "g", "p", "a")
        await seat.into("last_name", "Aalto")
        await seat.press("f2", "w")
        assert "Aalto has no jobs to come." in seat.said


async def test_a_console_that_only_reads_changes_nobody(demo: str) -> None:
    async with seated(demo, read_only=True) as seat:
        await on_employee(seat, "Byrne")
        for key in ("s", "a"):
            await seat.press(key)
            assert "read-only" in seat.said
        await seat.press("enter")
        await seat.into("role", "Boss")
        await seat.press("f2")
        assert "read-only" in seat.text


# -- time off ----------------------------------------------------------------------------------


async def test_time_off_is_typed_as_one_line_and_shades_the_board(demo: str) -> None:
    async with seated(demo) as seat:
        await on_employee(seat, "Byrne")
        byrne = employee(demo, "Byrne")
        await seat.press("f", "a")
        await seat.write("24 dec - 2 jan")
        assert "Thu 24 Dec 2026 - Sat 2 Jan 2027: 10 days" in seat.text
        await seat.into("reason", "Vacation")
        await seat.press("f2")
        [found] = time_off(demo, byrne.id)
        assert found.starts_at == datetime(2026, 12, 24, 5, tzinfo=UTC), "midnight in New York"
        assert found.ends_at == datetime(2027, 1, 3, 5, tzinfo=UTC)
        assert found.reason == "Vacation"
        assert "Thu 24 Dec 2026" in seat.text
        assert "Sat 02 Jan 2027" in seat.text, "the last day, not the midnight after it"


async def test_time_off_over_jobs_says_which(demo: str) -> None:
    async with seated(demo) as seat:
        await on_employee(seat, "Byrne")
        byrne = employee(demo, "Byrne")
        await seat.press("f", "a", "f2")
        [found] = time_off(demo, byrne.id)
        assert found.ends_at - found.starts_at == timedelta(days=1)
        today = sorted(job.number for job in seat.jobs() if byrne.id in job.crew)
        assert today
        assert "They have" in seat.said
        assert today[0] in seat.said


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("fri 13", "Until when?"),
        ("2 jan 2027 - 24 dec 2026", "must not come before"),
        ("8 mar 2026 2:30-4", "does not exist"),
        ("holidays", "is no day or time"),
        ("", "Nothing was typed"),
    ],
)
async def test_wrong_time_off_is_said_at_the_field(demo: str, typed: str, sentence: str) -> None:
    async with seated(demo) as seat:
        await on_employee(seat, "Byrne")
        await seat.press("f", "a")
        await seat.into("starts_at", typed)
        assert sentence in " ".join(seat.text.split())
        await seat.press("f2")
        assert isinstance(seat.app.screen, RecordForm)
        assert time_off(demo, employee(demo, "Byrne").id) == []


async def test_time_off_is_edited_deleted_and_brought_back_by_undo(demo: str) -> None:
    async with seated(demo) as seat:
        await on_employee(seat, "Goldberg")
        goldberg = employee(demo, "Goldberg").id
        await seat.press("enter")
        assert "1 entry" in seat.text
        await seat.field("time_off")
        await seat.press("enter")
        assert seat.list.spec.title == "Time off"
        assert "of Hannah Goldberg" in seat.text
        await seat.press("enter")
        await seat.into("starts_at", "fri 13-17")
        await seat.press("f2")
        [found] = time_off(demo, goldberg)
        assert found.starts_at == datetime(2026, 11, 27, 18, tzinfo=UTC)
        await seat.press("delete", "y")
        assert time_off(demo, goldberg) == []
        await seat.press("u")
        assert time_off(demo, goldberg) != []
        await seat.press("slash")
        await seat.write("vacat")
        await seat.press("enter")
        assert seat.rows == ["Vacation"]
        await seat.press("escape", "escape")
        assert isinstance(seat.app.screen, RecordForm), "back at the card"


async def test_two_people_at_one_stretch(demo: str) -> None:
    async with seated(demo) as seat:
        await on_employee(seat, "Goldberg")
        goldberg = employee(demo, "Goldberg").id
        await seat.press("f", "enter")
        await seat.into("reason", "Ill")
        [found] = time_off(demo, goldberg)
        saved(demo, replace(found, ends_at=datetime(2026, 12, 24, 5, tzinfo=UTC)))
        await seat.press("f2")
        seat.top(ConflictDialog)
        assert "Time off could not be saved." in " ".join(seat.text.split())
        await seat.press("r", "f2")
        [found] = time_off(demo, goldberg)
        assert (found.reason, found.ends_at) == ("Ill", datetime(2026, 12, 24, 5, tzinfo=UTC))


# -- groups ------------------------------------------------------------------------------------


async def test_a_group_is_made_of_ticked_people_and_headed_by_one(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("g", "r", "a")
        await seat.into("name", "Night")
        await seat.field("member_ids.add")
        await seat.write("kim")
        await seat.press("enter")
        await seat.write("tanaka")
        await seat.press("enter")
        assert "2 active of 2." in seat.text
        await seat.field("supervisor_id")
        await seat.write("chen")
        await seat.press("enter", "f2")
        people = [employee(demo, name).id for name in ("Kim", "Tanaka", "Chen")]
        night = group(demo, "Night")
        assert (night.member_ids, night.supervisor_id) == (tuple(people[:2]), people[2])
        assert seat.row == "Night"
        assert "Grace Kim, Yuki Tanaka" in seat.text


async def test_who_heads_a_group_already_is_refused_at_the_field(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("g", "r", "enter")
        await seat.field("supervisor_id")
        await seat.write("byrne")
        await seat.press("enter", "f2")
        assert "They head the group Plumbing already: nobody heads two." in " ".join(seat.text.split())
        assert "supervisor_id" in seat.record.problems
        await seat.field("supervisor_id")
        await seat.write("nobody")
        await seat.press("enter", "f2")
        assert group(demo, "Electrical").supervisor_id is None


async def test_a_member_is_taken_off_and_a_group_retired_and_brought_back(demo: str) -> None:
    saved(demo, Group(name="Apprentices", member_ids=(employee(demo, "Ferraro").id, employee(demo, "Herrera").id)))
    async with seated(demo) as seat:
        await seat.press("g", "r")
        assert seat.row == "Apprentices"
        await seat.press("enter")
        await seat.field("member_ids.0", selected=False)
        await seat.press("delete", "f2")
        assert group(demo, "Apprentices").member_ids == (employee(demo, "Herrera").id,)
        await seat.press("delete")
        assert "stays on what uses it" in " ".join(seat.text.split())
        await seat.press("y")
        assert "Apprentices" not in seat.rows
        assert all(each.name != "Apprentices" for each in office(demo).groups)
        await seat.press("right")
        assert seat.rows == ["Apprentices"]
        await seat.press("R")
        assert group(demo, "Apprentices").member_ids == (employee(demo, "Herrera").id,)


async def test_a_group_that_a_calendar_shows_stays(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("g", "r", "delete", "y")
        assert "shows this group: change the calendar first." in seat.text
        assert not group(demo, "Electrical").retired


async def test_two_people_at_one_group_see_names_and_both_tick(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("g", "r", "enter")
        await seat.field("member_ids.add")
        await seat.write("chen")
        await seat.press("enter")
        before = group(demo, "Electrical")
        saved(demo, replace(before, member_ids=(*before.member_ids, employee(demo, "Kim").id)))
        await seat.press("f2")
        seat.top(ConflictDialog)
        assert "Grace Kim" in seat.text
        assert "Mei-Ling Chen" in seat.text
        await seat.press("r", "f2")
        both = (employee(demo, "Kim").id, employee(demo, "Chen").id)
        assert group(demo, "Electrical").member_ids == (*before.member_ids, *both)
