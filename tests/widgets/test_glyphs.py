"""Marks: one cell each, and no two of them alike, for whoever sees no color."""

from dataclasses import fields

import pytest

from industrack_core.domain.board.alarms import ExceptionKind
from industrack_core.domain.text.text import ONE_CELL_EACH, cell_width
from industrack_tui.glyphs import ALARM_WORDS, ASCII, UNICODE, Glyphs, legend

SETS = pytest.mark.parametrize("glyphs", [UNICODE, ASCII], ids=lambda each: each.name)


@SETS
def test_every_mark_is_one_cell_in_every_terminal(glyphs: Glyphs) -> None:
    for each in fields(glyphs):
        value = getattr(glyphs, each.name)
        marks = value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else [value]
        if each.name != "name":
            for mark in "".join(marks):
                assert cell_width(mark) == 1, (each.name, mark)
                assert ONE_CELL_EACH.fullmatch(mark), (each.name, mark)
                # no emoji presentation: some terminals draw those two cells wide
                assert mark not in "\u203c\u26a0\u25b6\u2714", (each.name, mark)


@SETS
def test_no_two_marks_of_a_job_are_alike(glyphs: Glyphs) -> None:
    for phones, count in ((False, 16), (True, 21)):
        told = dict(legend(glyphs, phones=phones))
        assert len(told) == len(legend(glyphs, phones=phones)) == count
        assert all(told.values())


@SETS
def test_what_phones_say_is_explained_where_there_are_phones(glyphs: Glyphs) -> None:
    words = {phones: [word for _, word in legend(glyphs, phones=phones)] for phones in (False, True)}
    assert "dispatched" in words[False]
    assert "seen" not in words[False]
    assert "seen" in words[True]
    assert "dispatched" not in words[True]


@SETS
def test_every_alarm_of_a_day_has_a_word(glyphs: Glyphs) -> None:
    assert {*ALARM_WORDS, "off_hours"} == set(glyphs.alarms)


@SETS
def test_what_is_wrong_with_a_job_has_a_mark(glyphs: Glyphs) -> None:
    assert set(glyphs.alarms) == set(ExceptionKind)
    assert glyphs.alarms["declined"] == glyphs.status["declined"]
    assert len(glyphs.steps) == 9


def test_ascii_is_ascii() -> None:
    for each in fields(ASCII):
        value = getattr(ASCII, each.name)
        assert "".join(value.values() if isinstance(value, dict) else value).isascii()
