"""A file with rows that somebody gives us: CSV, or a sheet of a spreadsheet, which becomes CSV on the way."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO

from industrack_core.domain.text.text import clean_line
from industrack_core.exchange.imports.csv_file import CsvFile, as_csv, opened
from industrack_core.exchange.imports.headings import Known, nothing_known
from industrack_core.exchange.imports.import_report import ImportFailed

_ZIP = b"PK\x03\x04"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_CHILD = Path(__file__).with_name("xlsx_child.py")
_REFUSED = 3
_PATIENCE = 120  # seconds; its own limit is 30 of computing


@contextmanager
def open_table_file(path: Path, known: Known = nothing_known, sheet: str | None = None) -> Iterator[CsvFile]:
    """The file at `path` as rows of texts. `sheet` names one of a spreadsheet's, else it is the first.

    What is inside decides what it is, not its ending, but for an XLSX that is none. Raises ImportFailed.
    """
    with opened(path) as file:
        start = file.read(4)
        if start == _OLD_EXCEL:
            raise ImportFailed(f"{path} is an Excel file of the old kind, or a locked one: save it as XLSX or CSV.")
        if start != _ZIP and path.suffix.lower() != ".xlsx":
            if sheet is not None:
                raise ImportFailed(f"{path} is no spreadsheet: it has no sheet {sheet!r}.")
            with as_csv(file, path, known) as rows:
                yield rows
            return
        with TemporaryFile(prefix="industrack-") as converted:
            name = _convert(path, file, converted, sheet or "")
            with as_csv(converted, path, known, (",",)) as rows:
                rows.encoding, rows.delimiter, rows.sheet = "XLSX", "", name
                yield rows


def _convert(path: Path, file: BinaryIO, out: BinaryIO, sheet: str) -> str:
    """Have the sheet written as CSV by a process with limits; answers the sheet's name. Raises ImportFailed."""
    file.seek(0)
    # isolated: neither the environment nor the folder we are in has a say in what it loads
    command = [sys.executable, "-I", str(_CHILD), sheet]
    try:
        ended = subprocess.run(
            command, stdin=file, stdout=out, stderr=subprocess.PIPE, timeout=_PATIENCE, check=False, cwd="/", env={}
        )
    except subprocess.TimeoutExpired as error:
        raise ImportFailed(f"{path} takes too long to read: save it as CSV.") from error
    told = clean_line(ended.stderr[:2000].decode("utf-8", "replace"), 600)
    if ended.returncode == _REFUSED:
        raise ImportFailed(f"{path} cannot be read: {told}.")
    if ended.returncode:
        raise ImportFailed(f"{path} takes more memory or time to read than a list should: save it as CSV.")
    return told
