"""What stands below the last row: what needs an eye, as much as there is room for, and the marks."""

from zoneinfo import ZoneInfo

import pytest

from industrack_core.domain.board.alarms import Alarm, ExceptionKind
from industrack_core.domain.records.office import Company, Office
from industrack_core.domain.text.text import cell_width
from industrack_tui.glyphs import ASCII, UNICODE, legend
from industrack_tui.themes import Look
from industrack_tui.widgets.timeline.below import Below, BelowRows, Wrong, lines_below
from tests.widgets.boards import block, text_of

LATE = Alarm(ExceptionKind.LATE_START, 40, is_red=True)
CHANGED = Alarm(ExceptionKind.CHANGED, 0, is_red=False)

ALARM_AND_STATE_WORDS = {word for _, word in legend(UNICODE, phones=True)}


def below(room: int, alarms: int = 2, width: int = 100, theme: str = "dark") -> Below:
    worst = [(LATE if each % 2 == 0 else CHANGED, block(each, 540, 600)) for each in range(alarms)]
    glyphs = ASCII if theme == "ansi" else UNICODE
    return lines_below(worst, room, width, 20, Look(theme), glyphs, lambda _: "Mensah, Kofi", lambda _: "09:00-10:00")


@pytest.mark.parametrize("room", range(25))
@pytest.mark.parametrize("alarms", [0, 1, 2, 30])
@pytest.mark.parametrize("width", [22, 60, 200])
def test_it_takes_the_room_there_is_and_no_more(room: int, alarms: int, width: int) -> None:
    drawn = below(room, alarms, width)
    assert len(drawn.lines) == (room if room >= 3 else 0)
    assert all(sum(cell_width(piece.text) for piece in line) == width for line in drawn.lines)
    assert len(drawn.told) == min(12, alarms, max(0, room - 2))
    for place in drawn.told:
        assert text_of(drawn.lines[place])[1:7] == "Mensah"


def test_an_alarm_says_whose_what_when_for_whom_and_the_work() -> None:
    drawn = below(7, theme="ansi")
    texts = [text_of(line).rstrip() for line in drawn.lines]
    assert texts[0] == ""
    assert texts[1].split("  the worst first")[0].strip() == "Needs an eye 2"
    assert texts[2] == " Mensah, Kofi        ! 40m late     09:00-10:00 Somebody   Job 0"
    assert texts[3] == " Mensah, Kofi        ~ changed      09:00-10:00 Somebody   Job 1"
    assert texts[6].startswith(" Marks              ! late  x declined  & overlaps  ~ changed")


@pytest.mark.parametrize("names", [14, 18, 26])
@pytest.mark.parametrize("alarms", [3, 30, 300])
def test_the_title_is_whole_in_a_narrow_column_of_names(names: int, alarms: int) -> None:
    worst = [(LATE, block(each, 540, 600)) for each in range(alarms)]
    drawn = lines_below(worst, 5, 60, names, Look("dark"), UNICODE, lambda _: "Kim G.", lambda _: "09:00-10:00", "E")
    assert text_of(drawn.lines[0]).startswith(f" Needs an eye {alarms} ")
    assert "  the worst first (E)" in text_of(drawn.lines[0])


def test_nothing_is_said_too() -> None:
    assert "Nothing needs an eye." in text_of(below(5, 0).lines[1])


@pytest.mark.parametrize("width", range(22, 90))
def test_what_has_no_room_ends_in_an_ellipsis_and_a_mark_has_its_word(width: int) -> None:
    drawn = below(6, 1, width)
    alarm, marks = text_of(drawn.lines[2]).rstrip(), text_of(drawn.lines[-1]).rstrip()
    whole = text_of(below(6, 1, 200).lines[2]).rstrip()
    kept = alarm.removesuffix("…")
    assert whole.startswith(kept)
    assert kept != alarm or whole[len(kept) :][:1] in ("", " ")
    assert all(told[2:] in ALARM_AND_STATE_WORDS for told in marks[20:].split("  ") if told)


class Compared(list[tuple[Alarm, Wrong]]):
    """What needs an eye, which counts how often it is compared."""

    times = 0
    __hash__ = None

    def __eq__(self, other: object) -> bool:
        self.times += 1
        return super().__eq__(other)


def test_what_is_told_again_in_the_same_words_is_compared_once() -> None:
    rows, office, look = BelowRows(), Office(1, Company(name="N", zone="UTC")), Look("dark")

    def drawn() -> Below:
        return rows.drawn(8, 100, 20, look, UNICODE, office, 600, ZoneInfo("UTC"), {})

    told = [(LATE, block(1, 540, 600))]
    rows.show(told, "x")
    first, again = drawn(), Compared(told)
    assert not rows.show(again, "x")
    before = again.times
    assert [drawn() for _ in range(5)] == [first] * 5
    assert again.times == before + 1
