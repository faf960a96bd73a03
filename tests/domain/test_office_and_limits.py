"""The office, minutes, text limits, the job's rules, and findings at a time."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from industrack_core.domain.acts.limits import cleaned, limit_of, too_long
from industrack_core.domain.board.checks import Booking, hour_findings, overlap_findings, skill_findings
from industrack_core.domain.outcomes import Finding, FindingKind, Weight, refusal
from industrack_core.domain.records.customer import Customer
from industrack_core.domain.records.estimate import Estimate, EstimateLine
from industrack_core.domain.records.job import Delivery, Job, after_edit
from industrack_core.domain.records.office import (
    Calendar,
    Company,
    Employee,
    EmployeeState,
    Group,
    JobColor,
    Office,
    ServiceType,
    Shift,
    TimeOff,
)
from industrack_core.domain.time.minute import instant_of, minute_of
from industrack_core.domain.time.span import Span, day_span

ZONE = ZoneInfo("America/New_York")
NINE = datetime(2026, 11, 24, 14, 0, tzinfo=UTC)
OFFICE = Office(
    revision=1,
    company=Company(name="Small", zone=ZONE.key),
    employees=(
        Employee(id=1, last_name="Ruiz"), Employee(id=2, last_name="Okafor"),
        Employee(id=3, last_name="Kim", state=EmployeeState.INACTIVE),
        Employee(id=4, last_name="Aras", state=EmployeeState.ARCHIVED),
    ),
    groups=(Group(id=1, name="Heating", member_ids=(2, 3, 99)),),
    calendars=(Calendar(id=1, name="Heating", group_ids=(1,)), Calendar(id=2, name="All", is_default=True)),
    colors=(JobColor(id=1, name="Red", hue="red"), JobColor(id=2, name="Blue", hue="blue")),
    service_types=(ServiceType(id=1, name="Repair", color_id=1), ServiceType(id=2, name="Other")),
)  # fmt: skip


def test_pools_offer_only_the_active() -> None:
    assert OFFICE.default_calendar.id == 2
    assert [employee.id for employee in OFFICE.pool(OFFICE.calendars_by_id[2])] == [1, 2]
    assert [employee.id for employee in OFFICE.pool(OFFICE.calendars_by_id[1])] == [2]
    assert OFFICE.employee(4) is not None
    assert OFFICE.employee(99) is None


@pytest.mark.parametrize(
    ("color", "service_type", "hue"),
    [(2, 1, "blue"), (None, 1, "red"), (None, 2, None), (None, None, None), (99, 1, None), (None, 99, None)],
)
def test_a_job_is_painted_in_its_own_color_else_its_service_types(
    color: int | None, service_type: int | None, hue: str | None
) -> None:
    assert OFFICE.hue(color, service_type) == hue


def test_minutes_are_whole_and_come_back() -> None:
    assert minute_of(datetime(1970, 1, 1, 0, 1, 59, tzinfo=UTC)) == 1
    assert minute_of(datetime(1969, 12, 31, 23, 59, 59, tzinfo=UTC)) == -1
    assert instant_of(minute_of(NINE)) == NINE
    assert minute_of(NINE.astimezone(ZONE)) == minute_of(NINE)
    with pytest.raises(ValueError, match="time zone"):
        minute_of(datetime(2026, 1, 1))  # noqa: DTZ001


def test_limits_by_field() -> None:
    assert (limit_of("name"), limit_of("note"), limit_of("site_note")) == (200, 4000, 4000)
    fits = Customer(name="x" * 200, internal_note="y" * 4000)
    assert too_long(fits) == []
    found = too_long(replace(fits, name="x" * 201, internal_note="y" * 4001))
    assert [finding.field for finding in found] == ["name", "internal_note"]
    assert found[1].text == "The internal note is too long: 4,001 characters, 4,000 at most."


def test_a_clean_record_is_the_same_record() -> None:
    customer = Customer(name="Ørsted [b]", internal_note="a\nb", tags=("x",))
    assert cleaned(customer) == customer
    assert cleaned(replace(customer, name="a\x1bb", tags=("x\x00",))).tags == ("x",)


def job(**changes: object) -> Job:
    usual: dict[str, object] = {"id": 1, "number": "7", "customer_id": 1, "starts_at": NINE, "crew": (1,)}
    return Job(**{**usual, **changes})  # type: ignore[arg-type]


def test_the_lines_of_an_estimate_have_limits_too() -> None:
    estimate = Estimate(
        number="E1", customer_id=1, made_on=date(2026, 11, 24), lines=(EstimateLine(text="a\x1bb\u202e", price=5),)
    )
    assert cleaned(estimate).lines == (EstimateLine(text="ab", price=5),)
    tidy = cleaned(estimate)
    assert cleaned(tidy) is tidy
    assert [
        finding.field for finding in too_long(replace(tidy, lines=(EstimateLine(text="x" * 201, quantity=1, price=1),)))
    ] == ["lines.0.text"]


def test_what_a_job_derives() -> None:
    assert job().ends_at == NINE + timedelta(hours=1)
    assert not job().in_queue
    assert (job(crew=()).lacks, job(starts_at=None).lacks, job(starts_at=None).span) == ("no crew", "no time", None)


@pytest.mark.parametrize("delivery", Delivery)
def test_delivery_follows_an_edit(delivery: Delivery) -> None:
    before = job(delivery=delivery)
    sent = delivery is not Delivery.SAVED
    assert after_edit(before, replace(before, note="x")).delivery is (Delivery.CHANGED if sent else Delivery.SAVED)
    assert after_edit(before, replace(before, overlap_accepted=True)).delivery is delivery
    assert after_edit(before, replace(before, crew=())).delivery is Delivery.SAVED


def test_overlaps_name_a_few_and_count_the_rest() -> None:
    span = Span(NINE, NINE + timedelta(hours=1))
    bookings = [Booking(1, number, str(number), "", span) for number in range(5)]
    (finding,) = overlap_findings(bookings, {1: "Ana Ruiz"}, ZONE)
    assert finding.text == ("Ana Ruiz already has 0 09:00-10:00; 1 09:00-10:00; 2 09:00-10:00 and 2 more at that time.")
    assert len(overlap_findings([*bookings, Booking(2, 9, "9", "x", span)], {}, ZONE)) == 2


@pytest.mark.parametrize(
    ("starts", "minutes", "kinds"),
    [(8, 60, []), (16, 60, []), (16, 61, ["off_hours"]), (7, 60, ["off_hours"]), (12, 60, ["time_off"]), (11, 60, [])],
)
def test_hours_and_time_off(starts: int, minutes: int, kinds: list[str]) -> None:
    midnight = day_span(date(2026, 11, 24), ZONE).starts_at
    ana = Employee(id=1, first_name="Ana", last_name="Ruiz", hours=(Shift(1, 480, 1020),))
    noon = midnight + timedelta(hours=12)
    off = TimeOff(employee_id=1, starts_at=noon, ends_at=noon + timedelta(hours=1))
    begins = midnight + timedelta(hours=starts)
    span = Span(begins, begins + timedelta(minutes=minutes))
    assert [finding.kind.value for finding in hour_findings(span, [ana], [off], ZONE)] == kinds


def test_skills_are_compared_without_case_over_the_whole_crew() -> None:
    service_type = ServiceType(id=1, name="Repair", skills=("Gas", "Roof"))
    gas = Employee(id=1, last_name="A", skills=("GAS",))
    roof = Employee(id=2, last_name="B", skills=("roof",))
    assert skill_findings(service_type, [gas, roof]) == []
    assert skill_findings(service_type, [gas])[0].text == "Nobody of the crew has the skill Roof."
    assert skill_findings(service_type, []) == skill_findings(None, [gas]) == []


def test_a_refusal_puts_what_stops_first_and_leaves_out_what_was_agreed() -> None:
    asks = Finding(FindingKind.OVERLAP, Weight.ASKS, "asks")
    tells = Finding(FindingKind.SKILL, Weight.TELLS, "tells")
    stops = Finding(FindingKind.ENTRY, Weight.STOPS, "stops")
    everything = refusal([asks, tells, stops])
    assert everything is not None
    assert everything.sentence == "stops asks"
    assert refusal([asks, tells], {FindingKind.OVERLAP}) is None
    assert refusal([stops], set(FindingKind)) is not None
