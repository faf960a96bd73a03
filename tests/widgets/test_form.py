"""The form's arithmetic: start, end and duration fill each other; what was typed is merged with the latest; layout."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from industrack_core.domain.acts.drafts import NewCustomer
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.customer import CustomerMatch
from industrack_core.domain.records.office import Calendar, Company, Employee, Office
from industrack_core.domain.text.text import cell_width
from industrack_tui.forms.candidates import customer_candidates
from industrack_tui.forms.job.frame import heading
from industrack_tui.forms.job.model import JobModel
from industrack_tui.forms.job.plan_part import toggled
from industrack_tui.forms.job.spec import JOB
from industrack_tui.forms.schedule_entry import Clockwork, Planned
from industrack_tui.glyphs import UNICODE
from industrack_tui.themes import Look
from industrack_tui.widgets.form.layout import LABEL_WIDTH, Laying, flowed
from industrack_tui.widgets.form.paint import FormPainter
from industrack_tui.widgets.form.pick import Candidate, matching
from industrack_tui.widgets.form.picture import FormPicture
from industrack_tui.widgets.form.sheet import Slot

ZONE = ZoneInfo("America/New_York")
CLOCK = Clockwork(datetime(2026, 11, 24, 15, 37, tzinfo=UTC), ZONE, date(2026, 11, 24), day_first=False)
ELEVEN = datetime(2026, 11, 24, 16, 0, tzinfo=UTC)
AT_ELEVEN = Planned(ELEVEN, 60)


@pytest.mark.parametrize(
    ("typed", "starts_at", "minutes"),
    [
        ("9", datetime(2026, 11, 24, 14, 0, tzinfo=UTC), 60),
        ("9-11", datetime(2026, 11, 24, 14, 0, tzinfo=UTC), 120),
        ("tomorrow", datetime(2026, 11, 25, 16, 0, tzinfo=UTC), 60),
        ("tomorrow 14:00", datetime(2026, 11, 25, 19, 0, tzinfo=UTC), 60),
        ("", None, 60),
    ],
)
def test_a_start_keeps_the_duration_or_brings_its_own(typed: str, starts_at: datetime | None, minutes: int) -> None:
    planned = CLOCK.start_typed(AT_ELEVEN, typed)
    assert (planned.starts_at, planned.minutes, planned.problems) == (starts_at, minutes, ())


def test_a_day_without_a_time_asks_for_one_when_there_was_none() -> None:
    planned = CLOCK.start_typed(Planned(None, 60), "tomorrow")
    assert "At what time?" in planned.problem("start")
    assert planned.starts_at is None


def test_a_time_that_does_not_exist_is_said() -> None:
    spring = Clockwork(CLOCK.now, ZONE, date(2027, 3, 14), day_first=False)
    assert spring.start_typed(Planned(None, 60), "2:30").problem("start")


@pytest.mark.parametrize(
    ("typed", "minutes", "problem"),
    [
        ("12:30", 90, ""), ("11:00", 60, "after the start"), ("10:59", 60, "after the start"), ("", 60, ""),
        ("+2h", 120, ""), ("+90m", 90, ""), ("+1d 10:00", 1380, ""),
        ("fri", 60, "At what time? Type for example: fri 10:00"),
        ("2pm-4pm", 60, "a range goes into Start"), ("9-5", 60, "a range goes into Start"),
        ("40h", 60, "is a duration"),
        ("9h", 60, "hours from the start"), ("tomorrow 11:00", 1440, ""),
        ("2027-06-01 9:00", 60, "31 days"),
        ("later", 60, "later"),
    ],
)  # fmt: skip
def test_an_end_gives_the_duration(typed: str, minutes: int, problem: str) -> None:
    planned = CLOCK.end_typed(AT_ELEVEN, typed)
    assert planned.minutes == minutes
    assert problem in planned.problem("end")
    assert bool(problem) == bool(planned.problem("end"))


def test_an_end_needs_a_start() -> None:
    assert "needs a start" in CLOCK.end_typed(Planned(None, 60), "12:00").problem("end")


@pytest.mark.parametrize(("typed", "minutes"), [("1h30", 90), ("90m", 90), ("45", 45), ("2h", 120), ("1:30", 90)])
def test_a_duration_gives_the_end(typed: str, minutes: int) -> None:
    planned = CLOCK.duration_typed(AT_ELEVEN, typed)
    assert (planned.minutes, planned.problems) == (minutes, ())


@pytest.mark.parametrize("typed", ["", "0", "0m", "-5", "x", "99999h"])
def test_a_wrong_duration_changes_nothing(typed: str) -> None:
    planned = CLOCK.duration_typed(AT_ELEVEN, typed)
    assert planned.problem("duration")
    assert (planned.starts_at, planned.minutes) == (ELEVEN, 60)


@given(st.integers(0, 60 * 24 * 200), st.integers(1, 60 * 24 * 30))
def test_what_the_fields_show_can_be_typed_again(offset: int, minutes: int) -> None:
    starts_at = datetime.fromtimestamp(1_790_000_000 // 60 * 60 + offset * 60, UTC)
    planned = Planned(starts_at, minutes)
    start = CLOCK.start_typed(Planned(None, minutes), CLOCK.start_text(planned))
    assert (start.starts_at, start.problems) == (starts_at, ())
    assert CLOCK.end_typed(planned, CLOCK.end_text(planned)).minutes == minutes
    assert CLOCK.duration_typed(planned, CLOCK.duration_text(planned)).minutes == minutes


def test_a_correction_clears_only_what_it_settles() -> None:
    wrong = CLOCK.duration_typed(CLOCK.start_typed(AT_ELEVEN, "soon"), "x")
    assert {name for name, _ in wrong.problems} == {"start", "duration"}
    assert {name for name, _ in CLOCK.duration_typed(wrong, "1h").problems} == {"start"}


@given(
    st.lists(st.tuples(st.text(st.sampled_from("ab \u6771"), max_size=90), st.sampled_from("xy"))), st.integers(2, 40)
)
def test_sentences_flow_and_nothing_is_left_out(pieces: list[tuple[str, str]], width: int) -> None:
    lines = flowed(tuple(pieces), width)
    assert all(cell_width("".join(text for text, _ in line)) <= width for line in lines)
    before = "".join(text for text, _ in pieces)
    after = "".join(text for line in lines for text, _ in line)
    assert after.replace(" ", "") == before.replace(" ", "")


def model(starts_at: datetime | None = ELEVEN, crew: tuple[int, ...] = ()) -> JobModel:
    """A new job's model in an office of thirty people."""
    people = tuple(Employee(id=each, first_name="Somebody", last_name=f"Number {each}") for each in range(1, 31))
    office = Office(1, Company(name="One", zone=ZONE.key), people, calendars=(Calendar(name="All", is_default=True),))
    return JobModel(JOB, office, CLOCK, starts_at, crew)


@pytest.mark.parametrize("width", [22, 26, 40, 76, 102])
@pytest.mark.parametrize("state", ["not saved yet", "saved"])
def test_the_title_says_whether_it_is_saved_whatever_the_crew(width: int, state: str) -> None:
    title = "".join(text for text, _ in heading(model(crew=tuple(range(1, 31))), width, state))
    assert cell_width(title) <= width
    assert title.rstrip().endswith(state)
    assert ("Tue 24 Nov 11:00" in title) == (width >= 76 or (width, state) == (40, "saved"))


def test_an_end_on_another_day_is_seen_whole_at_eighty_columns() -> None:
    widths = {spot.name: spot.width for spot in model().sheet(78).spots}
    assert widths["start"] > len("Mon 30 Nov 09:00") <= widths["end"]
    assert widths["duration"] >= 9


@pytest.mark.parametrize("width", [78, 82, 94, 116])
def test_types_of_service_and_hints_are_seen_whole(width: int) -> None:
    """The demo's longest type, and what stands in fields that are empty."""
    spots = {spot.name: spot for spot in model().sheet(width).spots}
    assert spots[Kind.SERVICE_TYPE].width >= len("Elevator maintenance")
    for name in ("number", "template", "color", "duration"):
        assert spots[name].width >= cell_width(spots[name].slot.placeholder), name
    assert spots["priority"].width >= len("Medium")


def test_lines_that_say_the_same_are_not_painted_again() -> None:
    """All but the one in which something was typed; and what is painted is what a fresh painter paints."""
    form, look = model(), Look("dark")
    painter = FormPainter(look, UNICODE)

    def picture(focus: str | None) -> FormPicture:
        return FormPicture((), (), form.sheet(78), form.shown, (), focus)

    seen = []
    for typed, focus in (("", None), ("Leak", None), ("Leak", "number"), ("Leak", "description"), ("", None)):
        form.put("description", typed)
        lines = painter.lines(picture(focus), 80, 40, 0)
        assert lines == FormPainter(look, UNICODE).lines(picture(focus), 80, 40, 0)
        seen.append(lines[1 : 1 + len(form.sheet(78).lines)])
    assert sum(before[1] is not after[1] for before, after in zip(seen[0], seen[1], strict=True)) == 1


@given(st.integers(22, 59))
def test_a_narrow_sheet_has_one_field_a_line(width: int) -> None:
    spots = model().sheet(width).spots
    assert len({spot.y for spot in spots}) == len(spots)
    assert all(spot.x + spot.width <= width for spot in spots)


def test_a_new_customer_is_always_offered_last() -> None:
    found = customer_candidates([CustomerMatch(3, "C3", "Lindqvist", "555", "12 Oak St", 1.0)], " lind  q ")
    assert [each.value for each in found] == [3, NewCustomer(name="lind q")]
    assert customer_candidates([], "  ") == []


def test_ticking() -> None:
    assert toggled((1, 2), 3) == (1, 2, 3)
    assert toggled((1, 2), 1) == (2,)
    assert toggled((1, 2), (2, 3, 4)) == (1, 2, 3, 4)
    assert toggled((1, 2), None) == (1, 2)


def test_every_typed_word_begins_a_word() -> None:
    listed = [Candidate(1, "Ruiz, Ana", "Lead, gas"), Candidate(2, "Çelik, Bo")]
    assert [each.value for each in matching(listed, "an ga")] == [1]
    assert [each.value for each in matching(listed, "celik")] == [2]
    assert matching(listed, "uiz") == []
    assert matching(listed, "") == listed


@given(st.integers(60, 92), st.lists(st.floats(0.9, 1.0), min_size=1, max_size=3))
def test_fields_stand_side_by_side_inside_the_sheet(width: int, shares: list[float]) -> None:
    lay = Laying(width, {"f0": "Wrong."})
    lay.fields(*(Slot(f"f{index}", "Label", share / len(shares)) for index, share in enumerate(shares)))
    sheet = lay.done()
    assert sheet.spots[0].x == LABEL_WIDTH
    for left, right in zip(sheet.spots, sheet.spots[1:], strict=False):
        assert left.x + left.width <= right.x
    assert len(sheet.lines) == 2
    assert "Wrong." in sheet.lines[1][1][0]
