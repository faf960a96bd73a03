"""The job form: entry as people type it, all problems at once, questions, conflicts; typing is never lost."""

from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from industrack_core.domain.acts.acts import EditJob
from industrack_core.domain.acts.drafts import JobDraft
from industrack_core.domain.acts.saved_draft import draft_of
from industrack_core.domain.outcomes import Done, FindingKind
from industrack_core.domain.records.job import Job, Priority
from industrack_core.domain.records.job_parts import JobTask
from industrack_core.domain.records.office import Office
from industrack_tui.dialogs.question import Question
from industrack_tui.forms.conflict import ConflictDialog, conflict_sentence
from tests.console.seat import Seat, other_desk, seated
from tests.console.test_add_job import open_at, value


async def into(seat: Seat, name: str, text: str) -> None:
    """Type a text into a field, in place of what is there, and leave it."""
    await seat.into(name, text)


def change(url: str, job: Job, description: str) -> None:
    """Somebody else saves the job."""
    with closing(other_desk(url)) as desk:
        current = desk.job(job.id)
        assert current is not None
        outcome = desk.perform(
            EditJob(current.id, current.version, replace(draft_of(current), description=description))
        )
        assert isinstance(outcome, Done), outcome


@pytest.mark.parametrize(
    ("start", "minutes", "starts_at"),
    [
        ("tomorrow 9", 60, datetime(2026, 11, 25, 14, 0, tzinfo=UTC)),
        ("14:00", 60, datetime(2026, 11, 24, 19, 0, tzinfo=UTC)),
        ("9-11", 120, datetime(2026, 11, 24, 14, 0, tzinfo=UTC)),
        ("mon 8", 60, datetime(2026, 11, 30, 13, 0, tzinfo=UTC)),
    ],
)
async def test_a_start_as_people_type_it(demo: str, start: str, minutes: int, starts_at: datetime) -> None:
    async with seated(demo) as seat:
        await open_at(seat)
        await into(seat, "start", start)
        assert seat.form.model.planned.starts_at == starts_at
        assert seat.form.model.planned.minutes == minutes
        assert not seat.form.model.problems


@pytest.mark.parametrize(("typed", "minutes"), [("1h30", 90), ("90m", 90), ("2h", 120), ("45", 45)])
async def test_duration_and_end_fill_each_other(demo: str, typed: str, minutes: int) -> None:
    async with seated(demo) as seat:
        await open_at(seat)
        await into(seat, "duration", typed)
        assert seat.form.model.planned.minutes == minutes
        ends_at = datetime(2026, 11, 24, 11, 0, tzinfo=UTC) + timedelta(minutes=minutes)
        assert value(seat, "end") == f"{ends_at:%H:%M}"
        await into(seat, "end", "11:20")
        assert value(seat, "duration") == "20m"


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("end", "10:00", "The end must be after the start."),
        ("duration", "0", ""),
        ("duration", "-5", ""),
        ("start", "30 feb", ""),
        ("start", "25:00", ""),
        ("start", "soon", ""),
        ("duration", "9" * 60, ""),
        ("start", "1" * 200, ""),
    ],
)
async def test_wrong_entry_is_said_at_its_field_and_stays(demo: str, name: str, typed: str, sentence: str) -> None:
    async with seated(demo) as seat:
        before = seat.jobs()
        await open_at(seat)
        await seat.write("russo")
        await seat.press("enter")
        await into(seat, name, typed)
        problem = seat.form.model.problems[name]
        assert sentence in problem
        assert problem in " ".join(seat.text.split())
        assert value(seat, name) == typed
        await seat.press("f2")
        assert not seat.at_board
        assert seat.focused == name
        assert seat.jobs() == before


async def test_all_problems_at_once_and_the_cursor_on_the_first(demo: str) -> None:
    async with seated(demo) as seat:
        await open_at(seat)
        await into(seat, "end", "10:00")
        await into(seat, "service_type", "no such thing")
        await seat.press("f2")
        assert set(seat.form.model.problems) == {"customer", "end", "service_type"}
        assert "A job needs a customer." in seat.text
        assert "The end must be after the start." in seat.text
        assert "Nothing called 'no such thing'" in seat.text
        assert "Not saved: 3 fields need a look." in seat.text
        assert seat.focused == "customer"


async def test_the_heading_says_at_once_that_typing_is_not_saved(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.to_block()
        await seat.press("enter")
        heading = next(line for line in seat.lines if " Job 1" in line)
        assert " saved" in heading
        await seat.write(" and more")
        heading = next(line for line in seat.lines if " Job 1" in line)
        assert "not saved yet" in heading


async def test_enter_on_a_block_edits_that_job(demo: str) -> None:
    async with seated(demo) as seat:
        block = await seat.to_block()
        await seat.press("enter")
        assert f"Job {block.number}" in seat.text
        assert value(seat, "description") == block.description
        await into(seat, "description", "Changed here")
        await seat.press("f2")
        assert seat.at_board, seat.text
        after = seat.job(block.number)
        assert (after.description, after.version) == ("Changed here", block.version + 1)
        assert seat.block is not None
        assert (seat.block.job_id, seat.block.description) == (block.job_id, "Changed here")


async def test_an_overlap_asks_and_then_saves(demo: str) -> None:
    async with seated(demo) as seat:
        before = seat.jobs()
        block = await seat.to_block()
        while block.status != "not_started":
            block = await seat.to_block()
        start = datetime.fromtimestamp(block.start * 60, UTC)
        await seat.press("a")
        await seat.write("russo")
        await seat.press("enter")
        await seat.write("On top")
        seat.form.model.set(crew=(block.employee_id,))
        await into(seat, "start", f"{start.astimezone(seat.form.office.zone):%H:%M}")
        await seat.press("f2")
        question = seat.top(Question)
        assert question.heading == "Are you sure?"
        assert block.number in seat.text
        await seat.press("escape")
        assert value(seat, "description") == "On top"
        assert seat.jobs() == before
        await seat.press("f2", "enter")
        assert seat.at_board
        assert len(seat.jobs()) == len(before) + 1


async def test_a_conflict_says_the_words_and_keeps_the_typing(demo: str) -> None:
    async with seated(demo) as seat:
        block = await seat.to_block()
        await seat.press("enter")
        await into(seat, "description", "Mine")
        change(demo, seat.job(block.number), "Theirs")
        await seat.press("f2")
        dialog = seat.top(ConflictDialog)
        assert dialog.heading == "Error"
        assert dialog.sentences == (conflict_sentence("job"),)
        words = " ".join(line.strip(" │") for line in seat.lines if "│" in line)
        for part in ("Job could not be saved.", "Another user finished before you did"):
            assert part in " ".join(words.split()) or part in conflict_sentence("job")
        assert " Error" in seat.text
        await seat.press("escape")
        assert value(seat, "description") == "Mine"
        assert seat.job(block.number).description == "Theirs"
        await seat.press("f2", "enter")
        assert value(seat, "description") == "Theirs"
        assert "You had: Mine" in seat.text
        assert seat.job(block.number).description == "Theirs"


async def test_what_one_had_in_a_conflict_goes_only_after_a_question(demo: str) -> None:
    async with seated(demo) as seat:
        block = await seat.to_block()
        await seat.press("enter")
        await into(seat, "description", "Mine")
        change(demo, seat.job(block.number), "Theirs")
        await seat.press("f2", "enter", "f2")
        assert "You had: Mine" in seat.top(Question).sentences
        await seat.press("escape", "enter")
        assert value(seat, "description") == "Mine"
        await seat.press("f2")
        assert seat.at_board
        assert seat.job(block.number).description == "Mine"


@pytest.mark.parametrize(
    ("keys", "stands"),
    [
        ("t", "Check pump; call first"),
        ("y", "Check pump; use the gate"),
        ("b", "Check pump; call first; use the gate"),
        ("yt", "Check pump; call first"),
    ],
)
async def test_a_conflict_is_decided_field_by_field_and_saved_so(demo: str, keys: str, stands: str) -> None:
    async with seated(demo, (160, 44)) as seat:
        block = await seat.to_block()
        change(demo, seat.job(block.number), "Check pump")
        await seat.until(lambda: seat.block is not None and seat.block.description == "Check pump")
        await seat.press("enter")
        await into(seat, "description", "Check pump; use the gate")
        change(demo, seat.job(block.number), "Check pump; call first")
        await seat.press("f2")
        assert "[+; call first]" in seat.text
        assert "[+; use the gate]" in seat.text
        assert "both changed it" in seat.text
        await seat.press(*keys, "r")
        assert value(seat, "description") == stands
        assert "You had" not in seat.text
        await seat.press("f2")
        assert seat.at_board
        assert seat.job(block.number).description == stands


async def test_a_decision_is_taken_back_by_its_key_and_the_dialog_follows_the_window(demo: str) -> None:
    async with seated(demo) as seat:
        block = await seat.to_block()
        await seat.press("enter")
        await into(seat, "description", "Mine " * 25)
        change(demo, seat.job(block.number), "Theirs " * 25)
        await seat.press("f2")
        for width, height in ((80, 24), (200, 50), (60, 20), (120, 40)):
            await seat.pilot.resize_terminal(width, height)
            await seat.settle()
            assert "latest" in seat.text
        assert seat.prose.count("Theirs Theirs") >= 1
        await seat.press("y", "y", "r")
        assert "You had: Mine Mine" in seat.text


async def test_the_latest_version_comes_with_the_typing_on_top_still_unsaved(demo: str) -> None:
    """domain.md 5: one key loads the latest version; what was typed into fields they left alone is there again."""
    async with seated(demo) as seat:
        block = await seat.to_block()
        await seat.press("enter")
        await into(seat, "duration", "3h")
        change(demo, seat.job(block.number), "Theirs")
        await seat.press("f2", "enter")
        assert value(seat, "description") == "Theirs"
        assert value(seat, "duration") == "3h"
        assert seat.job(block.number).minutes != 180
        await seat.press("f2")
        while not seat.at_board:
            await seat.press("enter")
        saved = seat.job(block.number)
        assert (saved.description, saved.minutes) == ("Theirs", 180)


async def test_escape_asks_only_when_something_was_typed(demo: str) -> None:
    async with seated(demo) as seat:
        await open_at(seat)
        await seat.press("escape")
        assert seat.at_board
        await seat.press("enter")
        await seat.write("q")
        await seat.press("escape", "escape")
        seat.top(Question)
        await seat.press("escape")
        assert value(seat, "customer") == "q"
        await seat.press("escape")
        seat.top(Question)
        await seat.press("y")
        assert seat.at_board
        await seat.to_block()
        await seat.press("enter", "tab", "tab", "escape")
        assert seat.at_board


async def test_a_long_paste_is_cut_and_said(demo: str) -> None:
    async with seated(demo) as seat:
        await open_at(seat)
        await seat.field("description")
        await seat.paste("x" * 1_000_000)
        assert len(value(seat, "description")) == 200
        assert "The paste was cut" in seat.text
        await seat.paste("y")
        assert len(value(seat, "description")) == 200
        assert "The paste was cut" in seat.text
        await seat.press("left")
        assert "The paste was cut" not in seat.text


async def test_a_read_only_console_opens_jobs_and_saves_nothing(demo: str) -> None:
    async with seated(demo, read_only=True) as seat:
        assert "read-only" in seat.header
        block = await seat.to_block()
        for key in ("x", "p", "u", "a"):
            await seat.press(key)
            assert seat.at_board
            assert "this console is read-only" in seat.status
        await seat.press("enter")
        await into(seat, "description", "No")
        await seat.press("f2")
        assert "read-only: nothing can be saved" in seat.text
        assert seat.job(block.number).description == block.description


def other_than(office: Office, before: JobDraft, mine: JobDraft) -> JobDraft:
    """A draft that differs from both in all that the form's details hold."""
    assert before.starts_at is not None
    return replace(
        before,
        description="Theirs",
        starts_at=before.starts_at + timedelta(days=2),
        minutes=45,
        service_type_id=next(
            each.id for each in office.service_types if each.id not in (before.service_type_id, mine.service_type_id)
        ),
        priority=next(each for each in Priority if each not in (before.priority, mine.priority)),
        color_id=next(each.id for each in office.colors if each.id not in (before.color_id, mine.color_id)),
        crew=(),
    )


def save(url: str, job: Job, draft: JobDraft) -> None:
    """Somebody else saves a draft of the job, whatever the program asks."""
    with closing(other_desk(url)) as desk:
        outcome = desk.perform(EditJob(job.id, job.version, draft, frozenset(FindingKind)))
        assert isinstance(outcome, Done), outcome


async def test_what_both_changed_in_a_task_is_marked_at_it(demo: str) -> None:
    async with seated(demo, size=(120, 50)) as seat:
        block = await seat.to_block()
        first = seat.job(block.number)
        save(demo, first, replace(draft_of(first), tasks=(JobTask(text="Look"), JobTask(text="Listen"))))
        await seat.until(lambda: seat.job(block.number).tasks)
        await seat.settle()
        await seat.press("enter")
        await into(seat, "tasks.1.text", "Listen twice")
        job = seat.job(block.number)
        look, listen = job.tasks
        save(demo, job, replace(draft_of(job), tasks=(look, replace(listen, text="Hear"))))
        await seat.press("f2", "r")
        assert "Both of you changed: task." in seat.text
        assert "You had: Listen twice" in seat.text
        assert seat.focused == "clash.tasks.1.done"
        await seat.press("enter")
        assert seat.form.text("tasks.1.text") == "Listen twice"


MINE = " ".join(["Mine is a long story of a boiler that hums at night and of a valve that nobody can find."] * 2)


async def type_all(seat: Seat, before: Job) -> None:
    """Change all details of the job in the form."""
    form = seat.form
    await into(seat, "description", MINE)
    await into(seat, "start", "tomorrow 17:00")
    await into(seat, "duration", "3h")
    for name in ("service_type", "priority", "color"):
        await seat.field(name)
        await seat.press("down")
        now = form.text(name)
        while form.hand.picks.highlighted is None or form.hand.picks.highlighted.text in (now, "none"):
            await seat.press("down")
        await seat.press("enter")
    crew = tuple(each.id for each in form.office.pool(form.model.calendar) if each.id not in before.crew)[:6]
    form.model.set(crew=crew)


async def test_everything_typed_over_by_a_conflict_stays_to_be_read(demo: str) -> None:
    """domain.md 5: two people at one job; what the second typed is shown at its field until it is mended or saved."""
    async with seated(demo, size=(80, 50)) as seat:
        block = await seat.to_block()
        before = seat.job(block.number)
        await seat.press("enter")
        form = seat.form
        await type_all(seat, before)
        mine = form.model.record
        names = ("description", "start", "duration", "service_type", "priority", "color")
        said = {name: form.text(name) for name in names}
        theirs = other_than(form.office, draft_of(before), form.model.record)
        save(demo, before, theirs)
        await seat.press("f2", "enter")
        assert form.model.record == replace(theirs, crew=tuple(each for each in mine.crew if each not in before.crew))
        parts = [part[0] for line in form.hand.sheet.lines for part in line if isinstance(part[0], str)]
        shown = " ".join(" ".join(parts).split())
        for name, text in said.items():
            assert form.model.notes[name] == f"You had: {text}"
            assert form.model.notes[name] in shown
        await into(seat, "duration", "2h")
        assert "duration" not in form.model.notes
        assert not form.model.problems
        change(demo, seat.job(block.number), "Theirs again")
        await seat.press("f2", "enter", "enter")
        assert form.model.notes["description"] == f"You had: {MINE}"
        assert value(seat, "duration") == "2h"


async def test_a_conflict_over_the_customer_keeps_the_name_and_the_place(demo: str) -> None:
    async with seated(demo) as seat:
        block = await seat.to_block()
        job = seat.job(block.number)
        await seat.press("enter")
        with closing(other_desk(demo)) as desk:
            other = next(each for each in desk.jobs() if each.job.customer_id != job.customer_id).job
        await seat.field("customer")
        await seat.write("Zora's Bakery")
        await seat.press("up", "enter")
        await seat.write("Zora Neale")
        save(demo, job, replace(draft_of(job), customer=other.customer_id, location_id=other.location_id))
        await seat.press("f2", "enter")
        assert seat.form.model.record.customer == other.customer_id
        assert "You had: Zora's Bakery, Zora Neale" in seat.text


@pytest.mark.parametrize("size", [(80, 24), (40, 12), (30, 8)])
async def test_the_keys_and_the_focused_field_are_always_in_sight(demo: str, size: tuple[int, int]) -> None:
    async with seated(demo, size=size) as seat:
        await seat.press("a")
        for _ in range(30):
            form = seat.form
            spot = form.hand.spot
            assert spot is not None
            assert form.pane.top <= spot.y < form.pane.top + form.pane.page, spot
            assert "f2 save" in seat.text
            await seat.press("tab")
        await seat.press("f2")
        assert "Not saved: 1 field" in seat.text
        assert seat.focused == "customer"


async def test_the_notice_that_counts_problems_goes_with_the_last_of_them(demo: str) -> None:
    async with seated(demo) as seat:
        await open_at(seat)
        await into(seat, "end", "10:00")
        await seat.press("f2")
        assert "Not saved: 2 fields need a look." in seat.text
        await seat.write("russo")
        await seat.press("enter")
        assert "Not saved" in seat.text
        await into(seat, "end", "12:30")
        assert "Not saved" not in seat.text


async def test_f1_shows_the_keys_of_the_form(demo: str) -> None:
    async with seated(demo) as seat:
        await open_at(seat)
        await seat.write("russo")
        await seat.press("enter", "f1")
        assert "Save: save the job" in " ".join(seat.text.split())
        await seat.press("escape")
        assert seat.focused == "description"
        await seat.press("f1")
        await seat.write("to the notes")
        await seat.press("enter")
        assert seat.focused == "note", "what is chosen is run"


async def test_a_pasted_command_is_gone_and_the_text_in_order(demo: str) -> None:
    async with seated(demo) as seat:
        await open_at(seat)
        await seat.field("description")
        await seat.paste("hello\x1b[2Jworld end")
        assert value(seat, "description") == "helloworld end"


async def test_enter_does_not_throw_away_what_was_typed(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("a")
        await into(seat, "description", "Keep me")
        await seat.press("escape", "enter")
        assert seat.top(Question).heading == "Leave the form?"
        await seat.press("escape")
        assert value(seat, "description") == "Keep me"
        await seat.press("escape", "y")
        assert seat.at_board
