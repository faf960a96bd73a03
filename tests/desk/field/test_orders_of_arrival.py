"""The same days of two technicians, arriving in two orders at a real database: the office knows the same in the end."""

import shutil
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from industrack_core.desk.field.field_desk import FieldDesk
from industrack_core.domain.acts.acts import AddJob
from industrack_core.domain.field.shifts import ShiftStep
from industrack_core.domain.outcomes import Done, FindingKind
from industrack_core.domain.records.job_parts import JobTask
from tests.field.agreeing import times_of, visits_of
from tests.field.crews import Report, days_of, dealt
from tests.field.phones import Phone, Wire
from tests.field.soaking import rounds
from tests.store.small_company import ANA, BEN, at, copy_of_file, desk_at, draft, rows

EVERY = frozenset(FindingKind)
PEOPLE = (ANA, BEN)
EVENING = at("17:00")
Known = dict[str, object]


def begun(url: str) -> tuple[list[Phone], list[int], list[int]]:
    """Phones of both, the jobs that they share, and a task of each."""
    phones, jobs, tasks = [Phone(each, f"token {each}") for each in PEOPLE], [], []
    with closing(desk_at(url, "mika", lambda: at("8:00"))) as desk:
        for place in range(3):
            starts = at("9:00") + timedelta(hours=2 * place)
            shared = draft(crew=PEOPLE, starts_at=starts, tasks=(JobTask(id=0, text="Isolate"),))
            outcome = desk.perform(AddJob(shared, EVERY, dispatch=True))
            assert isinstance(outcome, Done), outcome
            job = desk.job(outcome.changed_id("job") or 0)
            assert job is not None
            jobs.append(job.id)
            tasks.append(job.tasks[0].id)
        for phone in phones:
            Wire(FieldDesk(desk), int(at("8:00").timestamp()), None).pair(phone)
    return phones, jobs, tasks


def said(phone: Phone, report: Report, jobs: Sequence[int], tasks: Sequence[int]) -> None:
    """What a technician tapped; now and then also a note or a tick."""
    at_s = int(at("9:00").timestamp()) + report.at * 60
    job, task = jobs[report.job - 1], tasks[report.job - 1]
    if isinstance(report.tap, ShiftStep):
        phone.say("shift", at_s, step=report.tap.value)
    elif report.at % 7 == 0:
        phone.say("note", at_s, job, key=f"{report.person:08x}{report.at % 3:08x}", text=f"note at {report.at}")
    elif report.at % 7 == 1:
        phone.say("tick", at_s + report.person, job, task=task, done=report.at % 2 == 0)
    else:
        phone.say("step", at_s, job, step=report.tap.value, reason="no part")


def known_after(url: str, phones: Sequence[Phone], order: Sequence[Report]) -> Known:
    """What the office knows once the reports came one by one, in this order, all after the last was made."""
    later: list[datetime] = [EVENING]
    with closing(desk_at(url, "gateway", lambda: later[0])) as desk:
        field = FieldDesk(desk)
        sent = {phone.device: 0 for phone in phones}
        for report in order:
            phone = phones[report.person - 1]
            place = sent[phone.device]
            later[0] += timedelta(seconds=1)
            now_ms = int(later[0].timestamp() * 1000)
            taken = field.take_reports(phone.device, phone.reports[place : place + 1], now_ms=now_ms)
            assert taken.last == place + 1
            sent[phone.device] += 1
    return {
        "visits": visits_of(url),
        "times": times_of(url),
        "jobs": rows(url, "SELECT id, status, status_reason, tasks FROM job ORDER BY id"),
        "notes": sorted(rows(url, "SELECT employee_id, key, at, text FROM field_note"), key=str),
        "verdicts": sorted(rows(url, "SELECT device_id, seq, verdict, text FROM field_report")),
    }


@pytest.mark.parametrize("seed", range(rounds(4)))
def test_the_order_in_which_phones_are_heard_does_not_matter(tmp_path: Path, seed: int) -> None:
    chance = Random(seed)
    url = copy_of_file(tmp_path)
    phones, jobs, tasks = begun(url)
    days = days_of(chance, people=2, jobs=3, reports=14)
    for day in days:
        for report in day:
            said(phones[report.person - 1], report, jobs, tasks)
    one_by_one = [report for day in days for report in day]
    known = []
    for number, order in enumerate((one_by_one, dealt(chance, days), dealt(chance, days))):
        copy = tmp_path / f"office {number}.db"
        shutil.copyfile(url.removeprefix("sqlite:///"), copy)
        known.append(known_after(f"sqlite:///{copy}", phones, order))
    assert known[1] == known[0]
    assert known[2] == known[0]
