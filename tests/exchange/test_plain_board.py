"""The board as text: within its width, every job named, and nothing but ASCII where that is asked."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta

import pytest

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.acts import AddJob
from industrack_core.domain.acts.drafts import JobDraft, NewCustomer
from industrack_core.domain.outcomes import Done, FindingKind
from industrack_core.domain.text.text import cell_width
from industrack_core.domain.time.span import day_span
from industrack_core.exchange.exports.plain_board import plain_board, plain_queue
from tests.exchange.offices import NOW, demo_desk

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with closing(demo_desk(str(tmp_path_factory.mktemp("demo") / "demo.db"))) as opened:
        yield opened


def lines_of(desk: Desk, day: date = TODAY, width: int = 100, *, ascii_only: bool = False) -> list[str]:
    office = desk.office()
    people = [employee.id for employee in office.pool(office.default_calendar)]
    board = desk.board(office, day_span(day, office.zone), people)
    return list(plain_board(office, board, day, NOW, width=width, ascii_only=ascii_only))


@pytest.mark.parametrize("width", [-5, 40, 41, 80, 100, 250, 5000])
def test_drawn_lines_keep_the_width(desk: Desk, width: int) -> None:
    lines = lines_of(desk, width=width)
    drawn = lines[: lines.index("")]
    assert max(map(cell_width, drawn)) <= min(max(width, 40), 1000)
    assert len(drawn) >= 18


def test_heading_names_company_day_and_zone(desk: Desk) -> None:
    lines = lines_of(desk)
    assert lines[0] == "Northwind Heating & Plumbing | Tue 24 Nov 2026 (today) | America/New_York"
    assert lines[2].strip() == "10:30 ▼"
    assert "(today)" not in lines_of(desk, TODAY + timedelta(days=1))[0]


def test_every_job_and_every_employee_is_named(desk: Desk) -> None:
    text = "\n".join(lines_of(desk))
    office = desk.office()
    for employee in office.pool(office.default_calendar):
        assert f"\n{employee.name}" in text
    for listed in desk.jobs(day_span(TODAY, office.zone)):
        named = sum(f"  {listed.job.number}  {listed.job.description}" in line for line in text.splitlines())
        assert named == (0 if listed.job.in_queue else 1)
    assert "No jobs: Ferraro, Rosa" in text
    assert "22:00 - Wed 02:00" in text


def test_ascii_is_ascii(desk: Desk) -> None:
    lines = lines_of(desk, ascii_only=True)
    office = desk.office()
    assert all(line.isascii() for line in [*lines, *plain_queue(office, desk.queue(), ascii_only=True)])
    assert any(line.startswith("Herrera, Sofia") for line in lines)
    assert any("[" in line and "-]" in line for line in lines)


def test_queue_says_what_each_job_lacks(desk: Desk) -> None:
    lines = list(plain_queue(desk.office(), desk.queue()))
    assert lines[0] == "Queue: 8 unassigned"
    assert sum("no time no crew" in line for line in lines) == 3
    assert len(list(plain_queue(desk.office(), desk.queue(limit=2)))) == 4


def test_wide_letters_keep_the_lines_aligned(sqlite_url: str) -> None:
    with closing(demo_desk(sqlite_url)) as desk:
        office = desk.office()
        draft = JobDraft(
            customer=NewCustomer(name="株式会社"), description="水漏れ", starts_at=NOW, crew=(office.employees[0].id,)
        )
        assert isinstance(desk.perform(AddJob(draft, frozenset({FindingKind.OVERLAP}))), Done)
        assert any("水漏れ | 株式会社" in line for line in lines_of(desk))


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 8), 23), (date(2026, 11, 1), 25)])
def test_days_with_a_clock_change(desk: Desk, day: date, hours: int) -> None:
    assert day_span(day, desk.office().zone).minutes == hours * 60
    lines = lines_of(desk, day)
    assert lines[1].split()[0] == "08"
    assert "Jobs: none" in lines
