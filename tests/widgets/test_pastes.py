"""Pastes with terminal commands in them: cleaned in place, however the bytes arrive."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual._xterm_parser import XTermParser
from textual.message import Message

from industrack_tui.terminal.driver import ConsoleParser, PasteWaits
from industrack_tui.terminal.pastes import PasteFilter, without_commands

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


# -- a paste whose end was lost ----------------------------------------------------------------


class Typing:
    """Pieces that come after pauses (seconds), on a clock of their own."""

    def __init__(self) -> None:
        self.now = 100.0
        self.parser = ConsoleParser(clock=lambda: self.now)
        self.got: list[str] = []

    def after(self, pause: float, piece: str = "") -> "Typing":
        """A pause, in which the parser is asked ten times a second; then a piece."""
        for _ in range(round(pause * 10)):
            self.now += 0.1
            self._take(self.parser.tick())
        if piece:
            self._take(self.parser.feed(piece))
        return self

    def _take(self, messages: Iterable[Message]) -> None:
        for each in messages:
            if isinstance(each, events.Paste):
                self.got.append(repr(each.text))
            elif isinstance(each, PasteWaits):
                self.got.append("waits" if each.waits else "ended")
            elif isinstance(each, events.Key):
                self.got.append(each.character or each.key)


@pytest.mark.parametrize("key", ["\x1b", "\x03", "\x1b\x1b", "\x1b[27u", "\x1b[99;5u", "\x1b[27;5;99~"])
def test_esc_ends_a_paste_whose_end_was_lost_and_it_is_said_that_it_does(key: str) -> None:
    typing = Typing().after(0, "\x1b[200~lost").after(1, "j").after(1, "k")
    assert typing.got == ["waits"]
    typing.after(1, key).after(0.5).after(0, "x")
    assert typing.got == ["waits", "'lostjk'", "ended", "x"]


def test_silence_ends_it_too() -> None:
    typing = Typing().after(0, "\x1b[200~lost").after(4, "j").after(6).after(0, "x")
    assert typing.got == ["waits", "'lostj'", "ended", "x"]


@pytest.mark.parametrize("pause", [0.0, 0.2, 2.0])
def test_a_slow_line_is_no_key_wherever_it_is_cut(pause: float) -> None:
    text = "\x1b[200~one\ntwo\x1b[2Jthree\x1b[201~"
    for cut in range(6, len(text) + 1):
        typing = Typing().after(0, text[:cut])
        if cut < len(text):
            typing.after(pause, text[cut:])
        typing.after(1).after(0, "x")
        keys = [each for each in typing.got if each not in ("waits", "ended")]
        assert keys == ["'one\\ntwothree'", "x"], cut


@pytest.mark.parametrize("pause", [0.1, 0.2])
def test_a_line_of_single_bytes_is_no_key(pause: float) -> None:
    typing = Typing()
    for each in "\x1b[200~one\x1b[2Jtwo\x03three\x1b[201~":
        typing.after(pause, each)
    typing.after(1).after(0, "x")
    assert [each for each in typing.got if each not in ("waits", "ended")] == ["'onetwo\\x03three'", "x"]
