"""Acts from the keys: place, send back, undo, redo; questions; two consoles on one company."""

from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.acts import EditJob, PlaceJob, UnassignJob
from industrack_core.domain.acts.saved_draft import draft_of
from industrack_core.domain.board.board import QueueEntry
from industrack_core.domain.outcomes import Done, Finding, Refused
from industrack_core.domain.records.job import Delivery
from industrack_core.domain.time.minute import instant_of
from industrack_tui.board.exceptions import ExceptionList
from industrack_tui.commands.board import BY_ID
from industrack_tui.dialogs.help_dialog import HelpDialog
from industrack_tui.dialogs.menu import Menu
from industrack_tui.dialogs.prompt import Prompt
from industrack_tui.dialogs.question import Question
from tests.console.seat import Seat, other_desk, seated
from tests.console.test_form import change

FREE_ROW = 4


async def to_job(seat: Seat, delivery: Delivery) -> None:
    """Onto a job of that delivery that has not begun."""
    while True:
        block = await seat.to_block()
        if block.status == "not_started" and block.delivery == delivery:
            return


async def test_p_gives_the_queued_job_to_the_cell_in_one_key(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.to_cell(FREE_ROW, "13:00")
        entry = seat.schedule.queue.selected
        assert entry is not None
        await seat.press("p")
        assert seat.block is not None
        assert seat.block.job_id == entry.job_id
        placed = seat.job(entry.number)
        assert placed.minutes == entry.minutes
        assert placed.starts_at == instant_of(seat.schedule.timeline.view.minute)
        assert entry.number not in [each.number for each in seat.schedule.queue.queue.entries]
        assert "u undoes" in seat.text


async def test_x_sends_back_u_undoes_and_capital_u_does_it_again(demo: str) -> None:
    async with seated(demo) as seat:
        await to_job(seat, Delivery.SAVED)
        block, place = seat.block, seat.time
        assert block is not None
        await seat.press("x")
        assert not seat.on_block
        assert block.description in seat.waiting
        assert seat.time == place
        await seat.press("u")
        assert seat.block is not None
        assert seat.block.job_id == block.job_id
        assert "U does it again" in seat.text
        await seat.press("U")
        assert not seat.on_block
        await seat.press("u", "u")
        assert "nothing to undo" in seat.status.lower()


async def test_a_deletion_is_done_again_only_after_a_question_that_enter_does_not_answer(demo: str) -> None:
    async with seated(demo) as seat:
        await to_job(seat, Delivery.SAVED)
        block = seat.block
        assert block is not None
        await seat.press("delete", "y", "u", "U")
        question = seat.top(Question)
        assert question.sentences == (f"Job {block.number} is deleted again.",)
        await seat.press("enter")
        seat.top(Question)
        await seat.press("escape")
        assert seat.status == "Nothing was changed."
        assert seat.job(block.number).id == block.job_id
        await seat.press("U", "y")
        assert seat.status.startswith(f"Redid: Deleted {block.number}")


async def test_what_the_crew_was_told_is_recalled_only_after_a_question(demo: str) -> None:
    async with seated(demo) as seat:
        await to_job(seat, Delivery.DISPATCHED)
        block = seat.block
        assert block is not None
        await seat.press("x")
        seat.top(Question)
        assert "already dispatched" in " ".join(seat.text.split())
        await seat.press("n")
        assert seat.status == "Nothing was changed."
        assert seat.block == block
        await seat.press("x", "y")
        assert block.description in seat.waiting


async def test_placing_on_another_job_asks(demo: str) -> None:
    async with seated(demo) as seat:
        await to_job(seat, Delivery.SAVED)
        await seat.press("p")
        seat.top(Question)
        await seat.press("escape")
        assert seat.status == "Nothing was changed."
        await seat.press("p", "enter")
        assert len(seat.schedule.timeline.view.rows[seat.schedule.timeline.view.employee_id or 0].lanes) > 1


async def test_a_key_on_a_picture_of_yesterday_is_refused_and_the_board_shows_the_latest(demo: str) -> None:
    """Somebody else's change between the paint and the key: nothing is done to what the person never saw."""
    async with seated(demo) as seat:
        await to_job(seat, Delivery.SAVED)
        block = seat.block
        assert block is not None
        seat.app.bridge.closing.set()  # the news does not come through
        change(demo, seat.job(block.number), "Theirs")
        await seat.press("x")
        assert "was changed by bo meanwhile" in seat.status
        assert seat.block is not None
        assert seat.block.description == "Theirs"
        assert seat.job(block.number).crew == block.crew_ids


async def test_a_save_elsewhere_shows_by_itself_and_the_cursor_stays(demo: str) -> None:
    async with seated(demo) as seat:
        await to_job(seat, Delivery.SAVED)
        for _ in range(2):
            await seat.to_block()
        mine = seat.block
        place = (seat.time, seat.employee, seat.schedule.timeline.view.top)
        assert mine is not None
        with closing(other_desk(demo)) as desk:
            entry = desk.queue().entries[0]
            first = seat.schedule.timeline.view.roster[0]
            at = instant_of(seat.schedule.now)
            accepted = frozenset({finding.kind for finding in _findings(desk, entry, first, at)})
            outcome = desk.perform(PlaceJob(entry.job_id, entry.version, first, at, accepted))
            assert isinstance(outcome, Done)
        await seat.until(lambda: seat.schedule.state.revision >= outcome.revision)
        await seat.settle()
        assert entry.job_id in {block.job_id for block in seat.schedule.timeline.view.rows[first].blocks}
        assert (seat.time, seat.employee) == place[:2]
        assert seat.block == mine
        assert seat.schedule.timeline.flashing == {first}


def _findings(desk: Desk, entry: QueueEntry, employee_id: int, at: datetime) -> tuple[Finding, ...]:
    outcome = desk.perform(PlaceJob(entry.job_id, entry.version, employee_id, at))
    return outcome.findings if isinstance(outcome, Refused) else ()


async def test_news_does_not_disturb_a_half_filled_form(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("a")
        await seat.write("russo")
        await seat.press("enter")
        await seat.write("Half a sen")
        job = seat.jobs()[0]
        with closing(other_desk(demo)) as desk:
            current = desk.job(job.id)
            assert current is not None
            outcome = desk.perform(EditJob(current.id, current.version, draft_of(current)))
            if not isinstance(outcome, Done):
                outcome = desk.perform(UnassignJob(job.id, job.version))
        await seat.settle()
        await seat.write("tence")
        assert seat.form.text("description") == "Half a sentence"
        assert seat.focused == "description"


async def test_an_empty_company_says_how_to_begin_and_takes_its_first_employee(empty: str) -> None:
    async with seated(empty) as seat:
        assert "no employees yet" in seat.text
        assert "Everything is kept in /" in seat.text
        await seat.press("enter")
        assert "there is no employee on the board" in seat.status
        await seat.press("A", "e")
        seat.top(Prompt)
        await seat.press("enter")
        assert "Type a name" in seat.text
        await seat.write("Ana Ruiz")
        assert "Ruiz, Ana" in seat.text
        await seat.press("enter")
        assert seat.at_board
        assert seat.employee == "Ruiz, Ana"
        assert "no employees yet" not in seat.text
        await seat.press("enter")
        await seat.write("First One")
        await seat.press("enter")
        await seat.press(*["tab"] * 4)
        await seat.write("Hello")
        await seat.press("f2")
        assert seat.at_board, seat.text
        assert seat.block is not None
        assert seat.block.description == "Hello"


async def test_the_palette_runs_a_command_and_says_why_not(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("ctrl+p")
        await seat.until(lambda: "Zoom in" in seat.text or "Open" in seat.text)
        await seat.write("go to date")
        await seat.until(lambda: "pick a date" in seat.text and "Zoom in" not in seat.text)
        await seat.press("enter")
        await seat.until(lambda: not seat.at_board and isinstance(seat.app.screen, Prompt))
        await seat.press("escape")
        await seat.to_cell(FREE_ROW, "13:00")
        await seat.press("ctrl+p")
        await seat.write("to queue")
        await seat.until(lambda: "not now: there is no job under the cursor" in seat.text)


async def test_help_lists_every_command_with_its_keys(demo: str) -> None:
    from industrack_tui.commands.board import COMMANDS
    from industrack_tui.commands.key_names import key_text

    async with seated(demo) as seat:
        await seat.press("question_mark")
        page = seat.top(HelpDialog)
        text = "\n".join("".join(part for part, _ in line) for line in page.lines_shown)
        for command in COMMANDS:
            assert f"{command.label}: {command.help}" in text
            assert all(key_text(key) in text for key in command.keys)
        assert "Board" in seat.text
        await seat.press("pagedown", "escape")
        assert seat.at_board


async def test_help_is_searched_by_typing_and_runs_what_is_under_the_cursor(demo: str) -> None:
    async with seated(demo, size=(100, 30)) as seat:
        await seat.press("question_mark")
        dialog = seat.top(HelpDialog)
        assert dialog.listed[dialog.index].command is BY_ID["board.open"], "the pane's first"
        await seat.write("two rows")
        assert dialog.listed == []
        await seat.press("enter")
        assert seat.top(HelpDialog) is dialog, "there is nothing to run"
        await seat.press(*["backspace"] * 8)
        await seat.write("go TO date")
        assert all(line.is_heading or "date" in line.text.lower() for line in dialog.listed)
        await seat.press(*["backspace"] * 10)
        await seat.write("E")
        assert dialog.listed[dialog.index].command is BY_ID["board.exceptions"], "a key that is typed is gone to"
        await seat.press("enter")
        seat.top(ExceptionList)
        await seat.press("escape", "question_mark")
        await seat.write("save the job")
        await seat.press("enter")
        assert "not run from here" in seat.text
        await seat.press("escape", "question_mark", "up", "pageup", "ctrl+home", "ctrl+end")
        assert "That is a mark." in seat.text
        await seat.press("enter", "f1")
        assert seat.at_board


async def test_what_cannot_run_now_is_not_run_by_help_and_says_why(demo: str) -> None:
    async with seated(demo, size=(100, 30)) as seat:
        await seat.to_cell(FREE_ROW, "13:00")
        await seat.press("question_mark")
        await seat.write("next status")
        assert "Not now: there is no job under the cursor" in seat.text
        await seat.press("enter")
        seat.top(HelpDialog)


async def test_the_marks_are_explained_on_the_first_three_starts_and_by_a_key(demo: str, tmp_path: Path) -> None:
    for start in range(5):
        async with seated(demo, size=(80, 24), state=tmp_path / "state") as seat:
            assert ("BOARD  Marks  " in seat.lines[-2]) == (start < 3)
            assert ("K all marks" in seat.lines[-2]) == (start < 3)
            assert ("declined" in seat.lines[-2]) == (start < 3)
            assert "seen" not in seat.text, "there are no phones"
            await seat.press("K")
            assert "not sent" in seat.text
            await seat.press("escape")
            assert seat.at_board


async def test_menus_by_letter_by_arrow_and_with_a_reason(demo: str) -> None:
    async with seated(demo, read_only=True) as seat:
        await seat.press("A", "e")
        seat.top(Menu)
        assert "Add employee: this console is read-only." in seat.text
        await seat.press("escape", "g", "t")
        assert seat.at_board
        await seat.press("right_square_bracket")
        assert seat.schedule.day == date(2026, 11, 24) + timedelta(days=1)
        await seat.press("g", "down", "enter")
        assert seat.list.spec.name == "estimate"
        await seat.press("g", "t")
        assert seat.at_board
        assert seat.schedule.day == date(2026, 11, 24)
