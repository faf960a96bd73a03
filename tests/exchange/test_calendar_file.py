"""Calendars: read back with icalendar, and the zone's rules with another library that follows them to the letter."""

import io
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Event
from zoneinfo import ZoneInfo

import icalendar
import pytest
from dateutil import tz

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.acts import AddEmployee, AddJob, SetStatus
from industrack_core.domain.acts.drafts import JobDraft, NewCustomer
from industrack_core.domain.outcomes import Done, FindingKind
from industrack_core.domain.records.job import WorkStatus
from industrack_core.domain.records.office import Employee
from industrack_core.domain.time.span import Span, day_span
from industrack_core.exchange.exports.calendar_file import export_calendar
from industrack_core.exchange.exports.calendar_zone import zone_rules
from tests.exchange.offices import NOW, empty_desk
from tests.store.small_company import BEN

FIRST, LAST = date(2026, 1, 1), date(2027, 12, 31)
ALL = frozenset(FindingKind)
CHANGES = (datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 10, 25, 1, tzinfo=UTC))
"""When the clocks change in Berlin in 2026."""


@pytest.fixture
def berlin(sqlite_url: str) -> Iterator[Desk]:
    with closing(empty_desk(sqlite_url, "Europe/Berlin")) as desk:
        assert isinstance(desk.perform(AddEmployee("Ada", "Berg")), Done)
        yield desk


def add(desk: Desk, starts_at: datetime, minutes: int = 30, description: str = "", note: str = "") -> int:
    crew = (desk.office().employees[0].id,)
    customer = NewCustomer(name="Café; \\ Müller, Söhne", phone="+49 30 901820", address="Straße 1")
    draft = JobDraft(
        customer=customer, starts_at=starts_at, minutes=minutes, crew=crew, description=description, note=note
    )
    outcome = desk.perform(AddJob(draft, ALL))
    assert isinstance(outcome, Done)
    return next(change.id for change in outcome.changes if change.kind == "job")


def exported(desk: Desk, employee: Employee | None = None, first: date = FIRST, last: date = LAST) -> bytes:
    file = io.BytesIO()
    export_calendar(desk, employee or desk.office().employees[0], file, first, last)
    return file.getvalue()


def entries(content: bytes) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(content).walk("VEVENT"))  # type: ignore[arg-type]


def test_every_job_once_with_its_zone_across_both_clock_changes(berlin: Desk) -> None:
    starts = [change + timedelta(minutes=30 * step) for change in CHANGES for step in range(-6, 7)]
    jobs = {add(berlin, start, description=f"at {start:%d %H:%M}"): start for start in starts}
    content = exported(berlin)
    found = entries(content)
    assert sorted(str(each["uid"]).partition("@")[0] for each in found) == sorted(f"job-{each}" for each in jobs)
    # the rules that stand in the file, by a reader that believes nothing else
    zone = tz.tzical(io.StringIO(content.decode())).get("Europe/Berlin")
    for each in found:
        start = jobs[int(str(each["uid"]).partition("@")[0].removeprefix("job-"))]
        for name, instant in (("dtstart", start), ("dtend", start + timedelta(minutes=30))):
            moment = each.decoded(name)
            assert moment.astimezone(UTC) == instant
            if "TZID" in each[name].params:
                assert each[name].params["TZID"] == "Europe/Berlin"
                assert moment.replace(tzinfo=zone, fold=0).astimezone(UTC) == instant
        # what begins or ends in the hour that comes twice: readers differ in which of the two a wall clock means
        twice = CHANGES[1] - timedelta(hours=1) <= start < CHANGES[1] + timedelta(hours=1)
        ends_in_it = CHANGES[1] - timedelta(hours=1) <= start + timedelta(minutes=30) < CHANGES[1] + timedelta(hours=1)
        assert ("TZID" not in each["dtstart"].params) is ("TZID" not in each["dtend"].params) is (twice or ends_in_it)
        ends, starts_at = each.decoded("dtend").astimezone(UTC), each.decoded("dtstart").astimezone(UTC)
        assert ends - starts_at == timedelta(minutes=30)
    assert sum("TZID" not in each["dtstart"].params for each in found) == 5


@pytest.mark.parametrize(
    ("zone", "rules"),
    [
        ("America/New_York", ["FREQ=YEARLY;BYDAY=1SU;BYMONTH=11", "FREQ=YEARLY;BYDAY=2SU;BYMONTH=3"]),
        ("Europe/Berlin", ["FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10", "FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3"]),
        ("Australia/Lord_Howe", ["FREQ=YEARLY;BYDAY=1SU;BYMONTH=4", "FREQ=YEARLY;BYDAY=1SU;BYMONTH=10"]),
        ("Asia/Kolkata", []),
        ("Africa/Casablanca", []),
    ],
)
def test_rules_are_yearly_where_they_can_be_and_never_lists_of_dates(zone: str, rules: list[str]) -> None:
    window = Span(datetime(2026, 10, 26, 4, tzinfo=UTC), datetime(2027, 11, 26, 4, tzinfo=UTC))
    told = zone_rules(ZoneInfo(zone), window)
    text = told.to_ical().decode()
    assert "RDATE" not in text
    assert [line.removeprefix("RRULE:") for line in text.splitlines() if line.startswith("RRULE")] == rules


@pytest.mark.parametrize("years", [1, 3, 20])
@pytest.mark.parametrize(
    "zone",
    ["America/New_York", "Europe/Berlin", "Europe/Dublin", "Africa/Casablanca", "Africa/Cairo", "Asia/Jerusalem",
     "America/Santiago", "Australia/Lord_Howe", "America/Sao_Paulo", "Asia/Tehran", "Pacific/Apia", "Asia/Kolkata"],
)  # fmt: skip
def test_two_readers_follow_the_rules_that_stand_in_the_file(zone: str, years: int) -> None:
    """Without the zones they know themselves: under a name that nobody has."""
    known = ZoneInfo(zone)
    for first in (2010, 2016, 2026):
        window = Span(datetime(first, 2, 1, tzinfo=UTC), datetime(first + years, 2, 1, tzinfo=UTC))
        told = zone_rules(known, window)
        told["tzid"] = icalendar.vText("Nowhere")
        whole = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n" + told.to_ical() + b"END:VCALENDAR\r\n"
        readers = (tz.tzical(io.StringIO(whole.decode())).get("Nowhere"), told.to_tz(lookup_tzid=False))  # type: ignore[attr-defined]
        moment = window.starts_at
        while moment < window.ends_at:
            there = moment.astimezone(known).replace(fold=0)
            if there.replace(fold=1).utcoffset() == there.utcoffset():
                for reader in readers:
                    assert there.replace(tzinfo=reader).utcoffset() == there.utcoffset(), (reader, there)
            moment += timedelta(hours=11) * (1 if years < 20 else 9)


def test_texts_and_states_come_through(berlin: Desk) -> None:
    start = datetime(2026, 6, 1, 8, tzinfo=UTC)
    note = 'first; line, one\nBEGIN:VEVENT\n"second"\\n 😀 שלום ' + "x" * 200
    job = add(berlin, start, description="Gas, heating; [b] \\n", note=note)
    (entry,) = entries(exported(berlin))
    assert entry["summary"] == "Gas, heating; [b] \\n - Café; \\ Müller, Söhne"
    assert entry["location"] == "Straße 1"
    assert f"Note: {note}" in str(entry["description"])
    assert "Phone: 030 901820" in str(entry["description"])
    assert (entry["status"], entry["sequence"]) == ("TENTATIVE", 1)
    assert entry.decoded("dtstamp") == entry.decoded("last-modified") == NOW
    assert isinstance(berlin.perform(SetStatus(job, 1, WorkStatus.DECLINED, "ill", ALL)), Done)
    (after,) = entries(exported(berlin))
    assert (after["status"], after["sequence"], after["uid"]) == ("CANCELLED", 2, entry["uid"])


def test_days_bound_it_and_long_times_are_read_in_parts(berlin: Desk) -> None:
    """A job over the end of a part, which is 400 days, still stands there once."""
    for day in (0, 398, 399, 400, 401, 900):
        add(berlin, datetime(2026, 1, 1, 20, tzinfo=UTC) + timedelta(days=day), minutes=2 * 24 * 60)
    assert len(entries(exported(berlin, last=date(2029, 1, 1)))) == 6
    assert len(entries(exported(berlin, first=date(2026, 1, 4), last=date(2027, 2, 3)))) == 1
    assert len(entries(exported(berlin, first=date(2026, 1, 3), last=date(2027, 2, 3)))) == 2


def test_employees_jobs_on_both_engines_and_only_theirs(desk: Desk, tmp_path: Path) -> None:
    ben = desk.office().employee(BEN)
    assert ben is not None
    file = tmp_path / "ben.ics"
    report = export_calendar(desk, ben, file, FIRST, LAST)
    board = desk.board(desk.office(), _whole(desk), [BEN]).rows[0]
    assert report.rows == len(board.blocks) == len(entries(file.read_bytes())) > 0
    assert file.stat().st_mode & 0o077 == 0
    other = next(each for each in desk.office().employees if each.id != BEN)
    assert not {str(each["uid"]) for each in entries(exported(desk, other))} & {
        str(each["uid"]) for each in entries(file.read_bytes())
    }


def _whole(desk: Desk) -> Span:
    zone = desk.office().zone
    return Span(day_span(FIRST, zone).starts_at, day_span(LAST, zone).ends_at)


def test_a_stopped_calendar_is_no_file(berlin: Desk, tmp_path: Path) -> None:
    stop = Event()
    stop.set()
    report = export_calendar(berlin, berlin.office().employees[0], tmp_path / "a.ics", FIRST, LAST, stop=stop)
    assert report.interrupted
    assert not list(tmp_path.glob("*ics*"))


@pytest.mark.parametrize(
    "zone", ["UTC", "Asia/Kolkata", "America/Sao_Paulo", "Africa/Casablanca", "Australia/Lord_Howe"]
)
def test_zones_of_every_kind(sqlite_url: str, zone: str) -> None:
    with closing(empty_desk(sqlite_url, zone)) as desk:
        desk.perform(AddEmployee("Ada", "Berg"))
        starts = [datetime(2026, 1, 1, 12, tzinfo=UTC) + timedelta(days=20 * step) for step in range(18)]
        for start in starts:
            add(desk, start)
        content = exported(desk)
    assert sorted(each.decoded("dtstart").astimezone(UTC) for each in entries(content)) == starts
    if zone != "UTC":
        rules = tz.tzical(io.StringIO(content.decode())).get(zone)
        told = [each.decoded("dtstart").replace(tzinfo=rules, fold=0) for each in entries(content)]
        assert sorted(each.astimezone(UTC) for each in told) == starts
