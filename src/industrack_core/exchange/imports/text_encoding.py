"""In which encoding a text file is written, as a whole; lines of another one are found and told, not mended."""

import codecs
import re
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from industrack_core.domain.dataclass import dataclass
from industrack_core.exchange.imports.import_report import ImportFailed

_BLOCK = 1024 * 1024
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_NAMES = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8", "utf-16": "UTF-16", "cp1252": "Windows-1252"}
_ESCAPED = re.compile("[\udc80-\udcff]")


@dataclass(frozen=True, slots=True)
class Encoding:
    """How a file is read. `mixed`: some of its lines are in another encoding."""

    codec: str
    mixed: bool = False

    @property
    def name(self) -> str:
        """What people call it."""
        return _NAMES[self.codec]

    @property
    def errors(self) -> str:
        """What becomes of bytes that it does not know: in UTF-8 they can be told again."""
        return "surrogateescape" if self.codec.startswith("utf-8") else "strict"

    def stray(self, cells: Sequence[str]) -> str:
        """Why these cells are in another encoding than the file; empty where they are not."""
        if self.mixed and any(not cell.isascii() and self._is_stray(cell) for cell in cells):
            other = "UTF-8" if self.codec == "cp1252" else "another encoding"
            return f"this line is written in {other}, the rest of the file in {self.name}"
        return ""

    def _is_stray(self, cell: str) -> bool:
        if self.codec != "cp1252":
            return _ESCAPED.search(cell) is not None
        try:
            cell.encode("cp1252").decode("utf-8")
        except UnicodeError:
            return False
        return True


def encoding_of(file: BinaryIO, path: Path) -> Encoding:
    """By byte order mark, else UTF-8 if it is, else what most lines are that tell: UTF-8 or Windows-1252.

    Raises ImportFailed.
    """
    start = file.read(4)
    if not start:
        raise ImportFailed(f"{path} is empty.")
    marked = next((name for mark, name in _BOMS if start.startswith(mark)), None)
    if _decodes(file, marked or "utf-8", path):
        return Encoding(marked or "utf-8")
    good, bad = _counted(file)
    if marked == "utf-8-sig" or (not marked and good >= bad):
        return Encoding(marked or "utf-8", mixed=True)
    if not marked and _decodes(file, "cp1252", path):
        return Encoding("cp1252", mixed=good > 0)
    raise ImportFailed(f"{path} is not text in UTF-8, UTF-16 or Windows-1252.")


def _decodes(file: BinaryIO, encoding: str, path: Path) -> bool:
    file.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while True:
            block = file.read(_BLOCK)
            if (b"\x00" in block and encoding != "utf-16") or "\x00" in decoder.decode(block, final=not block):
                raise ImportFailed(f"{path} holds NUL bytes: it is not a text file.")
            if not block:
                return True
    except UnicodeDecodeError:
        return False
    except OSError as error:
        raise ImportFailed(f"{path} cannot be read: {error.strerror}.") from error


def _counted(file: BinaryIO) -> tuple[int, int]:
    """How many lines that are not plain ASCII are UTF-8, and how many are not."""
    file.seek(0)
    counts = [0, 0]
    while line := file.readline(_BLOCK):
        if not line.isascii():
            try:
                line.decode("utf-8")
            except UnicodeDecodeError:
                counts[1] += 1
            else:
                counts[0] += 1
    return counts[0], counts[1]
