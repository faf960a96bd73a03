"""Pastes with terminal commands in them: cleaned in place, however the bytes arrive."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual._xterm_parser import XTermParser

from industrack_tui.pastes import PasteFilter, without_commands
from industrack_tui.terminal import ConsoleParser

PASTED = "a\x1b[200~hello\x1b[2Jworld end\x1b[201~b"


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("hello\x1b[2Jworld end", "helloworld end"), ("a\x9b31;1mb", "ab"), ("a\x1b]52;c;eA==\x07b", "ab"),
        ("a\x1b]0;title\x1b\\b", "ab"), ("a\x1bPq#0\x1b\\b", "ab"), ("a\x1bb", "ab"), ("[2J", "[2J"),
    ],
)  # fmt: skip
def test_commands_are_taken_out_and_text_stays(text: str, clean: str) -> None:
    assert without_commands(text) == clean


@given(st.lists(st.integers(0, len(PASTED))))
def test_a_paste_in_any_pieces_is_the_same_paste(cuts: list[int]) -> None:
    filtered, at, out = PasteFilter(), 0, ""
    for cut in [*sorted(cuts), len(PASTED)]:
        out += filtered.passed(PASTED[at:cut])
        at = cut
    assert out == "a\x1b[200~helloworld end\x1b[201~b"


def test_keys_are_let_through_at_once() -> None:
    filtered = PasteFilter()
    assert [filtered.passed(piece) for piece in ("x", "\x1b", "[A", "\x1b")] == ["x", "\x1b", "[A", "\x1b"]


def read(parser: XTermParser, text: str) -> list[str]:
    """What the parser makes of a text: keys, and pastes in quotation marks."""
    return [
        repr(event.text) if isinstance(event, events.Paste) else event.character or event.key
        for event in parser.feed(text)
        if isinstance(event, events.Paste | events.Key)
    ]


def test_a_pasted_command_makes_no_keys_and_keeps_the_order() -> None:
    assert read(ConsoleParser(), PASTED) == ["a", "'helloworld end'", "b"]


def test_textual_alone_still_makes_keys_of_it() -> None:
    assert "'hello'" in read(XTermParser(False), PASTED)
