"""The recording of the first ten minutes: it can be played, tells every scene, and its picture asks no server."""

import json
import re
from xml.etree import ElementTree

import pyte

from docs.make_recording import CAST, MOVING, SCENES, Event, cast, moving_picture
from docs.play import outputs


def test_a_cast_is_played_in_its_order() -> None:
    events = [Event(0.0, "one\x1b[2J"), Event(0.5, "zwei – 日本"), Event(0.5, "", "a scene"), Event(1.25, "three")]
    written = cast(events)
    assert json.loads(written.splitlines()[0])["version"] == 2
    assert list(outputs(written)) == [(0.0, "one\x1b[2J"), (0.5, "zwei – 日本"), (1.25, "three")]


def test_a_moving_picture_has_a_frame_for_each_scene() -> None:
    events = [
        Event(0.0, "\x1b[1;31mA <job>\x1b[0m"),
        Event(0.1, "", "first"),
        Event(1.0, "\x1b[7mx"),
        Event(2, "", "2"),
    ]
    svg = moving_picture(events)
    root = ElementTree.fromstring(svg)
    assert len([each for each in root.iter() if each.get("class") == "f"]) == 2
    assert "A &lt;job&gt;" in svg


def test_the_recording_that_is_kept_tells_every_scene() -> None:
    lines = CAST.read_text(encoding="utf-8").splitlines()
    head = json.loads(lines[0])
    screen = pyte.Screen(head["width"], head["height"])
    stream = pyte.Stream(screen)
    seen = {}
    for at, kind, text in map(json.loads, lines[1:]):
        assert at >= 0
        if kind == "o":
            stream.feed(re.sub(r"\x1b\[[<>=][0-9;]*u", "", text))
        else:
            seen[text] = "\n".join(screen.display)
    assert list(seen) == [scene.title for scene in SCENES]
    assert "Prospect Veterinary Clinic" in seen["Customer and work"]
    assert "undoes" in seen["Saved all the same"]
    assert "leave without saving" not in seen["And back"]
    assert "Traceback" not in "".join(seen.values())
    svg = MOVING.read_text(encoding="utf-8")
    assert svg.count('class="f"') == len(SCENES)
    assert "http" not in svg.replace('xmlns="http://www.w3.org/2000/svg"', "")
