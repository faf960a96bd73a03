"""What others write into jobs that stay where they stand: their rows come with the news, and nothing is asked."""

from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from industrack_core.desk.desk import open_desk
from industrack_core.domain.acts.news import Changes, News
from industrack_core.domain.outcomes import FindingKind
from industrack_tui.app import ConsoleApp
from industrack_tui.board import resting
from industrack_tui.board.heard_jobs import rows_wanted, show_rows_heard
from industrack_tui.hearing import listen
from tests.console.seat import NOW, seated
from tests.console.slow_bridge import slow
from tests.console.test_heard_jobs import as_if_all_were_read, as_shown, bridge_of, placed, up_to
from tests.desk.office import written

YES = frozenset(FindingKind)


async def test_rows_of_a_job_that_stays_come_with_the_news(demo: str) -> None:
    async with seated(demo, (160, 45), bridge=slow()) as seat:
        with closing(open_desk(demo, who="bo", clock=lambda: NOW)) as desk:
            job, bridge = await placed(seat, desk), bridge_of(seat)
            bridge.slow = frozenset({"rows_of_jobs", "board", "queue"})
            await up_to(seat, written(desk, job.id, "Valve"))
            assert bridge.kept == []
            assert as_shown(seat) == as_if_all_were_read(seat)
            assert seat.schedule.timeline.flashing == {*job.crew}
            assert "Valve" in seat.text
            parts = seat.schedule.state.parts
            assert parts is not None
            assert parts.version == job.version + 1


async def test_rows_that_came_with_the_news_do_not_go_under_in_what_was_read_before(demo: str) -> None:
    """What is read already, and not there yet, would be shown after them."""
    async with seated(demo, (160, 45), bridge=slow()) as seat:
        with closing(open_desk(demo, who="bo", clock=lambda: NOW)) as desk:
            job, bridge = await placed(seat, desk), bridge_of(seat)
            bridge.slow = frozenset({"board"})
            seat.schedule.reload()
            await seat.until(lambda: bridge.kept)
            revision = written(desk, job.id, "Valve")
            await seat.until(lambda: seat.schedule.state.unread.revision == revision)
            bridge.let_go()
            await up_to(seat, revision)
            assert as_shown(seat) == as_if_all_were_read(seat)
            assert "Valve" in seat.text


async def test_of_a_marked_job_more_is_read_than_its_row(demo: str) -> None:
    async with seated(demo, (160, 45)) as seat:
        with closing(open_desk(demo, who="bo", clock=lambda: NOW)) as desk:
            job = await placed(seat, desk)
            await seat.press("space")
            assert job.id in seat.schedule.state.marks
            await up_to(seat, written(desk, job.id, "Valve"))
            marked = seat.schedule.state.marks[job.id]
            assert marked.description == "Valve"
            assert as_shown(seat) == as_if_all_were_read(seat)


async def test_rows_of_a_day_that_is_left_meanwhile_are_not_shown(demo: str) -> None:
    async with seated(demo, (160, 45)) as seat:
        with closing(open_desk(demo, who="bo", clock=lambda: NOW)) as desk:
            job, schedule = await placed(seat, desk), seat.schedule
            hears, held = schedule.heard, list[News]()
            schedule.heard = held.append  # type: ignore[assignment,method-assign]
            listen(schedule.bridge, schedule.state.revision, held.append, partial(rows_wanted, schedule))
            revision = written(desk, job.id, "Valve")
            await seat.until(lambda: [each for each in held if isinstance(each, Changes) and each.rows is not None])
            news = next(each for each in held if isinstance(each, Changes) and each.rows is not None)
            assert news.revision == revision
            await seat.press("right_square_bracket")
            assert not show_rows_heard(schedule, frozenset({job.id}), news)
            hears(news)
            await up_to(seat, revision)
            await seat.press("left_square_bracket")
            assert as_shown(seat) == as_if_all_were_read(seat)


async def test_what_a_job_is_made_of_is_read_however_closely_news_follow_each_other(
    demo: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with seated(demo, (160, 45)) as seat:
        with closing(open_desk(demo, who="bo", clock=lambda: NOW)) as desk:
            job, schedule = await placed(seat, desk), seat.schedule
            monkeypatch.setattr(ConsoleApp, "is_headless", False)
            monkeypatch.setattr(resting, "_HEARD_LATER", 3600.0)
            dues = list[float]()
            for word in ("Valve", "Pump"):
                revision = written(desk, job.id, word)
                await seat.until(lambda revision=revision: schedule.state.revision >= revision)  # type: ignore[misc]
                assert schedule.parts_due is not None
                dues.append(schedule.parts_due.when())
            assert dues[0] == dues[1]
            monkeypatch.undo()


async def test_news_go_on_where_nobody_can_say_which_rows_are_wanted(demo: str, tmp_path: Path) -> None:
    async with seated(demo, (160, 45)) as seat:
        with closing(open_desk(demo, who="bo", clock=lambda: NOW)) as desk:
            job, schedule = await placed(seat, desk), seat.schedule
            held, log = list[News](), tmp_path / "log"

            def fails(_: Changes) -> None:
                raise LookupError("no such row")

            listen(schedule.bridge, schedule.state.revision, held.append, fails, log)
            for many, word in enumerate(("Valve", "Pump"), 1):
                revision = written(desk, job.id, word)
                await seat.until(lambda many=many: sum(isinstance(each, Changes) for each in held) == many)  # type: ignore[misc]
                news = next(each for each in reversed(held) if isinstance(each, Changes))
                assert (news.revision, news.rows) == (revision, None)
                assert log.read_text().count("LookupError: no such row") == many
            await up_to(seat, revision)


async def test_a_console_that_is_left_asks_for_no_rows(demo: str) -> None:
    """Its desk is closed by then, and what hears may still hold news."""
    async with seated(demo, (160, 45)) as seat:
        with closing(open_desk(demo, who="bo", clock=lambda: NOW)) as desk:
            job, schedule = await placed(seat, desk), seat.schedule
            held = list[News]()
            schedule.heard = held.append  # type: ignore[assignment,method-assign]
            listen(schedule.bridge, schedule.state.revision, held.append, lambda _: None)
            written(desk, job.id, "Valve")
            await seat.until(lambda: any(isinstance(each, Changes) for each in held))
            news = next(each for each in held if isinstance(each, Changes))
            assert rows_wanted(schedule, news) is not None
            schedule.bridge.closing.set()
            assert rows_wanted(schedule, news) is None
