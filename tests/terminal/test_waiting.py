"""The thread that waits for keys: it is told of bytes, and woken when it is to end."""

import os
from threading import Thread

from industrack_tui.terminal.driver import ConsoleParser
from industrack_tui.terminal.waiting import Waiting


def test_it_waits_for_bytes_and_is_woken() -> None:
    reading, writing = os.pipe()
    waiting = Waiting()
    assert not waiting.wait(reading, 0)
    os.write(writing, b"x")
    assert waiting.wait(reading, 60)
    os.read(reading, 1)
    told: list[bool] = []
    thread = Thread(target=lambda: told.append(waiting.wait(reading, 600)))
    thread.start()
    waiting.wake()
    thread.join(60)
    assert told == [False]
    assert not waiting.wait(reading, 600)
    waiting.rest()
    waiting.rest()
    assert not waiting.wait(reading, 0)
    for end in (reading, writing):
        os.close(end)


def test_it_looks_often_only_while_time_makes_something_of_what_came() -> None:
    now = [100.0]
    parser = ConsoleParser(clock=lambda: now[0])
    assert parser.patience == 60.0
    assert len(list(parser.feed("a\x1b[C"))) == 2
    assert parser.patience == 60.0  # a key that is whole stays what it is
    assert list(parser.feed("\x1b[")) == []
    assert parser.patience == 0.1
    assert len(list(parser.feed("C"))) == 1
    assert parser.patience == 60.0
    assert list(parser.feed("\x1b[200~never ended")) == []
    assert parser.patience == 0.1
    now[0] += 5.1
    assert [type(each).__name__ for each in parser.tick()]  # the paste is taken for whole
    assert parser.patience == 60.0
