"""Half-filled forms, kept on disk until they are saved or left: a lost line or a crash costs no typing.

One file per console, in the person's own state directory, readable by them alone. While its console runs, a lock
is held beside it; a draft whose lock is free was left behind.
"""

import fcntl
import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from threading import Lock
from typing import Any
from uuid import uuid4

import msgspec

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.kinds import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptForm:
    """A form as it stood: `record` over `original`, both as plain values of the type of that name.

    `kind` is the record's, `id` is 0 for a new one, `version` the one that the person saw. `pending` are texts that
    could not be understood. `at` is aware UTC, `day` the board's. `origin` is what a new one comes from, as the form
    says it. `moved` is the key of its company, where that was closed to go on elsewhere.
    """

    at: datetime
    day: date
    label: str
    kind: str
    type: str
    id: int
    version: int
    original: dict[str, Any]
    record: dict[str, Any]
    pending: dict[str, str]
    origin: str = ""
    moved: str = ""


def _renewed(raw: dict[str, Any]) -> dict[str, Any]:
    """What the first console of this version kept: forms of jobs in a way of their own, ids only in the record."""
    if "draft" in raw:
        of_job = {"kind": Kind.JOB.value, "type": "JobDraft", "id": raw.get("job_id") or 0, "record": raw["draft"]}
        return {"version": 0, **raw, **of_job}
    original = raw.get("original") or {}
    return {"id": original.get("id", 0), "version": original.get("version", 0), **raw}


UNREADABLE = "What was left half filled cannot be read by this version."


class DraftFile:
    """Where one console keeps its draft. Nothing here raises: typing goes on without a disk."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock: int | None = None
        self._writing = Lock()
        self.kept: KeptForm | None = None

    def hold(self) -> bool:
        """Take the lock; False when another console has it."""
        if self._lock is not None:
            return True
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle = os.open(self.path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError:
            return False
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(handle)
            return False
        self._lock = handle
        return True

    def write(self, draft: KeptForm) -> bool:
        """Keep a draft, whole or not at all; whether that worked. Called from several threads, one after the other."""
        with self._writing:
            return self.hold() and self._write(draft)

    def _write(self, draft: KeptForm) -> bool:
        partial = self.path.with_suffix(".partial")
        try:
            handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(msgspec.json.encode(draft))
                file.flush()
                os.fsync(file.fileno())
            os.replace(partial, self.path)
        except OSError:
            return False
        self.kept = draft
        return True

    def read(self) -> KeptForm | None:
        """The draft that is kept; None when there is none, or none that can be read."""
        try:
            raw: dict[str, Any] = msgspec.json.decode(self.path.read_bytes(), type=dict[str, Any])
            return msgspec.convert(_renewed(raw), KeptForm)
        except (OSError, msgspec.DecodeError, ValueError):
            return None

    def forget(self) -> None:
        """Throw the draft away; the lock stays."""
        self.kept = None
        with suppress(OSError):
            self.path.unlink(missing_ok=True)

    def release(self) -> None:
        """Give the lock back; without a draft, nothing is left."""
        if self._lock is None:
            return
        with suppress(OSError):
            if not self.path.exists():
                self.path.with_suffix(".lock").unlink(missing_ok=True)
        os.close(self._lock)
        self._lock = None


def _stem(place: str, who: str) -> str:
    """What the drafts of one person at one database begin with, and after that what those of them in one company do."""
    return hashlib.sha256(f"{place}\0{who}".encode()).hexdigest()[:20]


def new_file(folder: Path, place: str, who: str, company: str) -> DraftFile:
    """A file for this console; its name says whose it is, here and wherever the `company` of that key goes."""
    return DraftFile(folder / f"{_stem(place, who)}-{_stem(company, who)}-{uuid4().hex[:12]}.json")


def left_behind(
    folder: Path, place: str, who: str, company: str = "", also: Sequence[str] = ()
) -> Iterator[tuple[DraftFile, KeptForm]]:
    """Drafts of this person at this database whose console is gone, the newest first; and theirs of the same `company`
    that were left where it was before, under this login or `also` under others that are theirs. Each is held while it
    is out.

    What others left is not even read: it may say what this person may not see.
    """
    here = f"{_stem(place, who)}-"
    moved = [f"-{_stem(company, each)}-" for each in (who, *also)] if company else []
    try:
        theirs = [
            each
            for each in folder.glob("*.json")
            if each.name.startswith(here) or any(stem in each.name for stem in moved)
        ]
        paths = sorted(theirs, key=os.path.getmtime, reverse=True)
    except OSError:
        return
    for path in paths:
        file = DraftFile(path)
        if not file.hold():
            continue
        draft = file.read()
        if draft is None or not (path.name.startswith(here) or draft.moved == company):
            file.release()
        else:
            file.kept = draft
            yield file, draft


def age_text(age: timedelta) -> str:
    """How long ago, as people say it."""
    minutes = max(0, int(age.total_seconds()) // 60)
    if minutes < 1:
        return "just now"
    if minutes < 60:
        return f"{minutes} minute{'s' * (minutes > 1)} ago"
    if minutes < 48 * 60:
        return f"{minutes // 60} hour{'s' * (minutes >= 120)} ago"
    return f"{minutes // 60 // 24} days ago"
