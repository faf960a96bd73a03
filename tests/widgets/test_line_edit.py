"""Editing a text: every key as a table of before, key, after; `|` is the cursor, `[` `]` a selection."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from industrack_core.domain.text import cell_width
from industrack_tui.widgets.form.line_edit import Edit, wrapped_lines


def edit_of(drawn: str, rows: int = 1, width: int = 40) -> Edit:
    """`ab|c`: the cursor before c; `a[b|c`: b is selected."""
    anchor = drawn.find("[")
    text = drawn.replace("[", "")
    cursor = text.index("|")
    return Edit(text.replace("|", ""), 20, rows, width, cursor, anchor if anchor >= 0 else None)


def drawn(edit: Edit) -> str:
    text = edit.text[: edit.cursor] + "|" + edit.text[edit.cursor :]
    if edit.anchor is None or edit.anchor == edit.cursor:
        return text
    place = edit.anchor if edit.anchor < edit.cursor else edit.anchor + 1
    return text[:place] + "[" + text[place:]


@pytest.mark.parametrize(
    ("before", "key", "after"),
    [
        ("ab|c", "left", "a|bc"), ("|abc", "left", "|abc"), ("ab|c", "right", "abc|"), ("abc|", "right", "abc|"),
        ("ab|c", "home", "|abc"), ("a|bc", "end", "abc|"), ("ab|c", "backspace", "a|c"), ("ab|c", "delete", "ab|"),
        ("|abc", "backspace", "|abc"), ("one two|", "ctrl+left", "one |two"), ("|one two", "ctrl+right", "one| two"),
        ("one two|", "ctrl+w", "one |"), ("one t|wo", "ctrl+u", "|wo"), ("one t|wo", "ctrl+k", "one t|"),
        ("ab|c", "shift+left", "a|b[c"), ("a[b|c", "left", "a|bc"), ("a[b|c", "right", "ab|c"),
        ("a[b|c", "backspace", "a|c"), ("a[b|c", "shift+end", "a[bc|"), ("a[bc|d", "delete", "a|d"),
    ],
)  # fmt: skip
def test_keys(before: str, key: str, after: str) -> None:
    edit = edit_of(before)
    assert edit.key(key)
    assert drawn(edit) == after


def test_what_is_no_editing_key_is_left_to_others() -> None:
    for key in ("f2", "tab", "enter", "up", "down", "ctrl+g", "escape"):
        assert not edit_of("ab|c").key(key)


@pytest.mark.parametrize(
    ("before", "typed", "after", "left_out"),
    [
        ("ab|c", "x", "abx|c", 0), ("a[b|c", "x", "ax|c", 0), ("ab|", " ", "ab |", 0),
        ("|", "a\x1b[2Jb\u202e", "a[2Jb|", 0), ("x" * 20 + "|", "y", "x" * 20 + "|", 1),
        ("x" * 19 + "|", "yz", "x" * 19 + "y|", 1), ("|", "a\nb", "a b|", 0),
    ],
)  # fmt: skip
def test_typing_and_pasting(before: str, typed: str, after: str, left_out: int) -> None:
    edit = edit_of(before)
    assert edit.insert(typed) == left_out
    assert drawn(edit) == after


def test_a_note_has_lines_to_walk() -> None:
    edit = edit_of("first line\nsec|ond", rows=3, width=20)
    for key, after in (("up", "fir|st line\nsecond"), ("end", "first line|\nsecond"), ("down", "first line\nsecond|")):
        assert edit.key(key)
        assert drawn(edit) == after
    edit.go_to_cell(0, 5)
    assert drawn(edit) == "first| line\nsecond"


@given(st.text(st.sampled_from("ab \n\u6771"), max_size=80), st.integers(2, 12))
def test_wrapped_lines_hold_every_character_and_fit(text: str, width: int) -> None:
    lines = wrapped_lines(text, width)
    assert all(cell_width(line) <= width for _, line in lines)
    starts = [start for start, _ in lines]
    assert starts == sorted(starts)
    for (start, line), following in zip(lines, [*starts[1:], len(text) + 1], strict=True):
        assert text[start : start + len(line)] == line
        assert set(text[start + len(line) : following]) <= {" ", "\n"}


@given(st.text(st.sampled_from("ab \n\u6771"), max_size=40), st.integers(2, 12), st.data())
def test_the_cursor_is_always_in_a_line(text: str, width: int, data: st.DataObject) -> None:
    edit = Edit(text, 100, 3, width, data.draw(st.integers(0, len(text))))
    row, column = edit.cell()
    start, line = edit.lines()[row]
    assert start <= edit.cursor
    assert column <= cell_width(line) or edit.cursor - start > len(line)
