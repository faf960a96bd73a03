"""How full a row is, and what is told of a time at which somebody does not work."""

from dataclasses import replace

import pytest

from industrack_core.domain.board.board import Shade
from industrack_core.domain.board.checks import hour_findings
from industrack_core.domain.board.working_hours import Load, load_of
from industrack_core.domain.outcomes import FindingKind
from industrack_core.domain.records.office import Employee, Shift, TimeOff
from industrack_core.domain.time.span import Span
from tests.store.small_company import ZONE, at
from tests.widgets.boards import START, block, row

NINE, FIVE = 9 * 60, 17 * 60
NIGHTS = (Shade(START, START + NINE, ""), Shade(START + FIVE, START + 24 * 60, ""))
LUNCH = Shade(START + 12 * 60, START + 13 * 60, "lunch")


@pytest.mark.parametrize(
    ("low", "high", "shades", "planned", "working"),
    [
        (0, 24 * 60, NIGHTS, 210, 480),
        (0, 24 * 60, (*NIGHTS, LUNCH), 210, 420),
        (0, 24 * 60, (*NIGHTS, LUNCH, LUNCH), 210, 420),
        (0, 24 * 60, (), 210, 1440),
        (NINE + 30, 15 * 60, NIGHTS, 180, 330),
        (18 * 60, 20 * 60, NIGHTS, 0, 0),
        (15 * 60, 16 * 60, NIGHTS, 0, 60),
    ],
)
def test_what_jobs_take_of_a_stretch_against_what_is_not_shaded(
    low: int, high: int, shades: tuple[Shade, ...], planned: int, working: int
) -> None:
    gone = block(3, 13 * 60, 14 * 60, status="declined")
    jobs = row([block(1, NINE, 11 * 60), block(2, 10 * 60, 11 * 60 + 30), gone], shades)
    assert load_of(jobs, START + low, START + high, True) == Load(planned, working)
    assert load_of(jobs, START + low, START + high, False) == Load(planned, None)


@pytest.mark.parametrize(("planned", "working", "is_over"), [(60, 60, False), (61, 60, True), (61, None, False)])
def test_a_row_is_over_full_only_where_its_hours_are_known(planned: int, working: int | None, is_over: bool) -> None:
    assert Load(planned, working).is_over is is_over


ANA = Employee(id=1, first_name="Ana", last_name="Ruiz", hours=(Shift(1, NINE, FIVE),))  # Tuesdays
OFF = TimeOff(employee_id=1, starts_at=at("13:00"), ends_at=at("14:00"), reason="dentist")


@pytest.mark.parametrize(
    ("begins", "ends", "told"),
    [
        ("12:00", "13:00", None),
        ("12:00", "13:01", "Ana Ruiz is off then (dentist)."),
        ("14:00", "17:00", None),
        ("14:00", "17:01", "Outside Ana Ruiz's working hours."),
        ("8:59", "9:30", "Outside Ana Ruiz's working hours."),
    ],
)
def test_who_is_off_or_does_not_work_then_is_told(begins: str, ends: str, told: str | None) -> None:
    span = Span(at(begins), at(ends))
    assert [each.text for each in hour_findings(span, [ANA], [OFF], ZONE)] == ([told] if told else [])
    assert hour_findings(span, [replace(ANA, id=2, hours=())], [OFF], ZONE) == []


def test_time_off_without_a_reason_is_called_so_at_the_start() -> None:
    (told,) = hour_findings(Span(at("13:00"), at("13:30")), [ANA], [replace(OFF, reason="")], ZONE)
    assert (told.kind, told.text, told.field) == (FindingKind.TIME_OFF, "Ana Ruiz is off then (time off).", "start")
