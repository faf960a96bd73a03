"""What the end of a file's name says of it."""

from collections.abc import Sequence
from pathlib import PurePath

from industrack_core.domain.errors import UsageError

_PACKED = (".gz", ".bz2", ".xz", ".zst")
_LONGEST = 11
_NO_OFFICE = (
    ".tar", ".tgz", ".zip", ".7z", *_PACKED[1:],
    ".pdf", ".txt", ".csv", ".xlsx", ".ics", ".json", ".doc", ".docx", ".odt", ".ods", ".xls", ".html",
)  # fmt: skip
"""Endings by which somebody would unpack or open with another program what is one file, and none of theirs."""
PAPERS = ("pdf", "txt")
"""What a paper of the office is written as."""


def ending_of(name: str) -> str:
    """The ending that says what a file is, with its dot, or nothing: the last one, and of what is packed also the one
    before, as in `.tar.gz`."""
    path = PurePath(name)
    last = _short(path.suffix)
    before = _short(PurePath(path.stem).suffix) if last.lower() in _PACKED else ""
    return f"{before}{last}"


def told_endings(endings: Sequence[str]) -> str:
    """`.csv, .xlsx or .pdf`, of endings without their dots."""
    *most, last = (f".{each}" for each in endings)
    return f"{', '.join(most)} or {last}" if most else last


def require_ending(name: str, endings: Sequence[str]) -> str:
    """The one of `endings` (small, without dots) by which the name of a file ends, in letters of any size. Raises
    UsageError, which says what there is."""
    ending = PurePath(name).suffix.lower().removeprefix(".")
    if ending in endings:
        return ending
    *most, last = (f".{each}" for each in endings)
    which = f"ends in neither {', '.join(most)} nor {last}" if most else f"does not end in {last}"
    raise UsageError(f"{name or 'A file without a name'} {which}: name a file that does.")


def is_gzip(name: str) -> bool:
    """Whether a name says that what is in it is compressed."""
    return PurePath(name).suffix.lower() == _PACKED[0]


def require_office_name(name: str, what: str, *, packs: bool) -> None:
    """Raise UsageError where the name of an office's file (`what` it is: a backup) promises another format: the last
    ending counts, and where it `packs` the one before that of gzip."""
    path, packed = PurePath(name), is_gzip(name)
    inner = PurePath(path.stem) if packed else path
    is_foreign = inner.suffix.lower() in _NO_OFFICE
    if not is_foreign and (packs or not packed):
        return
    stem, is_ = (inner.stem, f"no {inner.suffix}") if is_foreign else (inner.name, "not compressed")
    packing = f", or {stem}.industrack.gz for a compressed one" if packs else ""
    raise UsageError(f"{what} is {is_}: name it {stem}.industrack{packing}.")


def _short(ending: str) -> str:
    return ending if len(ending) <= _LONGEST else ""
