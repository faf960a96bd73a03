"""What the body of each kind of report must be. What is not so is not lost: the office reads it as it is."""

import re
from collections.abc import Mapping
from typing import Annotated

import msgspec

from industrack_core.domain.acts.limits import LINE_LIMIT, NOTE_LIMIT
from industrack_core.domain.field.shifts import ShiftStep
from industrack_core.domain.field.steps import Step
from industrack_core.domain.records.held import Held
from industrack_core.domain.records.job_parts import FILE_LIMIT
from industrack_core.domain.text.text import clean

Key = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{16}$", max_length=16)]
Id = Annotated[int, msgspec.Meta(ge=0, le=2**31 - 1)]
Instant = Annotated[int, msgspec.Meta(ge=0, le=253402300799999)]
Quantity = Annotated[int, msgspec.Meta(ge=0, le=10**12)]
Line = Annotated[str, msgspec.Meta(max_length=LINE_LIMIT)]
Note = Annotated[str, msgspec.Meta(max_length=NOTE_LIMIT)]
Path = Annotated[str, msgspec.Meta(max_length=16_384)]
"""A signature: `M x y l dx dy ...` in whole numbers."""
_LONG = ("text", "answers")
"""Texts of more than one line."""
_PATH = re.compile(r"[Ml0-9 -]*", re.ASCII)


class Body(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What every body is."""


class StepBody(Body, frozen=True):
    step: Step
    reason_id: Id | None = None
    reason: Line = ""
    all: bool = False


class ShiftBody(Body, frozen=True):
    step: ShiftStep


class NoteBody(Body, frozen=True):
    key: Key
    text: Note = ""
    gone: bool = False


class SiteNoteBody(Body, frozen=True):
    location: Id
    text: Note = ""
    base: Annotated[str, msgspec.Meta(max_length=8)] = ""


class TickBody(Body, frozen=True):
    task: Id
    done: bool = True


class UsedBody(Body, frozen=True):
    line: Id = 0
    key: Key | None = None
    item_id: Id | None = None
    name: Line = ""
    quantity: Quantity | None = None
    gone: bool = False


class AnswerBody(Body, frozen=True):
    key: Key
    form: Id
    form_version: Id = 0
    answers: Annotated[tuple[Note, ...], msgspec.Meta(max_length=LINE_LIMIT)] = ()
    signatures: Annotated[tuple[Path | None, ...], msgspec.Meta(max_length=LINE_LIMIT)] = ()


class PhotoBody(Body, frozen=True):
    key: Key
    digest: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$", max_length=64)]
    size: Annotated[int, msgspec.Meta(ge=0, le=FILE_LIMIT)] = 0
    type: Annotated[str, msgspec.Meta(max_length=60)] = ""
    name: Line = ""
    caption: Line = ""
    answer_key: str = ""


class SignBody(Body, frozen=True):
    key: Key
    path: Path
    name: Line = ""
    what: Line = ""


class AmendBody(Body, frozen=True):
    entry: Id
    starts: Instant
    ends: Instant | None = None
    why: Line = ""


class UndoBody(Body, frozen=True):
    seq: Annotated[int, msgspec.Meta(ge=1, le=2**31 - 1)]


BODIES: Mapping[str, type[Body]] = {
    "step": StepBody,
    "shift": ShiftBody,
    "note": NoteBody,
    "site_note": SiteNoteBody,
    "tick": TickBody,
    "used": UsedBody,
    "answer": AnswerBody,
    "photo": PhotoBody,
    "sign": SignBody,
    "amend": AmendBody,
    "undo": UndoBody,
}
OF_JOBS = frozenset(BODIES) - {"shift", "amend", "undo"}
"""Kinds of reports that are about a job."""
BODY_LIMIT = 20_000
"""Most characters of a body that is kept whole."""


def read_body(kind: str, body: str) -> Body | None:
    """The body of a report of a kind, its texts clean; None where it is not what this program knows."""
    if kind not in BODIES:
        return None
    try:
        found = _clean(msgspec.json.decode(body.encode("utf-8", "replace"), type=BODIES[kind]))
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return None
    paths = [found.path] if isinstance(found, SignBody) else []
    if isinstance(found, AnswerBody):
        paths = [path for path in found.signatures if path]
    return found if all(map(_PATH.fullmatch, paths)) else None


def _clean(body: Body) -> Body:
    changed: dict[str, Held] = {}
    for name in body.__struct_fields__:
        value: Held = getattr(body, name)
        if type(value) is str:
            changed[name] = _clean_text(value, name)
        elif type(value) is tuple:
            changed[name] = tuple(_clean_text(each, name) if type(each) is str else each for each in value)
    return msgspec.structs.replace(body, **changed)


def _clean_text(text: str, name: str) -> str:
    if text.isascii() and text.isprintable():
        return text.strip()
    return clean(text, limit=len(text), multiline=name in _LONG).text.strip()


def canonical(body: bytes) -> str:
    """A body as it is kept and compared: the same content is the same text, however a phone wrote it."""
    try:
        return msgspec.json.encode(msgspec.json.decode(body), order="sorted").decode()
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return body.decode("utf-8", "replace")
