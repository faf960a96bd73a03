"""Cleaning, folding and measuring text."""

import itertools
import time
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from industrack_core.domain.text.cells import character_cells
from industrack_core.domain.text.text import (
    ONE_CELL_EACH,
    cell_width,
    clean,
    clean_line,
    clip,
    fold,
    full_stop,
    how_many,
    pad,
    phone_digits,
    words,
)

MECHANIC = "👩\u200d🔧"
THUMB = "👍\U0001f3fd"
PIECES = ["a", "é", "e\u0301", "\u0301", "\u200d", "\ufe0f", "\u200c", "👩", "🔧", "❤", "1", "\u20e3",
"東", "ก", "ั",
          "\u0645", "\u06cc", "\u2329", ">", "\u0338", "\u200b", "\x1b", "\n", "\r", "\t", " ", "\x85",
          "\ud800",
          "\U000e0041", "\u202e", "\uffff", "가", "\u1100", "\u1161", "ß", "İ", "ø", "'", "’", "٣", "𝟙",
          "ﬁ"]  # fmt: skip
soups = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
texts = st.one_of(st.text(st.characters(), max_size=60), soups)


def one_line(text: str) -> str:
    return clean(text, limit=200).text


@pytest.mark.parametrize(
    "text",
    ["Replace [/valve] unit", "Check [ODU 2]", "[@click=app.delete_job(42)]x[/]", "Straße", "東京",
    "עברית", "ไทย",
     MECHANIC, THUMB, "❤\ufe0f", "1\ufe0f\u20e3", "می\u200cخواهم", "O'Brien & Søn",
     "it's 5 > 3 \\ \"q\""],
)  # fmt: skip
def test_honest_text_stays_as_typed(text: str) -> None:
    cleaned = clean(text, limit=200)
    assert cleaned.text == text
    assert not cleaned.changed
    assert not cleaned.cut


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\x1b]52;c;eA==\x07b", "a]52;c;eA==b"),
        ("a\x1b[2Jb", "a[2Jb"),
        ("a\x9b2Jb\x7f", "a2Jb"),
        ("nul\x00", "nul"),
        ("a\u202eb\u2066c\u200e\u061c", "abc"),
        ("z\u200be\ufeffr\u2060o\xad", "zero"),
        ("t\U000e0041ag", "tag"),
        ("\ud800lone\udfff", "lone"),
        ("non\ufffe\U0010ffff\ufdd0", "non"),
        ("a\u200db", "ab"),
        ("👩\u200d", "👩"),
        ("a\ufe0f", "a"),
        ("1\ufe0f", "1"),
        ("e\u0301", "é"),
        ("one\r\ntwo\tthree\u2028four", "one two three four"),
        ("trailing \n ", "trailing"),
        ("\u3164\u115f\uffa0", ""),
    ],
)
def test_what_hides_or_acts_is_dropped(text: str, cleaned: str) -> None:
    result = clean(text, limit=200)
    assert result.text == cleaned
    assert result.changed
    assert not result.cut


def test_several_lines_keep_their_breaks_and_tabs() -> None:
    result = clean("one\r\ntwo\rthree\n\tfour\x1b\u2029five\n\n", limit=200, multiline=True)
    assert result.text == "one\ntwo\nthree\n\tfour\nfive"


def test_marks_are_piled_at_most_four_high() -> None:
    piled = clean("e" + "\u0316" * 5000 + "x", limit=5100).text
    assert piled == "e" + "\u0316" * 4 + "x"
    assert clean("\u0316" * 9, limit=20).text == "\u0316" * 4


def test_a_cut_is_told_and_leaves_no_half_joiner() -> None:
    assert clean("x" * 201, limit=200).cut
    assert not clean("x" * 200 + "  ", limit=200).cut
    assert clean("ab " + "c" * 9, limit=3).text == "ab"
    assert clean("a👩\u200d🔧", limit=3).text == "a👩"
    with pytest.raises(ValueError, match="at least one"):
        clean("x", limit=0)
    assert clean_line("\n  Ann\tLee ") == "Ann Lee"
    assert clean_line("x" * 300) == "x" * 200


@pytest.mark.parametrize("unit", ["x", "\x1b[2J", "e\u0301", "\u0301", "東", " \n", MECHANIC])
def test_a_megabyte_is_cleaned_at_once(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    began = time.thread_time()
    cleaned = clean(text, limit=200)
    assert time.thread_time() - began < 0.05
    assert len(cleaned.text) <= 200
    assert cleaned.cut


@given(texts, st.integers(1, 80), st.booleans())
@example("👩\u200b\u200d🔧", 20, False)
@example(">\u200b\u0338\ufe0f", 20, False)
def test_cleaning_is_safe_bounded_and_done_once(text: str, limit: int, multiline: bool) -> None:
    first = clean(text, limit=limit, multiline=multiline)
    assert len(first.text) <= limit
    assert unicodedata.is_normalized("NFC", first.text)
    first.text.encode("utf-8")
    allowed = "\n\t" if multiline else ""
    assert not [char for char in first.text if unicodedata.category(char) == "Cc" and char not in allowed]
    assert first.changed == (first.text != text)
    again = clean(first.text, limit=limit, multiline=multiline)
    assert again.text == first.text
    assert not again.changed
    assert not again.cut


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Straße", "strasse"),
        ("STRASSE", "strasse"),
        ("Ørsted Łódź", "orsted lodz"),
        ("Café  Zoë", "cafe zoe"),
        ("12 Main St., #4-B", "12 main st 4 b"),
        ("O’Brien", "obrien"),
        ("ＡＢ１２", "ab12"),
        ("٣٤", "34"),
        ("İstanbul", "istanbul"),
        ("東京が", "東京が"),
        ("한국", "한국"),
        ("ที่", "ที่"),
        (" \u200b ", ""),
    ],
)
def test_search_folds_case_accents_and_punctuation(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert words(text) == folded.split()


@given(texts)
def test_folding_twice_changes_nothing(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    assert "  " not in folded
    assert folded == folded.strip()


def test_phone_digits_come_from_any_script() -> None:
    assert phone_digits("+1 (212) 555-0100") == "12125550100"
    assert phone_digits("٣１x") == "31"
    assert phone_digits("none²") == ""


def test_code_points_are_as_wide_as_they_are_drawn() -> None:
    # every one where scripts, signs and tags are; beyond them stand ideographs and private signs by the block
    looked_at = (range(0x20000), range(0x20000, 0xE0000, 64), range(0xE0000, 0xE1000), range(0xE1000, 0x110000, 64))
    edges = (code for plane in range(2, 17) for code in range((plane << 16) - 3, (plane << 16) + 3))
    codes = itertools.chain(*looked_at, (code for code in edges if code < 0x110000))
    differing = [hex(code) for code in codes if character_cells(chr(code)) != cell_len(chr(code))]
    assert differing == []


@given(texts)
@example(MECHANIC * 3 + "x")
@example("❤\ufe0f\u200d🔥")
def test_clean_text_is_as_wide_as_it_is_drawn(text: str) -> None:
    line = one_line(text)
    assert cell_width(line) == cell_len(line)


@given(texts, st.integers(-2, 40))
def test_clipped_and_padded_text_fits(text: str, cells: int) -> None:
    line = one_line(text)
    clipped = clip(line, cells)
    assert cell_width(clipped) <= max(cells, 0)
    if cell_width(line) <= cells:
        assert clipped == line
    elif cells >= 1:
        assert clipped.endswith("…")
        assert line.startswith(clipped[:-1])
    assert cell_width(pad(line, cells)) == max(cells, 0) == cell_len(pad(line, cells))


@pytest.mark.parametrize(
    ("count", "word", "said"),
    [
        (0, "job", "no jobs"), (1, "day sheet", "1 day sheet"), (15, "day sheet", "15 day sheets"),
        (2, "service type", "2 service types"), (2, "piece of equipment", "2 pieces of equipment"),
    ],
)  # fmt: skip
def test_so_many_of_a_thing(count: int, word: str, said: str) -> None:
    assert how_many(count, word) == said


@pytest.mark.parametrize(
    ("text", "cells", "ellipsis", "expected"),
    [
        ("Boiler set, filter", 12, "…", "Boiler set…"), ("Boiler set, filter", 13, "…", "Boiler set…"),
        ("Boiler set; filter", 12, "…", "Boiler set…"), ("Is cold. Call", 9, "…", "Is cold…"),
        ("Fresh… and more", 8, "…", "Fresh…"), ("Fresh…… or", 8, "…", "Fresh…"), ("Fresh...", 7, "…", "Fresh…"),
        ("Boiler set, filter", 12, "~", "Boiler set~"), ("Boiler set, filter", 11, "", "Boiler set,"),
        (",,,,", 3, "…", ",,…"), ("東京, 都心", 6, "…", "東京…"), ("Boiler set,", 11, "…", "Boiler set,"),
        ("1.5 bar", 5, "…", "1.5…"), ("well-kept", 6, "…", "well-…"),
    ],
)  # fmt: skip
def test_no_comma_stands_before_an_ellipsis(text: str, cells: int, ellipsis: str, expected: str) -> None:
    assert clip(text, cells, ellipsis) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [("Deleted 1", "Deleted 1."), ("Deleted 1 set…", "Deleted 1 set…"), ("Fix it.", "Fix it."), ("Why?", "Why?"),
     ("Go!", "Go!"), ('a note: "x"', 'a note: "x".'), ("", ".")],
)  # fmt: skip
def test_a_sentence_ends_once(sentence: str, expected: str) -> None:
    assert full_stop(sentence) == expected


def test_clipping_keeps_clusters_whole() -> None:
    assert clip("abcdef", 4) == "abc…"
    assert clip("東京都", 4) == "東…"
    assert clip(f"{MECHANIC}abc", 3) == f"{MECHANIC}…"
    assert clip("abc", 1, ellipsis="...") == "a"
    assert clip("abc", 0) == ""
    assert clip("e\u0316e\u0316", 1, ellipsis="") == "e\u0316"
    assert pad("東", 4) == "東  "


def test_the_quick_way_to_measure_holds_only_characters_of_one_cell() -> None:
    quick = [chr(code) for code in range(0x110000) if ONE_CELL_EACH.fullmatch(chr(code))]
    assert {character_cells(character) for character in quick} == {1}
    assert len(quick) > 1000
