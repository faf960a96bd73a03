"""Editing a text: every key as a table of before, key, after; `|` is the cursor, `[` `]` a selection."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from industrack_core.domain.text.text import cell_width
from industrack_tui.widgets.form.edit_keys import press, typed
from industrack_tui.widgets.form.graphemes import graphemes
from industrack_tui.widgets.form.line_edit import Edit
from industrack_tui.widgets.form.wrapping import wrapped_lines


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
        ("one t|wo", "ctrl+a", "|one two"), ("|one two", "ctrl+a", "[one two|"), ("[one two|", "ctrl+a", "|one two"),
        ("|", "ctrl+a", "|"), ("o|ne", "ctrl+e", "one|"), ("one two|", "alt+b", "one |two"),
        ("one two|", "alt+left", "one |two"), ("|one two", "alt+f", "one| two"), ("|one two", "alt+right", "one| two"),
        ("one two|", "alt+backspace", "one |"), ("one two|", "ctrl+backspace", "one |"), ("|one two", "alt+d", "| two"),
        ("|one two", "ctrl+delete", "| two"), ("a|bc", "ctrl+d", "a|c"), ("one two|", "ctrl+shift+left", "one |two["),
        ("one tw|o", "ctrl+home", "|one two"), ("o|ne two", "ctrl+end", "one two|"), ("ab|", "shift+home", "|ab["),
        ("O'Brien & Søns|", "alt+b", "O'Brien & |Søns"), ("a e\u0301te|", "alt+b", "a |e\u0301te"),
        ("a|", "shift+backspace", "|"), ("one two|", "ctrl+z", None), ("one two|", "ctrl+b", None),
    ],
)  # fmt: skip
def test_keys(before: str, key: str, after: str | None) -> None:
    edit = edit_of(before)
    assert press(edit, key) == (after is not None)
    assert drawn(edit) == (before if after is None else after)


SEEN = (
    "e\u0301", "\U0001f1e9\U0001f1ea", "\U0001f469\u200d\U0001f469\u200d\U0001f467", "\U0001f44d\U0001f3fd",
    "1\ufe0f\u20e3", "\u1112\u1161\u11ab", "\ud55c", "\u6771", "\u0e21\u0e49", "x\u0323\u0307", "\u0928\u093f",
)  # fmt: skip
"""What a person sees as one character: marks, a flag, a family, a tone of skin, a keycap, Hangul, Thai, Hindi."""


@pytest.mark.parametrize("seen", SEEN)
def test_a_visible_character_is_one_to_every_key(seen: str) -> None:
    for before, key, after in (
        (f"a{seen}|b", "backspace", "a|b"), (f"a|{seen}b", "delete", "a|b"), (f"a{seen}|b", "left", f"a|{seen}b"),
        (f"a|{seen}b", "right", f"a{seen}|b"), (f"a{seen}|", "shift+left", f"a|{seen}["),
        (f"{seen}{seen}|", "backspace", f"{seen}|"), (f"a {seen}|", "left", f"a |{seen}"),
    ):  # fmt: skip
        edit = edit_of(before)
        assert press(edit, key)
        assert drawn(edit) == after, (before, key)


@given(st.lists(st.sampled_from([*SEEN, "a", " "]), max_size=12), st.integers(0, 30), st.integers(1, 9))
def test_a_click_and_a_line_never_part_a_visible_character(parts: list[str], column: int, width: int) -> None:
    text, places = "".join(parts), {0}
    for each in graphemes(text):
        places.add(max(places) + len(each))
    edit = Edit(text, 200, 1, width, len(text))
    edit.go_to_cell(0, column)
    assert edit.cursor in places
    assert {start for start, _ in wrapped_lines(text, width)} <= places
    row, at = edit.cursor_cell()
    assert (row, 0 <= at < width) == (0, True)


def test_letters_come_one_by_one_as_from_a_keyboard() -> None:
    edit = edit_of("|")
    for character in "e\u0301 \U0001f469\u200d\U0001f467":
        assert typed(edit, character, character) == (True, 0)
    assert edit.text == "e\u0301 \U0001f469\u200d\U0001f467"
    assert press(edit, "backspace")
    assert edit.text == "e\u0301 "


@pytest.mark.parametrize(("key", "character"), [("alt+x", "x"), ("ctrl+g", "\x07"), ("alt+shift+x", "x")])
def test_a_letter_held_with_alt_is_not_typed(key: str, character: str) -> None:
    edit = edit_of("ab|")
    assert typed(edit, key, character) == (False, 0)
    assert edit.text == "ab"


@pytest.mark.parametrize("blank", ["\u00a0", "\u202f", "\u2009", "\u3000"])
def test_a_blank_of_another_width_is_typed_too(blank: str) -> None:
    edit = edit_of("12|")
    assert typed(edit, blank, blank) == (True, 0)
    assert edit.text == "12 "


@pytest.mark.parametrize(
    ("keys", "texts"),
    [
        # what is taken back at each undo, by words, by runs of erasing, by deeds
        ("one two", ["one ", ""]), ("abc backspace backspace", ["abc", ""]), ("ab ctrl+w", ["ab", ""]),
        ("ab left x", ["ab", ""]), ("ab ctrl+a ctrl+a x", ["ab", ""]),
    ],
)  # fmt: skip
def test_undo_and_redo_of_typing(keys: str, texts: list[str]) -> None:
    edit = edit_of("|")
    for word in keys.split(" ") if " " in keys and keys != "one two" else [keys]:
        if not press(edit, word):
            for character in word:
                typed(edit, character, character)
    last = edit.text
    for text in texts:
        assert press(edit, "ctrl+underscore")
        assert edit.text == text
    press(edit, "alt+u")
    assert edit.text == "", "there is nothing more to take back"
    for text in [*reversed(texts[:-1]), last]:
        press(edit, "ctrl+y")
        assert edit.text == text
    press(edit, "alt+U")
    assert edit.text == last


def test_typing_after_an_undo_forgets_what_was_taken_back() -> None:
    edit = edit_of("|")
    for character in "ab cd":
        typed(edit, character, character)
    edit.undo()
    typed(edit, "x", "x")
    edit.redo()
    assert edit.text == "ab x"
    edit.insert("pasted words")
    edit.undo()
    assert edit.text == "ab x"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("one t|wo six", "one [two| six"), ("one two| six", "one two[ |six"), ("one tw|o", "one [two|"),
        ("one two|", "one [two|"), ("|one", "[one|"), ("|", "|"), ("a \ud55c\uae00|", "a [\ud55c\uae00|"),
    ],
)  # fmt: skip
def test_two_clicks_select_the_word(before: str, after: str) -> None:
    edit = edit_of(before)
    edit.select_word()
    assert drawn(edit) == after


def test_a_long_line_moves_only_as_far_as_the_cursor_needs() -> None:
    edit = Edit("0123456789abcdef", 50, 1, 10, 16)
    assert (edit.seen_from(), edit.cursor_cell()) == ((0, 7), (0, 9))
    edit.go_to_cell(0, 2)
    assert (edit.cursor, edit.seen_from()) == (9, (0, 7)), "what is clicked stays where it is"
    press(edit, "home")
    assert (edit.seen_from(), edit.cursor_cell()) == ((0, 0), (0, 0))


def test_a_mouse_that_is_drawn_over_a_text_selects() -> None:
    edit = Edit("first line\nsecond\nthird", 50, 3, 20)
    edit.go_to_cell(0, 6)
    edit.go_to_cell(1, 3, selects=True)
    assert edit.selected == "line\nsec"
    edit.go_to_cell(9, 99, selects=True)
    assert edit.selected == "line\nsecond\nthird"
    edit.insert("x")
    assert edit.text == "first x"


def test_what_is_no_editing_key_is_left_to_others() -> None:
    for key in ("f2", "tab", "enter", "up", "down", "ctrl+g", "escape"):
        assert not press(edit_of("ab|c"), key)


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
        assert press(edit, key)
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
