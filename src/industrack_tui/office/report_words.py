"""What a phone said in a report, in words: what people read of it, and none of what programs go by."""

import json

from industrack_core.domain.kinds import Kind
from industrack_core.domain.text.text import clean_line, clip

_LONGEST, _WHOLE = 300, 30_000
_NAMES = {
    "step": "Step", "reason": "Reason", "text": "Text", "name": "Name", "caption": "Caption", "what": "What",
    "why": "Why", "answers": "Answers", "quantity": "Quantity", "gone": "Taken back", "all": "For all of the crew",
    "done": "Done",
}  # fmt: skip
_PROGRAMS = frozenset({
    "key", "base", Kind.LOCATION, "line", "item_id", "task", Kind.FORM, "form_version", "job_form", "signatures",
    "path", "digest", "size", "type", "answer_key", "reason_id", "entry", "seq", "starts", "ends",
})  # fmt: skip
"""What programs go by; times of a correction stand in the sentence."""


def body_said(body: str) -> list[str]:
    """A line for each thing that a report says; what no version of the program knows is shown as it came."""
    said = _fields(body)
    return [
        clip(clean_line(f"{_NAMES.get(name, name)}: {_value(name, value)}", _WHOLE), _LONGEST)
        for name, value in said.items()
        if name not in _PROGRAMS and value not in (None, "", False, [])
    ]


def location_of(body: str) -> int:
    """The place that a report is about, by its id; 0 for none."""
    place = _fields(body).get(Kind.LOCATION)
    return place if isinstance(place, int) and not isinstance(place, bool) and 0 < place < 2**31 else 0


def _fields(body: str) -> dict[str, object]:
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _value(name: str, value: object) -> str:
    if name == "quantity" and isinstance(value, int):
        return f"{value / 1000:g}"
    if name == "step":
        return str(value).replace("_", " ")
    if isinstance(value, list):
        return ", ".join(str(each) for each in value if each not in (None, ""))
    return "yes" if value is True else str(value)
