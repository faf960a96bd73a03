"""What a terminal sends and no keyboard can, read piece by piece; and a terminal that does not read."""

import os
import pty
import tty
from typing import TextIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual._xterm_parser import XTermParser

from industrack_tui.terminal import driver as terminal
from industrack_tui.terminal import writer as writing
from industrack_tui.terminal.driver import ConsoleParser
from industrack_tui.terminal.writer import BEHIND, TerminalWriter

IMPOSSIBLE = [
    "\x1b[1114112u", "\x1b[27;5;1114112~", "\x1b[55296u", "\x1b[97;;55296u", "\x1b[99999999999999999999u",
    "\x1b[97:65;2u", "\x1b[97;1:3u", "\x1b[48;0;0;0;0t\x1b[<0;3;3M", "\x1b[48;9999999;9999999;1;1t",
    "\x1b[<99999999999999999999999999;1;1M", "\x1b[M\x00\x00\x00", "\x1b[;;;u",
]  # fmt: skip


def keys(parser: XTermParser, text: str) -> list[str]:
    return [event.key for event in parser.feed(text) if isinstance(event, events.Key)]


@pytest.mark.parametrize("sent", IMPOSSIBLE)
def test_what_no_keyboard_sends_is_left_out_and_the_next_key_is_read(sent: str) -> None:
    parser = ConsoleParser()
    assert keys(parser, f"{sent}a")[-1:] == ["a"]
    assert keys(parser, "b") == ["b"]


@pytest.mark.parametrize("sent", ["\x1bs", "\x1bS", "\x1bé", "\x1b[115;3u"])
def test_alt_with_a_letter_is_not_that_letter(sent: str) -> None:
    parser = ConsoleParser()
    ended = [*parser.feed(sent), *XTermParser.feed(parser, "")]  # as when nothing follows
    (key,) = (event for event in ended if isinstance(event, events.Key))
    assert key.key.startswith("alt+")
    assert key.character is None


def test_textual_alone_still_ends_at_it() -> None:
    """Fails when Textual has mended it: then our parser can do less."""
    with pytest.raises(ValueError, match=r"chr\(\)"):
        keys(XTermParser(), "\x1b[1114112u")


@given(st.text(st.sampled_from("\x1b[0123456789;:<>?~uMmtRy$ \x07\x9bO\ud800é"), min_size=1, max_size=60))
def test_nothing_that_is_sent_ends_the_reading(sent: str) -> None:
    parser = ConsoleParser()
    for event in parser.feed(sent):
        assert not isinstance(event, events.Key) or "\ud800" not in (event.character or "") or "\ud800" in sent
    list(parser.feed("\x1b\\\x1b[201~" + "z" * 40))
    assert keys(parser, "ok") == ["o", "k"]


def test_the_first_bytes_of_a_character_are_not_the_end_of_the_input() -> None:
    parser = ConsoleParser()
    assert keys(parser, "") == []
    assert keys(parser, "a") == ["a"]


def test_a_paste_whose_end_was_lost_is_whole_after_a_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terminal, "_PASTE_ENDS", 0.0)
    parser = ConsoleParser()
    assert list(parser.feed("\x1b[200~half a pas")) == []
    (paste,) = parser.tick()
    assert isinstance(paste, events.Paste)
    assert paste.text == "half a pas"
    assert keys(parser, "a") == ["a"]


def behind(writer: TerminalWriter) -> bool:
    return writer.is_behind


def pipe() -> tuple[int, TextIO]:
    """A reading end, and what is written to."""
    reads, writes = os.pipe()
    return reads, open(writes, "w", encoding="utf-8")


def test_nobody_waits_for_a_terminal_that_does_not_read() -> None:
    reads, file = pipe()
    with file:
        writer = TerminalWriter(file)
        writer.start()
        for _ in range(200):
            writer.write("x" * 4096)
        assert behind(writer)
        read = 0
        while read < 200 * 4096:
            read += len(os.read(reads, BEHIND))
        writer.stop()
        assert not writer.is_alive()
        assert not behind(writer)
    os.close(reads)


def test_what_a_terminal_takes_at_once_needs_no_thread_and_the_rest_comes_in_order() -> None:
    ours, theirs = pty.openpty()
    tty.setraw(theirs)
    with open(theirs, "w", encoding="utf-8") as file:
        writer = TerminalWriter(file)
        writer.write("a key's few bytes ")
        assert os.read(ours, 100) == b"a key's few bytes "  # the thread was never started
        text = "".join(f"{number} " for number in range(60_000))
        writer.write(text)
        writer.write("the end")
        assert behind(writer)
        assert os.get_blocking(theirs), "others write to the same terminal"
        writer.start()
        read = b""
        while not read.endswith(b"the end"):
            read += os.read(ours, BEHIND)
        assert read.decode() == f"{text}the end"
        writer.stop()
    os.close(ours)


def test_a_terminal_that_is_gone_is_told_by_the_signal_and_nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(writing, "hang_up", lambda: told.append("gone"))
    reads, file = pipe()
    with file:
        writer = TerminalWriter(file)
        os.close(reads)
        writer.write("x" * 4096)
        writer.start()
        writer.join(10)
        assert told == ["gone"]
        writer.write("y" * 100_000)
        assert not writer.is_behind
        writer.stop()
