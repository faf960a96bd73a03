"""Differences of words: what came, what went, and that nothing is lost of either text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from industrack_core.domain.text.word_diff import Became, word_diff

STAYED, CAME, WENT = Became.STAYED, Became.CAME, Became.WENT
HOSES = "Replace starting batteries and coolant hoses"


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        ("", "", []),
        ("a", "a", [(STAYED, "a")]),
        ("", "new", [(CAME, "new")]),
        ("old", "", [(WENT, "old")]),
        (HOSES, f"{HOSES} - call first", [(STAYED, HOSES), (CAME, " - call first")]),
        ("Check the boiler now", "Check boiler now", [(STAYED, "Check"), (WENT, " the"), (STAYED, " boiler now")]),
        ("gate code 12", "gate code 21", [(STAYED, "gate code "), (WENT, "12"), (CAME, "21")]),
        ("Leak in kitchen", "Elevator stuck", [(WENT, "Leak in kitchen"), (CAME, "Elevator stuck")]),
        ("Zürich, 日本", "Zürich; 日本", [(STAYED, "Zürich"), (WENT, ","), (CAME, ";"), (STAYED, " 日本")]),
    ],
)
def test_words_that_came_and_went(before: str, after: str, pieces: list[tuple[Became, str]]) -> None:
    assert [tuple(each) for each in word_diff(before, after)] == pieces


@given(st.text(max_size=60), st.text(max_size=60))
def test_nothing_is_lost_of_either(before: str, after: str) -> None:
    pieces = word_diff(before, after)
    assert "".join(text for became, text in pieces if became is not WENT) == after
    assert "".join(text for became, text in pieces if became is not CAME) == before
    assert all(text for _, text in pieces)


def test_long_texts_are_not_compared_word_by_word() -> None:
    before, after = "a b " * 3000, "b a " * 3000
    assert [each.became for each in word_diff(before, after)] == [WENT, CAME]
