"""Phones in the demo: what its technicians reported is what the rules would have let through, at any hour."""

from collections import Counter
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256
from itertools import pairwise
from typing import TypeVar

import pytest

from industrack_core.desk.desk import Desk, open_desk
from industrack_core.desk.field.bodies import read_body
from industrack_core.desk.field.judging import entry_name
from industrack_core.desk.upkeep import check_database
from industrack_core.domain.acts.field_acts import Settle, SettleReport
from industrack_core.domain.acts.founding import InventCompany
from industrack_core.domain.board.day_now import LiveAsked
from industrack_core.domain.field.entries import EntryKind
from industrack_core.domain.field.job_status import job_reason, job_status
from industrack_core.domain.field.member import VisitState
from industrack_core.domain.field.records import Device, FieldFile, FieldReport, TimeEntry, Verdict, Visit
from industrack_core.domain.outcomes import Done
from industrack_core.domain.records.job import Job, WorkStatus
from industrack_core.domain.records.job_parts import Attachment
from industrack_core.domain.records.outbox import OutboxEntry, Receipt
from industrack_core.domain.records.record import Record
from industrack_core.domain.time.minute import minute_of
from industrack_core.domain.time.span import day_span
from industrack_core.exchange.demo.demo import MOST_RECORDS, demo_company
from industrack_core.exchange.demo.demo_phones import SILENT_AFTER
from industrack_core.exchange.demo.demo_pictures import CAPTIONS
from industrack_field.sniffing import type_of
from tests.exchange.test_demo import MOMENTS

AFTERNOON = datetime(2026, 11, 24, 19, 50, tzinfo=UTC)
ALL_DAY = [datetime(2026, 11, 25, 5, tzinfo=UTC) + timedelta(minutes=245 * step) for step in range(6)]
R = TypeVar("R", bound=Record)


@cache
def company(now: datetime, seed: int = 1) -> InventCompany:
    return demo_company(lambda size: 1, now, seed, phones=True)


def of_kind(made: InventCompany, kind: type[R]) -> list[R]:
    return [record for record in made.records if isinstance(record, kind)]


def test_same_seed_and_moment_give_the_same_phones() -> None:
    assert company(AFTERNOON) == company.__wrapped__(AFTERNOON)
    assert company(AFTERNOON) != company(AFTERNOON, 2)


def test_without_phones_the_company_is_as_it_is_with_them() -> None:
    plain, made = demo_company(lambda size: 1, AFTERNOON), company(AFTERNOON)
    kinds = Counter(type(record) for record in plain.records)
    assert not kinds.keys() & {Device, Visit, TimeEntry, FieldReport, OutboxEntry}
    assert [each.number for each in of_kind(made, Job)] == [each.number for each in of_kind(plain, Job)]


@pytest.mark.parametrize("now", [*MOMENTS, *ALL_DAY])
def test_the_board_is_the_union_of_the_visits(now: datetime) -> None:
    made = company(now)
    assert max(record.id for record in made.records) < MOST_RECORDS
    visits: dict[int, dict[int, VisitState]] = {}
    for visit in of_kind(made, Visit):
        state = VisitState(visit.status, visit.reason, visit.arrived, minute_of(visit.since_at))
        visits.setdefault(visit.job_id, {})[visit.employee_id] = state
    jobs = {job.id: job for job in of_kind(made, Job)}
    for job_id, crew in visits.items():
        job = jobs[job_id]
        states = [crew[each] for each in job.crew]
        assert (job.status, job.status_reason) == (job_status(states), job_reason(states, job.status))
    assert len(visits) > 20
    on_phones = {entry.job_id for entry in of_kind(made, OutboxEntry) if entry.sent_s}
    assert {job.id for job in jobs.values() if job.status is not WorkStatus.NOT_STARTED} & on_phones <= set(visits)


@pytest.mark.parametrize("now", [*MOMENTS, *ALL_DAY])
def test_nobody_is_at_two_things_at_once(now: datetime) -> None:
    spells: dict[tuple[int, bool], list[TimeEntry]] = {}
    for entry in of_kind(company(now), TimeEntry):
        assert entry.starts_at < now
        assert entry.ends_at is None or entry.starts_at <= entry.ends_at < now
        spells.setdefault((entry.employee_id, entry.kind is EntryKind.SHIFT), []).append(entry)
    for told in spells.values():
        told.sort(key=lambda each: (each.starts_at, each.ends_at or now))
        for one, other in pairwise(told):
            assert one.ends_at is not None
            assert one.ends_at <= other.starts_at


@pytest.mark.parametrize("now", [*MOMENTS, *ALL_DAY])
def test_what_phones_say_can_be_read_and_names_what_they_had(now: datetime) -> None:
    made = company(now)
    entries = {entry_name(entry): entry for entry in of_kind(made, OutboxEntry)}
    numbers: dict[int, int] = {}
    for report in of_kind(made, FieldReport):
        numbers[report.device_id] = numbers.get(report.device_id, 0) + 1
        assert report.seq == numbers[report.device_id]
        assert read_body(report.kind, report.body) is not None, report
        assert report.at_s <= report.received_s < now.timestamp()
        if report.job_id:
            entry = entries[report.entry]
            assert (entry.job_id, entry.employee_id) == (report.job_id, report.employee_id)
            assert 0 < entry.sent_s <= entry.received_s < report.received_s
    for entry in entries.values():
        assert max(entry.due_s, entry.sent_s, entry.received_s, entry.seen_s) < now.timestamp()


def test_what_a_dispatcher_has_to_see_is_there() -> None:
    made = company(AFTERNOON)
    reports = of_kind(made, FieldReport)
    assert sum(report.verdict is Verdict.REVIEW for report in reports) == 1
    assert {report.kind for report in reports} >= {"step", "shift", "note", "photo", "tick", "used", "answer"}
    assert {entry.receipt for entry in of_kind(made, OutboxEntry)} == {
        Receipt.WAITING, Receipt.SENT, Receipt.RECEIVED, Receipt.SEEN,
    }  # fmt: skip
    visits = Counter(visit.status for visit in of_kind(made, Visit))
    assert set(visits) >= set(WorkStatus) - {WorkStatus.NOT_STARTED}
    assert {entry.kind for entry in of_kind(made, TimeEntry)} == set(EntryKind)
    assert of_kind(made, FieldFile)
    silent = [heard for heard in made.heard if heard.at_s < AFTERNOON.timestamp() - SILENT_AFTER * 60]
    assert len(silent) == 1 < len(of_kind(made, Device)) == len(made.heard)


def test_pictures_are_small_and_real_and_all_there() -> None:
    contents = {sha256(each).hexdigest(): each for each in company(AFTERNOON).pictures}
    files = of_kind(company(AFTERNOON), FieldFile)
    assert {(each.type, each.stored, type_of(contents[each.digest])) for each in files} == {
        ("image/png", True, "image/png"),
    }  # fmt: skip
    assert all(each.size == len(contents[each.digest]) < 1000 for each in files)
    assert len(contents) == len(CAPTIONS)


def test_who_looks_at_a_picture_sees_it(database_url: str) -> None:
    with closing(founded(database_url, AFTERNOON)) as desk:
        files = [Attachment(name=each.name, digest=each.digest) for each in of_kind(company(AFTERNOON), FieldFile)]
        assert {type_of(desk.attachment_bytes(each)) for each in files} == {"image/png"}


def test_the_office_sees_it_and_settles_it(database_url: str) -> None:
    with closing(founded(database_url, AFTERNOON)) as desk:
        office = desk.office()
        people = [each.id for each in office.employees]
        today = day_span(AFTERNOON.astimezone(office.zone).date(), office.zone)
        phones = desk.live_day(LiveAsked(people, today)).phones
        assert phones.waiting == 1
        assert sum(heard.at_work > 0 for heard in phones.heard) > 5
        assert {block.receipt for block in desk.all_blocks(today)} >= {1, 3, 4}
        (told,) = phones.tray
        (report,) = desk.records("field_report", [told.report_id]).values()
        settled = desk.perform(SettleReport(told.report_id, report.version, Settle.DISMISS, "given to another"))
        assert isinstance(settled, Done)
        assert desk.live_day(LiveAsked(people, today)).phones.waiting == 0
    assert list(check_database(database_url, lambda progress: None)) == []


def founded(url: str, now: datetime) -> Desk:
    return open_desk(
        url, create=True, who="dora", clock=lambda: now,
        founding_act=lambda desk: demo_company(desk.reserve_ids, now, phones=True),
    )  # fmt: skip
