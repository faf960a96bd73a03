"""A half-filled form survives its console: offered at the next start, over the job as it is by then."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from industrack_core.domain.acts.acts import DeleteJob, SaveRecord
from industrack_core.domain.outcomes import Done
from industrack_core.domain.records.listing import ListQuery
from industrack_tui.board.kept_forms import offer_drafts
from industrack_tui.dialogs.menu import Menu
from industrack_tui.dialogs.question import Question
from industrack_tui.drafts import UNREADABLE, DraftFile, left_behind
from tests.console.seat import Seat, other_desk, seated
from tests.console.test_add_job import open_at
from tests.console.test_form import change


async def leave_half_filled(demo: str, folder: Path) -> None:
    """Type half a form for a new job, and lose the line."""
    async with seated(demo, drafts=folder) as seat:
        await open_at(seat)
        await seat.write("russo")
        await seat.press("enter")
        await seat.write("Half a sentence")
        await seat.into("duration", "soon")
        await seat.into("note", "Ring twice")
        seat.form.keep_typing()


async def offered(seat: Seat) -> str:
    await seat.until(lambda: isinstance(seat.app.screen, Menu))
    await seat.settle()
    assert seat.top(Menu).heading == "A form was left half filled"
    assert "Throw it away" in seat.text
    return " ".join(seat.top(Menu).about)


async def test_a_new_job_is_offered_and_goes_on(demo: str, tmp_path: Path) -> None:
    await leave_half_filled(demo, tmp_path / "drafts")
    async with seated(demo, drafts=tmp_path / "drafts") as seat:
        assert "New job, Half a sentence, Giovanni Russo, left just now" in await offered(seat)
        await seat.press("o")
        assert seat.form.text("customer") == "Giovanni Russo"
        assert seat.form.text("description") == "Half a sentence"
        assert seat.form.text("duration") == "soon"
        assert seat.form.text("note") == "Ring twice"
        await seat.into("duration", "1h")
        await seat.press("f2")
        assert seat.at_board, seat.text
        assert "Half a sentence" in {job.description for job in seat.jobs()}
    async with seated(demo, drafts=tmp_path / "drafts") as seat:
        assert seat.at_board
    assert not list((tmp_path / "drafts").glob("*"))


async def test_it_can_be_left_for_later_and_thrown_away(demo: str, tmp_path: Path) -> None:
    await leave_half_filled(demo, tmp_path)
    for keys, remains in ((("l",), True), (("escape",), True), (("t", "y"), False)):
        async with seated(demo, drafts=tmp_path) as seat:
            await offered(seat)
            await seat.press(*keys)
            assert seat.at_board
        assert bool(list(tmp_path.glob("*-*.json"))) == remains


@pytest.mark.parametrize("keys", [("A",), ("w", "i"), ("2", "ctrl+p")], ids=" ".join)
async def test_what_comes_by_itself_waits_until_the_dialog_is_left(
    demo: str, tmp_path: Path, keys: tuple[str, ...]
) -> None:
    await leave_half_filled(demo, tmp_path)
    async with seated(demo, drafts=tmp_path) as seat:
        await offered(seat)
        await seat.press("l")
        await seat.press(*keys)
        dialog = seat.app.screen
        assert dialog is not seat.schedule
        assert not seat.schedule.is_free
        seat.schedule.bring(offer_drafts(seat.schedule))
        await seat.settle()
        assert seat.app.screen is dialog
        await seat.press("escape")
        await offered(seat)


@pytest.mark.parametrize("keys", ["t", "ty", "tty", "t\r"])
async def test_keys_that_were_meant_for_the_board_throw_nothing_away(demo: str, tmp_path: Path, keys: str) -> None:
    await leave_half_filled(demo, tmp_path)
    async with seated(demo, drafts=tmp_path) as seat:
        await offered(seat)
        await seat.write(keys)
        assert seat.top(Question).heading == "Throw a half-filled form away?"
        assert list(tmp_path.glob("*-*.json"))
        await seat.press("enter")
        assert isinstance(seat.app.screen, Question)
        await seat.press("escape")
        await offered(seat)
        await seat.press("o")
        assert seat.form.text("note") == "Ring twice"


async def test_a_job_that_was_changed_since_gets_the_typing_on_top(demo: str, tmp_path: Path) -> None:
    async with seated(demo, drafts=tmp_path) as seat:
        block = await seat.to_block()
        await seat.press("enter")
        await seat.into("description", "Mine")
        await seat.into("duration", "3h")
        seat.form.keep_typing()
    change(demo, seat_job(demo, block.number), "Theirs")
    async with seated(demo, drafts=tmp_path) as seat:
        assert "the job was changed since" in await offered(seat)
        await seat.press("o")
        assert seat.form.text("description") == "Theirs"
        assert seat.form.text("duration") == "3h"
        assert seat.form.model.notes["description"] == "You had: Mine"
        await seat.press("enter")
        assert seat.form.text("description") == "Mine"


async def test_a_job_that_was_deleted_since_lives_on_as_a_new_one(demo: str, tmp_path: Path) -> None:
    async with seated(demo, drafts=tmp_path) as seat:
        block = await seat.to_block()
        while block.status != "not_started":
            block = await seat.to_block()
        await seat.press("enter")
        await seat.into("description", "Not lost")
        seat.form.keep_typing()
    with closing(other_desk(demo)) as desk:
        job = desk.job(block.job_id)
        assert job is not None
        outcome = desk.perform(DeleteJob(job.id, job.version, accepted=frozenset({"recall"})))  # type: ignore[arg-type]
        assert isinstance(outcome, Done), outcome
    async with seated(demo, drafts=tmp_path) as seat:
        assert "the job was deleted since" in await offered(seat)
        await seat.press("o")
        assert "Add Job" in seat.text
        assert seat.form.text("description") == "Not lost"
        await seat.press("f2")
        while not seat.at_board:
            await seat.press("enter")
        assert "Not lost" in {job.description for job in seat.jobs()}


async def test_what_is_open_elsewhere_is_not_offered(demo: str, tmp_path: Path) -> None:
    async with seated(demo, drafts=tmp_path) as first:
        await open_at(first)
        await first.write("Half")
        first.form.keep_typing()
        async with seated(demo, drafts=tmp_path) as second:
            assert second.at_board
        assert not list(left_behind(tmp_path, first.app.bridge.desk.place, "somebody else"))


async def test_leaving_on_purpose_leaves_nothing(demo: str, tmp_path: Path) -> None:
    folder = tmp_path / "drafts"
    async with seated(demo, drafts=folder) as seat:
        await open_at(seat)
        await seat.write("Half")
        seat.form.keep_typing()
        assert list(folder.glob("*.json"))
        await seat.press("escape", "escape", "y")
        assert seat.at_board
    assert not list(folder.glob("*"))


async def test_a_damaged_draft_is_left_alone(demo: str, tmp_path: Path) -> None:
    await leave_half_filled(demo, tmp_path)
    (path,) = tmp_path.glob("*.json")
    path.write_bytes(path.read_bytes()[:40])
    async with seated(demo, drafts=tmp_path) as seat:
        assert seat.at_board


def seat_job(url: str, number: str):  # type: ignore[no-untyped-def]
    with closing(other_desk(url)) as desk:
        return next(listed.job for listed in desk.jobs() if listed.job.number == number)


# -- records' forms ----------------------------------------------------------------------------


async def leave_estimate_half_filled(demo: str, folder: Path) -> str:
    """Change an estimate in its form, and lose the line; answers its number."""
    async with seated(demo, drafts=folder) as seat:
        await seat.press("g", "e", "right", "right", "enter")
        number = str(seat.record.model.original.number)
        await seat.into("note", "Call before noon")
        await seat.into("lines.0.quantity", "many")
        seat.record.keep_typing()
    return number


async def test_a_half_filled_record_is_offered_and_goes_on(demo: str, tmp_path: Path) -> None:
    number = await leave_estimate_half_filled(demo, tmp_path / "drafts")
    async with seated(demo, drafts=tmp_path / "drafts") as seat:
        assert f"Estimate {number}" in await offered(seat)
        await seat.press("o")
        assert seat.record.text("note") == "Call before noon"
        assert seat.record.text("lines.0.quantity") == "many"
        await seat.into("lines.0.quantity", "2")
        await seat.press("f2")
        assert seat.at_board, seat.text
        assert "Changed estimate" in seat.status
    assert not list((tmp_path / "drafts").glob("*"))


async def test_what_somebody_else_saved_since_stands_under_what_was_typed(demo: str, tmp_path: Path) -> None:
    number = await leave_estimate_half_filled(demo, tmp_path)
    with closing(other_desk(demo)) as desk:
        row = desk.list_page(ListQuery("estimate", "number", find=number), limit=1).rows[0]
        before: Any = desk.records("estimate", [row.id])[row.id]
        assert isinstance(desk.perform(SaveRecord(replace(before, description="Theirs", note="Theirs too"))), Done)
    async with seated(demo, drafts=tmp_path) as seat:
        assert "it was changed since" in await offered(seat)
        await seat.press("o")
        assert seat.record.text("description") == "Theirs"
        assert seat.record.text("note") == "Theirs too"
        assert "You had: Call before noon" in seat.text


async def test_a_record_that_is_saved_or_left_leaves_nothing_behind(demo: str, tmp_path: Path) -> None:
    async with seated(demo, drafts=tmp_path / "drafts") as seat:
        await seat.press("g", "e", "right", "enter")
        await seat.into("note", "Never mind")
        seat.record.keep_typing()
        assert list((tmp_path / "drafts").glob("*.json"))
        await seat.press("escape", "y")
        assert not list((tmp_path / "drafts").glob("*"))


OLD_JOB = (
    b'{"at":"2026-11-24T15:37:00Z","day":"2026-11-24","label":"New job","job_id":null,"version":0,'
    b'"original":{},"draft":{"description":"Half a sentence"},"pending":{"duration":"soon"},"origin":""}'
)
OLD_RECORD = (
    b'{"at":"2026-11-24T15:37:00Z","day":"2026-11-24","label":"Estimate E-1","kind":"estimate","type":"Estimate",'
    b'"original":{"id":7,"version":3},"record":{"id":7,"version":3},"pending":{}}'
)


@pytest.mark.parametrize(
    ("written", "about"), [(OLD_JOB, ("job", "JobDraft", 0, 0)), (OLD_RECORD, ("estimate", "Estimate", 7, 3))]
)
def test_what_the_first_console_kept_is_read(tmp_path: Path, written: bytes, about: tuple[str, str, int, int]) -> None:
    path = tmp_path / "kept.json"
    path.write_bytes(written)
    kept = DraftFile(path).read()
    assert kept is not None
    assert (kept.kind, kept.type, kept.id, kept.version) == about


async def test_a_job_that_was_kept_by_the_first_console_goes_on(demo: str, tmp_path: Path) -> None:
    await leave_half_filled(demo, tmp_path)
    (path,) = tmp_path.glob("*.json")
    path.write_bytes(OLD_JOB)
    async with seated(demo, drafts=tmp_path) as seat:
        await offered(seat)
        await seat.press("o")
        assert seat.form.text("description") == "Half a sentence"
        assert seat.form.text("duration") == "soon"


async def test_a_kept_job_that_cannot_be_read_is_said(demo: str, tmp_path: Path) -> None:
    await leave_half_filled(demo, tmp_path)
    (path,) = tmp_path.glob("*.json")
    path.write_bytes(OLD_JOB.replace(b'"Half a sentence"', b"17"))
    async with seated(demo, drafts=tmp_path) as seat:
        await offered(seat)
        await seat.press("o")
        assert seat.at_board
        assert UNREADABLE in seat.text
