"""Records the first ten minutes at the demo: `make recording` writes a cast for a terminal and a moving picture.

The console is driven in a real pseudo-terminal, on a company of one fixed moment. The times in the recording are those
that a person needs to read, not those of the machine that made it.
"""

import json
import os
import re
import sys
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pyte
from pyte.screens import Char

from benchmarks.pty_driver import Session

DOCS = Path(__file__).parent
CAST, MOVING = DOCS / "first-minutes.cast", DOCS / "pictures" / "first-minutes.svg"
MOMENT = "2026-11-23T10:37-05:00"
COLUMNS, LINES = 120, 34
_TYPING, _STEP, _READING = 0.09, 0.7, 2.6
"""Seconds between typed letters, after a key, and at the end of a scene."""
_ESC, _F2, _DOWN, _RIGHT, _HOME, _ENTER, _TAB = b"\x1b", b"\x1bOQ", b"\x1b[B", b"\x1b[C", b"\x1b[H", b"\r", b"\t"


class Scene(NamedTuple):
    """What is shown: its title, and the keys; a text is typed letter by letter."""

    title: str
    keys: Sequence[bytes | str]


SCENES = (
    Scene("The board: who works, for whom, what is late, what waits", ()),
    Scene("From job to job", (b"w", b"w", b"w", b"w")),
    Scene("The keys of where you are", (b"?",)),
    Scene("A new job in a free cell", (_ESC, _DOWN, _DOWN, _HOME, _ENTER, "prosp")),
    Scene("Customer and work", (_ENTER, "Filter change", _TAB)),
    Scene("Somebody is busy then, so it is asked first", (_F2,)),
    Scene("Saved all the same", (b"y",)),
    Scene("Undone, and done again", (b"u", b"U")),
    Scene("A job in the hand", (b"w", b"m", _DOWN, _RIGHT, _RIGHT)),
    Scene("Put back where it was", (_ESC,)),
    Scene("The next free slot of anybody who can do a job of the queue", (b"2", b"b")),
    Scene("Not that one", (_ESC, b"1")),
    Scene("What needs an eye", (b"E",)),
    Scene("Any job of any date", (_ESC, b"/", "lak")),
    Scene("The week", (_ESC, b"v", b"w")),
    Scene("The month", (b"v", b"m")),
    Scene("The day again", (b"v", b"t")),
    Scene("Estimates", (b"g", b"e")),
    Scene("And back", (_ESC,)),
)


class Event(NamedTuple):
    """What the terminal was sent, and when, in seconds from the beginning; `ends` is the title of the scene that is
    complete with it."""

    at: float
    text: str
    ends: str = ""


def recorded(scenes: Sequence[Scene] = SCENES) -> list[Event]:
    """Drive the console through the scenes. Answers what was written to its terminal."""
    with TemporaryDirectory() as home:
        environ = {
            "PATH": os.environ["PATH"], "HOME": home, "LANG": "C.UTF-8", "TERM": "xterm-256color",
            "COLORTERM": "truecolor", "INDUSTRACK_NOW": MOMENT, "USER": "ana", "LOGNAME": "ana",
        }  # fmt: skip
        command = [str(Path(sys.executable).with_name("industrack")), "demo"]
        with Session(command, environ, COLUMNS, LINES) as session:
            session.wait_until(lambda it: "waiting" in it.screen_text() and "live" in it.screen_text(), 60)
            session.settle(1.0)
            return list(_events(session, scenes))


def _events(session: Session, scenes: Sequence[Scene]) -> Iterator[Event]:
    at = 0.0
    shown = len(session.everything())
    yield Event(at, _text(session.everything()))
    for scene in scenes:
        for key in scene.keys:
            for each in [key] if isinstance(key, bytes) else [letter.encode() for letter in key]:
                session.send(each)
                session.settle(0.5)
                at += _TYPING if isinstance(key, str) else _STEP
                yield Event(at, _text(session.everything()[shown:]))
                shown = len(session.everything())
        yield Event(at, "", scene.title)
        at += _READING


def _text(written: bytes) -> str:
    return written.decode("utf-8", "replace")


def cast(events: Sequence[Event]) -> str:
    """The recording in the second version of asciinema's format: a line for the header, a line for each event."""
    header = {"version": 2, "width": COLUMNS, "height": LINES, "title": "IndusTrack: the first ten minutes"}
    lines = [json.dumps(header)]
    for event in events:
        if event.text:
            lines.append(json.dumps([round(event.at, 2), "o", event.text], ensure_ascii=False))
        if event.ends:
            lines.append(json.dumps([round(event.at, 2), "m", event.ends], ensure_ascii=False))
    return "\n".join(lines) + "\n"


# -- the moving picture --------------------------------------------------------------------------

_CELL, _LINE = 8.4, 18
_GROUND, _INK = "#11151c", "#e6ebf2"
_NAMED = {
    "black": "#000000", "red": "#cd3131", "green": "#0dbc79", "brown": "#e5e510", "blue": "#2472c8",
    "magenta": "#bc3fbc", "cyan": "#11a8cd", "white": "#e5e5e5",
}  # fmt: skip
_SECONDS_A_SCENE = 3.0


def moving_picture(events: Sequence[Event]) -> str:
    """The last frame of each scene, one after the other, as an SVG that moves by itself and asks no server."""
    screen = pyte.Screen(COLUMNS, LINES)
    stream = pyte.Stream(screen)
    rows: dict[str, str] = {}
    frames: list[str] = []
    for event in events:
        stream.feed(re.sub(r"\x1b\[[<>=][0-9;]*u", "", event.text))
        if event.ends:
            drawn = [_row([screen.buffer[y][x] for x in range(COLUMNS)]) for y in range(LINES)]
            names = [rows.setdefault(each, f"r{len(rows)}") for each in drawn]
            uses = "".join(f'<use href="#{name}" y="{y * _LINE}"/>' for y, name in enumerate(names))
            frames.append(f'<g class="f" style="animation-delay:{len(frames) * _SECONDS_A_SCENE:g}s">{uses}</g>')
    total = len(frames) * _SECONDS_A_SCENE
    width, height = round(COLUMNS * _CELL), LINES * _LINE
    style = (
        f".f{{visibility:hidden;animation:s {total:g}s step-end infinite}}"
        f"@keyframes s{{0%{{visibility:visible}}{100 / len(frames):.3f}%{{visibility:hidden}}}}"
        f"text{{font-family:ui-monospace,Menlo,Consolas,'DejaVu Sans Mono',monospace;font-size:14px;white-space:pre}}"
        ".b{font-weight:bold}.u{text-decoration:underline}.s{text-decoration:line-through}"
    )
    defined = "".join(f'<g id="{name}">{drawn}</g>' for drawn, name in rows.items())
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        f'<style>{style}</style><rect width="100%" height="100%" fill="{_GROUND}"/><defs>{defined}</defs>'
        f"{''.join(frames)}</svg>\n"
    )


def _row(cells: Sequence[Char]) -> str:
    """A line of the screen: grounds, and runs of text of one look, each placed where its first cell is."""
    parts, start = [], 0
    while start < len(cells):
        look, end = _look(cells[start]), start + 1
        while end < len(cells) and (_look(cells[end]) == look or not cells[end].data):
            end += 1
        ink, ground, kind = look
        text = "".join(cell.data for cell in cells[start:end])
        x, width = start * _CELL, (end - start) * _CELL
        if ground != _GROUND:
            parts.append(f'<rect x="{x:g}" width="{width:g}" height="{_LINE}" fill="{ground}"/>')
        if text.strip():
            shown = escape(text.rstrip())
            length = len(text.rstrip()) * _CELL
            named = f' class="{kind}"' if kind else ""
            parts.append(f'<text x="{x:g}" y="13" fill="{ink}" textLength="{length:g}"{named}>{shown}</text>')
        start = end
    return "".join(parts)


def _look(cell: Char) -> tuple[str, str, str]:
    ink, ground = _color(cell.fg, _INK), _color(cell.bg, _GROUND)
    if cell.reverse:
        ink, ground = ground, ink
    marks = (("b", cell.bold), ("u", cell.underscore), ("s", cell.strikethrough))
    return ink, ground, " ".join(mark for mark, is_set in marks if is_set)


def _color(name: str, otherwise: str) -> str:
    if name == "default":
        return otherwise
    return _NAMED.get(name, f"#{name}" if re.fullmatch(r"[0-9a-f]{6}", name) else otherwise)


def main() -> None:
    """Write the cast and the moving picture."""
    events = recorded()
    CAST.write_text(cast(events), encoding="utf-8")
    MOVING.write_text(moving_picture(events), encoding="utf-8")


if __name__ == "__main__":
    main()
