"""The board's own keys: carry, nudge, jump, find, filter, views, calendars, many at once, best slot, why."""

import random
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from textual.events import MouseDown, MouseMove, MouseUp
from textual.widget import Widget

from industrack_core.domain.acts.acts import PlanJob, SaveRecord, SetStatus
from industrack_core.domain.board.alarms import worst_first
from industrack_core.domain.board.availability import Availability, Presence
from industrack_core.domain.board.block_words import customer_in
from industrack_core.domain.board.board import Block
from industrack_core.domain.board.exceptions import BoardException
from industrack_core.domain.outcomes import Done, FindingKind
from industrack_core.domain.records.job import WorkStatus
from industrack_core.domain.records.office import Calendar, Employee, ServiceType
from industrack_core.domain.time.minute import instant_of, minute_of
from industrack_tui.board.carrying import Carry
from industrack_tui.board.crew import TickList, WhoCould
from industrack_tui.board.exceptions import ExceptionList
from industrack_tui.board.finding import FindDialog
from industrack_tui.dialogs.menu import Menu
from industrack_tui.dialogs.page import Page
from industrack_tui.dialogs.question import Question
from industrack_tui.dialogs.record_list import RecordList
from tests.console.remote import press_among_remote_edits
from tests.console.seat import TODAY, Seat, other_desk, seated

FREE_ROW = 4
YES = frozenset(FindingKind)


def planned(seat: Seat, number: str) -> tuple[int, int, tuple[int, ...]]:
    """Start, minutes and crew of a job as in the database."""
    job = seat.job(number)
    assert job.starts_at is not None
    return minute_of(job.starts_at), job.minutes, job.crew


async def to_waiting_job(seat: Seat) -> Block:
    """Onto a job that has not begun, alone in its time, with one member of crew."""
    while True:
        block = await seat.to_block()
        if block.status == "not_started" and "," not in block.crew:
            return block


async def yes(seat: Seat) -> None:
    """Say yes to what asks."""
    while isinstance(seat.app.screen, Question):
        await seat.press("y")


# -- moving ----------------------------------------------------------------------------------------


_IN_SHORT = {
    FindingKind.OFF_HOURS: "off hours", FindingKind.OVERLAP: "overlaps", FindingKind.TIME_OFF: "off then",
    FindingKind.SKILL: "lacks",
}  # fmt: skip


async def test_m_carries_a_job_and_the_status_line_says_what_the_drop_does(demo: str) -> None:
    async with seated(demo) as seat:
        block = await to_waiting_job(seat)
        start, minutes, crew = planned(seat, block.number)
        await seat.press("m")
        assert isinstance(seat.schedule.mode, Carry)
        while seat.schedule.timeline.view.line.row != FREE_ROW:
            await seat.press("down" if seat.schedule.timeline.view.line.row < FREE_ROW else "up")
        await seat.press("right", "right", "right", "right")
        act, ghost = seat.schedule.mode.act, seat.schedule.timeline.ghost
        assert act is not None
        assert ghost is not None
        assert (ghost.start, ghost.employee_ids) == (start + 60, act.crew)
        with closing(other_desk(demo)) as desk:
            verdict = desk.judge(act)
        said = seat.status
        assert block.number in said
        assert planned(seat, block.number) == (start, minutes, crew), "nothing is written before enter"
        await seat.press("enter")
        await yes(seat)
        assert planned(seat, block.number) == (start + 60, minutes, act.crew)
        for finding in getattr(verdict, "warnings", ()) or getattr(verdict, "findings", ()):
            # that its crew was told it otherwise is so of every place
            assert finding.kind is FindingKind.CHANGED or _IN_SHORT.get(finding.kind, finding.text) in said
        assert seat.block is not None
        assert seat.block.job_id == block.job_id, "the cursor is on what was moved"
        await seat.press("u")
        assert planned(seat, block.number) == (start, minutes, crew)


async def test_esc_restores_and_other_acts_wait_while_a_job_is_in_the_hand(demo: str) -> None:
    async with seated(demo) as seat:
        block = await to_waiting_job(seat)
        before, place = planned(seat, block.number), seat.time
        await seat.press("m", "down", "down", "right", "]")
        await seat.press("delete", "a", "u")
        assert "in your hand" in seat.status
        await seat.press("escape")
        assert seat.schedule.mode is None
        assert seat.schedule.timeline.ghost is None
        assert planned(seat, block.number) == before
        assert seat.block is not None
        assert (seat.block.job_id, seat.time) == (block.job_id, place)


async def test_a_carry_goes_over_days_and_pages_and_through_a_filter(demo: str) -> None:
    async with seated(demo, size=(100, 24)) as seat:
        block = await to_waiting_job(seat)
        start, minutes, crew = planned(seat, block.number)
        await seat.press("m", "]", "]", "pagedown", "pagedown", "enter")
        await yes(seat)
        after = planned(seat, block.number)
        assert (after[0] - start, after[1]) == (2 * 24 * 60, minutes)
        assert after[2] != crew
        assert seat.schedule.day == date(2026, 11, 26)


async def test_from_the_queue_m_carries_onto_the_board(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.to_cell(FREE_ROW, "13:00")
        await seat.press("2")
        entry = seat.schedule.queue.selected
        assert entry is not None
        await seat.press("m")
        assert seat.focused == "timeline"
        await seat.press("right", "enter")
        await yes(seat)
        job = seat.job(entry.number)
        assert job.starts_at == instant_of(seat.schedule.timeline.view.minute)
        assert job.crew == (seat.schedule.timeline.view.employee_id,)


@pytest.mark.parametrize(
    ("key", "by"),
    [("shift+right", (15, 0)), ("shift+left", (-15, 0)), (">", (0, 15)), ("<", (0, -15))],
)
async def test_a_nudge_is_one_key_and_at_once(demo: str, key: str, by: tuple[int, int]) -> None:
    async with seated(demo) as seat:
        block = await to_waiting_job(seat)
        start, minutes, crew = planned(seat, block.number)
        await seat.press(key)
        await yes(seat)
        assert planned(seat, block.number) == (start + by[0], minutes + by[1], crew)
        assert seat.block is not None
        assert seat.block.job_id == block.job_id
        assert "u undoes" in seat.text


async def test_nudges_that_come_faster_than_they_are_saved_add_up(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("]", "]", "]", "]", "]")
        block = await to_waiting_job(seat)
        start, minutes, _ = planned(seat, block.number)
        for _ in range(8):
            seat._send("shift+right", None)
        await seat.settle()
        await yes(seat)
        moved = planned(seat, block.number)[0] - start
        assert moved > 15
        assert moved % 15 == 0
        assert planned(seat, block.number)[1] == minutes


async def test_shift_down_gives_one_of_a_crew_to_the_next_row_and_leaves_the_others(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("]", "]", "]", "]", "]")
        block = await to_waiting_job(seat)
        view = seat.schedule.timeline.view
        roster, row = view.roster, view.line.row
        far = roster[row - 2] if row > 10 else roster[row + 8]
        with closing(other_desk(demo)) as desk:
            crew = (far, block.employee_id)
            plan = PlanJob(block.job_id, block.version, crew, instant_of(block.start), block.end - block.start, YES)
            assert isinstance(desk.perform(plan), Done)
        await seat.until(lambda: seat.block is not None and seat.block.crew_ids == crew)
        await seat.settle()
        await seat.press("shift+down")
        await yes(seat)
        assert seat.job(block.number).crew == (far, roster[row + 1])
        while view.employee_id != far:
            await seat.press("down" if view.roster.index(far) > view.line.row else "up")


# -- finding ---------------------------------------------------------------------------------------


async def test_f_and_letters_jump_to_any_visible_job(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("f")
        labels = dict(seat.schedule.timeline.hints)
        assert len(labels) > 20
        assert len(set(labels.values())) == len(labels)
        (employee, job), label = list(labels.items())[-1]
        assert label in seat.text
        await seat.press(*label)
        assert not seat.schedule.timeline.hints
        assert seat.block is not None
        assert (seat.block.employee_id, seat.block.job_id) == (employee, job)
        await seat.press("f", "escape")
        assert not seat.schedule.timeline.hints
        assert seat.at_board


async def test_slash_finds_on_any_date_and_n_goes_on(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("/")
        await seat.write("boiler")
        dialog = seat.top(FindDialog)
        await seat.until(lambda: dialog.is_idle and dialog.found.query == "boiler")
        found = dialog.found
        assert len(found.jobs) > 3
        assert len({job.start // 1440 for job in found.jobs if job.start}) > 2, "several days"
        await seat.press("enter")
        for _ in range(len(found.jobs)):
            job = found.jobs[found.index]
            if not job.in_queue:
                assert seat.block is not None
                assert seat.block.job_id == job.job_id
            await seat.press("n")
        begun = found.index
        assert begun > 1
        for place in (begun, begun - 1):
            await seat.press("N")
            assert f"{place} of {len(found.jobs)}" in seat.status, "the one before"


async def test_a_filter_dims_is_said_and_cleared_by_one_key(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("F", "f")
        await seat.write("high @heat")
        await seat.press("enter")
        assert "Filter: Heating" in seat.header
        assert "high" in seat.header
        office = seat.schedule.office
        assert office is not None
        group = next(group for group in office.groups if group.name.startswith("Heat"))
        assert set(seat.schedule.timeline.view.roster) <= set(group.member_ids)
        await seat.press("*")
        assert seat.schedule.state.marks
        assert all(job.priority == "high" for job in seat.schedule.state.marks.values())
        await seat.press("escape", "escape")
        assert "Filter" not in seat.header
        assert len(seat.schedule.timeline.view.roster) > len(group.member_ids)


async def test_rows_without_matches_are_hidden_and_a_wrong_filter_says_why(demo: str) -> None:
    async with seated(demo) as seat:
        everybody = len(seat.schedule.timeline.view.roster)
        await seat.press("F", "f")
        await seat.write("started")
        await seat.press("enter", "F", "h")
        shown = seat.schedule.timeline.view.roster
        assert 0 < len(shown) < everybody
        for employee in shown:
            row = seat.schedule.timeline.view.rows[employee]
            assert any(block.status == "started" for block in row.blocks)
        await seat.press("F", "f")
        await seat.write("@nonsense")
        assert "There is no group" in seat.text
        await seat.press("enter", "escape")


async def test_saved_filters_and_density_are_there_the_next_time(demo: str, tmp_path: Path) -> None:
    async with seated(demo, state=tmp_path) as seat:
        await seat.press("F", "f")
        await seat.write("high")
        await seat.press("enter", "F", "s")
        await seat.write("Urgent")
        await seat.press("enter")
        await seat.press("equals_sign", "v", "w")
    async with seated(demo, state=tmp_path) as seat:
        assert "Week of" in seat.header
        assert seat.schedule.timeline.view.chosen == 1
        await seat.press("F", "1")
        assert "Filter: high" in seat.header
    (tmp_path / "console.json").write_text("{nonsense")
    async with seated(demo, state=tmp_path) as seat:
        assert "Week of" not in seat.header


# -- views -----------------------------------------------------------------------------------------


async def test_the_cursor_keeps_its_record_and_its_date_from_view_to_view(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("]")
        block = await to_waiting_job(seat)
        for keys in (("v", "d"), ("v", "w"), ("v", "7"), ("v", "w"), ("v", "d"), ("v", "t")):
            await seat.press(*keys)
            assert seat.schedule.block is not None, keys
            assert seat.schedule.block.job_id == block.job_id, keys
            assert seat.schedule.day == date(2026, 11, 25)
        await seat.press("v", "m")
        assert seat.schedule.day == date(2026, 11, 25)
        await seat.press("enter")
        assert "Day" in seat.header


async def test_periods_step_by_their_length(demo: str) -> None:
    async with seated(demo) as seat:
        for keys, expected in (
            (("v", "3"), date(2026, 11, 27)), (("v", "w"), date(2026, 12, 1)), (("v", "m"), date(2026, 12, 24)),
            (("v", "d"), date(2026, 11, 25)),
        ):  # fmt: skip
            await seat.press("t", *keys, "]")
            assert seat.schedule.day == expected, keys
            await seat.press("[")
            assert seat.schedule.day == TODAY, keys


async def test_v_and_a_number_shows_that_many_days(demo: str) -> None:
    async with seated(demo, size=(120, 40)) as seat:
        for days in range(2, 15):
            await seat.press("v", *str(days))
            assert seat.schedule.state.days == days
            assert seat.schedule.in_timeline
        await seat.press("v", "t")
        assert seat.schedule.state.days == 1


async def test_day_and_week_show_every_job_of_the_day_once(demo: str) -> None:
    async with seated(demo, size=(160, 50)) as seat:
        numbers = {job.number for job in seat.jobs() if job.crew}
        await seat.press("v", "d")
        scene = seat.schedule.period.scene
        assert scene is not None
        lines = scene.outline.lines(0, scene.outline.count)
        assert len([line for line in lines if line.job_id is not None]) == len(numbers)
        shown = set[str]()
        for _ in range(5):
            shown |= {block.number for line in lines if (block := scene.job(line)) is not None}
            await seat.press("pagedown")
        assert shown == numbers
        await seat.press("v", "w")
        scene = seat.schedule.period.scene
        assert scene is not None
        for _ in range(5):
            await seat.press("pagedown")
        cells = {block.number for employee in scene.roster for block in scene.cell(employee, TODAY)}
        assert cells == numbers


async def test_acts_work_in_every_view(demo: str) -> None:
    async with seated(demo) as seat:
        block = await to_waiting_job(seat)
        await seat.press("v", "w", ">")
        await yes(seat)
        assert seat.job(block.number).minutes == block.end - block.start + 15
        await seat.press("v", "d", "s")
        assert seat.job(block.number).status is WorkStatus.STARTED
        assert seat.schedule.block is not None
        assert seat.schedule.block.status == "started"
        await seat.press("u", "u")
        assert seat.job(block.number).minutes == block.end - block.start


# -- calendars -------------------------------------------------------------------------------------


async def test_a_calendar_brings_its_people_slot_and_queue(demo: str) -> None:
    with closing(other_desk(demo)) as desk:
        office = desk.office()
        group = office.groups[0]
        saved = desk.perform(SaveRecord(Calendar(name="Zebra", slot_minutes=30, group_ids=(group.id,))))
        assert isinstance(saved, Done)
        assert isinstance(desk.perform(SaveRecord(Calendar(name="Zany", group_ids=()))), Done) is False
    async with seated(demo) as seat:
        everybody = seat.schedule.timeline.view.roster
        await seat.press("c")
        menu = seat.top(Menu)
        letter = next(choice.letter for choice in menu.choices if choice.label == "Zebra")
        await seat.press(letter)
        assert set(seat.schedule.timeline.view.roster) < set(everybody)
        assert seat.schedule.timeline.view.axis.slot == 30
        assert seat.schedule.queue.queue.total == 0
        assert "Zebra" in seat.header
        await seat.press("c", "a")
        assert seat.schedule.timeline.view.roster == everybody


async def test_a_job_added_in_a_calendar_has_its_duration_its_people_and_its_queue(demo: str) -> None:
    with closing(other_desk(demo)) as desk:
        group = desk.office().groups[0]
        night = Calendar(name="Zebra", job_minutes=150, group_ids=(group.id,))
        assert isinstance(desk.perform(SaveRecord(night)), Done)
    async with seated(demo) as seat:
        await seat.press("c")
        await seat.press(next(choice.letter for choice in seat.top(Menu).choices if choice.label == "Zebra"))
        calendar = seat.schedule.calendar
        await seat.press("a")
        assert seat.form.model.record.minutes == 150
        assert seat.form.model.calendar == calendar, "whose people may be ticked"
        await seat.write("Kestrel")
        await seat.press("enter", "f2")
        waiting = seat.schedule.queue.queue
        assert waiting.total == 1
        with closing(other_desk(demo)) as desk:
            job = desk.job(waiting.entries[0].job_id)
        assert job is not None
        assert job.calendar_id == calendar.id


# -- crews, many at once ---------------------------------------------------------------------------


async def test_e_ticks_a_crew_in_place(demo: str) -> None:
    async with seated(demo) as seat:
        block = await to_waiting_job(seat)
        office = seat.schedule.office
        assert office is not None
        other = next(each for each in office.employees if each.id != block.employee_id and each.state == "active")
        await seat.press("e")
        seat.top(TickList)
        await seat.write(other.last_name)
        await seat.press("space", "enter")
        await yes(seat)
        assert seat.job(block.number).crew == (block.employee_id, other.id)


async def test_who_is_free_stands_first_in_the_crew_dialog(demo: str) -> None:
    async with seated(demo, size=(120, 40)) as seat:
        await to_waiting_job(seat)
        await seat.press("e")
        dialog = seat.top(TickList)
        told = [dialog.about(each)[0] for each in dialog.listed]
        kinds = ["free", "outside", "busy", "off:"]
        ranks = [next(at for at, kind in enumerate(kinds) if text.startswith(kind)) for text in told]
        assert ranks == sorted(ranks)
        assert len(set(ranks)) > 1, "somebody is not free"
        lacking = [" lacks " in text for text in told if text.startswith("free")]
        assert lacking == sorted(lacking), "of the free ones those with the skills first"


def test_of_the_crew_who_is_free_and_has_the_skills_is_first() -> None:
    lift = ServiceType(id=1, name="Lift", skills=("Elevators",))
    people = [
        Employee(id=each, last_name=str(each), skills=() if each in (1, 3) else ("elevators",)) for each in range(1, 7)
    ]
    who = WhoCould(lift)
    assert [each.id for each in sorted(people, key=who.rank)] == [2, 4, 5, 6, 1, 3], "before it is known who is free"
    states = (Presence.FREE, Presence.OFF, Presence.FREE, Presence.BUSY, Presence.FREE, Presence.OFF_HOURS)
    who.free = {at: Availability(state, state.value) for at, state in enumerate(states, 1)}
    told = [(person.id, who.about(person)[0]) for person in sorted(people, key=who.rank)]
    assert told == [
        (5, "free"), (1, "free, lacks Elevators"), (3, "free, lacks Elevators"), (6, "off_hours"), (4, "busy"),
        (2, "off"),
    ]  # fmt: skip


@pytest.mark.parametrize(("width", "shows_work"), [(80, False), (160, True)])
async def test_find_says_for_whom_and_where_in_the_width_there_is(demo: str, width: int, shows_work: bool) -> None:
    async with seated(demo, size=(width, 40)) as seat:
        await seat.press("/")
        await seat.write("boiler")
        dialog = seat.top(FindDialog)
        await seat.until(lambda: dialog.is_idle and dialog.found.query == "boiler")
        job = dialog.found.jobs[dialog.found.index]
        street = job.address.partition(",")[0]
        assert street
        line = next(each for each in seat.lines if job.number in each)
        assert customer_in(job.customer, 10, job.customer_kind)[:6] in line
        assert (street in line) == shows_work or street.split()[1] in line
        assert "\n".join(seat.lines).count(job.customer) >= 1, "whole under the list"
        assert job.address in " ".join(" ".join(each.split()) for each in seat.lines).replace(" │", "")


async def test_marked_jobs_are_moved_together_after_a_look_and_undone_by_one_key(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("]", "]", "]")
        blocks: list[Block] = []
        while len(blocks) < 3:
            block = await to_waiting_job(seat)
            if block.job_id not in seat.schedule.state.marks:
                blocks.append(block)
                await seat.press("space")
        before = {block.number: planned(seat, block.number) for block in blocks}
        assert "3 marked" in seat.header
        await seat.press("m")
        await seat.write("+30m")
        await seat.press("enter")
        table = seat.top(RecordList)
        assert len(table.records) == 3
        assert all(planned(seat, number) == plan for number, plan in before.items()), "nothing is written yet"
        await seat.press("enter")
        for number, (start, minutes, crew) in before.items():
            assert planned(seat, number) == (start + 30, minutes, crew)
        assert not seat.schedule.state.marks
        await seat.press("u")
        assert {number: planned(seat, number) for number in before} == before


async def test_what_is_refused_stays_and_the_rest_is_done(demo: str) -> None:
    async with seated(demo) as seat:
        first = await to_waiting_job(seat)
        await seat.press("space")
        second = await to_waiting_job(seat)
        while second.job_id == first.job_id:
            second = await to_waiting_job(seat)
        await seat.press("space")
        with closing(other_desk(demo)) as desk:
            job = desk.job(first.job_id)
            assert job is not None
            # refused whether the console has heard of it or not
            saved = desk.perform(SetStatus(job.id, job.version, WorkStatus.COMPLETED, accepted=frozenset(FindingKind)))
            assert isinstance(saved, Done)
        await seat.settle()
        await seat.press("x")
        assert "1 of 2 can be done" in seat.text
        await seat.press("enter")
        assert seat.job(first.number).crew != ()
        assert seat.job(second.number).crew == ()


# -- best slot, why, exceptions --------------------------------------------------------------------


async def test_b_proposes_again_the_next_and_enter_books(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("2")
        entry = seat.schedule.queue.selected
        assert entry is not None
        await seat.press("b")
        first = seat.schedule.timeline.ghost
        assert first is not None
        await seat.press("b")
        second = seat.schedule.timeline.ghost
        assert second is not None
        assert (second.start, second.employee_ids) != (first.start, first.employee_ids)
        assert second.start >= first.start
        await seat.press("enter")
        assert seat.at_board, "a proposal has nothing against it"
        start, minutes, crew = planned(seat, entry.number)
        assert (start, minutes, crew) == (second.start, entry.minutes, second.employee_ids)
        await seat.press("2", "b", "escape")
        assert seat.schedule.mode is None
        assert seat.schedule.timeline.ghost is None


async def test_the_why_of_a_cell_says_all_and_its_advice_is_followed(demo: str) -> None:
    async with seated(demo) as seat:
        entry = seat.schedule.queue.selected
        assert entry is not None
        await seat.to_cell(0, "23:00")
        await seat.press("exclamation_mark")
        menu = seat.top(Menu)
        assert "working hours" in seat.text
        assert len(menu.choices) > 1
        await seat.press("a")
        assert seat.at_board
        assert planned(seat, entry.number)
        with closing(other_desk(demo)) as desk:
            job = desk.job(entry.job_id)
            assert job is not None
            verdict = desk.judge(PlanJob(job.id, job.version, job.crew, job.starts_at, job.minutes + 0))
            assert isinstance(verdict, Done)


async def test_where_nothing_speaks_against_a_job_there_is_nothing_to_advise(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("2", "b", "enter")
        await seat.press("exclamation_mark")
        assert "Nothing speaks against it." in seat.text
        assert [choice.letter for choice in seat.top(Menu).choices] == ["x"]


async def test_a_list_says_the_whole_of_what_its_line_has_no_room_for(demo: str) -> None:
    async with seated(demo, size=(80, 24)) as seat:
        await seat.press("E")
        first = seat.top(ExceptionList).records[0]
        assert first.text in " ".join(seat.text.split()).replace("│ ", "").replace(" │", "")


async def test_a_timeline_of_any_number_of_days(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("v", "n")
        await seat.write("15")
        assert "1 to 14" in seat.text
        await seat.press("backspace")
        await seat.write("1")
        await seat.press("enter", "]")
        assert seat.schedule.state.days == 11
        assert seat.schedule.day == date(2026, 12, 5)


def listed(seat: Seat) -> list[BoardException]:
    """What the list of exceptions says of jobs."""
    return [each for each in seat.top(ExceptionList).records if isinstance(each, BoardException)]


async def test_exceptions_are_listed_gone_to_snoozed_and_kept(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("E")
        listing = seat.top(ExceptionList)
        count = len(listing.records)
        assert count > 3
        ranks = [worst_first(each.kind, each.block) for each in listed(seat)]
        assert ranks == sorted(ranks)
        first = listed(seat)[0]
        await seat.press("a")
        assert len(listing.records) == count - 1
        await seat.press("escape", "E")
        assert len(seat.top(ExceptionList).records) == count - 1
        second = listed(seat)[0]
        await seat.press("enter")
        assert seat.block is not None
        assert seat.block.job_id == second.block.job_id
        await seat.press("u", "E")
        assert listed(seat)[0].block.job_id == first.block.job_id


# -- details, load, print --------------------------------------------------------------------------


async def test_i_shows_all_and_y_sends_the_text_to_the_clipboard(demo: str) -> None:
    async with seated(demo) as seat:
        block = await seat.to_block()
        await seat.press("y")
        assert block.number in seat.app.clipboard
        assert block.customer in seat.app.clipboard
        assert "clipboard" in seat.status
        await seat.press("i")
        seat.top(Page)
        assert block.address in seat.text or block.customer in seat.text


async def test_rows_and_header_say_the_load(demo: str) -> None:
    async with seated(demo) as seat:
        assert " h" in seat.header
        assert any("/9" in line or "/8" in line for line in seat.lines[2:20])


async def test_the_day_is_printed_from_the_actions_menu(demo: str, tmp_path: Path) -> None:
    async with seated(demo) as seat:
        for letter, name, begins in (("p", "day.pdf", b"%PDF"), ("t", "day.txt", b"")):
            await seat.press("A", "p", letter)
            await seat.press("home", *["delete"] * 40)
            await seat.write(str(tmp_path / name))
            await seat.press("enter")
            await seat.until(lambda name=name: (tmp_path / name).exists() and "Wrote" in seat.status)  # type: ignore[misc]
            assert (tmp_path / name).read_bytes().startswith(begins)
        text = (tmp_path / "day.txt").read_text()
        assert all(job.number in text for job in seat.jobs() if job.crew)


async def test_rows_are_as_tall_as_fits_until_a_height_is_chosen_for_the_screen(demo: str, tmp_path: Path) -> None:
    async with seated(demo, size=(160, 50), state=tmp_path) as seat:
        view = seat.schedule.timeline.view
        block = await seat.to_block()
        assert view.tall == 2
        for tall in (1, 2, 3):
            await seat.press("equals_sign")
            assert view.tall == tall
            assert seat.block is not None
            assert seat.block.job_id == block.job_id
            await seat.press("down", "down", "up", "up")
            assert view.line.lane % tall == 0
        await seat.pilot.resize_terminal(160, 70)
        await seat.settle()
        assert (view.chosen, view.tall) == (0, 3)
    async with seated(demo, size=(160, 50), state=tmp_path) as seat:
        assert seat.schedule.timeline.view.chosen == 3
        await seat.press("equals_sign")
        assert (seat.schedule.timeline.view.chosen, seat.schedule.timeline.view.tall) == (0, 2)


async def test_the_cursor_never_changes_heights_or_scale(demo: str) -> None:
    async with seated(demo) as seat:
        view = seat.schedule.timeline.view
        axis, tall, left = view.axis, view.tall, view.left
        for key in ("w", "w", "W", "down", "L", "ctrl+end", "ctrl+home", "end", "home", "pagedown", "pageup"):
            await seat.press(key)
            assert (view.axis, view.tall, view.left) == (axis, tall, left), key


async def test_remote_edits_between_keys_never_move_an_act_to_another_job(demo: str) -> None:
    async with seated(demo) as seat:
        with closing(other_desk(demo)) as desk:
            done, wrong = await press_among_remote_edits(seat, desk, random.Random(8), 40)
    assert wrong == 0
    assert done > 10


# -- the mouse -------------------------------------------------------------------------------------


async def drag(seat: Seat, widget: Widget, first: tuple[int, int], last: tuple[int, int]) -> None:
    """Button down at `first`, over to `last`, button up there; offsets in the widget."""
    x, y = widget.region.x, widget.region.y
    for kind, (dx, dy) in ((MouseDown, first), (MouseMove, first), (MouseMove, last), (MouseUp, last)):
        at_x, at_y = x + dx, y + dy
        event = kind(None, at_x, at_y, 0, 0, 1, False, False, False, at_x, at_y, None)
        seat.app.screen._forward_event(event)
        await seat.settle()


def column_of(seat: Seat, minute: int) -> int:
    timeline = seat.schedule.timeline
    return timeline.name_width + timeline.view.axis.column(minute) - timeline.view.left


async def test_a_job_is_dragged_and_its_end_too(demo: str) -> None:
    async with seated(demo, size=(200, 50)) as seat:
        timeline = seat.schedule.timeline
        block = await to_waiting_job(seat)
        line = 1 + timeline.view.lines().index(timeline.view.line)
        start, minutes, crew = planned(seat, block.number)
        grabbed = column_of(seat, block.start) + 1
        await drag(seat, timeline, (grabbed, line), (column_of(seat, block.start + 60) + 1, line))
        await yes(seat)
        assert planned(seat, block.number) == (start + 60, minutes, crew)
        await seat.press("u")
        end = column_of(seat, block.end) - 1
        await drag(seat, timeline, (end, line), (column_of(seat, block.end + 30) - 1, line))
        await yes(seat)
        assert planned(seat, block.number) == (start, minutes + 30, crew)
        assert seat.schedule.mode is None


async def test_jobs_are_dragged_to_the_queue_and_from_it(demo: str) -> None:
    async with seated(demo, size=(200, 50)) as seat:
        timeline, queue = seat.schedule.timeline, seat.schedule.queue
        block = await to_waiting_job(seat)
        line = 1 + timeline.view.lines().index(timeline.view.line)
        away = queue.region.x - timeline.region.x + 5
        await drag(seat, timeline, (column_of(seat, block.start) + 1, line), (away, 5))
        await yes(seat)
        assert seat.job(block.number).crew == ()
        entry = queue.queue.entries[0]
        onto = timeline.region.x - queue.region.x + column_of(seat, timeline.view.axis.minute(timeline.view.left + 20))
        await drag(seat, queue, (5, 1), (onto, FREE_ROW + 1))
        await yes(seat)
        job = seat.job(entry.number)
        assert job.crew
        assert job.starts_at is not None


async def test_what_is_for_the_timeline_alone_says_so_in_the_other_views(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("v", "w")
        for key in ("H", "L", "ctrl+left", "ctrl+right", "plus"):
            await seat.press("tab", "tab", key)
            assert seat.status == "That is for the timeline: v t.", key
