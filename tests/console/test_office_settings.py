"""The settings by keys: company, calendars, colors, kinds of work, templates, tags, numbering."""

from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest

from industrack_core.domain.acts.acts import AddJob, SaveRecord
from industrack_core.domain.acts.drafts import JobDraft
from industrack_core.domain.outcomes import Done
from industrack_core.domain.records.customer import Customer
from industrack_core.domain.records.job import Priority
from industrack_core.domain.records.job_parts import Trigger
from industrack_core.domain.records.listing import ListQuery
from industrack_core.domain.records.office import Calendar, Office
from industrack_core.domain.records.record import RECORD_TYPES
from industrack_core.domain.records.settings import NumberSeries, Tag
from industrack_tui.dialogs.menu import Menu
from industrack_tui.forms.conflict import ConflictDialog
from industrack_tui.forms.record.form import RecordForm
from industrack_tui.lists.spec import ListSpec
from industrack_tui.office import settings_lists
from industrack_tui.palettes import HUES, built_in
from industrack_tui.surroundings import MILLIONS
from tests.console.seat import Seat, other_desk, seated

LETTERS = {
    "a": settings_lists.CALENDARS, "o": settings_lists.COLORS, "s": settings_lists.SERVICE_TYPES,
    "h": settings_lists.HOLD_REASONS, "t": settings_lists.TASK_TEMPLATES, "j": settings_lists.JOB_TEMPLATES,
    "g": settings_lists.TAGS,
}  # fmt: skip
"""The lists by their letters in the menu of the settings."""

MORE = {"job_color": {"hue": "red"}}
"""What a record of a list needs beside a name."""


def office(url: str) -> Office:
    """The office as somebody else sees it."""
    with closing(other_desk(url)) as desk:
        return desk.office()


def named(url: str, kind: str, name: str) -> Any:
    """A record of a list by its name, as somebody else sees it."""
    with closing(other_desk(url)) as desk:
        rows = desk.list_page(ListQuery(kind, "name"), limit=500).rows
        row = next(row for row in rows if row.values["name"] == name)
        return desk.records(kind, [row.id])[row.id]


def saved(url: str, record: Any) -> None:
    """Somebody else saves a record."""
    with closing(other_desk(url)) as desk:
        outcome = desk.perform(SaveRecord(record))
    assert isinstance(outcome, Done), outcome


async def pick(seat: Seat, field: str, typed: str) -> None:
    """Pick in a field what is offered first for a text."""
    await seat.field(field)
    await seat.write(typed)
    await seat.press("enter")


# -- every list --------------------------------------------------------------------------------


each_list = pytest.mark.parametrize(("letter", "spec"), LETTERS.items(), ids=[each.title for each in LETTERS.values()])


@each_list
async def test_each_list_adds_and_refuses_a_second_one_of_a_name(demo: str, letter: str, spec: ListSpec) -> None:
    group = office(demo).groups[0]
    async with seated(demo, (80, 24)) as seat:
        await seat.press("g", "s", letter)
        assert seat.list.spec.title == spec.title
        taken = seat.row
        await seat.press("a")
        await seat.into("name", taken)
        if letter == "a":
            await pick(seat, "group_ids", group.name)
        await seat.press("f2")
        assert "name" in seat.record.problems
        assert f"{taken} already." in " ".join(seat.text.split())
        await seat.into("name", "Aardvark")
        await seat.press("f2")
        assert seat.row == "Aardvark"
        assert not named(demo, spec.name, "Aardvark").retired
        assert all(len(line) == 80 for line in seat.lines)


@each_list
async def test_each_list_deletes_after_a_question_finds_and_brings_back(demo: str, letter: str, spec: ListSpec) -> None:
    first = {"calendar": Calendar(name="Aardvark", group_ids=(office(demo).groups[0].id,))}
    record_type: Any = RECORD_TYPES[spec.name]
    saved(demo, first.get(spec.name) or record_type(name="Aardvark", **MORE.get(spec.name, {})))
    async with seated(demo, (80, 24)) as seat:
        await seat.press("g", "s", letter, "home")
        assert seat.row == "Aardvark"
        await seat.press("delete")
        assert "stays on what uses it" in " ".join(seat.text.split())
        await seat.press("n")
        assert seat.row == "Aardvark"
        await seat.press("delete", "y")
        assert "Aardvark" not in seat.rows
        assert named(demo, spec.name, "Aardvark").retired
        await seat.press("right")
        assert seat.rows == ["Aardvark"]
        await seat.press("R")
        assert not named(demo, spec.name, "Aardvark").retired
        await seat.press("escape", "slash")
        await seat.write("aardv")
        await seat.press("enter")
        assert seat.rows == ["Aardvark"]


async def test_the_menu_leads_to_groups_and_forms_too_and_esc_leaves(demo: str) -> None:
    async with seated(demo) as seat:
        for letter, title in (("r", "Groups"), ("f", "Forms")):
            await seat.press("g", "s", letter)
            assert seat.list.spec.title == title
        await seat.press("g", "s")
        assert seat.top(Menu).heading == "Settings"
        await seat.press("escape", "escape")
        assert seat.at_board


async def test_names_are_data_and_undo_takes_a_setting_back(demo: str) -> None:
    async with seated(demo, (80, 24)) as seat:
        await seat.press("g", "s", "g", "a")
        await seat.field("name")
        await seat.paste("[b]\x1b[2JA\u202e")
        await seat.press("f2")
        assert "\x1b" not in seat.text
        assert "[b]" in seat.row
        assert any(each.name == seat.row for each in office(demo).tags)
        count = len(office(demo).tags)
        await seat.press("u")
        assert len(office(demo).tags) == count - 1


# -- the company -------------------------------------------------------------------------------


async def test_the_company_is_changed_and_the_board_follows(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("g", "s", "c")
        await seat.into("name", "Southwind")
        await pick(seat, "zone", "los ang")
        assert "Jobs stay at their moment" in " ".join(seat.text.split())
        assert "07:37" in seat.text
        await pick(seat, "first_weekday", "mon")
        await seat.field("clock24", selected=False)
        await seat.press("space")
        assert "7:37am there" in " ".join(seat.text.split())
        await seat.field("day_first", selected=False)
        await seat.press("space", "f2")
        company = office(demo).company
        assert (company.name, company.zone, company.first_weekday) == ("Southwind", "America/Los_Angeles", 0)
        assert (company.clock24, company.day_first) == (False, True)
        assert seat.at_board
        await seat.until(lambda: seat.schedule.office is not None and seat.schedule.office.company == company)
        await seat.pilot.resize_terminal(200, 50)
        await seat.settle()
        assert "Southwind" in seat.header


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("currency", "JPY", "all prices would change"),
        ("currency", "dollars", "three letters"),
        ("country", "Atlantis", "There is no country 'Atlantis'"),
        ("name", "", "A company needs a name."),
    ],
)
async def test_what_the_company_cannot_be_is_said_at_the_field(
    demo: str, field: str, typed: str, sentence: str
) -> None:
    async with seated(demo) as seat:
        await seat.press("g", "s", "c")
        await seat.into(field, typed)
        await seat.press("f2")
        assert field in seat.record.problems
        assert sentence in " ".join(seat.text.split())


async def test_a_zone_that_is_none_is_not_taken(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("g", "s", "c")
        await seat.into("zone", "Atlantis")
        await seat.press("f2")
        assert isinstance(seat.app.screen, RecordForm)
        assert office(demo).company.zone == "America/New_York"


async def test_two_people_at_the_company(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("g", "s", "c")
        await seat.into("name", "Mine")
        saved(demo, replace(office(demo).company, country="CA"))
        await seat.press("f2")
        seat.top(ConflictDialog)
        await seat.press("r", "f2")
        assert (office(demo).company.name, office(demo).company.country) == ("Mine", "CA")


# -- calendars ---------------------------------------------------------------------------------


async def test_a_calendar_is_added_from_the_actions_menu_and_shown_on_the_board(demo: str) -> None:
    group = office(demo).groups[0]
    async with seated(demo) as seat:
        await seat.press("A", "c", "a")
        await seat.into("name", "Night")
        await seat.into("opens", "18")
        await seat.into("closes", "24:00")
        assert "The board shows 18 19 20 21 22 23" in seat.text
        await pick(seat, "slot_minutes", "30")
        await seat.into("job_minutes", "2h")
        await seat.press("f2")
        assert "A calendar of its own needs a group." in seat.text
        await pick(seat, "group_ids", group.name)
        assert f"Rows for {len(group.member_ids)} active employees." in seat.text
        await seat.press("f2")
        night = named(demo, "calendar", "Night")
        assert (night.opens, night.closes, night.slot_minutes, night.job_minutes) == (1080, 1440, 30, 120)
        assert night.group_ids == (group.id,)
        await seat.press("escape", "c")
        letter = next(each.letter for each in seat.top(Menu).choices if each.label == "Night")
        await seat.press(letter)
        assert set(seat.schedule.timeline.view.roster) == set(group.member_ids)


async def test_hours_that_are_none_are_said_and_the_default_calendar_stays(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("g", "s", "a")
        assert seat.row == "Default calendar"
        await seat.press("enter")
        assert "shows all 16 active employees" in seat.text
        await seat.into("opens", "late")
        assert "is no time of day" in seat.text
        await seat.into("opens", "12")
        await seat.into("closes", "8")
        await seat.press("f2")
        assert "opens" in seat.record.problems
        await seat.press("escape", "y", "delete", "y")
        assert "The default calendar stays." in seat.text
        assert named(demo, "calendar", "Default calendar").is_default


async def test_a_calendar_that_is_shown_and_deleted_gives_way_to_the_default_one(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("c")
        await seat.press(seat.top(Menu).choices[1].letter)
        shown = seat.schedule.calendar
        assert not shown.is_default
        saved(demo, replace(shown, retired=True))
        await seat.until(lambda: seat.schedule.calendar.is_default)
        await seat.settle()
        assert len(seat.schedule.timeline.view.roster) >= 16


# -- colors and kinds of work ------------------------------------------------------------------


async def test_a_color_is_a_tint_of_the_theme_and_repaints_the_board(demo: str) -> None:
    async with seated(demo) as seat:
        color = next(each for each in office(demo).colors if each.name == "Red")
        await seat.press("g", "s", "o", "slash")
        await seat.write("red")
        await seat.press("enter", "enter")
        await seat.field("hue")
        await seat.press("down")
        offered = [str(each.value) for each in seat.record.hand.picks.offered]
        assert set(offered) == set(HUES) - {"none"}
        await seat.write("teal")
        await seat.press("enter", "f2")
        assert named(demo, "job_color", "Red").hue == "teal"
        await seat.until(lambda: seat.schedule.office and seat.schedule.office.hue(color.id, None) == "teal")
        await seat.settle()
        teal = built_in("dark", MILLIONS).body["teal"]
        style = next(
            segment.style for strip in seat.app.screen._compositor.render_strips() for segment in strip
            if segment.style and segment.style.bgcolor and segment.style.bgcolor.name == teal
        )  # fmt: skip
        assert style, "the list shows the patch"


async def test_a_service_type_has_a_color_and_skills_and_stays_on_its_jobs_when_deleted(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("g", "s", "s", "enter")
        name = seat.record.model.record.name
        await pick(seat, "color_id", "teal")
        await pick(seat, "skills", "drains")
        await seat.press("f2")
        found = named(demo, "service_type", name)
        assert found.color_id == next(each.id for each in office(demo).colors if each.name == "Teal")
        assert found.skills == ("backflow", "drains")
        await seat.press("delete", "y")
        assert found.id in office(demo).service_types_by_id, "jobs still name it"
        await seat.until(lambda: seat.schedule.office and seat.schedule.office.service_types_by_id[found.id].retired)
        await seat.press("escape", "a")
        await seat.field("service_type")
        await seat.press("down")
        assert found.id not in [each.value for each in seat.form.hand.picks.offered]


async def test_a_hold_reason_may_be_for_the_office_alone(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("g", "s", "h", "enter")
        name = seat.record.model.record.name
        await seat.field("in_field_app", selected=False)
        await seat.press("space", "f2")
        assert not named(demo, "hold_reason", name).in_field_app


# -- templates ---------------------------------------------------------------------------------


async def test_a_task_template_is_lines(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("g", "s", "t", "a")
        await seat.into("name", "Leak")
        await seat.field("lines")
        await seat.paste("Close the valve\n\n  Mop up  \n")
        await seat.press("f2")
        assert named(demo, "task_template", "Leak").lines == ("Close the valve", "Mop up")
        assert "Close the valve, Mop up" in seat.text


async def test_a_job_template_holds_what_the_next_job_begins_with(demo: str) -> None:
    form = office(demo).forms[0]
    async with seated(demo) as seat:
        await seat.press("g", "s", "j", "a")
        await seat.into("name", "Leak")
        await seat.into("description", "Leaking pipe")
        await pick(seat, "service_type_id", "plumbing repair")
        await pick(seat, "priority", "high")
        await seat.into("minutes", "2h30")
        await pick(seat, "items.add", "solder")
        await seat.into("items.0.price", "12.50")
        await pick(seat, "forms.add", form.name)
        await pick(seat, "forms.0.trigger", "start job")
        await seat.field("forms.0.blocks", selected=False)
        await seat.press("space")
        await seat.field("tasks")
        await seat.paste("Close the valve\nMop up")
        await seat.into("note", "Knock twice")
        await seat.press("f2")
        assert seat.row == "Leak", seat.text
        found = named(demo, "job_template", "Leak")
        assert (found.description, found.priority, found.minutes) == ("Leaking pipe", Priority.HIGH, 150)
        assert [(each.name, each.price) for each in found.items] == [(found.items[0].name, 1250)]
        assert [(each.form_id, each.trigger, each.blocks) for each in found.forms] == [
            (form.id, Trigger.START_JOB, True)
        ]
        assert (found.tasks, found.note) == (("Close the valve", "Mop up"), "Knock twice")


async def test_two_people_at_a_job_template_double_no_items(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("g", "s", "j", "enter")
        before = seat.record.model.original
        assert before.items
        await seat.into("description", "Mine")
        await seat.into("items.0.price", "1.00")
        saved(demo, replace(before, minutes=90))
        await seat.press("f2")
        seat.top(ConflictDialog)
        await seat.press("r", "f2")
        found = named(demo, "job_template", before.name)
        assert (found.description, found.minutes) == ("Mine", 90)
        assert found.items == (replace(before.items[0], price=100), *before.items[1:])


# -- tags --------------------------------------------------------------------------------------


async def test_a_renamed_tag_says_what_becomes_of_the_old_word_and_does_not_bring_it_back(demo: str) -> None:
    saved(demo, Tag(name="Aaa"))
    with closing(other_desk(demo)) as desk:
        outcome = desk.perform(SaveRecord(Customer(name="Ada", tags=("Aaa",))))
        assert isinstance(outcome, Done)
        ada = outcome.changed_id("customer") or 0
    async with seated(demo) as seat:
        await seat.press("g", "s", "g", "enter")
        await seat.into("name", "Abb")
        assert "Customers who have Aaa keep that word" in seat.text
        await seat.press("f2")
        with closing(other_desk(demo)) as desk:
            customer: Any = desk.records("customer", [ada])[ada]
            assert isinstance(desk.perform(SaveRecord(replace(customer, contact="Eve"))), Done)
            assert customer.tags == ("Aaa",)
        names = [each.name for each in office(demo).tags if not each.retired]
        assert "Abb" in names
        assert "Aaa" not in names


# -- numbering ---------------------------------------------------------------------------------


def next_number(url: str, kind: str) -> str:
    with closing(other_desk(url)) as desk:
        prefix, number = desk.next_number(kind)
    return f"{prefix}{number}"


async def test_numbering_says_the_next_number_and_the_next_record_has_it(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("g", "s", "n")
        first = next_number(demo, "job")
        assert f"by itself, next: {first}" in seat.text
        await seat.press("j")
        await seat.into("prefix", "J-")
        await seat.into("first_number", "5,000")
        assert "The next one is J-5000" in seat.text
        await seat.press("f2")
        assert seat.at_board
        assert next_number(demo, "job") == "J-5000"
        with closing(other_desk(demo)) as desk:
            customer = desk.find_customers("")[0].id
            outcome = desk.perform(AddJob(JobDraft(customer=customer)))
            assert isinstance(outcome, Done)
            job = desk.job(outcome.changed_id("job") or 0)
        assert job is not None
        assert job.number == "J-5000"
        await seat.press("g", "s", "n")
        assert "by itself, next: J-5001" in seat.text


async def test_numbers_only_go_up_and_may_be_typed_by_hand(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("g", "s", "n", "j")
        await seat.into("first_number", "3")
        assert "Numbers only go up" in seat.text
        await seat.into("first_number", "many")
        assert "Type a number" in seat.text
        await seat.press("escape", "y", "g", "s", "n", "j")
        await seat.field("automatic", selected=False)
        await seat.press("space", "f2")
        [series] = [each for each in office(demo).number_series if each.kind == "job"]
        assert series == NumberSeries(id=series.id, version=series.version, kind="job", automatic=False)
        await seat.press("g", "s", "n")
        assert "typed by hand" in seat.text


async def test_a_prefix_that_is_too_long_is_refused_at_its_field(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("g", "s", "n", "c")
        await seat.into("prefix", "C" * 30)
        await seat.press("f2")
        assert "prefix" in seat.record.problems


async def test_a_console_that_only_reads_sets_nothing(demo: str) -> None:
    async with seated(demo, read_only=True) as seat:
        await seat.press("g", "s", "g", "a")
        assert "read-only" in seat.said
        await seat.press("g", "s", "c")
        await seat.into("name", "Mine")
        await seat.press("f2")
        assert "read-only" in seat.text


async def test_a_clock_of_twice_twelve_hours_is_written_wherever_times_are(demo: str) -> None:
    with closing(other_desk(demo)) as desk:
        company = desk.office().company
        assert isinstance(desk.perform(SaveRecord(replace(company, clock24=False))), Done)
    async with seated(demo) as seat:
        assert " 9a " in seat.lines[2]
        assert " 1p " in seat.lines[2]
        block = await seat.to_block()
        assert "am-" in seat.text
        await seat.press("enter")
        start = seat.form.text("start")
        assert start.endswith(("am", "pm"))
        before = seat.form.model.record.starts_at
        await seat.into("start", start)
        assert seat.form.model.record.starts_at == before
        await seat.press("escape")
        await seat.press("shift+right")
        assert seat.job(block.number).starts_at != before
        assert "am" in seat.status
