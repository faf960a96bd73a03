"""Dialogs about a job that somebody else changes or deletes meanwhile: they do what they say, or say why not."""

from collections.abc import Callable
from contextlib import closing

import pytest

from industrack_core.domain.acts.acts import DeleteJob
from industrack_core.domain.board.exceptions import BoardException
from industrack_core.domain.outcomes import Done
from industrack_core.domain.records.job import Delivery, Job
from industrack_tui.board.exceptions import ExceptionList
from tests.console.seat import Seat, other_desk, seated
from tests.console.slow_bridge import SlowBridge, slow
from tests.console.test_acts import to_job
from tests.console.test_form import change
from tests.desk.carries import YES


def changed(url: str, job: Job) -> None:
    change(url, job, "Theirs")


def deleted(url: str, job: Job) -> None:
    with closing(other_desk(url)) as desk:
        assert isinstance(desk.perform(DeleteJob(job.id, job.version, accepted=YES)), Done)


DIALOGS = {
    "status": ("S", ("down", "enter")),
    "crew": ("e", ("down", "space", "enter")),
    "delete": ("delete", ("y",)),
    "carry": ("m", ("right", "enter")),
    "best": ("b", ("enter",)),
    "template": ("A", ("m", "T", "enter")),
}


def stand(url: str, number: str) -> tuple[object, ...] | None:
    """What a job is like, for everybody."""
    with closing(other_desk(url)) as desk:
        found = [each.job for each in desk.jobs() if each.job.number == number]
        return (found[0].description, found[0].status, found[0].crew, found[0].starts_at) if found else None


@pytest.mark.parametrize("meanwhile", [changed, deleted])
@pytest.mark.parametrize("dialog", list(DIALOGS))
async def test_what_is_answered_too_late_does_nothing_and_is_said(
    demo: str, dialog: str, meanwhile: Callable[[str, Job], None]
) -> None:
    opens, answers = DIALOGS[dialog]
    async with seated(demo) as seat:
        await to_job(seat, Delivery.SAVED)
        assert seat.block is not None
        number = seat.block.number
        await seat.press(opens)
        meanwhile(demo, seat.job(number))
        theirs = stand(demo, number)
        await seat.until(lambda: seat.schedule.is_settled)
        for key in answers:
            if not seat.at_board or dialog in ("carry", "best"):
                await seat.press(key)
        await leave(seat)
        if dialog != "template":
            assert f"{meanwhile.__name__} by bo meanwhile, so this was not saved" in seat.status
        elif meanwhile is deleted:
            # the second when it was not heard yet that it is gone
            gone = ("Job template: there is no job under the cursor.", "This job was deleted meanwhile.")
            assert seat.status in gone
        assert stand(demo, number) == theirs


async def leave(seat: Seat) -> None:
    """Out of whatever is open still."""
    while not seat.at_board:
        await seat.press("escape")


@pytest.mark.parametrize("meanwhile", [changed, deleted])
@pytest.mark.parametrize("keys", ["S", "e", "delete", "i", "!"])
async def test_a_dialog_about_a_job_says_at_once_that_it_is_another_one_now(
    demo: str, keys: str, meanwhile: Callable[[str, Job], None]
) -> None:
    async with seated(demo, size=(80, 24)) as seat:
        await to_job(seat, Delivery.SAVED)
        assert seat.block is not None
        number = seat.block.number
        await seat.press(keys)
        assert not seat.at_board
        assert "meanwhile" not in seat.text
        meanwhile(demo, seat.job(number))
        await seat.until(lambda: "Changed by bo meanwhile: " in seat.prose)
        assert not seat.at_board


async def test_news_of_other_jobs_changes_no_title(demo: str) -> None:
    async with seated(demo) as seat:
        await to_job(seat, Delivery.SAVED)
        other = seat.block
        await to_job(seat, Delivery.SAVED)
        assert other is not None
        await seat.press("i")
        before = seat.schedule.state.revision
        change(demo, seat.job(other.number), "Theirs")
        await seat.until(lambda: seat.schedule.state.revision > before)
        await seat.settle()
        assert "meanwhile" not in seat.text


@pytest.mark.parametrize("meanwhile", [changed, deleted])
@pytest.mark.parametrize(("key", "read"), [("i", "history"), ("E", "exceptions"), ("!", "advise")])
async def test_what_is_changed_while_a_dialog_is_being_filled_is_said(
    demo: str, key: str, read: str, meanwhile: Callable[[str, Job], None]
) -> None:
    async with seated(demo, bridge=slow()) as seat:
        bridge = seat.app.bridge
        assert isinstance(bridge, SlowBridge)
        await seat.press("E")
        first = seat.top(ExceptionList).records[0]
        assert isinstance(first, BoardException)
        listed = first.block
        await seat.press("enter")
        assert seat.block is not None
        number = listed.number if key == "E" else seat.block.number
        bridge.slow = frozenset({read})
        seat.at_once(key)
        await seat.until(lambda: bridge.kept)
        revision = seat.schedule.known
        meanwhile(demo, seat.job(number))
        await seat.until(lambda: max(seat.schedule.known, seat.schedule.state.unread.revision) > revision)
        assert "meanwhile" not in seat.prose
        bridge.let_go()
        await seat.settle()
        assert "Changed by bo meanwhile" in seat.prose
