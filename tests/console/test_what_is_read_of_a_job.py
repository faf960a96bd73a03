"""What a dispatcher reads of a job beside its block: all of it on its page, the most of it on the card; and months."""

from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from industrack_core.domain.acts.acts import EditJob
from industrack_core.domain.acts.saved_draft import draft_of
from industrack_core.domain.outcomes import Done, FindingKind
from industrack_core.domain.records.job_parts import Attachment, AttachmentKind, JobItem, JobTask
from industrack_tui.dialogs.page import Page
from tests.console.seat import Seat, other_desk, seated


async def to_made_up(seat: Seat) -> str:
    """Onto a job with two items, two tasks and a tool; answers when it is planned."""
    await seat.press("w")
    block = seat.block
    assert block is not None
    job = seat.job(block.number)
    parts = replace(
        draft_of(job),
        items=(JobItem(name="Copper pipe", quantity=2500), JobItem(name="Valve", quantity=1000)),
        tasks=(JobTask(text="Test run", done=True), JobTask(text="Clean up")),
        attachments=(Attachment(kind=AttachmentKind.TOOL, name="Ladder", quantity=1),),
        forms=(),
    )
    with closing(other_desk(seat.url)) as desk:
        done = desk.perform(EditJob(job.id, job.version, parts, frozenset(FindingKind)))
    assert isinstance(done, Done), done
    await seat.until(lambda: "1 of 2 tasks done" in seat.prose)
    return job.number


async def test_the_page_says_what_a_job_is_made_of_and_the_card_in_short(demo: str) -> None:
    async with seated(demo, size=(160, 50)) as seat:
        number = await to_made_up(seat)
        assert "Items 2.5 Copper pipe, 1 Valve" in seat.prose
        assert "1 attached" in seat.prose
        await seat.press("i")
        with closing(other_desk(seat.url)) as desk:
            file = desk.job_file(seat.job(number).id)
        assert file is not None
        assert file.card is not None
        who = file.card.customer
        lines = seat.top(Page).lines_shown
        page = " ".join(" ".join(text for line in lines for text, _ in line).split())
        contact = "  ".join(part for part in (who.contact, who.phone, who.mobile, who.email) if part)
        for told in (
            "Items 2.5 x Copper pipe 1 x Valve", "Tasks [x] Test run [ ] Clean up", "Attached Ladder",
            " ".join(f"Contact {contact}".split()),
        ):  # fmt: skip
            assert told in page


async def test_a_queue_that_was_hidden_is_hidden_the_next_time(demo: str, tmp_path: Path) -> None:
    for keys, shown in ((("2", "2"), True), (("2",), False), ((), True)):
        async with seated(demo, state=tmp_path) as seat:
            assert bool(seat.schedule.queue.display) is shown
            await seat.press(*keys)


async def test_a_month_is_gone_through_by_weeks_and_months(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("v", "m")
        day = seat.schedule.day
        for key, there in (
            ("up", day - timedelta(days=7)), ("down", day), ("left", day - timedelta(days=1)), ("right", day),
            ("home", day.replace(day=1)), ("end", date(2026, 11, 30)), ("pageup", date(2026, 10, 30)),
            ("pagedown", date(2026, 11, 30)), ("down", date(2026, 12, 7)),
        ):  # fmt: skip
            await seat.press(key)
            assert seat.schedule.day == there, key
