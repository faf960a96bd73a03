"""The demo's day with phones: what moves the board are reports, and what is dispatched reaches them within seconds."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from industrack_core.desk.desk import Desk, open_desk
from industrack_core.domain.acts.acts import DispatchJob, SetStatus
from industrack_core.domain.acts.field_acts import SignOutDevice
from industrack_core.domain.acts.founding import LoadRecords
from industrack_core.domain.board.board import Block
from industrack_core.domain.board.day_now import LiveAsked
from industrack_core.domain.outcomes import Done
from industrack_core.domain.records.job import Delivery, WorkStatus
from industrack_core.domain.records.outbox import Receipt
from industrack_core.domain.time.minute import minute_of
from industrack_core.domain.time.span import day_span
from industrack_core.domain.time.told_clock import ToldClock
from industrack_core.exchange.demo.demo import demo_company
from industrack_core.exchange.demo.demo_day import DemoDay
from tests.exchange.test_demo_day import MORNING


@contextmanager
def day_with_phones(path: Path, seed: int = 3) -> Iterator[DemoDay]:
    url, told = str(path), ToldClock(MORNING)

    def opened(clock: Callable[[], datetime]) -> Desk:
        return open_desk(url, clock=clock)

    def founding(desk: Desk) -> LoadRecords:
        return demo_company(desk.reserve_ids, told(), phones=True)

    open_desk(url, create=True, clock=told, founding_act=founding).close()
    with closing(DemoDay(opened, MORNING, seed)) as day:
        yield day


def blocks(desk: Desk) -> list[Block]:
    office = desk.office()
    return list(desk.all_blocks(day_span(MORNING.astimezone(office.zone).date(), office.zone)))


def test_a_day_is_told_by_phones_and_a_seed_tells_one_day(tmp_path: Path) -> None:
    until = MORNING + timedelta(minutes=75)
    with day_with_phones(tmp_path / "one.sqlite") as day:
        lines = day.play_up_to(until)
        office = day.desk.office()
        today = day_span(MORNING.astimezone(office.zone).date(), office.zone)
        phones = day.desk.live_day(LiveAsked([each.id for each in office.employees], today)).phones
    with day_with_phones(tmp_path / "two.sqlite") as day:
        assert day.play_up_to(until) == lines
    told = "\n".join(lines)
    for words in ("starts the day", "start travel", "start job", "complete", "lena: "):
        assert words in told, words
    assert phones.waiting == 1  # what the demo begins with: all else is applied
    assert len(phones.heard) > 10
    assert min(each.synced for each in phones.heard) > minute_of(until) - 60


def test_a_dispatch_reaches_its_phone_within_seconds(tmp_path: Path) -> None:
    with day_with_phones(tmp_path / "demo.sqlite") as day, closing(open_desk(day.desk.place, who="dora")) as desk:
        day.play_up_to(MORNING)
        with_phone = {row.employee_id for row in desk.phones()}
        later = [each for each in blocks(desk) if each.status == WorkStatus.NOT_STARTED and len(each.crew_ids) == 1
                 and each.employee_id in with_phone and each.delivery != Delivery.DISPATCHED]  # fmt: skip
        job = max(later, key=lambda each: each.start)
        seen = []
        assert isinstance(day.desk.perform(DispatchJob(job.job_id, job.version)), Done)
        for seconds in range(0, 60, 5):
            day.play_up_to(MORNING + timedelta(seconds=seconds))
            (block,) = (each for each in blocks(desk) if each.job_id == job.job_id)
            seen.append(Receipt(block.receipt))
        assert list(dict.fromkeys(seen)) == [Receipt.WAITING, Receipt.SENT, Receipt.RECEIVED, Receipt.SEEN]
        assert seen.count(Receipt.WAITING) <= 3


def test_who_was_signed_out_says_nothing_and_the_office_sets_what_they_do(tmp_path: Path) -> None:
    with day_with_phones(tmp_path / "demo.sqlite") as day:
        for row in day.desk.phones():
            assert isinstance(day.desk.perform(SignOutDevice(row.id, row.version)), Done)
        lines = day.play_up_to(MORNING + timedelta(hours=1))
    assert any(" is Started, was " in line for line in lines)
    assert not any(": start job" in line for line in lines)


def test_what_the_office_sets_back_is_done_again(tmp_path: Path) -> None:
    with day_with_phones(tmp_path / "demo.sqlite") as day:
        day.play_up_to(MORNING + timedelta(minutes=30))
        with_phone = {row.employee_id for row in day.desk.phones()}
        begun = next(each for each in blocks(day.desk) if each.status == WorkStatus.STARTED and len(each.crew_ids) == 1
                     and each.employee_id in with_phone)  # fmt: skip
        assert isinstance(day.desk.perform(SetStatus(begun.job_id, begun.version, WorkStatus.NOT_STARTED)), Done)
        day.play_up_to(MORNING + timedelta(minutes=40))
        (block,) = (each for each in blocks(day.desk) if each.job_id == begun.job_id)
        assert block.status in (WorkStatus.ON_TRAVEL, WorkStatus.STARTED, WorkStatus.COMPLETED)
